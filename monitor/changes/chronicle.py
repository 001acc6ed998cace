"""A metric's points in memory, kept in order as they are made: the past of a history that is built anew."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any

from monitor import names
from monitor.changes.history import Order, in_order
from monitor.changes.past import Span, alike
from monitor.changes.quantities import ends
from monitor.changes.series import published_on
from monitor.model import Point, Statement

Entry = tuple[Order, int]  # a point's place and id
Track = dict[tuple[object, ...], list[Entry]]  # a claimant's points by what makes them alike, each list oldest first


@dataclass
class Chronicle:
    """Points with their ids, one state each: ``changes.past.Past`` for a caller that has all of them in memory."""

    _points: dict[int, Point] = field(default_factory=dict)
    _order: list[Entry] = field(default_factory=list)
    _tracks: defaultdict[str, Track] = field(default_factory=lambda: defaultdict(dict))
    _found_by: defaultdict[tuple[str, Any], dict[int, None]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def points(self) -> Collection[Point]:
        """All of them, in whatever state."""
        return self._points.values()

    def enter(self, point: Point) -> None:
        """Keep a point, in place of its earlier state if it had one."""
        assert point.id is not None  # the caller counts them
        if point.id in self._points:
            self._forget(self._points[point.id])
        self._points[point.id] = point
        if point.state != "waiting":
            entry = in_order(point), point.id
            insort(self._order, entry)
            insort(self._track(point).setdefault(alike(point), []), entry)
            for word in _words(point):
                self._found_by[word][point.id] = None

    def _forget(self, point: Point) -> None:
        """Take a point out of what it is found by."""
        if point.state != "waiting":
            entry, track = (in_order(point), point.id or 0), self._track(point)
            for listed in (self._order, track[alike(point)]):
                del listed[bisect_left(listed, entry)]
            if not track[alike(point)]:
                del track[alike(point)]
            for word in _words(point):
                del self._found_by[word][point.id or 0]

    def _track(self, point: Point) -> Track:
        return self._tracks[names.key(point.statement.claimant)]

    def _last(self, track: Track) -> list[Point]:
        """The newest of each that are alike, oldest first."""
        return [self._points[number] for _, number in sorted(listed[-1] for listed in track.values())]

    def _by(self, word: str, values: Iterable[object]) -> list[Point]:
        return [self._points[number] for value in values for number in self._found_by.get((word, value), ())]

    # ---------------------------------------------------------------- what is asked: see ``Past``

    def own(self, claimant: str, span: Span) -> list[Point]:
        """A claimant's last change that holds, and what it said within a span."""
        newest = [listed[-1] for listed in self._tracks.get(names.key(claimant), {}).values()]
        _, base = max((entry for entry in newest if _is_base(self._points[entry[1]])), default=(None, None))
        found = (self._points[number] for _, number in newest)
        return [point for point in found if point.id == base or span.meets(point.statement)]

    def everybody(self) -> list[Point]:
        """Each claimant's last change that holds, and what it said since."""
        return [point for track in self._tracks.values() for point in _since_base(self._last(track))]

    def lately(self, span: Span, most: int) -> list[Point]:
        """What of the newest points, so many at most, lies within a span."""
        return [point for point in islice(self._newest(), most) if span.meets(point.statement)]

    def within(self, span: Span) -> list[Point]:
        """What anybody said within a span."""
        return [point for point in self._newest() if span.meets(point.statement)]

    def same(self, statement: Statement) -> list[Point]:
        """The newest point of another claimant with a statement's numbers."""
        others = (
            point
            for point in self._by("numbers", [ends(statement)])
            if names.key(point.statement.claimant) != names.key(statement.claimant)
        )
        newest = max(others, key=in_order, default=None)
        return [newest] if newest else []

    def held(self, but: int | None) -> list[Point]:
        """A point that holds, if there is one; not of the article ``but``."""
        fits = (point for point in self._newest() if point.state == "held" and point.statement.article_id != but)
        return list(islice(fits, 1))

    def incidents(self, days: Collection[date | None], scope: str | None) -> list[Point]:
        """What was said of the incidents of some days, and of one more."""
        return self.tracks((), {scope, *(point.statement.scope for point in self._by("day", days))})

    def around(self, first: date, last: date) -> list[Point]:
        """All that is of these days, or was published on them in Berlin."""
        span = [first + timedelta(days=day) for day in range((last - first).days + 1)]
        return self._by("of", span) + self._by("published", span)

    def of_article(self, article_id: int) -> list[Point]:
        """What an article said, in whichever version."""
        return self._by("article", [article_id])

    def tracks(self, claimants: Collection[str | None], scopes: Collection[str | None]) -> list[Point]:
        """All that some claimants said, and all of some incidents or pledges; None is a figure without a source."""
        return self._by("claimant", {names.key(name) for name in claimants}) + self._by("scope", scopes)

    def _newest(self) -> Iterator[Point]:
        return (self._points[number] for _, number in reversed(self._order))


def _words(point: Point) -> list[tuple[str, object]]:
    """By what a point is found."""
    said = point.statement
    return [
        ("claimant", names.key(said.claimant)),
        ("scope", said.scope),
        ("numbers", ends(said)),
        ("article", said.article_id),
        ("day", said.day),
        ("of", said.as_of),
        ("published", published_on(said)),
    ]


def _is_base(point: Point) -> bool:
    return point.state == "held" and point.change is not None


def _since_base(track: Sequence[Point]) -> Sequence[Point]:
    """What a claimant said since its last change that holds, with that; nothing where it has none."""
    at = next((at for at in range(len(track) - 1, -1, -1) if _is_base(track[at])), None)
    return () if at is None else track[at:]
