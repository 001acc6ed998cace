"""When: the day for which a figure holds, and the window of time over which it was counted.

Days are Berlin's. Words are read from the day of publication: "am Montag" is the last Monday up to that day, "in der
Nacht zum Samstag" belongs to the Saturday on which it ends, "im Juli" is the last July that has begun.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Calendar

_DAY = re.compile(r"(\d{1,2})\.(?:\s*(\d{1,2})\.)?\s*(\d{4})?$")
_NUMERIC = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_FEW = 7  # days that are one after another where nothing else is said
_LONGEST_SINCE = 10  # words from "seit" to its month
_STANDING = ("stand:", "stand ")
_STANDS = 6  # characters of these


@dataclass(frozen=True, slots=True)
class Moment:
    """A stated day or window: ``day`` on which it ends or falls; ``window`` as ISO 8601 duration or interval."""

    at: int
    day: date | None
    window: str | None


def standing(text: str) -> date | None:
    """The day of a line "Stand: 27.12.2024", if ``text`` is one."""
    found = _NUMERIC.search(text) if text[:_STANDS].lower() in _STANDING else None
    return _date(int(found[3]), int(found[2]), int(found[1])) if found else None


def moments(scene: Scene, published: date | None) -> list[Moment]:
    """The days and windows that a sentence names, in its order."""
    calendar = scene.words.calendar
    found = [
        Moment(hit.first, None, _placed(hit.value, hit.entry, published))
        for hit in scene.cues.longest(calendar.windows)
    ]
    found = [moment for moment in found if not _night_to(scene, moment.at, calendar)]
    found += _lengths(scene, calendar)
    taken = {moment.at for moment in found}
    for at in _days(scene, calendar):
        moment = _day(scene, at, published, calendar)
        if moment and moment.at not in taken:
            found.append(moment)
    return sorted(found, key=lambda moment: moment.at)


def _days(scene: Scene, calendar: Calendar) -> Iterator[int]:
    """The tokens that may name a day, month or year."""
    months, relative, weekdays = calendar.months, calendar.relative, calendar.weekday_names
    for at, low in enumerate(scene.words_low):
        if low in months or low in relative or "0" <= low[0] <= "9" or low.startswith(weekdays):
            yield at


def _lengths(scene: Scene, calendar: Calendar) -> Iterator[Moment]:
    """ "binnen zweier Tage", "in den vergangenen drei Wochen": a window of some days, weeks or months."""
    for at, token in enumerate(scene.tokens):
        if token.quantity is None and token.low not in calendar.lengths:
            continue
        *number, noun = token.low.split()[-2:] or [""]  # a duration may have been read as a quantity
        first = at if number else at - 1
        count = calendar.counts.get(number[0] if number else scene.tokens[first].low) if first > 0 else None
        unit = calendar.lengths.get(noun)
        if count and unit and _over(scene, first, count, calendar):
            yield Moment(at, None, f"P{count * int(unit[:-1])}{unit[-1]}")


def _over(scene: Scene, first: int, count: int, calendar: Calendar) -> bool:
    """Whether a number of days is a window: "an 80 Tagen" are days here and there, "von zwei Tagen" asks for more."""
    before = scene.tokens[first - 1].low
    if before == "von":
        return scene.lows(max(0, first - 2), first - 1) == ["innerhalb"]
    return before in calendar.over and (before != "an" or count <= _FEW)


def _night_to(scene: Scene, at: int, calendar: Calendar) -> bool:
    """ "in der Nacht zum Samstag": the weekday tells more than the night."""
    lows = scene.lows(at, at + 5)
    return lows[2:3] == ["nacht"] and any(low.startswith(calendar.weekday_names) for low in lows[3:])


def _placed(period: str, entry: str, published: date | None) -> str:
    """A year's window by its year, a night's by its day; others as their length."""
    if published and period == "P1Y":
        year = (
            published.year - 1
            if any(word in entry for word in ("vergangenen", "vor", "abgelaufenen", "letzten"))
            else published.year
        )
        return f"{year}-01-01/P1Y"
    return f"{published.isoformat()}/P1D" if published and "nacht" in entry.lower() and "einer" not in entry else period


def _day(scene: Scene, at: int, published: date | None, calendar: Calendar) -> Moment | None:
    low = scene.tokens[at].low
    if low in calendar.relative and published and not scene.tokens[at].text[1:].isupper():
        return _moment(at, published, calendar.relative[low])
    if published and scene.tokens[at].is_name and low.startswith(calendar.weekday_names):
        weekday = next(number for name, number in calendar.weekdays.items() if low.startswith(name))
        ahead = at > 0 and scene.tokens[at - 1].low in calendar.ahead
        days = (weekday - published.weekday()) % 7 if ahead else -((published.weekday() - weekday) % 7)
        if " ".join(scene.lows(at + 1, at + 3)) in calendar.last_week:
            days = weekday - published.weekday() - 7
        moment = _moment(at, published, days)
        before = scene.tokens[at - 1].low if at > 0 else ""
        if moment and before in scene.words.forms.since_when and not ahead:
            return Moment(at, None, f"{moment.day}/..")
        return replace(moment, window=None) if moment and before == "stand" else moment
    if low in calendar.months:
        return _month(scene, at, calendar.months[low], published)
    if found := _NUMERIC.fullmatch(low):
        stated = _date(int(found[3]), int(found[2]), int(found[1]))
        return Moment(at, stated, f"{stated.isoformat()}/P1D") if stated else None
    return _year(scene, at, int(low), published) if _YEAR.match(low) else None


def _moment(at: int, published: date, days: int) -> Moment | None:
    """The day so many days from the publication; None outside the calendar's years 1 to 9999."""
    try:
        day = published + timedelta(days=days)
    except OverflowError:
        return None
    return Moment(at, day, f"{day.isoformat()}/P1D")


