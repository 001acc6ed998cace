"""Messages on their way: what is due on each channel, in order, and how each attempt went."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, literal_column, select, update

from storage.queries.alerts import alerts_of_messages
from storage.schema import deliveries, messages
from storage.sql import AnyRow, Query
from storage.values import DueMessage

# In the words of the index that holds what is still to be sent.
_OPEN = messages.c.state.in_([literal_column("'pending'"), literal_column("'failed'")])


def due(conn: Connection, now: datetime, limit: int | None = None) -> list[DueMessage]:
    """The messages to send by now, each channel's in the order in which they fell due.

    A channel whose last attempt failed has none until it is time to try again, so that its order holds.
    """
    waiting = select(messages.c.channel).where(_OPEN, messages.c.next_attempt_at > now)
    chosen = select(messages).where(_OPEN, messages.c.due_at <= now, messages.c.channel.not_in(waiting))
    return _due(conn, chosen.order_by(messages.c.due_at, messages.c.id).limit(limit))


def seal(conn: Connection, key: str, now: datetime) -> DueMessage | None:
    """Close a message just before it is sent, and give it as it then stands; None if there is nothing to send any more.

    What ``due`` gave may lack an alert that has joined since: send what this gives.
    """
    sealed = {"sealed_at": func.coalesce(messages.c.sealed_at, now)}
    wanted = (messages.c.key == key, _OPEN)
    conn.execute(update(messages).where(*wanted).values(sealed))
    return next(iter(_due(conn, select(messages).where(*wanted))), None)


def sent(conn: Connection, key: str, now: datetime) -> None:
    """The channel took the message."""
    _attempted(conn, key, {"state": "sent", "sent_at": now, "error": None, "next_attempt_at": None})


def failed(conn: Connection, key: str, error: str, next_attempt_at: datetime | None, now: datetime) -> None:
    """The attempt at ``now`` failed. It is tried again at ``next_attempt_at``; None gives the message up as dead."""
    state = "dead" if next_attempt_at is None else "failed"
    sealed = func.coalesce(messages.c.sealed_at, now)
    _attempted(conn, key, {"state": state, "error": error, "next_attempt_at": next_attempt_at, "sealed_at": sealed})


def revive(conn: Connection, now: datetime, *, alert_ids: Collection[int] | None, channel: str | None) -> int:
    """Try dead messages again under their keys, for as long as new ones; how many.

    ``alert_ids``: only those that carry one of these; ``channel``: only its own.
    """
    wanted = [messages.c.state == "dead"]
    wanted += [messages.c.channel == channel] if channel else []
    if alert_ids is not None:
        carried = select(deliveries.c.message_id).where(deliveries.c.alert_id.in_(list(alert_ids)))
        wanted.append(messages.c.id.in_(carried))
    again = {"state": "failed", "next_attempt_at": now, "sealed_at": now}
    return conn.execute(update(messages).where(*wanted).values(again)).rowcount


def taken(conn: Connection, alert_id: int, channel: str | None) -> list[str]:
    """The channels that took an alert."""
    joined = messages.join(deliveries, deliveries.c.message_id == messages.c.id)
    chosen = select(messages.c.channel).distinct().select_from(joined)
    wanted = [deliveries.c.alert_id == alert_id, messages.c.state == "sent"]
    wanted += [messages.c.channel == channel] if channel else []
    return list(conn.execute(chosen.where(*wanted).order_by(messages.c.channel)).scalars())


def _attempted(conn: Connection, key: str, outcome: dict[str, Any]) -> None:
    statement = update(messages).where(messages.c.key == key).values(attempts=messages.c.attempts + 1)
    conn.execute(statement.values(outcome))


def _due(conn: Connection, chosen: Query) -> list[DueMessage]:
    rows = list(conn.execute(chosen))
    content = alerts_of_messages(conn, [row.id for row in rows])
    return [_message(row, content[row.id]) for row in rows if row.id in content]  # articles may have been deleted


def _message(row: AnyRow, alerts: list[dict[str, Any]]) -> DueMessage:
    return DueMessage(
        row.key, row.channel, row.group_key, row.due_at, row.attempts, row.state, tuple(alerts), row.sealed_at
    )
