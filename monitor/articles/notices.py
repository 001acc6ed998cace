"""Paragraphs that stand in or around an article and are not its text: stamps, notices, pointers, imprints.

The patterns are data (``notices.toml``). Every paragraph of a page is tried against them, so they are kept cheap: one
half is anchored at the paragraph's beginning, the other is tried only where one of its words occurs.
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
# Words are sought among bytes, which takes half the time of an expression; what Windows-1252 lacks is in none of them.
_APART = bytes(byte if bytes([byte]).decode("cp1252", "replace").isalnum() else 32 for byte in range(256))
_DATA: dict[str, Any] = tomllib.loads(files("monitor.articles").joinpath("notices.toml").read_text("utf-8"))["notices"]
_STARTS = re.compile(
    "|".join(
        f"(?P<{kind}>{'|'.join(f'(?:{pattern})' for pattern in notice['starts'])})"
        for kind, notice in _DATA.items()
        if notice.get("starts")
    ),
    re.I,
)
_HOLDS: dict[bytes, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
for _kind, _notice in _DATA.items():
    for _words, _pattern in _notice.get("holds", ()):
        for _word in _words.split():
            _HOLDS[_word.encode("cp1252")].append((_kind, re.compile(_pattern, re.I)))
_TRIGGERS = frozenset(_HOLDS)


def kind(text: str) -> str | None:
    """The kind of notice a paragraph is, or None for text; what is a correction is nothing else."""
    if len(text) > LONGEST:
        return None
    start = _STARTS.match(text) if len(text) <= LONGEST_START else None
    found = {start.lastgroup} if start else set()
    for word in _TRIGGERS.intersection(text.lower().encode("cp1252", "replace").translate(_APART).split()):
        found.update(name for name, pattern in _HOLDS[word] if name not in found and pattern.search(text))
    if len(text) > PROMO_LENGTH:
        found.discard("promo")
    return next((name for name in _DATA if name in found), None)
