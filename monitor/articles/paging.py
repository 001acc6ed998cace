"""Articles over several pages: which addresses hold the rest, and how the pages become one article.

A link is to another page of the same article if its address is the page's own but for a page's number. Sites mark that
in a handful of ways (``?page=2``, ``/2``, ``-2.html``, ``seite-2``); ``rel=next`` alone proves nothing, because with
many systems it leads to the next article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from monitor.articles.page import Page
from monitor.articles.titles import key, same
from monitor.articles.words import WORDS, alternation
from monitor.articles.zones import OUTSIDE_TEXT
from monitor.model import Article, Zone

MOST = 10  # pages of one article that are followed
_REPEAT_LENGTH = 30  # characters: what stands on each page (lead, caption) comes once; shorter texts may come again
_PARAMETERS = frozenset(WORDS["paging"]["parameters"])
_WHOLE_VALUES = frozenset(WORDS["paging"]["whole_values"])
_MARK = re.compile(
    rf"(?:/{alternation(WORDS['paging']['folders'])}[-/]?|[-_,]{alternation(WORDS['paging']['folders'])}[-_]?|/)"
    r"(?P<folder>\d{1,2})/?$|[-_,](?P<suffix>\d{1,2})(?P<ending>\.s?html?)$"
)
_WHOLE_FOLDER = re.compile(rf"/{alternation(sorted(_WHOLE_VALUES))}/?$")
_FOREIGN = frozenset(("comments", "teaser"))  # boxes whose numbered links turn other pages than the article's


def following(links: Sequence[str], url: str) -> tuple[str, ...]:
    """The addresses of the article's further pages among a page's ``links``, in order: those behind its own."""
    here, number = _numbered(url)
    found: dict[int, str] = {}
    for address in links:
        same_article, other = _numbered(address)
        if same_article == here and number < other <= MOST:
            found.setdefault(other, address)
    return tuple(address for _, address in sorted(found.items()))


def whole(links: Sequence[str], url: str) -> str | None:
    """The address of a page that shows all of the article's pages in one, if it is among a page's ``links``."""
    here, _ = _numbered(url)
    return next((address for address in links if _is_whole(address) and _unwhole(address) == here), None)


def joined(first: Article, others: Sequence[Article], *, complete: bool) -> Article:
    """One article of its pages in their order; what stands on several of them comes once.

    ``complete`` says that no page is missing: else the article is truncated.
    """
    zones = tuple(_once(zone for part in (first, *others) for zone in part.zones))
    return replace(
        first,
        zones=zones,
        text="\n".join(zone.text for zone in zones if zone.kind not in OUTSIDE_TEXT),
        truncated=not complete or any(part.truncated for part in (first, *others)),
        paywalled=any(part.paywalled for part in (first, *others)),
        notes=(*first.notes, f"{1 + len(others)} pages"),
    )


def belongs(first: Article, other: Article) -> bool:
    """Whether a page that was fetched is of the same article: not another one, and not none."""
    if other.kind == "none":
        return False
    return not other.title or any(same(other.title, title) or key(title) in key(other.title) for title in first.titles)


def _once(zones: Iterable[Zone]) -> Iterable[Zone]:
    seen: set[str] = set()
    for zone in zones:
        words = key(zone.text)
        if words not in seen or len(words) < _REPEAT_LENGTH:
            yield zone
        seen.add(words)


def links(page: Page, url: str) -> list[str]:
    """Where a page's page-turning links lead, on the page's own host."""
    hrefs = [turn.href for turn in page.turns if not any(box.labels & _FOREIGN for box in turn.box.path)]
    host = urlsplit(url).hostname
    found: list[str] = []
    for href in filter(None, dict.fromkeys((page.links.get("next", ""), *hrefs))):
        try:
            address = urljoin(url, href)
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname == host and "omm" not in parts.fragment:
            found.append(address.partition("#")[0])
    return found


def _numbered(url: str) -> tuple[str, int]:
    """An address without its page's number, and that number; 1 if it has none."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query)
    number = next((int(v) for k, v in query if k.lower() in _PARAMETERS and v.isdecimal() and len(v) < 3), None)
    path = parts.path
    if number is None and (mark := _MARK.search(path)):
        number = int(mark["folder"] or mark["suffix"])
        path = path[: mark.start()] + (mark["ending"] or "")
    kept = urlencode([(k, v) for k, v in query if k.lower() not in _PARAMETERS])
    return f"{parts.hostname}{path.rstrip('/')}?{kept}", 1 if number is None else number


def _is_whole(url: str) -> bool:
    parts = urlsplit(url)
    values = {v.lower() for k, v in parse_qsl(parts.query) if k.lower() in _PARAMETERS}
    return bool(values & _WHOLE_VALUES or _WHOLE_FOLDER.search(parts.path))


def _unwhole(url: str) -> str:
    parts = urlsplit(url)
    return _numbered(parts._replace(path=_WHOLE_FOLDER.sub("", parts.path)).geturl())[0]