def _year(scene: Scene, at: int, year: int, published: date | None) -> Moment | None:
    """ "im Jahr 2024", "seit 2022", "2024 eroberte": a year that is no part of a date or a name."""
    before = scene.tokens[at - 1].low if at else ""
    if before in scene.words.forms.since_when and (published is None or year <= published.year):
        return Moment(at, None, f"{year}-01-01/..")
    if before in ("jahr", "jahre") or at == 0:
        end = date(year, 12, 31)
        return Moment(at, min(end, published) if published else end, f"{year}-01-01/P1Y")
    return None


def _month(scene: Scene, at: int, month: int, published: date | None) -> Moment | None:
    """ "am 5. Januar", "Mitte Dezember 2024", "im Juli", "seit Februar 2022"."""
    lows = scene.lows(0, len(scene.tokens))
    stated = int(lows[at + 1]) if at + 1 < len(lows) and _YEAR.match(lows[at + 1]) else None
    year = stated or _latest_year(month, published)
    if year is None:
        return None
    number = _number_before(scene, at)
    if _since(scene, at, lows):
        return Moment(at, None, f"{year}-{month:02d}-{number or 1:02d}/..")
    if number:
        day = _date(year, month, number)
        return Moment(at, day, f"{day.isoformat()}/P1D") if day else None
    end = date(year, month, monthrange(year, month)[1])
    return Moment(at, min(end, published) if published and not stated else end, f"{year}-{month:02d}-01/P1M")


def _since(scene: Scene, at: int, lows: Sequence[str]) -> bool:
    """Whether a month begins an open span: "seit Februar", "seit Beginn der Invasion im Februar 2022".

    The span's noun phrase may be long, but no verb and no comma lie in it.
    """
    for back in range(at - 1, max(-1, at - _LONGEST_SINCE), -1):
        if lows[back] in scene.words.forms.since_when:
            return True
        if back in scene.finites or scene.tokens[back].text in ",;:":
            return False
    return False


def _number_before(scene: Scene, at: int) -> int | None:
    """The day before a month: "5. Januar" is read as "5", "."."""
    tokens = scene.tokens
    back = at - 1 if at and tokens[at - 1].text != "." else at - 2
    found = tokens[back].text.rstrip(".") if back >= 0 else ""
    return int(found) if found.isdigit() and 1 <= int(found) <= 31 else None


def _latest_year(month: int, published: date | None) -> int | None:
    if published is None:
        return None
    return published.year if month <= published.month else published.year - 1 or None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolve(scene: Scene, spot: int, found: list[Moment], published: date | None) -> tuple[date | None, str | None]:
    """The day (``as_of``) and the window (``period``) of the figure at ``spot``.

    The window must stand in the figure's clause, and not with a verb of saying or rising: "stieg am Samstag auf sieben"
    tells of Saturday's total, not of what was counted on Saturday.
    """
    clause = scene.clause(spot)
    inside = [moment for moment in found if moment.at in clause]
    day = next((m.day for m in [*inside, *_said_on(scene, found)] if m.day), published)
    lows = scene.lows(clause.first, clause.end)
    told = scene.says_in(clause) or bool(scene.words.forms.changes.intersection(lows))
    windows = [m.window for m in inside if m.window and not (told and m.window.endswith("/P1D"))]
    exact = [window for window in windows if not window.endswith("/..")]
    return day, next(iter(exact or windows), None)


def _said_on(scene: Scene, found: list[Moment]) -> Iterator[Moment]:
    """The days of the other clauses: "…, teilte das Ministerium am Freitag mit"."""
    return (moment for moment in found if moment.day and scene.says_in(scene.clause(moment.at)))
