"""Word lists with patterns, looked up in constant time a word.

An entry is a word (``starb``), the beginning of words (``getötet*``), their end (``*soldaten``), a phrase of such
(``ums Leben``), a verb with its parted prefix at the clause's end (``schoss … ab``), or with its preposition anywhere
in the clause (``hält .. für``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from monitor.claims.context.tokens import Token, fold, words_of

T = TypeVar("T")
SHORTEST_PART = 2
_MOST_KNOWN = 20_000  # words whose entries an index remembers
_PARTED, _FREE = "…", ".."
GAPS = (_PARTED, _FREE)
_CLOSERS = frozenset({"und", "oder", "sowie", "als", "wie"})
_WIDEST_BRACKET = 40  # words between a verb and its parted prefix


class Hit(NamedTuple, Generic[T]):
    """Where an entry was found: tokens ``first`` to ``last`` (inclusive), its weightiest word at ``at``."""

    value: T
    first: int
    last: int
    entry: str


@dataclass(frozen=True, slots=True, eq=False)
class _Entry(Generic[T]):
    """An entry is looked up by its ``anchor``: the ``rarest`` of its words (most sentences have an "in", few a
    "Nacht"), or the first of those that are parted.

    ``last`` is a phrase's last word, which its sentence must have; "" if that is a pattern or there is one word alone.
    ``rank`` orders those that begin at one word: the longest first, then the closest.
    """

    words: tuple[str, ...]
    gap: str
    tail: int
    value: T
    text: str
    matcher: Matcher[T]
    rarest: str
    anchor: int
    last: str
    rank: tuple[int, ...]


class Matcher(Generic[T]):
    """A compiled word list: ``entries`` are pairs of pattern and value."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self.entries = tuple(self._entry(number, *pair) for number, pair in enumerate(entries))
        self._single = _Index((entry.words[0], entry) for entry in self.entries if len(entry.words) == 1)

    def _entry(self, number: int, text: str, value: T) -> _Entry[T]:
        gap = next((mark for mark in GAPS if f" {mark} " in text), "") if " " in text else ""
        words = pattern_words(text)
        tail = len(text.partition(f" {gap} ")[2].split()) if gap else 0
        rarest = max(words, key=len)
        anchor = 0 if gap else words.index(rarest)
        rank = (-len(words), *_closeness(words[0]), number)
        last = "" if len(words) == 1 or "*" in words[-1] else words[-1]
        return _Entry(words, gap, tail, value, text, self, rarest, anchor, last, rank)

    def word(self, low: str) -> T | None:
        """The value of the closest entry for one lower-case word: exact, else the longest ending or beginning."""
        entries: tuple[_Entry[T], ...] = self._single[low]
        return entries[0].value if entries else None


def pattern_words(text: str) -> tuple[str, ...]:
    """The words of an entry as they stand in a sentence ("St. Pölten" is three), without its gap."""
    if text.isalpha():
        return (fold(text),)
    parts = (part for part in fold(text).split() if part not in GAPS)
    return tuple(word for part in parts for word in ([part] if "*" in part else words_of(part)))


class Search:
    """Several word lists that are searched for in sentences: one look a word finds what any of them has."""

    def __init__(self, lists: Iterable[Matcher[Any]]) -> None:
        entries = [entry for matcher in lists for entry in matcher.entries]
        self._index = _Index((entry.words[entry.anchor], entry) for entry in entries)
        self._parted = _Index((entry.rarest, entry) for entry in entries if entry.gap)

    def lists_of(self, low: str) -> set[Matcher[Any]]:
        """The lists of which an entry may stand in a sentence because it has this lower-case word."""
        whole = {entry.matcher for entry in self._index[low] if not entry.gap}
        return whole | {entry.matcher for entry in self._parted[low]}

    def read(self, tokens: Sequence[Token], words: Collection[str]) -> Found:
        """All entries of all lists in a sentence; ``words`` are the lower-case words of its tokens."""
        found: dict[Matcher[Any], list[tuple[int, tuple[int, ...], Hit[Any]]]] = {}
        for at, token in enumerate(tokens):
            for entry in self._index[token.low]:
                if entry.last not in words and entry.last:
                    continue
                first = at - entry.anchor
                last = at if len(entry.words) == 1 else _last_token(entry, tokens, first, len(tokens))
                if last is not None and tokens[first].is_word:
                    hit = Hit(entry.value, first, last, entry.text)
                    found.setdefault(entry.matcher, []).append((first, entry.rank, hit))
        return Found({matcher: [hit for *_, hit in sorted(hits)] for matcher, hits in found.items()})


