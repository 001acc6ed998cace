"""Whether a sentence tells a figure as something earlier, and whether it goes on about an event that is known."""

from __future__ import annotations

from monitor.figures.passages import Passage, lows, segments, words
from monitor.figures.places import place_of, speaks_of

_PLUPERFECT = frozenset({"hatte", "hatten"})
_WAS = frozenset({"war", "waren"})
_BEEN = frozenset({"worden", "gewesen", "gekommen"})


def is_background(passage: Passage) -> bool:
    """``hatte am Freitag 20 Prozent genannt``, ``zuvor waren zwei Tote gemeldet worden``, ``waren es noch 20``."""
    told = lows(passage.clause)
    if _is_pluperfect(told):
        return True
    if not words("earlier").isdisjoint(told) and not words("past").isdisjoint(told):
        return True
    if {"noch", "gewesen"} <= told:
        return True
    first = lows(next(segments(passage.sentence)).group())  # "Sie hatte gesagt, dass 43.000 …"
    return not _PLUPERFECT.isdisjoint(first) and not words("said").isdisjoint(first)


def _is_pluperfect(told: frozenset[str]) -> bool:
    return not _PLUPERFECT.isdisjoint(told) or (not _WAS.isdisjoint(told) and not _BEEN.isdisjoint(told))


def follows_up(passage: Passage) -> bool:
    """Whether sentence, or headline and lead on the same place, tell how an event went on."""
    going_on = words("going_on")
    if not going_on.isdisjoint(lows(passage.sentence)):
        return True
    return not going_on.isdisjoint(lows(passage.headings)) and speaks_of(passage.headings, place_of(passage))
