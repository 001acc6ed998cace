"""Changes: what new figures meant, and what the policy said of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from monitor.model import Change, Statement, Verdict
from storage import sql
from storage.schema import changes


def add(conn: Connection, change: Change, verdict: Verdict, now: datetime) -> int | None:
    """Write a change with the policy's verdict; its id, or None if it was written before (then so was its alert)."""
    statement = sql.insert(conn, changes).values(_values(change, verdict, now))
    known: int | None = conn.execute(statement.on_conflict_do_nothing().returning(changes.c.id)).scalar_one_or_none()
    return known


def _values(change: Change, verdict: Verdict, now: datetime) -> dict[str, Any]:
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
        **_incident(change.new or change.old),
    }


def key(change: Change) -> str:
    """What makes two changes the same one: however often a step runs, it is one row."""
    claims = (change.old and change.old.claim_id, change.new and change.new.claim_id)
    parts = (change.kind, change.metric, change.scope, change.claimant, *claims)
    return "|".join("" if part is None else str(part) for part in parts)


def _incident(statement: Statement | None) -> dict[str, Any]:
    """Place and day, where the metric is followed by incident."""
    if statement is None or statement.scope is None or statement.day is None:
        return {"place": None, "day": None}
    return {"place": statement.place, "day": statement.day}
