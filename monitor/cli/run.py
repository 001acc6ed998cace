"""``monitor run`` and ``monitor check``: the daemon, and one pass."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from monitor.times import moment


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(run)
    app.command()(check)


def run(context: typer.Context) -> None:
    """The daemon: polls, reads, compares, alerts, until it is told to stop."""
    from monitor import daemon
    from monitor.cli.state import load

    asyncio.run(daemon.run(load(context)))


def check(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Poll every feed, due or not.")] = False,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="Set the clock, for replays (ISO 8601; naive: Berlin).")
    ] = None,
) -> None:
    """One pass: poll the feeds that are due, read, recheck, compare, deliver, exit."""
    from monitor import daemon
    from monitor.cli.state import load

    summary = asyncio.run(daemon.check(load(context), moment(at), everything=everything, replayed=at is not None))
    typer.echo(summary.sentence(), err=True)
