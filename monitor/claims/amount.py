"""The value that the grammar of quantities works on: a number in a sentence's tokens."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from monitor.model import Bound

DASHES = frozenset("-–—‐‑−")
_ONE = Fraction(1)


class Amount(NamedTuple):
    """A number in the tokens ``first`` to ``last`` (inclusive).

    ``low`` is always the number itself, ``high`` None only for the vague that are open above ("Dutzende"). ``kind`` is
    "digits", "words", "article" or "vague"; ``bound`` is "exact", "about" (an adjective said so), "range" or "vague"
    until a qualifier is read. ``trim`` letters of the last token are no part of it: the "-Paket" of
    "Zwei-Milliarden-Euro-Paket". ``unit`` is None while open. ``scale`` and ``factor`` are the magnitude and the unit's
    factor that were multiplied in.
    """

    first: int
    last: int
    low: Decimal
    high: Decimal | None
    rule: str
    kind: str
    bound: Bound = "exact"
    unit: str | None = None
    scale: Decimal = Decimal(1)
    factor: Fraction = _ONE
    trim: int = 0

    @property
    def bare(self) -> bool:
        """Whether it has neither magnitude nor unit of its own, so that it may share those of its partner."""
        return self.unit is None and self.scale == 1

    @property
    def multiplier(self) -> Fraction:
        """What the written number was multiplied by: magnitude times unit factor."""
        return Fraction(self.scale) * self.factor

    @property
    def written(self) -> Fraction:
        """The number as it was before magnitude and unit."""
        return Fraction(self.low) / self.multiplier

    @property
    def is_money(self) -> bool:
        """Whether it is measured in a currency: an ISO 4217 code is the only unit of three capitals."""
        return self.unit is not None and len(self.unit) == 3 and self.unit.isupper()

    def times(self, factor: Fraction) -> Amount:
        """The same with its values multiplied."""
        if factor == 1:
            return self
        high = None if self.high is None else times(self.high, factor)
        return self._replace(low=times(self.low, factor), high=high)


def point(first: int, last: int, value: Decimal, rule: str, kind: str) -> Amount:
    """An amount of one value, without unit and magnitude."""
    return Amount(first, last, value, value, rule, kind)


def times(value: Decimal, factor: Fraction) -> Decimal:
    """A decimal times a fraction, rounded to the context's 28 places where it has no end."""
    return value * factor.numerator / factor.denominator
