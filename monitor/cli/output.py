"""How rows reach the user: a table in a terminal, plain columns in a pipe, JSON, JSON Lines or CSV on demand.

Only data goes to standard output; remarks and logs go to standard error.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from monitor.model import BERLIN

Row = Mapping[str, Any]
NEWEST = 50  # rows of a table, as DESIGN has it; json, jsonl and csv have no limit
WIDEST = 160  # characters of a cell in a pipe, where no terminal says how wide a line may be


class Format(StrEnum):
    """Values of ``--format``."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def emit(rows: Sequence[Row], style: Format, columns: Mapping[str, Callable[[Row], str]], *, title: str = "") -> None:
    """Print ``rows``; ``columns`` gives a table's headings and how a cell is made of a row."""
    if style is Format.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
    elif style is Format.jsonl:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=str))
    elif style is Format.csv:
        _csv(rows)
    elif sys.stdout.isatty():
        _table(rows, columns, title)
    else:
        _plain(rows, columns)


def _csv(rows: Sequence[Row]) -> None:
    if not rows:
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row.values()])


def _csv_cell(value: Any) -> Any:
    """Nested values as JSON; a text that a spreadsheet would run as a formula is disarmed with an apostrophe."""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _table(rows: Sequence[Row], columns: Mapping[str, Callable[[Row], str]], title: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row)) for cell in columns.values()))
    Console().print(table)


def _plain(rows: Sequence[Row], columns: Mapping[str, Callable[[Row], str]]) -> None:
    cells = [list(columns), *([clip(cell(row)) for cell in columns.values()] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def clip(text: str, width: int = WIDEST) -> str:
    """``text`` on one line, at most ``width`` characters."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def german(number: float | None) -> str:
    """A number as the press writes it: 12.654 or 2,8; ``…`` for an open side."""
    if number is None:
        return "…"
    text = f"{number:,.2f}".rstrip("0").rstrip(".") if isinstance(number, float) else f"{number:,}"
    return text.translate(str.maketrans(",.", ".,"))


SIGNS = {"about": "~", "at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< "}
UNITS = {"person": "", "piece": "", "percent": " %", "km2": " km²", "factor": "-fach", None: ""}


def quantity(row: Row | None) -> str:
    """A quantity in short: ``~43.000``, ``10.000–12.000``, ``≥ 6``, ``20 %``, ``1.200/day``."""
    if row is None:
        return "–"
    low, high, unit = row.get("low"), row.get("high"), row.get("unit")
    if low is not None and high is not None and low != high:
        number = f"{german(low)}–{german(high)}"
    elif row.get("bound") == "vague" and high is None:
        number = f"{german(low)}+"
    else:
        number = SIGNS.get(row.get("bound") or "", "") + german(high if low is None else low)
    return number + UNITS.get(unit, f" {unit}") + (f"/{row['per']}" if row.get("per") else "")


def local(value: str | datetime | None) -> str:
    """A stored time for a person: ``10.01.2025 07:00`` in Europe/Berlin."""
    if not value:
        return "–"
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(BERLIN).strftime("%d.%m.%Y %H:%M")
