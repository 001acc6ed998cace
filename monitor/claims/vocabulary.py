"""The word lists of quantities, compiled once from a language's TOML into tables that the grammar looks words up in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from monitor.claims.glance import MOST_WORDS, Glance
from monitor.claims.lexicon import Language
from monitor.claims.numerals import Numerals, compile_words
from monitor.claims.tokens import Token, tokenize
from monitor.model import Bound

Phrase = tuple[str, ...]

# Units of which one may be counted with the article: "ein Prozent", "um einen Kilometer". Not durations.
COUNTED_ONES = frozenset({"percent", "km", "km2", "ha", "ton", "MW", "barrel"})
# "zumindest ein Teil" is a manner of speaking, "mindestens ein Toter" a count.
SURELY_ONE = frozenset({"mindestens", "wenigstens"})
_DIGIT = re.compile("[0-9]")
_BEFORE_ARTICLE = re.compile(r"(?<!\S)(\S+)(?=\s+ein)")
_LAST_TOKEN = re.compile(r"(?:\w+|[^\w\s])$")

EVERY = frozenset({"jeder", "jede", "jedes", "jedem", "jeden"})

# No unit or qualifier has more tokens.
LONGEST_PHRASE = 4


@dataclass(frozen=True)
class Unit:
    """A unit of measure: the guide's name ("" where the guide has none) and the factor that brings a value to it."""

    name: str
    factor: Fraction


