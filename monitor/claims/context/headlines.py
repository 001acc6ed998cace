"""What a headline leaves out the text below it says: "Schon 4.000 Gefallene" are whose the lead's 4.000 are."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from monitor.claims.context.counted import family
from monitor.claims.context.facts import Fact
from monitor.claims.values import Quantity

_Value = float | None | tuple[float, float]

_BELOW = 4  # paragraphs under a headline in which its figure is looked for
_WEAK = frozenset({"default", "anaphora", "list"})  # rules by which an event is guessed
_SURE = frozenset({"own words", "both sides'"})


def restated(facts: Sequence[Fact], headings: Collection[int]) -> Iterator[tuple[int, str, str | None, str | None]]:
    """The number, event, party and unit of each fact in a headline (lines ``headings``) that the text below repeats."""
    repeats = _repeats(facts, headings)
    for number, fact in enumerate(facts):
        if fact.scene.sentence.line in headings and (below := _below(fact, repeats)):
            rules = fact.rule.split(", ")
            event = below.event if _WEAK.intersection(rules) else fact.event
            party = fact.party if _SURE.intersection(rules) else below.party
            yield number, event, party, fact.unit or below.unit


def _repeats(facts: Sequence[Fact], headings: Collection[int]) -> Mapping[tuple[_Value, str], Sequence[Fact]]:
    """The facts outside headlines in their order, by value and family of things, and by value alone ("")."""
    repeats = defaultdict(list)
    for fact in facts:
        if fact.scene.sentence.line not in headings:
            for kinds in {family(fact.kind), ""}:
                repeats[_value(fact.quantity), kinds].append(fact)
    return repeats


def _below(heading: Fact, repeats: Mapping[tuple[_Value, str], Sequence[Fact]]) -> Fact | None:
    """The first fact in the paragraphs right under a headline that repeats one of it."""
    same, line = repeats.get((_value(heading.quantity), family(heading.kind)), ()), heading.scene.sentence.line
    at = bisect_right(same, line, key=lambda fact: fact.scene.sentence.line)
    return same[at] if at < len(same) and same[at].scene.sentence.line <= line + _BELOW else None


def _value(quantity: Quantity) -> _Value:
    """What makes two figures the same: the number of one that has one side alone ("mehr als 40", "40"), else both."""
    low, high = quantity.low, quantity.high
    return low if high is None or low == high else high if low is None else (low, high)
