"""The same figure in headline, lead and body is one; an old value beside the new one is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from monitor import names
from monitor.changes import agree
from monitor.changes.quantities import ends, repeats
from monitor.changes.series import is_untimed
from monitor.figures.values import HEADINGS, Matched
from monitor.model import MetricKind, Statement

_BY_CLAIMANT = frozenset({"total", "rate", "strength"})


def merge(matched: Sequence[Matched], kinds: dict[str, MetricKind]) -> list[Matched]:
    """The matches with each figure once; of those that go, the reason says where the figure stands.

    The rules work one after the other: what one has dropped stands against nothing any more.
    """
    left = list(matched)
    for rule in _RULES:
        told = [match.statement for match in left if match.statement]
        left = [_ruled(match, told, rule, kinds) for match in left]
    return left


def _ruled(match: Matched, told: Sequence[Statement], rule: _Rule, kinds: dict[str, MetricKind]) -> Matched:
    statement = match.statement
    if statement is None:
        return match
    others = [other for other in told if other.metric == statement.metric and other is not statement]
    reason = rule(statement, others, kinds[statement.metric] in _BY_CLAIMANT)
    return replace(match, statement=None, reason=reason) if reason else match


# ---------------------------------------------------------------- a toll and its parts


def _part(statement: Statement, others: Sequence[Statement], by_claimant: bool) -> str | None:
    """Of several tolls of one incident in the body, the headline's is the whole, else the highest."""
    if by_claimant or statement.day is None or statement.background or statement.zone in HEADINGS:
        return None
    body = [other for other in others if other.zone not in HEADINGS and not other.background]
    tolls = {ends(statement), *(ends(other) for other in body if other.scope == statement.scope)}
    headed = tolls & {ends(other) for other in others if other.zone in HEADINGS}
    whole = max(headed or tolls)
    return "the article gives another figure of the whole incident" if ends(statement) != whole else None


# ---------------------------------------------------------------- headline, lead and body


def _heading(statement: Statement, others: Sequence[Statement], by_claimant: bool) -> str | None:
    body = (other for other in others if other.zone not in HEADINGS)
    repeated = statement.zone in HEADINGS and any(_repeats_body(statement, other, by_claimant) for other in body)
    return "it repeats the figure in the body" if repeated else None


def _announced(statement: Statement, others: Sequence[Statement], by_claimant: bool) -> str | None:
    """A ticker entry's headline, or a vague word ("Tausende"), beside a figure of the same claimant that follows."""
    if not by_claimant or statement.background:
        return None
    fuller = any(_follows(statement, other) and _repeats_body(statement, other, by_claimant) for other in others)
    return "the article gives the figure more exactly behind it" if fuller else None


def _follows(statement: Statement, other: Statement) -> bool:
    if other.background or other.position < statement.position or other.published_at != statement.published_at:
        return False
    return statement.zone == "ticker" or (statement.bound == "vague" and other.bound != "vague")


def _repeats_body(statement: Statement, body: Statement, by_claimant: bool) -> bool:
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


# ---------------------------------------------------------------- the same, with less or later


def _double(statement: Statement, others: Sequence[Statement], by_claimant: bool) -> str | None:
    """The same stated figure of the same claimant and scope, earlier in the article (the body before the headings)."""
    before = (other for other in others if _rank(other) < _rank(statement))
    doubled = any(_facts(other) == _facts(statement) for other in before)
    return "the same figure stands in the article before" if doubled else None


def _rank(statement: Statement) -> tuple[bool, int]:
    return statement.zone in HEADINGS, statement.position


def _facts(statement: Statement) -> tuple[object, ...]:
    return names.key(statement.claimant), statement.scope, ends(statement), statement.bound


def _unsourced(statement: Statement, others: Sequence[Statement], by_claimant: bool) -> str | None:
    sourced = by_claimant and statement.claimant is None and any(o.claimant and agree(statement, o) for o in others)
    return "the article gives the figure with its source elsewhere" if sourced else None


def _outspoken(statement: Statement, others: Sequence[Statement], by_claimant: bool) -> str | None:
    """ "… spricht von neun Toten. Zwei Menschen hätten sich gemeldet": what the number's own words say goes first."""
    if not by_claimant or not statement.guessed:
        return None
    told = (o for o in others if not o.guessed and not o.background and o.published_at == statement.published_at)
    same = any(names.key(other.claimant) == names.key(statement.claimant) for other in told)
    return "the article gives this claimant's figure in plainer words elsewhere" if same else None


def _overtaken(statement: Statement, others: Sequence[Statement], by_claimant: bool) -> str | None:
    overtaken = is_untimed(statement) and any(_overtakes(other, statement, by_claimant) for other in others)
    return "it is the old value beside the new one" if overtaken else None


def _overtakes(other: Statement, statement: Statement, by_claimant: bool) -> bool:
    if other.background:
        return False
    if by_claimant:
        return names.key(other.claimant) == names.key(statement.claimant)
    return other.scope == statement.scope and not repeats(statement, other, rounded=False)


_Rule = Callable[[Statement, Sequence[Statement], bool], str | None]
_RULES: tuple[_Rule, ...] = (_part, _heading, _announced, _double, _unsourced, _outspoken, _overtaken)
