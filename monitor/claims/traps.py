"""The word lists of numbers that are no quantities, compiled from ``traps.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from monitor.claims.lexicon import Language
from monitor.claims.tokens import Token
from monitor.claims.values import Reason
from monitor.claims.vocabulary import Phrase, phrase

_SHORTEST_CUE = 5
_BLANK = "[ \xa0\u202f\u2009]"
_DAY = r"[0-9]{1,2}(?:\.|te[rnms]?\b|(?![0-9.,]))"
_TO = rf"{_BLANK}*(?:bis(?:{_BLANK}zum)?|und|oder|auf{_BLANK}den|[-–/]){_BLANK}*"


@dataclass(frozen=True)
class Traps:
    """What the rejecting rules look up, by lower-case word."""

    strong: Mapping[str, Reason]
    weak: Mapping[str, Reason]
    months: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[Phrase, int, Reason], ...]]
    changes: tuple[str, ...]
    houses: tuple[str, ...]
    page_lines: tuple[str, ...]
    date: re.Pattern[str]
    clock: re.Pattern[str]
    score: re.Pattern[str]
    serial: re.Pattern[str]

    def strong_reason(self, cue: str) -> Reason | None:
        """Why a number behind the noun is its name; a compound is what its end is: "Buslinie"."""
        for start in (0, *range(1, len(cue) - _SHORTEST_CUE + 1)):
            if reason := self.strong.get(cue[start:]):
                return reason
        return None

    def known_phrase(self, tokens: Sequence[Token], i: int) -> tuple[int, Reason] | None:
        """The fixed phrase that the word at ``i`` is part of: index of its last token, and why it is no quantity."""
        for words, offset, reason in self.phrases.get(tokens[i].lower, ()):
            begin = i - offset
            if begin >= 0 and tuple(token.lower for token in tokens[begin : begin + len(words)]) == words:
                return begin + len(words) - 1, reason
        return None


@lru_cache(maxsize=8)
def compile_traps(language: Language) -> Traps:
    """The traps of ``traps.toml`` with the months of ``periods.toml``."""
    table = language.table("traps")
    months = [month.lower() for month in (*language.table("periods")["months"], "May")]
    return Traps(
        strong=_by_word(table["numbered"]["strong"]),
        weak=_by_word(table["numbered"]["weak"]),
        months=frozenset(months),
        lists={
            f"{section}.{key}": frozenset(words)
            for section, lists in table.items()
            if section != "numbered"
            for key, words in lists.items()
        },
        phrases=_phrases([("idiom", table["idioms"]["phrases"]), ("name", table["names"]["phrases"])]),
        changes=tuple(table["clocks"]["changes"]),
        houses=tuple(table["houses"]["endings"]),
        page_lines=tuple(table["furniture"]["lines"]),
        date=_date(months),
        clock=_CLOCK,
        score=_SCORE,
        serial=_SERIAL,
    )


def _by_word(table: Mapping[str, Any]) -> dict[str, Reason]:
    return {word: cast(Reason, reason) for reason, words in table.items() for word in words}


def _phrases(groups: Iterable[tuple[Reason, Iterable[str]]]) -> dict[str, tuple[tuple[Phrase, int, Reason], ...]]:
    """Each fixed phrase under each of its words, so that the number in it finds it wherever it stands."""
    found: dict[str, tuple[tuple[Phrase, int, Reason], ...]] = {}
    for reason, texts in groups:
        for words in map(phrase, texts):
            for offset, word in enumerate(words):
                found[word] = (*found.get(word, ()), (words, offset, reason))
    return found


def _date(months: Iterable[str]) -> re.Pattern[str]:
    """Dates from their first digit on: "6. August 2024", "8. bis 13. Oktober", "14./15.10.", "17.12.2024"."""
    month = "|".join(sorted(months, key=len, reverse=True))
    short_year = r"['’]?[0-9]{2}(?=[.,;:)]?(?:\s|$)(?![^\W\d_]))"
    number = "(?<![0-9])[0-9]{1,2}(?![0-9])"
    day, year = rf"{number}\.", "(?:[0-9]{4}|[0-9]{2})(?![0-9])"
    return re.compile(
        rf"""{_DAY}(?:{_TO}{_DAY})?{_BLANK}*(?:{month})\b\.?(?:{_BLANK}?(?:[0-9]{{4}}(?![0-9])|{short_year}))?
        | {number}\.?(?:{_TO}{number}\.?)?{_BLANK}?{day}{_BLANK}?{year}(?:{_TO}{day}{day}(?:{year})?)?
        | {day}{number}\.{_TO}{day}{number}\.(?:{year})?
        | {number}\.?{_TO}{day}{number}\.
        | (?:0?[1-9]|[12][0-9]|3[01])\.{_BLANK}?(?:0?[1-9]|1[0-2])\.(?![0-9])
        | (?:1[5-9]|20)[0-9]{{2}}-[0-9]{{2}}(?:-[0-9]{{2}})?(?![0-9])
        | {number}/{number}/[0-9]{{2,4}}
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_TIME = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_CLOCK = re.compile(
    rf"""{_TIME}h?(?:{_BLANK}*(?:bis|und|oder|[-–]){_BLANK}*{_TIME})?{_BLANK}*(?:Uhr\b(?:{_BLANK}[0-9]{{1,2}}(?![0-9.,]))?|CET\b|MESZ\b|MEZ\b|GMT\b)
    | (?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9]|:[0-9])(?:{_BLANK}?h\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SCORE = re.compile(
    r"[0-9]{1,3}:[0-9]{1,3}(?![0-9])(?: ?\([0-9]{1,3}:[0-9]{1,3}\))?|[0-9]-[0-9]-[0-9](?:-[0-9])?(?![0-9])"
)
# Telephone numbers, file numbers, and the like: digits in hyphened or slashed groups.
_THOUSANDS = r"[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.])"
_SERIAL = re.compile(
    rf"0[0-9]{{1,5}}[/ -][0-9]{{3,}}(?:[ -][0-9]+)*|[0-9]+(?:-[0-9]+){{2,}}|(?!{_THOUSANDS})[0-9]+(?:\.[0-9]+){{3,}}"
    r"|[0-9]+/[0-9]+/[0-9]+|[0-9]{2,}-[0-9]{3,}-|[0-9]{1,3} [A-Z][A-Za-z]{0,4} [0-9]{1,5}/[0-9]{2}(?![0-9])"
)
