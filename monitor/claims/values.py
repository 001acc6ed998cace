"""The values inside the reading of claims: spans, sentences, quantities, and readings for ``explain``.

All offsets count Unicode code points of the text that was read, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from monitor.model import Bound, Number

Reason = Literal[
    "date",
    "year",
    "clock",
    "age",
    "ordinal",
    "name",
    "model",
    "calibre",
    "law",
    "flight",
    "road",
    "house",
    "sport",
    "furniture",
    "article",
    "idiom",
    "conversion",
    "time",
    "scale",
    "quantifier",
]


class Span(NamedTuple):
    """A part of the text; ``text`` is exactly that part."""

    start: int
    end: int
    text: str


class Sentence(NamedTuple):
    """A sentence without the blanks around it; ``line`` counts the text's lines from 0 (a headline is a line)."""

    start: int
    end: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what its own phrase says of it.

    ``start``, ``end`` and ``text`` are the phrase with qualifier and measure unit, without the counted noun. An open
    side of the value is None. ``unit`` is None while it depends on a counted noun that doesn't stand beside it, and
    empty for a measure that the guide has no unit for (bytes, km/h). ``noun`` is the counted noun phrase that stands
    beside it, ``head`` its noun. ``marks`` are of "increment" (weitere), "old" (von 200
    auf 300), "part" (davon), "each" (jeweils), "delta" (702.110 (+1.230)). ``sentence`` is the index of its sentence;
    ``rule`` names the reading; ``converted`` is the value and currency of a conversion in parentheses behind it.
    """

    start: int
    end: int
    text: str
    low: Number | None
    high: Number | None
    bound: Bound
    unit: str | None
    per: str | None
    noun: Span | None
    head: str | None
    marks: frozenset[str]
    sentence: int
    rule: str
    converted: tuple[Number, str] | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A number that is no claim: where it stands, the guide's reason, and the rule that saw it."""

    start: int
    end: int
    text: str
    reason: Reason
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one number in the text: a quantity that was read, or a rejection, never both."""

    start: int
    end: int
    text: str
    quantity: Quantity | None
    rejection: Rejection | None
