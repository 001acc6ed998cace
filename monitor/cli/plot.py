"""A metric's history as a plot in the terminal."""

from __future__ import annotations

import difflib
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import cycle
from typing import Any

from monitor.cli.output import Row, german

HEIGHT = 18  # lines, so that plot and table share a screen
TICKS = 5  # numbers on the vertical axis
MARKERS = "●◆▲■★✚✖"
RESET = "\x1b[0m"  # the library ends each line so, coloured or not


def series(rows: Sequence[Row], title: str) -> str:
    """The points of ``rows`` (fields ``as_of``, ``claimant``, ``low``, ``high``), one line a claimant.

    Where points share a claimant and a day, the later row stands. A range is drawn at both ends.
    """
    import plotext as plot  # type: ignore[import-untyped,unused-ignore]  # shipped without types

    plot.clear_figure()
    plot.theme("pro" if _colours() else "clear")
    plot.plotsize(min(shutil.get_terminal_size((100, 0)).columns, 120), HEIGHT)
    claimants = by_claimant(rows)
    for marker, points in zip(cycle(MARKERS), claimants.values()):
        days = [float(day.toordinal()) for day, _ in points]
        plot.plot(days, [value for _, value in points], marker="braille")
        plot.scatter(days, [value for _, value in points], marker=marker)
    _axes(plot, [(date.fromisoformat(str(row["as_of"])), value) for row in rows for value in ends(row)])
    plot.title(title)
    drawn: str = plot.build()
    # The library's own legend would lie over the points.
    legend = "   ".join(f"{marker} {name}" for marker, name in zip(cycle(MARKERS), claimants))
    return f"{drawn if _colours() else drawn.replace(RESET, '')}\n{legend}"


def by_claimant(rows: Iterable[Row]) -> dict[str, list[tuple[date, float]]]:
    """The points in time order under each claimant's name."""
    found: dict[str, list[tuple[date, float]]] = {}
    for row in rows:
        found.setdefault(row["claimant"] or "without a source", []).extend(
            (date.fromisoformat(str(row["as_of"])), value) for value in ends(row)
        )
    return {name: sorted(points) for name, points in found.items()}


def ends(row: Row) -> list[float]:
    """The numbers a row states: one, or the two ends of a range."""
    return sorted({float(row[side]) for side in ("low", "high") if row[side] is not None})


def _axes(plot: Any, points: Sequence[tuple[date, float]]) -> None:
    """Days and German numbers on the axes."""
    days = sorted({day for day, _ in points})
    shown = days if len(days) <= TICKS else [days[round(i * (len(days) - 1) / (TICKS - 1))] for i in range(TICKS)]
    plot.xticks([float(day.toordinal()) for day in shown], [day.strftime("%d.%m.%Y") for day in shown])
    lowest, highest = min(value for _, value in points), max(value for _, value in points)
    if highest > lowest:
        values = [lowest + i * (highest - lowest) / (TICKS - 1) for i in range(TICKS)]
        plot.yticks(values, [german(round(value)) if value >= 10 else german(round(value, 2)) for value in values])


def _colours() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def nearest(word: str, known: Collection[str]) -> str:
    """``; did you mean …?`` where a known word is close."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; known: {', '.join(sorted(known))}" if known else ""
