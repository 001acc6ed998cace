"""One number: digits or words, with its magnitude and its unit.

Readers take the sentence's tokens and an index and give the ``Amount`` that begins there, or None. What is said of the
number (range, qualifier, rate, counted noun) is added by others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from monitor.claims.numerals import digits, is_grouped, percent
from monitor.claims.tokens import Token
from monitor.claims.vocabulary import Unit, Words
from monitor.model import Bound

DASHES = frozenset("-–—‐‑−")
_POUND_IS_MONEY = 1_000_000

# Qualifiers that before an article are prepositions: "über eine Brücke", "unter einem Dach".
_PREPOSITIONS = frozenset(
    {"über", "unter", "gegen", "ab", "bis", "gut", "keine", "keinen", "keiner", "genau", "alle", "weitere"}
)

# Units of which one may be counted with the article: "ein Prozent", "um einen Kilometer". Not durations.
_COUNTED_ONES = frozenset({"percent", "km", "km2", "ha", "ton", "MW", "barrel"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the tokens ``first`` to ``last`` (inclusive).

    ``unit`` is None while open. ``scale`` and ``factor`` are the magnitude and unit factor that were multiplied in. ``kind`` is "digits", "words",
    "article" or "vague"; ``bound`` is "exact", "about" (an adjective said so), "range" or "vague" until a qualifier is
    read. ``low`` is always the number itself, ``high`` None only for the vague that are open above ("Dutzende").
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
    factor: Fraction = Fraction(1)

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

    def times(self, factor: Fraction) -> Amount:
        """The same with its values multiplied."""
        return replace(
            self, low=_times(self.low, factor), high=None if self.high is None else _times(self.high, factor)
        )


def _times(value: Decimal, factor: Fraction) -> Decimal:
    return value * factor.numerator / factor.denominator


def read(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """The number at ``i`` with magnitude and unit: "2,5 Mio. Euro", "eine halbe Million", "zwei Drittel"."""
    core = _core(tokens, i, words)
    if core is None:
        return None
    amount = _mixed(tokens, _magnitudes(tokens, core, words), words)
    amount = _tail(tokens, amount, words)
    measured = with_unit(tokens, amount, words)
    if measured.kind == "article" and amount.scale == 1 and not _counts_one(tokens, amount, measured, words):
        return None
    return _minus(tokens, measured)


def _counts_one(tokens: Sequence[Token], amount: Amount, measured: Amount, words: Words) -> bool:
    """Whether the article is a number: "eine halbe Stunde", "ein Prozent", "mindestens einer"; "ein Dorf" is none."""
    if amount.low != 1 or measured.unit in _COUNTED_ONES or measured.low == amount.low * Decimal("1.5"):
        return measured.unit is not None
    qualifier = words.qualifier_before(tokens, amount.first)
    if qualifier is None or " ".join(qualifier[0]) in _PREPOSITIONS:
        return measured.low % 1 != 0 and measured.factor == 1
    return measured.unit is not None or qualifier[1] == "at_least"


def _core(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    token = tokens[i]
    if token.kind == "num":
        return _digits(tokens, i, words)
    if token.text in words.signs:
        return _part(i, i, words.signs[token.text], "sign", tokens, words)
    if token.lower in words.articles or token.lower in words.half:
        return _article(tokens, i, words)
    if token.lower == "dreiviertel":
        return _part_word(tokens, i, Decimal(1), words)
    value = words.numerals.cardinal(token.lower)
    return None if value is None else _word(tokens, i, value, words)


def _digits(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    value = digits(tokens[i].text)
    if value is None:
        return None
    following = tokens[i + 1 : i + 3]
    if len(following) == 2 and following[0].text == "/" and following[0].glued and following[1].glued:
        return _slashed(tokens, i, value, words)
    if following and following[0].glued and following[0].text in words.signs:
        whole = value + _times(Decimal(1), words.signs[following[0].text])
        return Amount(i, i + 1, whole, whole, "digits", "digits")
    return _komma(tokens, i, value, words) or Amount(i, i, value, value, "digits", "digits")


def _slashed(tokens: Sequence[Token], i: int, value: Decimal, words: Words) -> Amount | None:
    under = digits(tokens[i + 2].text) if tokens[i + 2].kind == "num" else None
    if under is None or not 0 < value < under <= 20 or value % 1 or under % 1:
        return None
    return _part(i, i + 2, Fraction(int(value), int(under)), "digits", tokens, words)


def _komma(tokens: Sequence[Token], i: int, value: Decimal, words: Words) -> Amount | None:
    """ "drei Komma eins vier", "1 komma 1": the digits after the comma are said one by one."""
    if i + 2 >= len(tokens) or tokens[i + 1].lower != "komma":
        return None
    places, last = "", i + 1
    for j in range(i + 2, min(len(tokens), i + 12)):
        spoken = digits(tokens[j].text) if tokens[j].kind == "num" else words.numerals.cardinal(tokens[j].lower)
        if spoken is None or spoken % 1 or (spoken > 9 and places):
            break
        places, last = places + str(int(spoken)), j
    whole = value + Decimal(f"0.{places}") if places else value
    return Amount(i, last, whole, whole, "komma", "words") if places else None


def _article(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "ein Dutzend", "eine halbe Million", "ein gutes Drittel", "einer knappen Milliarde"."""
    j, bound, value = i, "exact", Decimal(1)
    if tokens[j].lower in words.articles:
        j += 1
    if j < len(tokens) and tokens[j].lower in words.about_adjectives:
        j, bound = j + 1, "about"
    if j < len(tokens) and tokens[j].lower in words.half:
        j, value = j + 1, Decimal("0.5")
    if j >= len(tokens):
        return None
    amount = _after_article(tokens, j, value, words)
    return None if amount is None else replace(amount, first=i, bound="about" if bound == "about" else amount.bound)


