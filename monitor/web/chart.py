"""Plots as SVG, drawn on the server: they need no JavaScript, are read aloud, and scale to any screen.

A claimant's series is a line of steps: a figure holds until the next one. Ranges are bands, a bound without its other
side is a band that fades. Colours come from the style sheet by class, so that dark mode changes them; shapes differ as
well, so that nobody needs the colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

from markupsafe import Markup

from monitor.web.formats import number

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
    name = Markup('<title id="plot-title">{}</title>').format(title)
    svg = '<svg class="plot" viewBox="0 0 {} {}" role="group" aria-labelledby="plot-title">'
    head = Markup(svg).format(WIDTH, HEIGHT)  # noqa: S704 - our own words; format escapes
    return head + name + Markup("").join(parts) + Markup("</svg>")


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


# ---------------------------------------------------------------- parts


def _grid(scale: Scale) -> Iterator[Markup]:
    for tick in scale.ticks:
        y = scale.y(tick)
        yield Markup('<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(LEFT, WIDTH - RIGHT, y, y)
        label = number(round(tick, 6))
        yield Markup('<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>').format(LEFT - 10, y + 4, label)
    for day, anchor in _days(scale):
        label = day.strftime("%d.%m.%Y")
        place = (scale.x(day), HEIGHT - 10, anchor)
        yield Markup('<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>').format(*place, label)


def _days(scale: Scale) -> Iterator[tuple[date, str]]:
    """Up to five days along the axis, evenly, with how their names are set."""
    width = (scale.last - scale.first).days - 1
    count = min(5, width + 1)
    for number_ in range(count):
        day = scale.first + timedelta(days=round(width * number_ / max(count - 1, 1)))
        yield day, "start" if number_ == 0 else "end" if number_ == count - 1 and width > 3 else "middle"


def _bands(series: Series, scale: Scale) -> Iterator[Markup]:
    """Steps through the middles, and behind them an area for each quantity with two sides or an open one."""
    if not series.stepped:
        return
    path = ""
    for dot, end in _lasting(series.dots, scale):
        x, y = scale.x(dot.day), scale.y(dot.middle)
        path += f"{'L' if path else 'M'}{x} {y}H{end}"
        yield from _band(dot, series.tone, scale, x, end)
    yield Markup('<path class="steps t{}" d="{}"/>').format(series.tone, path)


def _lasting(dots: Sequence[Dot], scale: Scale) -> Iterator[tuple[Dot, float]]:
    """Each dot with how far to the right it holds."""
    ends = [scale.x(dot.day) for dot in dots[1:]] + [scale.x(scale.last)]
    return zip(dots, ends, strict=True)


def _band(dot: Dot, tone: int, scale: Scale, x: float, end: float) -> Iterator[Markup]:
    if dot.low == dot.high:
        return
    top = scale.y(dot.high) if dot.high is not None else max(scale.y(dot.low or 0) - FADE, TOP)
    bottom = scale.y(dot.low) if dot.low is not None else min(scale.y(dot.high or 0) + FADE, HEIGHT - BOTTOM)
    kind = "open" if None in (dot.low, dot.high) else "band"
    place = (kind, tone, x, top, max(round(end - x, 1), 3), max(round(bottom - top, 1), 2))
    yield Markup('<rect class="{} t{}" x="{}" y="{}" width="{}" height="{}"/>').format(*place)


def _marks(series: Series, scale: Scale) -> Iterator[Markup]:
    for dot in series.dots:
        x, y = scale.x(dot.day), scale.y(dot.middle)
        shape = _bar(dot, scale, x) + (_ring(x, y) if dot.alerted else Markup()) + _shape(series.tone, x, y)
        yield Markup('<a class="mark t{}" href="{}"><title>{}</title>{}</a>').format(
            series.tone, dot.link, dot.label, shape
        )


def _bar(dot: Dot, scale: Scale, x: float) -> Markup:
    """A stroke between the two sides."""
    if dot.low is None or dot.high is None or dot.low == dot.high:
        return Markup()
    sides = (x, x, scale.y(dot.low), scale.y(dot.high))
    return Markup('<line class="bar" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(*sides)


def _ring(x: float, y: float) -> Markup:
    return Markup('<circle class="ring" cx="{}" cy="{}" r="10"/>').format(x, y)


def _shape(tone: int, x: float, y: float) -> Markup:
    """A circle, a square, a diamond or a triangle."""
    corners: dict[int, Sequence[tuple[float, float]]] = {
        1: ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
        2: ((0, -6), (6, 0), (0, 6), (-6, 0)),
        3: ((0, -6), (5.5, 4.5), (-5.5, 4.5)),
    }
    if tone % 4 == 0:
        return Markup('<circle class="dot" cx="{}" cy="{}" r="5"/>').format(x, y)
    points = " ".join(f"{round(x + dx, 1)},{round(y + dy, 1)}" for dx, dy in corners[tone % 4])
    return Markup('<polygon class="dot" points="{}"/>').format(points)


def key(tone: int) -> Markup:
    """A series' mark for the legend."""
    return Markup('<svg class="key t{}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>').format(
        tone, _shape(tone, 8, 8)
    )


def spark(values: Iterable[float], width: int = 132, height: int = 30) -> Markup:
    """A small line of steps without words, for a table that says the numbers; nothing for fewer than two."""
    found = list(values)
    if len(found) < 2:
        return Markup()
    low, high = min(found), max(found)
    step = (width - 8) / len(found)
    heights = [height - 4 - (value - low) / ((high - low) or 1) * (height - 8) for value in found]
    path = "".join(
        f"{'L' if number_ else 'M'}{round(2 + number_ * step, 1)} {round(y, 1)}H{round(2 + (number_ + 1) * step, 1)}"
        for number_, y in enumerate(heights)
    )
    svg = (
        '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true"><path d="{}"/><circle cx="{}" cy="{}" r="3"/></svg>'
    )
    # Our own words; format escapes.
    return Markup(svg).format(width, height, path, round(2 + len(found) * step, 1), round(heights[-1], 1))  # noqa: S704
