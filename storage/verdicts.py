"""What people decided: claims that are wrong, claimants that are one, metrics that are muted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from monitor.model import Number
from storage.schema import alerts, articles, changes, claims, points, verdicts
from storage.sql import AnyRow, Query
from storage.values import HumanVerdict

_FIELDS = tuple(field.name for field in fields(HumanVerdict) if field.name not in {"id", "metrics"})


def add(conn: Connection, verdict: HumanVerdict) -> int:
    """Write a verdict; its id."""
    values: dict[str, Any] = {name: getattr(verdict, name) for name in _FIELDS} | {"metrics": list(verdict.metrics)}
    known: int = conn.execute(insert(verdicts).values(values).returning(verdicts.c.id)).scalar_one()
    return known


def undo(conn: Connection, verdict_id: int, author: str, now: datetime) -> bool:
    """Take a verdict back, and have the history rebuilt without it; False if none such is in force."""
    known = (verdicts.c.id == verdict_id, verdicts.c.undone_at.is_(None))
    values = {"undone_at": now, "undone_by": author, "applied_at": None}
    return conn.execute(update(verdicts).where(*known).values(values)).rowcount > 0


def touch(conn: Connection, verdict_id: int, metrics: Iterable[str]) -> None:
    """Note which metrics' history a verdict touches."""
    conn.execute(update(verdicts).where(verdicts.c.id == verdict_id).values(metrics=sorted(metrics)))


def get(conn: Connection, verdict_id: int) -> HumanVerdict | None:
    """One verdict."""
    return next(iter(_listed(conn, select(verdicts).where(verdicts.c.id == verdict_id))), None)


def listing(conn: Connection) -> list[HumanVerdict]:
    """All verdicts, those undone too, oldest first."""
    return _listed(conn, select(verdicts))


def active(conn: Connection) -> list[HumanVerdict]:
    """Those in force, oldest first."""
    return _listed(conn, select(verdicts).where(verdicts.c.undone_at.is_(None)))


def unapplied(conn: Connection) -> list[HumanVerdict]:
    """Those by which the history is still to be rebuilt, undone ones too."""
    return _listed(conn, select(verdicts).where(verdicts.c.applied_at.is_(None)))


def applied(conn: Connection, found: Iterable[HumanVerdict], now: datetime) -> None:
    """The history is rebuilt by these verdicts as they were read: one that was undone since still waits."""
    for verdict in found:
        same = (verdicts.c.id == verdict.id, verdicts.c.undone_at.is_not_distinct_from(verdict.undone_at))
        conn.execute(update(verdicts).where(*same).values(applied_at=now))


Place = tuple[int, Number | None, Number | None, str | None]


def wrong(conn: Connection) -> list[tuple[HumanVerdict, Place]]:
    """The verdicts in force on wrong claims, each with the claim's origin, low, high and unit."""
    origin = func.coalesce(articles.c.story_id, -articles.c.id).label("origin")
    joined = verdicts.join(claims, claims.c.id == verdicts.c.claim_id).join(
        articles, articles.c.id == claims.c.article_id
    )
    chosen = select(verdicts, origin, claims.c.low, claims.c.high, claims.c.unit).select_from(joined)
    rows = conn.execute(chosen.where(verdicts.c.undone_at.is_(None)).order_by(verdicts.c.id))
    return [(_verdict(row), (row.origin, row.low, row.high, row.unit)) for row in rows]


def metrics_of(conn: Connection, claim_id: int) -> list[str]:
    """The metrics that a claim, or the same figure in another copy or version of its text, is a figure of."""
    own, other = claims.alias("own"), claims.alias("other")
    mine, theirs = articles.alias("mine"), articles.alias("theirs")
    same = (
        other.c.low.is_not_distinct_from(own.c.low),
        other.c.high.is_not_distinct_from(own.c.high),
        (theirs.c.id == mine.c.id) | (theirs.c.story_id == mine.c.story_id),
    )
    chosen = (
        select(points.c.metric)
        .distinct()
        .join(other, other.c.id == points.c.claim_id)
        .join(theirs, theirs.c.id == other.c.article_id)
        .join(own, own.c.id == claim_id)
        .join(mine, mine.c.id == own.c.article_id)
        .where(*same)
    )
    return sorted(conn.execute(chosen).scalars())


def claim_of(conn: Connection, what: str, number: int) -> int | None:
    """The claim behind a ``claim``, a ``figure`` or an ``alert`` (its new figure, or the one withdrawn)."""
    if what == "alert":
        told = func.coalesce(changes.c.new_claim_id, changes.c.old_claim_id)
        chosen = select(told).join(alerts, alerts.c.change_id == changes.c.id).where(alerts.c.id == number)
    elif what == "figure":
        chosen = select(points.c.claim_id).where(points.c.id == number)
    else:
        chosen = select(claims.c.id).where(claims.c.id == number)
    known: int | None = conn.execute(chosen).scalar_one_or_none()
    return known


def claimants(conn: Connection) -> Sequence[tuple[str, str]]:
    """Each claimant that has a figure, with the metric."""
    chosen = select(points.c.claimant, points.c.metric).distinct().where(points.c.claimant.is_not(None))
    return [(row.claimant, row.metric) for row in conn.execute(chosen.order_by(points.c.claimant, points.c.metric))]


def _listed(conn: Connection, chosen: Query) -> list[HumanVerdict]:
    return [_verdict(row) for row in conn.execute(chosen.order_by(verdicts.c.id))]


def _verdict(row: AnyRow) -> HumanVerdict:
    return HumanVerdict(**{name: getattr(row, name) for name in _FIELDS}, metrics=tuple(row.metrics), id=row.id)
