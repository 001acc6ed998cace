"""What is counted: the noun phrase behind a quantity, and the kind of thing that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.claims.context.scene import Scene
from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Grammar
from monitor.claims.values import Quantity

_LONGEST_ATTRIBUTE = 6  # words between a number and its noun: "375 weitere zum Teil schwer verletzte Männer"
_PARTICIPLES = ("te", "ten", "ter", "ene", "enen", "ener", "ende", "enden")  # "stationierte", "gefallenen", "kämpfende"
_FARTHEST_WHOLE = 4  # from a part to its whole: "16 von landesweit noch 38 Raffinerien"
_FARTHEST_NUMBER_OF = 30  # words between "Zahl der …" and its number
_MEASURES = {
    "km2": "land", "ha": "land", "km": "distance", "m": "distance", "MW": "energy", "kWh": "energy",
    "litre": "goods", "ton": "goods", "kg": "goods", "barrel": "goods", "m2": "area",
    "minute": "time", "hour": "time", "day": "time", "week": "time", "month": "time", "year": "time",
    "factor": "factor",
}  # fmt: skip
_FAMILIES = {
    "person": "people", "body": "people", "captive": "people", "casualty": "people", "voter": "people",
    "munition": "arms", "gear": "arms", "aircraft": "arms", "ship": "arms", "attack": "arms", "unit": "people",
    "building": "places", "infrastructure": "places", "settlement": "places", "region": "places", "household": "places",
    "vote": "votes", "thing": "things", "goods": "things", "times": "times",
}  # fmt: skip
_COUNTS = frozenset({"people", "arms", "places", "votes", "things", "times"})
_UNITS = {
    **dict.fromkeys(("killed", "wounded", "killed_or_wounded", "captured", "missing", "deserted"), "person"),
    **dict.fromkeys(("exchanged", "displaced", "recruited", "trained"), "person"),
    **dict.fromkeys(("launched", "shot_down", "destroyed", "supplied"), "piece"),
}
_COVERS = {
    "body": ("body", "person"), "captive": ("captive", "person"), "casualty": ("casualty", "person"),
    "voter": ("voter", "share", "person"), "vote": ("vote", "share"), "aircraft": ("aircraft", "gear"),
    "ship": ("ship", "gear"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """The noun phrase of a quantity: tokens ``first`` to ``end`` (exclusive) with its head at ``head`` (None: none).

    ``core`` ends the nouns; between ``core`` and ``end`` stand genitives and "aus Nordkorea".
    """

    first: int
    head: int | None
    core: int
    end: int


def phrase(scene: Scene, spot: int, quantity: Quantity) -> Phrase:
    """The phrase counted by the quantity at token ``spot``: behind it, behind the whole of which it is a part
    ("14 von 61 Verträgen"), or before it ("die Zahl der Toten stieg auf 40"); empty under ellipsis."""
    for other in (spot, _whole(scene, spot), _twin(scene, spot, scene.words.grammar)):
        if other is not None:
            found = _behind(scene, other, quantity if other == spot else None)
            if found.head is not None:
                return found if other == spot else replace(found, first=spot + 1)
    return _number_of(scene, spot) or _label(scene, spot) or Phrase(spot + 1, None, spot + 1, spot + 1)


def _label(scene: Scene, spot: int) -> Phrase | None:
    """ "Panzer: 10.258": the noun before a colon is what a table counts."""
    at = spot - 2
    if (
        at < 0
        or scene.tokens[spot - 1].text != ":"
        or not is_count(scene.words.nouns.kinds.word(scene.tokens[at].low) or "")
    ):
        return None
    return Phrase(at, at, at + 1, at + 1)


def is_labelled(scene: Scene, found: Phrase, spot: int) -> bool:
    """Whether the phrase is a table's label of the figure."""
    return found.head == spot - 2 and scene.tokens[spot - 1].text == ":"


