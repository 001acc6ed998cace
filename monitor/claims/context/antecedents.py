"""What an elliptic figure goes back to: the figure before it, or a noun that stands before it in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.claims.context.choice import Choice
from monitor.claims.context.counted import Phrase, family, is_count, is_labelled, unit
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.scene import Scene
from monitor.claims.context.verbal import has_other_verb
from monitor.claims.context.wholes import is_base, is_whole_behind
from monitor.claims.values import Quantity

_SUM = 100_000_000  # no bare number of people or things is as large in the news
_WEAK = 2  # a noun of less weight ("Soldaten") says less than the row in which it stands
_TRIFLE = 10_000
_SAID = frozenset({"noun", "same noun", "verb", "list"})  # rules by which an event is said of a figure itself
_OF_THEIR_OWN = frozenset({"time", "distance", "energy", "goods", "land", "area", "times"})
_NO_SUBJECT = frozenset({"places", "times"})
_ONE = frozenset({"ein", "eine", "einem", "einen", "einer", "eines"})
_NO_MEASURE = frozenset({"share", "factor", "times"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The kind and unit that are carried over, and the fact that they come from (None: from the noun ``noun``)."""

    kind: str = ""
    unit: str | None = None
    fact: Fact | None = None
    listed: bool = False
    noun: str = ""


def find(scene: Scene, spot: int, kind: str, quantity: Quantity, memory: Memory) -> Antecedent:
    """The antecedent of the figure at ``spot``; ``kind`` is what its own phrase tells ("" for nothing)."""
    for fact in memory.recent():
        if fact.scene.index == scene.index and _compatible(kind, fact, quantity):
            return Antecedent(fact.kind, fact.unit, fact, _listed(scene, fact.spot, spot))
        if fact.scene.index < scene.index:
            break
    last = next((fact for fact in memory.recent() if _compatible(kind, fact, quantity)), None)
    noun = "" if kind else _one_before(scene, spot, quantity) or _bare_noun(scene, spot, last, memory)
    if noun:
        kind = scene.words.nouns.kinds.word(noun) or ""
        return Antecedent(kind, unit(kind), noun=noun)
    return _latest(quantity, last, kind, memory)


def _latest(quantity: Quantity, last: Fact | None, kind: str, memory: Memory) -> Antecedent:
    """The last figure that it can go back to; a sum without a noun goes back to money rather than to a count."""
    if last and is_count(last.kind) and is_sum(quantity):
        compatible = (fact for fact in memory.recent() if _compatible(kind, fact, quantity))
        last = next((fact for fact in compatible if fact.kind == "money"), last)
    return Antecedent(last.kind, last.unit, last) if last else Antecedent()


def _one_before(scene: Scene, spot: int, quantity: Quantity) -> str:
    """The noun of which there is one already: "Ein Wohnhaus brannte aus, vier weitere wurden beschädigt"."""
    if "increment" not in quantity.marks:
        return ""
    for clause in reversed(scene.clauses[: scene.clause_of[spot] + 1]):
        opening = scene.tokens[clause.first : min(clause.first + 3, spot)]
        noun = next((token.low for token in opening if token.is_name and token is not opening[0]), "")
        if noun and opening[0].low in _ONE:
            return noun if is_count(scene.words.nouns.kinds.word(noun) or "") else ""
    return ""


def _bare_noun(scene: Scene, spot: int, last: Fact | None, memory: Memory) -> str:
    return _noun_before(scene, spot) or _whom(scene, spot, last, memory) or _told_before(scene, spot, last, memory)


def _whom(scene: Scene, spot: int, last: Fact | None, memory: Memory) -> str:
    """The people of the sentence before whom "600 von ihnen" means, where the last figure counted none."""
    theirs = scene.lows(spot + 1, spot + 3) in (["von", "ihnen"], ["von", "denen"])
    people = last is not None and family(last.kind) == "people"
    return memory.people_before(scene) if theirs and not people else ""


