"""Parts of a whole, and numbers that begin with an article: "zwei Drittel", "½", "eine halbe Million"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from monitor.claims.amount import Amount, point, times
from monitor.claims.numerals import digits, percent
from monitor.claims.tokens import Token
from monitor.claims.vocabulary import Words


def part(first: int, last: int, share: Fraction, tokens: Sequence[Token], words: Words) -> Amount:
    """A fraction: percent where it stands alone, a number before a unit or magnitude."""
    following = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    if share > 1 or following in words.magnitudes or words.unit_at(tokens, last + 1):
        return point(first, last, times(Decimal(1), share), "fraction", "words")
    value = percent(share)
    return Amount(first, last, value, value, "fraction", "words", unit="percent")


def slashed(tokens: Sequence[Token], i: int, over: Decimal, words: Words) -> Amount | None:
    """ "3/4": digits with a glued slash, the lower one small; "1990/91" is none."""
    following = tokens[i + 1 : i + 3]
    if len(following) < 2 or following[0].text != "/" or not following[0].glued or not following[1].glued:
        return None
    under = digits(following[1].text) if following[1].kind == "num" else None
    if under is None or not 0 < over < under <= 20 or over % 1 or under % 1:
        return None
    return part(i, i + 2, Fraction(int(over), int(under)), tokens, words)


def article(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "ein Dutzend", "eine halbe Million", "ein gutes Drittel", "einer knappen Milliarde": magnitudes come later."""
    j = i + (tokens[i].lower in words.articles)
    j += j > i and j < len(tokens) and tokens[j].lower in words.further
    about = j < len(tokens) and tokens[j].lower in words.about_adjectives
    j += about
    half = j < len(tokens) and tokens[j].lower in words.half
    j += half
    if j >= len(tokens):
        return None
    amount = _behind_article(tokens, j, half, words)
    return amount._replace(first=i, bound="about") if about else amount._replace(first=i)


def _behind_article(tokens: Sequence[Token], j: int, half: bool, words: Words) -> Amount:
    lower = tokens[j].lower
    if not half and lower in words.fractions:
        return part(j, j, Fraction(1, words.fractions[lower]), tokens, words)
    if not half and (found := part_word(tokens, j, Decimal(1), words)):
        return found
    return point(j - 1, j - 1, Decimal("0.5") if half else Decimal(1), "article", "article")


def part_word(tokens: Sequence[Token], j: int, count: Decimal, words: Words) -> Amount | None:
    """ "Viertelmillion", "Viertelstunden", "dreiviertel Stunde", ``count`` times."""
    for prefix, value in words.parts.items():
        if not tokens[j].lower.startswith(prefix):
            continue
        rest, total = tokens[j].lower[len(prefix) :], count * value
        if not rest and prefix != "halb" and words.unit_at(tokens, j + 1):
            return point(j, j, total, "part", "words")
        if rest in words.magnitudes:
            scale = words.magnitudes[rest]
            return Amount(j, j, total * scale, total * scale, "part", "words", scale=scale)
        if rest in words.unit_words:
            unit = words.unit_words[rest]
            measured = Amount(j, j, total, total, "part", "words", unit=unit.name, factor=unit.factor)
            return measured.times(unit.factor)
    return None


def mixed_part(tokens: Sequence[Token], j: int, words: Words) -> tuple[Decimal, int] | None:
    """The part of "fünf und drei Viertel", "5 und eine halbe", that begins at ``j``: its value and last token."""
    if tokens[j].lower in words.articles:
        count, j = Decimal(1), j + 1
        if j < len(tokens) and tokens[j].lower in words.half:
            return Decimal("0.5"), j
    else:
        count, j = words.numerals.cardinal(tokens[j].lower) or Decimal(0), j + 1
    if j >= len(tokens) or not count or tokens[j].lower not in words.fractions:
        return None
    return count / words.fractions[tokens[j].lower], j
