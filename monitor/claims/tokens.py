"""The words, numbers and signs of a sentence, with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

_BLANK = "[ \xa0\u2009\u202f]"
# A blank groups thousands only in a number that stands free: not in "F-16 200", "T-72 100".
_TOKEN = re.compile(
    rf"""(?P<num>
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
    | (?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)
    | (?P<sign>''|[^\w\s]|_|\d)""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word (with its inner hyphens), a number or a sign; ``glued`` if no blank parts it from the one before."""

    start: int
    end: int
    text: str
    lower: str
    kind: str
    glued: bool


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``; offsets are those of ``text``."""
    tokens = []
    last = -1
    for match in _TOKEN.finditer(text, start, end):
        begin, stop = match.span()
        part = match.group()
        tokens.append(Token(begin, stop, part, part.lower(), match.lastgroup or "sign", begin == last))
        last = stop
    return tokens
