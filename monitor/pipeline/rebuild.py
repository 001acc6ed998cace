"""The history of metrics made anew from the stored claims, pass by pass, in memory.

Nothing is written and nobody is told here. Because a pass compares in a fixed order and decides purely, the draft of an
untouched history is that history; what differs comes from better rules, a changed topic or people's verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.changes import Chronicle, Outcome
from monitor.model import Change, Metric, Point
from monitor.pipeline.compare import decided, matches
from monitor.pipeline.gather import Shelf, Unit, readings, units
from storage import articles, changes, claims

Progress = Callable[[int, int], None]  # versions done, versions in all


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass
class Draft:
    """A history as it is made: points by topic and metric, changes by key with metric and time, what each claim met."""

    past: dict[tuple[str, str], Chronicle] = field(default_factory=dict)
    moved_at: dict[int, datetime] = field(default_factory=dict)  # when each point came into its state
    changes: dict[str, tuple[Change, Metric, datetime]] = field(default_factory=dict)
    matches: dict[int, claims.Match] = field(default_factory=dict)
    count: int = 0

    def of(self, unit: Unit) -> Chronicle:
        """The unit's metric so far."""
        return self.past.setdefault((unit.reading.topic.key, unit.metric.key), Chronicle())

    @property
    def points(self) -> Iterator[Point]:
        """The points of all metrics."""
        return (point for chronicle in self.past.values() for point in chronicle.points)

    def enter(self, unit: Unit, outcome: Outcome, at: datetime) -> None:
        """Keep what an outcome gives: the point, the claim's reason, the change."""
        if outcome.point:
            self._point(self.of(unit), outcome.point, at)
        met = self.matches.get(outcome.statement.claim_id)
        if met:
            self.matches[met.claim_id] = replace(met, reason=outcome.reason)
        if outcome.change:
            self.changes.setdefault(changes.key(outcome.change), (outcome.change, unit.metric, at))

    def _point(self, known: Chronicle, point: Point, at: datetime) -> None:
        if point.id is None:
            self.count += 1
            point = replace(point, id=self.count)
        known.enter(point)
        self.moved_at[point.id or 0] = at


def rebuild(
    shelf: Shelf, metrics: Collection[str] | None = None, progress: Progress = silent, *, claimless: bool = False
) -> Draft:
    """The history of ``metrics`` (None: all) as all passes so far would have made it.

    ``claimless``: from texts too that are stored without a claim, for a shelf that reads them itself.
    """
    passes = articles.passes(shelf.conn, metrics, claimless=claimless)
    total, done, draft = sum(len(found) for _, found in passes), 0, Draft()
    for at, version_ids in passes:
        _one_pass(shelf, draft, version_ids, at, metrics)
        done += len(version_ids)
        progress(done, total)
    return draft


def _one_pass(
    shelf: Shelf, draft: Draft, version_ids: Sequence[int], at: datetime, metrics: Collection[str] | None
) -> None:
    found = list(readings(shelf, articles.by_row(shelf.conn, version_ids)))
    met = (match for reading in found for match in matches(reading))
    draft.matches |= {match.claim_id: match for match in met if _is_about(match.metric, metrics)}
    for unit in units(found):
        if metrics is None or unit.metric.key in metrics:
            for outcome in decided(unit, draft.of(unit), at):
                draft.enter(unit, outcome, at)


def _is_about(metric: str | None, metrics: Collection[str] | None) -> bool:
    """A claim of another metric has been told why by that one's history."""
    return metrics is None or metric is None or metric in metrics
