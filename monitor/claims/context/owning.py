"""Whose money, shares and things of no event: theirs who act or are named as owner.

Each rule yields the parties that it finds in its place, the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.claims.context import suffering
from monitor.claims.context.counted import family
from monitor.claims.context.facts import Fact
from monitor.claims.context.question import GIVEN, Question

_TOPICAL = frozenset({"share", "gear", "aircraft", "munition", "factor", ""})  # what is told of the text's topic
_NEAR = 3  # words from a noun to the place behind it
_STEM = 5  # letters that a noun has in common with its plural
_CARRIED = frozenset({"list", "anaphora", "addition", "part", "comparison"})


def adjacent(question: Question) -> Iterator[str]:
    """ "Europa liegt mit 132 Milliarden vor den USA mit 114", "Dänemark (2,7)": the name stands at the number."""
    tokens, at = question.scene.tokens, question.spot - 1
    if question.choice.event == "displaced":
        return  # where they are
    behind = ("mit", "(") if question.kind in ("money", "share", "energy") else ("(",)
    if at > 0 and tokens[at].low in behind:
        named = next((m for m in question.mentions if m.at == at - 1 and not m.speaks), None)
        helped = any(m.role == "agent" and m.at < at - 1 for m in question.in_clause())
        if named and not (helped and named.role == "agent" and question.choice.event == "aid"):
            yield named.party


def shared(question: Question) -> Iterator[str]:
    """A figure of a list, a part, or one whose noun stands before it, is the party's of the figure before."""
    before, choice = question.before, question.choice
    if before is None or before.party is None or _acts_itself(question, before):
        return
    whole = question.quantity.unit == "percent" and family(question.kind) == family(before.kind) == "people"
    whole = whole and question.scene.lows(question.spot + 1, question.spot + 2) == ["der"]  # "ein Viertel der Truppe"
    elliptic = (
        question.listed
        or (whole and not _names_whose(question))
        or (question.found.head is None and family(question.kind) == family(before.kind))
    )
    same = before.scene.index == question.scene.index
    counts = choice.event != "other" or family(question.kind) in ("people", "arms")
    paragraph = before.scene.sentence.line == question.line
    near = paragraph and counts and (before.event == choice.event or _goes_on(question, before))
    compared = choice.rule in ("comparison", "addition", "part") and before.scene.index >= question.scene.index - 1
    if compared or ((choice.rule in _CARRIED or elliptic) and (same or near)):
        yield before.party


def _goes_on(question: Question, before: Fact) -> bool:
    """ "54 von 80 Drohnen wurden abgeschossen. 17 weitere verschwanden": such things of the sentence before."""
    alike = family(question.kind) == family(before.kind) in ("people", "arms")
    named = any(not m.speaks and m.role != "target" for m in question.in_clause())
    return alike and before.scene.index >= question.scene.index - 1 and not named


def _names_whose(question: Question) -> bool:
    return any(question.found.first <= m.at < question.found.end for m in question.mentions)


def _acts_itself(question: Question, before: Fact) -> bool:
    """ "…, Deutschland weniger als 0,2 Prozent": another actor stands in the figure's own clause."""
    scene, agents = question.scene, [m for m in question.in_clause() if m.role == "agent"]
    same = before.scene.index == scene.index
    if not same and any(m.noun is None and m.form in ("name", "body") for m in agents):
        return True
    apart = same and scene.clause_of[before.spot] != scene.clause_of[question.spot]
    if apart and family(question.kind) != "people":
        return any(m.form in ("name", "adjective", "body") for m in agents)
    if question.choice.agent:
        return any(question.clause_agents())
    return question.choice.event in GIVEN and bool(agents)


def country_of_newcomers(question: Question) -> Iterator[str]:
    """ "Aus Syrien kamen 4.300, aus Afghanistan 2.900": where people come from, before what the list says."""
    if question.before is not None and family(question.kind) == "people" and question.choice.event != "exchanged":
        yield from suffering.origin(question)


def sanctioned(question: Question) -> Iterator[str]:
    """ "Die EU setzt 174 Tanker auf die Sanktionsliste": what is listed is theirs against whom it is."""
    if question.choice.event != "other" or question.kind in ("money", "share"):
        return
    stems = question.scene.words.forms.sanctions
    if (
        any(token.is_name and token.low.startswith(stems) for token in question.scene.tokens)
        or question.memory.sanctions
    ):
        scene, sides = question.scene, question.scene.words.sides.opponents
        near = range(question.spot, question.found.core + _NEAR)
        yield from (m.party for m in question.in_clause() if m.role == "place" and m.at in near)
        against = (m for m in question.mentions if m.role == "target" and scene.tokens[m.at - 1].low == "gegen")
        yield from (m.party for m in against)
        yield from (m.party for m in question.memory.opening if m.party in sides and m.role in ("target", "owner"))
        yield from (m.party for m in question.memory.opening if m.party in sides)


