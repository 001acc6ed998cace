"""Who wrote it: names out of linked data, meta tags and bylines, without addresses, sigla, places and the newsroom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from monitor.articles import agency
from monitor.articles.jsonld import plain
from monitor.articles.titles import key
from monitor.articles.words import WORDS

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\S+\.(?:html?|php)\b")
_SIGLUM = re.compile(r"\s*[\[(][\w./ -]{1,12}[\])]\s*$")
_LEAD_IN = re.compile(WORDS["bylines"]["lead_in"], re.I)
_SPLIT = re.compile(r"\s*(?:[,;|•·\n]|\s/\s|/(?=[A-ZÄÖÜ]\w+ )|\s(?:und|and|sowie|mit|&|u\.)\s)\s*")
_ROLE = re.compile(rf"(?:^|\s)(?:{'|'.join(WORDS['bylines']['roles'])})\b.*$")
_SHORT = re.compile(r"[a-zäöüß]{1,4}$|[A-ZÄÖÜ]{1,3}$|[a-z]{1,4}/[a-z]{1,4}$")
_NEWSROOM = re.compile(rf"\b(?:{'|'.join(WORDS['bylines']['newsroom'])})\b|\.(?:de|at|ch|com|net|org|lu|li|it)$", re.I)


def linked(value: Any) -> list[str]:
    """The names in linked data's ``author``: strings, nodes, lists of them, given and family names apart."""
    if isinstance(value, str):
        return [plain(value)]
    if isinstance(value, list):
        return [name for item in value for name in linked(item)]
    if isinstance(value, dict):
        parts = [value.get("givenName"), value.get("familyName")]
        name = value.get("name") or " ".join(part for part in parts if isinstance(part, str))
        return linked(name) if name else []
    return []


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