def _told_before(scene: Scene, spot: int, last: Fact | None, memory: Memory) -> str:
    """The noun of the sentence before, which has no figure: "Die Zahl der Soldaten gibt Rätsel auf. Das Pentagon sprach
    von 10.000", "Gegen Mittag kommen die Drohnen. Neun waren es gestern"."""
    before = memory.previous
    if before is None or before.spots or (last is not None and last.scene.index >= before.index - 1):
        return ""
    clause = scene.clause(spot)
    pronoun = "es" in scene.lows(clause.first, clause.end)
    numbers = any(token.low in scene.words.forms.number_of for token in before.tokens)
    return _noun_before(before, len(before.tokens)) if pronoun or numbers else ""


def _compatible(kind: str, fact: Fact, quantity: Quantity) -> bool:
    """Bare numbers go back to counts and sums; shares and factors to anything; measures to their like alone."""
    if kind in _NO_MEASURE:
        return fact.kind not in ("time", "distance") and not is_whole_behind(fact.scene, fact.spot)
    if not kind:
        return (
            fact.kind not in ("time", "distance", "factor", "times")
            and (fact.kind != "share" or _may_be_share(quantity))
            and (fact.kind != "money" or _may_be_sum(quantity, fact.quantity))
        )
    return family(kind) == family(fact.kind) or (fact.kind == "land" and kind == "settlement")


def is_sum(quantity: Quantity) -> bool:
    """Whether a bare number is a sum: "37,6 Milliarden" without a noun are more likely money than people."""
    return quantity.noun is None and max(quantity.low or 0, quantity.high or 0) >= _SUM


def _may_be_share(quantity: Quantity) -> bool:
    return max(quantity.low or 0, quantity.high or 0) <= 100


def _may_be_sum(quantity: Quantity, other: Quantity) -> bool:
    """ "44" behind 2.9 billion euros are no euros: a sum that leaves out its measure is no trifle beside the other."""
    return max(quantity.low or 0, quantity.high or 0) * _TRIFLE >= max(other.low or 0, other.high or 0)


def _listed(scene: Scene, first: int, second: int) -> bool:
    """Whether only nouns, commas and conjunctions stand between two quantities: the second shares all of the first."""
    if any(not scene.tokens[mark.at].is_name for mark in scene.verbs_in(first + 1, second)):
        return False
    broken = any(token.text in ";:.–" for token in scene.tokens[first + 1 : second])
    return not broken and not scene.has_finite(first + 1, second)


def _noun_before(scene: Scene, spot: int) -> str:
    for at in range(spot - 1, -1, -1):
        token = scene.tokens[at]
        kind = scene.words.nouns.kinds.word(token.low) if token.is_name else None
        if kind and is_count(kind) and family(kind) not in _NO_SUBJECT and not _counts_nothing(scene, at):
            return token.low
    return ""


def _counts_nothing(scene: Scene, at: int) -> bool:
    """ "ein Verlust von elf Millionen", "das Moskauer Ministerium", and who says it."""
    low, behind = scene.tokens[at].low, scene.tokens[at + 1 : at + 2]
    of_place = low.endswith("er") and any(token.is_name for token in behind)
    return low == "verlust" or of_place or _is_source(scene, at)


def _is_source(scene: Scene, at: int) -> bool:
    """ "nach Rechnung von Fachleuten", "laut Beamten", "Beamten zufolge": who says it is not what is counted."""
    speech = scene.words.speech
    behind = scene.tokens[at + 1].low if at + 1 < len(scene.tokens) else ""
    before = scene.tokens[max(0, at - 4) : at]
    if any(token.quantity is not None or token.low in scene.words.grammar.auxiliaries for token in before):
        return behind in speech.after
    governed = any(token.low in scene.words.forms.all_prepositions for token in before)
    cited = any(token.low in speech.before or (token.is_name and speech.reports.word(token.low)) for token in before)
    return cited or behind in speech.after or (not governed and bool(speech.telling.word(behind)))


