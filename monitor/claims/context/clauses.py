"""Clauses inside a sentence: what stands between commas, semicolons, colons, dashes and brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Grammar

_BREAKS = frozenset(",;:–—()-!?…")


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``first`` to ``end`` (exclusive); ``mark`` opens it ("" for the sentence's first).

    ``kind`` is "relative", "subordinate" or "main". ``finite`` tells whether a verb stands in it.
    """

    first: int
    end: int
    mark: str
    kind: str
    finite: bool

    def __contains__(self, index: int) -> bool:
        return self.first <= index < self.end


def split(tokens: Sequence[Token], grammar: Grammar, verbs: frozenset[int]) -> tuple[Clause, ...]:
    """The clauses of a sentence; ``verbs`` are the tokens that are known to be verbs besides auxiliaries."""
    return tuple(
        Clause(first, end, mark, _kind(tokens[first:end], mark, grammar), _finite(tokens, first, end, grammar, verbs))
        for first, end, mark in parts(tokens)
    )


def parts(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """The stretches between marks: first token, end, and the mark that opens each."""
    first, mark = 0, ""
    asides = _asides(tokens)
    for index, token in enumerate(tokens):
        ends = token.text == "." and index >= len(tokens) - 2  # other full stops are those of "13. Oktober"
        if (ends or token.text in _BREAKS) and token.quantity is None and index not in asides:
            if index > first:
                yield first, index, mark
            first, mark = index + 1, token.text
    if len(tokens) > first:
        yield first, len(tokens), mark


def _asides(tokens: Sequence[Token]) -> frozenset[int]:
    """The brackets round an abbreviation or an age, "(ISW)", "(58)": they part no clause."""
    found: set[int] = set()
    for index in [index for index, token in enumerate(tokens) if token.text == "("]:
        end = next((at for at in range(index + 1, min(len(tokens), index + 4)) if tokens[at].text == ")"), None)
        if end and all(inner.quantity is None and inner.is_word for inner in tokens[index + 1 : end]):
            found |= {index, end}
    return frozenset(found)


def _kind(tokens: Sequence[Token], mark: str, grammar: Grammar) -> str:
    first = tokens[0].low
    second = tokens[1].low if len(tokens) > 1 else ""
    if first in grammar.subordinators:
        return "subordinate"
    if mark == "," and (
        first in grammar.relatives or (second in grammar.relatives and first in grammar.forms.all_prepositions)
    ):
        return "relative" if tokens[-1].quantity is None else "main"
    return "main"


def _finite(tokens: Sequence[Token], first: int, end: int, grammar: Grammar, verbs: frozenset[int]) -> bool:
    return any(
        index in verbs or (tokens[index].low in grammar.auxiliaries and not tokens[index].is_name)
        for index in range(first, end)
    )
