"""Numbers that belong together: "von 51 auf 44 Prozent", a sum and its conversion, a total and its parts."""

from __future__ import annotations

from monitor.claims.amount import Amount
from monitor.claims.amounts import read, read_tail
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
# "4,2 statt der geplanten 2,8 Milliarden Euro": what may stand between such a link and its number.
_INSTEAD = frozenset(["statt", "anstatt", "gegenüber"])
_BEFORE_OLD = frozenset(
    ["der", "den", "des", "bisher", "bislang", "zuvor", "ursprünglich", "vorher", "zuletzt", "noch"]
)
_LONGEST_BRACKET = 6
# "8, 12 und 17 Prozent": so many numbers may wait for their common unit.
_LONGEST_LIST = 6
_EXCHANGED = frozenset(["umgerechnet", "entspricht", "entsprechen", "entsprach", "entsprachen", "also"])


def share(scene: Scene, amount: Amount) -> Amount:
    """A bare number with the unit and magnitude of the one that it is set beside: "von 51 auf 44 Prozent"."""
    if _is_plain_sum(amount):
        money = _partner(scene, amount.last + 1)
        return amount._replace(unit=money.unit) if money is not None and money.is_money else amount
    if not amount.bare or amount.bound not in ("exact", "range") or amount.kind == "vague" or _like_year(scene, amount):
        return amount
    partner = _partner(scene, amount.last + 1) or _behind_bracket(scene, amount)
    if partner is None or partner.unit is None:
        return amount
    scale = partner.scale if amount.low < abs(partner.written) * 100 and amount.low < 1000 else None
    if scale is None and partner.scale != 1:
        return amount if amount.low < 1000 else amount._replace(unit=partner.unit).times(partner.factor)
    return amount._replace(unit=partner.unit, scale=partner.scale).times(partner.multiplier)


def _is_plain_sum(amount: Amount) -> bool:
    """ "um 5,5 Millionen auf 30 Millionen Franken": a magnitude without a unit."""
    return amount.unit is None and amount.scale != 1 and amount.kind != "vague"


def _like_year(scene: Scene, amount: Amount) -> bool:
    text = scene.tokens[amount.first].text
    return amount.kind == "digits" and len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100


def _partner(scene: Scene, i: int) -> Amount | None:
    """The measured number that a list or comparison of bare numbers, which goes on at ``i``, ends in."""
    for _ in range(_LONGEST_LIST):
        if scene.low[i] not in _LINKS:
            return None
        i = _past_qualifiers(scene, i + 1, scene.low[i] in _INSTEAD)
        number = read(scene.tokens, i, scene.words) if i < len(scene.tokens) else None
        if number is None or number.kind == "article" or number.rule in ("fraction", "minus"):
            return None
        if not number.bare:
            return number if number.unit not in ("person", "piece", "") else None
        i = number.last + 1
    return None


def _past_qualifiers(scene: Scene, i: int, instead: bool) -> int:
    """The first token that is no qualifier, nor ("statt der ursprünglich geplanten 2,8") a word for the old value."""
    while i < len(scene.tokens):
        word = scene.low[i]
        adjective = word.endswith("en") and scene.tokens[i].text[0].islower() and scene.tokens[i].kind == "word"
        if (word,) not in scene.words.qualifiers and not (instead and (word in _BEFORE_OLD or adjective)):
            break
        i += 1
    return i


def _behind_bracket(scene: Scene, amount: Amount) -> Amount | None:
    """The number measured by what follows the bracket that it stands before or in: "17,5 (Vorjahr: 16,9) Prozent"."""
    close = bracket_end(scene, amount.last + 1)
    if close is None and scene.low[amount.last + 1] == ")":
        close = amount.last + 1
    if close is None:
        return None
    found = read_tail(scene.tokens, amount._replace(last=close), scene.words)
    return None if found.bare or found.unit is None else found


