"""When alerts that may not go out at once go out: digests and quiet hours, in Berlin's time. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from monitor.model import BERLIN

MORNING = time(7)  # digests count from here: a daily one is there before the newsroom's first meeting


def next_slot(now: datetime, period: timedelta) -> datetime:
    """The end of the running digest's period (UTC): the next of the moments that lie whole periods after 7 o'clock."""
    anchor = datetime.combine(now.astimezone(BERLIN).date() - timedelta(days=1), MORNING, BERLIN).astimezone(UTC)
    passed = (now - anchor) // period + 1
    return anchor + passed * period


def quiet_until(due: datetime, hours: tuple[time, time] | None) -> datetime:
    """``due``, or the end of the quiet hours (from, until; may pass midnight) in which it lies."""
    if hours is None:
        return due
    begin, end = hours
    local = due.astimezone(BERLIN)
    clock = local.time()
    inside = begin <= clock < end if begin <= end else clock >= begin or clock < end
    if not inside:
        return due
    day = local.date() + timedelta(days=int(begin > end and clock >= begin))
    return datetime.combine(day, end, BERLIN).astimezone(UTC)
