"""The news agency a text comes from: in the byline, in a siglum ``(dpa)``, ``dpa/lnw`` or a copyright line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.articles.words import WORDS

_NAMES: dict[str, str] = {spelling: name for name, spellings in WORDS["agencies"].items() for spelling in spellings}
_ANY = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_WORD = re.compile(rf"(?<![\w-])(?:{_ANY})(?![\w])")
_DATELINE = re.compile(rf"^[A-ZÄÖÜ][\w .-]{{2,30}}\s*(?:\((?P<one>{_ANY})(?:/\w+)*\)|[,–-]\s*(?P<two>{_ANY})\s*[–-])")
_SOURCE = re.compile(
    r"^(?:Quellen?|Mit (?:Material|Informationen) (?:von|der)|Mit|©|\(c\)|Copyright)\s*:?\s*(?:©\s*)?"
    rf"[^.]{{0,40}}?(?<![\w-])(?P<name>{_ANY})(?![\w])"
)
_ENDING = re.compile(rf"\((?:[\w-]{{1,12}}[/,]\s?)*(?P<name>{_ANY})(?:[/,]\s?[\w-]{{1,12}})*\)\.?$")
_LINE = re.compile(rf"^\(?(?:[a-z]{{2,4}}[/,]\s?)?(?P<name>{_ANY})(?:[/,]\s?[\w-]{{1,12}})*\)?$")


def named(text: str) -> str | None:
    """The agency that a byline names, if any."""
    match = _WORD.search(text)
    return _NAMES[match.group()] if match else None


def of_article(authors: Iterable[str], lines: Sequence[str]) -> str | None:
    """The agency of an article: of its authors, of its text, of a line of its own (``Quelle: dpa``, ``dpa/lnw``)."""
    byline = next((name for author in authors if (name := named(author))), None)
    return byline or of_text(lines) or next((name for line in lines if (name := of_line(line))), None)


def of_line(text: str) -> str | None:
    """The agency of a line that says nothing else: ``dpa/lnw``, ``Quelle: dpa``, ``© AFP``."""
    if len(text) > 90:
        return None
    match = _LINE.match(text) or _SOURCE.match(text)
    return _NAMES[match["name"]] if match else None


def of_text(paragraphs: Sequence[str]) -> str | None:
    """The agency of a text: in the dateline of one of its first paragraphs, or a siglum at the last one's end."""
    for head in paragraphs[:6]:
        match = _DATELINE.match(head)
        if match:
            return _NAMES[match["one"] or match["two"]]
    for tail in paragraphs[-3:]:
        match = _ENDING.search(tail[-80:])
        if match:
            return _NAMES[match["name"]]
    return None
