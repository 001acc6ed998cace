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
    "compared with": lambda row: quantity(row["old"]) if row["change"] else "–",
    "change": lambda row: row["change"] or "–",
    "policy": lambda row: row["verdict"] or "–",
    "deliveries": lambda row: ", ".join(f"{d['channel']} {d['state']}" for d in row["deliveries"]) or "–",
}


def explain(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="ARTICLE|URL|ALERT", help="An article's id or address, or an alert as alert:ID.")
    ],
    style: Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")] = Format.table,
) -> None:
    """Each figure of an article: how it was read, what it met, what it was compared with, and what became of it.

    Of an alert, the figures of its article that it is about.
    """
    from monitor.cli.state import stored

    with stored(context) as database:
        if database is None:
            raise UsageError("nothing is stored yet; start with `monitor run` or `monitor check`")
        with database.read() as connection:
            alert = _alert(connection, what)
            found = _find(connection, what if alert is None else alert["article_id"])
            if found is None:
                raise UsageError(_unknown(connection, what))
            head, rows = _head(connection, found), _rows(connection, found)
            if alert is not None:
                rows = [row for row in rows if row["id"] in alert["claims"]]
    if style is Format.table:
        typer.echo(head)
    emit(rows, style, COLUMNS)


def _alert(connection: Connection, what: str) -> dict[str, Any] | None:
    """Where the alert that ``alert:12`` names has its evidence: the article of its new claim, and its claims."""
    from storage import queries

    kind, _, number = what.partition(":")
    if kind != "alert":
        return None
    rows = queries.alerts(connection, queries.Filter())
    sides = next(([row["new"], row["old"]] for row in rows if row["id"] == number), None)
    told = [side for side in sides or () if side]
    if not told:
        raise UsageError(f"there is no alert {number!r}; `monitor alerts` lists them")
    return {"article_id": told[0]["article_id"], "claims": {side["claim_id"] for side in told}}


def _unknown(connection: Connection, what: str) -> str:
    """Why nothing can be explained: an address may be announced, and not be read yet."""
    from monitor.feeds.urls import clean
    from storage import entries

    announced = entries.announced(connection, what) or entries.announced(connection, clean(what))
    if announced:
        feed, state, error = announced[0]
        return f"{what} is announced by {feed} and not stored: {error or state}"
    return f"there is no article {what!r}; `monitor articles` lists them"


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
    from storage.queries.alerts import deliveries_of
    from storage.queries.changes import of_article

    made = of_article(connection, found.id)
    alerts = [int(change["alert_id"]) for change in made.values() if change["alert_id"]]
    sent = deliveries_of(connection, alerts)
    rows = []
    for number in range(1, found.version + 1):
        for record in claims.of_version(connection, found.id, number):
            change = made.get(record.id or 0)
            rows.append(
                {
                    "id": str(record.id),
                    **{name: getattr(record.claim, name) for name in CLAIM},
                    **{
                        name: getattr(record, name)
                        for name in ("version", "metric", "claimant", "implausible", "reason")
                    },
                    "change": change and change["kind"],
                    "old": change and change["old"],
                    "verdict": change and f"{change['verdict']}: {change['verdict_reason']}",
                    "alert_id": change and change["alert_id"],
                    "deliveries": sent.get(int(change["alert_id"] or 0), []) if change else [],
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
