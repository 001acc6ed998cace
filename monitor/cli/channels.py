"""``monitor test-alert``: one test message on each channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.output import Format, Row, emit
from monitor.errors import MonitorError, UsageError

if TYPE_CHECKING:
    from monitor.notify import Message
    from monitor.options import ChannelConfig

TITLE = "Zahlenmonitor: test"
BODY = "This is a test. Alerts on this channel arrive as this message did."


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("test-alert")(test_alert)


COLUMNS: Mapping[str, Callable[[Row], str]] = {
    "channel": lambda row: row["channel"],
    "ok": lambda row: "ok" if row["ok"] else "FAILED",
    "result": lambda row: row["result"],
}


def test_alert(
    context: typer.Context,
    channel: Annotated[str | None, typer.Option(metavar="NAME", help="Only this channel.")] = None,
    style: Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")] = Format.table,
) -> None:
    """Send a test message on every channel, and say how each went. Exit code 1 if one failed."""
    from monitor import logs
    from monitor.cli import plot
    from monitor.cli.state import load

    given = load(context)
    names = [config.name for config in given.alerts.channels]
    if channel is not None and channel not in names:
        raise UsageError(f"there is no channel {channel!r}{plot.nearest(channel, names)}")
    logs.configure(given.logs)
    now = datetime.now(UTC)
    rows = [sent(config, now) for config in given.alerts.channels if channel in (None, config.name)]
    emit(rows, style, COLUMNS)
    if not all(row["ok"] for row in rows):
        raise typer.Exit(1)


def sent(config: ChannelConfig, now: datetime) -> dict[str, Any]:
    """The outcome of one test message, sent now; it blocks until the receiver has it or refuses."""
    from monitor import notify

    try:
        notify.open_channel(config).send(message(config.name, now))
    except MonitorError as error:
        return {"channel": config.name, "ok": False, "result": str(error)}
    return {"channel": config.name, "ok": True, "result": "sent"}


def message(channel: str, now: datetime) -> Message:
    """A message that carries no alert; its key is new each time, so that no receiver takes it for a repeat."""
    from monitor.notify import Message

    return Message(f"test-{now.timestamp():.6f}", channel, TITLE, BODY, (), now)
