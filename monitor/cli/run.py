"""``monitor run``, ``monitor check`` and ``monitor worker``: the daemon, one pass, and a worker beside a daemon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.waiting import stopped, wait_for
from monitor.times import moment

if TYPE_CHECKING:
    from monitor.options import Settings


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(run)
    app.command()(check)
    app.command()(worker)


def run(context: typer.Context) -> None:
    """The daemon: polls, reads, compares, alerts, until it is told to stop."""
    from monitor import daemon
    from monitor.cli.state import load

    wait_for(daemon.run(load(context)))


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

    summary = wait_for(daemon.check(load(context), moment(at), everything=everything, replayed=at is not None))
    typer.echo(summary.sentence(), err=True)


def worker(
    context: typer.Context,
    jobs: Annotated[int | None, typer.Option(min=1, max=1000, help="At once, not the configured number.")] = None,
    until_empty: Annotated[bool, typer.Option("--until-empty", help="End when nothing waits.")] = False,
) -> None:
    """Do what the daemon leaves to workers ([scale] in the settings), until stopped; any number, on any machine."""
    from dataclasses import replace

    from monitor.cli.state import load

    given = load(context)
    if jobs is not None:
        given = replace(given, scale=replace(given.scale, jobs=jobs))
    wait_for(_worker(given, until_empty=until_empty))


async def _worker(given: Settings, *, until_empty: bool) -> None:
    from monitor.errors import SettingsError

    try:
        from monitor.scale.worker import run
    except ModuleNotFoundError as error:
        raise SettingsError('workers need the extra "scale": install zahlenmonitor[scale]') from error
    stop = stopped()
    await run(given, stop=stop, until_empty=until_empty)
