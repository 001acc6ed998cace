"""A metric's past, put in order: tracks, baselines, what was said when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor import names
from monitor.changes.quantities import repeats
from monitor.model import Change, ChangeKind, Point, Statement

Order = tuple[object, ...]
TRUST = {"high": 2, "normal": 1, "low": 0}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a statement.

    ``point`` is to be stored: a new one, or, where its ``id`` is set, the new state of a stored one. It is None for
    what stays a claim and moves nothing. ``reason`` is a sentence for ``monitor explain``.
    """

    statement: Statement
    point: Point | None
    change: Change | None
    reason: str


def order(statements: Iterable[Statement]) -> list[Statement]:
    """The statements in the order of as-of date, publication, feed and text, over a whole pass."""
    return sorted(statements, key=lambda s: (s.as_of, s.published_at, s.feed_order, s.article_id, s.position))


def place_in_time(statement: Statement) -> tuple[object, datetime]:
    """By what an earlier statement is told from a later one: as-of date, then publication."""
    return statement.as_of, statement.published_at


@dataclass(frozen=True, slots=True)
class History:
    """The points of one track (a claimant, an incident, a pledge) or of a whole metric, oldest first."""

    points: tuple[Point, ...]

    @classmethod
    def of(cls, points: Iterable[Point]) -> History:
        """The points in order; what waits for a better outlet is no part of the history."""
        return cls(tuple(sorted((point for point in points if point.state != "waiting"), key=in_order)))

    def where(self, fits: Callable[[Statement], bool]) -> History:
        """The points whose statement fits."""
        return History(tuple(point for point in self.points if fits(point.statement)))

    def by(self, claimant: str | None) -> History:
        """The points of one claimant, in whatever case form its name was kept."""
        wanted = names.key(claimant)
        return self.where(lambda statement: names.key(statement.claimant) == wanted)

    @property
    def held(self) -> tuple[Point, ...]:
        """The points that no article took back."""
        return tuple(point for point in self.points if point.state == "held")

    @property
    def baseline(self) -> Point | None:
        """The last figure that was a change: what ``old`` and the next comparison use."""
        return next((point for point in reversed(self.held) if point.change is not None), None)

    @property
    def latest(self) -> Point | None:
        """The last figure that was stated anew: the baseline, or a later step that was too small to move it."""
        base = self.baseline
        if base is None:
            return None
        return next((point for point in reversed(self.held) if _is_news(point.statement, base.statement)), base)

    def said(self, statement: Statement, *, rounded: bool) -> Point | None:
        """The newest point, taken back or not, that already said what ``statement`` says."""
        found = (point for point in reversed(self.points) if repeats(statement, point.statement, rounded=rounded))
        return next(found, None)


def _is_news(statement: Statement, base: Statement) -> bool:
    later = place_in_time(statement) >= place_in_time(base) and not statement.background
    return later and not repeats(statement, base, rounded=True)


def in_order(point: Point) -> Order:
    """By what a history is sorted. Ties of one moment: what was seen later, stood later, and (of equals) came from the
    more trusted outlet; then what was written later."""
    statement = point.statement
    seen = point.seen_at or statement.published_at
    late = seen, statement.feed_order, statement.position, TRUST[statement.trust]
    return *place_in_time(statement), *late, point.id is None, point.id or 0


def claimants(points: Sequence[Point]) -> dict[str, History]:
    """The histories of all claimants, by name's key."""
    tracks: dict[str, list[Point]] = {}
    for point in points:
        tracks.setdefault(names.key(point.statement.claimant), []).append(point)
    return {key: History(tuple(track)) for key, track in tracks.items()}


def changed(kind: ChangeKind, statement: Statement, old: Statement | None, reason: str, now: datetime) -> Outcome:
    """The statement moves the history; what only an outlet of low trust carries waits instead (ruling 9)."""
    if statement.trust == "low":
        told = "only outlets of low trust carry it: it waits for a better one"
        return Outcome(statement, Point(statement, None, "waiting", now), None, told)
    change = Change(
        kind, statement.topic, statement.metric, statement.claimant, old, statement, now, statement.scope, reason
    )
    return Outcome(statement, Point(statement, kind, "held", now), change, reason)


def unmoved(statement: Statement, reason: str, now: datetime) -> Outcome:
    """The statement is a point of the history, but no change."""
    return Outcome(statement, Point(statement, None, "held", now), None, reason)


def untold(statement: Statement, reason: str) -> Outcome:
    """The statement stays a claim."""
    return Outcome(statement, None, None, reason)


def moved_to(statement: Statement, known: Statement) -> Statement:
    """The statement as one on the incident or pledge that is known."""
    return replace(statement, scope=known.scope, place=known.place, day=known.day)
