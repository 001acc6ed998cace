"""Step 7: what the claims of new versions mean against the history, and who is told.

All versions that wait are compared in one transaction: their points, changes, alerts and deliveries are written
together with the mark that they have been compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loguru import logger
from sqlalchemy import Connection

from monitor import changes, figures, schedule
from monitor.changes import Outcome, Past
from monitor.model import Point
from monitor.pipeline import alerting, baseline
from monitor.pipeline.gather import Reading, Shelf, Unit, readings, units
from monitor.pipeline.overrides import Overrides
from monitor.pipeline.tools import Tools
from storage import articles, claims, points
from storage.past import StoredPast


@dataclass(frozen=True, slots=True)
class Compared:
    """How comparing went."""

    versions: int = 0
    claims: int = 0
    changes: int = 0
    alerts: int = 0

    def __add__(self, other: Compared) -> Compared:
        pairs = zip(_counts(self), _counts(other), strict=True)
        return Compared(*(a + b for a, b in pairs))

    def __bool__(self) -> bool:
        return self.versions > 0


def _counts(compared: Compared) -> tuple[int, int, int, int]:
    return compared.versions, compared.claims, compared.changes, compared.alerts


async def compare(tools: Tools, now: datetime) -> Compared:
    """Compare every version that waits. Falsy if none did."""
    waiting = await tools.reading(lambda conn: bool(articles.uncompared(conn)))
    if not waiting:
        return Compared()
    done = await tools.writing(lambda conn: _compare(conn, tools, now))
    logger.info("compared", versions=done.versions, claims=done.claims, changes=done.changes, alerts=done.alerts)
    return done


def _compare(conn: Connection, tools: Tools, now: datetime) -> Compared:
    waiting, shelf = articles.uncompared(conn), Shelf(conn, tools, Overrides.of(conn))
    hush = baseline.Hush.of(conn, tools, [version.article_id for version in waiting])
    stored, found = hush.stored(shelf, now), list(readings(shelf, waiting))
    claims.set_matches(conn, [match for reading in (*stored, *found) for match in matches(reading)])
    total = Compared(len(waiting), sum(len(reading.matched) for reading in found))
    for unit in (*units(stored), *units(found)):
        for outcome in decided(unit, StoredPast(conn, unit.reading.topic.key, unit.metric.key), now):
            total += _write(shelf, unit, outcome, hush, now)
    articles.mark_compared(conn, [version.id for version in waiting], now)
    _watch(conn, tools, found, now)
    hush.finish(conn, tools, now)
    return total


def _watch(conn: Connection, tools: Tools, found: Sequence[Reading], now: datetime) -> None:
    """Read articles that carry watched figures again sooner than others."""
    ages = schedule.ages_of_watched(tools.settings.schedule.recheck)
    for article in (reading.article for reading in found if reading.matched):
        if moment := schedule.next_recheck(article.first_seen_at, ages, now):
            articles.bring_forward(conn, article.id, moment)


def matches(reading: Reading) -> list[claims.Match]:
    """What each claim met; of a claim that met several metrics the first one stands in its row."""
    first: dict[int, claims.Match] = {}
    for match in reading.matched:
        claimant = match.statement.claimant if match.statement else None
        row = claims.Match(match.stated.claim_id, match.metric, claimant, match.implausible, match.reason)
        first.setdefault(match.stated.claim_id, row)
    return list(first.values())


def decided(unit: Unit, past: Past, now: datetime) -> Sequence[Outcome]:
    """The pure decision on one unit against what of the metric's past it can turn on."""
    if not unit.edited:
        [statement] = unit.statements
        return [changes.decide(statement, changes.concerning(statement, unit.metric, past), unit.metric, now)]
    return changes.revise(
        unit.old,
        unit.statements,
        changes.concerning_edit(unit.old, unit.statements, unit.metric, past),
        unit.metric,
        openly_updated=unit.reading.openly_updated,
        now=now,
        called_correction=_called_correction(unit.reading),
    )


def _called_correction(reading: Reading) -> bool:
    """Whether what the new version says beside the last calls itself a correction."""
    before = reading.before.version.record.text if reading.before else ""
    return figures.calls_correction(reading.version.record.text, before)


def _write(shelf: Shelf, unit: Unit, outcome: Outcome, hush: baseline.Hush, now: datetime) -> Compared:
    """One outcome's rows: the point, the claim's reason, the change with its verdict, the alert with its deliveries."""
    conn, tools = shelf.conn, shelf.tools
    if outcome.point:
        _enter(conn, outcome.point, now)
    claims.set_reason(conn, outcome.statement.claim_id, outcome.reason)
    released = alerting.confirmed(conn, tools, outcome.statement, unit.metric, now)
    if outcome.change is None:
        return Compared(alerts=released)
    quiet, muted = hush.covers(unit), shelf.overrides.muted(outcome.change, now)
    told = alerting.tell(conn, tools, outcome.change, unit.metric, now, quiet=quiet, muted=muted)
    return Compared(changes=1, alerts=released + told)


def _enter(conn: Connection, point: Point, now: datetime) -> None:
    """Write a new point, or the new state of a known one."""
    if point.id is None:
        points.add(conn, point, now)
    else:
        points.save(conn, point, now)
