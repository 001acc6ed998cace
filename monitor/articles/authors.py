"""Who wrote it: names out of linked data, meta tags and bylines, without addresses, sigla, places and the newsroom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from monitor.articles import agency, jsonld
from monitor.articles.titles import key
from monitor.articles.words import WORDS

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\S+\.(?:html?|php)\b")
_SIGLUM = re.compile(r"\s*[\[(][\w./ -]{1,12}[\])]\s*$")
_LEAD_IN = re.compile(WORDS["bylines"]["lead_in"], re.I)
_SPLIT = re.compile(r"\s*(?:[,;|•·\n]|\s/\s|/(?=[A-ZÄÖÜ]\w+ )|\s(?:und|and|sowie|mit|&|u\.)\s)\s*")
_ROLE = re.compile(rf"(?:^|\s)(?:{'|'.join(WORDS['bylines']['roles'])})\b.*$")
_SHORT = re.compile(r"[a-zäöüß]{1,4}$|[A-ZÄÖÜ]{1,3}$|[a-z]{1,4}/[a-z]{1,4}$")
_NEWSROOM = re.compile(rf"\b(?:{'|'.join(WORDS['bylines']['newsroom'])})\b|\.(?:de|at|ch|com|net|org|lu|li|it)$", re.I)

_PERSON = re.compile(r"(?:(?:Dr|Prof|Mag)\. ){0,2}[A-ZÄÖÜ][\w'’.-]+(?: [\w'’.-]+){0,2} [A-ZÄÖÜ][\w'’-]+")
_MARK_LENGTH = 120  # characters
_MOST_MARKED = 3  # persons: more have signed several articles


def choose(linked: list[str], stated: list[str], printed: list[str], brands: Iterable[str]) -> tuple[str, ...]:
    """The authors: linked data's persons, else the byline's, else the meta tags'; else whoever linked data names.

    Meta tags come behind the byline, as many systems put the site's owner there.
    """
    known = {key(brand) for brand in brands}
    variants = [tidy(names, brands) for names in (linked, printed, stated)]
    persons = (names for names in variants if any(_is_person(name) and key(name) not in known for name in names))
    return next(persons, next(filter(None, variants), ()))


def marked(texts: Iterable[str], brands: Iterable[str]) -> tuple[str, ...]:
    """The authors among texts that are marked as such: persons, unless there are so many that a list of articles is."""
    found = tidy((text for text in texts if len(text) <= _MARK_LENGTH), brands)
    persons = tuple(name for name in found if _PERSON.fullmatch(name) and _is_person(name))
    return persons if len(persons) <= _MOST_MARKED else ()


def linked(node: jsonld.Node) -> list[str]:
    """The names in linked data's ``author`` (or ``creator``)."""
    return _names(node.get("author") or node.get("creator"))


def _names(value: Any) -> list[str]:
    """Names out of strings, nodes, and lists of them; given and family names may be apart."""
    if isinstance(value, str):
        return [jsonld.plain(value)]
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    if isinstance(value, dict):
        parts = [value.get("givenName"), value.get("familyName")]
        name = value.get("name") or " ".join(part for part in parts if isinstance(part, str))
        return _names(name) if name else []
    return []


def _is_person(name: str) -> bool:
    return " " in name and agency.named(name) is None and not _NEWSROOM.search(name)


def tidy(names: Iterable[str], brands: Iterable[str]) -> tuple[str, ...]:
    """Persons and agencies, each once; the newsroom or the brand only where nobody else is named."""
    known = {key(brand) for brand in brands}
    people: dict[str, str] = {}
    newsrooms: dict[str, str] = {}
    for raw in names:
        for name in split(raw):
            kind = newsrooms if key(name) in known or _NEWSROOM.search(name) else people
            kind.setdefault(key(name), name)
    return _without_place(list((people or newsrooms).values()))


def _without_place(names: list[str]) -> tuple[str, ...]:
    """Without a single word behind full names that is no agency: the place a report comes from."""
    full = [name for name in names if " " in name]
    return tuple(name for name in names if name in full or not full or agency.named(name))


def split(byline: str) -> list[str]:
    """The names in a byline: "Von Anna Muster und Jörg Beispiel, dpa" has three."""
    text = _LEAD_IN.sub("", _ADDRESS.sub("", byline).strip())
    names = (_clean(part) for part in _SPLIT.split(text))
    return [name for name in names if name]


def _clean(name: str) -> str:
    name = _ROLE.sub("", _SIGLUM.sub("", _LEAD_IN.sub("", name))).strip(" .:-–\u00a0")
    if agency.named(name) and len(name.split()) <= 3:
        return name
    if not name or len(name) > 60 or any(c.isdigit() for c in name) or _SHORT.match(name):
        return ""
    return name