class Found:
    """What a sentence has of several word lists."""

    def __init__(self, hits: dict[Matcher[Any], list[Hit[Any]]]) -> None:
        self._hits = hits

    def every(self, matcher: Matcher[T]) -> Sequence[Hit[T]]:
        """All hits of one list in the sentence's order; at one token the longest and closest first."""
        return self._hits.get(matcher, ())

    def longest(self, matcher: Matcher[T]) -> list[Hit[T]]:
        """At each token the longest and closest entry that begins there."""
        hits = self.every(matcher)
        return [hit for number, hit in enumerate(hits) if not number or hits[number - 1].first != hit.first]


class _Index(dict[str, tuple[_Entry[Any], ...]]):
    """The entries that are looked up by a word, the closest first.

    Remembers the words that it was asked for, as texts say most words often.
    """

    def __init__(self, entries: Iterable[tuple[str, _Entry[Any]]]) -> None:
        super().__init__()
        self._exact: dict[str, list[_Entry[Any]]] = defaultdict(list)
        self._prefix: dict[str, list[_Entry[Any]]] = defaultdict(list)
        self._suffix: dict[str, list[_Entry[Any]]] = defaultdict(list)
        for word, entry in entries:
            self._add(word, entry)
        lengths = {len(part) for parts in (self._prefix, self._suffix) for part in parts}
        self._lengths = sorted((length for length in lengths if length >= SHORTEST_PART), reverse=True)

    def _add(self, word: str, entry: _Entry[Any]) -> None:
        if word.startswith("*"):
            self._suffix[word[1:]].append(entry)
        elif word.endswith("*"):
            self._prefix[word[:-1]].append(entry)
        else:
            self._exact[word].append(entry)

    def __missing__(self, low: str) -> tuple[_Entry[Any], ...]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[low] = found = tuple(self._look_up(low))
        return found

    def _look_up(self, low: str) -> Iterator[_Entry[Any]]:
        yield from self._exact.get(low, ())
        for length in self._lengths:
            if length <= len(low):
                yield from self._suffix.get(low[len(low) - length :], ())
                yield from self._prefix.get(low[:length], ())


def _closeness(word: str) -> tuple[int, ...]:
    """Sorts the whole word before the longest ending or beginning of it."""
    return (int("*" in word), -len(word), int(word.endswith("*")))


def _last_token(entry: _Entry[T], tokens: Sequence[Token], index: int, stop: int) -> int | None:
    if entry.gap:
        return _parted(entry, tokens, index, stop)
    end = index + len(entry.words)
    if index < 0 or end > stop:
        return None
    return end - 1 if all(map(fits, entry.words, (token.low for token in tokens[index:end]))) else None


def _parted(entry: _Entry[T], tokens: Sequence[Token], index: int, stop: int) -> int | None:
    head, tail = entry.words[: -entry.tail], entry.words[-entry.tail :]
    begun = index + len(head)
    if not all(map(fits, head[1:], (token.low for token in tokens[index + 1 : begun]))):
        return None
    for at in range(begun + entry.tail - 1, min(stop, index + _WIDEST_BRACKET)):
        if tokens[at].text in ",;:–—" and tail[-1] != tokens[at].low:
            return None
        first = at - entry.tail + 1
        ends = fits(tail[-1], tokens[at].low) and all(map(fits, tail, (token.low for token in tokens[first:at])))
        if ends and (entry.gap == _FREE or _closes(tokens, at, stop)):
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
