"""``monitor web``: the dashboard alone, without the daemon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.waiting import stopped, wait_for
from monitor.errors import MonitorError

if TYPE_CHECKING:
    from monitor.options import Settings


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(web)


def web(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Instead of the configured one.")] = None,
) -> None:
    """Serve the dashboard and the API until stopped, beside a daemon or without one."""
    from dataclasses import replace

    from monitor.cli.state import load

    given = load(context)
    if port is not None:
        given = replace(given, web=replace(given.web, port=port))
    wait_for(_serve(given))


async def _serve(given: Settings) -> None:
    from monitor import logs
    from monitor.serving import serving
    from monitor.web import create_app
    from storage import engine

    logs.configure(given.logs)
    stop = stopped()
    database = engine.open_database(given.database.url)
    try:
        async with serving(create_app(given, database), given.web.host, given.web.port, "dashboard") as port:
            if port is None:
                raise MonitorError(f"the port {given.web.port} of {given.web.host} is taken; choose one with --port")
            typer.echo(f"http://{given.web.host}:{port}", err=True)
            await stop.wait()
    finally:
        database.close()
