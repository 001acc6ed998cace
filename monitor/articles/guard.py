"""Tells HTML bombs before they are parsed.

Lexbor's time grows with the square of the nesting depth (8,000 nested ``<div>`` take 0.3 s, 80,000 eight minutes), of
the formatting tags left open, which it opens again in each block, and of the attributes of one tag. Real pages nest
some 80 deep. What this lets through costs well under a second; what it can't foresee ends at the worker's time limit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from monitor.articles.words import WORDS
from monitor.errors import ReadError

MAX_LENGTH = 15_000_000  # characters
FEW_TAGS = 8_000  # so many tags are harmless in whatever order, and most pages have fewer
MAX_TAGS = 300_000  # real pages have some 3,000; the largest tables and tickers 50,000
MAX_DEPTH = 5_000  # open elements at a time
MAX_UNCLOSED = 1_000  # formatting elements never closed
MAX_ATTRIBUTES = 1_000  # in one tag
LONG_TAG = 4_000  # characters: so many attributes don't fit into fewer
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})[^<>]*?(/?)>")
_MANY_ATTRIBUTES = re.compile(
    r"<[a-zA-Z][\w:-]*+(?:\s++[^\s<>\"'={};()]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>={};()]++))?+)"
    rf"{{{MAX_ATTRIBUTES}}}"
)
_RAW = frozenset(("script", "style", "textarea", "noscript", "title"))
_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
# Elements without an end tag, or whose end may be left out: they don't nest by themselves.
_FREE = frozenset(WORDS["tags"]["unclosed"])


def check(html: str, url: str) -> None:
    """Raise ``ReadError``, naming the address, if parsing this page would take unreasonable time."""
    if len(html) > MAX_LENGTH:
        raise ReadError(f"{url}: the page is longer than {MAX_LENGTH // 1_000_000} million characters")
    tags = html.count("<")
    if tags > MAX_TAGS:
        raise ReadError(f"{url}: the page has more than {MAX_TAGS} tags")
    if any(_MANY_ATTRIBUTES.match(html, at) for at in _long_tags(html)):
        raise ReadError(f"{url}: a tag of the page has more than {MAX_ATTRIBUTES} attributes")
    if tags > FEW_TAGS:
        _check_nesting(html, url)


def _long_tags(html: str) -> Iterator[int]:
    """Where a tag may begin that is long: each ``<`` behind which no other comes for so many characters."""
    at = html.find("<")
    while at >= 0:
        last = html.rfind("<", at + 1, at + LONG_TAG)
        if last > 0:
            at = last
        else:
            yield at
            at = html.find("<", at + LONG_TAG)


def _check_nesting(html: str, url: str) -> None:
    depth = deepest = 0
    raw = ""  # the element whose content is no markup: a script prints tags
    formatting: Counter[str] = Counter()
    for match in _TAG.finditer(html):
        end, name, closed = match.groups()
        name = name.lower()
        if raw or name in _RAW:
            raw = "" if end and name == (raw or name) else raw or ("" if end else name)
            continue
        if name in _FREE or closed:
            continue
        step = -1 if end else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            formatting[name] += step
    if deepest > MAX_DEPTH:
        raise ReadError(f"{url}: the page's elements nest more than {MAX_DEPTH} deep")
    if max(formatting.values(), default=0) > MAX_UNCLOSED:
        raise ReadError(f"{url}: the page leaves more than {MAX_UNCLOSED} formatting elements open")
