"""From quantities to claims, sentence by sentence, with what the text has said so far in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.claims.context import antecedents, attribution, counted, events, mentions, parties, scene
from monitor.claims.context.antecedents import Antecedent
from monitor.claims.context.counted import Phrase
from monitor.claims.context.events import Choice
from monitor.claims.context.facts import OPENING, Fact, Memory
from monitor.claims.context.mentions import Mention
from monitor.claims.context.parties import Question
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Vocabulary, compile_vocabulary
from monitor.claims.lexicon import Language
from monitor.claims.values import Quantity, Sentence
from monitor.model import Claim


def describe(
    text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], published: date | None, language: Language
) -> list[Claim]:
    """The claims of ``text``, one for each of its ``quantities``, in their order.

    ``published`` is the article's day in Berlin, from which weekdays are told.
    """
    words = compile_vocabulary(language)
    inside = _by_sentence(quantities, len(sentences))
    scenes = [scene.build(index, sentence, inside[index], words) for index, sentence in enumerate(sentences)]
    heard = attribution.hear(scenes, words)
    said = [mentions.read(here, spoken.voices, words) for here, spoken in zip(scenes, heard, strict=True)]
    memory = Memory(opening=[mention for sentence in said[:OPENING] for mention in sentence])
    claims: list[Claim] = []
    for here, spoken, named in zip(scenes, heard, said, strict=True):
        memory.add(here, named, tuple(mentions.forces(here, named, words)))
        claims += [_claim(fact, spoken.sources[fact.spot]) for fact in _facts(here, quantities, named, memory, words)]
    return claims


def _by_sentence(quantities: Sequence[Quantity], count: int) -> list[list[tuple[int, Quantity]]]:
    groups: list[list[tuple[int, Quantity]]] = [[] for _ in range(count)]
    for index, quantity in enumerate(quantities):
        groups[quantity.sentence].append((index, quantity))
    return groups


def _facts(
    here: Scene, quantities: Sequence[Quantity], said: tuple[Mention, ...], memory: Memory, words: Vocabulary
) -> list[Fact]:
    facts = []
    for spot in here.spots:
        number = here.tokens[spot].quantity
        if number is not None:
            fact = _fact(here, spot, quantities[number], said, memory, words)
            memory.facts.append(fact)
            facts.append(fact)
    return facts


def _fact(
    here: Scene, spot: int, quantity: Quantity, said: tuple[Mention, ...], memory: Memory, words: Vocabulary
) -> Fact:
    found = counted.phrase(here, spot, quantity, words)
    kind = counted.kind_of(here, found, quantity, words)
    before = antecedents.find(here, spot, kind, quantity, memory, words)
    whole = _whole(here, spot, kind, before, words)
    kind = kind or before.kind
    choice = events.choose(here, spot, kind, found, words, whole)
    choice = antecedents.overrule(here, spot, kind, before, choice, memory, words)
    choice = choice or antecedents.carry(here, spot, kind, found, before, memory, words)
    choice = choice or Choice(events.default(kind, quantity.unit), 0, "default")
    military = _is_military(here, found, memory, before, words)
    party = parties.resolve(Question(here, spot, found, kind, quantity.unit, choice, said, memory, words, military, before.fact))
    unit = quantity.unit or counted.unit(kind) or before.unit
    rule = f"{quantity.rule} {choice.rule}"
    elliptic = found.head is None
    return Fact(quantity, here, spot, found, kind, unit, choice.event, party, elliptic, military, rule)


def _whole(here: Scene, spot: int, kind: str, before: Antecedent, words: Vocabulary) -> str:
    """The kind of what a bare share is a share of: of the figure before it, if that stands near enough."""
    if kind != "share" or before.fact is None:
        return ""
    near = before.fact.scene.index == here.index or antecedents.is_part(here, spot, words)
    return before.kind if near else ""


def _is_military(here: Scene, found: Phrase, memory: Memory, before: Antecedent, words: Vocabulary) -> bool:
    """Whether soldiers or their arms are counted: they belong to an army, not to the place where they are."""
    if found.head is None:
        return before.fact.military if before.fact else bool(words.military.word(before.noun))
    nouns = [token.low for token in here.tokens[found.head : found.core] if token.is_name]
    if any(words.military.word(noun) for noun in nouns):
        return True
    neutral = any(words.neutral.word(noun) for noun in nouns)
    return neutral and memory.tells_of_soldiers(here.lows(0, len(here.tokens)))


def _claim(fact: Fact, source: str | None) -> Claim:
    quantity = fact.quantity
    return Claim(
        start=quantity.start,
        end=quantity.end,
        text=quantity.text,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=fact.unit,
        per=quantity.per,
        counted=quantity.noun.text if quantity.noun else None,
        event=fact.event,
        party=fact.party,
        attribution=source,
        quote=fact.scene.sentence.text,
        rule=fact.rule,
    )
