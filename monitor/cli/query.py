"""``monitor claims``, ``figures``, ``changes``, ``alerts``, ``articles`` and ``history``: what is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from monitor.cli.output import NEWEST, Format, Row, clip, emit, local, quantity
from monitor.errors import UsageError
from monitor.model import BERLIN

if TYPE_CHECKING:
    from storage.values import Filter

Metric = Annotated[str | None, typer.Option(help="Only this metric.")]
ClaimantName = Annotated[str | None, typer.Option("--claimant", help="Only what this claimant said.")]
Party = Annotated[str | None, typer.Option(help="Only this party, as in north_korea.")]
Event = Annotated[str | None, typer.Option(help="Only this event, as in killed.")]
Publisher = Annotated[str | None, typer.Option(help="Only what this publisher printed.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day (Europe/Berlin) or time on.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Up to this day (inclusive) or time.")]
TimeOf = Annotated[str, typer.Option("--time", help="Which time --since and --until mean: published, seen or as-of.")]
Text = Annotated[str | None, typer.Option(help="Only what holds this text.")]
Limit = Annotated[int | None, typer.Option(min=1, help=f"At most so many rows (tables show the newest {NEWEST}).")]
Style = Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")]
Column = Callable[[Row], str]
TimeField = Literal["published", "seen", "as_of"]


@dataclass(frozen=True)
class Listing:
    """One kind of list: the query that gives its rows, and a table's columns."""

    name: str
    help: str
    columns: Mapping[str, Column]


def text_of(name: str) -> Column:
    """A column that shows a field as it is."""
    return lambda row: "–" if row.get(name) is None else str(row[name])


def old_to_new(row: Row) -> str:
    """``200–999 → 850``."""
    return f"{quantity(row.get('old'))} → {quantity(row.get('new'))}"


CLAIMS: Mapping[str, Column] = {
    "published": lambda row: local(row["published_at"]),
    "quantity": quantity,
    "event": text_of("event"),
    "party": text_of("party"),
    "claimant": lambda row: row["claimant"] or row["attribution"] or "–",
    "metric": text_of("metric"),
    "publisher": text_of("publisher"),
    "quote": lambda row: clip(row["quote"], 160),
}
FIGURES: Mapping[str, Column] = {
    "as of": text_of("as_of"),
    "metric": text_of("metric"),
    "claimant": text_of("claimant"),
    "quantity": quantity,
    "change": text_of("change"),
    "publisher": text_of("publisher"),
    "quote": lambda row: clip(row["quote"], 160),
}
CHANGES: Mapping[str, Column] = {
    "at": lambda row: local(row["created_at"]),
    "kind": text_of("kind"),
    "metric": text_of("metric"),
    "claimant": text_of("claimant"),
    "old → new": old_to_new,
    "verdict": text_of("verdict"),
    "reason": text_of("reason"),
}
ALERTS: Mapping[str, Column] = {
    "at": lambda row: local(row["created_at"]),
    "kind": text_of("kind"),
    "alert": text_of("title"),
    "old → new": old_to_new,
    "publisher": lambda row: (row.get("new") or row.get("old") or {}).get("publisher") or "–",
    "delivered": lambda row: ", ".join(f"{d['channel']} {d['state']}" for d in row["deliveries"]) or "–",
}
HEALTH: Mapping[str, Column] = {
    "at": lambda row: local(row["created_at"]),
    "kind": text_of("kind"),
    "subject": text_of("subject"),
    "message": text_of("message"),
}
ARTICLES: Mapping[str, Column] = {
    "id": text_of("id"),
    "published": lambda row: local(row["published_at"]),
    "publisher": text_of("publisher"),
    "title": lambda row: clip(row["title"], 90),
    "versions": text_of("versions"),
    "claims": text_of("claims"),
}


def day_or_time(value: str | None, option: str, *, ends: bool = False) -> datetime | None:
    """A bound of time: a day means its first moment in Berlin, or the moment after its last if it ``ends`` the span."""
    if value is None:
        return None
    try:
        if len(value) > len("2025-01-13"):
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)
        return datetime.combine(date.fromisoformat(value) + timedelta(days=ends), time(), BERLIN)
    except ValueError:
        raise UsageError(f"{option} takes a day (2025-01-13) or a time (2025-01-13T07:00), not {value!r}") from None


