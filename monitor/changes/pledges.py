"""Pledges of aid: each stands alone, known by its giver (the metric's party) and its amount."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from monitor.changes.history import History, Outcome, changed, moved_to, unmoved
from monitor.changes.quantities import ends, exact, near, repeats
from monitor.changes.series import published_on
from monitor.model import Point, Statement

ONE_PLEDGE = timedelta(days=14)  # the same amount within this time is the same pledge


def decide(statement: Statement, past: Sequence[Point], now: datetime) -> Outcome:
    """The decision on a pledge: known, or the first figure of a new one."""
    history = History.of(past)
    known = find(statement, history)
    if known:
        told = f"the same amount was pledged within 14 days: »{known.text}« ({known.publisher}, as of {known.as_of})"
        return unmoved(moved_to(statement, known), told, now)
    return changed("first", statement, None, "nothing was known of this pledge yet", now)


def days(statement: Statement) -> tuple[date, date]:
    """From which day to which a pledge must be, or have been told, to be the one that a statement speaks of."""
    first, last = sorted((statement.as_of, published_on(statement)))
    return first - ONE_PLEDGE, last + ONE_PLEDGE


def find(statement: Statement, history: History) -> Statement | None:
    """A statement on the pledge that this one speaks of, taken back or not, or None where it is a new one.

    A repeat counts only for the amount that it states: or each rounding would make room for the next.
    """
    close = (point for point in reversed(history.points) if _close(statement, point.statement))
    return next((point.statement for point in close if _meets(statement, point)), None)


def _meets(statement: Statement, point: Point) -> bool:
    if point.change is not None:
        return is_same(statement, point.statement)
    return statement.unit == point.statement.unit and ends(statement) == ends(point.statement)


def _close(one: Statement, other: Statement) -> bool:
    days = (one.as_of, published_on(one))
    return any(abs(day - told) <= ONE_PLEDGE for day in days for told in (other.as_of, published_on(other)))


def is_same(one: Statement, other: Statement) -> bool:
    """Whether two amounts are one: the same, rounded, or converted where a text gives both."""
    if one.unit == other.unit and (repeats(one, other, rounded=True) or repeats(other, one, rounded=True)):
        return True
    mine, theirs = _amounts(one), _amounts(other)
    shared = mine.keys() & theirs.keys() - ({one.unit} if one.unit == other.unit else set())
    return any(near(mine[unit], theirs[unit]) for unit in shared)


def _amounts(statement: Statement) -> dict[str | None, Fraction]:
    """The amount by currency, as stated and as converted."""
    amounts: dict[str | None, Fraction] = {statement.unit: ends(statement)[0]}
    if statement.converted:
        amounts[statement.converted[1]] = exact(statement.converted[0])
    return amounts
