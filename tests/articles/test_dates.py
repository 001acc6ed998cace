"""Every spelling of a moment that pages use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.articles import dates


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


READ = [
    # ISO 8601 and its variants
    ("2024-05-03T15:47:42.389Z", utc(2024, 5, 3, 15, 47, 42)),
    ("2024-05-03T15:47:42.389000+00:00", utc(2024, 5, 3, 15, 47, 42)),
    ("2023-06-29T15:04:36+0200", utc(2023, 6, 29, 13, 4, 36)),  # no colon
    ("2024-04-27T07:39+0200", utc(2024, 4, 27, 5, 39)),  # no seconds
    ("2024-04-27T07:39:18+02", utc(2024, 4, 27, 5, 39, 18)),  # hours only
    ("2023-04-28T16:46:34Z ", utc(2023, 4, 28, 16, 46, 34)),  # a blank behind
    ("2024-04-26 20:44", utc(2024, 4, 26, 18, 44)),  # naive: Berlin's summer
    ("2024-01-26 20:44:10", utc(2024, 1, 26, 19, 44, 10)),  # naive: Berlin's winter
    ("2024-01-26T20:44:10 CET", utc(2024, 1, 26, 19, 44, 10)),
    ("2024-1-6", utc(2024, 1, 5, 23)),  # a day begins in Berlin
    ("20241218", utc(2024, 12, 17, 23)),
    ("20241218T184200Z", utc(2024, 12, 18, 18, 42)),
    # what programs print
    ("Fri Apr 28 19:20:36 CEST 2023", utc(2023, 4, 28, 17, 20, 36)),
    ("Fri Apr 28 2023 17:52:31 GMT+0000 (Coordinated Universal Time)", utc(2023, 4, 28, 17, 52, 31)),
    ("Wed, 18 Dec 2024 18:42:00 +0100", utc(2024, 12, 18, 17, 42)),
    ("Wed, 18 Dec 2024 18:42:00 GMT", utc(2024, 12, 18, 18, 42)),
    ("December 18, 2024 18:42", utc(2024, 12, 18, 17, 42)),
    ("1734543720", utc(2024, 12, 18, 17, 42)),  # seconds
    ("1734543720000", utc(2024, 12, 18, 17, 42)),  # milliseconds
    (1734543720, utc(2024, 12, 18, 17, 42)),
    # German
    ("18. Dezember 2024, 18:42 Uhr", utc(2024, 12, 18, 17, 42)),
    ("18.12.2024 | 18:42", utc(2024, 12, 18, 17, 42)),
    ("Mi, 18 Dez 2024", utc(2024, 12, 17, 23)),
    ("Mittwoch, 18.12.24 um 18.42 Uhr", utc(2024, 12, 18, 17, 42)),
    ("12. MÄR 2025 18:03", utc(2025, 3, 12, 17, 3)),
    ("3. Jänner 2025, 7:05", utc(2025, 1, 3, 6, 5)),
    ("Veröffentlicht am 27.04.24 um 07:39 Uhr", utc(2024, 4, 27, 5, 39)),
    ("17.04.2024, 12:24Lesezeit: 5 Min.", utc(2024, 4, 17, 10, 24)),
    ("28. April 2024 um 10:17 Uhr (MESZ)", utc(2024, 4, 28, 8, 17)),
]


@pytest.mark.parametrize(("value", "expected"), READ)
def test_moments_are_read(value: object, expected: datetime) -> None:
    moment = dates.read(value)
    assert moment is not None
    assert moment.at == expected


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        "",
        "14:36",  # a time of day is no day
        "P 3 M",  # a duration
        "5m",
        "2024-13-45",
        "99.99.2024",
        "31.02.2024",
        "vor 3 Stunden",
        "Nr. 12.345.678 vom Amt",
        -5,
        9e18,
    ],
)
def test_what_is_no_moment_is_none(value: object) -> None:
    assert dates.read(value) is None


@pytest.mark.parametrize(
    ("value", "zoned", "timed"),
    [
        ("2024-05-03T15:47:42Z", True, True),
        ("2024-05-03 15:47", False, True),
        ("2024-05-03", False, False),
        ("3. Mai 2024", False, False),
    ],
)
def test_moments_know_what_was_written(value: str, zoned: bool, timed: bool) -> None:
    moment = dates.read(value)
    assert moment is not None
    assert (moment.zoned, moment.timed) == (zoned, timed)


def test_unknown_zone_is_berlin() -> None:
    moment = dates.read("2024-05-03T15:47:42 XYZ")
    assert moment is not None
    assert moment.at == utc(2024, 5, 3, 13, 47, 42)


def test_date_in_a_text_is_found() -> None:
    moment = dates.german("Der Vertrag vom 3. Mai 2024 gilt bis 2030.")
    assert moment is not None
    assert not moment.timed
