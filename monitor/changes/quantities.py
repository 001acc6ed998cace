"""How two stated quantities stand to each other.

Within one claimant (or incident) the *stated numbers* are compared: a point, a bound's number, a range's ends. Between
claimants *intervals* are, with rounding allowed for. Numbers are computed as fractions, so that a step of exactly the
smallest change counts. Rulings 2 and 4 of the timeline decide where a case is in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, Protocol

from monitor.model import AlertPolicy, Bound, Number

Direction = Literal["raised", "lowered", "narrowed"]


class Quantified(Protocol):
    """What has a quantity: a claim, a statement."""

    @property
    def low(self) -> Number | None: ...
    @property
    def high(self) -> Number | None: ...
    @property
    def bound(self) -> Bound: ...


@dataclass(frozen=True, slots=True)
class Move:
    """How a new quantity stands to the last: a direction, or None with the reason why there is none.

    ``turned`` is a bound that became the other one over the same number (``bis zu 12.000``, then ``mindestens
    12.000``): a change of no size.
    """

    direction: Direction | None
    reason: str
    turned: bool = False


def ends(quantity: Quantified) -> tuple[Fraction, Fraction]:
    """The stated numbers as a pair; an open side repeats the stated one. A quantity without numbers is 0."""
    low, high = quantity.low, quantity.high
    lower = low if low is not None else high
    upper = high if high is not None else low
    return exact(lower or 0), exact(upper or 0)


@lru_cache(maxsize=65536)
def exact(number: Number) -> Fraction:
    """A number as it is written in decimals."""
    return Fraction(str(number))


@lru_cache(maxsize=65536)
def last_digit(number: Fraction) -> Fraction:
    """The worth of a number's last significant digit: 1.000 for 43.000, 1 for 43.187, 0,01 for 33,33."""
    _, digits, exponent = (Decimal(number.numerator) / Decimal(number.denominator)).normalize().as_tuple()
    return Fraction(10) ** int(exponent) if any(digits) else Fraction(1)


def near(one: Fraction, other: Fraction) -> bool:
    """Whether one number may be the other rounded: within half a unit of the rounder one's last digit, 10 % at most."""
    rounder, finer = sorted((one, other), key=last_digit, reverse=True)
    slack = min(last_digit(rounder) / 2, abs(rounder) / 10)
    return rounder - slack <= finer < rounder + slack


def agree(one: Quantified, other: Quantified) -> bool:
    """Whether two claimants' quantities overlap once rounding is allowed for."""
    below, above = sorted((one, other), key=lambda quantity: ends(quantity)[0])
    if below.high is None or above.low is None:
        return True
    top, bottom = exact(below.high), exact(above.low)
    return bottom <= top or near(top, bottom)


def is_open(quantity: Quantified) -> bool:
    """Whether one side is open: ``mindestens sechs``, ``bis zu 12.000``, ``Tausende``."""
    return (quantity.low is None) != (quantity.high is None)


def has_width(quantity: Quantified) -> bool:
    """Whether it has two ends that differ: a range, ``mehrere hundert``."""
    low, high = ends(quantity)
    return low != high


def repeats(new: Quantified, old: Quantified, *, rounded: bool) -> bool:
    """Whether ``new`` says no more than ``old``: the same, rounded, or in vaguer words.

    ``rounded`` allows for rounded points; tolls of an incident are counted, never rounded.
    """
    if ends(new) == ends(old):
        return not _turned(old, new)
    if new.bound == "vague" or has_width(new):
        return _surrounds(new, old)
    if is_open(new):
        return _cut_down(new, old)
    return rounded and not has_width(old) and _rounds(ends(new)[0], ends(old)[0])


def _surrounds(new: Quantified, old: Quantified) -> bool:
    """A point, or a narrower range, lies within; a range of which one end only moved does not."""
    (low, high), (old_low, old_high) = ends(new), ends(old)
    if new.high is None:
        return low <= old_low
    if not low <= old_low <= old_high <= high:
        return False
    return new.bound == "vague" or not has_width(old) or (low < old_low and old_high < high)


def _cut_down(new: Quantified, old: Quantified) -> bool:
    """``mehr als 3.000`` for 3.412: the bound's number is the other one, cut to fewer digits."""
    number, stated = ends(new)[0], ends(old)[0 if new.high is None else 1]
    unit = last_digit(number)
    if unit <= last_digit(stated) or has_width(old):
        return False
    return number <= stated < number + unit if new.high is None else number - unit < stated <= number


def _rounds(new: Fraction, old: Fraction) -> bool:
    return last_digit(new) > last_digit(old) and near(new, old)


def _turned(old: Quantified, new: Quantified) -> bool:
    return is_open(old) and is_open(new) and (old.low is None) != (new.low is None)


def move(old: Quantified, new: Quantified) -> Move:
    """Where the same claimant's (the same incident's) figure went from ``old`` to ``new``."""
    if ends(old) == ends(new):
        return _rebounded(old, new)
    (old_low, old_high), (low, high) = _comparable(old, new)
    if has_width(old) and not is_open(new) and old_low <= low and high <= old_high:
        return Move("narrowed", "it lies within the range that was given before")
    up, down = low > old_low or high > old_high, low < old_low or high < old_high
    if up and down:
        return Move(None, "a wider range round the figure that was given before")
    if up == down:
        return Move(None, "the same number in other words")
    return Move("raised", "it is higher than before") if up else Move("lowered", "it is lower than before")


def _rebounded(old: Quantified, new: Quantified) -> Move:
    if not _turned(old, new):
        return Move(None, "the same number")
    if new.high is None:
        return Move("raised", "the number that was the upper end is now the lower", turned=True)
    return Move("lowered", "the number that was the lower end is now the upper", turned=True)


def _comparable(old: Quantified, new: Quantified) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
    """Both pairs of ends; where one quantity is open, both are cut to the end that it states."""
    before, after = ends(old), ends(new)
    for quantity in (new, old):
        if is_open(quantity):
            side = 0 if quantity.high is None else 1
            return (before[side], before[side]), (after[side], after[side])
    return before, after


def under(old: Quantified, new: Quantified, policy: AlertPolicy) -> bool:
    """Whether the step from ``old`` to ``new`` stays under the smallest change, a share of the old or absolute."""
    before, after = _comparable(old, new)
    return all(_small(one, other, policy) for one, other in zip(before, after, strict=True))


def _small(before: Fraction, after: Fraction, policy: AlertPolicy) -> bool:
    least = exact(policy.min_change) * (abs(before) if policy.min_change_relative else 1)
    return abs(after - before) < least or after == before
