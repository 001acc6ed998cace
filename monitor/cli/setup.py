"""``monitor init`` and ``monitor doctor``: set up, look after."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.output import Format, Row, emit
from monitor.cli.waiting import wait_for
from monitor.errors import MonitorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.doctor import Finding
    from monitor.options import Settings

ALIVE = timedelta(minutes=5)  # the daemon writes a heartbeat every half minute


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(init)
    app.command()(doctor)


def init(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to write it (default: the user's config folder).")
    ] = None,
) -> None:
    """Write a copy of the shipped configuration to edit."""
    from monitor import settings

    target = (folder or settings.user_folder(os.environ)).absolute()
    for file in settings.init(target):
        typer.echo(file)
    hint = "" if target == settings.user_folder(os.environ) else f" --config {target}"
    typer.echo(f"Edit these files, then: monitor{hint} doctor && monitor{hint} run", err=True)


def doctor(
    context: typer.Context,
    alive: Annotated[bool, typer.Option("--alive", help="Only: is the daemon alive? (for health checks)")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print the settings in force, secrets masked.")] = False,
    network: Annotated[bool, typer.Option("--network", help="Ask every feed as well.")] = False,
    style: Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")] = Format.table,
) -> None:
    """Check settings, folders, database, channels and (--network) feeds, and say what to do."""
    from monitor import doctor as checks
    from monitor import settings
    from monitor.cli.state import load

    given = load(context)
    if show:
        typer.echo(settings.show(given))
        return
    now = datetime.now(UTC)
    findings = (
        [_heartbeat(given, now)]
        if alive
        else checks.check(given, now, [partial(_database, given), partial(_queue, given, now)])
    )
    findings += [] if alive else _troubles(given)
    if network and not alive:
        findings += wait_for(_feeds(given))
    emit([_row(finding) for finding in findings], style, COLUMNS)
    if any(finding.state == "error" for finding in findings):
        raise typer.Exit(1)


COLUMNS: Mapping[str, Callable[[Row], str]] = {
    "state": lambda row: row["state"],
    "what": lambda row: row["what"],
    "detail": lambda row: row["detail"],
    "advice": lambda row: row["advice"] or "",
}


def _row(finding: Finding) -> dict[str, str]:
    return {"state": finding.state, "what": finding.what, "detail": finding.detail, "advice": finding.advice}


def _database(given: Settings) -> Finding:
    """Whether the database can be opened and is of a version that this program knows."""
    from monitor.doctor import Finding
    from storage import engine, feeds, migrations

    database = engine.open_database(given.database.url)
    try:
        if not migrations.ready(database):
            return Finding("database", "ok", f"{database.where} is not there yet: the first run creates it")
        with database.read() as connection:
            return Finding("database", "ok", f"{database.where} holds {len(feeds.listing(connection))} feeds")
    finally:
        database.close()


def _queue(given: Settings, now: datetime) -> Finding:
    """Whether the workers keep up with what is left to them."""
    from monitor.doctor import Finding, queue
    from storage import engine, migrations, queries

    if not given.scale.workers:
        return Finding("workers", "ok", "the daemon does everything itself")
    database = engine.open_database(given.database.url)
    try:
        if not migrations.ready(database):
            return queue(None)
        with database.read() as connection:
            return queue(queries.jobs(connection, now))
    finally:
        database.close()


def _troubles(given: Settings) -> list[Finding]:
    """What the daemon has found wrong and is not over: a finding each."""
    from monitor.doctor import ADVICE, Finding
    from storage import engine, health, migrations

    database = engine.open_database(given.database.url)
    try:
        if not migrations.ready(database):
            return []
        with database.read() as connection:
            found = health.listing(connection, only_open=True)
    except MonitorError:
        return []  # told by the finding on the database itself
    finally:
        database.close()
    return [
        Finding(one.kind, "warn", f"{one.message} (since {one.opened_at:%Y-%m-%d %H:%M} UTC)", ADVICE.get(one.kind, ""))
        for one in found
    ]


def _heartbeat(given: Settings, now: datetime) -> Finding:
    """Whether the daemon has written its heartbeat lately."""
    from monitor.doctor import Finding
    from storage import engine, meta

    database = engine.open_database(given.database.url)
    try:
        with database.read() as connection:
            last = meta.get_time(connection, "heartbeat_at")
    except MonitorError as error:
        return Finding("daemon", "error", str(error), "is `monitor run` started?")
    finally:
        database.close()
    if last is None or now - last > ALIVE:
        return Finding(
            "daemon", "error", f"last heartbeat: {last or 'never'}", "start `monitor run`, or look into its log"
        )
    return Finding("daemon", "ok", f"last heartbeat {last:%H:%M:%S} UTC", "")


async def _feeds(given: Settings) -> Sequence[Finding]:
    """Every feed, asked once."""
    from monitor.cli.asking import probe
    from monitor.doctor import Finding

    return [
        Finding(f"feed {row['name']}", "ok" if row["ok"] else "error", row["result"], "")
        for row in await probe(given, given.feeds)
    ]
