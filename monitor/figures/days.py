"""Days that a sentence names: weekdays, dates, nights. A night belongs to the day on which it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from monitor.claims.lexicon import load
from monitor.figures.passages import lows, segments, words

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is named, and where."""

    day: date
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern for all ways to name a day; each branch has a group of its own."""
    weekday = "|".join(weekdays())
    month = "|".join(_months())
    parts = "|".join(sorted(words("day_parts"), key=len, reverse=True))
    ahead = "|".join(sorted(words("ahead")))
    dated = rf"(?P<dom>\d{{1,2}})\.\s?(?:(?P<month>{month})|(?P<mm>\d{{1,2}})\.)(?:\s?(?P<year>\d{{4}}))?"
    named = rf"(?P<weekday>{weekday})s?(?P<part>{parts})?"
    return re.compile(
        rf"\b(?:(?P<ahead>{ahead})\s)?"
        rf"(?P<night>Nacht\s(?:zum|zu|auf|auf\sden|vom\s[\w.\s]{{4,20}}\s(?:auf|zum))\s(?:den\s)?)?"
        rf"(?:{dated}|{named}|(?P<relative>heute|gestern|vorgestern|Vortag|Vorabend)|(?P<before>Vornacht|Nacht\s(?:davor|zuvor)))(?!\w)",
        re.IGNORECASE,
    )


@cache
def weekdays() -> dict[str, int]:
    """The names of weekdays in lower case, Monday 0."""
    table = load().table("times")
    found = {name.lower(): number for number, name in enumerate(table["weekdays"])}
    return found | {alias.lower(): found[name.lower()] for alias, name in table["weekday_aliases"].items()}


@cache
def _months() -> dict[str, int]:
    table = load().table("times")
    found = {name.lower(): number for number, name in enumerate(table["months"], 1)}
    return found | {alias.lower(): found[name.lower()] for alias, name in table["month_aliases"].items()}


def find(text: str, reference: date) -> list[Day]:
    """The days that ``text`` names, told from ``reference``; days that lie ahead of it are left out."""
    return [day for match in _pattern().finditer(text) if (day := _read(match, reference))]


def _read(match: re.Match[str], reference: date) -> Day | None:
    day = None if match["ahead"] else _date(match, reference)
    return Day(day, match.start(), match.end()) if day and day <= reference else None


def _date(match: re.Match[str], reference: date) -> date | None:
    if match["weekday"]:
        return _last(weekdays()[match["weekday"].lower()], match["part"], reference)
    if match["relative"]:
        return reference + _DAY * {"heute": 0, "vorgestern": -2}.get(match["relative"].lower(), -1)
    return reference - _DAY if match["before"] else _dated(match, reference)


def _last(weekday: int, part: str | None, reference: date) -> date:
    """The last such weekday up to the reference; ``Samstagnacht`` ends on the Sunday."""
    day = reference - _DAY * ((reference.weekday() - weekday) % 7)
    return day + _DAY if part and part.lower() == "nacht" and day < reference else day


def _dated(match: re.Match[str], reference: date) -> date | None:
    month = _months()[match["month"].lower()] if match["month"] else int(match["mm"])
    years = [int(match["year"])] if match["year"] else [reference.year, reference.year - 1]
    dates = (_safe(year, month, int(match["dom"])) for year in years)
    return next((day for day in dates if day and day <= reference), None)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def of_event(text: str, reference: date, anchors: re.Pattern[str] | None, offset: int | None = None) -> date | None:
    """The day on which a sentence's event was: the one nearest to an event's word, of those that are no speech's.

    Where no such word stands, the last before ``offset`` (the figure's place, if it stands in this sentence), else the
    first. A clause that only says when somebody spoke, or when the number rose, gives none.
    """
    spots = [match.start() for match in anchors.finditer(text)] if anchors else []
    clauses = [clause for clause in segments(text) if not _is_speech(clause.group()) and not _is_rise(clause, spots)]
    named = [day for day in find(text, reference) if any(c.start() <= day.start < c.end() for c in clauses)]
    before = [day for day in named if offset is not None and day.start < offset]
    if not spots and before:
        return before[-1].day
    return min(named, key=lambda day: _distance(day, spots)).day if named else None


def _is_speech(clause: str) -> bool:
    return not lows(clause).isdisjoint(words("saying"))


def _is_rise(clause: re.Match[str], spots: list[int]) -> bool:
    told = any(clause.start() <= spot < clause.end() for spot in spots)
    return not told and not lows(clause.group()).isdisjoint(words("going_on"))


def _distance(day: Day, spots: list[int]) -> int:
    return min((abs(day.start - spot) for spot in spots), default=0)
