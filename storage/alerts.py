"""Alerts: what is told, written in the transaction that writes the change, with the messages that it goes out in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from storage import sql
from storage.schema import alerts, changes, deliveries, messages
from storage.values import AlertRecord, Route

_COLUMNS = ("kind", "change_id", "topic", "severity", "title", "body", "hold_until")


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


@dataclass(frozen=True, slots=True)
class Sent:
    """An alert on a metric that was let out: whose figure, of which incident or pledge, and when."""

    claimant: str | None
    scope: str | None
    at: datetime


def of_metric(conn: Connection, topic: str, metric: str, since: datetime) -> list[Sent]:
    """The alerts on a metric since a time, oldest first."""
    chosen = select(changes.c.claimant, changes.c.scope, alerts.c.created_at).join(
        alerts, alerts.c.change_id == changes.c.id
    )
    wanted = (changes.c.topic == topic, changes.c.metric == metric, alerts.c.created_at >= since)
    return [Sent(*row) for row in conn.execute(chosen.where(*wanted).order_by(alerts.c.id))]


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
    values = {
        "key": uuid4().hex,
        "channel": route.channel,
        "group_key": route.group,
        "due_at": due_at,
        "state": "pending",
    }
    message_id: int = conn.execute(insert(messages).values(values).returning(messages.c.id)).scalar_one()
    return message_id
