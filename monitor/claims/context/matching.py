"""Word lists with patterns, looked up in constant time a word.

An entry is a word (``starb``), the beginning of words (``getötet*``), their end (``*soldaten``), a phrase of such
(``ums Leben``), a verb with its parted prefix at the clause's end (``schoss … ab``), or with its preposition anywhere
in the clause (``hält .. für``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from monitor.claims.context.tokens import Token, fold

T = TypeVar("T")
_SHORTEST_PART = 2
_MOST_KNOWN = 8000  # words whose entries a list remembers
_PARTED, _FREE = "…", ".."
_GAPS = (_PARTED, _FREE)
_CLOSERS = frozenset({"und", "oder", "sowie", "als", "wie"})
_WIDEST_BRACKET = 40  # words between a verb and its parted prefix


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Where an entry was found: tokens ``first`` to ``last`` (inclusive), its weightiest word at ``at``."""

    value: T
    first: int
    last: int
    entry: str


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    words: tuple[str, ...]
    gap: str
    value: T
    text: str


class Matcher(Generic[T]):
    """A compiled word list: ``entries`` are pairs of pattern and value."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, list[_Entry[T]]] = defaultdict(list)
        self._prefix: dict[str, list[_Entry[T]]] = defaultdict(list)
        self._suffix: dict[str, list[_Entry[T]]] = defaultdict(list)
        self._known: dict[str, tuple[_Entry[T], ...]] = {}
        for text, value in entries:
            self._add(text, value)

    def _add(self, text: str, value: T) -> None:
        gap = next((mark for mark in _GAPS if f" {mark} " in text), "")
        words = tuple(word for word in fold(text).split() if word not in _GAPS)
        entry = _Entry(words, gap, value, text)
        first = words[0]
        if first.startswith("*"):
            self._suffix[first[1:]].append(entry)
        elif first.endswith("*"):
            self._prefix[first[:-1]].append(entry)
        else:
            self._exact[first].append(entry)

    def word(self, low: str) -> T | None:
        """The value of the closest entry for one lower-case word: exact, else the longest ending or beginning."""
        return next((entry.value for entry in self._candidates(low) if len(entry.words) == 1), None)

    def every(self, tokens: Sequence[Token], index: int) -> list[Hit[T]]:
        """All entries that begin at ``index``, the longest and closest first."""
        entries = self._candidates(tokens[index].low)
        if not entries or not tokens[index].is_word:
            return []
        found = [(entry, _last_token(entry, tokens, index, len(tokens))) for entry in entries]
        found.sort(key=lambda pair: -len(pair[0].words))
        return [Hit(entry.value, index, last, entry.text) for entry, last in found if last is not None]

    def find(self, tokens: Sequence[Token]) -> Iterator[Hit[T]]:
        """At each token the longest and closest entry that begins there."""
        for index in range(len(tokens)):
            yield from self.every(tokens, index)[:1]

    def _candidates(self, low: str) -> tuple[_Entry[T], ...]:
        """The entries that may begin with a word, the closest first; remembered, as a text says most words often."""
        known = self._known.get(low)
        if known is None:
            known = tuple(self._look_up(low))
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[low] = known
        return known

    def _look_up(self, low: str) -> Iterator[_Entry[T]]:
        yield from self._exact.get(low, ())
        for length in range(len(low), _SHORTEST_PART - 1, -1):
            yield from self._suffix.get(low[len(low) - length :], ())
            yield from self._prefix.get(low[:length], ())


def _last_token(entry: _Entry[T], tokens: Sequence[Token], index: int, stop: int) -> int | None:
    if entry.gap:
        return _parted(entry, tokens, index, stop)
    for offset, word in enumerate(entry.words[1:], 1):
        if index + offset >= stop or not fits(word, tokens[index + offset].low):
            return None
    return index + len(entry.words) - 1


def _parted(entry: _Entry[T], tokens: Sequence[Token], index: int, stop: int) -> int | None:
    for at in range(index + 1, min(stop, index + _WIDEST_BRACKET)):
        if tokens[at].text in ",;:–—" and entry.words[-1] != tokens[at].low:
            return None
        if fits(entry.words[-1], tokens[at].low) and (entry.gap == _FREE or _closes(tokens, at, stop)):
            return at
    return None


def _closes(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """A verb's parted prefix ends its clause or stands before a conjunction; before a noun it is a preposition."""
    following = tokens[at + 1] if at + 1 < stop else None
    return following is None or following.low in _CLOSERS or not (following.is_word or following.quantity is not None)


def fits(pattern: str, low: str) -> bool:
    """Whether one lower-case word fits one word of a pattern."""
    if pattern.startswith("*"):
        return low.endswith(pattern[1:])
    return low.startswith(pattern[:-1]) if pattern.endswith("*") else low == pattern
