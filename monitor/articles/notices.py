"""Paragraphs that stand in or around an article and are not its text: stamps, notices, pointers, imprints.

The patterns are data (``notices.toml``). Every paragraph of an article is tried against them, so they are kept cheap:
one half is anchored at the paragraph's beginning, the other is tried only where one of its words occurs.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from importlib.resources import files
from typing import Any

LONGEST = 700  # characters: a longer paragraph is text, whatever words it uses
LONGEST_START = 300  # characters: as long as what is told by its beginning may be
PROMO_LENGTH = 90  # characters: what opens a group of links is a heading or a short line
# Words are sought among bytes, which takes half the time of an expression; what Latin-1 lacks is in none of them.
_APART = bytes(byte if chr(byte).isalnum() else 32 for byte in range(256))
_DATA: dict[str, Any] = tomllib.loads(files("monitor.articles").joinpath("notices.toml").read_text("utf-8"))["notices"]
_RANK = {kind: rank for rank, kind in enumerate(_DATA)}


def _anchored(name: str) -> re.Pattern[str]:
    """One expression for all patterns of a name; its group tells the kind."""
    kinds = {kind: notice[name] for kind, notice in _DATA.items() if name in notice}
    groups = (f"(?P<{kind}>{'|'.join(f'(?:{pattern})' for pattern in patterns)})" for kind, patterns in kinds.items())
    return re.compile("|".join(groups))


# Case is told by lowering the text, not by the expressions: those are twice as fast with letters as they stand.
_STARTS, _EXACT = _anchored("starts"), _anchored("exact")
_HOLDS: dict[bytes, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
for _kind, _notice in _DATA.items():
    for _words, _pattern in _notice.get("holds", ()):
        for _word in _words.split():
            _HOLDS[_word.encode("latin-1")].append((_kind, re.compile(_pattern)))
_TRIGGERS = frozenset(_HOLDS)


def kind(text: str, *, wall_only: bool = False) -> str | None:
    """The kind of notice a paragraph is, or None for text; what is a correction is nothing else.

    ``wall_only`` asks for an offer to pay alone, which counts also where the text is known to be none.
    """
    if len(text) > LONGEST:
        return None
    lower = text.lower()
    found = _held(lower)
    if wall_only:
        return "wall" if "wall" in found else None
    if len(text) <= LONGEST_START:
        start = _STARTS.match(lower) or _EXACT.match(text)
        if start and start.lastgroup:
            found.add(start.lastgroup)
    if len(text) > PROMO_LENGTH:
        found.discard("promo")
    return min(found, key=_RANK.__getitem__, default=None)


def _held(lower: str) -> set[str]:
    """The kinds of which a text, in lower case, holds a word and fits a pattern."""
    words = _TRIGGERS.intersection(lower.encode("latin-1", "replace").translate(_APART).split())
    return {kind for word in words for kind, pattern in _HOLDS[word] if pattern.search(lower)}