def is_budget(question: Question) -> bool:
    """Whether the sentence speaks of those who have the public's money, or a household's."""
    budgets = question.scene.words.forms.budgets
    return any(token.is_name and token.low.startswith(budgets) for token in question.scene.tokens)


def is_public_sum(question: Question) -> bool:
    """Whether a sum is too large to be a price, and no company's."""
    return question.is_large and not question.of_firm


def sum_of_paragraph(question: Question) -> Iterator[str]:
    """A public sum is theirs of whom the paragraph's figures are, else who acts or is named in it."""
    if question.kind == "money" and is_public_sum(question):
        yield from (fact.party for fact in question.memory.recent() if fact.party and question.under_heading(fact))
        yield from (m.party for m in question.recent(lines=1) if m.role in ("agent", "owner", "place"))


def payer(question: Question) -> Iterable[str]:
    """Who acts, pays, owes."""
    return question.agents()


def place_of_settled(question: Question) -> Iterator[str]:
    """People and houses at their place."""
    if question.kind in suffering.SETTLED:
        yield from suffering.place_beside(question)


def origin_of_people(question: Question) -> Iterator[str]:
    """ "Aus der Ukraine leben 1,2 Millionen Menschen in Deutschland"."""
    if family(question.kind) == "people":
        yield from suffering.origin(question)


def owner(question: Question) -> Iterable[str]:
    """ "die deutschen Exporte", "Kims Lager"."""
    elsewhere = ("place", "target", "beside") if family(question.kind) == "people" else ()
    return (m.party for m in question.in_clause() if m.noun is not None and m.role not in elsewhere)


def owner_of_arms(question: Question) -> Iterator[str]:
    """What a drone or a tank costs is told of whose it is, here or just before."""
    if question.choice.event != "cost":
        return
    named = [token.low for token in question.scene.tokens if token.is_name]
    yield from (m.party for m in question.mentions if m.arms)
    for fact in question.memory.recent():
        head = fact.scene.tokens[fact.found.head].low if fact.found.head is not None else ""
        same = any(low[:_STEM] == head[:_STEM] or low.startswith("stück") for low in named)
        if fact.party and same and family(fact.kind) == "arms" and question.under_heading(fact):
            yield fact.party


def alike(question: Question) -> Iterator[str]:
    """The figure just before, if of it too nothing more is said than of this."""
    newest = next(question.memory.recent(), None)
    if newest is None or question.kind == "money" or question.choice.event != "other":
        return
    near = newest.scene.index >= question.scene.index - 1 and newest.scene.sentence.line == question.line
    if near and newest.party and newest.event == "other":
        yield newest.party


def topic_of_paragraph(question: Question) -> Iterator[str]:
    """Whose the figures of the paragraph are so far, else who acts in it or owns something."""
    if _is_topical(question):
        told = (fact for fact in question.memory.recent() if question.under_heading(fact))
        yield from (fact.party for fact in told if fact.party)
        yield from (m.party for m in question.recent(lines=1) if m.role in ("agent", "owner") and not m.arms)


def _is_topical(question: Question) -> bool:
    """Whether nothing is said of what is counted but that it is of the topic: shares, arms, "elf Exemplare"."""
    head = question.found.head
    nouns = question.scene.words.nouns
    hollow = head is not None and nouns.hollow.word(question.scene.tokens[head].low) is not None
    return (question.kind in _TOPICAL or hollow) and not question.of_firm


def topic_of_text(question: Question) -> Iterator[str]:
    """Who acts in the headline and the lead, else the country that they name first."""
    if _is_topical(question):
        opening = [m for m in question.memory.opening if not m.speaks]
        yield from (m.party for m in opening if m.role in ("agent", "owner"))
        yield from (m.party for m in opening)


def place_of_public(question: Question) -> Iterator[str]:
    """Public money is that of the place, or of whose the paragraph's figures are."""
    if question.choice.public:
        yield from suffering.speakers_country(question)
        yield from suffering.place_of_paragraph(question)
        told = (fact for fact in question.memory.recent() if question.under_heading(fact))
        yield from (fact.party for fact in told if fact.party)


def place_of_thing(question: Question) -> Iterator[str]:
    """Things and shares are at the place in their clause."""
    if question.kind in ("thing", "share"):
        yield from (m.party for m in question.in_clause() if m.role == "place")
