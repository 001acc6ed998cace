"""Word lists with patterns, looked up in constant time a word.

An entry is a word (``starb``), the beginning of words (``getötet*``), their end (``*soldaten``), a phrase of such
(``ums Leben``), a verb with its parted prefix at the clause's end (``schoss … ab``), or with its preposition anywhere
in the clause (``hält .. für``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from monitor.claims.context.lazy import lazy
from monitor.claims.context.tokens import Token, fold, words_of

T = TypeVar("T")
SHORTEST_PART = 2
_MOST_KNOWN = 50_000  # words whose entries an index remembers
_PARTED, _FREE = "…", ".."
GAPS = (_PARTED, _FREE)
_CLOSERS = frozenset({"und", "oder", "sowie", "als", "wie"})
_length = itemgetter(0)
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
    an ``index``, so that a word is looked up once for all of them."""

    def __init__(self, entries: Iterable[tuple[str, T]], index: Index | None = None) -> None:
        self.entries = tuple(self._entry(number, *pair) for number, pair in enumerate(entries))
        if index is not None:
            self._index = self._added_to(index)

    @lazy
    def _index(self) -> Index:
        return self._added_to(Index())

    def _added_to(self, index: Index) -> Index:
        for entry in self.entries:
            if len(entry.words) == 1:
                index.add(entry.words[0], self, entry)
        return index

    def _entry(self, number: int, text: str, value: T) -> _Entry[T]:
        if text.isalpha():
            word = fold(text)
            return _Entry((word,), "", 0, value, text, self, word, 0, "", (-1, *_closeness(word), number))
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
        entries = self._index[low].get(self)
        return entries[0].value if entries else None


def pattern_words(text: str) -> tuple[str, ...]:
    """The words of an entry as they stand in a sentence ("St. Pölten" is three), without its gap."""
    parts = (part for part in fold(text).split() if part not in GAPS)
    return tuple(word for part in parts for word in ([part] if "*" in part else words_of(part)))


class Search:
    """Several word lists that are searched for in sentences: one look a word finds what any of them has."""

    def __init__(self, lists: Iterable[Matcher[Any]], index: Index | None = None) -> None:
        self._index = Index() if index is None else index
        self._parted = object()
        for entry in (entry for matcher in lists for entry in matcher.entries):
            self._index.add(entry.words[entry.anchor], self, entry)
            if entry.gap:
                self._index.add(entry.rarest, self._parted, entry)

    def lists_of(self, found: Fitting) -> set[Matcher[Any]]:
        """The lists of which an entry may stand in a sentence because it has a word that these entries fit."""
        whole = {entry.matcher for entry in found.get(self, ()) if not entry.gap}
        return whole | {entry.matcher for entry in found.get(self._parted, ())}

    def read(self, tokens: Sequence[Token], words: Collection[str]) -> Found:
        """All entries of all lists in a sentence; ``words`` are the lower-case words of its tokens."""
        found: dict[Matcher[Any], list[tuple[int, tuple[int, ...], Hit[Any]]]] = {}
        for at, token in enumerate(tokens):
            for entry in self._index[token.low].get(self, ()):
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
_Rows = list[tuple[object, _Entry[Any]]]
_NONE: Fitting = {}


class Index(dict[str, Fitting]):
    """The entries that fit a word, by the list (or other owner) for which they were added, the closest first.

    Remembers the words that it was asked for, as texts say most words often.
    """

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[str, _Rows] = {}
        self._beginnings = _Letter()
        self._ends = _Letter()  # from the last letter to the first

    def add(self, pattern: str, owner: object, entry: _Entry[Any]) -> None:
        """Takes up an entry that is looked up by a word or by a pattern of words."""
        self.clear()
        if pattern.startswith("*"):
            self._ends.rows_of(pattern[:0:-1]).append((owner, entry))
        elif pattern.endswith("*"):
            self._beginnings.rows_of(pattern[:-1]).append((owner, entry))
        else:
            self._words.setdefault(pattern, []).append((owner, entry))

    def __missing__(self, low: str) -> Fitting:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        parts = self._ends.along(low[::-1]) + self._beginnings.along(low)
        parts.sort(key=_length, reverse=True)
        found: dict[object, list[_Entry[Any]]] = {}
        for rows in (self._words.get(low, ()), *(rows for _, rows in parts)):
            for owner, entry in rows:
                found.setdefault(owner, []).append(entry)
        self[low] = fitting = found or _NONE
        return fitting


class _Letter(dict[str, "_Letter"]):
    """What may follow a letter in the parts of words that a list has, and the rows of the part that it ends."""

    rows: _Rows | None = None

    def rows_of(self, part: str) -> _Rows:
        """The rows of a part, to be added to; one that is too short fits no word."""
        if len(part) < SHORTEST_PART:
            return []
        node = self
        for letter in part:
            node = node.setdefault(letter, _Letter())
        if node.rows is None:
            node.rows = []
        return node.rows

    def along(self, word: str) -> list[tuple[int, _Rows]]:
        """The parts with which a word begins: their length and rows."""
        found, node, length = [], self, 0
        for letter in word:
            following = node.get(letter)
            if following is None:
                break
            node, length = following, length + 1
            if node.rows:
                found.append((length, node.rows))
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
