"""The words of a sentence, with each quantity as one token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from monitor.claims.values import Quantity, Sentence

_WORD = re.compile(r"\w+(?:[-‐‑'’*:/.·]\w+)*-?|[^\w\s]")
_LONGEST_WORD = 60  # no German word that means anything here is longer; keeps the look-up of endings linear


class Token(NamedTuple):
    """A word, a mark, or a quantity (``quantity`` is its index in the text's list, else None).

    ``start`` and ``end`` count in the whole text; ``low`` is what word lists are asked for; ``is_name`` if it begins
    with a capital, as German nouns and names do.
    """

    text: str
    low: str
    start: int
    end: int
    quantity: int | None
    is_word: bool
    is_name: bool


def fold(word: str) -> str:
    """A word as word lists are asked for it: small letters, Swiss spelling ("grösser") like the others'."""
    return word.lower().replace("ß", "ss")


def read(sentence: Sentence, quantities: Sequence[tuple[int, Quantity]]) -> tuple[Token, ...]:
    """The tokens of ``sentence``; ``quantities`` are those inside it, with their index, in the text's order."""
    tokens: list[Token] = []
    position = sentence.start
    for index, quantity in quantities:
        tokens += _words(sentence, position, quantity.start)
        tokens.append(Token(quantity.text, fold(quantity.text), quantity.start, quantity.end, index, False, False))
        position = max(position, quantity.end)
    return (*tokens, *_words(sentence, position, sentence.end))


_new = tuple.__new__  # a named tuple's own constructor takes three times as long


def _words(sentence: Sentence, start: int, end: int) -> list[Token]:
    text, at = sentence.text[max(0, start - sentence.start) : max(0, end - sentence.start)], 0
    tokens = []
    for piece in text.split():
        at = text.index(piece, at)
        begin = start + at
        for word, low, first, last, is_word, is_name in cut(piece):
            tokens.append(_new(Token, (word, low, begin + first, begin + last, None, is_word, is_name)))
        at += len(piece)
    return tokens


@lru_cache(maxsize=50_000)
def cut(piece: str) -> tuple[tuple[str, str, int, int, bool, bool], ...]:
    """What stands between two blanks as words and marks: text, ``low``, start, end, ``is_word``, ``is_name`` of each.

    Remembers the newest pieces, as texts say most words often.
    """
    if piece.isalpha():
        return ((piece, fold(piece[:_LONGEST_WORD]), 0, len(piece), True, piece[0].isupper()),)
    return tuple(
        (text, fold(text[:_LONGEST_WORD]), match.start(), match.end(), text[0].isalnum(), text[0].isupper())
        for match in _WORD.finditer(piece)
        for text in (match.group(),)
    )


def words_of(entry: str) -> list[str]:
    """The tokens into which an entry of a word list is cut where it stands in a sentence."""
    return _WORD.findall(entry)
