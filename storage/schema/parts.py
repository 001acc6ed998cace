"""The columns, keys and indexes that several tables have."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, MetaData, TextClause, text

from storage.columns import ID, CleanText, UtcDateTime

# What a row's number is sorted by; queries.shapes says it in the same words.
VALUE = "coalesce(low, high, 0.0)"
# What a row's number is not all that it says: a range, or one side is open; storage.past says it in the same words.
WIDE = "low IS NULL OR high IS NULL OR low <> high"
# The claim that a change tells; queries.changes says it in the same words.
TOLD = "coalesce(new_claim_id, old_claim_id)"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key() -> Column[int]:
    """The row's own number."""
    return Column("id", ID, primary_key=True)


def words(name: str, *, primary_key: bool = False, unique: bool = False) -> Column[str]:
    """A text that is never null."""
    return Column(name, CleanText, nullable=False, primary_key=primary_key, unique=unique)


def optional_words(name: str) -> Column[str]:
    """A text that may be missing."""
    return Column(name, CleanText)


def count(name: str) -> Column[int]:
    """A number that begins at nought."""
    return Column(name, Integer, nullable=False, default=0, server_default="0")


def flag(name: str) -> Column[bool]:
    """Yes or no."""
    return Column(name, Boolean, nullable=False)


def moment(name: str) -> Column[datetime]:
    """A time, kept as UTC."""
    return Column(name, UtcDateTime, nullable=False)


def optional_moment(name: str) -> Column[datetime]:
    """A time that may not have come."""
    return Column(name, UtcDateTime)


def of_feed(*, primary_key: bool = False) -> Column[int]:
    """The feed that the row goes with."""
    return Column("feed_id", ID, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, primary_key=primary_key)


def of_article(*, primary_key: bool = False) -> Column[int]:
    """The article that the row goes with."""
    return Column(
        "article_id", ID, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, primary_key=primary_key
    )


def of_version() -> ForeignKeyConstraint:
    """The version of the article that the row goes with."""
    target = ["versions.article_id", "versions.number"]
    return ForeignKeyConstraint(["article_id", "version"], target, ondelete="CASCADE")


def partial_index(
    name: str, *columns: str | TextClause, where: str, unique: bool = False, sqlite_where: str | None = None
) -> Index:
    """An index of only the rows that its query looks at; SQLite takes it only for a query with the same words."""
    return Index(name, *columns, unique=unique, sqlite_where=text(sqlite_where or where), postgresql_where=text(where))


def listed_index(name: str, *columns: str | TextClause) -> Index:
    """An index of the claims that lists show: those that stood in an earlier version already are left out."""
    return partial_index(name, *columns, where="NOT carried", sqlite_where="carried = 0")
