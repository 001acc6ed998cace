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


def is_capital(name: str) -> bool:
    """Whether a name is a capital's, which stands for those who speak there."""
    return names.key(name) in _capitals()


def is_place(name: str, text: str) -> bool:
    """Whether a heading's source is just a city or a country (``Kiew: …``): known as one, or named so in the text."""
    if names.key(name) in _countries() | _capitals() | _places().keys():
        return True
    return name.isalpha() and re.search(rf"\b(?:in|aus|nach|bei)\s+{name}\b", text) is not None


def place_of(passage: Passage) -> str | None:
    """Where the claim's event was, or None where no more than a country is told.

    Nearest first: the sentence and its paragraph, what the claim took from afar, then headline, lead and opening; there
    a place of another country than the claim's is none. Raids and exchanges of prisoners are told of whole countries.
    """
    claim, near = passage.stated.claim, passage.paragraph()
    if claim.event in words("everywhere"):
        return _first(passage.clause) if claim.event in words("raids") else None
    own = plain(claim.place) if claim.place and not _is_country(claim.place) else None
    if own and any(speaks_of(text, own) for text in near):
        return own
    wider = [text for text in passage.around() if text not in near]
    told = [place for text in wider if (place := _named_in(_voiceless(text)))]
    voices = [place for text in passage.around() if (place := _first(text))]
    return (
        next((place for text in near if (place := _named_in(_voiceless(text)))), None)
        or next((place for place in (own, *told) if place and _is_home(place, claim.party)), None)
        or _unlisted(passage.parts)
        or next((place for place in voices if _is_home(place, claim.party)), None)
    )


def _named_in(text: str) -> str | None:
    """The first place of a text that a list knows, else one that looks like a place."""
    return _first(text) or _shaped(text)


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


@lru_cache(maxsize=1024)
def _shaped(text: str) -> str | None:
    """A place that no list knows, by what it looks like: its ending, or the region named behind it."""
    found = (match["name"] for match in _BARE.finditer(text) if _looks_like_place(match, text))
    return next((name for name in found if not _is_noun(name, text)), None)


def _looks_like_place(match: re.Match[str], text: str) -> bool:
    ending = any(match["name"].endswith(end) and len(match["name"]) > len(end) + 2 for end in words("place_endings"))
    return ending or _within().match(text, match.end()) is not None


@cache
def _within() -> re.Pattern[str]:
    regions = "|".join(sorted((*words("directions"), *words("place_words"))))
    return re.compile(rf"\s(?i:im|in der|in)\s(?i:\w+\s)?(?i:{regions})\b")


@cache
def _voices() -> re.Pattern[str]:
    bodies = "|".join(sorted(words("local_bodies")))
    regions = "|".join(sorted(words("place_words")))
    return re.compile(rf"(?i:\w*(?:{bodies})\w*)(?:\s(?:von|des|der|in|aus))+(?:\s(?i:{regions})(?:e?s)?)?\s{_NAME}")


@lru_cache(maxsize=4096)
def _voiceless(text: str) -> str:
    """A text without the places of those who speak in it: "die Gebietsverwaltung von Sumy"."""
    return _voices().sub(" ", text)


def _is_home(place: str, party: str | None) -> bool:
    """Whether a place may be one of a party's country: it is not known to be another's."""
    return party is None or _lands().get(names.key(place), party) == party


@cache
def _lands() -> dict[str, str]:
    """The countries of known places, by the key of their name."""
    groups = ((land, group) for land, group in load().table("places").items() if isinstance(group, list))
    return {names.key(name): land for land, group in groups for name in group if isinstance(name, str)}


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
