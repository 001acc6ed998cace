"""Days and times as people give them: on a command line, in an address."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from monitor.errors import UsageError
from monitor.model import BERLIN

# Nothing that is read or asked for lies outside; within, no sum with a duration leaves what a date can hold.
EARLIEST, LATEST = 1900, 2200
Given = TypeVar("Given", date, datetime)


def day(value: str | None, option: str) -> date | None:
    """A day; raises UsageError, which names the option, for anything else."""
    try:
        return None if value is None else _within(date.fromisoformat(value), value, option)
    except ValueError:
        raise UsageError(f"{option} takes a day as in 2025-01-13, not {value!r}") from None


def day_or_time(value: str | None, option: str, *, ends: bool = False) -> datetime | None:
    """A bound of time: a day means its first moment in Berlin, or the moment after its last if it ``ends`` the span.

    Raises UsageError, which names the option, for anything else.
    """
    if value is None:
        return None
    try:
        if len(value) > len("2025-01-13"):
            return _aware(_within(datetime.fromisoformat(value), value, option))
        first = _within(date.fromisoformat(value), value, option)
    except ValueError:
        raise UsageError(f"{option} takes a day (2025-01-13) or a time (2025-01-13T07:00), not {value!r}") from None
    return datetime.combine(first + timedelta(days=ends), time(), BERLIN)


def moment(at: str | None) -> datetime:
    """The time of a pass in UTC: now, or the given one (naive: Berlin). Raises UsageError."""
    if at is None:
        return datetime.now(UTC)
    try:
        given = datetime.fromisoformat(at)
    except ValueError:
        raise UsageError(f"--at takes a time as in 2025-01-13T07:00, not {at!r}") from None
    return _aware(_within(given, at, "--at")).astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)


def _within(given: Given, value: str, option: str) -> Given:
    if not EARLIEST <= given.year <= LATEST:
        raise UsageError(f"{option} takes a year from {EARLIEST} to {LATEST}, not {value!r}")
    return given
