"""From quantities to claims, sentence by sentence, with what the text has said so far in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.claims.context import attribution, marks, mentions, places, reading, scene, times
from monitor.claims.context.attribution import Heard
from monitor.claims.context.compiling import compile_vocabulary
from monitor.claims.context.facts import OPENING, Fact, Memory
from monitor.claims.context.mentions import Mention
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Vocabulary
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
    said = [mentions.read(here, spoken.voices) for here, spoken in zip(scenes, heard, strict=True)]
    said = mentions.at_home(said, words)
    day = next((day for day in (times.standing(sentence.text) for sentence in sentences) if day), published)
    return list(_Text(scenes, heard, said, quantities, day, words).claims())


def _by_sentence(quantities: Sequence[Quantity], count: int) -> list[list[tuple[int, Quantity]]]:
    groups: list[list[tuple[int, Quantity]]] = [[] for _ in range(count)]
    for index, quantity in enumerate(quantities):
        groups[quantity.sentence].append((index, quantity))
    return groups


@dataclass(frozen=True, slots=True)
class _Text:
    """A text read sentence by sentence: its scenes, who speaks in them, what they name. ``day`` is the text's own."""

    scenes: Sequence[Scene]
    heard: Sequence[Heard]
    said: Sequence[tuple[Mention, ...]]
    quantities: Sequence[Quantity]
    day: date | None
    words: Vocabulary

    def claims(self) -> Iterator[Claim]:
        memory = Memory(opening=[mention for sentence in self.said[:OPENING] for mention in sentence])
        for index, here in enumerate(self.scenes):
            memory.add(here, self.said[index], tuple(mentions.forces(here, self.said[index])))
            for fact in reading.facts(here, self.quantities, self.said[index], memory, self.day):
                yield self._claim(index, fact, memory)

    def _claim(self, index: int, fact: Fact, memory: Memory) -> Claim:
        here, quantity = self.scenes[index], fact.quantity
        source = self.heard[index].sources[fact.spot]
        following = self.scenes[index + 1] if index + 1 < len(self.scenes) else None
        as_of, period = times.resolve(here, fact.spot, times.moments(here, self.day), self.day)
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
            quote=here.sentence.text,
            place=places.find(here, fact.spot, self.said[index], memory),
            as_of=as_of,
            period=period,
            hedge=marks.hedge(here, fact.spot, fact.event, source, following),
            marks=fact.marks,
            rule=fact.rule,
        )
