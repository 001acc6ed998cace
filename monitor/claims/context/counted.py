"""What is counted: the noun phrase behind a quantity, and the kind of thing that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.claims.context.scene import Scene
from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Vocabulary
from monitor.claims.values import Quantity

_LONGEST_ATTRIBUTE = 5  # words between a number and its noun: "375 weitere zum Teil schwer verletzte Männer"
_ENDINGS = ("e", "en", "er", "es", "em")
_LEADING = frozenset(
    {
        "der",
        "des",
        "dieser",
        "aller",
        "seiner",
        "ihrer",
        "ihres",
        "seines",
        "zum",
        "teil",
        "schwer",
        "leicht",
        "neu",
        "rund",
        "dem",
        "deren",
        "dessen",
        "dieses",
        "so",
        "gut",
        "brutto",
        "an",
    }
)
_NO_ADJECTIVES = frozenset(
    {
        "neben",
        "gegen",
        "zwischen",
        "wegen",
        "ohne",
        "unter",
        "über",
        "hinter",
        "oder",
        "aber",
        "immer",
        "wieder",
        "wurden",
        "waren",
        "seien",
        "werden",
        "haben",
        "hatten",
        "würden",
        "hätten",
        "sollen",
        "sollten",
        "können",
        "könnten",
        "wäre",
        "wurde",
        "werde",
        "habe",
        "ihnen",
        "denen",
        "davon",
        "seither",
        "heute",
        "bisher",
        "später",
        "allen",
        "morgen",
        "keine",
        "meter",
        "sie",
        "er",
        "eine",
        "einen",
        "einer",
        "unser",
    }
)
_OF = frozenset({"der", "des", "aus", "von", "vom", "dieser", "ihrer", "seiner", "unserer"})
_MEASURES = {
    "km2": "land", "ha": "land", "km": "distance", "m": "distance", "MW": "energy", "kWh": "energy",
    "litre": "goods", "ton": "goods", "kg": "goods", "barrel": "goods", "m2": "area",
    "minute": "time", "hour": "time", "day": "time", "week": "time", "month": "time", "year": "time", "factor": "factor",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """The noun phrase behind a quantity: tokens ``first`` to ``end`` (exclusive) with its head at ``head`` (None: none).

    ``core`` ends the nouns; between ``core`` and ``end`` stand genitives and "aus Nordkorea".
    """

    first: int
    head: int | None
    core: int
    end: int


def phrase(scene: Scene, spot: int, quantity: Quantity) -> Phrase:
    """The phrase counted by the quantity at token ``spot``; empty under ellipsis."""
    tokens = scene.tokens
    first = spot + 1
    stop = min(scene.clause(spot).end, len(tokens))
    first = _past_hyphen(tokens, first)
    head = _given_head(tokens, first, quantity) or _head(tokens, first, max(stop, min(first + 1, len(tokens))))
    if head is None:
        return Phrase(spot + 1, None, spot + 1, spot + 1)
    core = _core_end(tokens, head, stop)
    return Phrase(first, head, core, _of_end(tokens, core, stop))


def _past_hyphen(tokens: Sequence[Token], first: int) -> int:
    """ "11.000-Mann-Kontingent": the rest of a compound follows its hyphen at once."""
    glued = first + 1 < len(tokens) and tokens[first].text == "-" and tokens[first].end == tokens[first + 1].start
    return first + 1 if glued else first


def _given_head(tokens: Sequence[Token], first: int, quantity: Quantity) -> int | None:
    if quantity.noun is None or quantity.head is None:
        return None
    near = range(first, min(len(tokens), first + 12))
    return next(
        (at for at in near if tokens[at].start >= quantity.noun.start and tokens[at].text == quantity.head), None
    )


def _head(tokens: Sequence[Token], first: int, stop: int) -> int | None:
    for at in range(first, min(stop, first + _LONGEST_ATTRIBUTE)):
        token = tokens[at]
        if token.is_name:
            return _noun(tokens, at, stop)
        if not _may_lead(token):
            return None
    return None


def _noun(tokens: Sequence[Token], at: int, stop: int) -> int:
    """An adjective of a place keeps its capital: in "Schweizer Firmen" the noun is the second."""
    following = at + 1 < stop and tokens[at + 1].is_name
    return at + 1 if following and tokens[at].text.endswith("er") and len(tokens[at].text) > 4 else at


def _may_lead(token: Token) -> bool:
    if not token.is_word:
        return token.text in "„“\"»«'"
    adjective = token.low.endswith(_ENDINGS) and token.low not in _NO_ADJECTIVES
    return adjective or token.low in _LEADING


def _core_end(tokens: Sequence[Token], head: int, stop: int) -> int:
    """Behind the head: "Soldatinnen und Soldaten", "Toten und Verletzten", "gepanzerte und andere Fahrzeuge"."""
    at = head + 1
    while at + 1 < stop and tokens[at].low in ("und", "oder") and tokens[at + 1].is_name:
        at += 2
    return at


def _of_end(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Behind the nouns: genitives, "aus Nordkorea", "ukrainischer Soldaten"."""
    end = at
    while at < stop and tokens[at].is_word:
        token = tokens[at]
        if token.is_name:
            end = at + 1
        elif not (token.low in _OF or token.low.endswith(("er", "en"))) or token.low in _NO_ADJECTIVES:
            break
        at += 1
    return end


def kind_of(scene: Scene, found: Phrase, quantity: Quantity, words: Vocabulary) -> str:
    """The kind of thing counted (``events.toml``); "" where nothing stands beside the number that would tell."""
    unit = quantity.unit
    if unit in _MEASURES:
        return _MEASURES[unit]
    noun = _noun_kind(scene, found, words)
    if unit == "percent":
        return noun or "share"
    if unit not in (None, "person", "piece"):
        return "money"
    if unit == "person" and noun not in ("body", "captive", "casualty", "voter"):
        return "person"
    return noun or {"person": "person", "piece": "thing"}.get(unit or "", "" if found.head is None else "thing")


def _noun_kind(scene: Scene, found: Phrase, words: Vocabulary) -> str:
    if found.head is None:
        return ""
    head = scene.tokens[found.head]
    people = next((hit for hit in scene.names if hit.first == found.head and hit.value.form == "people"), None)
    return "person" if people else words.kinds.word(head.low) or ""


def covers(kind: str) -> tuple[str, ...]:
    """The kinds of whose events a kind takes part: bodies and captives are persons too."""
    if kind in ("body", "captive", "casualty", "voter"):
        return (kind, "person")
    if kind == "aircraft":
        return (kind, "gear", "munition")
    if kind == "ship":
        return (kind, "gear")
    return (kind,)


_FAMILIES = {
    "person": "people", "body": "people", "captive": "people", "casualty": "people", "voter": "people",
    "munition": "arms", "gear": "arms", "aircraft": "arms", "ship": "arms", "attack": "arms", "unit": "people",
    "building": "places", "infrastructure": "places", "settlement": "places", "region": "places", "household": "places",
    "vote": "votes", "thing": "things", "goods": "things",
}  # fmt: skip


def family(kind: str) -> str:
    """Kinds of one family stand in one list and take up one another: tanks and guns, soldiers and officers."""
    return _FAMILIES.get(kind, kind)


def unit(kind: str) -> str | None:
    """The unit of a count of this kind; None where the kind is no count."""
    if family(kind) == "people" and kind != "unit":
        return "person"
    return "piece" if family(kind) in ("people", "arms", "places", "votes", "things") else None