def _after_article(tokens: Sequence[Token], j: int, value: Decimal, words: Words) -> Amount | None:
    lower = tokens[j].lower
    if lower in words.fractions and value == 1:
        return _part(j, j, Fraction(1, words.fractions[lower]), "fraction", tokens, words)
    if value == 1 and (part := _part_word(tokens, j, value, words)):
        return part
    return Amount(j - 1, j - 1, value, value, "article", "article")


def _part_word(tokens: Sequence[Token], j: int, count: Decimal, words: Words) -> Amount | None:
    """ "Viertelmillion", "Viertelstunden", "dreiviertel Stunde"."""
    for prefix, value in words.parts.items():
        if not tokens[j].lower.startswith(prefix):
            continue
        rest = tokens[j].lower[len(prefix) :]
        if not rest and prefix != "halb" and words.unit_at(tokens, j + 1):
            return Amount(j, j, count * value, count * value, "part", "words")
        if rest in words.magnitudes:
            scale = words.magnitudes[rest]
            return Amount(j, j, count * value * scale, count * value * scale, "part", "words", scale=scale)
        if rest in words.unit_words:
            unit = words.unit_words[rest]
            return Amount(
                j, j, count * value, count * value, "part", "words", unit=unit.name, factor=unit.factor
            ).times(unit.factor)
    return None


def _word(tokens: Sequence[Token], i: int, value: Decimal, words: Words) -> Amount:
    if komma := _komma(tokens, i, value, words):
        return komma
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if following in words.fractions and value % 1 == 0:
        return _part(i, i + 1, Fraction(int(value), words.fractions[following]), "fraction", tokens, words)
    if following.startswith("viertel") and (part := _part_word(tokens, i + 1, value, words)):
        return replace(part, first=i)
    if following == "und" and i + 2 < len(tokens) and 1 <= value <= 9:
        tens = words.numerals.cardinal(tokens[i + 2].lower)
        if tens is not None and 20 <= tens <= 90 and tens % 10 == 0 and tokens[i].lower != "eins":
            return Amount(i, i + 2, value + tens, value + tens, "words", "words")
    return Amount(i, i, value, value, "words", "words")


def _part(first: int, last: int, part: Fraction, kind: str, tokens: Sequence[Token], words: Words) -> Amount:
    """A part of a whole: percent where it stands alone, a number before a unit or magnitude."""
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    measured = following and (following.lower in words.magnitudes or words.unit_at(tokens, last + 1))
    if measured or part > 1:
        value = _times(Decimal(1), part)
        return Amount(first, last, value, value, kind, "words")
    value = percent(part)
    return Amount(first, last, value, value, "fraction", "words", unit="percent")


