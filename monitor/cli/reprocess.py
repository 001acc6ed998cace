"""``monitor reprocess``: claims, figures and changes anew from the stored texts, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.columns import text_of
from monitor.cli.output import Format, Row, clip, emit
from monitor.cli.progress import bars
from monitor.cli.waiting import wait_for

if TYPE_CHECKING:
    from monitor.pipeline.reprocess import Report


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(reprocess)


def reprocess(
    context: typer.Context,
    rehearsed: Annotated[bool, typer.Option("--dry-run", help="Only say what would differ; keep nothing.")] = False,
    told: Annotated[
        bool, typer.Option("--tell", help="Send alerts on new changes, and retract those that go.")
    ] = False,
    style: Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")] = Format.table,
) -> None:
    """Read claims anew from the stored texts, rebuild figures and changes, and say what differs. Sends nothing.

    For after an update or a change of a topic. What was cut off goes on where it stood. Stop the daemon before.
    """
    from monitor import daemon
    from monitor.cli.state import load

    settings, now = load(context), datetime.now(UTC)
    with bars() as progress:
        report = wait_for(daemon.reprocess(settings, now, progress, rehearsed=rehearsed, told=told))
    emit([_row(difference) for difference in report.differences], style, COLUMNS)
    typer.echo(_summary(report), err=True)


COLUMNS: Mapping[str, Callable[[Row], str]] = {
    "what": lambda row: f"{row['what']} {row['difference']}",
    "id": text_of("id"),
    "metric": text_of("metric"),
    "alert": text_of("alert_id"),
    "detail": lambda row: clip(row["detail"], 200),
}


def _row(difference: Any) -> dict[str, Any]:
    return {
        "what": difference.what,
        "difference": difference.how,
        "id": None if difference.id is None else str(difference.id),
        "metric": difference.metric,
        "alert_id": None if difference.alert_id is None else str(difference.alert_id),
        "detail": difference.text,
    }


def _summary(report: Report) -> str:
    """``120 texts read anew: claims 3 new, 1 gone; figures 2 changed``."""
    counts = Counter((difference.what, difference.how) for difference in report.differences)
    parts = []
    for what in ("claim", "figure", "change"):
        told = [f"{counts[what, how]} {how}" for how in ("new", "changed", "gone") if counts[what, how]]
        parts += [f"{what}s {', '.join(told)}"] if told else []
    head = f"{report.versions} texts read anew"
    went_on = (
        " (went on where an earlier run was cut off, which had counted its claims itself)" if report.resumed else ""
    )
    return f"{head}{went_on}: {'; '.join(parts) or 'nothing differs'}"
