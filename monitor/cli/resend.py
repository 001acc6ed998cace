"""``monitor alerts resend``: what no channel took, or what somebody wants to have again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.waiting import wait_for
from monitor.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection


def resend(
    context: typer.Context,
    alerts: Annotated[list[int] | None, typer.Argument(metavar="[ALERT]...", min=1, max=2**62)] = None,
    channel: Annotated[str | None, typer.Option(metavar="NAME", help="Only on this channel.")] = None,
) -> None:
    """Try dead messages again, under their keys; with ids: those of these alerts, and sent ones as new messages."""
    from monitor import daemon
    from monitor.cli import plot, state

    settings, now = state.load(context), datetime.now(UTC)
    names = [one.name for one in settings.alerts.channels]
    if channel is not None and channel not in names:
        raise UsageError(f"there is no channel {channel!r}{plot.nearest(channel, names)}")
    with state.stored(context) as database:
        if database is None:
            raise UsageError("nothing is stored yet; start with `monitor run` or `monitor check`")
        with database.write() as connection:
            count = _again(connection, alerts, channel, now)
    sent = bool(count) and wait_for(daemon.settle(settings, now))
    told = "tried again now" if sent else "wait for the daemon" if count else "nothing was dead"
    typer.echo(f"{count} messages: {told}; `monitor alerts` shows how it went")


def _again(connection: Connection, wanted: Collection[int] | None, channel: str | None, now: datetime) -> int:
    """Have messages sent again; how many."""
    from storage import alerts, deliveries
    from storage.values import Route

    missing = [number for number in wanted or () if not alerts.exists_in(connection, number)]
    if missing:
        raise UsageError(f"there is no alert {missing[0]}; `monitor alerts` lists them")
    count = deliveries.revive(connection, now, alert_ids=wanted or None, channel=channel)
    for number in wanted or ():
        routes = [Route(name, f"again:{number}", now) for name in deliveries.taken(connection, number, channel)]
        alerts.route(connection, number, routes, now)
        count += len(routes)
    return count
