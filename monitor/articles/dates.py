"""Moments as pages write them: ISO in its variants, RFC 822, JavaScript's and Java's print, German dates.

A time without zone is the publisher's own, Europe/Berlin; results are aware and in UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from monitor.articles.words import WORDS
from monitor.model import BERLIN

_MONTHS: dict[str, int] = {name: number for number, names in enumerate(WORDS["dates"]["months"], 1) for name in names}
_ZONES: dict[str, int] = WORDS["dates"]["zones"]
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_ZONE = r"(?:\s*(?P<zone>Z|[+-]\d\d:?\d\d|[+-]\d\d(?!\d)|[A-Z]{2,4}(?![A-Za-z])))?"
_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[T\s]+" + _CLOCK + _ZONE + ")?")
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?" + _ZONE + ")?$"
)
# "Fri Apr 28 19:20:36 CEST 2023", "Fri Apr 28 2023 17:52:31 GMT+0000", "Wed, 18 Dec 2024 18:42:00 +0100"
_PRINTED = re.compile(
    r"(?:[A-Za-z]{2,10}\.?,?\s+)?(?:(?P<name>[A-Za-zÄä]{3,9})\.?\s+(?P<day>\d\d?),?|(?P<day2>\d\d?)\.?\s+(?P<name2>[A-Za-zÄäö]{3,9})\.?)"
    r"(?:,?\s+(?P<year>\d{4}),?)?(?:\s+"
    + _CLOCK
    + r"(?:\s*(?:GMT|UTC)(?=[+-]))?"
    + _ZONE
    + r")?(?:\s+(?P<year2>\d{4}))?"
)
_GERMAN = re.compile(
    r"(?<![\d.])(?P<day>[0-3]?\d)\.\s*(?:(?P<month>[01]?\d)\.\s*|(?P<name>"
    + _MONTH
    + r")\.?\s+)(?P<year>\d{4}|\d{2})(?![\d])"
    r"(?:(?:\s|[,|•·–—/-]|\bum\b|\bUhr\b)*(?<!\d)(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?(?!\d|\.\d)"
    r"(?:\s*(?:Uhr|h)\b)?(?:\s*\(?(?P<zone>MEZ|MESZ|CET|CEST|UTC|GMT)\b\)?)?)?",
    re.I,
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as it was written: ``at`` in UTC, ``wall`` the clock it shows, and whether it had zone and time."""

    at: datetime
    wall: datetime
    zoned: bool
    timed: bool


def read(value: object) -> Moment | None:
    """The moment a metadata value names: text in any known form, or seconds or milliseconds since 1970."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _epoch(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _EPOCH.fullmatch(text):
        return _epoch(float(text))
    for pattern in (_ISO, _COMPACT):
        match = pattern.match(text)
        if match and (moment := _moment(match)):
            return moment
    match = _PRINTED.match(text)
    printed, spoken = _moment(match) if match else None, german(text)
    return spoken if spoken and not (printed and printed.timed) else printed


def german(text: str) -> Moment | None:
    """The first German date in running text: "18. Dezember 2024, 18:42 Uhr", "18.12.2024 | 18:42"."""
    if "." not in text:  # behind each day
        return None
    return next((moment for match in _GERMAN.finditer(text) if (moment := _moment(match))), None)


def in_berlin(wall: datetime) -> datetime:
    """The instant, in UTC, at which Berlin's clocks show this."""
    return wall.replace(tzinfo=BERLIN).astimezone(UTC)


def _epoch(value: float) -> Moment | None:
    seconds = value / 1000 if value > 1e11 else value
    if not 0 < seconds < 4e9:
        return None
    at = datetime.fromtimestamp(int(seconds), UTC)
    return Moment(at, at.replace(tzinfo=None), zoned=True, timed=True)


def _moment(match: re.Match[str]) -> Moment | None:
    parts = match.groupdict()
    year = parts["year"] or parts.get("year2")
    day, name = parts["day"] or parts.get("day2"), parts.get("name") or parts.get("name2")
    month = _MONTHS.get(name.lower()) if name else int(parts.get("month") or 0)
    if not (year and day and month):
        return None
    century = 2000 if len(year) == 2 else 0
    try:
        hour, minute, second = (int(parts[part] or 0) for part in ("hour", "minute", "second"))
        wall = datetime(century + int(year), month, int(day), hour, minute, second)  # noqa: DTZ001 - the clock as shown
        return Moment(_utc(wall, parts["zone"]), wall, zoned=parts["zone"] is not None, timed=parts["hour"] is not None)
    except (ValueError, OverflowError):
        return None


def _utc(wall: datetime, zone: str | None) -> datetime:
    return in_berlin(wall) if zone is None else wall.replace(tzinfo=_zone(zone)).astimezone(UTC)


def _zone(name: str) -> tzinfo:
    """The zone an offset (``+0200``, ``+02``, ``Z``) or an abbreviation names; Berlin if nobody knows it."""
    if name[0] in "+-":
        digits = name[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-offset if name[0] == "-" else offset)
    minutes = _ZONES.get(name.upper())
    return BERLIN if minutes is None else timezone(timedelta(minutes=minutes))
