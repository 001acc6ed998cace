"""Numbers that belong together: "von 51 auf 44 Prozent", a sum and its conversion, a total and its parts."""

from __future__ import annotations

from monitor.claims.amount import Amount
from monitor.claims.amounts import read
from monitor.claims.scene import Refusal, Scene

_LINKS = frozenset(
    [
        "auf",
        "statt",
        "zu",
        "und",
        "oder",
        ",",
        "gegenüber",
        "gegen",
        "anstatt",
        "beziehungsweise",
        "bzw",
        "bis",
        "mal",
        "x",
        "×",
    ]
)
# "8, 12 und 17 Prozent": so many numbers may wait for their common unit.
_LONGEST_LIST = 6
_EXCHANGED = frozenset(["umgerechnet", "entspricht", "entsprechen", "entsprach", "entsprachen", "also"])


def share(scene: Scene, amount: Amount) -> Amount:
    """A bare number with the unit and magnitude of the one that it is set beside: "von 51 auf 44 Prozent"."""
    if not amount.bare or amount.bound not in ("exact", "range") or amount.kind == "vague" or _like_year(scene, amount):
        return amount
    partner = _partner(scene, amount.last + 1)
    if partner is None or partner.unit is None:
        return amount
    scale = partner.scale if amount.low < abs(partner.written) * 100 and amount.low < 1000 else None
    if scale is None and partner.scale != 1:
        return amount if amount.low < 1000 else amount._replace(unit=partner.unit).times(partner.factor)
    return amount._replace(unit=partner.unit, scale=partner.scale).times(partner.multiplier)


def _like_year(scene: Scene, amount: Amount) -> bool:
    text = scene.tokens[amount.first].text
    return amount.kind == "digits" and len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100


def _partner(scene: Scene, i: int) -> Amount | None:
    """The measured number that a list or comparison of bare numbers, which goes on at ``i``, ends in."""
    for _ in range(_LONGEST_LIST):
        if scene.lower(i) not in _LINKS:
            return None
        i += 1
        while (scene.lower(i),) in scene.words.qualifiers and i < len(scene.tokens):
            i += 1
        number = read(scene.tokens, i, scene.words) if i < len(scene.tokens) else None
        if number is None or number.kind == "article" or number.rule in ("fraction", "minus"):
            return None
        if not number.bare:
            return number if number.unit not in ("person", "piece", "") else None
        i = number.last + 1
    return None


def conversion(scene: Scene, phrase: Amount, previous: Amount | None) -> Refusal | None:
    """The same in another measure: "(5,3 Milliarden Euro)", "umgerechnet rund 39.000 Euro", "je Barrel (159 Liter)"."""
    if _measure_in_brackets(scene, phrase):
        return Refusal(phrase.last, "conversion", "conversion", phrase)
    if previous is None or not phrase.is_money or not previous.is_money or phrase.unit == previous.unit:
        return None
    gap = [token.lower for token in scene.tokens[previous.last + 1 : phrase.first]]
    told = len(gap) <= 6 and any(word in _EXCHANGED for word in gap)
    bracket = "(" in gap and ")" not in gap and len(gap) <= 6
    slashed = gap == ["/"]
    return Refusal(phrase.last, "conversion", "conversion", phrase) if told or bracket or slashed else None


def _measure_in_brackets(scene: Scene, phrase: Amount) -> bool:
    alone = scene.lower(phrase.first - 1) == "(" and scene.lower(phrase.last + 1) == ")"
    before = scene.words.unit_words.get(scene.lower(phrase.first - 2))
    return alone and before is not None and phrase.unit not in (None, "percent", before.name) and len(before.name) > 0


def marks(scene: Scene, phrase: Amount, core: Amount) -> frozenset[str]:
    """What the phrase itself says of the number's place: increment, part, each, old, delta."""
    words = scene.words
    near = scene.before(phrase.first, 3)
    found = set()
    beside = (scene.lower(core.last + 1), *(scene.lower(i) for i in range(phrase.first, core.first)))
    if not words.increments.isdisjoint(beside):
        found.add("increment")
    if not words.eaches.isdisjoint(near[-2:]):
        found.add("each")
    if not words.parts_of.isdisjoint(near) or tuple(near[-2:]) in words.part_phrases:
        found.add("part")
    if _is_old(scene, phrase):
        found.add("old")
    if scene.lower(phrase.first - 1) == "+" and scene.lower(phrase.first - 2) == "(":
        found.add("delta")
    return frozenset(found)


def _is_old(scene: Scene, phrase: Amount) -> bool:
    """ "von 200 auf 300", "von bislang 40 Toten auf 60", "fünf statt sieben": the value that no longer holds."""
    if scene.lower(phrase.first - 1) in ("statt", "anstatt", "anstelle"):
        return True
    if "von" not in scene.before(phrase.first, 2):
        return False
    return any(scene.lower(i) == "auf" and _number_near(scene, i + 1) for i in range(phrase.last + 1, phrase.last + 6))


def _number_near(scene: Scene, i: int) -> bool:
    near = scene.tokens[i : i + 4]
    return any(token.kind == "num" or scene.words.numerals.cardinal(token.lower) is not None for token in near)
