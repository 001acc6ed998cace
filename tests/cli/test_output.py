"""Rows as a table, plain columns, JSON, JSON Lines and CSV; quantities and times as people read them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from monitor.cli import plot
from monitor.cli.output import Format, clip, emit, german, local, quantity

ROWS: list[dict[str, Any]] = [
    {"id": "1", "text": "rund 43.000", "low": 43000, "new": {"low": 1}},
    {"id": "2", "text": "=HYPERLINK(…)", "low": None, "new": None},
]
COLUMNS = {"id": lambda row: row["id"], "said": lambda row: row["text"]}


def test_json_is_one_array(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ROWS, Format.json, COLUMNS)
    assert json.loads(capsys.readouterr().out) == ROWS


def test_json_of_nothing_is_an_empty_array(capsys: pytest.CaptureFixture[str]) -> None:
    emit([], Format.json, COLUMNS)
    assert capsys.readouterr().out == "[]\n"


def test_json_lines_are_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ROWS, Format.jsonl, COLUMNS)
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == ROWS


def test_csv_has_a_header_nested_json_and_disarmed_formulas(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ROWS, Format.csv, COLUMNS)
    first, second = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (first["low"], first["new"]) == ("43000", '{"low": 1}')
    assert second["text"] == "'=HYPERLINK(…)"


def test_csv_of_nothing_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    emit([], Format.csv, COLUMNS)
    assert capsys.readouterr().out == ""


def test_a_table_in_a_pipe_is_plain_columns(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ROWS, Format.table, COLUMNS)
    assert capsys.readouterr().out.splitlines() == ["id  said", "1   rund 43.000", "2   =HYPERLINK(…)"]


def test_a_table_in_a_terminal_is_drawn_and_takes_no_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    emit([{"id": "[red]1[/red]", "text": "x"}], Format.table, COLUMNS, title="Rows")
    drawn = capsys.readouterr().out
    assert "[red]1[/red]" in drawn
    assert "Rows" in drawn


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param({"low": 43000, "high": 43000, "bound": "about", "unit": "person"}, "~43.000", id="about"),
        pytest.param({"low": 10000, "high": 12000, "bound": "range", "unit": "person"}, "10.000–12.000", id="range"),
        pytest.param({"low": 6, "high": None, "bound": "at_least", "unit": "person"}, "≥ 6", id="at least"),
        pytest.param({"low": 3000, "high": None, "bound": "more_than", "unit": "piece"}, "> 3.000", id="more than"),
        pytest.param({"low": None, "high": 12000, "bound": "at_most", "unit": None}, "≤ 12.000", id="at most"),
        pytest.param(
            {"low": None, "high": 400, "bound": "less_than", "unit": "km2"}, "< 400 km²", id="less than, with a unit"
        ),
        pytest.param({"low": 24, "high": None, "bound": "vague", "unit": "person"}, "24+", id="vague and open"),
        pytest.param({"low": 33.33, "high": 33.33, "bound": "exact", "unit": "percent"}, "33,33 %", id="percent"),
        pytest.param(
            {"low": 1200, "high": 1200, "bound": "exact", "unit": "person", "per": "day"}, "1.200/day", id="rate"
        ),
        pytest.param({"low": 5.6e9, "high": 5.6e9, "bound": "exact", "unit": "USD"}, "5.600.000.000 USD", id="money"),
        pytest.param(None, "–", id="nothing"),
    ],
)
def test_a_quantity_in_short(row: dict[str, Any] | None, expected: str) -> None:
    assert quantity(row) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(1234567, "1.234.567"), (2.8, "2,8"), (None, "…"), (0.5, "0,5"), (-3, "-3")]
)
def test_german_numbers(number: float | None, expected: str) -> None:
    assert german(number) == expected


def test_times_are_berlins() -> None:
    assert local("2025-01-10T06:00:00+00:00") == "10.01.2025 07:00"
    assert local(None) == "–"


def test_clipping_keeps_one_line_and_its_width() -> None:
    assert clip("a\n b  c") == "a b c"
    assert clip("abcdef", 4) == "abc…"


def test_a_plot_shows_each_claimant_and_the_title() -> None:
    rows: list[dict[str, Any]] = [
        {"as_of": "2025-01-10", "claimant": "NIS", "low": 10000, "high": 12000},
        {"as_of": "2025-01-14", "claimant": "NIS", "low": 11000, "high": 11000},
        {"as_of": "2025-01-17", "claimant": None, "low": 15000, "high": None},
    ]
    drawn = plot.series(rows, "Soldaten in Kursk")
    assert all(
        word in drawn for word in ("NIS", "without a source", "Soldaten in Kursk", "10.01.2025", "15.000", "10.000")
    )
    assert "\x1b" not in drawn


def test_the_nearest_known_word_is_named() -> None:
    assert plot.nearest("nk_deploid", ["nk_deployed", "nk_killed"]) == "; did you mean nk_deployed?"
    assert plot.nearest("xyz", ["b", "a"]) == "; known: a, b"
    assert plot.nearest("xyz", []) == ""
