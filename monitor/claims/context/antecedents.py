"""What an elliptic figure goes back to: the figure before it, or a noun that stands before it in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.claims.context.counted import Phrase, family, is_count, unit
from monitor.claims.context.events import Choice
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Vocabulary

_NO_MEASURE = frozenset({"share", "factor", "times"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The kind and unit that are carried over, and the fact that they come from (None: from the noun ``noun``)."""

    kind: str = ""
    unit: str | None = None
    fact: Fact | None = None
    listed: bool = False
    noun: str = ""


def find(scene: Scene, spot: int, kind: str, memory: Memory, words: Vocabulary) -> Antecedent:
    """The antecedent of the figure at ``spot``; ``kind`` is what its own phrase tells ("" for nothing)."""
    for fact in memory.recent():
        if fact.scene.index == scene.index and _compatible(kind, fact):
            return Antecedent(fact.kind, fact.unit, fact, _listed(scene, fact.spot, spot))
        if fact.scene.index < scene.index:
            break
    noun = _noun_before(scene, spot, words) if not kind else ""
    if noun:
        kind = words.kinds.word(noun) or ""
        return Antecedent(kind, unit(kind), noun=noun)
    return next((Antecedent(f.kind, f.unit, f) for f in memory.recent() if _compatible(kind, f)), Antecedent())


def _compatible(kind: str, fact: Fact) -> bool:
    """Bare numbers go back to counts and sums; shares and factors to anything; measures to their like alone."""
    if kind in _NO_MEASURE:
        return fact.kind not in ("time", "distance")
    if not kind:
        return fact.kind not in ("time", "distance") and fact.kind not in _NO_MEASURE
    return family(kind) == family(fact.kind)


def _listed(scene: Scene, first: int, second: int) -> bool:
    """Whether only nouns, commas and conjunctions stand between two quantities: the second shares all of the first."""
    if any(not scene.tokens[mark.at].is_name for mark in scene.verbs_in(first + 1, second)):
        return False
    broken = any(token.text in ";:.–" for token in scene.tokens[first + 1 : second])
    return not broken and not scene.has_finite(first + 1, second)


def _noun_before(scene: Scene, spot: int, words: Vocabulary) -> str:
    for at in range(spot - 1, -1, -1):
        token = scene.tokens[at]
        kind = words.kinds.word(token.low) if token.is_name else None
        if kind and is_count(kind) and family(kind) != "places":
            return token.low
    return ""


def carry(scene: Scene, spot: int, kind: str, found: Phrase, before: Antecedent, words: Vocabulary) -> Choice | None:
    """The event of the antecedent, where the figure is of its list, adds to it, or has no noun of its own."""
    if before.fact is None:
        cue = words.counted.word(before.noun) if before.noun else None
        return Choice(cue.event, cue.weight, "noun before") if cue else None
    if before.listed:
        return Choice(before.fact.event, 0, "list")
    if _adds(scene, spot) and before.fact.event != "other":
        return Choice(before.fact.event, 0, "addition")
    if found.head is None and kind not in ("time", "distance", "energy", "goods", "land", "area", "times"):
        return Choice(before.fact.event, 0, "anaphora")
    return None


def _adds(scene: Scene, spot: int) -> bool:
    """"Hinzu kommen neun Raketen", "dazu kommen …"."""
    clause = scene.clause(spot)
    return scene.lows(clause.first, clause.first + 1) in (["hinzu"], ["dazu"], ["zusätzlich"], ["außerdem"])


def overrule(scene: Scene, spot: int, kind: str, before: Antecedent, choice: Choice | None, words: Vocabulary) -> Choice | None:
    """What the figure before says with more weight than the words beside this one.

    A comparison ("18 Prozent mehr als 2024", "das entspricht …") and a part without an event of its own ("darunter elf
    Kinder") say the same of the same; a bare list of destroyed equipment goes on in its drones.
    """
    fact = before.fact
    if fact is None:
        return choice
    near = fact.scene.index >= scene.index - 1
    if near and _compares(scene, spot, kind):
        return Choice(_compared_event(fact, kind), 9, "comparison")
    if near and is_part(scene, spot, words) and (choice is None or choice.weight < 2):
        return Choice(fact.event, 2, "part")
    same = fact.scene.index == scene.index
    if choice and choice.event == "shot_down" and fact.event == "destroyed" and same:
        return Choice("destroyed", choice.weight, "list")
    return choice


def _compares(scene: Scene, spot: int, kind: str) -> bool:
    clause = scene.clause(spot)
    following = scene.lows(spot + 1, min(spot + 3, clause.end))
    if any(low.startswith(("entsprech", "entspricht", "entspräche")) for low in scene.lows(clause.first, clause.end)):
        return True
    if kind == "factor":
        return True
    return bool(following) and following[0] in ("mehr", "weniger") and (kind == "share" or following[1:2] == ["als"])


def _compared_event(fact: Fact, kind: str) -> str:
    return fact.event


def is_part(scene: Scene, spot: int, words: Vocabulary) -> bool:
    """Whether "davon", "darunter", "unter ihnen" stands in the quantity's clause."""
    clause = scene.clause(spot)
    return any(True for _ in words.mood.part.find(scene.tokens, clause.first, clause.end))
