"""Sentences in pieces that are short enough to be read with every word in view of every other.

A sentence of a newspaper is one piece. What has no full stop for pages (a table, a broken page) is cut, at a comma
where there is one and never inside a quantity, so that the time of reading grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from monitor.claims.values import Quantity, Sentence

_LONGEST = 900  # characters; the longest sentences of the press have some 600
_CUT = re.compile(r"[,;]\s|\s")


class Piece(NamedTuple):
    """A part of the sentence ``whole``, with its quantities and their index in the text's list."""

    sentence: Sentence
    whole: Sentence
    quantities: tuple[tuple[int, Quantity], ...]

    @property
    def opens(self) -> bool:
        """Whether the sentence begins with it."""
        return self.sentence.start == self.whole.start


def cut(sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> list[Piece]:
    """The pieces of a text, in its order."""
    groups: list[list[tuple[int, Quantity]]] = [[] for _ in sentences]
    for index, quantity in enumerate(quantities):
        groups[quantity.sentence].append((index, quantity))
    pieces: list[Piece] = []
    for sentence, inside in zip(sentences, groups, strict=True):
        if sentence.end - sentence.start <= _LONGEST:
            pieces.append(Piece(sentence, sentence, tuple(inside)))
        else:
            pieces += _pieces(sentence, inside)
    return pieces


def _pieces(sentence: Sentence, inside: list[tuple[int, Quantity]]) -> Iterator[Piece]:
    start, at = sentence.start, 0
    while start < sentence.end:
        end = _end(sentence, start, inside, at)
        first = at
        while at < len(inside) and inside[at][1].start < end:
            at += 1
        part = Sentence(start, end, sentence.text[start - sentence.start : end - sentence.start], sentence.line)
        yield Piece(part, sentence, tuple(inside[first:at]))
        start = end


def _end(sentence: Sentence, start: int, inside: list[tuple[int, Quantity]], at: int) -> int:
    """Where the piece that begins at ``start`` ends; ``at`` is the first quantity that may stand in it."""
    limit = start + _LONGEST
    if sentence.end <= limit:
        return sentence.end
    low, high = limit - _LONGEST // 3 - sentence.start, limit - sentence.start
    cuts = [match.end() + sentence.start for match in _CUT.finditer(sentence.text, low, high)]
    commas = [cut for cut in cuts if sentence.text[cut - sentence.start - 2 : cut - sentence.start - 1] in (",", ";")]
    end = next(iter([*reversed(commas), *reversed(cuts)]), limit)
    crossed = [quantity for _, quantity in inside[at : at + _LONGEST] if quantity.start < end < quantity.end]
    return crossed[-1].end if crossed else end