def carry(scene: Scene, spot: int, kind: str, found: Phrase, before: Antecedent, memory: Memory) -> Choice | None:
    """The event of the antecedent, where the figure is of its list, adds to it, or has no noun of its own."""
    if row := _row(scene, spot, kind, found, memory):
        return row
    if before.fact is None:
        cue = scene.words.nouns.counted.word(before.noun) if before.noun else None
        return Choice(cue.event, cue.weight, "noun before") if cue else None
    if before.listed:
        return None if is_base(scene, spot) else Choice(before.fact.event, 0, "list")
    if _adds(scene, spot) and before.fact.event != "other":
        return Choice(before.fact.event, 0, "addition")
    if _copular(scene, spot, before.fact) and before.fact.event != "other":
        return Choice(before.fact.event, 0, "copula")
    return _taken_up(scene, spot, kind, found, before.fact, memory)


def _taken_up(scene: Scene, spot: int, kind: str, found: Phrase, fact: Fact, memory: Memory) -> Choice | None:
    """What a bare number or a noun that was counted before takes up."""
    if found.head is None and has_other_verb(scene, spot):
        return None
    if found.head is None and kind == "share" and fact.event == "cost" and fact.scene.index != scene.index:
        return Choice("cost", 0, "anaphora") if _names_rate(scene, spot) else None
    if found.head is None and kind not in _OF_THEIR_OWN:
        return Choice(fact.event, 0, "anaphora")
    return _same_noun(scene, found, memory)


def _names_rate(scene: Scene, spot: int) -> bool:
    """ "Die Inflation lag bei 3,6 Prozent. Im Mai betrug die Rate 2,4": other shares of its kind are told otherwise."""
    clause = scene.clause(spot)
    return not scene.words.forms.rates.isdisjoint(scene.lows(clause.first, clause.end))


def _row(scene: Scene, spot: int, kind: str, found: Phrase, memory: Memory) -> Choice | None:
    """A table's next row: "Verluste … Soldaten: 878.000; Panzer: 10.258"."""
    last = next(memory.recent(), None)
    if last is None or last.scene.sentence.line < scene.sentence.line - 1 or not is_labelled(scene, found, spot):
        return None
    return Choice(_said_of(last.event, kind), 0, "row")


def _said_of(event: str, kind: str) -> str:
    """Losses of people are casualties, those of things are destroyed."""
    if event in ("killed_or_wounded", "destroyed"):
        return "killed_or_wounded" if family(kind) == "people" else "destroyed"
    return event


def _same_noun(scene: Scene, found: Phrase, memory: Memory) -> Choice | None:
    """What was said of such things a moment ago: "stärkster Monat war der Juli mit 6.297 Drohnen"."""
    head = scene.tokens[found.head].low if found.head is not None else ""
    for fact in memory.recent():
        if fact.scene.sentence.line != scene.sentence.line:
            return None
        if fact.found.head is not None and head and fact.event != "other":
            other = fact.scene.tokens[fact.found.head].low
            if other.endswith(head) or head.endswith(other):
                return Choice(fact.event, 0, "same noun")
    return None


def _copular(scene: Scene, spot: int, fact: Fact) -> bool:
    """ "tatsächlich waren es 550 Flugkörper": the same is said of them as of those before."""
    clause = scene.clause(spot)
    lows = scene.lows(clause.first, clause.end)
    near = fact.scene.index >= scene.index - 1 and fact.scene.sentence.line == scene.sentence.line
    return near and "es" in lows and bool(scene.words.forms.be.intersection(lows))


def _adds(scene: Scene, spot: int) -> bool:
    """ "Hinzu kommen neun Raketen", "dazu kommen …"."""
    clause = scene.clause(spot)
    lows = scene.lows(clause.first, clause.end)
    return lows[0] in ("hinzu", "dazu", "zusätzlich", "ausserdem") or "hinzu" in lows[-1:]


