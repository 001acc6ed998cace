"""From quantities to claims, sentence by sentence, with what the text has said so far in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.claims.context import attribution, counted, events, mentions, parties, scene
from monitor.claims.context.events import Choice
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.mentions import Mention
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
    memory = Memory()
    inside = _by_sentence(quantities, len(sentences))
    claims: list[Claim] = []
    for index, sentence in enumerate(sentences):
        here = scene.build(index, sentence, inside[index], words)
        said = mentions.read(here, words)
        _remember(here, said, memory, words)
        claims += [_claim(fact) for fact in _facts(here, quantities, said, memory, words)]
    return claims


def _by_sentence(quantities: Sequence[Quantity], count: int) -> list[list[tuple[int, Quantity]]]:
    groups: list[list[tuple[int, Quantity]]] = [[] for _ in range(count)]
    for index, quantity in enumerate(quantities):
        groups[quantity.sentence].append((index, quantity))
    return groups


def _remember(here: Scene, said: tuple[Mention, ...], memory: Memory, words: Vocabulary) -> None:
    memory.mentions += [(here.index, mention) for mention in said]
    memory.forces += [(here.index, mention) for mention in mentions.forces(here, said, words)]


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
    found = counted.phrase(here, spot, quantity)
    kind = counted.kind_of(here, found, quantity, words)
    newest = next(memory.recent(), None)
    if not kind and newest:
        kind = newest.kind
    choice = events.choose(here, spot, kind, found, words)
    if choice is None:
        if found.head is None and newest:
            choice = Choice(newest.event, 0, "anaphora")
        else:
            choice = Choice(events.default(kind, quantity.unit), 0, "default")
    party = parties.resolve(here, spot, found, kind, choice, said, memory, words.opponents)
    unit = quantity.unit or (newest.unit if newest and found.head is None else ("person" if kind == "person" else "piece"))
    return Fact(quantity, here, spot, found, kind, unit, choice.event, party, found.head is None, f"{quantity.rule} {choice.rule}")


def _claim(fact: Fact) -> Claim:
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
        attribution=attribution.source(fact.scene, fact.spot),
        quote=fact.scene.sentence.text,
        rule=fact.rule,
    )
