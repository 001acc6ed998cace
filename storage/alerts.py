"""Alerts: what is told, written in the transaction that writes the change, with the messages that it goes out in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from storage import sql
from storage.schema import alerts, deliveries, messages
from storage.values import AlertRecord, Route


def add(conn: Connection, alert: AlertRecord, routes: Iterable[Route], now: datetime) -> int | None:
    """Write an alert and its deliveries; its id, or None if its change has an alert already.

    On each route it joins the message that waits there for the same group and time, or begins one.
    """
    values = {name: getattr(alert, name) for name in _COLUMNS} | {"created_at": now}
    statement = sql.insert(conn, alerts).values(values).on_conflict_do_nothing().returning(alerts.c.id)
    alert_id: int | None = conn.execute(statement).scalar_one_or_none()
    if alert_id is None:
        return None
    for route in routes:
        message_id = _message(conn, route, route.due_at or alert.hold_until or now)
        conn.execute(insert(deliveries).values(alert_id=alert_id, message_id=message_id))
    return alert_id


_COLUMNS = ("kind", "change_id", "topic", "severity", "title", "body", "hold_until")


def _message(conn: Connection, route: Route, due_at: datetime) -> int:
    """The message to join. A sealed one may have been sent: what joined it then would never be seen."""
    waiting = select(messages.c.id).where(
        messages.c.channel == route.channel,
        messages.c.group_key == route.group,
        messages.c.due_at == due_at,
        messages.c.sealed_at.is_(None),
    )
    found: int | None = conn.execute(waiting.order_by(messages.c.id)).scalars().first()
    return _begin(conn, route, due_at) if found is None else found


def _begin(conn: Connection, route: Route, due_at: datetime) -> int:
    values = {"key": uuid4().hex, "channel": route.channel, "group_key": route.group, "due_at": due_at}
    message_id: int = conn.execute(
        insert(messages).values(values, state="pending").returning(messages.c.id)
    ).scalar_one()
    return message_id
