"""Numbers of other forms: vague ones, shares, factors, and words that are one with their number.

Each reader takes the tokens and an index and gives the ``Amount`` that begins there, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from monitor.claims.amount import DASHES, Amount
from monitor.claims.measures import with_unit
from monitor.claims.numerals import digits, percent
from monitor.claims.tokens import Token
from monitor.claims.vocabulary import EVERY, Words

_FOLDS = ("mal", "fache", "fachen", "faches", "facher", "fach")
_ENDINGS = ("em", "en", "er", "es", "e", "")
# "sieben von zehn" is a share of these; of any other number it is a part of a counted set.
_WHOLES = frozenset({3, 4, 5, 10, 100})


def vague(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "Dutzende", "Zehntausende", "mehrere hundert", "ein paar Tausend", "Hunderte Millionen Euro"."""
    multiple = _vague_multiple(tokens, i, words)
    if multiple is not None:
        return with_unit(tokens, multiple, words)
    if tokens[i].lower not in words.vague:
        return None
    low, high = words.vague[tokens[i].lower]
    return with_unit(tokens, _scaled(tokens, Amount(i, i, low, high, "vague", "vague", "vague"), words), words)


def _vague_multiple(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    j = i + (tokens[i].lower in words.articles)
    if j + 1 >= len(tokens) or tokens[j].lower not in words.quantifiers:
        return None
    pair = words.vague_multiples.get(tokens[j + 1].lower)
    if pair is None:
        return None
    return _scaled(tokens, Amount(i, j + 1, *pair, "vague multiple", "vague", "vague"), words)


def _scaled(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """ "mehrere hundert Millionen": a further magnitude multiplies."""
    j = amount.last + 1
    if j >= len(tokens) or tokens[j].lower not in words.magnitudes:
        return amount
    scale = words.magnitudes[tokens[j].lower]
    return amount._replace(last=j + words.abbreviates(tokens, j), scale=scale).times(Fraction(scale))


def half_of(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "die Hälfte": 50 percent, with its article; "die erste Hälfte" is none."""
    before = tokens[i - 1].lower if i else ""
    if tokens[i].lower != "hälfte" or words.numerals.ordinal(before) is not None or before in ("letzte", "letzten"):
        return None
    first = i - (before in ("die", "der"))
    return Amount(first, i, Decimal(50), Decimal(50), "half of", "words", unit="percent")


def every_nth(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "jeder fünfte Befragte": 20 percent."""
    if tokens[i].lower not in EVERY or i + 1 >= len(tokens):
        return None
    nth = words.numerals.ordinal(tokens[i + 1].lower)
    last = i + 1
    if nth is None and tokens[i + 1].kind == "num" and i + 2 < len(tokens) and tokens[i + 2].text == ".":
        value = digits(tokens[i + 1].text)
        nth, last = (int(value), i + 2) if value is not None and value % 1 == 0 else (None, last)
    if nth is None or not 2 <= nth <= 10_000:
        return None
    share = percent(Fraction(1, nth))
    return Amount(i, last, share, share, "every nth", "words", unit="percent")


def out_of(tokens: Sequence[Token], part: Amount, words: Words) -> Amount | None:
    """ "sieben von zehn Befragten": 70 percent, where ``part`` is the seven."""
    j = part.last + 1
    if j + 1 >= len(tokens) or tokens[j].lower not in ("von", "aus") or not part.bare or part.bound != "exact":
        return None
    whole = _cardinal(tokens[j + 1], words)
    if whole not in _WHOLES or not 0 < part.low < whole:
        return None
    share = percent(Fraction(int(part.low), int(whole)))
    return part._replace(last=j + 1, low=share, high=share, rule="out of", unit="percent")


def one_of(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "eine von drei Frauen": a third; after a qualifier it is one of a counted set."""
    if tokens[i].lower not in words.articles or words.qualifier_before(tokens, i):
        return None
    share = out_of(tokens, Amount(i, i, Decimal(1), Decimal(1), "out of", "words"), words)
    return share if share is not None and tokens[share.last].kind == "word" else None


def _cardinal(token: Token, words: Words) -> Decimal | None:
    return digits(token.text) if token.kind == "num" else words.numerals.cardinal(token.lower)


def factor(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "dreimal so viele", "18-mal", "das Doppelte", "2,8-Fache", "doppelt so viele"; "viermal" alone counts."""
    j = i
    if tokens[j].lower in words.doubles:
        value = words.doubles[tokens[j].lower]
        fold = tokens[j].text[0].isupper() or _so(tokens, j + 1)
        return Amount(i, j, value, value, "factor", "words", unit="factor") if fold else None
    return _times_digits(tokens, i, words) if tokens[i].kind == "num" else _times_word(tokens, i, j, words)


def _times_word(tokens: Sequence[Token], i: int, j: int, words: Words) -> Amount | None:
    """ "zwölfmal", "anderthalbmal", "das Dreifache", "dreifach"."""
    word = tokens[j].lower
    if not word.endswith(_FOLDS):
        return None
    for ending in _FOLDS:
        stem = word.removesuffix(ending)
        value = words.numerals.cardinal(stem.rstrip("-")) if stem != word and stem else None
        if value is not None and value > 1:
            return _fold(tokens, i, j, value, ending, word[: len(stem)] == stem)
    return None


def _times_digits(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "18-mal", "18 Mal so viele", "2,8-Fache", "2,8fache"."""
    j = i + 1
    j += j < len(tokens) and tokens[j].text in DASHES and tokens[j].glued
    word = tokens[j].lower if j < len(tokens) else ""
    value = digits(tokens[i].text) if word.startswith(("mal", "fach")) else None
    if value is None:
        return None
    if word == "mal" and (tokens[j].glued or _so(tokens, j + 1)):
        return _fold(tokens, i, j, value, "mal", True)
    return _fold(tokens, i, j, value, "fache", True) if tokens[j].glued and word.startswith("fach") else None


def _fold(tokens: Sequence[Token], i: int, j: int, value: Decimal, ending: str, whole: bool) -> Amount | None:
    if ending == "mal":
        unit = "factor" if _so(tokens, j + 1) or value % 1 else "piece"
        return Amount(i, j, value, value, "times", "words", unit=unit)
    if ending == "fach" and not _so(tokens, j + 1):
        return None
    noun = tokens[j].text[0].isupper() or tokens[i].kind == "num" or i != j
    return Amount(i, j, value, value, "factor", "words", unit="factor") if noun or ending == "fach" else None


def _so(tokens: Sequence[Token], j: int) -> bool:
    """Whether a comparison follows: "so viele wie", "mehr als", "höher"."""
    if j >= len(tokens):
        return False
    word = tokens[j].lower
    return word in (
        "so",
        "mehr",
        "größer",
        "höher",
        "stärker",
        "schneller",
        "weniger",
        "teurer",
        "häufiger",
        "soviel",
        "soviele",
    )


def compound(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "30-köpfig", "dreitägig", "12.000-Mann-Truppe", "Zwei-Milliarden-Euro-Paket", "dreistellige Zahl"."""
    if tokens[i].kind == "num":
        return _compound_digits(tokens, i, words)
    head, hyphen, rest = tokens[i].lower.partition("-")
    if hyphen:
        value = words.numerals.cardinal(head)
        value = Decimal(1) if value is None and head in words.articles else value
        return None if value is None else _compound_noun(tokens, i, i, value, rest, words)
    return _compound_adjective(tokens, i, words)


def _compound_digits(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    j = i + 1
    hyphen = j < len(tokens) and tokens[j].text in DASHES and tokens[j].glued
    j += hyphen
    if j >= len(tokens) or not tokens[j].glued or tokens[j].kind != "word":
        return None
    value = digits(tokens[i].text)
    if value is None:
        return None
    adjective = _adjective_unit(tokens[j].lower, words)
    if adjective is not None:
        return Amount(i, j, value, value, "compound adjective", "digits", unit=adjective)
    if tokens[j].lower.startswith("stellig"):
        return _digits_wide(tokens, i, j, value, words)
    return _compound_noun(tokens, i, j, value, tokens[j].lower, words) if hyphen else None


def _compound_noun(
    tokens: Sequence[Token], first: int, last: int, value: Decimal, rest: str, words: Words
) -> Amount | None:
    """ "2-Milliarden-Euro-Paket": magnitude, then unit or noun, each between hyphens."""
    parts = rest.split("-")
    scale = Decimal(1)
    while parts and parts[0] in words.magnitudes:
        scale *= words.magnitudes[parts.pop(0)]
    unit, multiple = None, Fraction(1)
    for count in (2, 1):
        name = "-".join(parts[:count])
        if name in words.unit_words and len(parts) >= count:
            unit, multiple = words.unit_words[name].name, words.unit_words[name].factor
            parts = parts[count:]
            break
    else:
        unit = words.hyphenated.get(parts[0]) if parts else None
        parts = parts[1:] if unit else parts
    if unit is None and scale == 1:
        return None
    trim = sum(len(part) + 1 for part in parts)
    amount = Amount(first, last, value, value, "compound", "words", unit=unit, scale=scale, trim=trim)
    return amount.times(Fraction(scale) * multiple)


def _compound_adjective(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    word = tokens[i].lower
    if word not in words.adjective_values:
        words.adjective_values[word] = _adjective_value(word, words)
    found = words.adjective_values[word]
    if found is None:
        return None
    suffix, value = found
    if suffix == "stellig":
        return _digits_wide(tokens, i, i, value, words)
    return Amount(i, i, value, value, "compound adjective", "words", unit=words.adjectives[suffix])


def _adjective_value(word: str, words: Words) -> tuple[str, Decimal] | None:
    """The suffix and the number of "dreitägiger"."""
    for suffix in (*words.adjectives, "stellig"):
        stem, found, ending = word.rpartition(suffix)
        value = words.numerals.cardinal(stem) if found and stem and ending in _ENDINGS else None
        if value is not None:
            return suffix, value
    return None


def _adjective_unit(word: str, words: Words) -> str | None:
    for suffix, unit in words.adjectives.items():
        if word.startswith(suffix) and word[len(suffix) :] in _ENDINGS:
            return unit
    return None


def _digits_wide(tokens: Sequence[Token], first: int, last: int, places: Decimal, words: Words) -> Amount | None:
    """ "dreistellige Zahl": 100 to 999; "zweistelliger Millionenbetrag": 10 to 99 million."""
    if places % 1 or not 1 <= places <= 15 or last + 1 >= len(tokens):
        return None
    low = Decimal(10) ** (int(places) - 1)
    noun = tokens[last + 1].lower
    amount = Amount(first, last + 1, low, low * 10 - 1, "places", "vague", "vague")
    if noun in ("zahl", "anzahl", "zahlen"):
        return amount
    scale = next((value for word, value in words.magnitudes.items() if len(word) > 6 and noun.startswith(word)), None)
    return amount._replace(high=low * 10 - 1, scale=scale).times(Fraction(scale)) if scale else None


def read(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """The number of another form that begins at ``i``, or None; only what its first token may begin is tried."""
    for reader in _OF_DIGITS if tokens[i].kind == "num" else _OF_WORDS:
        if amount := reader(tokens, i, words):
            return amount
    return None


Reader = Callable[[Sequence[Token], int, Words], Amount | None]

_OF_DIGITS: tuple[Reader, ...] = (factor, compound)
_OF_WORDS: tuple[Reader, ...] = (one_of, every_nth, half_of, factor, compound, vague)
