"""What a sentence may hold, seen by its words before it is cut into tokens: most sentences hold nothing of interest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_NOTHING: frozenset[str] = frozenset()
MOST_WORDS = 16_384  # what is remembered of words is forgotten when so many have been seen


class Glance(dict[str, frozenset[str]]):
    """What each word (between blanks, with its marks) may be a sign of; ``signs`` tells it of a word first seen.

    Remembers the words of all texts, as texts say most words often.
    """

    def __init__(self, signs: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._signs = signs

    def __missing__(self, word: str) -> frozenset[str]:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[word] = found = frozenset(self._signs(word)) or _NOTHING
        return found

    def at(self, text: str) -> frozenset[str]:
        """All that the words of ``text`` are signs of."""
        return self.of(text.split())

    def of(self, words: Iterable[str]) -> frozenset[str]:
        """All that the words are signs of."""
        return _NOTHING.union(*set(map(self.__getitem__, words)))