def instead(scene: Scene, i: int) -> int | None:
    """The last token of the old value in "statt bisher 300", which begins at ``i``; None where there is none."""
    if scene.low[i] not in _INSTEAD:
        return None
    start = _past_qualifiers(scene, i + 1, instead=True)
    number = read(scene.tokens, start, scene.words) if start < len(scene.tokens) else None
    return number.last if number is not None and number.bare and number.kind != "article" else None


def bracket_end(scene: Scene, i: int) -> int | None:
    """The ")" of a short bracket with a number in it that opens at ``i``; None where there is none."""
    if scene.low[i] != "(":
        return None
    inside = range(i + 1, min(len(scene.tokens), i + 2 + _LONGEST_BRACKET))
    close = next((j for j in inside if scene.low[j] == ")"), None)
    return close if close is not None and any(scene.tokens[j].kind == "num" for j in range(i, close)) else None


def conversion(scene: Scene, phrase: Amount, previous: Amount | None) -> Refusal | None:
    """The same in another measure: "(5,3 Milliarden Euro)", "umgerechnet rund 39.000 Euro", "je Barrel (159 Liter)"."""
    if _measure_in_brackets(scene, phrase):
        return Refusal(phrase.last, "conversion", "conversion", phrase)
    if previous is None or not phrase.is_money or not _is_sum(scene, previous) or phrase.unit == previous.unit:
        return None
    gap = [token.lower for token in scene.tokens[previous.last + 1 : phrase.first]]
    told = len(gap) <= 6 and any(word in _EXCHANGED for word in gap)
    bracket = "(" in gap and ")" not in gap and len(gap) <= 6
    slashed = gap == ["/"]
    return Refusal(phrase.last, "conversion", "conversion", phrase) if told or bracket or slashed else None


def _is_sum(scene: Scene, amount: Amount) -> bool:
    """Whether it is money, also of a country that the text does not tell: "eine Million Rupien"."""
    return amount.is_money or scene.low[amount.last] in scene.words.ambiguous


def _measure_in_brackets(scene: Scene, phrase: Amount) -> bool:
    alone = scene.low[phrase.first - 1] == "(" and scene.low[phrase.last + 1] == ")"
    before = scene.words.unit_words.get(scene.low[phrase.first - 2])
    return alone and before is not None and phrase.unit not in (None, "percent", before.name) and len(before.name) > 0


def marks(scene: Scene, phrase: Amount, core: Amount) -> frozenset[str]:
    """What the phrase itself says of the number's place: increment, part, each, old, delta."""
    words = scene.words
    near = scene.before(phrase.first, 3)
    found = set()
    beside = (scene.low[core.last + 1], *(scene.low[i] for i in range(phrase.first, core.first)))
    if not words.increments.isdisjoint(beside):
        found.add("increment")
    if not words.eaches.isdisjoint(near[-2:]):
        found.add("each")
    if not words.parts_of.isdisjoint(near) or tuple(near[-2:]) in words.part_phrases:
        found.add("part")
    if _is_old(scene, phrase):
        found.add("old")
    if scene.low[phrase.first - 1] == "+" and scene.low[phrase.first - 2] == "(":
        found.add("delta")
    return frozenset(found)


def _is_old(scene: Scene, phrase: Amount) -> bool:
    """ "von 200 auf 300", "von bislang 40 Toten auf 60", "fünf statt sieben": the value that no longer holds."""
    if scene.low[phrase.first - 1] in ("statt", "anstatt", "anstelle"):
        return True
    if "von" not in scene.before(phrase.first, 2):
        return False
    return any(scene.low[i] == "auf" and _number_near(scene, i + 1) for i in range(phrase.last + 1, phrase.last + 6))


def _number_near(scene: Scene, i: int) -> bool:
    near = scene.tokens[i : i + 4]
    return any(token.kind == "num" or scene.words.numerals.cardinal(token.lower) is not None for token in near)
