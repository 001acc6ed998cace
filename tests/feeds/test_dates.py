"""Dates in every spelling that feeds have; expected in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feeds import dates

TABLE = (
    # RFC 822, with German and English words
    ("Wed, 18 Dec 2024 06:00:00 +0100", "2024-12-18 05:00"),
    ("Wed, 18 Dec 2024 06:00:00 GMT", "2024-12-18 06:00"),
    ("Wed, 18 Dec 24 06:00 UT", "2024-12-18 06:00"),
    ("Wed, 18 Dec 2024 06:00:00 EST", "2024-12-18 11:00"),
    ("18 Dec 2024 06:00:00 -0000", "2024-12-18 06:00"),
    ("Mi, 18 Dez 2024 06:00:00 +0100", "2024-12-18 05:00"),
    ("Mi., 18. Dez. 2024 06:00:00 MEZ", "2024-12-18 05:00"),
    ("Do, 18 Jul 2024 06:00:00 MESZ", "2024-07-18 04:00"),
    ("Thu, 18 Jul 2024 06:00:00 CEST", "2024-07-18 04:00"),
    ("Wed, 18 Dec 2024 06:00:00 CET", "2024-12-18 05:00"),
    ("Thu, 18 Juli 2024 06:00:00 GMT+2", "2024-07-18 04:00"),
    ("Wed, 18 Dec 2024 06:00:00 UTC+01:00", "2024-12-18 05:00"),
    ("Tue, 18 Dec 2018 06:00:60 GMT", "2018-12-18 06:00"),
    ("Mi, 18 Dez 2024", "2024-12-17 23:00"),
    # ISO 8601 and W3C-DTF
    ("2024-12-18T06:00:00Z", "2024-12-18 06:00"),
    ("2024-12-18T06:00:00+01:00", "2024-12-18 05:00"),
    ("2024-12-18T06:00:00-0500", "2024-12-18 11:00"),
    ("2024-12-18T06:00:00+01", "2024-12-18 05:00"),
    ("2024-12-18T06:00:00.123456Z", "2024-12-18 06:00"),
    ("2024-12-18 06:00:00", "2024-12-18 05:00"),
    ("2024-07-18 06:00", "2024-07-18 04:00"),
    ("2024-12-18T06:00", "2024-12-18 05:00"),
    ("20241218T060000Z", "2024-12-18 06:00"),
    ("20241218T0600+0100", "2024-12-18 05:00"),
    ("20241218", "2024-12-17 23:00"),
    ("2024-12-18", "2024-12-17 23:00"),
    ("2024-12", "2024-11-30 23:00"),
    ("2024-12-18+01:00", "2024-12-17 23:00"),
    ("2024/12/18 06:00", "2024-12-18 05:00"),
    ("2024-07-18T06:00:00+02:00[Europe/Berlin]", "2024-07-18 04:00"),
    ("2024-07-18 06:00 Europe/Vienna", "2024-07-18 04:00"),
    ("2024-07-18 06:00 Mond/Krater", "2024-07-18 04:00"),
    # German, in digits
    ("18.12.2024 06:00", "2024-12-18 05:00"),
    ("18.07.2024 06:00", "2024-07-18 04:00"),
    ("18.12.2024, 06.00 Uhr", "2024-12-18 05:00"),
    ("18.12.2024 - 6 Uhr", "2024-12-18 05:00"),
    ("18.12.2024, 6 Uhr 30", "2024-12-18 05:30"),
    ("18.12.2024 6h30", "2024-12-18 05:30"),
    ("18.12.2024 um 06:00 Uhr", "2024-12-18 05:00"),
    ("Stand: 18.12.2024 | 06:00", "2024-12-18 05:00"),
    ("Mo, 01.01.24, 00:05", "2023-12-31 23:05"),
    ("18.12.24 06:00", "2024-12-18 05:00"),
    ("18.12.98 06:00", "1998-12-18 05:00"),
    ("8.1.2024", "2024-01-07 23:00"),
    ("18. 12. 2024 06:00 Uhr MEZ", "2024-12-18 05:00"),
    ("18.12.2024 24:00", "2024-12-18 23:00"),
    ("18/12/2024 06:00", "2024-12-18 05:00"),
    ("04/05/2024 06:00", "2024-05-04 04:00"),
    ("18-12-2024 06:00", "2024-12-18 05:00"),
    # German and English, in words
    ("18. Dezember 2024, 06:00 Uhr", "2024-12-18 05:00"),
    ("Mittwoch, 18. Dezember 2024", "2024-12-17 23:00"),
    ("Sa., 9. März 2024 23.15 Uhr", "2024-03-09 22:15"),
    ("9. Maerz 2024 6:00", "2024-03-09 05:00"),
    ("9. Mrz 2024 6:00", "2024-03-09 05:00"),
    ("Di, 3 Jän 2023 06:00", "2023-01-03 05:00"),
    ("3. Feber 2023", "2023-02-02 23:00"),
    ("Mittwoch, den 18. Dezember 2024, 6.30 Uhr", "2024-12-18 05:30"),
    ("18.Dez.2024 06:00", "2024-12-18 05:00"),
    ("Mi, 18 Dez 2024 06:00:00 +0100 (CET)", "2024-12-18 05:00"),
    ("2024-12-18 06:00:00.0", "2024-12-18 05:00"),
    ("18-Dez-24 06:00", "2024-12-18 05:00"),
    ("Dezember 18, 2024", "2024-12-17 23:00"),
    ("December 18th, 2024 6:00 pm", "2024-12-18 17:00"),
    ("Sept. 18, 2024 12:30 a.m. UTC", "2024-09-18 00:30"),
    # of programming languages
    ("Wed Dec 18 06:00:00 2024", "2024-12-18 05:00"),
    ("Wed Dec 18 06:00:00 CET 2024", "2024-12-18 05:00"),
    ("Thu Jul 18 06:00:00 UTC 2024", "2024-07-18 06:00"),
    ("Wed Dec 18 2024 06:00:00 GMT+0100 (Mitteleuropäische Normalzeit)", "2024-12-18 05:00"),
    ("12/18/2024 6:00:00 PM", "2024-12-18 17:00"),
    ("1734501600", "2024-12-18 06:00"),
    ("1734501600000", "2024-12-18 06:00"),
    # the hours at which clocks are set
    ("31.03.2024 03:30", "2024-03-31 01:30"),
    ("27.10.2024 02:30", "2024-10-27 00:30"),
    ("27.10.2024 02:30 MEZ", "2024-10-27 01:30"),
)


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_a_date_is_read(text: str, expected: str) -> None:
    moment = dates.read(text)
    assert moment is not None
    assert moment.tzinfo is UTC
    assert moment.strftime("%Y-%m-%d %H:%M") == expected


NONE = (
    "",
    "heute",
    "gestern, 18:00 Uhr",
    "31.02.2024",
    "18.13.2024x",
    "18. Quatsch 2024",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "1970-01-01",
    "0000000000",
    "18.12.2024 25:61",
    "12345678901234567890",
    "+",
    "2024",
    "18 Dez",
)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.read(text) is None


@settings(deadline=None)  # other work on the machine decides how long an example takes
@given(st.integers(40_000_000, 4_000_000_000))
def test_dates_that_are_written_come_back(seconds: int) -> None:
    aware = datetime.fromtimestamp(seconds, UTC)
    assert dates.read(aware.isoformat()) == aware
    assert dates.read(aware.strftime("%a, %d %b %Y %H:%M:%S +0000")) == aware
    assert dates.read(aware.strftime("%d.%m.%Y %H:%M:%S UTC")) == aware


@settings(deadline=None)  # other work on the machine decides how long an example takes
@given(st.text(max_size=120))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = dates.read(text)
    assert moment is None or 1900 <= moment.year <= 2100


@settings(deadline=None)  # other work on the machine decides how long an example takes
@given(st.text(alphabet="0123456789.:-/+TZ ,JanDezMESUhrpm", max_size=60))
def test_anything_like_a_date_is_a_date_or_none(text: str) -> None:
    moment = dates.read(text)
    assert moment is None or moment.tzinfo is UTC
