"""Changes: what new figures meant, and what the policy said of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from monitor.model import Change, Statement, Verdict
from storage import sql
from storage.schema import alerts, changes


def add(conn: Connection, change: Change, verdict: Verdict, now: datetime) -> int | None:
    """Write a change with the policy's verdict; its id, or None if it was written before (then so was its alert)."""
    statement = sql.insert(conn, changes).values(_values(change, verdict, now))
    known: int | None = conn.execute(statement.on_conflict_do_nothing().returning(changes.c.id)).scalar_one_or_none()
    return known


@dataclass(frozen=True, slots=True)
class Row:
    """A stored change in short, with the alert on it; ``retired``: it was found to be none."""

    id: int
    key: str
    kind: str
    metric: str
    old_claim_id: int | None
    new_claim_id: int | None
    retired: bool
    alert_id: int | None


def rows(conn: Connection, metrics: Collection[str]) -> list[Row]:
    """The changes of some metrics, whatever their topic, those that were retired too."""
    named = (changes.c.id, changes.c.key, changes.c.kind, changes.c.metric)
    told = (changes.c.old_claim_id, changes.c.new_claim_id, changes.c.retired_at.is_not(None), alerts.c.id)
    joined = changes.outerjoin(alerts, alerts.c.change_id == changes.c.id)
    chosen = select(*named, *told).select_from(joined).where(changes.c.metric.in_(list(metrics)))
    return [Row(*row) for row in conn.execute(chosen.order_by(changes.c.id))]


def retire(conn: Connection, change_id: int, now: datetime | None) -> None:
    """Say that a change was found to be none; None takes that back."""
    conn.execute(update(changes).where(changes.c.id == change_id).values(retired_at=now))


def _values(change: Change, verdict: Verdict, now: datetime) -> dict[str, Any]:
    told = change.new or change.old
    if told is None:
        raise ValueError("a change has a new side or an old one")
    return {
        "key": key(change),
        "kind": change.kind,
        "topic": change.topic,
        "metric": change.metric,
        "claimant": change.claimant,
        "scope": change.scope,
        "old_claim_id": change.old and change.old.claim_id,
        "new_claim_id": change.new and change.new.claim_id,
        "reason": change.reason,
        "action": verdict.action,
        "action_reason": verdict.reason,
        "hold_until": verdict.until,
        "at": now,
        "published_at": told.published_at,
        **_incident(told),
    }


def key(change: Change) -> str:
    """What makes two changes the same one: however often a step runs, it is one row."""
    claims = (change.old and change.old.claim_id, change.new and change.new.claim_id)
    parts = (change.kind, change.metric, change.scope, change.claimant, *claims)
    return "|".join("" if part is None else str(part) for part in parts)


def _incident(statement: Statement) -> dict[str, Any]:
    """Place and day, where the metric is followed by incident."""
    if statement.scope is None or statement.day is None:
        return {"place": None, "day": None}
    return {"place": statement.place, "day": statement.day}
