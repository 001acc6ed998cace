"""Read the date of a feed's entry, in any spelling that feeds have.

The order: a date in digits, or else with a month's name; then the time; then the zone. RFC 822, ISO 8601 and
W3C-DTF, asctime, the ``toString`` of Java and JavaScript, German and English dates in words and digits, Unix seconds.
A time without a zone, or with an unknown one, is one in Europe/Berlin; a date without a time is midnight there.
``18/12`` and ``04/05`` are read with the day first, ``12/18`` with the month, as the numbers allow.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from monitor.model import BERLIN

_EARLIEST, _LATEST = 1900, 2100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 100  # no spelling of a date is longer

# What most machines write, and Python reads at once; whatever differs takes the long way.
_WHOLE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_UNIX = re.compile(r"\s*(\d{9,10})(?:\d{3})?(?:\.\d+)?\s*$")
_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?:(?P=s)(?P<d>\d{1,2}))?(?!\d)")
_BASIC = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?=T|\b)")
_DIGITS = re.compile(r"(?<![\d.:])(?P<d>\d{1,2})(?P<s>[./-])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<y>\d{4}|\d{2})(?!\d|[.:]\d)")
_WORD = r"[^\W\d_]{3,}"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]*(?P<m>{_WORD})\.?,?[\s-]*'?(?P<y>\d{{4}}|\d{{2}})(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?P<m>{_WORD})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<z>[A-Z]{{1,5}}))?,?\s+(?P<y>\d{{4}})(?!\d)"
)
_TIME = re.compile(
    r"(?<![\d.:+-])(?P<h>\d{1,2})[:.h](?P<i>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?(?!\d)\s*(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
_TIME_BASIC = re.compile(r"T(?P<h>\d{2})(?P<i>\d{2})(?P<s>\d{2})?(?:[.,]\d+)?(?!\d)(?P<half>)")
_HOUR = re.compile(
    r"(?<![\d.:+-])(?P<h>\d{1,2})\s*(?P<s>)(?:(?P<half>[ap]\.?m)\b|Uhr\b(?:\s?(?P<i>\d{2})(?!\d))?)", re.IGNORECASE
)
_OFFSET = re.compile(r"(?P<sign>[+−-])\s?(?P<h>\d{1,2}):?(?P<i>\d{2})?(?!\d)")
_REGION = re.compile(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+")
_NAME = re.compile(r"[A-Za-zÄÖÜäöü]+")


def read(text: str) -> datetime | None:
    """Read a date; aware, in UTC. None for what is no date or stands for "unknown" (the year 1, Unix time 0)."""
    text = text.strip()[:_LONGEST]
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text) if _WHOLE.fullmatch(text) else _from_unix(text) or _from_words(text)
        moment = moment.astimezone(UTC) if moment else None
    except (ValueError, OverflowError):
        return None
    if moment is None or not _EARLIEST <= moment.year <= _LATEST or abs(moment - _EPOCH) <= timedelta(days=1):
        return None
    return moment


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read, and the text without it."""

    match: re.Match[str]
    rest: str


def _from_unix(text: str) -> datetime | None:
    match = _UNIX.match(text)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def _from_words(text: str) -> datetime | None:
    if numeric := _first(text, _ISO, _BASIC, _DIGITS):
        clock = _first(numeric.rest, _TIME, _TIME_BASIC, _HOUR)
        day, rest = _numeric_day(numeric.match), clock.rest if clock else numeric.rest
    else:
        clock = _first(text, _TIME, _HOUR)
        named = _named(clock.rest if clock else text)
        if named is None:
            return None
        day, rest = _named_day(named.match), named.rest
    return _at(day, clock.match if clock else None, _zone(rest))


def _first(text: str, *patterns: re.Pattern[str]) -> _Found | None:
    matches = (pattern.search(text) for pattern in patterns)
    return next((_found(text, match) for match in matches if match), None)


def _named(text: str) -> _Found | None:
    """Find day, month and year with the month as a word; other words may stand in a month's place ("18 CET 2024")."""
    matches = (match for pattern in (_DAY_FIRST, _MONTH_FIRST) for match in pattern.finditer(text))
    return next((_found(text, match) for match in matches if _month(match["m"])), None)


def _found(text: str, match: re.Match[str]) -> _Found:
    zone_within = match.groupdict().get("z") or ""
    return _Found(match, f"{text[: match.start()]} {zone_within} {text[match.end() :]}")


def _numeric_day(match: re.Match[str]) -> date:
    year, month, day = _year(match["y"]), int(match["m"]), int(match["d"] or 1)
    if month > 12 >= day:
        month, day = day, month
    return date(year, month, day)


def _named_day(match: re.Match[str]) -> date:
    return date(_year(match["y"]), _month(match["m"]) or 1, int(match["d"]))


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits) - (100 if int(digits) >= 70 else 0)


def _month(word: str) -> int | None:
    return next((number for name, number in _words()["months"].items() if name.startswith(word.lower())), None)


def _at(day: date, clock: re.Match[str] | None, zone: tzinfo) -> datetime:
    """Put day and time together; 24:00 is the next day's midnight, a leap second its second before."""
    if clock is None:
        return datetime.combine(day, time(), zone)
    hour, minute, second = int(clock["h"]), int(clock["i"] or 0), min(int(clock["s"] or 0), 59)
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    if (hour, minute) == (24, 0):
        return datetime.combine(day + timedelta(days=1), time(), zone)
    return datetime.combine(day, time(hour, minute, second), zone)


def _zone(rest: str) -> tzinfo:
    """Read the zone in what is left beside date and time; an offset in digits counts before a name."""
    if offset := _OFFSET.search(rest):
        minutes = int(offset["h"]) * 60 + int(offset["i"] or 0)
        return timezone(timedelta(minutes=minutes if offset["sign"] == "+" else -minutes))
    if region := _REGION.search(rest):
        return _region(region[0])
    zones = _words()["zones"]
    minutes_east = next((zones[name] for word in _NAME.findall(rest) if (name := word.lower()) in zones), None)
    return BERLIN if minutes_east is None else timezone(timedelta(minutes=minutes_east))


def _region(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return BERLIN


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, int]]:
    return tomllib.loads(files(__package__).joinpath("dates.toml").read_text("utf-8"))
