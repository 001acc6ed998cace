"""When alerts that may not go out at once go out: digests and quiet hours, in Berlin's time. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from monitor.model import BERLIN

# Digests count from here, a Monday: a daily one is there before the newsroom's first meeting, a weekly one on Mondays.
_ANCHOR = datetime(2001, 1, 1, 7)  # noqa: DTZ001 - the clock on Berlin's wall


def next_slot(now: datetime, period: timedelta) -> datetime:
    """The end of the running digest's period (UTC): the next moment whole periods after one fixed Monday, 7:00.

    Counted on Berlin's wall clock, so that a digest of days stays at 7:00 over the change of summer time. In the hour
    that the clock shows twice, ``fold`` keeps the slot in the showing in which ``now`` lies.
    """
    local = now.astimezone(BERLIN)
    passed = (local.replace(tzinfo=None) - _ANCHOR) // period + 1
    return (_ANCHOR + passed * period).replace(tzinfo=BERLIN, fold=local.fold).astimezone(UTC)


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