def _behind(scene: Scene, spot: int, quantity: Quantity | None) -> Phrase:
    tokens = scene.tokens
    first = _past_hyphen(tokens, spot + 1)
    stop = _past_listed(scene, first, scene.clause(spot).end)
    stop = max(stop, min(first + 1, len(tokens))) if first > spot + 1 else stop
    if quantity and quantity.unit is None and quantity.noun is None and scene.lows(first, first + 1) == ["der"]:
        return Phrase(spot + 1, None, spot + 1, spot + 1)
    given = _given_head(tokens, first, quantity) if quantity else None
    head = given or _head(tokens, first, stop, scene.words.grammar)
    if head is None or (
        scene.words.nouns.hollow.word(tokens[head].low) and not _of_follows(tokens, head + 1, stop, scene.words.grammar)
    ):
        return Phrase(spot + 1, None, spot + 1, spot + 1)
    core = _core_end(tokens, head, stop)
    own = _past_inner(tokens, first, head, scene.words.grammar)
    return Phrase(own, head, core, _of_end(tokens, core, stop, scene.words.grammar))


def _of_follows(tokens: Sequence[Token], at: int, stop: int, grammar: Grammar) -> bool:
    """ "Stück schwere Artillerie", "Fälle von Beschuss": what a hollow word holds."""
    if at >= stop:
        return False
    adjective = tokens[at].low.endswith(grammar.forms.adjective_endings) and at + 1 < stop and tokens[at + 1].is_name
    return tokens[at].low in grammar.forms.genitive_links or tokens[at].is_name or adjective


def _whole(scene: Scene, spot: int) -> int | None:
    """The next quantity, if only "von", "der", "von den", "von landesweit" stand between."""
    following = next((other for other in scene.spots if other > spot), None)
    if following is None or not 1 < following - spot <= _FARTHEST_WHOLE:
        return None
    first, *rest = scene.tokens[spot + 1 : following]
    plain = all(token.is_word and not token.is_name for token in rest)
    return following if first.low in ("von", "der", "aus", "des") and plain else None


def _twin(scene: Scene, spot: int, grammar: Grammar) -> int | None:
    """ "43.000 gefallene und 370.000 verwundete Soldaten": the noun stands behind the second."""
    following = next((other for other in scene.spots if other > spot), None)
    if following is None or not 2 < following - spot <= _LONGEST_ATTRIBUTE:
        return None
    between = scene.tokens[spot + 1 : following]
    twin = between[-1].low in ("und", "oder", "sowie") and all(_may_lead(token, grammar) for token in between[:-1])
    return following if twin else None


def _number_of(scene: Scene, spot: int) -> Phrase | None:
    """ "die Zahl der getöteten russischen Soldaten liegt bei 900": the genitive is counted."""
    first = max(0, spot - _FARTHEST_NUMBER_OF)
    for at in range(spot - 1, first - 1, -1):
        if scene.tokens[at].text in ";:":
            return None
        if _numbers_what(scene, at, spot) and (found := _genitive(scene, at + 1, spot)):
            return found
    return _number_behind(scene, spot)


def _numbers_what(scene: Scene, at: int, stop: int) -> bool:
    """ "Zahl der Toten", "Zahl ziviler Opfer", and "die der Verletzten" that takes it up."""
    if at + 1 >= stop:
        return False
    behind, numbers = scene.tokens[at + 1], scene.words.forms.number_of
    if behind.low not in ("der", "von", "an"):
        return scene.tokens[at].low in numbers and behind.low.endswith("er") and not behind.is_name and at + 2 < stop
    opens = at > 0 and scene.tokens[at - 1].low in (",", "und", "sowie")
    return scene.tokens[at].low in scene.words.forms.number_of or (opens and scene.tokens[at].low in ("die", "jene"))


def _genitive(scene: Scene, first: int, stop: int) -> Phrase | None:
    head = _head(scene.tokens, first, stop, scene.words.grammar)
    if head is None:
        return None
    core = _core_end(scene.tokens, head, stop)
    return Phrase(_past_inner(scene.tokens, first, head, scene.words.grammar), head, core, core)


def _number_behind(scene: Scene, spot: int) -> Phrase | None:
    """ "Auf 42.000 beziffert die Behörde die Zahl der Toten": what is counted stands behind."""
    end = scene.clause(spot).end
    if scene.tokens[spot - 1].low not in ("auf", "mit", "bei") or spot == 0:
        return None
    for at in range(spot + 1, end - 1):
        if scene.tokens[at].quantity is not None:
            return None
        if scene.tokens[at].low in scene.words.forms.number_of and scene.tokens[at + 1].low in ("der", "von", "an"):
            return _genitive(scene, at + 1, end)
    return None


