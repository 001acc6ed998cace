"""German numerals as values: digits in every format the press writes, and number words.

Pure functions on strings; what can't be a number gives None, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from monitor.claims.glance import MOST_WORDS
from monitor.claims.lexicon import Language

# The longest number word below a million has 66 letters; longer ones aren't worth a try.
_LONGEST = 80
_BLANKS = " \xa0\u2009\u202f"
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:([.'’{_BLANKS}])[0-9]{{3}})(?:\1[0-9]{{3}})*(?:(?!\1)([.,])[0-9]+)?")
# "14. 059": a thousands dot with a stray blank.
_BROKEN = re.compile(rf"\.[{_BLANKS}]")
_SPELLING = (("dreissig", "dreißig"), ("fuenf", "fünf"), ("zwoelf", "zwölf"))


@dataclass(frozen=True)
class Numerals:
    """The number words of one language, compiled: small ones by word, the rest by rule."""

    small: Mapping[str, int]
    prefixes: Mapping[str, int]
    halves: Mapping[str, Decimal]
    ordinals: Mapping[str, int]
    cache: dict[str, Decimal | None] = field(default_factory=dict)

    def cardinal(self, word: str) -> Decimal | None:
        """The value of a lower-case number word, or None: "zweieinhalb" is 2.5, "hundertzwanzig" 120."""
        if word not in self.cache:
            if len(self.cache) > MOST_WORDS:
                self.cache.clear()
            self.cache[word] = self._cardinal(_spelled(word))
        return self.cache[word]

    def ordinal(self, word: str) -> int | None:
        """The number of an ordinal in any case: "fünfter" is 5, "einundzwanzigsten" 21."""
        stem = re.sub(r"(?:e[rnsm]?)$", "", _spelled(word))
        if stem in self.ordinals:
            return self.ordinals[stem]
        for ending, rest in self.ordinals.items():
            if stem.endswith(ending) and (value := self._below_million(stem[: -len(ending)] + "eins")) is not None:
                return value - 1 + rest
        base = self._below_million(stem[:-2]) if stem.endswith("st") else None
        return base if base and base >= 20 else None

    def _cardinal(self, word: str) -> Decimal | None:
        if len(word) > _LONGEST:
            return None
        if word in self.halves:
            return self.halves[word]
        if word.endswith("einhalb"):
            whole = self.prefixes.get(word[:-7]) if word[:-7] in self.prefixes else self._below_million(word[:-7])
            return None if whole is None else whole + Decimal("0.5")
        if word.endswith("tausend") and word[:-7].endswith(("einhalb", "anderthalb")):
            part = self._cardinal(word[:-7])
            return None if part is None else part * 1000
        value = self._below_million(word)
        return None if value is None else Decimal(value)

    def _below_million(self, word: str) -> int | None:
        left, tausend, right = word.partition("tausend")
        if not tausend:
            return self._below_thousand(word, hundreds=19)
        thousands = 1 if not left else self.prefixes.get(left) or self._below_thousand(left, hundreds=9, prefix=True)
        rest = self._rest(right)
        return None if not thousands or rest is None else thousands * 1000 + rest

    def _below_thousand(self, word: str, *, hundreds: int, prefix: bool = False) -> int | None:
        left, hundert, right = word.partition("hundert")
        if not hundert:
            return self.small.get(word) if not prefix else self.small.get(word) or self.prefixes.get(word)
        count = 1 if not left else self.prefixes.get(left) or self.small.get(left)
        rest = self._tail(right, prefix=prefix)
        return None if not count or count > hundreds or count == 10 or rest is None else count * 100 + rest

    def _rest(self, right: str) -> int | None:
        if not right:
            return 0
        return self._below_thousand(right, hundreds=9) or self._below_thousand(right.removeprefix("und"), hundreds=9)

    def _tail(self, right: str, *, prefix: bool) -> int | None:
        if not right:
            return 0
        for word in (right, right.removeprefix("und")):
            value = self.small.get(word) or (self.prefixes.get(word) if prefix else None)
            if value:
                return value
        return None


def _spelled(word: str) -> str:
    for variant, ours in _SPELLING:
        word = word.replace(variant, ours)
    return word


@lru_cache(maxsize=8)
def compile_words(language: Language) -> Numerals:
    """The numerals of a language's ``numbers.toml``."""
    table = language.table("numbers")
    cardinals, tens = dict(table["cardinals"]), dict(table["tens"])
    ones = {word: value for word, value in cardinals.items() if 1 < value < 10} | {"ein": 1}
    pairs = {f"{one}und{ten}": n + value for one, n in ones.items() for ten, value in tens.items()}
    prefixes = ones | {word: value for word, value in cardinals.items() if value >= 10}
    return Numerals(
        small=cardinals | table["inflected"] | tens | pairs,
        prefixes=prefixes,
        halves={word: Decimal(value) for word, value in table["halves"].items()},
        ordinals=table["ordinals"],
    )


def digits(text: str) -> Decimal | None:
    """The value of digits with their separators: "12.345,6", "12 345", "12’345.60", "1,5", "1.5", "0,77".

    A dot before exactly three digits groups thousands, before one or two it is a Swiss or English decimal point.
    """
    text = _BROKEN.sub(".", text)
    if match := _GROUPED.fullmatch(text):
        whole = text if match[2] is None else text[: match.start(2)]
        part = "" if match[2] is None else text[match.end(2) :]
        return _decimal(re.sub(r"\D", "", whole), part)
    whole, separator, part = text.replace(",", ".").partition(".")
    if "." in part:
        return _decimal(text.replace(",", ""), "") if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3}){2,}", text) else None
    return _decimal(whole, part) if whole.isdigit() and (part.isdigit() or not separator) else None


def _decimal(whole: str, part: str) -> Decimal | None:
    # A figure of more than thirty digits is a key or a checksum.
    return Decimal(f"{whole}.{part}" if part else whole) if len(whole) + len(part) <= 30 else None


def is_grouped(text: str) -> bool:
    """Whether the digits carry thousands separators: "12.345" does, "12345" and "12,5" don't."""
    return _GROUPED.fullmatch(text) is not None


def percent(part: Fraction) -> Decimal:
    """A share as percent with two places: 2/3 is 66.67."""
    return round(Decimal(part.numerator) * 100 / Decimal(part.denominator), 2).normalize()


def plain(value: Decimal) -> int | float:
    """A whole number as int, any other as float."""
    return int(value) if value == value.to_integral_value() else float(value)
