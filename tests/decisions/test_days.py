"""Days that a sentence names, told from a Wednesday."""

import re
from datetime import date

import pytest

from monitor.figures import days, periods

WEDNESDAY = date(2025, 3, 5)
ANCHORS = re.compile(r"\b\w*brand\b", re.IGNORECASE)

NAMED = [
    ("am Montag", [date(2025, 3, 3)]),
    ("am Mittwochmorgen", [WEDNESDAY]),  # the day of publication itself
    ("am Donnerstag", [date(2025, 2, 27)]),  # the last one
    ("Samstags", [date(2025, 3, 1)]),
    ("am Sonnabend", [date(2025, 3, 1)]),
    ("Montagnacht", [date(2025, 3, 4)]),  # a night belongs to the day on which it ends
    ("in der Nacht zum Dienstag", [date(2025, 3, 4)]),
    ("in der Nacht auf den 2. März", [date(2025, 3, 2)]),
    ("in der Nacht vom 1. auf den 2. März", [date(2025, 3, 2)]),
    ("in der Nacht davor", [date(2025, 3, 4)]),
    ("am 28. Februar", [date(2025, 2, 28)]),
    ("am 24. Dezember", [date(2024, 12, 24)]),  # the last one
    ("am 5. März 2023", [date(2023, 3, 5)]),
    ("am 03.03.2025", [date(2025, 3, 3)]),
    ("am 4.3.", [date(2025, 3, 4)]),
    ("heute und gestern, vorgestern auch", [WEDNESDAY, date(2025, 3, 4), date(2025, 3, 3)]),
    ("am kommenden Samstag", []),  # lies ahead
    ("bis Freitag", []),
    ("am 6. März 2025", []),
    ("am 30. Februar", []),  # no day
    ("1.200 Menschen, 5 davon", []),
    ("Freitagabend und Samstag", [date(2025, 2, 28), date(2025, 3, 1)]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_named_days(text: str, expected: list[date]) -> None:
    assert [found.day for found in days.find(text, WEDNESDAY)] == expected


EVENTS = [
    # the nearest to the event's word
    ("Die beim Großbrand am Samstag Verletzten sind am Montag gestorben.", date(2025, 3, 1)),
    ("Am Montag starben zwei, die beim Brand am Samstag verletzt wurden.", date(2025, 3, 1)),
    # when somebody spoke is no event
    ("Der Brand brach am Montag aus, teilte die Feuerwehr am Dienstag mit.", date(2025, 3, 3)),
    ("Das sagte ein Sprecher am Dienstag.", None),
    # when a number rose is none
    ("Damit stieg die Zahl der Toten am Dienstag auf elf.", None),
    ("Bei einem Brand am Sonntag stieg die Zahl der Toten auf elf.", date(2025, 3, 2)),
    ("Es brennt.", None),
]


@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_the_day_of_an_event(text: str, expected: date | None) -> None:
    assert days.of_event(text, WEDNESDAY, ANCHORS) == expected


def test_without_an_events_word_the_first_day_counts() -> None:
    assert days.of_event("Am Samstag und am Montag gab es Tote.", WEDNESDAY, None) == date(2025, 3, 1)


LENGTHS = [
    (None, None),
    ("P1D", 1),
    ("PT24H", 1),
    ("P1W", 7),
    ("P7D", 7),
    ("P1M", 30),
    ("P1Y", 365),
    ("P1Y2M", 425),
    ("2025-03-01/2025-03-02", 2),
    ("2025-03-01/..", 5),  # open: up to the as-of day
    ("2025-03-01/", 5),
    ("2025-03-01/P1W", 7),
    ("2025-03-04", 1),
    ("2025-02", 28),
    ("2024", 365),
    ("2024/2024", 366),
    ("2025-12/2025-12", 31),
    ("2025-13", None),  # no month
    ("bald", None),
    ("Pbald", None),
    ("bald/dann", None),
]


@pytest.mark.parametrize(("period", "length"), LENGTHS)
def test_lengths_of_windows(period: str | None, length: float | None) -> None:
    assert periods.length(period, WEDNESDAY) == length


def test_where_an_interval_begins() -> None:
    assert periods.begins("2022-02-24/..") == date(2022, 2, 24)
    assert periods.begins("2022/..") == date(2022, 1, 1)
    assert periods.begins("P1D") is None
