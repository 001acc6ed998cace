"""``monitor claims``, ``figures``, ``changes``, ``alerts``, ``articles`` and ``history``: what is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from monitor.cli.columns import ALERTS, ARTICLES, CHANGES, CLAIMS, FIGURES, HEALTH, Column
from monitor.cli.delete import delete, deletions
from monitor.cli.output import NEWEST, Format, emit
from monitor.cli.resend import resend
from monitor.errors import UsageError
from monitor.model import ChangeKind
from monitor.times import day, day_or_time

if TYPE_CHECKING:
    from storage.values import Filter

MOST = 1_000_000_000  # rows; more is a slip, and no number that a database takes
Metric = Annotated[str | None, typer.Option(help="Only this metric.")]
ClaimantName = Annotated[str | None, typer.Option("--claimant", help="Only what this claimant said.")]
Party = Annotated[str | None, typer.Option(help="Only this party, as in north_korea.")]
Event = Annotated[str | None, typer.Option(help="Only this event, as in killed.")]
Publisher = Annotated[str | None, typer.Option(help="Only what this publisher printed.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day (Europe/Berlin) or time on.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Up to this day (inclusive) or time.")]
TimeOf = Annotated[str, typer.Option("--time", help="Which time --since and --until mean: published, seen or as-of.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="What was known by the end of this day.")]
Text = Annotated[str | None, typer.Option(help='Only what holds these words; Wort* begins so, "…" is a phrase.')]
Unit = Annotated[str | None, typer.Option(help="Only this unit, as in person, percent, km2, EUR.")]
Least = Annotated[float | None, typer.Option("--min", help="Only numbers from this one on.")]
Most = Annotated[float | None, typer.Option("--max", help="Only numbers up to this one.")]
Story = Annotated[int | None, typer.Option(min=1, max=MOST, help="Only this story: the copies of one report.")]
Limit = Annotated[
    int | None, typer.Option(min=1, max=MOST, help=f"At most so many rows (tables show the newest {NEWEST}).")
]
SortBy = Annotated[str | None, typer.Option("--sort", help="Ordered by published, seen, as-of or value.")]
After = Annotated[int | None, typer.Option(min=1, max=MOST, metavar="ID", help="Go on behind the row with this id.")]
Topic = Annotated[str | None, typer.Option(help="Only this topic.")]
Kind = Annotated[ChangeKind | None, typer.Option(help="Only this kind of change.")]
Style = Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")]
Follow = Annotated[bool, typer.Option("--follow", "--watch", help="Go on with what comes, until stopped.")]


class Delivery(StrEnum):
    """How far an alert is on its way on one channel."""

    pending = "pending"
    sent = "sent"
    failed = "failed"
    dead = "dead"


TimeField = Literal["published", "seen", "as_of"]
TIMES: Mapping[str, TimeField] = {"published": "published", "seen": "seen", "as-of": "as_of"}
SORTS: Mapping[str, Literal["published", "seen", "as_of", "value"]] = {**TIMES, "value": "value"}


def filtered(
    style: Format,
    limit: int | None,
    since: str | None,
    until: str | None,
    which: str,
    sort: str | None = None,
    as_of: str | None = None,
    **fields: Any,
) -> Filter:
    """The query layer's filter; a table without a limit shows the newest rows, everything else is complete."""
    from storage.values import Filter

    if which not in TIMES:
        raise UsageError(f"--time takes published, seen or as-of, not {which!r}")
    if sort is not None and sort not in SORTS:
        raise UsageError(f"--sort takes published, seen, as-of or value, not {sort!r}")
    newest = style is Format.table
    return Filter(
        since=day_or_time(since, "--since"),
        until=day_or_time(until, "--until", ends=True),
        as_of=day(as_of, "--as-of"),
        time_field=TIMES[which],
        sort=None if sort is None else SORTS[sort],
        limit=limit or (NEWEST if newest else None),
        newest_first=newest,
        **fields,
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (claims, figures, changes, history):
        app.command()(command)
    _group(app, alerts, resend)
    _group(app, articles, delete, deletions)


def _group(app: typer.Typer, lists: Callable[..., None], *commands: Callable[..., None]) -> None:
    """A list that has commands of its own."""
    group = typer.Typer(invoke_without_command=True)
    group.callback()(lists)
    for command in commands:
        group.command()(command)
    app.add_typer(group, name=lists.__name__)


def named(
    metric: str | None,
    claimant: str | None,
    party: str | None,
    event: str | None,
    publisher: str | None,
    text: str | None,
    unit: str | None,
    least: float | None,
    most: float | None,
    story: int | None,
) -> dict[str, Any]:
    """What the lists filter by beside time, as fields of the filter."""
    words = {"metric": metric, "claimant": claimant, "party": party, "event": event, "publisher": publisher}
    return words | {"text": text, "unit": unit, "least": least, "most": most, "story": story}


def claims(
    context: typer.Context,
    metric: Metric = None,
    claimant: ClaimantName = None,
    party: Party = None,
    event: Event = None,
    publisher: Publisher = None,
    unit: Unit = None,
    least: Least = None,
    most: Most = None,
    story: Story = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "published",
    as_of: AsOf = None,
    unmatched: Annotated[bool, typer.Option("--unmatched", help="Only claims that met no metric.")] = False,
    hedged: Annotated[
        bool | None, typer.Option("--hedged/--stated", help="Only plans, demands, denials …, or none of them.")
    ] = None,
    text: Text = None,
    topic: Topic = None,
    sort: SortBy = None,
    after: After = None,
    limit: Limit = None,
    follow: Follow = False,
    style: Style = Format.table,
) -> None:
    """Numeric claims: each quantity with its quote, source and article."""
    names = named(metric, claimant, party, event, publisher, text, unit, least, most, story)
    names |= {"unmatched": unmatched, "hedged": hedged, "as_of": as_of, "topic": topic, "after": after}
    asked = filtered(style, limit, since, until, which, sort, **names)
    _list(context, "claims", CLAIMS, style, asked, follow=follow)


def figures(
    context: typer.Context,
    metric: Metric = None,
    claimant: ClaimantName = None,
    party: Party = None,
    event: Event = None,
    publisher: Publisher = None,
    unit: Unit = None,
    least: Least = None,
    most: Most = None,
    story: Story = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "published",
    as_of: AsOf = None,
    text: Text = None,
    topic: Topic = None,
    sort: SortBy = None,
    after: After = None,
    limit: Limit = None,
    style: Style = Format.table,
) -> None:
    """Figures: the points of each metric's history."""
    names = named(metric, claimant, party, event, publisher, text, unit, least, most, story)
    names |= {"as_of": as_of, "topic": topic, "after": after, "kind": kind}
    asked = filtered(style, limit, since, until, which, sort, **names)
    _list(context, "figures", FIGURES, style, asked)


def changes(
    context: typer.Context,
    metric: Metric = None,
    claimant: ClaimantName = None,
    party: Party = None,
    event: Event = None,
    publisher: Publisher = None,
    unit: Unit = None,
    least: Least = None,
    most: Most = None,
    story: Story = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "published",
    as_of: AsOf = None,
    text: Text = None,
    topic: Topic = None,
    sort: SortBy = None,
    after: After = None,
    limit: Limit = None,
    style: Style = Format.table,
) -> None:
    """Changes: every one, with what the alert policy said of it."""
    names = named(metric, claimant, party, event, publisher, text, unit, least, most, story)
    names |= {"as_of": as_of, "topic": topic, "after": after, "kind": kind}
    asked = filtered(style, limit, since, until, which, sort, **names)
    _list(context, "changes", CHANGES, style, asked)


def alerts(
    context: typer.Context,
    metric: Metric = None,
    claimant: ClaimantName = None,
    party: Party = None,
    event: Event = None,
    publisher: Publisher = None,
    unit: Unit = None,
    least: Least = None,
    most: Most = None,
    story: Story = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "published",
    as_of: AsOf = None,
    health: Annotated[bool, typer.Option("--health", help="Alerts on feeds and the system instead.")] = False,
    delivery: Annotated[
        Delivery | None, typer.Option("--delivery", help="Only those with a delivery in this state: dead, for example.")
    ] = None,
    text: Text = None,
    topic: Topic = None,
    sort: SortBy = None,
    after: After = None,
    limit: Limit = None,
    follow: Follow = False,
    style: Style = Format.table,
) -> None:
    """Alerts: what the policy let out, with old and new quote and the deliveries."""
    if context.invoked_subcommand:
        return
    names = named(metric, claimant, party, event, publisher, text, unit, least, most, story)
    names |= {"as_of": as_of, "topic": topic, "after": after, "kind": kind}
    asked = filtered(style, limit, since, until, which, sort, delivery=delivery and delivery.value, **names)
    _list(context, "health" if health else "alerts", HEALTH if health else ALERTS, style, asked, follow=follow)


def articles(
    context: typer.Context,
    metric: Metric = None,
    claimant: ClaimantName = None,
    party: Party = None,
    event: Event = None,
    publisher: Publisher = None,
    unit: Unit = None,
    least: Least = None,
    most: Most = None,
    story: Story = None,
    since: Since = None,
    until: Until = None,
    which: TimeOf = "published",
    as_of: AsOf = None,
    text: Text = None,
    topic: Topic = None,
    sort: SortBy = None,
    after: After = None,
    limit: Limit = None,
    style: Style = Format.table,
) -> None:
    """Articles, whatever their topic; by metric, claimant, unit … those with such a claim."""
    if context.invoked_subcommand:
        return
    names = named(metric, claimant, party, event, publisher, text, unit, least, most, story)
    names |= {"as_of": as_of, "topic": topic, "after": after}
    _list(context, "articles", ARTICLES, style, filtered(style, limit, since, until, which, sort, **names))


def _list(
    context: typer.Context,
    name: str,
    columns: Mapping[str, Column],
    style: Format,
    asked: Filter,
    *,
    follow: bool = False,
) -> None:
    """Ask the query layer for ``name`` and print it; a table ends with its newest row at the bottom."""
    from monitor.cli import following
    from monitor.cli.state import rows
    from storage import queries

    if follow:
        following.follow(context, getattr(queries, name), columns, style, asked)
        return
    found = rows(context, getattr(queries, name), asked)
    if not found and asked.metric:
        _doubt(context, asked.metric)
    emit(found[::-1] if asked.newest_first else found, style, columns)


def _doubt(context: typer.Context, metric: str) -> None:
    """Say where no topic declares a metric of which nothing was found; a record may hold one from before."""
    from monitor.cli import plot, state

    if metric not in (declared := state.metrics(context)):
        typer.echo(f"monitor: no topic declares the metric {metric!r}{plot.nearest(metric, declared)}", err=True)


def history(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(help="The metric's key, as in nk_deployed.")],
    as_of: AsOf = None,
    style: Style = Format.table,
) -> None:
    """A metric's series by claimant, as a plot and a table."""
    from monitor.cli import plot, state
    from storage import queries

    declared = state.metrics(context)
    if metric not in declared:
        raise UsageError(f"no topic declares the metric {metric!r}{plot.nearest(metric, declared)}")
    found = state.rows(context, queries.history, metric, day(as_of, "--as-of"))
    if style is Format.table and found:
        typer.echo(plot.series(found, declared[metric].title))
    emit(found, style, FIGURES)
