"""What people decided, with who and why."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage import schema
from storage.queries.shapes import Answer, ident, iso, stamp
from storage.sql import AnyRow


def verdicts(conn: Connection) -> list[Answer]:
    """All verdicts, undone ones too, oldest first."""
    return [_answer(row) for row in conn.execute(select(schema.verdicts).order_by(schema.verdicts.c.id))]


def _answer(row: AnyRow) -> Answer:
    return {
        "id": ident(row.id),
        "kind": row.kind,
        "by": row.author,
        "why": row.reason,
        "claim_id": ident(row.claim_id),
        "claimant": row.claimant,
        "into": row.into,
        "metric": row.metric,
        "place": row.place,
        "day": iso(row.day),
        "until": stamp(row.until),
        "metrics": row.metrics,
        "created_at": stamp(row.at),
        "applied_at": stamp(row.applied_at),
        "undone_at": stamp(row.undone_at),
        "undone_by": row.undone_by,
    }