def day(value: str | None, option: str) -> date | None:
    """A day given on the command line."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{option} takes a day as in 2025-01-13, not {value!r}") from None


def filtered(
    style: Format, limit: int | None, since: str | None, until: str | None, which: str, **fields: Any
) -> Filter:
    """The query layer's filter; a table without a limit shows the newest rows, everything else is complete."""
    from storage.values import Filter

    times: dict[str, TimeField] = {"published": "published", "seen": "seen", "as-of": "as_of"}
    if which not in times:
        raise UsageError(f"--time takes published, seen or as-of, not {which!r}")
    newest = style is Format.table
    return Filter(
        since=day_or_time(since, "--since"),
        until=day_or_time(until, "--until", ends=True),
        time_field=times[which],
        limit=limit or (NEWEST if newest else None),
        newest_first=newest,
        **fields,
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (claims, figures, changes, alerts, articles, history):
        app.command()(command)


def claims(
    context: typer.Context,
    metric: Metric = None,
    claimant: ClaimantName = None,
    party: Party = None,
    event: Event = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "published",
    text: Text = None,
    unmatched: Annotated[bool, typer.Option("--unmatched", help="Only claims that met no metric.")] = False,
    limit: Limit = None,
    style: Style = Format.table,
) -> None:
    """Numeric claims: each quantity with its quote, source and article."""
    names = {
        "metric": metric,
        "claimant": claimant,
        "party": party,
        "event": event,
        "publisher": publisher,
        "text": text,
    }
    _list(context, "claims", CLAIMS, style, filtered(style, limit, since, until, which, unmatched=unmatched, **names))


def figures(
    context: typer.Context,
    metric: Metric = None,
    claimant: ClaimantName = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "published",
    limit: Limit = None,
    style: Style = Format.table,
) -> None:
    """Figures: the points of each metric's history."""
    names = {"metric": metric, "claimant": claimant, "publisher": publisher}
    _list(context, "figures", FIGURES, style, filtered(style, limit, since, until, which, **names))


def changes(
    context: typer.Context,
    metric: Metric = None,
    claimant: ClaimantName = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "seen",
    limit: Limit = None,
    style: Style = Format.table,
) -> None:
    """Changes: every one, with what the alert policy said of it."""
    names = {"metric": metric, "claimant": claimant}
    _list(context, "changes", CHANGES, style, filtered(style, limit, since, until, which, **names))


def alerts(
    context: typer.Context,
    metric: Metric = None,
    claimant: ClaimantName = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "seen",
    text: Text = None,
    health: Annotated[bool, typer.Option("--health", help="Alerts on feeds and the system instead.")] = False,
    limit: Limit = None,
    style: Style = Format.table,
) -> None:
    """Alerts: what the policy let out, with old and new quote and the deliveries."""
    names = {"metric": metric, "claimant": claimant, "text": text}
    asked = filtered(style, limit, since, until, which, **names)
    _list(context, "health" if health else "alerts", HEALTH if health else ALERTS, style, asked)


def articles(
    context: typer.Context,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "published",
    text: Text = None,
    limit: Limit = None,
    style: Style = Format.table,
) -> None:
    """Articles, whatever their topic."""
    _list(
        context,
        "articles",
        ARTICLES,
        style,
        filtered(style, limit, since, until, which, publisher=publisher, text=text),
    )


def _list(context: typer.Context, name: str, columns: Mapping[str, Column], style: Format, asked: Filter) -> None:
    """Ask the query layer for ``name`` and print it; a table ends with its newest row at the bottom."""
    from monitor.cli.state import rows
    from storage import queries

    found = rows(context, getattr(queries, name), asked)
    emit(found[::-1] if asked.newest_first else found, style, columns)


def history(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(help="The metric's key, as in nk_deployed.")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="What was known by the end of this day.")
    ] = None,
    style: Style = Format.table,
) -> None:
    """A metric's series by claimant, as a plot and a table."""
    from monitor.cli import plot, state
    from storage import queries

    topics = state.load(context).topics
    declared = {m.key: m for topic in topics for m in topic.metrics}
    if metric not in declared:
        raise UsageError(f"no topic declares the metric {metric!r}{plot.nearest(metric, declared)}")
    found = state.rows(context, queries.history, metric, day(as_of, "--as-of"))
    if style is Format.table and found:
        typer.echo(plot.series(found, declared[metric].title))
    emit(found, style, FIGURES)
