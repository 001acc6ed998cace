"""A text in pieces: what a figure's span covers, zone by zone; and two versions side by side, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

LONGEST = 4_000  # words of a paragraph that are compared one by one; beyond it counts as changed whole
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Span:
    """What a claim covers of a text: code points, end exclusive."""

    start: int
    end: int
    claim: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text with the claims that cover it; mostly none or one."""

    text: str
    claims: tuple[str, ...] = ()


def pieces(text: str, start: int, end: int, spans: Sequence[Span]) -> list[Piece]:
    """The part of a text from ``start`` to ``end``, cut where a span begins or ends."""
    inside = [span for span in spans if span.start < end and span.end > start and span.start < span.end]
    cuts = {start, end} | {edge for span in inside for edge in (span.start, span.end) if start < edge < end}
    edges = sorted(cuts)
    return [
        Piece(text[a:b], tuple(span.claim for span in inside if span.start <= a and b <= span.end))
        for a, b in pairwise(edges)
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of both versions: what stands on each side, in pieces that are the same or not; None is nothing."""

    old: tuple[tuple[str, bool], ...] | None
    new: tuple[tuple[str, bool], ...] | None

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.old != self.new


def compared(old: str, new: str) -> list[Line]:
    """Two texts paragraph by paragraph, those that became another one beside each other."""
    before, after = old.split("\n"), new.split("\n")
    lines: list[Line] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += (Line(((text, False),), ((text, False),)) for text in before[a:b])
        else:
            lines += _replaced(before[a:b], after[c:d])
    return lines


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    for number in range(max(len(old), len(new))):
        if number >= len(old):
            yield Line(None, ((new[number], True),))
        elif number >= len(new):
            yield Line(((old[number], True),), None)
        else:
            yield _words(old[number], new[number])


def _words(old: str, new: str) -> Line:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) > LONGEST or len(after) > LONGEST:
        return Line(((old, True),), ((new, True),))
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left += [("".join(before[a:b]), kind != "equal")] if b > a else []
        right += [("".join(after[c:d]), kind != "equal")] if d > c else []
    return Line(tuple(left), tuple(right))
