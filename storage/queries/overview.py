"""What the overview shows: the latest figures that moved each metric, in one statement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from storage import schema
from storage.queries.shapes import Answer, ident, incident, iso
from storage.sql import AnyRow

_COLUMNS = (
    *("id", "metric", "claimant", "low", "high", "bound", "unit", "per", "as_of", "change", "state", "scope"),
    *("place", "day"),
)
TOGETHER = 100  # metrics in one statement; SQLite takes 500 parts


def overview(conn: Connection, metrics: Sequence[str], latest: int = 24) -> dict[str, list[Answer]]:
    """For each metric the last points that changed it, oldest first: at most ``latest``, without evidence.

    What only waits for a better outlet, and what was withdrawn, is left out.
    """
    found: dict[str, list[Answer]] = {metric: [] for metric in metrics}
    for start in range(0, len(metrics), TOGETHER):
        for row in _rows(conn, metrics[start : start + TOGETHER], latest):
            if row.state == "held":
                found[row.metric].insert(0, _answer(row))
    return found


def _rows(conn: Connection, metrics: Sequence[str], latest: int) -> Sequence[AnyRow]:
    """Written out, because SQLAlchemy would take longer to put it together than the database to answer."""
    part = (
        f"SELECT * FROM (SELECT {', '.join(_COLUMNS)} FROM points WHERE metric = :m{{0}} AND change IS NOT NULL "  # noqa: S608
        "ORDER BY as_of DESC, id DESC LIMIT :latest) AS part{0}"
    )
    statement = text(" UNION ALL ".join(part.format(number) for number in range(len(metrics))))
    typed = statement.columns(*(schema.points.c[name] for name in _COLUMNS))
    return conn.execute(typed, {f"m{n}": m for n, m in enumerate(metrics)} | {"latest": latest}).all()


def _answer(row: AnyRow) -> Answer:
    return {
        **{
            name: getattr(row, name) for name in ("metric", "claimant", "low", "high", "bound", "unit", "per", "change")
        },
        "id": ident(row.id),
        "as_of": iso(row.as_of),
        "incident": incident(row),
    }
