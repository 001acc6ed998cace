"""The words of a sentence, with each quantity as one token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from monitor.claims.glance import MOST_WORDS
from monitor.claims.values import Quantity, Sentence

_WORD = re.compile(r"\w+(?:[-‐‑'’*:/.·]\w+)*-?|[^\w\s]")
_LONGEST_WORD = 60  # no German word that means anything here is longer; keeps the look-up of endings linear


class Token(NamedTuple):
    """A word, a mark, or a quantity (``quantity`` is its index in the text's list, else None).

    ``low`` is what word lists are asked for; ``is_name`` if it begins with a capital, as German nouns and names do;
    ``glued`` if no blank parts it from the one before. The same word is the same token wherever it stands.
    """

    text: str
    low: str
    quantity: int | None
    is_word: bool
    is_name: bool
    glued: bool


def fold(word: str) -> str:
    """A word as word lists are asked for it: small letters, Swiss spelling ("grösser") like the others'."""
    return word.lower().replace("ß", "ss")


def read(sentence: Sentence, quantities: Sequence[tuple[int, Quantity]]) -> tuple[Token, ...]:
    """The tokens of ``sentence``; ``quantities`` are those inside it, with their index, in the text's order."""
    tokens: list[Token] = []
    position = sentence.start
    for index, quantity in quantities:
        tokens += _words(sentence, position, quantity.start)
        glued = not sentence.text[quantity.start - sentence.start - 1].isspace() if tokens else False
        tokens.append(Token(quantity.text, fold(quantity.text), index, False, False, glued))
        position = max(position, quantity.end)
    return (*tokens, *_words(sentence, position, sentence.end))


def _words(sentence: Sentence, start: int, end: int) -> list[Token]:
    text = sentence.text[max(0, start - sentence.start) : max(0, end - sentence.start)]
    tokens = [*chain.from_iterable(map(cut, text.split()))]
    if tokens and start > sentence.start and not text[0].isspace():
        tokens[0] = tokens[0]._replace(glued=True)  # "-jährige" behind its number
    return tokens


@lru_cache(maxsize=MOST_WORDS)
def cut(piece: str) -> tuple[Token, ...]:
    """What stands between two blanks as words and marks. Remembers the newest pieces, as texts say most words often."""
    if piece.isalpha():
        return (Token(piece, fold(piece[:_LONGEST_WORD]), None, True, piece[0].isupper(), False),)
    return tuple(
        Token(text, fold(text[:_LONGEST_WORD]), None, text[0].isalnum(), text[0].isupper(), number > 0)
        for number, text in enumerate(words_of(piece))
    )


def words_of(entry: str) -> list[str]:
    """The tokens into which an entry of a word list is cut where it stands in a sentence."""
    return _WORD.findall(entry)
