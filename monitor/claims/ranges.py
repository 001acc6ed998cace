"""Ranges: "3 bis 5 km", "zwischen 10.000 und 12.000", "40-60.000", "zwei- bis dreitausend", "drei oder vier"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from monitor.claims.amount import DASHES, Amount, point
from monitor.claims.amounts import read as read_amount
from monitor.claims.numerals import is_grouped
from monitor.claims.special import compound, factor
from monitor.claims.tokens import Token
from monitor.claims.vocabulary import Words


def extend(tokens: Sequence[Token], low: Amount, words: Words) -> Amount:
    """The range that begins with ``low``, or ``low`` itself where nothing follows that makes it one."""
    link = _link(tokens, low, words)
    if link is None:
        return low
    kind, at = link
    high = _upper(tokens, at, words)
    if high is None or high.kind == "vague":
        return low
    joined = _join(tokens, low, high, kind, words)
    return joined or low


def from_article(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "ein bis zwei", "eine oder zwei": the article is one where a range goes on from it."""
    follows = tokens[i + 1].lower if i + 2 < len(tokens) else ""
    if tokens[i].lower not in words.articles or follows not in ("bis", "oder"):
        return None
    one = point(i, i, Decimal(1), "article", "words")
    joined = extend(tokens, one, words)
    return joined if joined is not one else None


def _link(tokens: Sequence[Token], low: Amount, words: Words) -> tuple[str, int] | None:
    """What joins two numbers ("bis", "dash", "oder", "und", "comma"), and where the second begins."""
    j = low.last + 1
    if j >= len(tokens):
        return None
    hyphen = tokens[j].text in DASHES
    if hyphen and tokens[j].glued and j + 1 < len(tokens) and not _is_number(tokens, j + 1, words):
        j += 1  # the elided "-tausend" of "zwei- bis dreitausend"
        return _elided(tokens, j)
    if hyphen:
        return ("dash", j + 1) if _dash_joins(tokens, low, j) else None
    return _word_link(tokens, low, j)


def _elided(tokens: Sequence[Token], j: int) -> tuple[str, int] | None:
    return ("elided", j + 1) if tokens[j].lower in ("bis", ",", "oder", "und") else None


def _is_number(tokens: Sequence[Token], j: int, words: Words) -> bool:
    return tokens[j].kind == "num" or words.numerals.cardinal(tokens[j].lower) is not None


def _dash_joins(tokens: Sequence[Token], low: Amount, j: int) -> bool:
    """A dash with blanks on both sides may part two clauses: it joins only digits."""
    spaced = not tokens[j].glued and j + 1 < len(tokens) and not tokens[j + 1].glued
    return j + 1 < len(tokens) and (not spaced or (low.kind == "digits" and tokens[j + 1].kind == "num"))


def _word_link(tokens: Sequence[Token], low: Amount, j: int) -> tuple[str, int] | None:
    word = tokens[j].lower
    if word == "bis":
        return "bis", j + 1 + (j + 1 < len(tokens) and tokens[j + 1].lower == "zu")
    if word == "und" and _opened_by_between(tokens, low):
        return "und", j + 1
    if word == "oder":
        return "oder", j + 1
    return ("comma", j + 1) if word == "," and low.kind == "words" else None


def _opened_by_between(tokens: Sequence[Token], low: Amount) -> bool:
    return any(token.lower == "zwischen" for token in tokens[max(0, low.first - 3) : low.first])


def _upper(tokens: Sequence[Token], at: int, words: Words) -> Amount | None:
    while at < len(tokens) and (tokens[at].lower,) in words.qualifiers and tokens[at].lower != "über":
        at += 1
    if at >= len(tokens):
        return None
    if tokens[at].lower in words.articles:  # "ein Fünftel bis ein Viertel"
        share = read_amount(tokens, at, words)
        return share if share is not None and share.rule == "fraction" else None
    return factor(tokens, at, words) or compound(tokens, at, words) or read_amount(tokens, at, words)


def _join(tokens: Sequence[Token], low: Amount, high: Amount, kind: str, words: Words) -> Amount | None:
    if kind == "und" and not _opened_by_between(tokens, low):
        return None
    if _is_year_before_count(tokens, low, high):
        return None
    low = _share(tokens, low, high, kind)
    if high.high is None or low.high is None or not low.low < high.low or low.unit not in (None, high.unit):
        return None
    if kind in ("oder", "comma") and not _neighbours(tokens, low, high, kind):
        return None
    first = _opening(tokens, low, words)
    return high._replace(first=first, low=low.low, high=high.low, bound="range", rule=f"range {kind}")


def _is_year_before_count(tokens: Sequence[Token], low: Amount, high: Amount) -> bool:
    """ "bis Ende 2027 bis zu 4.500": a year, and a number whose thousands are parted as a year's are not."""
    text = tokens[low.first].text
    year = low.bare and len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100
    return year and high.kind == "digits" and is_grouped(tokens[high.first].text)


def _neighbours(tokens: Sequence[Token], low: Amount, high: Amount, kind: str) -> bool:
    """ "drei oder vier", "zwei, drei Tage": steps of one, not the items of a list."""
    if kind == "comma":
        follows = tokens[high.last + 1].lower if high.last + 1 < len(tokens) else ","
        return high.kind == "words" and high.low - low.low == 1 and follows not in (",", "und", "oder")
    return high.low <= low.low * 2 or high.low - low.low <= 2


def _opening(tokens: Sequence[Token], low: Amount, words: Words) -> int:
    """Where the phrase begins: at "zwischen" or "von", with the qualifiers behind it."""
    i = low.first - 1
    while i >= 0 and (tokens[i].lower,) in words.qualifiers:
        i -= 1
    return i if i >= 0 and tokens[i].lower in ("zwischen", "von") else low.first


def _share(tokens: Sequence[Token], low: Amount, high: Amount, kind: str) -> Amount:
    """The lower number with the magnitude and unit that it shares with the upper one."""
    if not low.bare:
        return low
    shared = Fraction(high.scale) if low.low < high.written else Fraction(1)
    return low.times(shared * _elided_thousands(tokens, low, high, kind) * high.factor)


def _elided_thousands(tokens: Sequence[Token], low: Amount, high: Amount, kind: str) -> Fraction:
    """The 1000 or 100 in "40-60.000" and "zwei- bis dreihundert", where the lower number leaves it out."""
    if high.scale != 1 or low.kind != high.kind:
        return Fraction(1)
    base = _base(tokens, high)
    plausible = base > 1 and low.low < 1000 and low.low * base < high.written
    return Fraction(base) if plausible and (kind != "und" or high.kind == "digits") else Fraction(1)


def _base(tokens: Sequence[Token], high: Amount) -> int:
    token = tokens[high.first]
    if high.kind == "digits":
        return 1000 if is_grouped(token.text) and high.low % 1000 == 0 and high.low >= 1000 else 1
    return next((base for ending, base in (("tausend", 1000), ("hundert", 100)) if token.lower.endswith(ending)), 1)
