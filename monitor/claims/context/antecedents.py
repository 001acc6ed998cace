"""What an elliptic figure goes back to: the figure before it, or a noun that stands before it in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.claims.context.counted import Phrase, family
from monitor.claims.context.events import Choice
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Vocabulary

_COUNTS = frozenset({"people", "arms", "places", "things"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The kind and unit that are carried over, and the fact that they come from (None: from a noun)."""

    kind: str
    unit: str | None
    fact: Fact | None
    listed: bool = False


def find(scene: Scene, spot: int, kind: str, memory: Memory, words: Vocabulary) -> Antecedent:
    """The antecedent of the figure at ``spot``; ``kind`` is what its own phrase tells ("" for nothing)."""
    for fact in memory.recent():
        if fact.scene.index == scene.index and _compatible(kind, fact):
            return Antecedent(fact.kind, fact.unit, fact, _listed(scene, fact.spot, spot))
        if fact.scene.index < scene.index:
            break
    noun = _noun_before(scene, spot, words) if not kind else ""
    if noun:
        return Antecedent(noun, None, None)
    return _of_the_text(kind, memory)


def _of_the_text(kind: str, memory: Memory) -> Antecedent:
    for fact in memory.recent():
        if _compatible(kind, fact):
            return Antecedent(fact.kind, fact.unit, fact)
    return Antecedent("", None, None)


def _compatible(kind: str, fact: Fact) -> bool:
    """Bare numbers go back to counts and sums; shares and factors to anything; measures to their like alone."""
    if kind in ("share", "factor"):
        return fact.kind not in ("time", "distance")
    if not kind:
        return fact.kind not in ("time", "distance", "factor")
    return family(kind) == family(fact.kind)


def _listed(scene: Scene, first: int, second: int) -> bool:
    """Whether only nouns, commas and conjunctions stand between two quantities: the second shares all of the first."""
    if any(
        mark.at not in (first, second)
        for mark in scene.verbs_in(first + 1, second)
        if not scene.tokens[mark.at].is_name
    ):
        return False
    return all(token.text not in ";:.–" for token in scene.tokens[first + 1 : second]) and not scene.has_finite(
        first + 1, second
    )


def _noun_before(scene: Scene, spot: int, words: Vocabulary) -> str:
    for at in range(spot - 1, -1, -1):
        token = scene.tokens[at]
        kind = words.kinds.word(token.low) if token.is_name else None
        if kind and family(kind) in _COUNTS:
            return kind
    return ""


def carry(scene: Scene, spot: int, kind: str, found: Phrase, before: Antecedent) -> Choice | None:
    """The event of the antecedent, if the figure is of its list, or has no noun of its own."""
    if before.fact is None:
        return None
    if before.listed:
        return Choice(before.fact.event, 0, "list")
    if found.head is None and kind not in ("time", "distance", "energy", "goods", "land", "area"):
        return Choice(before.fact.event, 0, "anaphora")
    return None
