"""What the overview shows: the latest figures that moved each metric, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from storage.sql import AnyRow

TOGETHER = 100  # metrics in one statement; SQLite takes 500 parts


class Move(NamedTuple):
    """A point that changed its metric, as the database gives it: days as text on SQLite, all numbers as floats."""

    id: int
    metric: str
    claimant: str | None
    low: float | None
    high: float | None
    bound: str
    unit: str | None
    per: str | None
    as_of: object
    change: str
    scope: str | None
    place: str | None
    day: object

    @property
    def is_of_incident(self) -> bool:
        """Whether it belongs to one event."""
        return self.scope is not None and self.day is not None

    @property
    def middle(self) -> float | None:
        """One number for the quantity, if it has any."""
        if self.low is None or self.high is None:
            return self.high if self.low is None else self.low
        return (self.low + self.high) / 2


def overview(conn: Connection, metrics: Sequence[str], latest: int = 24) -> dict[str, list[Move]]:
    """For each metric the last points that changed it, newest first: at most ``latest``.

    What only waits for a better outlet, and what was withdrawn, is left out.
    """
    found: dict[str, list[Move]] = {metric: [] for metric in metrics}
    for start in range(0, len(metrics), TOGETHER):
        for row in _rows(conn, metrics[start : start + TOGETHER], latest):
            move = Move._make(row)
            found[move.metric].append(move)
    return found


def _rows(conn: Connection, metrics: Sequence[str], latest: int) -> Sequence[AnyRow]:
    """Written out, because SQLAlchemy would take longer to put it together than the database to answer."""
    if conn.dialect.name == "postgresql":
        return conn.execute(text(_LATERAL), {"metrics": list(metrics), "latest": latest}).all()
    statement = " UNION ALL ".join(f"SELECT * FROM ({_LAST.format(f':m{n}')}) AS part{n}" for n in range(len(metrics)))  # noqa: S608
    return conn.execute(text(statement), {f"m{n}": m for n, m in enumerate(metrics)} | {"latest": latest}).all()


_LAST = (
    f"SELECT {', '.join(Move._fields)} FROM points WHERE metric = {{0}} AND change IS NOT NULL AND state = 'held' "  # noqa: S608
    "ORDER BY as_of DESC, id DESC LIMIT :latest"
)
# PostgreSQL would plan each part anew, which takes longer than the answer; SQLite knows no LATERAL.
_WANTED = "unnest(CAST(:metrics AS text[])) AS wanted(name)"
_LATERAL = f"SELECT part.* FROM {_WANTED}, LATERAL ({_LAST.format('wanted.name')}) AS part"  # noqa: S608
