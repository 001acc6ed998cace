"""The words, numbers and signs of a sentence, with their offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from monitor.claims.glance import MOST_WORDS

_BLANK = "[ \xa0\u2009\u202f]"
# A blank groups thousands only in a number that stands free: not in "F-16 200", "T-72 100".
_PATTERN = rf"""(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)
    | (?P<num>
        [0-9]{{1,3}}(?:\.[0-9]{{3}}(?![0-9]))+(?:,[0-9]+)?
      | [0-9]{{1,3}}(?:['’][0-9]{{3}}(?![0-9]))+(?:[.,][0-9]+)?
      | (?<![\w-])[0-9]{{1,3}}(?:\x20[0-9]{{3}}(?![0-9.:,'’]?[0-9]))+(?:,[0-9]+)?
      | (?<![\w-])[0-9]{{1,3}}(?:\xa0[0-9]{{3}}(?![0-9]))+(?:,[0-9]+)?
      | (?<![\w-])[0-9]{{1,3}}(?:\u2009[0-9]{{3}}(?![0-9]))+(?:,[0-9]+)?
      | (?<![\w-])[0-9]{{1,3}}(?:\u202f[0-9]{{3}}(?![0-9]))+(?:,[0-9]+)?
      | [0-9]{{1,3}}\.{_BLANK}0[0-9]{{2}}(?![0-9])
      | [0-9]{{1,3}}(?:,[0-9]{{3}}){{2,}}(?![0-9])
      | [0-9]+(?:[.,][0-9]+)?
    )
    | (?P<sign>''|[^\w\s]|_|\d)"""
_TOKEN = re.compile(_PATTERN, re.VERBOSE)
_OVER_BLANKS = re.compile(rf"[0-9]\.?{_BLANK}[0-9]")  # no token but such a number goes over a blank
# Text in which umlauts are letter and mark apart: the marks belong to the word.
_MARKS = "\u0300-\u036f"
_MARK = re.compile(f"[{_MARKS}]")
_LETTER = r"[^\W\d_]"
_DECOMPOSED = re.compile(_PATTERN.replace(f"{_LETTER}+", f"{_LETTER}(?:{_LETTER}|[{_MARKS}])*"), re.VERBOSE)


class Token(NamedTuple):
    """A word (with its inner hyphens), a number or a sign; ``glued`` if no blank parts it from the one before."""

    start: int
    end: int
    text: str
    lower: str
    kind: str
    glued: bool


_new = tuple.__new__  # a named tuple's own constructor takes three times as long


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``; offsets are those of ``text``, ``lower`` is in composed form (NFC)."""
    part = text[start:end]
    if _OVER_BLANKS.search(part):
        return _read(text, start, end)
    tokens, stop = [], 0
    for piece in part.split():
        begin = part.find(piece, stop)
        stop, at = begin + len(piece), start + begin
        for first, last, word, lower, kind, glued in _cut(piece):
            tokens.append(_new(Token, (at + first, at + last, word, lower, kind, glued)))
    return tokens


@lru_cache(maxsize=MOST_WORDS)
def _cut(piece: str) -> list[Token]:
    """What stands between two blanks. Remembers the newest pieces, as texts say most words often."""
    return _read(piece, 0, len(piece))


def _read(text: str, start: int, end: int) -> list[Token]:
    decomposed = _MARK.search(text, start, end) is not None
    tokens = []
    last = -1
    for match in (_DECOMPOSED if decomposed else _TOKEN).finditer(text, start, end):
        begin, stop = match.span()
        part = match.group()
        lower = normalize("NFC", part.lower()) if decomposed else part.lower()
        tokens.append(_new(Token, (begin, stop, part, lower, match.lastgroup or "sign", begin == last)))
        last = stop
    return tokens
