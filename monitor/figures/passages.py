"""Where a claim stands: its sentence, what comes before it in its paragraph, headline, lead, the opening."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from monitor.claims import sentences
from monitor.claims.values import Sentence
from monitor.figures.values import HEADINGS, Source, Stated
from monitor.model import BERLIN

_WORD = re.compile(r"\w+")
_SEGMENT = re.compile(r"(?:[^,;:–—()]|(?<=\d)[,:–](?=\d))+")  # "3,5 Prozent" and "10–12" are whole


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``words.toml``, in lower case."""
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return frozenset(word.lower() for word in table[name])


@lru_cache(maxsize=4096)
def lows(text: str) -> frozenset[str]:
    """The words of a text, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def segments(text: str) -> Iterator[re.Match[str]]:
    """The parts of a sentence between its commas."""
    return _SEGMENT.finditer(text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim's surroundings; the page's headline and lead say nothing of a ticker's dated entry."""

    stated: Stated
    source: Source

    @property
    def sentence(self) -> str:
        """The claim's sentence."""
        return self.stated.claim.quote

    @property
    def offset(self) -> int:
        """Where the claim's quantity begins in its sentence."""
        start = self._sentence_start()
        within = self.stated.claim.start - start if start is not None else self.sentence.find(self.stated.claim.text)
        return max(0, within)

    @property
    def clause(self) -> str:
        """The part of the sentence between commas in which the quantity stands."""
        parts = (part for part in segments(self.sentence) if part.start() <= self.offset < part.end())
        return next((part.group() for part in parts), self.sentence)

    @property
    def reference(self) -> date:
        """The day from which the passage tells weekdays: of its ticker entry, else of publication."""
        at = self.stated.at
        return at.astimezone(BERLIN).date() if at else self.source.day

    @property
    def as_of(self) -> date | None:
        """The claim's as-of day; in a ticker's entry the page's day means that the entry names none."""
        day = self.stated.claim.as_of
        return None if self.stated.at is not None and day == self.source.day else day

    @property
    def headings(self) -> str:
        """Headline and lead, taken together; nothing for a ticker's entry."""
        return "" if self.stated.zone == "ticker" else f"{self.source.title}\n{self.source.lead}"

    def around(self) -> list[str]:
        """The texts in which place and day are looked up, nearest first."""
        entry = self.stated.zone == "ticker"
        wider = [] if entry else [self.source.lead, self.source.title, self._opening()]
        if self.stated.zone in HEADINGS:
            wider = [self.source.title, self.source.lead, self._opening()]
        return [text for text in (*self.paragraph(), *wider) if text]

    def paragraph(self) -> list[str]:
        """The claim's sentence and those before it in its paragraph, the nearest first."""
        return [self.sentence, *self._before()]

    @property
    def parts(self) -> tuple[str, ...]:
        """Headline, lead and the claim's part of the body, one each; of a ticker's entry that alone."""
        heading = self.stated.zone in HEADINGS
        body = self._opening() if heading else " ".join([*reversed(self._before()), self.sentence])
        return (body,) if self.stated.zone == "ticker" else (self.source.title, self.source.lead, body)

    def _before(self) -> list[str]:
        """The sentences before the claim's in its paragraph, the nearest first."""
        start = self._sentence_start()
        if start is None:
            return []
        line = self.source.text.rfind("\n", 0, start) + 1
        return [sentence.text for sentence in reversed(_split(self.source.text[line:start]))]

    def _sentence_start(self) -> int | None:
        """Where the sentence begins in the version's text: the place nearest before the quantity."""
        claim = self.stated.claim
        start = self.source.text.rfind(claim.quote, 0, claim.end + len(claim.quote))
        return start if claim.quote and 0 <= start <= claim.start else None

    def _opening(self) -> str:
        """The first paragraph behind headline and lead."""
        known = {self.source.title.strip(), self.source.lead.strip(), ""}
        lines = (line.strip() for line in self.source.text.split("\n", 6)[:6])
        return next((line for line in lines if line not in known), "")


@lru_cache(maxsize=512)
def _split(text: str) -> tuple[Sentence, ...]:
    return tuple(sentences.split(text))
