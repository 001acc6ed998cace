"""Moments as pages write them: ISO in its variants, RFC 822, JavaScript's and Java's print, German dates.

A time without zone is the publisher's own, Europe/Berlin; results are aware and in UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from monitor.articles.words import WORDS
from monitor.model import BERLIN

_MONTHS: dict[str, int] = {name: number for number, names in enumerate(WORDS["dates"]["months"], 1) for name in names}
_ZONES: dict[str, int] = WORDS["dates"]["zones"]
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_TIME = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?(?!\d)"
_ZONE = r"(?:\s*(?P<zone>Z|[+-]\d\d:?\d\d|[A-Z]{2,4}(?![A-Za-z])|[+-]\d\d(?!\d)))?"
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"(?:[T\s]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?" + _ZONE + ")?"
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?"
    + _ZONE
    + ")?$"
)
_JAVA = re.compile(
    r"[A-Z][a-z]{2},? (?P<name>[A-Z][a-z]{2}) (?P<day>\d\d?)(?: (?P<year2>\d{4}))? (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    r"(?:\s+(?:GMT|UTC)(?=[+-]))?" + _ZONE + r"(?: (?P<year>\d{4}))?"
)
_GAP = r"(?:\s*(?:[,|•·–—/-]|um|\bUhr\b|\bund\b)\s*|\s+)*"
_GERMAN = re.compile(
    r"(?<!\d)(?P<day>[0-3]?\d)\.\s*(?:(?P<month>[01]?\d)\.\s*|(?P<name>"
    + _MONTH
    + r")\.?\s+)(?P<year>\d{4}|\d{2})(?![\d.])"
    r"(?:" + _GAP + _TIME + r"(?:\s*(?:Uhr|h))?" + r"(?:\s*\(?(?P<zone>MEZ|MESZ|CET|CEST|UTC|GMT)\)?)?)?",
    re.I,
)


def parse(text: str) -> tuple[datetime, bool] | None:
    """The first moment in a text, and whether it has a time of day; None if there is none that can be."""
    text = text.strip()
    for pattern in (_ISO, _COMPACT, _JAVA):
        match = pattern.match(text)
        if match and (moment := _moment(match)):
            return moment
    return _rfc822(text) or german(text)


def moment(value: object) -> datetime | None:
    """The moment a metadata value names (text, or seconds or milliseconds since 1970), in UTC."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)) or (isinstance(value, str) and re.fullmatch(r"1\d{9}(?:\d{3})?", value.strip())):
        return _epoch(float(value))
    if not isinstance(value, str):
        return None
    found = parse(value)
    return found[0] if found else None


def german(text: str) -> tuple[datetime, bool] | None:
    """The first German date in running text ("18. Dezember 2024, 18:42 Uhr"), and whether a time stands with it."""
    for match in _GERMAN.finditer(text):
        found = _moment(match)
        if found:
            return found
    return None


def _epoch(value: float) -> datetime | None:
    seconds = value / 1000 if value > 1e11 else value
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < 4e9 else None


def _rfc822(text: str) -> tuple[datetime, bool] | None:
    if not re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4}", text):
        return None
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return _utc(found), True


def _moment(match: re.Match[str]) -> tuple[datetime, bool] | None:
    parts = {"year2": None, "month": None, "name": None, "zone": None, "second": None} | match.groupdict()
    year, name, hour = parts["year"] or parts["year2"], parts["name"], parts["hour"]
    if year is None:
        return None
    month = _MONTHS.get(name.lower(), 0) if name else int(parts["month"])
    try:
        local = datetime(  # noqa: DTZ001 - the zone is put on by _utc
            int(year) + (2000 if len(year) == 2 else 0),
            month,
            int(parts["day"]),
            int(hour or 0),
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
        )
        return _utc(local, parts["zone"]), hour is not None
    except (ValueError, OverflowError):
        return None


def _utc(local: datetime, zone: str | None = None) -> datetime:
    """In UTC; what has no zone, or one nobody knows, is Berlin's."""
    if local.tzinfo is None:
        local = local.replace(tzinfo=_zone(zone) if zone else BERLIN)
    return local.astimezone(UTC)


def _zone(name: str) -> tzinfo:
    """The zone an offset (``+0200``, ``+02``, ``Z``) or an abbreviation names; Berlin if nobody knows it."""
    if name[0] in "+-":
        digits = name[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-offset if name[0] == "-" else offset)
    minutes = _ZONES.get(name.upper())
    return BERLIN if minutes is None else timezone(timedelta(minutes=minutes))
