"""``monitor topic check``: a new or changed topic tried on what is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.columns import text_of
from monitor.cli.output import Format, Row, clip, emit, quantity
from monitor.cli.waiting import wait_for
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.model import Change, Statement, Topic, Verdict
    from monitor.options import Settings
    from monitor.pipeline.trial import Trial
    from storage.engine import Database

topic = typer.Typer(help="Try topics on what is stored.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(topic, name="topic")


@topic.callback()
def group() -> None:
    """Try topics on what is stored."""


@topic.command()
def check(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="TOPIC|FILE", help="A topic of the settings, or a TOML file.")],
    metric: Annotated[str | None, typer.Option(help="Only this metric.")] = None,
    style: Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")] = Format.table,
) -> None:
    """What a topic would have matched and sent, had it been there from the start. Writes and sends nothing."""
    from monitor.cli import plot, state

    settings = state.load(context)
    tried = _topic(settings, name)
    keys = [one.key for one in tried.metrics]
    if metric is not None and metric not in keys:
        raise UsageError(f"{name} declares no metric {metric!r}{plot.nearest(metric, keys)}")
    with state.stored(context) as database:
        if database is None:
            raise UsageError("nothing is stored yet; start with `monitor run` or `monitor check`")
        found = wait_for(_try(settings, database, tried))
    rows = [_row(change, verdict) for change, verdict in found.changes if metric in {None, change.metric}]
    emit(rows, style, COLUMNS)
    told = f"{found.matched} of {found.claims} claims met a metric: {len(found.changes)} changes, {found.sent} alerts"
    typer.echo(told, err=True)


def _topic(settings: Settings, name: str) -> Topic:
    """The topic of the settings with this key, or that of a file."""
    from monitor import settings as reading
    from monitor.cli import plot

    known = {one.key: one for one in settings.topics}
    if name in known:
        return known[name]
    if not Path(name).is_file():
        raise UsageError(f"there is no topic and no file {name!r}{plot.nearest(name, known)}")
    return reading.topic(Path(name))


async def _try(settings: Settings, database: Database, tried: Topic) -> Trial:
    from monitor import pipeline
    from monitor.pipeline.trial import trial

    async with pipeline.opened(settings, database, lambda: 0.0) as tools:
        return await tools.reading(lambda conn: trial(conn, tools, tried))


COLUMNS: Mapping[str, Callable[[Row], str]] = {
    "as of": text_of("as_of"),
    "kind": text_of("kind"),
    "metric": text_of("metric"),
    "claimant": text_of("claimant"),
    "old → new": lambda row: f"{quantity(row['old'])} → {quantity(row['new'])}",
    "verdict": lambda row: f"{row['verdict']}: {row['verdict_reason']}",
    "quote": lambda row: clip((row["new"] or row["old"])["quote"], 100),
}


def _row(change: Change, verdict: Verdict) -> dict[str, Any]:
    told = change.new or change.old
    return {
        "kind": change.kind,
        "metric": change.metric,
        "claimant": change.claimant,
        "as_of": told and told.as_of.isoformat(),
        "old": _side(change.old),
        "new": _side(change.new),
        "reason": change.reason,
        "verdict": verdict.action,
        "verdict_reason": verdict.reason,
    }


def _side(said: Statement | None) -> dict[str, Any] | None:
    if said is None:
        return None
    named = ("low", "high", "bound", "unit", "per", "text", "quote", "publisher", "url")
    return {name: getattr(said, name) for name in named}
