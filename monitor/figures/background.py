"""Whether a sentence tells a figure as something earlier, and whether it goes on about an event that is known."""

from __future__ import annotations

from monitor.figures.passages import Passage, lows, segments, words
from monitor.figures.places import place_of, speaks_of

_PLUPERFECT = frozenset({"hatte", "hatten"})
_WAS = frozenset({"war", "waren"})
_BEEN = frozenset({"worden", "gewesen", "gekommen"})


def is_background(passage: Passage) -> bool:
    """``hatte am Freitag 20 Prozent genannt``, ``zuvor waren zwei Tote gemeldet worden``, ``waren es noch 20``."""
    own, before = _clauses(passage)
    told = lows(own)
    if _is_pluperfect(told):
        return True
    if not words("earlier").isdisjoint(told) and not words("past").isdisjoint(told):
        return True
    return bool(before) and not _PLUPERFECT.isdisjoint(lows(before)) and not words("said").isdisjoint(lows(before))


def _clauses(passage: Passage) -> tuple[str, str]:
    """The part between commas in which the claim stands, and the sentence's first, if that is another."""
    parts = list(segments(passage.sentence))
    own = next((part for part in parts if part.start() <= passage.offset < part.end()), None)
    if own is None:
        return passage.sentence, ""
    return own.group(), parts[0].group() if parts[0] is not own else ""


def _is_pluperfect(told: frozenset[str]) -> bool:
    return not _PLUPERFECT.isdisjoint(told) or (not _WAS.isdisjoint(told) and not _BEEN.isdisjoint(told))


def follows_up(passage: Passage) -> bool:
    """Whether sentence, or headline and lead on the same place, tell how an event went on."""
    going_on = words("going_on")
    if not going_on.isdisjoint(lows(passage.sentence)):
        return True
    return not going_on.isdisjoint(lows(passage.headings)) and speaks_of(passage.headings, place_of(passage))
