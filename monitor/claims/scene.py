"""A sentence as the rules see it: its tokens with everything that they look up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.claims.amount import Amount
from monitor.claims.nouns import Nouns, phrase_after
from monitor.claims.tokens import Token
from monitor.claims.traps import Traps
from monitor.claims.values import Reason
from monitor.claims.vocabulary import Words

# How many tokens back a word like "Alter" or "Kaliber" still speaks of the number.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the tokens up to ``last`` are no quantity, and which rule says so; with the sum of a conversion."""

    last: int
    reason: Reason
    rule: str
    amount: Amount | None = None


class Lows(dict[int, str]):
    """The lower-case tokens of a sentence by their place; empty outside it."""

    def __missing__(self, i: int) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence of ``text`` that ends at ``end``; a ``page_line`` is the page's own: "Meistgelesen: …".

    ``low`` has the lower-case token at each place, and is empty outside the sentence.
    """

    text: str
    end: int
    tokens: Sequence[Token]
    low: Lows
    words: Words
    nouns: Nouns
    traps: Traps
    page_line: bool = False

    def before(self, i: int, count: int = _REACH) -> list[str]:
        """The lower-case tokens before ``i``, nearest last."""
        return [self.low[at] for at in range(max(0, i - count), i)]

    def counted(self, i: int) -> str | None:
        """The head of the counted noun phrase that begins at ``i``, or None."""
        found = phrase_after(self.tokens, i, self.nouns, self.text)
        return found[1] if found else None

    def measured(self, i: int) -> bool:
        """Whether a magnitude, unit or counted noun begins at ``i``."""
        if i >= len(self.tokens):
            return False
        magnitude = self.tokens[i].lower in self.words.magnitudes
        return magnitude or self.words.unit_at(self.tokens, i) is not None or self.counted(i) is not None

    def has(self, name: str, word: str) -> bool:
        """Whether a list of ``traps.toml`` ("ages.cues") has the word."""
        return word in self.traps.lists[name]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the number alone, the phrase with its qualifiers, and the head of the noun behind it."""

    core: Amount
    phrase: Amount
    head: str | None

    @property
    def qualified(self) -> bool:
        return self.phrase.first < self.core.first
