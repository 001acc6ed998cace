"""One figure read: its kind, event, party and marks, from its sentence and what the text has said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from monitor.claims.context import antecedents, counted, events, marks, parties
from monitor.claims.context.antecedents import Antecedent
from monitor.claims.context.counted import Phrase, family
from monitor.claims.context.events import Choice
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.mentions import Mention
from monitor.claims.context.question import Question
from monitor.claims.context.scene import Scene
from monitor.claims.context.tokens import fold
from monitor.claims.values import Quantity

_OF_A_POLL = 3  # sentences behind the name of a survey or vote in which a share of which nothing is said is its result


def facts(
    scene: Scene,
    quantities: Sequence[Quantity],
    said: tuple[Mention, ...],
    memory: Memory,
    published: date | None,
) -> Iterator[Fact]:
    """The facts of a sentence, in its order; each is in ``memory`` before the next is read."""
    for spot in scene.spots:
        number = scene.tokens[spot].quantity
        if number is not None:
            fact = _fact(scene, spot, quantities[number], said, memory, published)
            memory.facts.append(fact)
            yield fact


def _fact(
    scene: Scene,
    spot: int,
    quantity: Quantity,
    said: tuple[Mention, ...],
    memory: Memory,
    published: date | None,
) -> Fact:
    found = counted.phrase(scene, spot, quantity)
    own = counted.kind_of(scene, found, quantity)
    before = antecedents.find(scene, spot, own, quantity, memory)
    kind = own or before.kind
    choice = _choice(scene, spot, kind, found, quantity, before, memory)
    military = family(kind) == "arms" or kind == "unit" or _is_military(scene, found, memory, before)
    question = Question(
        scene, spot, found, kind, quantity.unit, choice, said, memory, military, before.fact, before.listed
    )
    owner = parties.resolve(question)
    return Fact(
        quantity=quantity,
        scene=scene,
        spot=spot,
        found=found,
        kind=kind,
        unit=_unit(scene, quantity, kind, before),
        per=quantity.per or _rate(scene, quantity, choice, before),
        event=choice.event,
        party=owner.party,
        military=military,
        marks=marks.marks(scene, spot, quantity, choice.event, before.fact, published),
        rule=f"{quantity.rule}, {choice.rule}, {owner.rule}",
    )


def _unit(scene: Scene, quantity: Quantity, kind: str, before: Antecedent) -> str | None:
    """The quantity's own unit, else its kind's; "100 Fälle" and "2.288 Namen" are what was counted before."""
    hollow = quantity.head is not None and scene.words.nouns.hollow.word(fold(quantity.head)) is not None
    if hollow and before.fact is not None and before.kind == kind:
        return before.unit
    return quantity.unit or counted.unit(kind) or before.unit


def _rate(scene: Scene, quantity: Quantity, choice: Choice, before: Antecedent) -> str | None:
    """A bare number that goes back to a rate is one: "1.008 am Tag. Im Dezember waren es 1.570"."""
    fact = before.fact
    if fact is None or quantity.unit or quantity.noun or choice.rule not in ("anaphora", "list"):
        return None
    near = fact.scene.index >= scene.index - 1 and fact.scene.sentence.line == scene.sentence.line
    return fact.per if near else None


def _choice(
    scene: Scene,
    spot: int,
    kind: str,
    found: Phrase,
    quantity: Quantity,
    before: Antecedent,
    memory: Memory,
) -> Choice:
    of_people = quantity.unit == "percent" and kind == "person"  # they may have been asked
    whole = "voter" if of_people else _whole(scene, spot, kind, before)
    choice = events.choose(scene, spot, kind, found, whole)
    choice = antecedents.overrule(scene, spot, kind, before, choice, memory)
    if choice and choice.event == "aid" and _is_pay(scene, choice, quantity):
        return replace(choice, event="cost", agent=False)
    choice = choice or antecedents.carry(scene, spot, kind, found, before, memory)
    return choice or Choice(_default(scene, spot, kind, found, quantity, memory), 0, "default")


def _is_pay(scene: Scene, choice: Choice, quantity: Quantity) -> bool:
    """What somebody receives by the hour or the month is pay."""
    receiving = choice.at is not None and scene.tokens[choice.at].low.startswith(scene.words.forms.receiving)
    return receiving and quantity.per is not None


def _default(scene: Scene, spot: int, kind: str, found: Phrase, quantity: Quantity, memory: Memory) -> str:
    """Money of which nothing is said is what the paragraph's money was before."""
    money = (fact for fact in memory.recent() if fact.kind == kind == "money")
    last = next(money, None)
    if last and last.scene.sentence.line == scene.sentence.line:
        return last.event
    if _is_asked(scene, kind, quantity, memory):
        return "opinion"
    if _is_abroad(scene, found):
        return "deployed"
    return "launched" if _flew(scene, kind, memory) else events.default(scene, spot, kind, quantity.unit)


def _is_asked(scene: Scene, kind: str, quantity: Quantity, memory: Memory) -> bool:
    """Whether a share of which nothing is said is the result of a survey or vote: one was named a moment ago, or the
    text opens with one and people are counted."""
    of_people = quantity.unit == "percent" and kind == "person"
    after = scene.index - memory.polled <= _OF_A_POLL
    return (after and (of_people or kind in ("share", "voter"))) or (of_people and memory.poll)


def _is_abroad(scene: Scene, found: Phrase) -> bool:
    """People of a side that attacks, counted at a place, are its troops: "15.000 Nordkoreaner in Russland"."""
    attacked, behind = scene.words.sides.attacked, scene.lows(found.core, found.core + 1)
    if not scene.words.forms.place_prepositions.intersection(behind):
        return False
    people = (hit for hit in scene.names if hit.first == found.head and hit.value.form == "people")
    return any(attacked.get(hit.value.party, hit.value.party) != hit.value.party for hit in people)


def _flew(scene: Scene, kind: str, memory: Memory) -> bool:
    """In the news of a war drones and missiles of which nothing is said flew: "Fast 600 Drohnen in einer Nacht"."""
    sides = scene.words.sides.opponents
    return kind == "munition" and any(mention.party in sides for mention in memory.opening)


def _whole(scene: Scene, spot: int, kind: str, before: Antecedent) -> str:
    """The kind of what a bare share is a share of: of the figure before it, if that stands near enough, or if the
    clause opens with what happened to it ("Abgefangen wurden 80 Prozent")."""
    if kind != "share" or before.fact is None:
        return ""
    first = scene.clause(spot).first
    fronted = any(mark.at == first for mark in scene.verbs) and before.fact.scene.sentence.line == scene.sentence.line
    near = fronted or before.fact.scene.index == scene.index or antecedents.is_part(scene, spot)
    return before.kind if near else ""


def _is_military(scene: Scene, found: Phrase, memory: Memory, before: Antecedent) -> bool:
    """Whether soldiers or their arms are counted: they belong to an army, not to the place where they are."""
    if found.head is None:
        return before.fact.military if before.fact else bool(scene.words.nouns.military.word(before.noun))
    nouns = [token.low for token in scene.tokens[found.first : found.core] if token.is_name]
    if any(scene.words.nouns.military.word(noun) for noun in nouns):
        return True
    neutral = any(scene.words.nouns.neutral.word(noun) for noun in nouns)
    return neutral and memory.tells_of_soldiers(scene.lows(0, len(scene.tokens)))
