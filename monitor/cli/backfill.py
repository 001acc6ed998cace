"""``monitor backfill``: years of news from archives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.progress import bars
from monitor.cli.waiting import stopped, wait_for

if TYPE_CHECKING:
    from monitor.backfilling import Report, Request
    from monitor.options import Settings


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(backfill)


def backfill(
    context: typer.Context,
    archives: Annotated[
        list[Path],
        typer.Argument(metavar="ARCHIVE…", help="A WARC file, a file of JSON Lines, a page, or a folder of these."),
    ],
    base: Annotated[str, typer.Option(metavar="URL", help="The address of a folder of pages that give none.")] = "",
    told: Annotated[bool, typer.Option("--alerts", help="Send alerts on what the archives bring.")] = False,
) -> None:
    """Load archives of news, each article at its own time, and build the histories anew. Sends nothing.

    What was cut off goes on where it stood. With workers ([scale] in the settings) they read; while a daemon runs, it
    builds the histories.
    """
    from monitor.backfilling import Request
    from monitor.cli.state import load
    from monitor.errors import UsageError
    from monitor.feeds.urls import is_web

    if base and not is_web(base):
        raise UsageError(f"--base takes an address as in https://blatt.example/, not {base!r}")
    report = wait_for(_run(load(context), Request(archives, base, told)))
    typer.echo(_sentence(report), err=True)
    if report.failed_jobs:
        raise typer.Exit(1)


async def _run(settings: Settings, request: Request) -> Report:
    from monitor import backfilling

    with bars() as progress:
        return await backfilling.run(settings, request, datetime.now(UTC), stopped(), progress)


def _sentence(report: Report) -> str:
    """``1,204 records: 980 articles stored, 4 known before, 219 no articles, 1 failed; 312 differences in …``."""
    done = report.loaded
    told = [f"{done.stored:,} articles stored", f"{done.known:,} known before", f"{done.passed:,} no articles"]
    told += [f"{done.failed:,} failed"]
    head = f"{done.records:,} records: {', '.join(told)}" if done.records else "the workers have read all"
    if report.failed_jobs:
        again = "see the workers' logs; the same command tries them again"
        return f"{report.failed_jobs:,} jobs failed in all their attempts: {again}"
    if report.stopped:
        return f"{head}; stopped: the same command goes on from here"
    if report.differences is None:
        return f"{head}; the daemon builds the histories anew"
    return f"{head}; {report.differences:,} differences in figures and changes"
