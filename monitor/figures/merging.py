"""The same figure in headline, lead and body is one; an old value beside the new one is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor import names
from monitor.changes import agree
from monitor.changes.quantities import ends, repeats
from monitor.changes.series import is_untimed
from monitor.figures.values import HEADINGS, Matched
from monitor.model import MetricKind, Statement

_BY_CLAIMANT = frozenset({"total", "rate", "strength"})


def merge(matched: Sequence[Matched], kinds: dict[str, MetricKind]) -> list[Matched]:
    """The matches with each figure once; of those that go, the reason says where the figure stands."""
    told = [match.statement for match in matched if match.statement]
    return [_merged(match, told, kinds) for match in matched]


def _merged(match: Matched, told: Sequence[Statement], kinds: dict[str, MetricKind]) -> Matched:
    statement = match.statement
    if statement is None:
        return match
    others = [other for other in told if other.metric == statement.metric and other is not statement]
    by_claimant = kinds[statement.metric] in _BY_CLAIMANT
    reason = _reason(statement, others, by_claimant=by_claimant)
    return replace(match, statement=None, reason=reason) if reason else match


def _reason(statement: Statement, others: Sequence[Statement], *, by_claimant: bool) -> str | None:
    body = [other for other in others if other.zone not in HEADINGS]
    heading = statement.zone in HEADINGS
    if heading and any(_repeats_body(statement, other, by_claimant=by_claimant) for other in body):
        return "it repeats the figure in the body"
    if any(_is_double(other, statement) for other in others):
        return "the same figure stands in the article before"
    if (
        by_claimant
        and statement.claimant is None
        and any(other.claimant and agree(statement, other) for other in others)
    ):
        return "the article gives the figure with its source elsewhere"
    if not by_claimant and _is_part(statement, others):
        return "the article gives another figure of the whole incident"
    if is_untimed(statement) and any(_overtakes(other, statement, by_claimant=by_claimant) for other in others):
        return "it is the old value beside the new one"
    return None


def _repeats_body(statement: Statement, body: Statement, *, by_claimant: bool) -> bool:
    if not by_claimant:
        return (
            ends(statement) == ends(body) or repeats(statement, body, rounded=True) or _is_other_toll(statement, body)
        )
    return agree(statement, body) and _may_be(statement.claimant, body.claimant)


def _is_other_toll(statement: Statement, body: Statement) -> bool:
    """A headline's toll that differs from the body's of the same incident: the body's stands."""
    return statement.scope is not None and statement.scope == body.scope and not body.background


def _may_be(heading: str | None, body: str | None) -> bool:
    """Whether a heading's source is the body's: the same, none, or a shorter form of it."""
    if heading is None or body is None:
        return heading is None
    short, full = set(names.key(heading).split()), set(names.key(body).split())
    return short <= full


def _is_part(statement: Statement, others: Sequence[Statement]) -> bool:
    """Whether the body's toll of the incident is another: of several the headline's, else the highest."""
    if statement.day is None or statement.background or statement.zone in HEADINGS:
        return False
    current = [other for other in (*others, statement) if other.scope == statement.scope and not other.background]
    tolls = {ends(other) for other in current if other.zone not in HEADINGS}
    headed = tolls & {ends(other) for other in current if other.zone in HEADINGS}
    return ends(statement) != max(headed or tolls)


def _is_double(other: Statement, statement: Statement) -> bool:
    """The same stated figure of the same claimant and scope, earlier in the article."""
    same = (other.claimant, other.scope, ends(other)) == (statement.claimant, statement.scope, ends(statement))
    return same and other.bound == statement.bound and _before(other, statement)


def _before(other: Statement, statement: Statement) -> bool:
    """In the body before the headings, then in the order of the text."""
    return (other.zone in HEADINGS, other.position) < (statement.zone in HEADINGS, statement.position)


def _overtakes(other: Statement, statement: Statement, *, by_claimant: bool) -> bool:
    if other.background:
        return False
    if by_claimant:
        return names.key(other.claimant) == names.key(statement.claimant)
    return other.scope == statement.scope and not repeats(statement, other, rounded=False)
