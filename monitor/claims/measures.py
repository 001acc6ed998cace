"""The unit of measure or currency of a number: behind it, before it ("$ 15"), or in two parts ("2 Euro 50")."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from monitor.claims.amount import Amount
from monitor.claims.numerals import digits
from monitor.claims.tokens import Token
from monitor.claims.vocabulary import Unit, Words

# "800 Millionen Pfund" are money, "3 Pfund" a weight.
_POUND_IS_MONEY = 1_000_000
_STERLING = Unit("GBP", Fraction(1))


def with_unit(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """The amount with the unit that stands behind it, or the currency before it; as it was if there is neither."""
    if amount.unit is not None:
        return amount
    found = words.unit_at(tokens, amount.last + 1)
    if found is None:
        return _currency_before(tokens, amount, words)
    unit, last = found
    if tokens[last].lower == "pfund" and amount.low >= _POUND_IS_MONEY:
        unit = _STERLING
    measured = amount._replace(last=last, unit=unit.name, factor=unit.factor).times(unit.factor)
    return _second_unit(tokens, measured, words)


def _currency_before(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """ "$ 15", "cad$ 15", "CHF 500"."""
    first = amount.first
    for count in (2, 1):
        name = "".join(token.text for token in tokens[first - count : first]) if first >= count else ""
        if name in words.currency_prefixes and (count == 1 or tokens[first - 1].glued):
            return amount._replace(first=first - count, unit=words.currency_prefixes[name].name)
    return amount


def _second_unit(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """ "zwei Euro fünfzig", "zwei Euro und fünfzig Cent", "eine Stunde und 32 Minuten"."""
    j = amount.last + 1
    joined = j < len(tokens) and tokens[j].lower == "und"
    j += joined
    if j >= len(tokens) or amount.low % 1:
        return amount
    value = digits(tokens[j].text) if tokens[j].kind == "num" else words.numerals.cardinal(tokens[j].lower)
    if value is None or not 0 < value < 100 or value % 1:
        return amount
    second = words.unit_at(tokens, j + 1)
    if second is not None:
        return _lesser_unit(amount, second, value)
    return amount if joined else _bare_cents(tokens, amount, j, value)


def _lesser_unit(amount: Amount, second: tuple[Unit, int], value: Decimal) -> Amount:
    unit, last = second
    if amount.is_money and unit.name == amount.unit and unit.factor == Fraction(1, 100) and amount.factor == 1:
        part = value / 100
    elif amount.unit == "hour" and unit.name == "minute" and unit.factor == 1 and value < 60:
        part = value / 60
    else:
        return amount
    return amount._replace(last=last, low=amount.low + part, high=amount.low + part)


def _bare_cents(tokens: Sequence[Token], amount: Amount, j: int, value: Decimal) -> Amount:
    """ "15 Dollar 50": only where nothing follows that the fifty could count."""
    ends = j + 1 >= len(tokens) or tokens[j + 1].text in ".,;!?)"
    spoken = value >= 10 or tokens[j].kind == "word"
    if not (amount.is_money and amount.multiplier == 1 and ends and spoken):
        return amount
    total = amount.low + value / 100
    return amount._replace(last=j, low=total, high=total)
