"""A new version of an article against its last: what was corrected, withdrawn, added, and what only reads otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.changes import pledges
from monitor.changes.decide import decide
from monitor.changes.history import History, Outcome, changed, order, unmoved, untold
from monitor.changes.quantities import ends, move, repeats, under
from monitor.changes.versions import compare, track
from monitor.model import Change, Metric, Point, Statement


def revise(
    old: Sequence[Statement],
    new: Sequence[Statement],
    past: Sequence[Point],
    metric: Metric,
    *,
    openly_updated: bool,
    now: datetime,
    called_correction: bool = False,
) -> list[Outcome]:
    """What an article's new version means; ``old`` and ``new`` are its statements on one metric.

    ``openly_updated``: the page gives a later time of modification, or a ticker has a new entry. Then another figure is
    a new one, unless the text calls it a correction (``called_correction``). A page that is gone has no new version.
    """
    versions = compare(old, new, History.of(past), metric)
    ledger, outcomes = list(past), list[Outcome]()
    silent = called_correction or not openly_updated
    for before, after in versions.same:
        _enter(ledger, outcomes, [_same(before, after, ledger, metric, now)])
    for before, after in versions.edited:
        edit = _correct(before, after, ledger, metric, now) if silent else [decide(after, ledger, metric, now)]
        _enter(ledger, outcomes, edit)
    for after in order(versions.added):
        _enter(ledger, outcomes, [decide(after, ledger, metric, now)])
    for before in versions.gone:
        _enter(ledger, outcomes, _withdraw(before, ledger, metric, now))
    return outcomes


def _enter(ledger: list[Point], outcomes: list[Outcome], fresh: Iterable[Outcome]) -> None:
    """Adds outcomes, so that the next decision sees them: the new state of a known point takes its place."""
    for outcome in fresh:
        outcomes.append(outcome)
        if outcome.point:
            ledger[:] = [point for point in ledger if not _is_state_of(outcome.point, point)]
            ledger.append(outcome.point)


def _is_state_of(new: Point, old: Point) -> bool:
    return new.statement == old.statement and new.id == old.id and new.seen_at == old.seen_at


def _same(before: Statement, after: Statement, ledger: Sequence[Point], metric: Metric, now: datetime) -> Outcome:
    if before.claimant is None and after.claimant is not None:
        return decide(after, ledger, metric, now)
    return untold(after, f"unchanged since version {before.version}")


# ---------------------------------------------------------------- corrected


def _correct(
    before: Statement, after: Statement, ledger: Sequence[Point], metric: Metric, now: datetime
) -> list[Outcome]:
    """The article silently gives another figure for the same thing (ruling 8)."""
    history = History.of(ledger)
    point = _point_of(before, history, metric)
    if point is None or move(before, after).direction in {None, "narrowed"}:
        return [decide(after, ledger, metric, now)]
    placed = _as_told_before(after, point.statement, metric)
    if not move(before, after).turned and under(before, after, metric.alert):
        return [unmoved(placed, f"an edit of »{before.text}« under the smallest change", now)]
    told = f"replaced by »{after.text}« in the same article"
    replaced = Outcome(before, replace(point, state="withdrawn"), None, told)
    if _given_elsewhere(placed, before, history, metric):
        return [replaced, unmoved(placed, "the article took over a figure that was known from elsewhere", now)]
    reason = f"the article now says »{after.text}« where it said »{before.text}«"
    return [changed("corrected", placed, before, reason, now), replaced]


def _as_told_before(after: Statement, before: Statement, metric: Metric) -> Statement:
    """The new figure as one of the old one's claimant, incident or pledge."""
    if metric.kind in {"incident", "package"}:
        return replace(after, scope=before.scope, place=before.place, day=before.day)
    return replace(after, claimant=before.claimant)


def _given_elsewhere(after: Statement, before: Statement, history: History, metric: Metric) -> bool:
    """Whether this claimant (this incident, this giver) had already given the value, outside of this edit."""
    if metric.kind == "package":
        return pledges.find(after, history.where(lambda other: other.scope != after.scope)) is not None
    rounded = metric.kind != "incident"
    others = _track_of(after, history, metric).where(lambda other: ends(other) != ends(before))
    return others.said(after, rounded=rounded) is not None


# ---------------------------------------------------------------- withdrawn


def _withdraw(before: Statement, ledger: Sequence[Point], metric: Metric, now: datetime) -> list[Outcome]:
    """The figure is gone from the article: a change if it held the history, and no other article gives it."""
    history = History.of(ledger)
    point = _point_of(before, history, metric)
    if point is None:
        return [untold(before, "gone from the article; it had moved nothing")]
    if before.zone == "ticker" or before.background:
        return [untold(before, "a dropped entry or background paragraph withdraws nothing")]
    own = _track_of(point.statement, history, metric)
    gone = Outcome(before, replace(point, state="withdrawn"), None, "gone from the article")
    if point != own.baseline or point.change == "confirmed":
        return [gone]
    if heir := _heir(point, own, metric):
        return [gone, Outcome(heir.statement, replace(heir, change=point.change), None, "it holds on in this article")]
    reason = "the article no longer gives the figure, and no other does"
    told = point.statement
    change = Change("withdrawn", told.topic, told.metric, told.claimant, before, None, now, told.scope, reason)
    return [replace(gone, change=change, reason=reason)]


def _heir(point: Point, own: History, metric: Metric) -> Point | None:
    """Another article's point, of a trusted outlet, that gives the same figure."""
    rounded = metric.kind != "incident"
    for other in own.held:
        foreign = other.statement.article_id != point.statement.article_id and other.statement.trust != "low"
        if foreign and repeats(other.statement, point.statement, rounded=rounded):
            return other
    return None


def _point_of(statement: Statement, history: History, metric: Metric) -> Point | None:
    """The point that this article made of the figure, in whichever version."""
    own = (point for point in reversed(history.held) if point.statement.article_id == statement.article_id)
    same = [point for point in own if ends(point.statement) == ends(statement)]
    wanted = track(statement, history, metric) if len(same) > 1 else None
    alike = (point for point in same if track(point.statement, history, metric) == wanted)
    return next(alike, same[0] if same else None)


def _track_of(statement: Statement, history: History, metric: Metric) -> History:
    """The points of a placed statement's claimant, incident or pledge."""
    if metric.kind in {"incident", "package"}:
        return history.where(lambda other: other.scope == statement.scope)
    return history.by(statement.claimant)
