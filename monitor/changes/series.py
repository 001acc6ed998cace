"""Totals, rates and strengths: each claimant has a history of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from monitor import names
from monitor.changes.history import (
    TRUST,
    History,
    Outcome,
    changed,
    claimants,
    in_order,
    place_in_time,
    unmoved,
    untold,
)
from monitor.changes.quantities import agree, ends, move, repeats, under
from monitor.model import BERLIN, Metric, Point, Statement

RECENT = timedelta(days=30)  # how old another claimant's figure may be to be spoken against


def decide(statement: Statement, past: Sequence[Point], metric: Metric, now: datetime) -> Outcome:
    """The decision on a statement that is followed per claimant."""
    history = History.of(past)
    if statement.claimant is None:
        return _without_source(statement, history, now)
    own = history.by(statement.claimant)
    if own.baseline is None:
        return _without_history(statement, own, history, now)
    return _against(own.baseline, statement, own, history, metric, now)


def _without_source(statement: Statement, history: History, now: datetime) -> Outcome:
    """Ruling 5: a repeat of any known figure, the first of all, or a claim that moves nothing."""
    known = next((point for point in reversed(history.points) if agree(statement, point.statement)), None)
    if known:
        return unmoved(statement, f"it names no source and agrees with {_told(known.statement)}", now)
    if not history.held:
        return changed("first", statement, None, "nothing was known of this metric yet", now)
    return untold(statement, "it names no source and agrees with no known figure: it stays a claim")


def _without_history(statement: Statement, own: History, history: History, now: datetime) -> Outcome:
    """The first figure of a claimant: of the metric too, or in agreement, or in contradiction with others."""
    if own.said(statement, rounded=True):
        return unmoved(statement, "this claimant had said so before, and an article took it back", now)
    others = [track for track in claimants(history.held).values() if track.baseline]
    if not others:
        return changed("first", statement, None, "nothing was known of this metric yet", now)
    recent = _recent(others, statement.as_of)
    if agreeing := [track for track in recent if _agrees(statement, track)]:
        old = _newest(agreeing)
        return changed("confirmed", statement, old, f"{_who(statement)} agrees with {_told(old)}", now)
    if known := _taken_over(statement, history):
        return unmoved(statement, f"its sentence names no source, and the number is {_told(known)}", now)
    if _is_stale(statement):
        return unmoved(statement, "an earlier figure that is told more than 30 days later", now)
    old = _newest(recent)
    return changed("contradicted", statement, old, f"{_who(statement)} contradicts {_told(old)}", now)


def _against(
    base: Point, statement: Statement, own: History, history: History, metric: Metric, now: datetime
) -> Outcome:
    """The next figure of a claimant, against its baseline."""
    if reason := _said_before(base, statement, own, metric):
        return unmoved(statement, reason, now)
    step = move(base.statement, statement)
    if step.direction is None:
        return unmoved(statement, step.reason, now)
    if step.direction != "narrowed" and not step.turned and under(base.statement, statement, metric.alert):
        return unmoved(statement, f"the step from {_told(base.statement)} is under the smallest change", now)
    if known := _taken_over(statement, history):
        return unmoved(statement, f"its sentence names no source, and the number is {_told(known)}", now)
    return changed(step.direction, statement, base.statement, f"{step.reason}: {_told(base.statement)}", now)


def _taken_over(statement: Statement, history: History) -> Statement | None:
    """What another claimant had said in the same number, where the statement's own sentence names nobody.

    The source that was named before is then a guess, and a known number of somebody else's the likelier reading.
    """
    if not statement.inherited:
        return None
    others = (point.statement for point in reversed(history.points) if not _is_same(point.statement, statement))
    return next((other for other in others if ends(other) == ends(statement)), None)


def _is_same(one: Statement, other: Statement) -> bool:
    return names.key(one.claimant) == names.key(other.claimant)


def _said_before(base: Point, statement: Statement, own: History, metric: Metric) -> str | None:
    """Why the statement brings nothing new, or None where it may."""
    if repeats(statement, base.statement, rounded=True):
        return f"it repeats {_told(base.statement)}"
    if place_in_time(statement) < place_in_time(base.statement):
        return f"a late report: {_told(base.statement)} is newer"
    if is_untimed(statement):
        return "it is told as an earlier figure"
    earlier = own.said(statement, rounded=True)
    if earlier and (metric.kind == "total" or not returns(statement, base)):
        return f"{_who(statement)} had said so before: {_told(earlier.statement)}"
    return None


def returns(statement: Statement, base: Point) -> bool:
    """Whether an earlier value may come back: in a new statement, published after the last change (ruling 4)."""
    return not statement.background and statement.published_at > base.statement.published_at


def is_untimed(statement: Statement) -> bool:
    """Whether the text tells the figure as an earlier one (``zuvor``) and doesn't say of when it is."""
    return statement.background and statement.as_of >= published_on(statement)


def published_on(statement: Statement) -> date:
    """The day of publication in Berlin."""
    return statement.published_at.astimezone(BERLIN).date()


def _is_stale(statement: Statement) -> bool:
    return published_on(statement) - statement.as_of > RECENT


def _recent(tracks: Sequence[History], day: date) -> list[History]:
    """The claimants with a figure of the past 30 days; all, where there is none."""
    young = [track for track in tracks if any(point.statement.as_of >= day - RECENT for point in track.held)]
    return young or list(tracks)


def _agrees(statement: Statement, track: History) -> bool:
    """Whether it agrees with what a claimant said last, whether or not that moved the baseline."""
    known = (point for point in (track.latest, track.baseline) if point)
    return any(agree(statement, point.statement) for point in known)


def _newest(tracks: Sequence[History]) -> Statement:
    """The newest baseline; of two of one moment, that of the more trusted outlet."""
    bases = [track.baseline for track in tracks if track.baseline]
    newest = max(bases, key=lambda base: (*place_in_time(base.statement), TRUST[base.statement.trust], in_order(base)))
    return newest.statement


def _who(statement: Statement) -> str:
    return statement.claimant or "a figure without a source"


def _told(statement: Statement) -> str:
    return f"»{statement.text}« by {_who(statement)} ({statement.publisher}, as of {statement.as_of})"
