"""The table of measures: what is kept, and what is told of what grew."""

from __future__ import annotations

from pathlib import Path

from benchmarks import table
from benchmarks.measure import Figure, Ratio, Row

MACHINE = {"Python": "3.11"}


def measured(name: str, value: float) -> Ratio:
    """A measure that takes ``value`` times its floor."""
    return Ratio(name, value, 1.0, (value, value))


def test_what_grew_by_more_than_chance_is_told(tmp_path: Path) -> None:
    file = tmp_path / "table.json"
    table.keep([measured("pages", 3.0), measured("claims", 10.0), Figure("memory", 26.0, "MB")], MACHINE, file)
    now: list[Row] = [
        measured("pages", 3.4),
        measured("claims", 11.6),
        Figure("memory", 31.0, "MB"),
        measured("new", 99.0),
    ]
    told = [one.told() for one in table.regressions(now, table.known(table.load(file)))]
    assert told == [
        "slower by 16%: claims, 10.00 when kept, 11.60 now",
        "slower by 19%: memory, 26.00 when kept, 31.00 now",
    ]


def test_a_measure_that_is_not_taken_again_stays_kept(tmp_path: Path) -> None:
    file = tmp_path / "table.json"
    table.keep([measured("pages", 3.0), measured("claims", 10.0)], MACHINE, file)
    table.keep([measured("claims", 9.0)], MACHINE, file)
    kept = table.known(table.load(file))
    assert {name: row["value"] for name, row in kept.items()} == {"pages": 3.0, "claims": 9.0}


def test_without_a_kept_table_nothing_is_told(tmp_path: Path) -> None:
    assert table.regressions([measured("pages", 3.0)], table.known(table.load(tmp_path / "none.json"))) == []


def test_a_ratio_is_the_medians_with_the_spread_of_the_rounds() -> None:
    found = Ratio.of("pages", [(2.0, 1.0), (9.0, 3.0), (8.0, 2.0)])
    assert (found.ours, found.floor, found.value, found.spread) == (8.0, 2.0, 4.0, (2.0, 4.0))
