"""German sentences with their offsets.

A line break always ends a sentence (headlines, paragraphs, list items stand on lines of their own). Within a line a
full stop ends one unless it belongs to an abbreviation (``bzw.``, ``z. B.``), an initial (``J. Weber``), an ordinal
(``6. August``, ``der 155. Brigade``) or a number (``14. 059``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from monitor.claims.lexicon import Language, load
from monitor.claims.values import Sentence

_LINE = re.compile(r"[^\n\r\v\f\u0085\u2028\u2029]+")
# A mark that may end a sentence, its closing quotes and brackets, and the blank before what follows.
_STOP = re.compile(r"[.!?…]['\"“”»«’‘)\]]*(?=[ \t\xa0\u2009\u202f])")
_NEXT = re.compile(r"[ \t\xa0\u2009\u202f]+([\"„“»«‚‘'(\[–—-]*)([^\W_]*)")
_PARTING = re.compile(r"[\s\"„“»«(\[/]")
_NUMBER = re.compile(r"[ \t\xa0]+\d{1,2}(?=[ \t\xa0][^\W\d])")  # "stieg auf 50. 14 weitere", not "12. 5." or "14. 059"
_LONGEST_ORDINAL = 3  # digits behind "bis": "bis 40. Tag", but "bis 2035. Dann"
_FINAL = frozenset('.!?…"“”»«’‘)')


@dataclass(frozen=True)
class _Words:
    abbreviations: frozenset[str]
    starters: frozenset[str]
    months: frozenset[str]
    determiners: frozenset[str]
    spans: frozenset[str]


def split(text: str, language: Language | None = None) -> list[Sentence]:
    """The sentences of ``text`` in its order; blanks between them belong to none. Never raises; linear time."""
    words = _words(language or load())
    found: list[Sentence] = []
    for number, line in enumerate(_LINE.finditer(text)):
        start = line.start()
        for end in _ends_of(text, start, line.end(), words):
            part = text[start:end]
            if stripped := part.strip():
                begin = start + part.index(stripped)
                found.append(Sentence(begin, begin + len(stripped), stripped, number))
            start = end
    return found


@lru_cache(maxsize=8)
def _words(language: Language) -> _Words:
    table = language.table("periods")
    return _Words(
        frozenset(table["abbreviations"]),
        frozenset(table["sentence_starters"]),
        frozenset(table["months"]),
        frozenset(table["ordinal_determiners"]),
        frozenset(table["spans"]),
    )


def _ends_of(text: str, start: int, end: int, words: _Words) -> list[int]:
    """Where the sentences of a line end."""
    headline = text[end - 1] not in _FINAL
    stops = [stop.end() for stop in _STOP.finditer(text, start, end) if _ends(text, stop, end, words, headline)]
    return [*stops, end]


def _ends(text: str, stop: re.Match[str], end: int, words: _Words, headline: bool) -> bool:
    following = _NEXT.match(text, stop.end(), end)
    quote, word = following.groups() if following else ("", "")
    if quote[:1] in ("-", "–", "—") and word[:1].isdigit():
        return False
    if word[:1].islower() or (not word and not quote and following and following.end() < end):
        return False
    if text[stop.start()] != ".":
        return bool(word) or bool(quote)
    return _full_stop(text, stop, word, words, headline)


def _full_stop(text: str, stop: re.Match[str], following: str, words: _Words, headline: bool) -> bool:
    left = text[max(0, stop.start() - 40) : stop.start()]
    if stop.end() - stop.start() > 1:
        return True
    token = left.rpartition(" ")[2]
    if not token.isalpha():
        token = _PARTING.split(left)[-1]
    if token.isdigit() and _NUMBER.match(text, stop.end()):
        return _number_ends(token, left[: len(left) - len(token)], "", words)
    if token.replace(".", "").isdigit():
        ordinal = headline and len(token) <= 3 and following not in words.starters and not following[:1].isdigit()
        return not ordinal and _number_ends(token, left[: len(left) - len(token)], following, words)
    if len(token) == 1 and token.isalpha():
        return following in words.starters and token.islower()
    token = token.rpartition("-")[2] or token
    return token not in words.abbreviations or (following in words.starters and token in ("usw", "etc", "Mio", "Mrd"))


def _number_ends(number: str, left: str, following: str, words: _Words) -> bool:
    before = left.split()[-1:] or [""]
    word = before[0].strip('(,„"').lower()
    ordinal = word in words.determiners and not (len(number) > _LONGEST_ORDINAL and word in words.spans)
    if following in words.months or ordinal:
        return False
    if before[0].endswith(",") and before[0][:1].isupper() and len(number) <= 2 and following not in words.starters:
        return False  # "Schweden, 32. Mitglied des Bündnisses, …"
    if before[0] == "" or before[0].endswith((":", ".", "!", "?", "•")):
        return False  # the number of a list's item
    if following[:1].isdigit():
        return len(following) >= 4 or number == "000" or len(number) > 3
    return True
