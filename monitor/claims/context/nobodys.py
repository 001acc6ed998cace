"""Figures that are no country's: of the world and its states, of markets, of strangers, of both sides together."""

from __future__ import annotations

from itertools import pairwise

from monitor.claims.context.counted import family
from monitor.claims.context.matching import Matcher
from monitor.claims.context.question import BODILY, Question

_IDLE = frozenset({"other", "killed"})
_AT_SEA = frozenset({"killed", "missing", "displaced", "other"})


def are_of_nobody(question: Question) -> bool:
    """States are nobody's; what follows a figure of the market, or of nobody, in a list or without a noun, neither."""
    head = question.found.head
    if question.kind == "times" and head is not None and not question.scene.tokens[head].low.startswith("mal"):
        return True  # "in zehn Runden", "in zwei Wellen"
    if _are_of_the_world(question) or (question.memory.sport and question.choice.event in ("other", "cost")):
        return not _names_inside(question)
    if head is not None and question.scene.tokens[head].low.startswith(question.scene.words.forms.nations):
        return not _names_inside(question)
    before = question.before
    carried = question.choice.rule in ("list", "anaphora") and question.found.head is None
    return carried and before is not None and before.party is None and before.event == "other" == question.choice.event


def _names_inside(question: Question) -> bool:
    return any(question.found.first <= m.at < question.found.end for m in question.mentions)


def _are_of_the_world(question: Question) -> bool:
    """ "Weltweit sind die Gletscher um fünf Prozent geschrumpft"; votes of the United Nations."""
    forms = question.scene.words.forms
    if question.choice.event == "opinion":
        return any(map(forms.is_of_world, question.scene.word_set))
    return question.choice.event != "displaced" and not forms.worldwide.isdisjoint(question.lows)


def are_strangers(question: Question) -> bool:
    """Spectators, tourists, who is arrested and what is seized: of no country that they are not called by."""
    if question.choice.event in _IDLE and _is_of(question, question.scene.words.nouns.strangers):
        return True
    if question.choice.event == "other" and family(question.kind) == "people" and _are_employed(question):
        return True
    at = question.choice.at
    return at is not None and question.scene.tokens[at].low.startswith(question.scene.words.forms.arresting)


def _are_employed(question: Question) -> bool:
    """ "Der Konzern beschäftigt 33.000 Menschen": a firm's people, where nothing else acts in the clause."""
    scene, clause = question.scene, question.scene.clause(question.spot)
    tokens = scene.tokens[clause.first : clause.end]
    firm = any(t.is_name and scene.words.forms.is_firm(t.low) for t in tokens)
    employs = any(t.low.startswith(scene.words.forms.employing) for t in tokens)
    return firm and employs and not question.in_clause()


def are_uprooted(question: Question) -> bool:
    """Migrants and refugees, and in a text about them whoever is on their boat."""
    if _is_of(question, question.scene.words.nouns.uprooted):
        return True
    aboard = question.choice.event in _AT_SEA and family(question.kind) == "people" and not question.military
    return aboard and question.memory.adrift


def _is_of(question: Question, nouns: Matcher[str]) -> bool:
    head = question.found.head
    return head is not None and nouns.word(question.scene.tokens[head].low) is not None


def are_of_both_sides(question: Question) -> bool:
    """ "16.000 Gefangene auf beiden Seiten", "je 200 Gefangene", "Russland und die Ukraine tauschten aus"."""
    return _on_both_sides(question) or (question.choice.event == "exchanged" and _are_exchanged(question))


def _on_both_sides(question: Question) -> bool:
    forms = question.scene.words.forms
    both = forms.both | forms.each_of
    return question.choice.event in BODILY and any(
        one in both and other in forms.sides for one, other in pairwise(question.lows)
    )


def _are_exchanged(question: Question) -> bool:
    """Prisoners of two sides, and no side that hands over."""
    if question.spot and question.scene.tokens[question.spot - 1].low in question.scene.words.forms.each:
        return True
    words = question.scene.words
    sides = {m.party for m in question.mentions if m.role == "agent" and m.party in words.sides.opponents}
    handed = any(token.low.startswith(words.forms.handing) for token in question.scene.tokens)
    return (len(sides) > 1 and not handed) or any(token.low in words.forms.both for token in question.scene.tokens)
