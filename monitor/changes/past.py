"""Which points of a metric a decision can turn on: a record of millions is asked for these alone.

``decide`` and ``revise`` come to the same on them as on all points of the metric. Most look for the newest point that
fits, so that of points that are alike the newest stands for the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from monitor.changes import incidents, pledges
from monitor.changes.history import History
from monitor.changes.quantities import Quantified, agree
from monitor.model import Metric, Number, Point, Statement

SLACK = 0.13  # a share of a number: rounded ones lie within a tenth of the rounder one, that is a ninth of the other
FEW = 30  # of the newest points that are looked at before all of a span


@dataclass(frozen=True, slots=True)
class Span:
    """Between which numbers a point must lie, in whole or in part, to repeat a quantity or to agree with it.

    None: the side is open.
    """

    low: float | None
    high: float | None

    @classmethod
    def of(cls, quantity: Quantified) -> Span:
        """For a stated quantity."""
        return cls(_beside(quantity.low, -SLACK), _beside(quantity.high, SLACK))

    def meets(self, quantity: Quantified) -> bool:
        """Whether a quantity has a part in it."""
        above = self.low is None or quantity.high is None or quantity.high >= self.low
        return above and (self.high is None or quantity.low is None or quantity.low <= self.high)


def _beside(number: Number | None, share: float) -> float | None:
    return None if number is None else float(number) + share * abs(number)


class Past(Protocol):
    """The points of one metric, with their ids; those that wait for a better outlet are left out.

    An answer may hold more than was asked for. Of points that are ``alike`` it holds the newest at least, but all of
    ``of_article`` and ``tracks``.
    """

    def own(self, claimant: str, span: Span) -> Sequence[Point]:
        """A claimant's last change that holds, and what it said within a span."""

    def everybody(self) -> Sequence[Point]:
        """Each claimant's last change that holds, and what it said since."""

    def lately(self, span: Span, most: int) -> Sequence[Point]:
        """What of the newest points, so many at most, lies within a span."""

    def within(self, span: Span) -> Sequence[Point]:
        """What anybody said within a span."""

    def same(self, statement: Statement) -> Sequence[Point]:
        """The newest point of another claimant with a statement's numbers."""

    def held(self, but: int | None) -> Sequence[Point]:
        """A point that holds, if there is one; not of the article ``but``."""

    def incidents(self, days: Collection[date | None], scope: str | None) -> Sequence[Point]:
        """What was said of the incidents of some days, and of one more."""

    def around(self, first: date, last: date) -> Sequence[Point]:
        """All that is of these days, or was published on them in Berlin."""

    def of_article(self, article_id: int) -> Sequence[Point]:
        """What an article said, in whichever version."""

    def tracks(self, claimants: Collection[str | None], scopes: Collection[str | None]) -> Sequence[Point]:
        """All that some claimants said, and all of some incidents or pledges; None is a figure without a source."""


def alike(point: Point) -> tuple[object, ...]:
    """What points of one claimant must share for the newest to stand for them."""
    said = point.statement
    return (said.scope, said.low, said.high, said.bound, said.background, point.state, point.change is None)


def concerning(statement: Statement, metric: Metric, past: Past) -> list[Point]:
    """The points on which ``decide`` comes to what it does on the whole past."""
    if metric.kind == "incident":
        return _each(past.incidents(incidents.days(statement), statement.scope))
    if metric.kind == "package":
        return _each(past.around(*pledges.days(statement)))
    if statement.claimant is None:
        return _each(_sourceless(statement, past, None))
    own = past.own(statement.claimant, Span.of(statement))
    others = past.everybody() if History.of(own).baseline is None else ()
    return _each([*own, *others, *_taken_over(statement, past)])


def concerning_edit(old: Sequence[Statement], new: Sequence[Statement], metric: Metric, past: Past) -> list[Point]:
    """The points on which ``revise`` comes to what it does on the whole past.

    What the article gave is taken back while it decides, so that all must be there that may hold in its place.
    """
    said = [*old, *new]
    mine = past.of_article(said[0].article_id) if said else ()
    told = [*said, *(point.statement for point in mine)]
    if metric.kind in {"incident", "package"}:
        tracks = past.tracks((), {one.scope for one in told} - {None})
        near = (point for one in said for point in concerning(one, metric, past))
        return _each([*mine, *tracks, *_wholly(near, metric, past)])
    tracks = past.tracks({one.claimant for one in told}, ())
    return _each([*mine, *tracks, *past.everybody(), *(point for one in new for point in _of_others(one, past))])


def _wholly(near: Iterable[Point], metric: Metric, past: Past) -> Sequence[Point]:
    """All of the incidents that a version may speak of; pledges are given whole as it is."""
    found = list(near)
    return found if metric.kind == "package" else past.tracks((), {point.statement.scope for point in found})


def _of_others(statement: Statement, past: Past) -> list[Point]:
    """What others' points a statement of a new version can turn on, beside their last changes."""
    if statement.claimant is None:
        return _sourceless(statement, past, statement.article_id)
    return _taken_over(statement, past)


def _sourceless(statement: Statement, past: Past, but: int | None) -> list[Point]:
    """Those with the newest that agrees; mostly one of the last does."""
    span = Span.of(statement)
    found = past.lately(span, FEW)
    if not any(agree(statement, point.statement) for point in found):
        found = past.within(span)
    return [*found, *past.held(but)]


def _taken_over(statement: Statement, past: Past) -> list[Point]:
    return [*past.same(statement)] if statement.inherited else []


def _each(points: Iterable[Point]) -> list[Point]:
    """Each point once."""
    return list({point.id: point for point in points}.values())
