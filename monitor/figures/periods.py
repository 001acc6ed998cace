"""Time windows of claims, as ISO 8601 durations (``P1D``, ``PT24H``) or intervals (``2022-02-24/..``)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")

# How many days a period of this name may have.
LENGTHS: dict[str, tuple[float, float]] = {
    "hour": (0, 1 / 24),
    "day": (0.4, 1.5),
    "week": (6, 8),
    "month": (28, 31),
    "year": (360, 366),
}


def length(period: str | None, as_of: date) -> float | None:
    """A window's length in days; an open end is ``as_of``. None where there is no window that can be read."""
    if period is None:
        return None
    if "/" not in period:
        return _duration(period) if period.startswith("P") else _single(period)
    first, _, last = period.partition("/")
    if last.startswith("P") or first.startswith("P"):
        return _duration(last if last.startswith("P") else first)
    start, end = begins(period), _date(last, "end") or as_of
    return max(1.0, (end - start) / timedelta(days=1) + 1) if start else None


def begins(period: str | None) -> date | None:
    """The day on which an interval begins; None for a duration."""
    return _date(period.partition("/")[0], "start") if period and "/" in period else None


def _duration(period: str) -> float | None:
    found = _DURATION.fullmatch(period)
    if not found:
        return None
    years, months, weeks, days, hours, minutes, _ = (int(part or 0) for part in found.groups())
    return years * 365 + months * 30 + weeks * 7 + days + hours / 24 + minutes / 1440


def _single(period: str) -> float | None:
    """A day, a month or a year that stands alone."""
    start, end = _date(period, "start"), _date(period, "end")
    if re.fullmatch(r"\d{4}", period):
        return 365.0
    return (end - start) / timedelta(days=1) + 1 if start and end else None


def _date(text: str, side: Literal["start", "end"]) -> date | None:
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1) if side == "start" else date(int(text), 12, 31)
    found = _DATE.match(text)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12 or year < 1:
        return None
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    day = int(found[3]) if found[3] else 1 if side == "start" else last
    return date(year, month, min(max(day, 1), last))
