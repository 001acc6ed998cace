"""Rates: which quantity "pro Tag", "täglich", "jeden Monat", "im Jahr" belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from monitor.claims.glance import MOST_WORDS
from monitor.claims.lexicon import Language
from monitor.claims.tokens import Token

_WITHIN = frozenset({"im", "am", "in", "die", "den"})
_PERIODS = ("tages", "jahres", "monats", "stunden")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
# Signs that end a clause; a rate stays within its own.
_CLAUSE = frozenset([",", ";", ":", "(", ")", "–", "—", ".", "!", "?"])
# A day is named, not a rate: "am Tag darauf", "im Jahr vor dem Krieg", "am Tag der Wahl".
_NAMED = frozenset(
    [
        "darauf",
        "zuvor",
        "danach",
        "davor",
        "vorher",
        "nach",
        "vor",
        "des",
        "der",
        "dieser",
        "als",
        "seiner",
        "ihrer",
        "nachdem",
        "bevor",
        "x",
        "danach",
        "später",
        "eins",
        "zwei",
    ]
)


_PARTS_OF_VERBS = frozenset(["vor", "nach"])


@dataclass(frozen=True)
class Rates:
    """The words of rates: adverbs, adjectives' stems, compounds' beginnings, and the nouns of periods."""

    adverbs: Mapping[str, str]
    stems: Mapping[str, str]
    compounds: Mapping[str, str]
    nouns: Mapping[str, str]
    each: frozenset[str]
    months: frozenset[str]
    begins: dict[str, bool] = field(default_factory=dict)

    def may_begin(self, word: str) -> bool:
        """Whether a rate phrase may begin with the word."""
        if word not in self.begins:
            if len(self.begins) > MOST_WORDS:
                self.begins.clear()
            known = word in self.each or word in _WITHIN or word in self.adverbs or word == "/" or word in self.nouns
            self.begins[word] = known or "lich" in word or word.startswith(_PERIODS)
        return self.begins[word]


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate phrase in the tokens ``first`` to ``last``; ``side`` is where its quantity stands: "before", "after",
    "any", or "compound" (right before it, or anywhere after)."""

    first: int
    last: int
    period: str
    side: str = "any"


@lru_cache(maxsize=8)
def compile_rates(language: Language) -> Rates:
    """The rates of ``units.toml``, with the months of ``periods.toml``, which name a period."""
    table = language.table("units")["rates"]
    months = frozenset(month.lower() for month in language.table("periods")["months"])
    words = (table["adverbs"], table["stems"], table["compounds"], table["nouns"])
    return Rates(*words, frozenset(table["each"]), months)


def find_rates(tokens: Sequence[Token], rates: Rates) -> list[Rate]:
    """The rate phrases of a sentence."""
    known, may_begin = rates.begins, rates.may_begin
    lows = ((i, token.lower) for i, token in enumerate(tokens))
    beginnings = [i for i, low in lows if (known[low] if low in known else may_begin(low))]
    found = (_rate_at(tokens, i, rates) for i in beginnings)
    return [rate for rate in found if rate is not None and rate.period]


def _rate_at(tokens: Sequence[Token], i: int, rates: Rates) -> Rate | None:
    word = tokens[i].lower
    if word in rates.adverbs:
        return Rate(i, i, rates.adverbs[word])
    if word in rates.each or word == "/":
        return _each(tokens, i, rates)
    if word in _WITHIN or word in rates.nouns:
        return _within(tokens, i, rates) if word in _WITHIN else _repeated(tokens, i, rates)
    if "lich" in word:
        return next(
            (Rate(i, i, period, "after") for stem, period in rates.stems.items() if _inflected(word, stem)), None
        )
    if word.startswith(_PERIODS):
        return next(
            (Rate(i, i, period, "compound") for start, period in rates.compounds.items() if word.startswith(start)),
            None,
        )
    return None


def _inflected(word: str, stem: str) -> bool:
    return word.startswith(stem) and word[len(stem) :] in ("e", "en", "er", "es", "em")


def _each(tokens: Sequence[Token], i: int, rates: Rates) -> Rate | None:
    """ "pro Tag", "je Nacht", "jeden Monat", "pro Kind und Tag"."""
    for j in (i + 1, i + 3):
        if j < len(tokens) and tokens[j].lower in rates.nouns and (j == i + 1 or tokens[i + 2].lower == "und"):
            return Rate(i, j, rates.nouns[tokens[j].lower])
    return None


