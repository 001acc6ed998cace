"""One figure read: its kind, event, party and marks, from its sentence and what the text has said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from monitor.claims.context import antecedents, counted, defaults, events, marks, parties, topics, verbal
from monitor.claims.context.antecedents import Antecedent
from monitor.claims.context.choice import Choice
from monitor.claims.context.counted import Phrase, family
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.mentions import Mention
from monitor.claims.context.question import Question
from monitor.claims.context.scene import Scene
from monitor.claims.context.tokens import fold
from monitor.claims.values import Quantity

_WEAK = 2  # a noun of less weight ("Mann") says less than what was asked
_MOST_APART = 20  # a rate seldom changes by more from one sentence to the next
_WHOLE = 100  # percent


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
    if not own and before.kind not in ("", "share") and (told := verbal.kind_told(scene, spot, before.kind)):
        before = antecedents.find(scene, spot, told, quantity, memory)
    else:
        told = own
    kind = told or before.kind or ("money" if antecedents.is_sum(quantity) else "")
    choice = _choice(scene, spot, kind, found, quantity, before, memory)
    military = family(kind) == "arms" or kind == "unit" or _is_military(scene, found, memory, before)
    question = Question(scene, spot, found, kind, quantity, choice, said, memory, military, before.fact, before.listed)
    owner = parties.resolve(question)
    return Fact(
        quantity=quantity,
        scene=scene,
        spot=spot,
        found=found,
        kind=kind,
        unit=_unit(scene, quantity, kind, before, memory) or counted.unit_of(choice.event) or _crowd(quantity),
        per=quantity.per or _rate(scene, quantity, choice, before),
        event=choice.event,
        party=owner.party,
        military=military,
        marks=marks.marks(scene, spot, quantity, choice.event, before.fact, published),
        rule=f"{quantity.rule}, {choice.rule}, {owner.rule}",
    )


def _unit(scene: Scene, quantity: Quantity, kind: str, before: Antecedent, memory: Memory) -> str | None:
    """The quantity's own unit, else its kind's; "100 Fälle" and "2.288 Namen" are what was counted before."""
    hollow = quantity.head is not None and scene.words.nouns.hollow.word(fold(quantity.head)) is not None
    if hollow and before.fact is not None and before.kind == kind:
        return before.unit
    unit = quantity.unit or counted.unit(kind) or before.unit
    if unit == "percent" and quantity.unit is None and max(quantity.low or 0, quantity.high or 0) > _WHOLE:
        alike = (fact.unit for fact in memory.recent() if fact.kind == kind and fact.unit != "percent")
        return next(alike, None)  # "ein Viertel des Landes. Ende 2022 waren es 174.000"
    return unit


def _rate(scene: Scene, quantity: Quantity, choice: Choice, before: Antecedent) -> str | None:
    """A bare number that goes back to a rate is one: "1.008 am Tag. Im Dezember waren es 1.570", "Moskau verschieße
    9.000 am Tag, Kiew 6.000"."""
    fact = before.fact
    if fact is None or quantity.unit or quantity.noun:
        return None
    if choice.rule not in ("anaphora", "list", "copula", "default") and not _is_gapped(scene, fact, choice):
        return None
    near = fact.scene.index >= scene.index - 1 and fact.scene.sentence.line == scene.sentence.line
    return fact.per if near and _is_alike(quantity, fact.quantity) else None


def _crowd(quantity: Quantity) -> str | None:
    """ "Tausende harrten aus": a vague number without a noun is of people."""
    return "person" if quantity.bound == "vague" and quantity.noun is None else None


def _is_gapped(scene: Scene, fact: Fact, choice: Choice) -> bool:
    """Whether the figure's clause leaves out the verb of the clause in which the one before stands."""
    return choice.at is not None and fact.scene is scene and choice.at in scene.clause(fact.spot)


def _is_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can be two values of one rate: a sum over time is larger by far."""
    sizes = [max(quantity.low or 0, quantity.high or 0) for quantity in (one, other)]
    return max(sizes) <= _MOST_APART * min(sizes)


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
    whole = "voter" if of_people else _whole(scene, spot, kind, found, before)
    choice = events.choose(scene, spot, kind, found, whole)
    choice = antecedents.overrule(scene, spot, kind, before, choice, memory)
    choice = topics.meant(scene, found, kind, choice, memory) if choice else None
    if (choice is None or choice.weight < _WEAK) and (asked := defaults.of_question(scene, kind, memory)):
        return Choice(asked, _WEAK, "question")
    if choice and choice.event == "aid" and _is_pay(scene, choice, quantity):
        return replace(choice, event="cost", agent=False)
    choice = choice or antecedents.carry(scene, spot, kind, found, before, memory)
    return choice or Choice(defaults.event(scene, spot, kind, found, quantity.unit, memory), 0, "default")


def _is_pay(scene: Scene, choice: Choice, quantity: Quantity) -> bool:
    """What people receive ("Wer unterschreibt, erhält …"), or somebody by the hour or the month, is pay."""
    if choice.at is None or not scene.tokens[choice.at].low.startswith(scene.words.forms.receiving):
        return False
    clause = scene.clause(choice.at)
    number = scene.clause_of[choice.at]
    if number and scene.tokens[scene.clauses[number - 1].first].low == "wer":
        return True
    nouns = (token.low for token in scene.tokens[clause.first : choice.at] if token.is_name)
    return quantity.per is not None or any(scene.words.nouns.kinds.word(noun) == "person" for noun in nouns)


def _whole(scene: Scene, spot: int, kind: str, found: Phrase, before: Antecedent) -> str:
    """The kind of what a bare share is a share of: of the figure before it, if that stands near enough, or if the
    clause opens with what happened to it ("Abgefangen wurden 80 Prozent"), or what its verb speaks of alone ("jeder
    dritte stirbt")."""
    if kind != "share":
        return ""
    if found.head is None and (told := verbal.kind_told(scene, spot, kind)):
        return told
    if before.fact is None:
        return ""
    first = scene.clause(spot).first
    fronted = any(mark.at == first for mark in scene.verbs) and before.fact.scene.sentence.line == scene.sentence.line
    same_line = before.fact.scene.sentence.line == scene.sentence.line
    bare = found.head is None and spot == first and scene.has_finite(spot + 1, spot + 2) and before.kind != "money"
    at_once = bare and same_line and before.fact.scene.index == scene.index - 1
    near = fronted or at_once or before.fact.scene.index == scene.index or antecedents.is_part(scene, spot)
    return before.kind if near else ""


def _is_military(scene: Scene, found: Phrase, memory: Memory, before: Antecedent) -> bool:
    """Whether soldiers or their arms are counted: they belong to an army, not to the place where they are."""
    if found.head is None:
        noun = before.noun or memory.people_before(scene)
        return before.fact.military if before.fact else bool(scene.words.nouns.military.word(noun))
    nouns = [token.low for token in scene.tokens[found.first : found.core] if token.is_name]
    if any(scene.words.nouns.military.word(noun) for noun in nouns):
        return True
    neutral = any(scene.words.nouns.neutral.word(noun) for noun in nouns)
    return neutral and memory.tells_of_soldiers(scene.lows(0, len(scene.tokens)))