def _past_listed(scene: Scene, first: int, stop: int) -> int:
    """ "3.558 zerstörte, beschädigte oder aufgegebene Panzer": a comma between adjectives ends no phrase."""
    tokens, grammar = scene.tokens, scene.words.grammar
    while stop + 1 < len(tokens) and first < stop and tokens[stop].text == ",":
        inside = tokens[first:stop]
        if not all(_is_adjective(token, grammar) for token in (*inside[-1:], tokens[stop + 1])):
            break
        if any(token.is_name or not token.is_word for token in inside if token.text != ","):
            break
        stop = scene.clause(stop + 1).end
    return stop


def _is_adjective(token: Token, grammar: Grammar) -> bool:
    declined = token.is_word and token.low.endswith(grammar.forms.adjective_endings)
    return declined and not token.is_name and token.low not in grammar.no_attributes


def _past_hyphen(tokens: Sequence[Token], first: int) -> int:
    """ "11.000-Mann-Kontingent": the rest of a compound follows its hyphen at once."""
    glued = first + 1 < len(tokens) and tokens[first].text == "-" and tokens[first + 1].glued
    return first + 1 if glued else first


def _given_head(tokens: Sequence[Token], first: int, quantity: Quantity) -> int | None:
    if quantity.noun is None or quantity.head is None:
        return None
    near = range(first, min(len(tokens), first + 12))
    return next((at for at in near if tokens[at].text == quantity.head), None)


def _head(tokens: Sequence[Token], first: int, stop: int, grammar: Grammar) -> int | None:
    for at in range(first, min(stop, first + _LONGEST_ATTRIBUTE)):
        token = tokens[at]
        if token.is_name:
            return _noun(tokens, at, stop)
        if token.low in grammar.forms.comparing and at == first and at + 1 < stop and tokens[at + 1].is_name:
            continue  # "7,5 Prozent mehr Lohn"
        if not _may_lead(token, grammar) or (at > first and _follows_verb(tokens, at, grammar)):
            return _behind_participle(tokens, at, stop, grammar)
    return None


