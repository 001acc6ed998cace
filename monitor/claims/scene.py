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


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence of ``text`` that ends at ``end``; a ``page_line`` is the page's own: "Meistgelesen: …"."""

    text: str
    end: int
    tokens: Sequence[Token]
    words: Words
    nouns: Nouns
    traps: Traps
    page_line: bool = False

    def lower(self, i: int) -> str:
        """The lower-case token at ``i``; empty outside the sentence."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def before(self, i: int, count: int = _REACH) -> list[str]:
        """The lower-case tokens before ``i``, nearest last."""
        return [token.lower for token in self.tokens[max(0, i - count) : max(0, i)]]

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
