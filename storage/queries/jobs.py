"""How the queue of workers stands, where there is one: read from Procrastinate's tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, text

from storage.queries.shapes import Answer

_IS_THERE = "SELECT to_regclass('procrastinate_jobs') IS NOT NULL"
_STATES = "SELECT CAST(status AS text), count(*) FROM procrastinate_jobs GROUP BY status"
_OLDEST = """
    SELECT extract(epoch FROM CAST(:now AS timestamptz) - min(e.at))
    FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
    WHERE j.status = 'todo'
"""
# A worker without a sign of life for so long is lost (monitor.scale.queue.LOST).
_WORKERS = """
    SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > CAST(:now AS timestamptz) - interval '30 seconds'
"""


def jobs(conn: Connection, now: datetime) -> Answer | None:
    """Jobs that wait, are under way and failed; the age of the oldest that waits, in seconds; workers that live.

    None where no worker was ever meant: on SQLite, and on PostgreSQL without ``[scale]``.
    """
    if conn.dialect.name != "postgresql" or not conn.execute(text(_IS_THERE)).scalar_one():
        return None
    states = {row[0]: row[1] for row in conn.execute(text(_STATES))}
    oldest = conn.execute(text(_OLDEST), {"now": now}).scalar_one()
    return {
        "waiting": states.get("todo", 0),
        "underway": states.get("doing", 0),
        "failed": states.get("failed", 0),
        "oldest": max(0.0, float(oldest)) if oldest is not None else 0.0,
        "workers": conn.execute(text(_WORKERS), {"now": now}).scalar_one(),
    }
