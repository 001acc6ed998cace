"""Figures of one event, compared within place and day, whoever says them. They are counts, and never rounded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from monitor import names
from monitor.changes.history import History, Outcome, changed, moved_to, place_in_time, unmoved, untold
from monitor.changes.quantities import ends, move, repeats, under
from monitor.changes.series import is_untimed, published_on, returns
from monitor.model import Metric, Point, Statement

KNOWN_FOR = timedelta(days=14)  # how long after its day an incident may still be told for the first time


def decide(statement: Statement, past: Sequence[Point], metric: Metric, now: datetime) -> Outcome:
    """The decision on a figure of an incident: of which one, and what it adds."""
    history = History.of(past)
    known = find(statement, history)
    if known is None and _is_ambiguous(statement, history):
        return untold(statement, "the text does not say which of that day's incidents it means")
    placed = moved_to(statement, known) if known else statement
    own = history.where(lambda other: other.scope == placed.scope)
    if own.baseline is None:
        return _unknown(placed, own, now)
    return _against(own.baseline, placed, own, metric, now)


def days(statement: Statement) -> list[date | None]:
    """The days whose incidents a statement may speak of."""
    if statement.day is None:
        return [None]
    return [statement.day - timedelta(days=back) for back in range(KNOWN_FOR.days + 1)]


def find(statement: Statement, history: History) -> Statement | None:
    """A statement on the incident that this one speaks of, or None where it is a new one.

    Place and day decide. Where one of both texts names no place, the day does if only one incident is known of it;
    where the text names no day, or tells how an event went on, the newest event of the place in the 14 days before.
    """
    incidents = _distinct(history)
    same_day = [other for other in incidents if other.day == statement.day]
    exact = [other for other in same_day if _same_place(other, statement)]
    unplaced = [other for other in same_day if bool(other.place) != bool(statement.place)]
    for candidates in (exact, unplaced):
        agreeing = [other for other in candidates if _gives(statement, other.scope, history)]
        if agreeing or len(candidates) == 1:
            return (agreeing or candidates)[-1]
    return exact[-1] if exact and statement.place else _earlier(statement, incidents, history)


def _earlier(statement: Statement, incidents: Sequence[Statement], history: History) -> Statement | None:
    """The event of some days ago that the text goes on about."""
    lately = [other for other in incidents if _lately(other, statement)]
    before = [other for other in lately if _same_place(other, statement) and statement.place]
    if not statement.place and len(lately) == 1:
        before = lately
    if statement.follows_up and before:
        return before[-1]
    if statement.day_given:
        return None
    return next((other for other in reversed(before) if _gives(statement, other.scope, history)), None)


def _distinct(history: History) -> list[Statement]:
    """One statement of each incident, in the order of their days."""
    by_scope = {point.statement.scope: point.statement for point in history.points}
    return sorted(by_scope.values(), key=lambda statement: (str(statement.day), str(statement.scope)))


def _same_place(one: Statement, other: Statement) -> bool:
    """The same place; of two texts that name none, the same country, if both name that."""
    if one.place or other.place:
        return names.key(one.place) == names.key(other.place)
    mine, theirs = _country(one), _country(other)
    return not mine or not theirs or names.key(mine) == names.key(theirs)


def _country(statement: Statement) -> str:
    return (statement.scope or "").partition("|")[0]


def _lately(known: Statement, statement: Statement) -> bool:
    if known.day is None or statement.day is None:
        return False
    return timedelta(0) <= statement.day - known.day <= KNOWN_FOR


def _gives(statement: Statement, scope: str | None, history: History) -> bool:
    own = history.where(lambda other: other.scope == scope)
    return any(ends(point.statement) == ends(statement) for point in own.points)


def _is_ambiguous(statement: Statement, history: History) -> bool:
    return not statement.place and sum(other.day == statement.day for other in _distinct(history)) > 1


def _unknown(statement: Statement, own: History, now: datetime) -> Outcome:
    if own.said(statement, rounded=False):
        return unmoved(statement, "this was said of the incident before, and an article took it back", now)
    if statement.day and published_on(statement) - statement.day > KNOWN_FOR:
        return untold(statement, "the incident lies more than 14 days back, and nothing is known of it")
    return changed("first", statement, None, "nothing was known of this incident yet", now)


def _against(base: Point, statement: Statement, own: History, metric: Metric, now: datetime) -> Outcome:
    if reason := _said_before(base, statement, own):
        return unmoved(statement, reason, now)
    step = move(base.statement, statement)
    if step.direction is None:
        return unmoved(statement, step.reason, now)
    if step.direction != "narrowed" and not step.turned and under(base.statement, statement, metric.alert):
        return unmoved(statement, f"the step from {base.statement.text} is under the smallest change", now)
    reason = f"of the incident {statement.scope}, {step.reason}: »{base.statement.text}« ({base.statement.publisher})"
    return changed(step.direction, statement, base.statement, reason, now)


def _said_before(base: Point, statement: Statement, own: History) -> str | None:
    """Why the figure brings nothing new of the incident, or None where it may."""
    if repeats(statement, base.statement, rounded=False):
        return f"it repeats »{base.statement.text}« ({base.statement.publisher}) of the incident {statement.scope}"
    if place_in_time(statement) < place_in_time(base.statement):
        return f"a late report: »{base.statement.text}« ({base.statement.publisher}) is newer"
    if is_untimed(statement):
        return "it is told as an earlier figure"
    if own.said(statement, rounded=False) and not returns(statement, base):
        return f"this was said of the incident {statement.scope} before"
    return None
