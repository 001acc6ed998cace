"""From quantities to claims, sentence by sentence, with what the text has said so far in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.claims.context import headlines, marks, mentions, pieces, places, reading, times
from monitor.claims.context.attribution import Talk
from monitor.claims.context.compiling import compile_vocabulary
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.lazy import OnDemand
from monitor.claims.context.mentions import Land, Mention
from monitor.claims.context.pieces import Piece
from monitor.claims.context.scene import OPENING, Scene
from monitor.claims.context.times import Moment
from monitor.claims.lexicon import Language
from monitor.claims.values import Quantity, Sentence
from monitor.model import Claim


def describe(
    text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], published: date | None, language: Language
) -> list[Claim]:
    """The claims of ``text``, one for each of its ``quantities``, in their order.

    ``published`` is the article's day in Berlin, from which weekdays are told.
    """
    if not quantities:
        return []
    words = compile_vocabulary(language)
    parts = pieces.cut(sentences, quantities)
    scenes = [Scene(index, part.sentence, part.quantities, words, part.opens) for index, part in enumerate(parts)]
    stands = (times.standing(sentence.text) for sentence in sentences) if "stand" in text.lower() else ()
    day = next(filter(None, stands), published)
    near = scenes[: max(OPENING, _behind_last(parts))]
    land, talk = Land(scenes, words), Talk(near, words)
    said = OnDemand(lambda number: mentions.read(near[number], lambda: talk.voices[number], land))
    return _Text(parts, near, talk, said, quantities, day, land).claims()


def _behind_last(parts: Sequence[Piece]) -> int:
    """Where the reading may stop: behind the sentence that follows the last figure, which may name its source."""
    return max(number for number, part in enumerate(parts) if part.quantities) + 2


@dataclass(frozen=True, slots=True)
class _Text:
    """A text read piece by piece: its scenes, who speaks in them, what they name, where it is at home. ``day`` is the
    text's own.
    """

    parts: Sequence[Piece]
    scenes: Sequence[Scene]
    talk: Talk
    said: Mapping[int, tuple[Mention, ...]]
    quantities: Sequence[Quantity]
    day: date | None
    land: Land

    def claims(self) -> list[Claim]:
        """The claims in the order of the text; headlines say what the text below them says."""
        poll = any(here.is_poll for here in self.scenes[:OPENING])
        memory = Memory(self.scenes, self.said, self.land, poll)
        claims: list[Claim] = []
        for index, here in enumerate(self.scenes):
            memory.add(here)
            if here.quantities:
                claims += self._claims_of(index, here, memory)
        for number, event, party, unit in headlines.restated(memory.facts, memory.headings):
            claims[number] = replace(claims[number], event=event, party=party, unit=unit)
        return claims

    def _claims_of(self, index: int, here: Scene, memory: Memory) -> list[Claim]:
        sources, moments = self.talk.sources(index), times.moments(here, self.day)
        facts = reading.facts(here, self.quantities, self.said[index], memory, self.day)
        return [self._claim(index, fact, sources[fact.spot], moments, memory) for fact in facts]

    def _claim(self, index: int, fact: Fact, source: str | None, moments: list[Moment], memory: Memory) -> Claim:
        here, quantity = self.scenes[index], fact.quantity
        following = self.scenes[index + 1] if index + 1 < len(self.scenes) else None
        as_of, period = times.resolve(here, fact.spot, moments, self.day)
        return Claim(
            start=quantity.start,
            end=quantity.end,
            text=quantity.text,
            low=quantity.low,
            high=quantity.high,
            bound=quantity.bound,
            unit=fact.unit,
            per=fact.per,
            counted=quantity.noun.text if quantity.noun else None,
            event=fact.event,
            party=fact.party,
            attribution=source,
            quote=self.parts[index].whole.text,
            place=places.find(here, fact.spot, self.said[index], memory),
            as_of=as_of,
            period=period,
            hedge=marks.hedge(here, fact.spot, fact.event, source, following),
            marks=fact.marks,
            rule=fact.rule,
            converted=quantity.converted,
        )
