"""The table of measures: printed row by row, kept in ``benchmarks/table.json``, compared with what was kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Ratio, Row

FILE = Path(__file__).with_name("table.json")
SLOWER = 0.15  # a share of its last value by which a measure may grow before it is told
HEAD = f"{'measure':64} {'value':>8}   {'spread or median':>17} {'ours ms':>10} {'floor ms':>10} {'bar':>6}"

Table = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Regression:
    """A measure that grew: its value when the table was kept, and now."""

    name: str
    before: float
    now: float

    def told(self) -> str:
        """For people."""
        return (
            f"slower by {self.now / self.before - 1:.0%}: {self.name}, {self.before:.2f} when kept, {self.now:.2f} now"
        )


def line(row: Row, bar: float | None) -> str:
    """A row for people."""
    asked = f"{bar:g}" if bar is not None else ""
    if isinstance(row, Ratio):
        spread = f"{row.spread[0]:.2f} – {row.spread[1]:.2f}"
        times = f"{1000 * row.ours:10.1f} {1000 * row.floor:10.2f}"
        return f"{row.name:64} {row.value:8.2f} × {spread:>17} {times} {asked:>6}"
    middle = "" if row.median is None else f"{row.median:.2f}"
    return f"{row.name:64} {row.value:8.2f} {row.unit:2}{middle:>17} {'':10} {'':10} {asked:>6}"


def entry(row: Row) -> dict[str, object]:
    """A row as it is kept."""
    kept: dict[str, object] = {"value": round(row.value, 3), "unit": row.unit}
    if isinstance(row, Ratio):
        kept["spread"] = [round(end, 3) for end in row.spread]
    return kept


def load(file: Path = FILE) -> dict[str, object]:
    """What was kept: the machine and its versions, and the measures by name; empty if there is nothing yet."""
    return json.loads(file.read_text("utf-8")) if file.exists() else {}  # type: ignore[no-any-return]


def keep(rows: Sequence[Row], machine: Mapping[str, str], file: Path = FILE) -> None:
    """Keep these measures; others that were kept stay."""
    measures = known(load(file)) | {row.name: entry(row) for row in rows}
    text = json.dumps({"machine": machine, "measures": measures}, ensure_ascii=False, indent=2)
    file.write_text(text + "\n", "utf-8")


def known(table: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """The measures of a kept table by name."""
    return dict(table.get("measures", {}))  # type: ignore[call-overload, no-any-return]


def regressions(rows: Sequence[Row], kept: Table) -> list[Regression]:
    """The measures that grew by more than may be chance. What is new, or was not measured now, is none."""
    pairs = [(row, kept[row.name]["value"]) for row in rows if row.name in kept]
    grown = [Regression(row.name, float(str(before)), row.value) for row, before in pairs]
    return [one for one in grown if one.now > one.before * (1 + SLOWER)]
