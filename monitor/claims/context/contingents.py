"""Soldiers and workers in another's land: whose they are is told by who sent, has or lost them, seldom by the place.

Each rule yields the parties that it finds in its place, the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.claims.context.counted import family
from monitor.claims.context.mentions import Mention
from monitor.claims.context.question import BODILY, HOSTILE, Question, opponents
from monitor.claims.context.scene import Scene

_OWNING = frozenset({"agent", "owner"})
_NEAR = 2  # words from "seine" to the noun behind it


def possessed(question: Question) -> Iterator[str]:
    """ "500 seiner Soldaten", "die Stärke ihrer Truppe": those of who acts there or was named just before."""
    at = _possessive(question) if question.military else None
    if at is not None:
        here = [m for m in question.mentions if m.at < at]
        yield from (m.party for m in reversed(here) if _has_soldiers(m))
        yield from (m.party for _, m in question.memory.recent_mentions(question.line - 1) if _has_soldiers(m))


def _possessive(question: Question) -> int | None:
    scene, forms = question.scene, question.scene.words.forms
    clause = scene.clause(question.spot)
    for at in range(clause.first, clause.end):
        if scene.tokens[at].low in forms.possessives and scene.tokens[at].low not in forms.us:
            behind = scene.lows(at + 1, at + 1 + _NEAR)
            if any(scene.words.nouns.military.word(low) for low in behind):
                return at
    return None


def _has_soldiers(mention: Mention) -> bool:
    """Whether it can be meant by "sein": who acts or owns, and a leader whatever he does."""
    return mention.role in _OWNING and not mention.dateline and (mention.form == "leader" or not mention.speaks)


def supplier(question: Question) -> Iterator[str]:
    """ "Moskau erhält von Kim 12.000 Mann": under a verb of receiving the one behind "von"."""
    receiving = question.scene.words.forms.receiving
    if question.choice.event == "deployed" and any(low.startswith(receiving) for low in question.lows):
        yield from (m.party for m in question.in_clause() if m.role == "doer")


def sent_before(question: Question) -> Iterator[str]:
    """ "Nordkorea schickt Arbeiter nach Russland. Bis zu 25.000 Männer …": theirs who sent, lost or withdrew people in
    a sentence of the paragraph, or in the heading over it."""
    if family(question.kind) != "people" or question.choice.event not in (BODILY | {"other"}) - {"exchanged"}:
        return
    for scene in question.scenes_before():
        if not scene.spots and _sends(scene):
            agents = (m for m in question.memory.said[scene.index] if m.role == "agent" and not m.speaks)
            yield from (m.party for m in agents if not _is_label(scene, m.at))


def _sends(scene: Scene) -> bool:
    """Whether a verb makes its subject the owner of people that are named."""
    cues = (cue for mark in scene.verbs for cue in mark.cues)
    sends = any(cue.agent and cue.event in BODILY and cue.speaks_of("person") for cue in cues)
    return sends and any(t.is_name and scene.words.nouns.kinds.word(t.low) in ("person", "unit") for t in scene.tokens)


def _is_label(scene: Scene, at: int) -> bool:
    """ "Südkoreas Militär: Nordkorea schickt …": who only tells it."""
    number = scene.clause_of[at]
    return any(clause.mark == ":" for clause in scene.clauses[number + 1 : number + 2])


def enemy_of_attack(question: Question) -> Iterator[str]:
    """ "Bei einem ukrainischen Angriff auf eine Kaserne in Luhansk starben 60 Soldaten": the attacker's enemies."""
    if question.choice.event in HOSTILE - {"displaced"}:
        yield from opponents(question, (m.party for m in question.in_clause() if m.arms and m.role != "target"))


def watched(question: Question) -> Iterator[str]:
    """ "Südkoreas Geheimdienst meldet 2.000 gefallene Soldaten": theirs whom the country watches; it is not at war."""
    if question.choice.event in HOSTILE | {"killed_or_wounded"}:
        watches = question.scene.words.sides.watches
        spoken = [*question.mentions, *(m for _, m in question.memory.recent_mentions(question.line))]
        yield from (watches[m.party] for m in spoken if m.party in watches)


def guest(question: Question) -> Iterator[str]:
    """Of soldiers who fight in another's land the place says nothing: theirs of that side of which the text told."""
    guests = question.scene.words.sides.guests
    told: Iterable[Mention] = (*question.mentions, *(m for _, m in question.memory.recent_mentions(question.line - 1)))
    yield from (m.party for m in told if m.party in guests and m.role != "target")
