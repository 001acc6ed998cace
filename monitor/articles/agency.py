"""The news agency a text comes from: in the byline, in a siglum ``(dpa)``, ``dpa/lnw`` or a copyright line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.articles.words import WORDS

_NAMES: dict[str, str] = {spelling: name for name, spellings in WORDS["agencies"].items() for spelling in spellings}
_ANY = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_WORD = re.compile(rf"(?<![\w-])(?:{_ANY})(?![\w])")
_DATELINE = re.compile(rf"^[A-ZÄÖÜ][\w .-]{{2,30}}\s*(?:\((?P<one>{_ANY})(?:/\w+)*\)|[,–-]\s*(?P<two>{_ANY})\s*[–-])")
_SOURCE = re.compile(
    rf"^(?:Quelle|Quellen|Mit Material von|Mit|©|\(?c\)|Copyright)\s*:?\s*(?:©\s*)?[^.]{{0,40}}?(?<![\w-])(?P<name>{_ANY})(?![\w])"
)
_LINE = re.compile(rf"^\(?(?:[a-z]{{2,4}}[/,]\s?)?(?P<name>{_ANY})(?:[/,]\s?[\w-]{{1,12}})*\)?$")


def named(text: str) -> str | None:
    """The agency that a byline names, if any."""
    match = _WORD.search(text)
    return _NAMES[match.group()] if match else None


def of_line(text: str) -> str | None:
    """The agency of a line that says nothing else: ``dpa/lnw``, ``Quelle: dpa``, ``© AFP``."""
    if len(text) > 90:
        return None
    match = _LINE.match(text) or _SOURCE.match(text)
    return _NAMES[match["name"]] if match else None


def of_text(paragraphs: Iterable[str]) -> str | None:
    """The agency of a text: a dateline or siglum at the first paragraph's head, or a siglum at the last one's end."""
    lines = [text for text in paragraphs if text]
    if not lines:
        return None
    for head in lines[:2]:
        match = _DATELINE.match(head)
        if match:
            return _NAMES[match["one"] or match["two"]]
    tail = lines[-1][-80:]
    ending = re.search(rf"\((?:[\w-]{{1,12}}[/,]\s?)*(?P<name>{_ANY})(?:[/,]\s?[\w-]{{1,12}})*\)\.?$", tail)
    return _NAMES[ending["name"]] if ending else of_line(lines[-1])
