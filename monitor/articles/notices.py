"""Paragraphs that stand in or around an article and are not its text: stamps, notices, pointers, imprints.

The patterns are data (``notices.toml``). A whole page's paragraphs are tried against them, so that they are kept cheap:
one half is anchored at the paragraph's beginning, the other is tried only where its word occurs.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

LONGEST = 600  # characters: a longer paragraph is text, whatever words it uses


@dataclass(frozen=True, slots=True)
class Notice:
    """The patterns of one kind of notice."""

    starts: re.Pattern[str]
    holds: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]

    def found(self, text: str) -> bool:
        """Whether a paragraph is such a notice."""
        if self.starts.match(text):
            return True
        if not self.holds:
            return False
        lowered = text.lower()
        return any(any(word in lowered for word in words) and pattern.search(text) for words, pattern in self.holds)


def _load() -> dict[str, Notice]:
    data = tomllib.loads(files("monitor.articles").joinpath("notices.toml").read_text("utf-8"))["notices"]
    return {
        name: Notice(
            re.compile("|".join(f"(?:{pattern})" for pattern in notice["starts"]) or "(?!)", re.I),
            tuple((tuple(words.split("|")), re.compile(pattern, re.I)) for words, pattern in notice.get("holds", ())),
        )
        for name, notice in data.items()
    }


NOTICES = _load()
_FURNITURE = ("stamp", "promo", "pointer", "consent", "imprint", "wall")


def kind(text: str) -> str | None:
    """The kind of notice a paragraph is (``correction`` before all others), or None for text."""
    if len(text) > LONGEST:
        return None
    if NOTICES["correction"].found(text):
        return "correction"
    return next((name for name in _FURNITURE if NOTICES[name].found(text)), None)
