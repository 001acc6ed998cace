"""The word lists of quantities, compiled once from a language's TOML into tables that the grammar looks words up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from monitor.claims.lexicon import Language
from monitor.claims.numerals import Numerals, compile_words
from monitor.claims.tokens import Token, tokenize
from monitor.model import Bound

Phrase = tuple[str, ...]

# No unit or qualifier has more tokens.
_LONGEST = 4


@dataclass(frozen=True)
class Unit:
    """A unit of measure: the guide's name ("" where the guide has none) and the factor that brings a value to it."""

    name: str
    factor: Fraction


@dataclass(frozen=True)
class Words:
    """Everything that the grammar of quantities looks up, by lower-case word unless said otherwise."""

    numerals: Numerals
    magnitudes: Mapping[str, Decimal]
    articles: frozenset[str]
    half: frozenset[str]
    parts: Mapping[str, Decimal]
    fractions: Mapping[str, int]
    signs: Mapping[str, Fraction]
    vague: Mapping[str, tuple[Decimal, Decimal | None]]
    vague_multiples: Mapping[str, tuple[Decimal, Decimal]]
    quantifiers: frozenset[str]
    unit_words: Mapping[str, Unit]
    unit_signs: Mapping[str, Unit]
    currency_prefixes: Mapping[str, Unit]
    scale_words: frozenset[str]
    scale_signs: frozenset[str]
    adjectives: Mapping[str, str]
    hyphenated: Mapping[str, str]
    qualifiers: Mapping[Phrase, Bound]
    after: Mapping[Phrase, Bound]
    about_adjectives: frozenset[str]
    language: Language

    def unit_at(self, tokens: Sequence[Token], i: int) -> tuple[Unit, int] | None:
        """The unit that begins at token ``i`` and the index of its last token; the longest name wins."""
        for stop in range(min(len(tokens), i + _LONGEST), i, -1):
            name = _joined(tokens, i, stop)
            unit = self.unit_signs.get(name) or self.unit_words.get(name.lower())
            if unit:
                return unit, stop - 1
        return None

    def qualifier_before(self, tokens: Sequence[Token], i: int) -> tuple[Phrase, Bound] | None:
        """The longest qualifier that ends right before token ``i``."""
        for count in range(min(_LONGEST, i), 0, -1):
            phrase = tuple(token.lower for token in tokens[i - count : i])
            if phrase in self.qualifiers:
                return phrase, self.qualifiers[phrase]
        return None


def _joined(tokens: Sequence[Token], start: int, stop: int) -> str:
    return "".join(
        token.text if token.glued or index == start else f" {token.text}"
        for index, token in enumerate(tokens[start:stop], start)
    )


@lru_cache(maxsize=8)
def compile_vocabulary(language: Language) -> Words:
    """The tables of ``numbers.toml``, ``units.toml`` and ``qualifiers.toml``."""
    numbers, units, qualifiers = (language.table(name) for name in ("numbers", "units", "qualifiers"))
    multiples = {word: pair for word, pair in numbers["vague_multiples"].items() if word != "quantifiers"}
    return Words(
        numerals=compile_words(language),
        magnitudes={word: Decimal(value) for word, value in numbers["magnitudes"].items()},
        articles=frozenset(numbers["articles"]["forms"]),
        half=frozenset(numbers["half"]["forms"]),
        parts={word: Decimal(value) for word, value in numbers["part_prefixes"].items()},
        fractions=numbers["fractions"],
        signs={sign: Fraction(value) for sign, value in numbers["fraction_signs"].items()},
        vague={word: (Decimal(low), Decimal(high) if high else None) for word, (low, high) in numbers["vague"].items()},
        vague_multiples={word: (Decimal(low), Decimal(high)) for word, (low, high) in multiples.items()},
        quantifiers=frozenset(numbers["vague_multiples"]["quantifiers"]),
        unit_words=_units(units["unit"], "words"),
        unit_signs=_units(units["unit"], "signs"),
        currency_prefixes=_units(units["unit"], "prefix"),
        scale_words=frozenset(units["scales"]["words"]),
        scale_signs=frozenset(units["scales"]["signs"]),
        adjectives=units["adjectives"],
        hyphenated=units["hyphenated"],
        qualifiers=_phrases(qualifiers),
        after=_phrases(qualifiers["after"]),
        about_adjectives=frozenset(
            stem + ending
            for stem in qualifiers["adjectives"]["about"]
            for ending in qualifiers["adjectives"]["about_endings"]
        ),
        language=language,
    )


def _units(entries: Iterable[Mapping[str, Any]], names: str) -> dict[str, Unit]:
    return {
        name: Unit(entry["unit"], Fraction(entry.get("factor", "1"))) for entry in entries for name in entry.get(names, ())
    }


def phrase(text: str) -> Phrase:
    """A phrase of a word list as the tuple of lower-case tokens that it is in a text."""
    return tuple(token.lower for token in tokenize(text, 0, len(text)))


_BOUNDS: tuple[Bound, ...] = ("exact", "about", "at_least", "more_than", "at_most", "less_than")


def _phrases(table: Mapping[str, Any]) -> dict[Phrase, Bound]:
    return {phrase(text): bound for bound in _BOUNDS for text in table.get(bound, ())}
