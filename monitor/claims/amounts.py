"""One number: digits or words, with its magnitude and its unit.

What is said of the number (range, qualifier, rate, counted noun) is added by others.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from monitor.claims.amount import DASHES, Amount, point, times
from monitor.claims.measures import with_unit
from monitor.claims.numerals import digits, is_grouped
from monitor.claims.parts import article, mixed_part, part, part_word, slashed
from monitor.claims.tokens import Token
from monitor.claims.vocabulary import COUNTED_ONES, SURELY_ONE, Words

# Qualifiers that before an article are prepositions or say nothing: "über eine Brücke", "unter einem Dach".
_PREPOSITIONS = frozenset({"über", "unter", "gegen", "ab", "bis", "gut"})
# The digits after "Komma" are said one by one; nobody says more.
_MOST_PLACES = 10


def read(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """The number at ``i`` with magnitude and unit: "2,5 Mio. Euro", "eine halbe Million", "zwei Drittel"."""
    core = _core(tokens, i, words)
    if core is None:
        return None
    amount = _tail(tokens, _mixed(tokens, _magnitudes(tokens, core, words), words), words)
    measured = with_unit(tokens, amount, words)
    if measured.kind == "article" and amount.scale == 1 and not _is_one(tokens, amount, measured, words):
        return None
    return _minus(tokens, measured)


def read_tail(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """The number with the magnitude and unit that stand behind its last token, if any do."""
    return with_unit(tokens, _magnitudes(tokens, amount, words), words)


def _is_one(tokens: Sequence[Token], amount: Amount, measured: Amount, words: Words) -> bool:
    """Whether the article is a number: "eine halbe Stunde", "ein Prozent", "mindestens einer"; "ein Dorf" is none."""
    in_two_parts = measured.factor == 1 and measured.low % 1 != 0  # "eine Stunde und 32 Minuten"
    if amount.low != 1 or measured.unit in COUNTED_ONES or in_two_parts:
        return measured.unit is not None
    qualifier = words.qualifier_before(tokens, amount.first)
    if qualifier is None or qualifier[1] in ("exact", "less_than") or " ".join(qualifier[0]) in _PREPOSITIONS:
        return False
    return measured.unit is not None or qualifier[0][-1] in SURELY_ONE


def _core(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    token = tokens[i]
    if token.kind == "num":
        return _digits(tokens, i, words)
    if token.text in words.signs:
        return part(i, i, words.signs[token.text], tokens, words)
    if token.lower in words.articles or token.lower in words.half:
        return article(tokens, i, words)
    if token.lower == "dreiviertel":
        return part_word(tokens, i, Decimal(1), words)
    value = words.numerals.cardinal(token.lower)
    return None if value is None else _word(tokens, i, value, words)


def _digits(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    value = digits(tokens[i].text)
    if value is None:
        return None
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and following.glued and following.text in words.signs:
        return point(i, i + 1, value + times(Decimal(1), words.signs[following.text]), "digits", "digits")
    share = slashed(tokens, i, value, words) or _whole_and_share(tokens, i, value, words)
    return share or _komma(tokens, i, value, words) or point(i, i, value, "digits", "digits")


def _whole_and_share(tokens: Sequence[Token], i: int, value: Decimal, words: Words) -> Amount | None:
    """ "1 1/4 Liter"."""
    over = digits(tokens[i + 1].text) if i + 3 < len(tokens) and tokens[i + 1].kind == "num" else None
    share = slashed(tokens, i + 1, over, words) if over is not None and value % 1 == 0 else None
    if share is None or share.unit is not None:
        return None
    return share._replace(first=i, low=value + share.low, high=value + share.low)


def _komma(tokens: Sequence[Token], i: int, value: Decimal, words: Words) -> Amount | None:
    """ "drei Komma eins vier", "1 komma 1"."""
    if i + 2 >= len(tokens) or tokens[i + 1].lower != "komma":
        return None
    places, last = "", i + 1
    for j in range(i + 2, min(len(tokens), i + 2 + _MOST_PLACES)):
        spoken = digits(tokens[j].text) if tokens[j].kind == "num" else words.numerals.cardinal(tokens[j].lower)
        if spoken is None or spoken % 1 or (spoken > 9 and places):
            break
        places, last = places + str(int(spoken)), j
    return point(i, last, value + Decimal(f"0.{places}"), "komma", "words") if places else None


def _word(tokens: Sequence[Token], i: int, value: Decimal, words: Words) -> Amount:
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if following == "komma" and (komma := _komma(tokens, i, value, words)):
        return komma
    if following in words.fractions and value % 1 == 0:
        return part(i, i + 1, Fraction(int(value), words.fractions[following]), tokens, words)
    if following.startswith("viertel") and (parts := part_word(tokens, i + 1, value, words)):
        return parts._replace(first=i)
    if following == "und" and i + 2 < len(tokens) and 1 <= value <= 9 and tokens[i].lower != "eins":
        tens = words.numerals.cardinal(tokens[i + 2].lower)
        if tens is not None and 20 <= tens <= 90 and tens % 10 == 0:
            return point(i, i + 2, value + tens, "words", "words")
    return point(i, i, value, "words", "words")


def _magnitudes(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """The amount times the magnitudes behind it: "5 tausend", "drei hundert Millionen", "2,5 Mio."."""
    if amount.unit is not None:
        return amount
    last, ratio = amount.last, Decimal(1)
    while last + 1 < len(tokens) and (magnitude := words.magnitudes.get(tokens[last + 1].lower)):
        last, ratio = last + 1, ratio * magnitude
        last += words.abbreviates(tokens, last)
    if last == amount.last:
        return amount
    return amount._replace(last=last, scale=amount.scale * ratio).times(Fraction(ratio))


def _mixed(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """ "fünf und drei Viertel Milliarden", "5 und eine halbe Minuten"."""
    j = amount.last + 1
    if not amount.bare or amount.kind == "article" or j + 1 >= len(tokens):
        return amount
    joined = tokens[j].lower == "und"
    halved = tokens[j].lower == "ein" and tokens[j + 1].lower == "halb"  # "zwei ein halb Stunden"
    found = mixed_part(tokens, j + joined, words) if joined or halved else None
    if found is None:
        return amount
    value, last = found
    whole = amount._replace(last=last, low=amount.low + value, high=amount.low + value, rule="mixed")
    scaled = _magnitudes(tokens, whole, words)
    return scaled if scaled is not whole or words.unit_at(tokens, last + 1) else amount


def _tail(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """Number words in several words: "zwei Millionen dreihundert", "ein hundert fünfzehn"."""
    while amount.kind in ("words", "article") and amount.unit is None and amount.bound == "exact":
        more = _next_words(tokens, amount, words)
        if more is None:
            break
        total = amount.low + more.low
        amount = amount._replace(last=more.last, low=total, high=total, kind="words", rule="words", scale=more.scale)
        if more.scale == 1:
            break
    return amount


def _next_words(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount | None:
    """The number word behind that is smaller than the last magnitude, so that it adds to it."""
    ceiling = amount.scale if amount.scale > 1 else _own_magnitude(tokens[amount.last], amount)
    j = amount.last + 1
    if ceiling <= 12 or j >= len(tokens):
        return None
    if ceiling <= 1000 and tokens[j].lower == "und" and j + 1 < len(tokens):  # "hundert und fünf"
        j += 1
    if tokens[j].kind != "word":
        return None
    value = words.numerals.cardinal(tokens[j].lower) or _one_magnitude(tokens, j, words)
    if value is None or value % 1:
        return None
    more = _magnitudes(tokens, point(j, j, value, "words", "words"), words)
    return more if 0 < more.low < ceiling else None


def _one_magnitude(tokens: Sequence[Token], j: int, words: Words) -> Decimal | None:
    """One, for the article of "drei Milliarden eine Million"."""
    following = tokens[j + 1].lower if j + 1 < len(tokens) else ""
    return Decimal(1) if tokens[j].lower in words.articles and following in words.magnitudes else None


def _own_magnitude(token: Token, amount: Amount) -> Decimal:
    for ending, value in (("tausend", 1000), ("hundert", 100)):
        if token.lower.endswith(ending) and amount.low >= value:
            return Decimal(value)
    return Decimal(1)


def _minus(tokens: Sequence[Token], amount: Amount) -> Amount:
    """ "−8,3 %": a sign that stands before the number, not between two."""
    i = amount.first
    if i == 0 or amount.unit is None or tokens[i].kind != "num":
        return amount
    sign = tokens[i - 1]
    free = sign.text in DASHES and tokens[i].glued and not sign.glued and (i == 1 or tokens[i - 2].kind != "num")
    if not free and sign.lower != "minus":
        return amount
    high = None if amount.high is None else -amount.high
    return amount._replace(first=i - 1, low=-amount.low, high=high, rule="minus")


def thousands_by_comma(tokens: Sequence[Token], amount: Amount) -> Amount:
    """ "10,000 Soldaten": before a counted noun a comma and three digits are thousands in foreign format."""
    text = tokens[amount.first].text
    head, comma, rest = text.partition(",")
    if not comma or len(rest) != 3 or is_grouped(text) or not 0 < len(head) <= 3 or head == "0" or not amount.bare:
        return amount
    return amount.times(Fraction(1000))
