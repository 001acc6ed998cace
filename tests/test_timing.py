"""Digests and quiet hours, in Berlin's time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from monitor.model import BERLIN
from monitor.timing import next_slot, quiet_until


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "period", "expected"),
    [
        pytest.param("2025-01-10T06:59", timedelta(days=1), "2025-01-10T07:00", id="a daily digest goes out at seven"),
        pytest.param("2025-01-10T07:00", timedelta(days=1), "2025-01-11T07:00", id="at seven the next one begins"),
        pytest.param("2025-01-10T09:20", timedelta(hours=1), "2025-01-10T10:00", id="an hourly one at the full hour"),
        pytest.param("2025-01-10T07:10", timedelta(minutes=30), "2025-01-10T07:30", id="half-hourly"),
        pytest.param("2025-03-29T19:30", timedelta(hours=12), "2025-03-30T07:00", id="half a day that lacks an hour"),
        pytest.param("2025-03-29T08:00", timedelta(days=1), "2025-03-30T07:00", id="a day that lacks an hour"),
        pytest.param("2025-10-25T08:00", timedelta(days=1), "2025-10-26T07:00", id="a day that has one more"),
        pytest.param("2025-01-06T07:00", timedelta(days=7), "2025-01-13T07:00", id="a week, begun on its first day"),
        pytest.param("2025-01-08T12:00", timedelta(days=7), "2025-01-13T07:00", id="a week, begun in its middle"),
        pytest.param("2025-01-13T06:59", timedelta(days=7), "2025-01-13T07:00", id="a week, begun on its last day"),
        pytest.param("2025-03-26T12:00", timedelta(days=7), "2025-03-31T07:00", id="a week that lacks an hour"),
    ],
)
def test_the_end_of_a_digests_period(now: str, period: timedelta, expected: str) -> None:
    assert next_slot(at(now), period) == at(expected)


@pytest.mark.parametrize("period", [timedelta(hours=5), timedelta(hours=36), timedelta(days=3)], ids=str)
def test_a_digest_keeps_its_date_however_long_it_is_waited_for(period: timedelta) -> None:
    slot = next_slot(at("2025-01-10T12:00"), period)
    asked = [slot - period, slot - period / 2, slot - timedelta(seconds=1)]
    assert {next_slot(now, period) for now in asked} == {slot}


def test_a_slot_lies_ahead_in_the_hour_that_comes_twice() -> None:
    second = datetime(2025, 10, 26, 2, 10, tzinfo=BERLIN, fold=1)
    assert next_slot(second, timedelta(minutes=30)) - second.astimezone(UTC) == timedelta(minutes=20)


@pytest.mark.parametrize(
    ("due", "hours", "expected"),
    [
        pytest.param("2025-01-10T12:00", None, "2025-01-10T12:00", id="no quiet hours"),
        pytest.param(
            "2025-01-10T23:30", (time(22), time(6)), "2025-01-11T06:00", id="before midnight: until the morning"
        ),
        pytest.param(
            "2025-01-10T05:59", (time(22), time(6)), "2025-01-10T06:00", id="after midnight: the same morning"
        ),
        pytest.param("2025-01-10T06:00", (time(22), time(6)), "2025-01-10T06:00", id="the end belongs to the day"),
        pytest.param("2025-01-10T21:59", (time(22), time(6)), "2025-01-10T21:59", id="before the beginning"),
        pytest.param("2025-01-10T13:00", (time(12), time(14)), "2025-01-10T14:00", id="within one day"),
        pytest.param("2025-03-29T23:00", (time(22), time(6)), "2025-03-30T06:00", id="a night that lacks an hour"),
    ],
)
def test_quiet_hours(due: str, hours: tuple[time, time] | None, expected: str) -> None:
    assert quiet_until(at(due), hours) == at(expected)
