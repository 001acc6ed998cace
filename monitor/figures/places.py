"""The place of a claim's event: its own, or the nearest one named round it. A whole country is no place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from monitor import names
from monitor.claims.lexicon import load
from monitor.figures.passages import Passage, words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


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
    return next((place for text in passage.around() if (place := _first(text))), None)


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