def _repeated(tokens: Sequence[Token], i: int, rates: Rates) -> Rate | None:
    """ "Tag für Tag", "Monat um Monat", of the figure before its comma too."""
    if [token.lower for token in tokens[i + 1 : i + 3]] not in (["für", tokens[i].lower], ["um", tokens[i].lower]):
        return None
    return Rate(i - (i > 0 and tokens[i - 1].text == ","), i + 2, rates.nouns[tokens[i].lower])


def _within(tokens: Sequence[Token], i: int, rates: Rates) -> Rate | None:
    """ "im Jahr", "am Tag", "in der Woche" behind a quantity, where no particular one is named."""
    j = i + 1 + (tokens[i].lower == "in" and i + 1 < len(tokens) and tokens[i + 1].lower == "der")
    if j >= len(tokens) or tokens[j].lower not in rates.nouns or tokens[j].lower == "nacht":
        return None
    if tokens[i].lower == "in" and j == i + 1:
        return None
    if j + 1 < len(tokens) and (_dates(tokens, j) or _is_named(tokens, j + 1, rates)):
        return None
    return Rate(i, j, rates.nouns[tokens[j].lower], "before")


def _dates(tokens: Sequence[Token], j: int) -> bool:
    """ "im Jahr 2022", "am Tag 1.319 des Krieges": the number names the period; not so in "im Monat 95 Euro"."""
    number = tokens[j + 1]
    behind = tokens[j + 2].lower if j + 2 < len(tokens) else ""
    return number.kind == "num" and (_YEAR.fullmatch(number.text) is not None or behind in ("", "des", "der", ".", ","))


def _is_named(tokens: Sequence[Token], i: int, rates: Rates) -> bool:
    """Whether what follows names the period: "im Monat Mai", "am Tag nach dem Angriff"; not so the end of a verb, as
    in "schlägt 90 Euro im Monat vor".
    """
    word = tokens[i].lower
    ends = i + 1 == len(tokens) or tokens[i + 1].text in _CLAUSE
    return word in rates.months or (word in _NAMED and not (ends and word in _PARTS_OF_VERBS))


def attach(tokens: Sequence[Token], rates: Sequence[Rate], spans: Sequence[tuple[int, int]]) -> dict[int, str]:
    """The period of each quantity that has one, by its index in ``spans`` (first and last token of each, ascending)."""
    periods: dict[int, str] = {}
    starts = [first for first, _ in spans]
    for rate in rates:
        for index in _owners(tokens, rate, spans, bisect_left(starts, rate.first)):
            periods.setdefault(index, rate.period)
    return periods


def _owners(tokens: Sequence[Token], rate: Rate, spans: Sequence[tuple[int, int]], at: int) -> list[int]:
    """The quantities of a rate, ``at`` being the first one behind it."""
    before = _reached(range(at - 1, -1, -1), lambda i: _one_clause(tokens, spans[i][1], rate.first))
    after = _reached(range(at, len(spans)), lambda i: _one_clause(tokens, rate.last, spans[i][0]))
    ahead = spans[after[0]][0] - rate.last if after else 99
    behind = rate.first - spans[before[0]][1] if before else 99
    if rate.side == "compound" and behind > 1:
        before = []
    if before and not (ahead == 1 or (ahead == 2 and rate.side == "any" and behind > 2)):
        return _coordinated(tokens, spans, before) if rate.side != "after" else []
    return _coordinated(tokens, spans, after) if rate.side != "before" or ahead == 1 else []


def _reached(indexes: range, near: Callable[[int], bool]) -> list[int]:
    return list(takewhile(near, indexes))


def _one_clause(tokens: Sequence[Token], start: int, stop: int) -> bool:
    # A rate further than forty tokens away belongs to something else; this also keeps long lines linear.
    return stop - start <= 40 and not any(token.text in _CLAUSE for token in tokens[start + 1 : stop])


def _coordinated(tokens: Sequence[Token], spans: Sequence[tuple[int, int]], near: list[int]) -> list[int]:
    """The nearest quantity, and those joined to it by "und" with no verb between: "30 Tote und 50 Verletzte"."""
    owners = near[:1]
    for index in near[1:]:
        first, second = sorted((index, owners[-1]))
        gap = tokens[spans[first][1] + 1 : spans[second][0]]
        if len(gap) > 5 or not gap or gap[-1].lower not in ("und", "oder", "sowie") or _has_verb(gap[:-1]):
            break
        owners.append(index)
    return owners


def _has_verb(gap: Sequence[Token]) -> bool:
    """Whether a lower-case word stands behind the noun: "Granaten produzieren und 500 Menschen"."""
    return bool(gap) and gap[-1].kind == "word" and gap[-1].text[0].islower()
