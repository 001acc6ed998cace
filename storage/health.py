"""Health alerts: trouble with a feed or the system, told once for as long as it lasts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from storage import sql
from storage.schema import health
from storage.values import HealthAlert

Trouble = tuple[str, str]  # kind, subject
_OPEN = (
    health.c.kind == bindparam("of_kind"),
    health.c.subject == bindparam("of_subject"),
    health.c.closed_at.is_(None),
)
_CHANGE = update(health).where(*_OPEN)


def add(conn: Connection, kind: str, subject: str, message: str, now: datetime) -> bool:
    """Note trouble of a kind with a subject (a feed's name, ``network``); True if it is new and to be told.

    While it is open, the same again only counts and takes the latest message.
    """
    first = {"kind": kind, "subject": subject, "message": message, "times": 1, "opened_at": now, "last_at": now}
    new = conn.execute(sql.insert(conn, health).values(first).on_conflict_do_nothing().returning(health.c.id)).first()
    if new is None:
        again = {"message": message, "last_at": now}
        conn.execute(_CHANGE.values(times=health.c.times + 1), again | _of(kind, subject))
    return new is not None


def close(conn: Connection, kind: str, subject: str, now: datetime) -> bool:
    """The trouble is over; True if there was any."""
    return conn.execute(_CHANGE, {"closed_at": now, **_of(kind, subject)}).rowcount > 0


def troubles(conn: Connection) -> frozenset[Trouble]:
    """Kind and subject of all that is open."""
    rows = conn.execute(select(health.c.kind, health.c.subject).where(health.c.closed_at.is_(None)))
    return frozenset((kind, subject) for kind, subject in rows)


def listing(conn: Connection, *, only_open: bool = False) -> list[HealthAlert]:
    """All health alerts, oldest first."""
    chosen = select(health).order_by(health.c.id)
    rows = conn.execute(chosen.where(health.c.closed_at.is_(None)) if only_open else chosen)
    return [HealthAlert(**row._mapping) for row in rows]


def _of(kind: str, subject: str) -> dict[str, str]:
    return {"of_kind": kind, "of_subject": subject}
