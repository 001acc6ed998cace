"""What a headline leaves out the text below it says: "Schon 4.000 Gefallene" are whose the lead's 4.000 are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from monitor.claims.context.counted import family
from monitor.claims.context.facts import Fact

_BELOW = 4  # paragraphs under a headline in which its figure is looked for
_WEAK = frozenset({"default", "anaphora", "list"})  # rules by which an event is guessed
_SURE = frozenset({"own words", "both sides'"})


def restated(facts: Sequence[Fact], headings: Collection[int]) -> Iterator[tuple[int, str, str | None, str | None]]:
    """The number, event, party and unit of each fact in a headline (lines ``headings``) that the text below repeats."""
    for number, fact in enumerate(facts):
        if fact.scene.sentence.line in headings:
            below = next((later for later in _below(facts, number) if _repeats(fact, later, headings)), None)
            if below:
                rules = fact.rule.split(", ")
                event = below.event if _WEAK.intersection(rules) else fact.event
                party = fact.party if _SURE.intersection(rules) else below.party
                yield number, event, party, fact.unit or below.unit


def _below(facts: Sequence[Fact], number: int) -> Iterator[Fact]:
    """The facts in the headline's line and in the paragraphs right under it."""
    last = facts[number].scene.sentence.line + _BELOW
    below = (facts[at] for at in range(number + 1, len(facts)))
    return takewhile(lambda fact: fact.scene.sentence.line <= last, below)


def _repeats(heading: Fact, fact: Fact, headings: Collection[int]) -> bool:
    one, other = heading.quantity, fact.quantity
    lower = fact.scene.sentence.line > heading.scene.sentence.line
    alike = not heading.kind or family(heading.kind) == family(fact.kind)
    same = (one.low, one.high) == (other.low, other.high) or _outer(one.low, one.high) == _outer(other.low, other.high)
    return lower and fact.scene.sentence.line not in headings and alike and same


def _outer(low: float | None, high: float | None) -> float | None:
    """The number of a quantity that has one side alone."""
    return low if high is None or low == high else high if low is None else None
