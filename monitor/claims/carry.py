"""Numbers that leave out magnitude and unit because a number before them has said both.

"verfügte über 55 Gigawatt, heute sind es weniger als 18" means 18,000 MW. Only what can't be a count is carried: a
decimal, or a number that ends its clause behind a sum in the same sentence. A wrong value is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from monitor.claims.amount import Amount
from monitor.claims.scene import Scene

_ENDS = frozenset(["", ".", ",", ";", ")", "!", "?", "–", "“", '"', "»", "«"])
# Counts, durations and factors don't lend their unit.
_LENDING = frozenset({"percent", "MW", "kWh", "ton", "barrel", "litre", "km2", "ha", "kg", "m2", "km"})
_MOST_APART = 50
_PLAIN = ("digits", "words")


@dataclass(frozen=True, slots=True)
class Lender:
    """The last measured number: what it measures in, and the sentence that it stands in."""

    amount: Amount
    sentence: int


def lends(amount: Amount) -> bool:
    """Whether a later number may take unit and magnitude from this one."""
    return amount.unit in _LENDING or amount.is_money


def borrow(scene: Scene, phrase: Amount, core: Amount, lender: Lender | None, sentence: int) -> Amount:
    """The phrase with the lender's magnitude and unit, where it has none and can't be a count; else as it is."""
    if lender is None or not core.bare or core.kind not in _PLAIN or core.low >= 1000 or sentence - lender.sentence > 2:
        return phrase
    decimal = core.kind == "digits" and core.low % 1 != 0 and scene.counted(phrase.last + 1) is None
    if not decimal and not _ends_clause_behind(scene, phrase, core, lender, sentence):
        return phrase
    lent = lender.amount
    carried = phrase._replace(unit=lent.unit, scale=lent.scale, factor=lent.factor, rule="carried")
    return carried.times(lent.multiplier)


def _ends_clause_behind(scene: Scene, phrase: Amount, core: Amount, lender: Lender, sentence: int) -> bool:
    """Whether a whole number stands last in its clause, comparable with the large sum before it in the sentence."""
    lent = lender.amount
    ends = scene.low[phrase.last + 1] in _ENDS and scene.low[phrase.first - 1] != "("
    large = lent.multiplier > 1 and lent.unit != "percent"
    near = lent.low and Fraction(1, _MOST_APART) <= Fraction(core.low) / abs(lent.written) <= _MOST_APART
    return bool(sentence == lender.sentence and ends and large and near)
