"""Finds the quantities of a German text: each number with its qualifier, magnitude, unit, rate and counted noun."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.claims.values import Quantity, Sentence, Span

_NUMBER = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}(?:\.\d{3})+|\d+)(?![\w.,:]\w) (?P<noun>(?:[a-zäöüß]+e[nrs]? )?(?P<head>[A-ZÄÖÜ]\w+))"
)


def find(text: str, sentences: Sequence[Sentence]) -> list[Quantity]:
    """The quantities of ``text``, in its order."""
    found = []
    for index, sentence in enumerate(sentences):
        for match in _NUMBER.finditer(text, sentence.start, sentence.end):
            value = int(match["n"].replace(".", ""))
            noun = Span(match.start("noun"), match.end("noun"), match["noun"])
            start, end = match.span("n")
            found.append(
                Quantity(
                    start,
                    end,
                    text[start:end],
                    value,
                    value,
                    "exact",
                    None,
                    None,
                    noun,
                    match["head"],
                    frozenset(),
                    index,
                    "digits",
                )
            )
    return found


__all__ = ["Quantity", "Sentence", "Span", "find"]