@dataclass(frozen=True, eq=False, repr=False)
class Words:
    """Everything that the grammar of quantities looks up, by lower-case word unless said otherwise."""

    numerals: Numerals
    magnitudes: Mapping[str, Decimal]
    articles: frozenset[str]
    half: frozenset[str]
    further: frozenset[str]
    parts: Mapping[str, Decimal]
    fractions: Mapping[str, int]
    signs: Mapping[str, Fraction]
    vague: Mapping[str, tuple[Decimal, Decimal | None]]
    vague_multiples: Mapping[str, tuple[Decimal, Decimal]]
    quantifiers: frozenset[str]
    doubles: Mapping[str, Decimal]
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
    governors: Mapping[str, tuple[str, ...]]
    ambiguous: Mapping[str, Mapping[str, str]]
    language: Language
    unit_starts: frozenset[str]
    qualifier_ends: frozenset[str]
    after_starts: frozenset[str]
    increments: frozenset[str]
    eaches: frozenset[str]
    parts_of: frozenset[str]
    part_phrases: frozenset[Phrase]
    crossings: Mapping[Bound, tuple[str, ...]]
    marks: frozenset[str]
    hints: re.Pattern[str]
    ones: frozenset[str]
    after_article: frozenset[str]
    begins: dict[str, bool] = field(default_factory=dict)
    adjective_values: dict[str, tuple[str, Decimal] | None] = field(default_factory=dict)

    def may_hold(self, sentence: str) -> bool:
        """Whether the sentence may hold a number: a look at letters, which spares most prose the tokens."""
        if _DIGIT.search(sentence):
            return True
        signs = self.glance.at(sentence)
        return "number" in signs or ("article" in signs and "qualifier" in signs and self._qualified_article(sentence))

    @cached_property
    def glance(self) -> Glance:
        """Tells of a word whether it may be a sign of a "number", an "article" or a "qualifier" before one."""
        return Glance(self._signs_in)

    def _signs_in(self, word: str) -> Iterator[str]:
        lower = word.lower()
        words = (lower,) if lower.isalpha() else (token.lower for token in tokenize(lower, 0, len(lower)))
        if any(map(self._is_hint, words)):
            yield "number"
        if lower.startswith("ein"):
            yield "article"
        if lower.endswith(self.qualifier_tails) and self._last_token(lower) in self.qualifier_ends:
            yield "qualifier"

    @cached_property
    def qualifier_tails(self) -> tuple[str, ...]:
        """The last words of all qualifiers, to be asked for with ``endswith``."""
        return tuple(self.qualifier_ends)

    def _last_token(self, lower: str) -> str:
        last = _LAST_TOKEN.search(lower)
        return last.group() if last else ""

    def _qualified_article(self, sentence: str) -> bool:
        """Whether "ein" stands right behind a qualifier: "mindestens einer"."""
        return any("qualifier" in self.glance[before] for before in _BEFORE_ARTICLE.findall(sentence.lower()))

    def _is_hint(self, word: str) -> bool:
        if word in self.ones:
            return True
        if word in self.articles or not self.hints.search(word):
            return False
        return word in self.after_article or word in self.signs or self._may_begin(word)

    def beginnings(self, tokens: Sequence[Token]) -> Iterator[int]:
        """The tokens at which a number may begin: a quick look that spares most words the grammar."""
        known = self.begins
        for i, token in enumerate(tokens):
            begins = known[token.lower] if token.lower in known else self._remember(token)
            if begins and token.lower in self.articles:
                begins = self._may_count(tokens, i)
            if begins or token.kind == "num":
                yield i

    def _may_count(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether the words beside an article leave it open to be a number: "ein Prozent", "rund eine halbe"."""
        if i and (tokens[i - 1].lower in self.qualifier_ends or tokens[i - 1].text in self.currency_prefixes):
            return True
        following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        return following in self.after_article or following.startswith(tuple(self.parts))

    def is_number(self, token: Token) -> bool:
        """Whether the token is digits or a number word, so that its place can make it a date or name."""
        return token.kind == "num" or self.numerals.cardinal(token.lower) is not None

    def _remember(self, token: Token) -> bool:
        if token.kind == "num":
            return True
        if len(self.begins) > MOST_WORDS:
            self.begins.clear()
        self.begins[token.lower] = token.text in self.signs or (token.kind == "word" and self._may_begin(token.lower))
        return self.begins[token.lower]

    def _may_begin(self, word: str) -> bool:
        if word in self.starters:
            return True
        head = word.partition("-")[0]
        if head in self.articles:
            return True
        if not self.hints.search(word) and not word.startswith(tuple(self.articles)):
            return False
        if self.numerals.cardinal(word) is not None or self.numerals.cardinal(head) is not None:
            return True
        return word.startswith("viertel") or any(ending in word for ending in self.number_endings)

    @cached_property
    def starters(self) -> frozenset[str]:
        """The whole words at which a number may begin."""
        tables = (self.articles, self.half, self.parts, self.vague, self.doubles, self.quantifiers, EVERY, ("hälfte",))
        return frozenset(word for table in tables for word in table)

    @cached_property
    def number_endings(self) -> tuple[str, ...]:
        """What stands behind the number in a word that is one with it."""
        return (*self.adjectives, "stellig", "mal", "fach")

    def unit_at(self, tokens: Sequence[Token], i: int) -> tuple[Unit, int] | None:
        """The unit that begins at token ``i`` and the index of its last token; the longest name wins."""
        if i >= len(tokens) or tokens[i].lower not in self.unit_starts:
            return None
        for stop in range(min(len(tokens), i + LONGEST_PHRASE), i, -1):
            name = _joined(tokens, i, stop)
            unit = self.unit_signs.get(name) or self.unit_words.get(name.lower())
            if unit:
                return unit, stop - 1
        return None

    def qualifier_before(self, tokens: Sequence[Token], i: int) -> tuple[Phrase, Bound] | None:
        """The longest qualifier that ends right before token ``i``."""
        if i == 0 or tokens[i - 1].lower not in self.qualifier_ends:
            return None
        for count in range(min(LONGEST_PHRASE, i), 0, -1):
            phrase = tuple(token.lower for token in tokens[i - count : i])
            if phrase in self.qualifiers:
                return phrase, self.qualifiers[phrase]
        return None

    def abbreviates(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether the word at ``i`` is a short magnitude whose full stop follows: "Mio."."""
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        return following is not None and following.text == "." and following.glued and len(tokens[i].text) <= 4

    def after_at(self, tokens: Sequence[Token], i: int) -> tuple[Bound, int] | None:
        """The qualifier that begins at token ``i``, behind a number, and the index of its last token."""
        if i >= len(tokens) or tokens[i].lower not in self.after_starts:
            return None
        for stop in range(min(len(tokens), i + LONGEST_PHRASE), i, -1):
            bound = self.after.get(tuple(token.lower for token in tokens[i:stop]))
            if bound:
                return bound, stop - 1
        return None


def _joined(tokens: Sequence[Token], start: int, stop: int) -> str:
    return "".join(
        token.text if token.glued or index == start else f" {token.text}"
        for index, token in enumerate(tokens[start:stop], start)
    )


def _hints(words: Iterable[str]) -> re.Pattern[str]:
    """The words that contain no other of them: one of these is in every word that has one of all."""
    shortest: list[str] = []
    for word in sorted(set(words), key=len):
        if not any(hint in word for hint in shortest):
            shortest.append(word)
    return re.compile("|".join(map(re.escape, shortest)))


def _number_words(numbers: Mapping[str, Any]) -> Iterator[str]:
    """All words that a number has at least one of, the article apart."""
    for table in (
        "cardinals",
        "tens",
        "inflected",
        "magnitudes",
        "halves",
        "fractions",
        "vague",
        "doubles",
        "part_prefixes",
    ):
        yield from numbers[table]
    yield from (*numbers["half"]["forms"], *EVERY, *numbers["fraction_signs"], "hälfte", "fuenf", "zwoelf", "dreissig")


def _after_article(numbers: Mapping[str, Any], units: Iterable[str], about: Iterable[str]) -> frozenset[str]:
    """What makes a number of the article before it: "halbe", "Drittel", "Million", "paar", "Prozent", "von", "bis"."""
    tables = (numbers["half"]["forms"], numbers["further"]["forms"], numbers["fractions"], numbers["magnitudes"])
    words = (word for table in tables for word in table)
    return frozenset((*words, *numbers["vague_multiples"]["quantifiers"], *units, *about, "von", "aus", "bis", "oder"))


@lru_cache(maxsize=8)
def compile_vocabulary(language: Language) -> Words:
    """The tables of ``numbers.toml``, ``units.toml`` and ``qualifiers.toml``."""
    numbers, units, qualifiers = (language.table(name) for name in ("numbers", "units", "qualifiers"))
    unit_words, unit_signs = _units(units["unit"], "words"), _units(units["unit"], "signs")
    before, after, fillers = _phrases(qualifiers), _phrases(qualifiers["after"]), qualifiers["fillers"]
    multiples = {word: pair for word, pair in numbers["vague_multiples"].items() if word != "quantifiers"}
    about_words = qualifiers["adjectives"]
    about = frozenset(stem + ending for stem in about_words["about"] for ending in about_words["about_endings"])
    named = (*unit_words.items(), *unit_signs.items())
    ones = frozenset(phrase(name)[0] for name, unit in named if unit.name in COUNTED_ONES)
    unit_starts = frozenset(phrase(name)[0] for name, _ in named)
    return Words(
        numerals=compile_words(language),
        magnitudes={word: Decimal(value) for word, value in numbers["magnitudes"].items()},
        articles=frozenset(numbers["articles"]["forms"]),
        half=frozenset(numbers["half"]["forms"]),
        further=frozenset(numbers["further"]["forms"]),
        parts={word: Decimal(value) for word, value in numbers["part_prefixes"].items()},
        fractions=numbers["fractions"],
        signs={sign: Fraction(value) for sign, value in numbers["fraction_signs"].items()},
        vague={word: (Decimal(low), Decimal(high) if high else None) for word, (low, high) in numbers["vague"].items()},
        vague_multiples={word: (Decimal(low), Decimal(high)) for word, (low, high) in multiples.items()},
        quantifiers=frozenset(numbers["vague_multiples"]["quantifiers"]),
        doubles={word: Decimal(value) for word, value in numbers["doubles"].items()},
        unit_words=unit_words,
        unit_signs=unit_signs,
        currency_prefixes=_units(units["unit"], "prefix"),
        scale_words=frozenset(units["scales"]["words"]),
        scale_signs=frozenset(units["scales"]["signs"]),
        adjectives=units["adjectives"],
        hyphenated=units["hyphenated"],
        qualifiers=before,
        after=after,
        about_adjectives=about,
        governors={word: tuple(stems) for word, stems in qualifiers["prepositions"].items()},
        ambiguous=units["ambiguous"],
        language=language,
        hints=_hints(_number_words(numbers)),
        ones=ones,
        after_article=_after_article(numbers, unit_starts, about),
        unit_starts=unit_starts,
        qualifier_ends=frozenset(words[-1] for words in before),
        after_starts=frozenset(words[0] for words in after),
        increments=frozenset(fillers["increment"]),
        eaches=frozenset(fillers["each"]),
        parts_of=frozenset(fillers["part"]),
        part_phrases=frozenset(map(phrase, fillers["part_phrases"])),
        crossings={
            "more_than": tuple(qualifiers["thresholds"]["more_than"]),
            "less_than": tuple(qualifiers["thresholds"]["less_than"]),
        },
        marks=frozenset(qualifiers["thresholds"]["nouns"]),
    )


def _units(entries: Iterable[Mapping[str, Any]], names: str) -> dict[str, Unit]:
    return {
        name: Unit(entry["unit"], Fraction(entry.get("factor", "1")))
        for entry in entries
        for name in entry.get(names, ())
    }


def phrase(text: str) -> Phrase:
    """A phrase of a word list as the tuple of lower-case tokens that it is in a text."""
    return tuple(token.lower for token in tokenize(text, 0, len(text)))


_BOUNDS: tuple[Bound, ...] = ("exact", "about", "at_least", "more_than", "at_most", "less_than")


def _phrases(table: Mapping[str, Any]) -> dict[Phrase, Bound]:
    return {phrase(text): bound for bound in _BOUNDS for text in table.get(bound, ())}
