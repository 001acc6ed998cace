"""A rebuilt history put in the stored one's place: rows keep their ids, alerts that went out keep their evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from monitor.model import Change, Point, Statement, Verdict
from monitor.pipeline import alerting
from monitor.pipeline.gather import Shelf
from monitor.pipeline.rebuild import Draft
from storage import changes, claims, points

UNTOLD = Verdict("drop", "found when the history was rebuilt; nobody was told")


@dataclass(frozen=True, slots=True)
class Difference:
    """What a rebuilt history has otherwise. ``id`` is the row's, None of a new one; ``alert_id`` an alert on it."""

    what: Literal["claim", "figure", "change"]
    how: Literal["new", "changed", "gone"]
    id: int | None
    metric: str | None
    text: str
    alert_id: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """Who hears of it: whether alerts on changes that are gone are ``retracted``, and new changes ``announced``."""

    retracted: bool = False
    announced: bool = False


def restate(shelf: Shelf, draft: Draft, metrics: Collection[str], now: datetime, telling: Telling) -> list[Difference]:
    """Write what the draft of ``metrics`` has otherwise, in the caller's transaction; what that was."""
    claims.set_matches(shelf.conn, list(draft.matches.values()))
    figures = list(_restate_points(shelf.conn, draft, metrics))
    return figures + list(_restate_changes(shelf, draft, metrics, now, telling))


# ---------------------------------------------------------------- figures


def _restate_points(conn: Connection, draft: Draft, metrics: Collection[str]) -> Iterator[Difference]:
    made = {(point.statement.claim_id, point.statement.metric): point for point in draft.points}
    for row in points.rows(conn, metrics):
        point = made.pop((row.claim_id, row.metric), None)
        if point is None:
            points.remove(conn, row.id)
            yield Difference("figure", "gone", row.id, row.metric, _figure(row.values))
        elif points.differs(row, point):
            points.rewrite(conn, row.id, point, draft.moved_at[point.id or 0])
            yield Difference("figure", "changed", row.id, row.metric, f"{_figure(row.values)} → {_stated(point)}")
    for point in made.values():
        added = points.add(conn, point, point.seen_at or draft.moved_at[point.id or 0])
        yield Difference("figure", "new", added, point.statement.metric, _stated(point))


def _figure(values: Mapping[str, object]) -> str:
    low, high = values["low"], values["high"]
    number = low if low == high else f"{low}–{high}"
    return f"{number} by {values['claimant'] or 'no source'} as of {values['as_of']} ({_state(values)})"


def _state(values: Mapping[str, object]) -> str:
    return str(values["change"] or values["state"])


def _stated(point: Point) -> str:
    said = point.statement
    return _figure(
        {
            "low": said.low,
            "high": said.high,
            "claimant": said.claimant,
            "as_of": said.as_of,
            "change": point.change,
            "state": point.state,
        }
    )


# ---------------------------------------------------------------- changes


def _restate_changes(
    shelf: Shelf, draft: Draft, metrics: Collection[str], now: datetime, telling: Telling
) -> Iterator[Difference]:
    stored = {row.key: row for row in changes.rows(shelf.conn, metrics)}
    for row in stored.values():
        if row.key in draft.changes and row.retired:
            changes.retire(shelf.conn, row.id, None)
            yield Difference("change", "new", row.id, row.metric, _told(draft.changes[row.key][0]), row.alert_id)
        elif row.key not in draft.changes and not row.retired:
            yield _retired(shelf, draft, row, now, telling)
    for key in draft.changes.keys() - stored.keys():
        yield _added(shelf, draft, key, now, telling)


def _retired(shelf: Shelf, draft: Draft, row: changes.Row, now: datetime, telling: Telling) -> Difference:
    """A change that was none: what waits of its alert goes out no more, and who was told hears that it was wrong."""
    instead = _instead(draft, row)
    changes.retire(shelf.conn, row.id, now)
    if row.alert_id is not None:
        why = _why(draft, row)
        holds = instead is not None and (instead.old and instead.old.claim_id) == row.old_claim_id
        alerting.recall(
            shelf.conn, shelf.tools, row.alert_id, why, instead, now, retracted=telling.retracted and not holds
        )
    text = f"{row.kind} is no more" + (f"; now {_told(instead)}" if instead else "")
    return Difference("change", "gone", row.id, row.metric, text, row.alert_id)


def _instead(draft: Draft, row: changes.Row) -> Change | None:
    """What the claim's figure now means, if it still changes something."""
    found = (change for change, metric, _ in draft.changes.values() if metric.key == row.metric)
    return next((one for one in found if one.new and one.new.claim_id == row.new_claim_id), None)


def _why(draft: Draft, row: changes.Row) -> str:
    """What stands against the figure, or against the one that it was compared with."""
    told = (draft.matches.get(claim_id) for claim_id in (row.new_claim_id, row.old_claim_id) if claim_id)
    reasons = [match.reason for match in told if match]
    return next((reason for reason in reasons if reason.startswith("marked wrong")), reasons[0] if reasons else "")


def _added(shelf: Shelf, draft: Draft, key: str, now: datetime, telling: Telling) -> Difference:
    change, metric, _ = draft.changes[key]
    if telling.announced:
        muted = shelf.overrides.muted(change, now)
        alerting.tell(shelf.conn, shelf.tools, change, metric, now, muted=muted)
    else:
        changes.add(shelf.conn, change, UNTOLD, now)
    return Difference("change", "new", None, metric.key, _told(change))


def _told(change: Change) -> str:
    who = f" by {change.claimant}" if change.claimant else ""
    return f"{change.kind}{who}: {_amount(change.old)} → {_amount(change.new)}"


def _amount(statement: Statement | None) -> str:
    return f"»{statement.text}« ({statement.publisher})" if statement else "nothing"