def _follows_verb(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """ "fünf Milliarden bewilligte der Kongress": what stands before an article is a verb, not an adjective."""
    lead = tokens[at - 1].low
    article = tokens[at].low in grammar.forms.determiners
    return article and lead not in grammar.attributes and lead not in grammar.forms.pair_links


def _behind_participle(tokens: Sequence[Token], first: int, stop: int, grammar: Grammar) -> int | None:
    """A participle with its own words before the noun: "den zwei im Januar in Kursk gefangenen Soldaten", "20 Prozent
    des in der Region verlorenen Gebiets", "580 in Kursk gefallenen nordkoreanischen Soldaten"."""
    forms, low = grammar.forms, tokens[first].low
    articles = [token.low for token in tokens[max(0, first - 2) : first]]
    led = forms.definite.intersection(articles) and low in forms.inner_prepositions
    numbered = tokens[first - 1].quantity is not None and low in forms.inner_prepositions
    if not led and not numbered:
        return None
    inner = next((at for at in range(first + 1, min(stop, first + 4)) if tokens[at].is_name), stop)
    if any(token.quantity is not None for token in tokens[first:inner]):
        return None  # "in zwölf von 24 Regionen gelten …"
    for at in range(inner + 1, min(stop - 1, first + _LONGEST_ATTRIBUTE + 2)):
        if tokens[at].low.endswith(_PARTICIPLES) and _is_adjective(tokens[at], grammar):
            return _behind_adjectives(tokens, at + 1, stop, grammar)
    return None


def _behind_adjectives(tokens: Sequence[Token], at: int, stop: int, grammar: Grammar) -> int | None:
    """The noun that follows, if nothing but adjectives stand before it."""
    noun = next((here for here in range(at, stop) if not _is_adjective(tokens[here], grammar)), stop)
    return noun if noun < stop and tokens[noun].is_name else None


def _past_inner(tokens: Sequence[Token], first: int, head: int, grammar: Grammar) -> int:
    """Where the noun's own words begin, behind what its participle has: "in der russischen Region eingesetzte"."""
    at = first + (tokens[first].low in grammar.forms.determiners)
    opens = at < head and tokens[at].low in grammar.forms.inner_prepositions
    return next((at + 1 for at in range(head - 2, first - 1, -1) if opens and tokens[at].is_name), first)


def _noun(tokens: Sequence[Token], at: int, stop: int) -> int:
    """An adjective of a place keeps its capital: in "Schweizer Firmen" the noun is the second."""
    following = at + 1 < stop and tokens[at + 1].is_name
    return at + 1 if following and tokens[at].text.endswith("er") and len(tokens[at].text) > 4 else at


def _may_lead(token: Token, grammar: Grammar) -> bool:
    if not token.is_word:
        return token.text in "„“\"»«',"
    if token.low in grammar.forms.pair_links:
        return True
    return _is_adjective(token, grammar) or token.low in grammar.attributes


def _core_end(tokens: Sequence[Token], head: int, stop: int) -> int:
    """Behind the head: "Soldatinnen und Soldaten", "Toten und Verletzten"."""
    at = head + 1
    while at + 1 < stop and tokens[at].low in ("und", "oder") and tokens[at + 1].is_name:
        at += 2
    return at


def _of_end(tokens: Sequence[Token], at: int, stop: int, grammar: Grammar) -> int:
    """Behind the nouns: genitives, "aus Nordkorea", "ukrainischer Soldaten"."""
    end = at
    while at < stop and tokens[at].is_word:
        token = tokens[at]
        if token.is_name:
            end = at + 1
        elif (
            not (token.low in grammar.forms.genitive_links or token.low.endswith(("er", "en")))
            or token.low in grammar.no_attributes
        ):
            break
        at += 1
    return end


def kind_of(scene: Scene, found: Phrase, quantity: Quantity) -> str:
    """The kind of thing counted (``events.toml``); "" where nothing stands beside the number that would tell."""
    unit, low = quantity.unit or _unit_of_head(scene, found), quantity.text.lower()
    if unit in _MEASURES:
        return _MEASURES[unit]
    if low.endswith("mal") and unit != "factor":
        return "times"
    noun = _noun_kind(scene, found)
    if unit == "percent":
        return _share_kind(scene, found, noun)
    if unit not in (None, "person", "piece"):
        return "money" if unit else "measure"
    if (unit == "person" or low.endswith("mann")) and noun not in ("body", "captive", "casualty", "voter"):
        return "person"
    return noun or {"person": "person", "piece": "thing"}.get(unit or "", "" if found.head is None else "thing")


def _unit_of_head(scene: Scene, found: Phrase) -> str | None:
    """The unit of the figure before the same noun: "1,7 Millionen von 2,1 Millionen Thüringern" are persons."""
    head = None if found.head is None else scene.tokens[found.head].text
    same = (other.unit for _, other in scene.quantities if head and other.head == head)
    return next((unit for unit in same if unit in ("person", "piece")), None)


def _share_kind(scene: Scene, found: Phrase, noun: str) -> str:
    """ "19 Prozent der Ukraine" is land; a share of something that is not told apart is a mere share."""
    land = any(found.first <= hit.first < found.core and hit.value.form in ("name", "place") for hit in scene.names)
    return noun or ("land" if land else "share")


def _noun_kind(scene: Scene, found: Phrase) -> str:
    """The kind of the head; of what hollow words hold ("464 Fälle von Beschuss") that of the noun behind."""
    if found.head is None:
        return ""
    head = scene.tokens[found.head]
    if any(hit.first == found.head and hit.value.form == "people" for hit in scene.names):
        return "person"
    if scene.words.nouns.hollow.word(head.low):
        behind = [
            scene.words.nouns.kinds.word(token.low) for token in scene.tokens[found.core : found.end] if token.is_name
        ]
        return next((kind for kind in behind if kind), "thing")
    return scene.words.nouns.kinds.word(head.low) or ""


def covers(kind: str) -> tuple[str, ...]:
    """The kinds of whose events a kind takes part: bodies and captives are persons too."""
    return _COVERS.get(kind, (kind,))


class _Families(dict[str, str]):
    """The family of each kind; a kind of none is one of its own."""

    def __missing__(self, kind: str) -> str:
        return kind


# Kinds of one family stand in one list and take up one another: tanks and guns, soldiers and officers.
family = _Families(_FAMILIES).__getitem__


def unit_of(event: str) -> str | None:
    """What an event counts where nothing else tells: people or pieces."""
    return _UNITS.get(event)


def is_count(kind: str) -> bool:
    """Whether things of this kind are counted one by one."""
    return family(kind) in _COUNTS


def unit(kind: str) -> str | None:
    """The unit of a count of this kind; None where the kind is no count."""
    if family(kind) == "people" and kind != "unit":
        return "person"
    return "piece" if is_count(kind) else None
