"""Why a figure is or is none, and why a change was told or not, in German: the record and the API keep it in English.

The sentences and their translations are ``reasons.toml``: each with gaps, so that one entry says all of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from monitor.web.formats import short_day, word
from monitor.web.phrases import Phrase, phrases

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def reason(sentence: str | None, title: Callable[[str], str]) -> str:
    """The sentence in German, or as it is where it is not known; ``title`` gives a metric's by its key."""
    for phrase in phrases("reasons", "sentences"):
        found = phrase.sentence.fullmatch(sentence or "")
        # A gap for a step would take anything, and is meant for the known ones.
        if found and _known(found.groupdict().get("step")):
            return _filled(phrase, found, title)
    return sentence or ""


def _filled(phrase: Phrase, found: re.Match[str], title: Callable[[str], str]) -> str:
    said = {name: _part(name, text, title) for name, text in found.groupdict().items()}
    return phrase.filled(said)


def _part(name: str, text: str, title: Callable[[str], str]) -> str:
    """What stands in a gap, by what kind of thing the gap is for."""
    if name == "metric":
        return f"»{title(text)}«"
    if name == "why":
        return reason(text, title)
    if _DAY.fullmatch(text):
        return short_day(text)
    for phrase in phrases("reasons", "parts"):
        if found := phrase.sentence.fullmatch(text):
            return _filled(phrase, found, title)
    return next((named for of in _VOCABULARY.get(name, ()) if (named := word(text, of)) != text), text)


# The tables of words.toml whose words may stand in a gap.
_VOCABULARY = {
    "given": ("event", "party", "unit"),
    "wanted": ("event", "party", "unit"),
    "kind": ("kind",),
    "per": ("per",),
}


def _known(step: str | None) -> bool:
    return step is None or any(phrase.sentence.fullmatch(step) for phrase in phrases("reasons", "parts"))
