"""The place of a claim's event: its own, or the nearest one named round it. A whole country is no place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from monitor import names
from monitor.claims.lexicon import load
from monitor.figures.passages import Passage, words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CAPITALISED = r"[A-ZÄÖÜ][^\W\d_]+(?:-[^\W\d_]+)*"
_NAME = rf"{_CAPITALISED}(?:\s{_CAPITALISED})?"
_BARE = re.compile(rf"\b(?:[Ii]n|[Bb]ei|[Nn]ahe|[Aa]uf)\s(?P<name>{_NAME})")


@cache
def _countries() -> frozenset[str]:
    """The keys of countries' names."""
    return _named("names")


@cache
def _capitals() -> frozenset[str]:
    """The keys of capitals, which stand for their governments too."""
    return _named("capitals")


def _named(what: str) -> frozenset[str]:
    tables = (table for table in load().table("parties").values() if isinstance(table, Mapping))
    return frozenset(names.key(name) for table in tables for name in table.get(what, ()))


@cache
def _places() -> dict[str, str]:
    """Known places by the key of their name."""
    groups = (group for group in load().table("places").values() if isinstance(group, list))
    return {names.key(name): name for group in groups for name in group if isinstance(name, str)}


def plain(place: str) -> str:
    """A place without the words round its name: ``Region Kursk`` is ``Kursk``."""
    kept = [word for word in place.split() if word.lower() not in words("place_words")]
    return " ".join(kept) or place


def is_place(name: str, text: str) -> bool:
    """Whether a heading's source is just a city or a country (``Kiew: …``): known as one, or named so in the text."""
    if names.key(name) in _countries() | _capitals() | _places().keys():
        return True
    return name.isalpha() and re.search(rf"\b(?:in|aus|nach|bei)\s+{name}\b", text) is not None


def place_of(passage: Passage) -> str | None:
    """Where the claim's event was, or None where no more than a country is told."""
    own = passage.stated.claim.place
    if own and not _is_country(own):
        return plain(own)
    listed = next((place for text in passage.around() if (place := _first(text))), None)
    return listed or _unlisted(passage.parts)


def country_of(passage: Passage) -> str | None:
    """The country in which the claim's event was, where the claim says no more."""
    own = passage.stated.claim.place
    return plain(own) if own and _is_country(own) else None


@lru_cache(maxsize=1024)
def _unlisted(parts: tuple[str, ...]) -> str | None:
    """A place that no list knows: called a town, or where something happened (in the body, for headlines drop their
    articles), or behind a bare preposition in two parts of the page.
    """
    whole = "\n".join(parts)
    if called := _called().search(whole) or _happened().search(parts[-1]):
        return called["name"]
    spoken = [name for part in parts for name in {match["name"] for match in _BARE.finditer(part)}]
    return next((name for name in spoken if spoken.count(name) > 1 and not _is_noun(name, whole)), None)


def _is_noun(name: str, text: str) -> bool:
    """Whether a word bears an article somewhere: a town does not."""
    return (
        re.search(rf"\b(?i:d(?:er|ie|as|en|em|es)|ein\w*|im|am|zu[mr]|beim)\s(?:[a-zäöü]\w*\s)?{name}", text)
        is not None
    )


@cache
def _called() -> re.Pattern[str]:
    nouns = "|".join(sorted((re.escape(word) for word in words("place_words")), key=len, reverse=True))
    return re.compile(rf"\b(?i:\w*(?:{nouns}))\s(?P<name>{_NAME})")


@cache
def _happened() -> re.Pattern[str]:
    nouns = "|".join(sorted((re.escape(word) for word in words("happenings")), key=len, reverse=True))
    return re.compile(rf"(?i:{nouns})\s(?:in|bei|nahe|auf|von)\s(?P<name>{_NAME})")


def _is_country(place: str) -> bool:
    return names.key(plain(place)) in _countries()


@lru_cache(maxsize=4096)
def _first(text: str) -> str | None:
    """The first known place that a text names."""
    found = _WORD.findall(text)
    for index, word in enumerate(found):
        pair = " ".join(found[index : index + 2])
        for name in (pair, word):
            known = _places().get(names.key(name)) if name[:1].isupper() else None
            if known and names.key(known) not in _countries() | _capitals():
                return known
    return None


def speaks_of(text: str, place: str | None) -> bool:
    """Whether a text names the place; a claim without a place is where headline and lead are."""
    if place is None:
        return True
    wanted = names.key(place)
    found = _WORD.findall(text)
    length = len(place.split())
    return any(names.key(" ".join(found[index : index + length])) == wanted for index in range(len(found)))
