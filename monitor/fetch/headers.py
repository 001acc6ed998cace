"""What the headers of an answer say of time. Pure; "now" is the answer's own Date where it has one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = timedelta(days=2)  # nobody is believed who says longer
_LONGEST_FRESH = timedelta(days=365)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Read Retry-After, in seconds or as a date (RFC 9110, 10.2.3); give seconds from now, at most two days."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d*)?", text):
        wait = timedelta(seconds=float(text))
    elif moment := _date(text):
        wait = moment - (_date(headers.get("date", "")) or now)
    else:
        return None
    return max(timedelta(0), min(wait, LONGEST_WAIT)).total_seconds()


def max_age(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Give for how long the answer is fresh (RFC 9111, 5.2 and 5.3), less its Age; None if it does not say."""
    control = headers.get("cache-control", "")
    if re.search(r"\bno-(?:cache|store)\b", control, re.IGNORECASE):
        return timedelta(0)
    if match := _MAX_AGE.search(control):
        fresh = timedelta(seconds=int(match[1]) - _age(headers))
    elif expires := _date(headers.get("expires", "")):
        fresh = expires - (_date(headers.get("date", "")) or now)
    else:
        return None
    return max(timedelta(0), min(fresh, _LONGEST_FRESH))


def _age(headers: Mapping[str, str]) -> int:
    text = headers.get("age", "").strip()
    return int(text) if text.isdigit() and len(text) < 10 else 0


def _date(text: str) -> datetime | None:
    """Read an HTTP date; a zone that is missing is GMT."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
