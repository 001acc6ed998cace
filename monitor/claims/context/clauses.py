"""Clauses inside a sentence: what stands between commas, semicolons, colons, dashes and brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Grammar

_MARKS = frozenset(",;:–—()-!?….")


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``first`` to ``end`` (exclusive); ``mark`` opens it ("" for the sentence's first).

    ``kind`` is "relative", "subordinate" or "main"; ``verbs`` gives the sentence's tokens that may carry a clause.
    """

    first: int
    end: int
    mark: str
    kind: str
    verbs: Callable[[], Sequence[int]] = field(compare=False, repr=False)

    @property
    def finite(self) -> bool:
        """Whether a verb stands in it."""
        return any(self.first <= at < self.end for at in self.verbs())

    def __contains__(self, index: int) -> bool:
        return self.first <= index < self.end


def split(tokens: Sequence[Token], grammar: Grammar, verbs: Callable[[], Sequence[int]]) -> tuple[Clause, ...]:
    """The clauses of a sentence; ``verbs`` gives the tokens that are known to be verbs."""
    return tuple(
        Clause(first, end, mark, _kind(tokens, first, end, mark, grammar), verbs) for first, end, mark in parts(tokens)
    )


def parts(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """The stretches between marks: first token, end, and the mark that opens each."""
    first, mark = 0, ""
    marks = [at for at, token in enumerate(tokens) if token.low in _MARKS and token.quantity is None]
    asides = _asides(tokens, marks)
    for at in marks:
        token = tokens[at]
        ends = token.text != "." or at >= len(tokens) - 2  # other full stops are those of "13. Oktober"
        if ends and at not in asides:
            if at > first:
                yield first, at, mark
            first, mark = at + 1, token.text
    if len(tokens) > first:
        yield first, len(tokens), mark


def _asides(tokens: Sequence[Token], marks: Sequence[int]) -> frozenset[int]:
    """The brackets round an abbreviation or an age, "(ISW)", "(58)": they part no clause."""
    found: set[int] = set()
    for index in [at for at in marks if tokens[at].text == "("]:
        end = next((at for at in range(index + 1, min(len(tokens), index + 4)) if tokens[at].text == ")"), None)
        if end and all(inner.quantity is None and inner.is_word for inner in tokens[index + 1 : end]):
            found |= {index, end}
    return frozenset(found)


def _kind(tokens: Sequence[Token], at: int, end: int, mark: str, grammar: Grammar) -> str:
    first = tokens[at].low
    if first in grammar.subordinators:
        return "subordinate"
    if mark != ",":
        return "main"
    second = tokens[at + 1].low if at + 1 < end else ""
    if first in grammar.relatives or (second in grammar.relatives and first in grammar.forms.all_prepositions):
        return "relative" if tokens[end - 1].quantity is None else "main"
    return "main"