def _magnitudes(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    if amount.unit is not None:
        return amount
    last, scale = amount.last, amount.scale
    while last + 1 < len(tokens) and (magnitude := words.magnitudes.get(tokens[last + 1].lower)):
        last, scale = last + 1, scale * magnitude
        if last + 1 < len(tokens) and tokens[last + 1].text == "." and tokens[last + 1].glued and _short(tokens[last]):
            last += 1
    if last == amount.last:
        return amount
    ratio = Fraction(scale) / Fraction(amount.scale)
    return replace(amount, last=last, scale=scale).times(ratio)


def _short(token: Token) -> bool:
    return len(token.text) <= 4


def _mixed(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """ "fünf und drei Viertel Milliarden", "5 und eine halbe Minuten"."""
    j = amount.last + 1
    if not amount.bare or amount.kind == "article" or j + 1 >= len(tokens) or tokens[j].lower != "und":
        return amount
    part = _mixed_part(tokens, j + 1, words)
    if part is None:
        return amount
    value, last = part
    whole = replace(amount, last=last, low=amount.low + value, high=amount.low + value, rule="mixed")
    scaled = _magnitudes(tokens, whole, words)
    return scaled if scaled is not whole or words.unit_at(tokens, last + 1) else amount


def _mixed_part(tokens: Sequence[Token], j: int, words: Words) -> tuple[Decimal, int] | None:
    if tokens[j].lower in words.articles:
        j += 1
        count = Decimal(1)
        if j < len(tokens) and tokens[j].lower in words.half:
            return Decimal("0.5"), j
    else:
        count = words.numerals.cardinal(tokens[j].lower) or Decimal(0)
        j += 1
    if j >= len(tokens) or not count or tokens[j].lower not in words.fractions:
        return None
    return count / words.fractions[tokens[j].lower], j


def _tail(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """Number words in several words: "zwei Millionen dreihundert", "ein hundert fünfzehn"."""
    while amount.kind in ("words", "article") and amount.unit is None and amount.bound == "exact":
        ceiling = amount.scale if amount.scale > 1 else _own_magnitude(tokens[amount.last], amount)
        j = amount.last + 1
        if ceiling <= 12 or j >= len(tokens) or tokens[j].kind != "word":
            break
        value = words.numerals.cardinal(tokens[j].lower)
        if value is None or value % 1:
            break
        more = _magnitudes(tokens, Amount(j, j, value, value, "words", "words"), words)
        if not 0 < more.low < ceiling:
            break
        total = amount.low + more.low
        amount = replace(
            amount, last=more.last, low=total, high=total, kind="words", rule="words", scale=max(more.scale, Decimal(1))
        )
        if more.scale == 1:
            break
    return amount


def _own_magnitude(token: Token, amount: Amount) -> Decimal:
    for ending, value in (("tausend", 1000), ("hundert", 100)):
        if token.lower.endswith(ending) and amount.low >= value:
            return Decimal(value)
    return Decimal(1)


def with_unit(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """The amount with the unit that stands behind it (or the currency before it); as it was if there is none."""
    if amount.unit is not None:
        return amount
    found = words.unit_at(tokens, amount.last + 1)
    if found is None or tokens[amount.last].lower == "dutzend":
        return _currency_before(tokens, amount, words)
    unit, last = found
    if tokens[last].lower == "pfund" and amount.low >= _POUND_IS_MONEY:
        unit = Unit("GBP", Fraction(1))
    measured = replace(amount, last=last, unit=unit.name, factor=unit.factor).times(unit.factor)
    return _second_unit(tokens, measured, words)


def _currency_before(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """ "$ 15", "cad$ 15", "CHF 500"."""
    first = amount.first
    for count in (2, 1):
        if first < count:
            continue
        name = "".join(token.text for token in tokens[first - count : first])
        if name in words.currency_prefixes and (count == 1 or tokens[first - 1].glued):
            return replace(amount, first=first - count, unit=words.currency_prefixes[name].name)
    return amount


def _second_unit(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """ "zwei Euro fünfzig", "zwei Euro und fünfzig Cent", "eine Stunde und 32 Minuten"."""
    j = amount.last + 1
    joined = j < len(tokens) and tokens[j].lower == "und"
    j += joined
    if j >= len(tokens) or tokens[amount.last].lower.startswith("cent") or amount.low % 1:
        return amount
    value = digits(tokens[j].text) if tokens[j].kind == "num" else words.numerals.cardinal(tokens[j].lower)
    if value is None or not 0 < value < 100 or value % 1:
        return amount
    second = words.unit_at(tokens, j + 1)
    if second is None:
        return _bare_cents(tokens, amount, j, value) if not joined else amount
    return _lesser_unit(amount, second, value)


def _lesser_unit(amount: Amount, second: tuple[Unit, int], value: Decimal) -> Amount:
    unit, last = second
    if unit.name == amount.unit and unit.factor == Fraction(1, 100) and len(unit.name) == 3:
        part = value / 100
    elif (amount.unit, unit.name) == ("hour", "minute") and value < 60:
        part = value / 60
    else:
        return amount
    return replace(amount, last=last, low=amount.low + part, high=amount.low + part)


def _bare_cents(tokens: Sequence[Token], amount: Amount, j: int, value: Decimal) -> Amount:
    money = amount.unit is not None and len(amount.unit) == 3 and amount.unit.isupper() and amount.scale == 1
    ends = j + 1 >= len(tokens) or tokens[j + 1].text in ".,;!?)"
    if not money or not ends or (value < 10 and tokens[j].kind == "num"):
        return amount
    total = amount.low + value / 100
    return replace(amount, last=j, low=total, high=total)


def _minus(tokens: Sequence[Token], amount: Amount) -> Amount:
    """ "−8,3 %": a sign that stands before the number, not between two."""
    i = amount.first
    if i == 0 or amount.unit is None or tokens[amount.first].kind != "num":
        return amount
    sign = tokens[i - 1]
    free = sign.text in DASHES and tokens[i].glued and not sign.glued and (i == 1 or tokens[i - 2].kind != "num")
    if not free and sign.lower != "minus":
        return amount
    high = None if amount.high is None else -amount.high
    return replace(amount, first=i - 1, low=-amount.low, high=high, rule="minus")


def thousands_by_comma(tokens: Sequence[Token], amount: Amount) -> Amount:
    """ "10,000 Soldaten": before a counted noun a comma and three digits are thousands in foreign format."""
    text = tokens[amount.first].text
    head, comma, rest = text.partition(",")
    if not comma or len(rest) != 3 or is_grouped(text) or not 0 < len(head) <= 3 or head == "0" or not amount.bare:
        return amount
    return amount.times(Fraction(1000))
