"""Two versions of one article, statement by statement: the same, edited, added, gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor import names
from monitor.changes import incidents
from monitor.changes.history import History
from monitor.changes.quantities import ends, repeats
from monitor.model import Metric, Statement

Pair = tuple[Statement, Statement]
_Fits = Callable[[Statement, Statement], bool]


@dataclass(frozen=True, slots=True)
class Versions:
    """``same`` and ``edited`` are pairs of the old and the new statement."""

    same: list[Pair]
    edited: list[Pair]
    added: list[Statement]
    gone: list[Statement]


def compare(old: Sequence[Statement], new: Sequence[Statement], history: History, metric: Metric) -> Versions:
    """Which of the new statements stands for which of the old: by number first, then by what it speaks of.

    A number that stays is the same figure, even where its sentence now names the source otherwise.
    """
    gone, added = list(old), list(new)
    tracks = {statement: track(statement, history, metric) for statement in (*old, *new)}

    def alike(one: Statement, other: Statement) -> bool:
        return tracks[one] == tracks[other]

    def reworded(one: Statement, other: Statement) -> bool:
        return repeats(other, one, rounded=metric.kind != "incident") and alike(one, other)

    same = _pair(gone, added, lambda one, other: ends(one) == ends(other) and alike(one, other))
    same += _pair(gone, added, lambda one, other: ends(one) == ends(other))
    same += _pair(gone, added, reworded)
    edited = _pair(gone, added, lambda one, other: alike(one, other) and _is_current(one, other))
    if metric.kind not in {"incident", "package"}:
        edited += _pair(gone, added, lambda one, other: _one_has_no_source(one, other) and _is_current(one, other))
    return Versions(same, edited, added, gone)


def track(statement: Statement, history: History, metric: Metric) -> str:
    """What a statement speaks of: its claimant's figure, its incident, a pledge of the metric's giver."""
    if metric.kind == "package":
        return ""
    if metric.kind == "incident":
        known = incidents.find(statement, history)
        return (known or statement).scope or ""
    return names.key(statement.claimant)


def _pair(gone: list[Statement], added: list[Statement], fits: _Fits) -> list[Pair]:
    """Takes the pairs that fit out of both lists, in the order of the text."""
    pairs = []
    for before in list(gone):
        after = next((statement for statement in added if fits(before, statement)), None)
        if after is not None:
            gone.remove(before)
            added.remove(after)
            pairs.append((before, after))
    return pairs


def _is_current(one: Statement, other: Statement) -> bool:
    return not one.background and not other.background


def _one_has_no_source(one: Statement, other: Statement) -> bool:
    return (one.claimant is None) != (other.claimant is None)
