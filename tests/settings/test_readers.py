"""The small languages in settings: what each takes, and the half sentence for what it doesn't."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.settings import readers
from monitor.settings.values import span

DURATIONS = [
    ("20s", timedelta(seconds=20)),
    ("15m", timedelta(minutes=15)),
    ("15 m", timedelta(minutes=15)),
    (" 6h ", timedelta(hours=6)),
    ("3d", timedelta(days=3)),
    ("1.5h", timedelta(minutes=90)),
    ("0s", timedelta(0)),
    ("999999999d", timedelta(days=36500)),  # more than a date can hold: a century stands for ever
]

NO_DURATIONS = [
    15,  # nobody knows whether seconds or minutes
    "15",
    "-5m",
    "1h30m",
    "15 min",
    "fünf Minuten",
    "1e3s",
    "",
    True,
    None,
    ["15m"],
]


@pytest.mark.parametrize(("text", "span"), DURATIONS)
def test_duration(text: str, span: timedelta) -> None:
    assert readers.duration(text) == span


@pytest.mark.parametrize("value", NO_DURATIONS)
def test_what_is_no_duration_is_told_with_an_example(value: object) -> None:
    with pytest.raises(ValueError, match='write a number and s, m, h or d, such as "15m"'):
        readers.duration(value)


@given(st.integers(min_value=0, max_value=10_000), st.sampled_from("smhd"))
def test_a_duration_that_is_shown_reads_as_itself(number: int, unit: str) -> None:
    assert readers.duration(span(readers.duration(f"{number}{unit}"))) == readers.duration(f"{number}{unit}")


SIZES = [
    ("15 MB", 15_000_000),
    ("15MB", 15_000_000),
    ("1.5 kB", 1500),
    ("64 KiB", 65536),
    ("1 GB", 10**9),
    (4096, 4096),
]


@pytest.mark.parametrize(("value", "expected"), SIZES)
def test_size(value: object, expected: int) -> None:
    assert readers.size(value) == expected


@pytest.mark.parametrize("value", ["15", "MB", "-1 MB", "0 MB", 0, -1, True, 1.5, "15 Mbit", None])
def test_what_is_no_size(value: object) -> None:
    with pytest.raises(ValueError, match="is no size"):
        readers.size(value)


def test_rotation_is_a_size_or_an_age() -> None:
    assert readers.rotation("10 MB") == 10_000_000
    assert readers.rotation("7d") == timedelta(days=7)
    with pytest.raises(ValueError, match='"often" is neither a size such as "10 MB" nor a duration'):
        readers.rotation("often")


def test_retention_is_a_number_of_files_or_an_age() -> None:
    assert readers.retention(5) == 5
    assert readers.retention("14d") == timedelta(days=14)
    with pytest.raises(ValueError, match="neither a number of files nor a duration"):
        readers.retention(0)


STEPS = [
    ("3 %", (0.03, True)),
    ("3%", (0.03, True)),
    ("0,5 %", (0.005, True)),
    ("2.5 %", (0.025, True)),
    (50, (50, False)),
]


@pytest.mark.parametrize(("value", "expected"), STEPS)
def test_step(value: object, expected: tuple[float, bool]) -> None:
    assert readers.step(value) == expected


@pytest.mark.parametrize("value", ["3", "%", "-3 %", -1, True, "3 Prozent", None])
def test_what_is_no_step(value: object) -> None:
    with pytest.raises(ValueError, match="is no step"):
        readers.step(value)


def test_numbers_are_finite() -> None:
    assert readers.number(3) == 3
    assert readers.number(0.5) == 0.5
    for value in (float("inf"), float("nan"), True, "3"):
        with pytest.raises(ValueError, match="is no number"):
            readers.number(value)


def test_bounds_are_two_numbers_in_order() -> None:
    assert readers.bounds([1, 2.5]) == (1, 2.5)
    with pytest.raises(ValueError, match="lower bound 5 lies above the upper bound 1"):
        readers.bounds([5, 1])
    for value in ([1], [1, 2, 3], "1-2", None):
        with pytest.raises(ValueError, match="are no bounds"):
            readers.bounds(value)


HOURS = [
    ("22:00-06:30", (time(22), time(6, 30))),  # past midnight
    ("12:00 – 13:00", (time(12), time(13))),  # a dash as editors write it
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), HOURS)
def test_hours(text: str, expected: object) -> None:
    assert readers.hours(text) == expected


@pytest.mark.parametrize("value", ["25:00-06:00", "22-6", "22:00", 22, None])
def test_what_are_no_hours(value: object) -> None:
    with pytest.raises(ValueError, match="are no hours"):
        readers.hours(value)


def test_digest() -> None:
    assert readers.digest(value=True) == timedelta(days=1)
    assert readers.digest(value=False) is None
    assert readers.digest("1h") == timedelta(hours=1)
    assert readers.digest("0s") is None


def test_a_pattern_needs_a_letter() -> None:
    assert readers.glob(" *drohne* ") == "*drohne*"
    for value in ("", "*", " ** ", "*-*"):
        with pytest.raises(ValueError, match="would fit everything"):
            readers.glob(value)


def test_a_secret_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("geheim\n", encoding="utf-8")
    assert readers.resolve("env:TOKEN", tmp_path, {"TOKEN": "x"}) == "x"
    assert readers.resolve("file:token", tmp_path, {}) == "geheim"
    assert readers.resolve(f"file:{tmp_path / 'token'}", Path("/"), {}) == "geheim"
    assert readers.resolve("plain:text", tmp_path, {}) == "plain:text"


def test_a_secret_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the environment variable TOKEN is not set"):
        readers.resolve("env:TOKEN", tmp_path, {"TOKEN": ""})
    with pytest.raises(ValueError, match=r"the file .*/none with the secret can't be read"):
        readers.resolve("file:none", tmp_path, {})


def test_values_are_quoted_short_and_as_toml_writes_them() -> None:
    assert readers.shown("x" * 99) == '"' + "x" * 60 + '…"'
    assert [readers.shown(value) for value in (True, 3, ["a"], {"a": 1})] == ["true", "3", "a list", "a table"]
