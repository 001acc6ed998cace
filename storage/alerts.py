"""Alerts: what is told, written in the transaction that writes the change, with the messages that it goes out in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Connection, ScalarSelect, and_, delete, exists, func, insert, not_, select, update

from monitor.model import Change, ChangeKind, Verdict
from storage import sql
from storage.schema import alerts, changes, deliveries, messages
from storage.values import AlertRecord, Route

_COLUMNS = ("kind", "change_id", "topic", "severity", "title", "body", "hold_until", "retracts_id")
_UNCONFIRMED = and_(changes.c.action == "hold", changes.c.hold_until.is_(None))  # waits for a second origin
_STANDS = changes.c.retired_at.is_(None)


def add(conn: Connection, alert: AlertRecord, routes: Iterable[Route], now: datetime) -> int | None:
    """Write an alert and its deliveries; its id, or None if its change has an alert already.

    On each route it joins the message that waits there for the same group and time, or begins one.
    """
    values = {name: getattr(alert, name) for name in _COLUMNS} | {"created_at": now, "published_at": _published(alert)}
    statement = sql.insert(conn, alerts).values(values).on_conflict_do_nothing().returning(alerts.c.id)
    alert_id: int | None = conn.execute(statement).scalar_one_or_none()
    if alert_id is None:
        return None
    route(conn, alert_id, routes, alert.hold_until or now)
    return alert_id


def _published(alert: AlertRecord) -> ScalarSelect[datetime]:
    """The publication of what an alert tells, or of what it takes back."""
    if alert.change_id is not None:
        return select(changes.c.published_at).where(changes.c.id == alert.change_id).scalar_subquery()
    taken_back = alerts.alias()
    return select(taken_back.c.published_at).where(taken_back.c.id == alert.retracts_id).scalar_subquery()


def exists_in(conn: Connection, alert_id: int) -> bool:
    """Whether there is an alert with this id."""
    return conn.execute(select(alerts.c.id).where(alerts.c.id == alert_id)).first() is not None


def route(conn: Connection, alert_id: int, routes: Iterable[Route], at: datetime) -> None:
    """Put an alert into the messages that wait on these routes, or begin them."""
    for one in routes:
        message_id = _message(conn, one, one.due_at or at)
        conn.execute(insert(deliveries).values(alert_id=alert_id, message_id=message_id))


@dataclass(frozen=True, slots=True)
class Sent:
    """An alert on a metric that goes or went out: whose figure, of which incident or pledge, and when."""

    claimant: str | None
    scope: str | None
    at: datetime


def of_metric(conn: Connection, topic: str, metric: str, since: datetime) -> list[Sent]:
    """The alerts on a metric that go or went out since a time, oldest first; none that waits for a second origin."""
    at = func.coalesce(alerts.c.hold_until, alerts.c.created_at)
    chosen = select(changes.c.claimant, changes.c.scope, at).join(alerts, alerts.c.change_id == changes.c.id)
    wanted = (changes.c.topic == topic, changes.c.metric == metric, at >= since, not_(_UNCONFIRMED), _STANDS)
    return [Sent(*row) for row in conn.execute(chosen.where(*wanted).order_by(alerts.c.id))]


REPLACED = "the metric cooled down; a later figure was told at the end"


def replace_held(conn: Connection, change: Change, now: datetime) -> int:
    """Drop what is held of a change's metric, claimant and scope, because ``change`` is its later state; how many.

    Their changes stay on hold with that reason. What was handed to a channel stays.
    """
    same = (
        changes.c.topic == change.topic,
        changes.c.metric == change.metric,
        changes.c.claimant.is_not_distinct_from(change.claimant),
        changes.c.scope.is_not_distinct_from(change.scope),
    )
    held = (
        select(deliveries.c.alert_id, deliveries.c.message_id, alerts.c.change_id)
        .join(messages, messages.c.id == deliveries.c.message_id)
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .join(changes, changes.c.id == alerts.c.change_id)
        .where(*same, changes.c.action == "hold", alerts.c.hold_until > now, messages.c.sealed_at.is_(None))
    )
    rows = conn.execute(held).all()
    for row in rows:
        _recall(conn, row.alert_id, row.message_id)
        conn.execute(update(changes).where(changes.c.id == row.change_id).values(action_reason=REPLACED))
    return len({row.alert_id for row in rows})


def _recall(conn: Connection, alert_id: int, message_id: int) -> None:
    """Take an alert out of a message that waits; a message without any goes."""
    pair = (deliveries.c.alert_id == alert_id, deliveries.c.message_id == message_id)
    conn.execute(delete(deliveries).where(*pair))
    left = exists().where(deliveries.c.message_id == messages.c.id)
    conn.execute(delete(messages).where(messages.c.id == message_id, not_(left)))


def recall(conn: Connection, alert_id: int) -> list[str]:
    """Take an alert out of all messages that no channel was handed yet; the channels that have it, or may have it."""
    joined = deliveries.join(messages, messages.c.id == deliveries.c.message_id)
    chosen = select(messages.c.id, messages.c.channel, messages.c.sealed_at, messages.c.state).select_from(joined)
    rows = conn.execute(chosen.where(deliveries.c.alert_id == alert_id).order_by(messages.c.id)).all()
    for row in rows:
        if row.sealed_at is None:
            _recall(conn, alert_id, row.id)
    handed = (row.channel for row in rows if row.sealed_at is not None and row.state != "dead")
    return list(dict.fromkeys(handed))


def text(conn: Connection, alert_id: int) -> AlertRecord:
    """What an alert told."""
    row = conn.execute(select(*(alerts.c[name] for name in _COLUMNS)).where(alerts.c.id == alert_id)).one()
    return AlertRecord(**row._mapping)


def waiting(conn: Connection, metric: str, place: str | None, day: date | None) -> list[int]:
    """The alerts on a metric (on its incident at a place or on a day) that wait in a message no channel was handed."""
    joined = (
        alerts.join(changes, changes.c.id == alerts.c.change_id)
        .join(deliveries, deliveries.c.alert_id == alerts.c.id)
        .join(messages, messages.c.id == deliveries.c.message_id)
    )
    chosen = select(alerts.c.id).distinct().select_from(joined)
    wanted = [changes.c.metric == metric, messages.c.sealed_at.is_(None)]
    wanted += [changes.c.place == place] if place is not None else []
    wanted += [changes.c.day == day] if day is not None else []
    return list(conn.execute(chosen.where(*wanted).order_by(alerts.c.id)).scalars())


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """An alert that waits for a second origin, and the change it is about."""

    alert_id: int
    change_id: int
    kind: ChangeKind
    claimant: str | None
    scope: str | None
    claim_id: int
    at: datetime


def unconfirmed(conn: Connection, topic: str, metric: str) -> list[Unconfirmed]:
    """A metric's alerts that wait for a second origin, oldest first."""
    of_change = (changes.c.kind, changes.c.claimant, changes.c.scope, changes.c.new_claim_id, changes.c.at)
    chosen = select(alerts.c.id, changes.c.id, *of_change).join(alerts, alerts.c.change_id == changes.c.id)
    wanted = (
        changes.c.topic == topic,
        changes.c.metric == metric,
        changes.c.new_claim_id.is_not(None),
        _UNCONFIRMED,
        _STANDS,
    )
    return [Unconfirmed(*row) for row in conn.execute(chosen.where(*wanted).order_by(alerts.c.id))]


def release(conn: Connection, waiting: Unconfirmed, verdict: Verdict, routes: Iterable[Route], now: datetime) -> None:
    """Let out an alert that waited for a second origin, by the verdict that it has now."""
    decided = {"action": verdict.action, "action_reason": verdict.reason, "hold_until": verdict.until}
    conn.execute(update(changes).where(changes.c.id == waiting.change_id).values(decided))
    at = verdict.until or now
    conn.execute(update(alerts).where(alerts.c.id == waiting.alert_id).values(hold_until=at))
    route(conn, waiting.alert_id, routes, at)


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
