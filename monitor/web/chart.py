"""Plots as SVG, drawn on the server: they need no JavaScript, are read aloud, and scale to any screen.

A claimant's series is a line of steps: a figure holds until the next one. Ranges are bands, a bound without its other
side is a band that fades. Colours come from the style sheet by class, so that dark mode changes them; shapes differ as
well, so that nobody needs the colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

from markupsafe import Markup, escape

from monitor.web.formats import number, short_day

TONES = 8  # colours in the style sheet
WIDTH, HEIGHT = 960, 400
LEFT, RIGHT, TOP, BOTTOM = 76, 20, 18, 34
INSET = 16  # between the axis and the first day, so that its mark stands clear
FADE = 34  # how far a bound without its other side reaches
Ends = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure: what it states (a side may be open), for which day, what is said of it, and where its row is."""

    day: date
    low: float | None
    high: float | None
    label: str
    link: str
    alerted: bool = False

    @property
    def middle(self) -> float:
        """One number for a line; of an open quantity its stated side."""
        sides = [side for side in (self.low, self.high) if side is not None]
        return sum(sides) / len(sides)


@dataclass(frozen=True, slots=True)
class Series:
    """One claimant's figures by day; ``stepped``: each holds until the next one."""

    name: str
    tone: int
    dots: tuple[Dot, ...]
    stepped: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """From days and values to the drawing's units; ``ticks`` are the values that get a line."""

    first: date
    last: date
    lowest: float
    highest: float
    ticks: tuple[float, ...]

    def x(self, day: date) -> float:
        """How far to the right a day lies."""
        share = (day - self.first) / max(self.last - self.first, timedelta(days=1))
        return round(LEFT + INSET + share * (WIDTH - LEFT - INSET - RIGHT), 1)

    def y(self, value: float) -> float:
        """How far down a value lies."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def draw(series: Sequence[Series], title: str) -> Markup:
    """The plot, or nothing where there are no dots."""
    dots = [dot for one in series for dot in one.dots]
    if not dots:
        return Markup()
    scale = scaled(dots)
    parts = [*_grid(scale), *(part for one in series for part in _bands(one, scale))]
    parts += (part for one in series for part in _marks(one, scale))
    head = f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-labelledby="plot-title">'
    name = f'<title id="plot-title">{escape(title)}</title>'
    return Markup("".join([head, name, *parts, "</svg>"]))  # noqa: S704 - what is not ours is escaped where it stands


def scaled(dots: Sequence[Dot]) -> Scale:
    """The scale that shows all dots, with round numbers at its lines; from zero where that costs less than half."""
    values = [side for dot in dots for side in (dot.low, dot.high) if side is not None]
    days = [dot.day for dot in dots]
    low, high = min(values), max(values)
    low = min(low, 0) if low < high / 2 or low == high else low
    step = _step((high - low) or abs(high) or 1)
    lowest, highest = floor(low / step) * step, ceil(high * 1.0001 / step) * step
    count = round((highest - lowest) / step)
    ticks = tuple(lowest + number * step for number in range(count + 1))
    return Scale(min(days), max(days) + timedelta(days=1), lowest, max(highest, lowest + step), ticks)


def _step(width: float) -> float:
    """A round distance, four to seven of which make the width."""
    power = 10.0 ** floor(log10(width / 4))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if width / (power * factor) <= 6)


# ---------------------------------------------------------------- parts: numbers and our own words, as text


def _grid(scale: Scale) -> Iterator[str]:
    for tick in scale.ticks:
        y = scale.y(tick)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        yield f'<text class="tick" x="{LEFT - 10}" y="{y + 4}" text-anchor="end">{number(round(tick, 6))}</text>'
    for day, anchor in _days(scale):
        x = scale.x(day)
        yield f'<text class="tick" x="{x}" y="{HEIGHT - 10}" text-anchor="{anchor}">{short_day(day)}</text>'


def _days(scale: Scale) -> Iterator[tuple[date, str]]:
    """Up to five days along the axis, evenly, with how their names are set."""
    width = (scale.last - scale.first).days - 1
    count = min(5, width + 1)
    for number_ in range(count):
        day = scale.first + timedelta(days=round(width * number_ / max(count - 1, 1)))
        yield day, "start" if number_ == 0 else "end" if number_ == count - 1 and width > 3 else "middle"


def _bands(series: Series, scale: Scale) -> Iterator[str]:
    """Steps through the middles, and behind them an area for each quantity with two sides or an open one."""
    if not series.stepped:
        return
    path = ""
    for dot, end in _lasting(series.dots, scale):
        x, y = scale.x(dot.day), scale.y(dot.middle)
        path += f"{'L' if path else 'M'}{x} {y}H{end}"
        yield from _band(dot, series.tone, scale, x, end)
    yield f'<path class="steps t{series.tone}" d="{path}"/>'


def _lasting(dots: Sequence[Dot], scale: Scale) -> Iterator[tuple[Dot, float]]:
    """Each dot with how far to the right it holds."""
    ends = [scale.x(dot.day) for dot in dots[1:]] + [scale.x(scale.last)]
    return zip(dots, ends, strict=True)


def _band(dot: Dot, tone: int, scale: Scale, x: float, end: float) -> Iterator[str]:
    if dot.low == dot.high:
        return
    top = scale.y(dot.high) if dot.high is not None else max(scale.y(dot.low or 0) - FADE, TOP)
    bottom = scale.y(dot.low) if dot.low is not None else min(scale.y(dot.high or 0) + FADE, HEIGHT - BOTTOM)
    kind = "open" if None in (dot.low, dot.high) else "band"
    width, height = max(round(end - x, 1), 3), max(round(bottom - top, 1), 2)
    yield f'<rect class="{kind} t{tone}" x="{x}" y="{top}" width="{width}" height="{height}"/>'


def _marks(series: Series, scale: Scale) -> Iterator[str]:
    for dot in series.dots:
        x, y = scale.x(dot.day), scale.y(dot.middle)
        shape = _bar(dot, scale, x) + (_ring(x, y) if dot.alerted else "") + _shape(series.tone, x, y)
        link, label = escape(dot.link), escape(dot.label)
        yield f'<a class="mark t{series.tone}" href="{link}"><title>{label}</title>{shape}</a>'


def _bar(dot: Dot, scale: Scale, x: float) -> str:
    """A stroke between the two sides."""
    if dot.low is None or dot.high is None or dot.low == dot.high:
        return ""
    return f'<line class="bar" x1="{x}" x2="{x}" y1="{scale.y(dot.low)}" y2="{scale.y(dot.high)}"/>'


def _ring(x: float, y: float) -> str:
    return f'<circle class="ring" cx="{x}" cy="{y}" r="10"/>'


# A square, a diamond and a triangle about their middle; the first of four series has circles.
_CORNERS: Mapping[int, Sequence[tuple[float, float]]] = {
    1: ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
    2: ((0, -6), (6, 0), (0, 6), (-6, 0)),
    3: ((0, -6), (5.5, 4.5), (-5.5, 4.5)),
}


def _shape(tone: int, x: float, y: float) -> str:
    if tone % 4 == 0:
        return f'<circle class="dot" cx="{x}" cy="{y}" r="5"/>'
    points = " ".join(f"{round(x + dx, 1)},{round(y + dy, 1)}" for dx, dy in _CORNERS[tone % 4])
    return f'<polygon class="dot" points="{points}"/>'


def key(tone: int) -> Markup:
    """A series' mark for the legend."""
    svg = f'<svg class="key t{tone}" viewBox="0 0 16 16" aria-hidden="true">{_shape(tone, 8, 8)}</svg>'
    return Markup(svg)  # noqa: S704 - our own words and numbers


def spark(values: Iterable[float], width: int = 132, height: int = 30) -> Markup:
    """A small line of steps without words, for a table that says the numbers; nothing for fewer than two."""
    found = list(values)
    if len(found) < 2:
        return Markup()
    low, high = min(found), max(found)
    step = (width - 8) / len(found)
    heights = [round(height - 4 - (value - low) / ((high - low) or 1) * (height - 8), 1) for value in found]
    edges = [round(2 + number_ * step, 1) for number_ in range(len(found) + 1)]
    path = "M" + "L".join(f"{left} {y}H{right}" for left, right, y in zip(edges, edges[1:], heights, strict=False))
    end = f'<circle cx="{edges[-1]}" cy="{heights[-1]}" r="3"/>'
    svg = f'<svg class="spark" viewBox="0 0 {width} {height}" aria-hidden="true"><path d="{path}"/>{end}</svg>'
    return Markup(svg)  # noqa: S704 - our own words and numbers