def overrule(
    scene: Scene, spot: int, kind: str, before: Antecedent, choice: Choice | None, memory: Memory
) -> Choice | None:
    """What the figure before says with more weight than the words beside this one.

    A comparison ("18 Prozent mehr als 2024", "das entspricht …") and a part without an event of its own ("darunter elf
    Kinder") say the same of the same; a bare list of destroyed equipment goes on in its drones.
    """
    newest = (fact for fact in memory.recent() if not is_base(fact.scene, fact.spot))
    equals = _equals(scene, spot)
    fact = next(newest, before.fact) if equals else before.fact or next(newest, None)
    if fact is None or fact.scene.index < scene.index - 1:
        return choice
    if equals:
        return Choice(fact.event, 9, "comparison")
    if _compares(scene, spot, kind):
        return Choice(_compared_event(fact, memory), 9, "comparison")
    weak = choice is None or choice.weight < _WEAK
    if weak and before.fact:
        choice = _of_its_row(scene, spot, before) or choice
    return _within_sentence(choice, fact) if choice and fact.scene.index == scene.index else choice


def _of_its_row(scene: Scene, spot: int, before: Antecedent) -> Choice | None:
    """A list goes on, a part is of its whole."""
    event = before.fact.event if before.fact else ""
    if before.listed and event != "other" and not is_base(scene, spot):
        return Choice(event, 1, "list")
    return Choice(event, _WEAK, "part") if is_part(scene, spot) and not _has_something(scene, spot) else None


def _has_something(scene: Scene, spot: int) -> bool:
    """ "Ein Drittel von ihnen hat eine Stelle": what a part has is told of it alone."""
    clause = scene.clause(spot)
    lows = scene.lows(clause.first, clause.end)
    return scene.tokens[clause.end - 1].is_name and not scene.words.forms.owning.isdisjoint(lows)


def _within_sentence(choice: Choice, fact: Fact) -> Choice:
    if choice.event == "shot_down" and fact.event == "destroyed":
        return Choice("destroyed", choice.weight, "list")
    return Choice(fact.event, choice.weight, "anaphora") if choice.rule == "change" else choice


def _compares(scene: Scene, spot: int, kind: str) -> bool:
    """ "18 Prozent mehr als im Mai", "1.670 mehr als am Vortag", "dreimal so viele"."""
    following = scene.lows(spot + 1, min(spot + 3, scene.clause(spot).end))
    noun = len(following) > 1 and scene.tokens[spot + 2].is_name
    more = following[:1] in (["mehr"], ["weniger"]) and (following[1:2] == ["als"] or (kind == "share" and not noun))
    return kind == "factor" or more


def _equals(scene: Scene, spot: int) -> bool:
    """ "das sind 0,8 Prozent des Landes", "das entspricht acht Millionen Geschossen"."""
    clause = scene.clause(spot)
    lows = scene.lows(clause.first, clause.end)
    if lows[0] == "das" and len(lows) > 1 and lows[1] in scene.words.forms.equal:
        return True
    return any(low.startswith(scene.words.forms.equalling) for low in lows)


def _compared_event(fact: Fact, memory: Memory) -> str:
    """A comparison behind "2.500 Tote und 12.100 Verletzte" speaks of both."""
    events = {
        f.event
        for f in memory.facts[-3:]
        if f.scene.index == fact.scene.index and _SAID.intersection(f.rule.split(", "))
    }
    return (
        "killed_or_wounded"
        if fact.event == "wounded" and "killed" in events and fact.found.head is not None
        else fact.event
    )


def is_part(scene: Scene, spot: int) -> bool:
    """Whether "davon", "darunter", "unter ihnen" stands in the quantity's clause."""
    clause = scene.clause(spot)
    return scene.has_mood("part", clause)
