"""``monitor explain``: each figure of an article, and why it did, or did not, become an alert."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.output import Format, clip, emit, quantity
from monitor.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.values import StoredArticle


DIGITS = 18  # of the longest id: 64 bits hold them all


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(explain)


COLUMNS = {
    "v": lambda row: str(row["version"]),
    "figure": lambda row: clip(row["text"], 40),
    "read as": lambda row: f"{quantity(row)} {row['event'] or ''} {row['party'] or ''}".rstrip(),
    "said by": lambda row: clip(row["claimant"] or row["attribution"] or "–", 30),
    "metric": lambda row: row["metric"] or "–",
    "why": lambda row: row["reason"] or "not compared yet",
    "change": lambda row: row["change"] or "–",
    "alert": lambda row: row["verdict"] or "–",
}


def explain(
    context: typer.Context,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's id or address.")],
    style: Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")] = Format.table,
) -> None:
    """Each figure of an article: how it was read, what it was compared with, and what became of it."""
    from monitor.cli.state import stored

    with stored(context) as database:
        if database is None:
            raise UsageError("nothing is stored yet; start with `monitor run` or `monitor check`")
        with database.read() as connection:
            found = _find(connection, article)
            if found is None:
                raise UsageError(f"there is no article {article!r}; `monitor articles` lists them")
            head, rows = _head(connection, found), _rows(connection, found)
    if style is Format.table:
        typer.echo(head)
    emit(rows, style, COLUMNS)


def _find(connection: Connection, article: str) -> StoredArticle | None:
    """The article with this id or address; a number that no database counts to is nobody's id."""
    from monitor.feeds.urls import clean
    from storage import articles

    if article.isdecimal():
        return articles.find(connection, article) if len(article) <= DIGITS else None
    return articles.find(connection, article) or articles.find(connection, clean(article))


def _head(connection: Connection, found: StoredArticle) -> str:
    """What the article is, and whether it is on a topic, with the terms that fired."""
    from storage import articles

    lines = [found.record.title, f"{found.record.publisher}, {found.record.url}"]
    for topic, judged in articles.relevance(connection, found.id).items():
        terms = ", ".join(judged.terms) or "no term of it"
        lines.append(f"{topic}: {'relevant' if judged.relevant else 'not relevant'} ({terms})")
    return "\n".join([*lines, ""])


def _rows(connection: Connection, found: StoredArticle) -> Sequence[dict[str, Any]]:
    """Every claim of every version, with the changes that it made."""
    from storage import claims
    from storage.queries.changes import of_article

    made = of_article(connection, found.id)
    rows = []
    for number in range(1, found.version + 1):
        for record in claims.of_version(connection, found.id, number):
            change = made.get(record.id or 0)
            rows.append(
                {
                    **{name: getattr(record.claim, name) for name in CLAIM},
                    **{
                        name: getattr(record, name)
                        for name in ("version", "metric", "claimant", "implausible", "reason")
                    },
                    "change": change and change["kind"],
                    "verdict": change and f"{change['verdict']}: {change['verdict_reason']}",
                }
            )
    return rows


CLAIM = (
    "text",
    "low",
    "high",
    "bound",
    "unit",
    "per",
    "event",
    "party",
    "attribution",
    "hedge",
    "period",
    "place",
    "rule",
    "quote",
)
