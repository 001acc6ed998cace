"""Word lists with patterns, looked up in constant time a word.

An entry is a word (``starb``), the beginning of words (``getötet*``), their end (``*soldaten``), a phrase of such
(``ums Leben``), a verb with its parted prefix at the clause's end (``schoss … ab``), or with its preposition anywhere
in the clause (``hält .. für``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from monitor.claims.context.lazy import lazy
from monitor.claims.context.tokens import Token, fold, words_of

T = TypeVar("T")
SHORTEST_PART = 2
_MOST_KNOWN = 4_096  # words whose entries each list remembers; there are a hundred lists
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


class _Entry(NamedTuple, Generic[T]):
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
    """A compiled word list: ``entries`` are pairs of pattern and value. Lists that are asked for the same words share
    an ``index``, so that a word is looked up once for all of them.

    An entry is compiled when a word first fits it, as most texts meet few of them. ``entry`` gives one by its number in
    the list; ``anchors`` are the words by which they are looked up, ``phrases`` the numbers of those of several words,
    ``parted`` the rarest words of those with a gap.
    """

    def __init__(self, entries: Iterable[tuple[str, T]], index: Index | None = None) -> None:
        self._pairs = tuple(entries)
        self._compiled: dict[int, _Entry[T]] = {}
        self.anchors = fold("\n".join(text for text, _ in self._pairs)).split("\n") if self._pairs else []
        self.phrases: set[int] = set()
        self.parted: dict[int, str] = {}
        for number, low in enumerate(self.anchors):
            if not low.replace("*", "x").isalpha():
                self.anchors[number] = self._anchor(number, low)
        if index is not None:
            self._index = self._added_to(index)

    def _anchor(self, number: int, low: str) -> str:
        words = pattern_words(low)
        rarest = max(words, key=len)
        if len(words) > 1:
            self.phrases.add(number)
        if not _gap(low):
            return rarest
        self.parted[number] = rarest
        return words[0]

    @lazy
    def _index(self) -> Index:
        return self._added_to(Index())

    def _added_to(self, index: Index) -> Index:
        index.add(self, self, (pair for pair in enumerate(self.anchors) if pair[0] not in self.phrases))
        return index

    def entry(self, number: int) -> _Entry[T]:
        """The entry of this number."""
        if number not in self._compiled:
            self._compiled[number] = self._entry(number, *self._pairs[number])
        return self._compiled[number]

    def _entry(self, number: int, text: str, value: T) -> _Entry[T]:
        gap, words = _gap(text), pattern_words(text)
        tail = len(text.partition(f" {gap} ")[2].split()) if gap else 0
        rarest = max(words, key=len)
        anchor = 0 if gap else words.index(rarest)
        rank = (-len(words), *_closeness(words[0]), number)
        last = "" if len(words) == 1 or "*" in words[-1] else words[-1]
        return _Entry(words, gap, tail, value, text, self, rarest, anchor, last, rank)

    def word(self, low: str) -> T | None:
        """The value of the closest entry for one lower-case word: exact, else the longest ending or beginning."""
        entries = self._index[low].get(self)
        return entries[0].value if entries else None


def pattern_words(text: str) -> tuple[str, ...]:
    """The words of an entry as they stand in a sentence ("St. Pölten" is three), without its gap."""
    parts = [part for part in fold(text).split() if part not in GAPS]
    if "".join(parts).isalpha():
        return tuple(parts)
    return tuple(word for part in parts for word in ([part] if "*" in part else words_of(part)))


def _gap(text: str) -> str:
    return next((mark for mark in GAPS if f" {mark} " in text), "")


class Search:
    """Several word lists that are searched for in sentences: one look a word finds what any of them has."""

    def __init__(self, lists: Iterable[Matcher[Any]], index: Index | None = None) -> None:
        self._index = Index() if index is None else index
        self._parted = object()
        self._entries = _Entries(self._index, self)
        for matcher in lists:
            self._index.add(self, matcher, enumerate(matcher.anchors))
            self._index.add(self._parted, matcher, matcher.parted.items())

    def lists_of(self, found: Fitting) -> set[Matcher[Any]]:
        """The lists of which an entry may stand in a sentence because it has a word that these entries fit."""
        whole = {entry.matcher for entry in found.get(self, ()) if not entry.gap}
        return whole | {entry.matcher for entry in found.get(self._parted, ())}

    def read(self, tokens: Sequence[Token], words: Collection[str]) -> Found:
        """All entries of all lists in a sentence; ``words`` are the lower-case words of its tokens."""
        found: dict[Matcher[Any], list[tuple[int, tuple[int, ...], Hit[Any]]]] = {}
        entries = self._entries
        fitting = [(at, here) for at, token in enumerate(tokens) if (here := entries[token.low])]
        for at, here in fitting:
            for entry in here:
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


Fitting = Mapping[object, Sequence[_Entry[Any]]]
_Rows = list[tuple[object, Matcher[Any], int]]
_NONE: Fitting = {}


class Index(dict[str, Fitting]):
    """The entries that fit a word, by the list (or other owner) for which they were added, the closest first.

    Remembers the words that it was asked for, as texts say most words often.
    """

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[str, _Rows] = {}
        self._beginnings: dict[str, _Rows] = {}
        self._ends: dict[str, _Rows] = {}

    def add(self, owner: object, matcher: Matcher[Any], numbered: Iterable[tuple[int, str]]) -> None:
        """Takes up entries of a list, by number, each with the word or the pattern of words that it is looked up by."""
        self.clear()
        for number, pattern in numbered:
            rows, key = self._words, pattern
            if "*" in pattern:
                end = pattern.startswith("*")
                rows, key = (self._ends, pattern[1:]) if end else (self._beginnings, pattern[:-1])
                if len(key) < SHORTEST_PART:
                    continue
            rows.setdefault(key, []).append((owner, matcher, number))

    def __missing__(self, low: str) -> Fitting:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        found: dict[object, list[_Entry[Any]]] = {}
        for rows in self._rows(low):
            for owner, matcher, number in rows:
                found.setdefault(owner, []).append(matcher.entry(number))
        self[low] = fitting = found or _NONE
        return fitting

    def _rows(self, low: str) -> Iterator[_Rows]:
        """The rows of the word itself, then those of its parts, the longest first."""
        if whole := self._words.get(low):
            yield whole
        for length in range(len(low), SHORTEST_PART - 1, -1):
            if rows := self._ends.get(low[-length:]):
                yield rows
            if rows := self._beginnings.get(low[:length]):
                yield rows


class _Entries(dict[str, Sequence[_Entry[Any]]]):
    """The entries of one owner that fit a word. Remembers the words that it was asked for."""

    def __init__(self, index: Index, owner: object) -> None:
        super().__init__()
        self._index, self._owner = index, owner

    def __missing__(self, low: str) -> Sequence[_Entry[Any]]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[low] = found = self._index[low].get(self._owner, ())
        return found


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
