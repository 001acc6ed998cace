"""How many rows the large tables have, kept by triggers, because counting them takes a time that grows with them.

A row of ``tallies`` is a part of a table's count: articles are told apart by the feed that led to them first and by
whether they are on a topic, of other tables there is but one part. SQLite, with its one writer, changes that row. On
PostgreSQL each connection has its own (``writer`` is its process), so that none waits for another; a count is the sum,
and ``fold`` puts those of connections that are gone together.
"""
# ruff: noqa: S608 - every word of the statements is our own

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, text

COUNTED = ("articles", "claims", "points", "changes", "alerts", "entries", "messages", "deliveries")


class OfFeed(NamedTuple):
    """The articles that a feed was the first to lead to, and how many of them are on a topic."""

    articles: int = 0
    on_topic: int = 0


def rows(conn: Connection) -> dict[str, int]:
    """How many rows each counted table has."""
    found = conn.execute(text("SELECT counted, sum(number) FROM tallies GROUP BY counted"))
    return dict.fromkeys(COUNTED, 0) | {name: int(number) for name, number in found}


def of_feeds(conn: Connection) -> dict[int, OfFeed]:
    """The articles of each feed that led to any."""
    query = (
        "SELECT part / 2, sum(number), sum(number * (part % 2)) FROM tallies WHERE counted = 'articles' "
        "GROUP BY 1 HAVING sum(number) > 0"  # one whose articles are deleted has a count of none
    )
    return {int(feed): OfFeed(int(all_), int(on_topic)) for feed, all_, on_topic in conn.execute(text(query))}


def fold(conn: Connection) -> None:
    """Add what connections counted that are gone to the common part; SQLite has nothing else."""
    if conn.dialect.name == "postgresql":
        conn.execute(text(_FOLD))


def made(dialect: str) -> Iterator[str]:
    """The statements that make table and triggers, and count what is there."""
    yield from _POSTGRESQL if dialect == "postgresql" else _SQLITE
    for table in COUNTED:
        yield from _on_postgresql(table) if dialect == "postgresql" else _on_sqlite(table)
    begin = "INSERT INTO tallies (counted, part, number)"
    for table in COUNTED:
        yield f"{begin} SELECT '{table}', {_part(table)}, count(*) FROM {table} GROUP BY 2"


def gone(dialect: str) -> Iterator[str]:
    """The statements that take all of it away; what is not there is passed over."""
    for table in COUNTED:
        for event in ("added", "gone", "moved"):
            trigger = f"{table}_tally_{event}"
            yield f"DROP TRIGGER IF EXISTS {trigger}" + (f" ON {table}" if dialect == "postgresql" else "")
    yield "DROP TABLE IF EXISTS tallies"
    if dialect == "postgresql":
        yield "DROP FUNCTION IF EXISTS tally_rows"
        yield "DROP FUNCTION IF EXISTS tally_article"


def _part(table: str, row: str = "") -> str:
    """The part of the count that a row is in."""
    return f"coalesce({row}feed_id, 0) * 2 + CAST({row}topical AS INTEGER)" if table == "articles" else "0"


# ---------------------------------------------------------------- SQLite

_SQLITE = (
    "CREATE TABLE tallies (counted TEXT NOT NULL, part INTEGER NOT NULL, number INTEGER NOT NULL, "
    "PRIMARY KEY (counted, part)) WITHOUT ROWID",
)


def _on_sqlite(table: str) -> Iterator[str]:
    """Two triggers, and of articles a third: the feed and whether it is on a topic may change."""
    more, less = _by(table, "new.", 1), _by(table, "old.", -1)
    yield f"CREATE TRIGGER {table}_tally_added AFTER INSERT ON {table} BEGIN {more} END"
    yield f"CREATE TRIGGER {table}_tally_gone AFTER DELETE ON {table} BEGIN {less} END"
    if table == "articles":
        yield f"CREATE TRIGGER {table}_tally_moved AFTER UPDATE OF feed_id, topical ON {table} BEGIN {less} {more} END"


def _by(table: str, row: str, number: int) -> str:
    return (
        f"INSERT INTO tallies VALUES ('{table}', {_part(table, row)}, {number}) "
        f"ON CONFLICT (counted, part) DO UPDATE SET number = number + {number};"
    )


# ---------------------------------------------------------------- PostgreSQL

_ADD = "ON CONFLICT (counted, part, writer) DO UPDATE SET number = tallies.number + excluded.number;"
_POSTGRESQL = (
    "CREATE TABLE tallies (counted text NOT NULL, part bigint NOT NULL, writer integer NOT NULL DEFAULT 0, "
    "number bigint NOT NULL, PRIMARY KEY (counted, part, writer))",
    # The statement's rows are the transition table »moved«; +1 or -1 is the trigger's argument.
    f"""CREATE FUNCTION tally_rows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
    INSERT INTO tallies (counted, part, writer, number)
    SELECT TG_TABLE_NAME, 0, pg_backend_pid(), TG_ARGV[0]::integer * count(*) FROM moved HAVING count(*) > 0 {_ADD}
    RETURN NULL; END $$""",
    f"""CREATE FUNCTION tally_article() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO tallies (counted, part, writer, number)
        VALUES ('articles', {_part("articles", "old.")}, pg_backend_pid(), -1) {_ADD}
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO tallies (counted, part, writer, number)
        VALUES ('articles', {_part("articles", "new.")}, pg_backend_pid(), 1) {_ADD}
    END IF;
    RETURN NULL; END $$""",
)
# A living connection's row is left alone: it may be locked by a transaction that wants another one next.
_FOLD = f"""WITH gone AS (
    DELETE FROM tallies WHERE writer <> 0 AND writer NOT IN (SELECT pid FROM pg_stat_activity)
    RETURNING counted, part, number
) INSERT INTO tallies (counted, part, number)
SELECT counted, part, sum(number) FROM gone GROUP BY counted, part {_ADD}"""


def _on_postgresql(table: str) -> Iterator[str]:
    """A look at each statement's rows; articles, written one by one, are looked at by the row."""
    if table == "articles":
        each = "FOR EACH ROW EXECUTE FUNCTION tally_article()"
        yield f"CREATE TRIGGER {table}_tally_added AFTER INSERT OR DELETE ON {table} {each}"
        yield f"CREATE TRIGGER {table}_tally_moved AFTER UPDATE OF feed_id, topical ON {table} {each}"
        return
    for event, name, rows_, sign in (("INSERT", "added", "NEW", 1), ("DELETE", "gone", "OLD", -1)):
        yield (
            f"CREATE TRIGGER {table}_tally_{name} AFTER {event} ON {table} REFERENCING {rows_} TABLE AS moved "
            f"FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('{sign}')"
        )
