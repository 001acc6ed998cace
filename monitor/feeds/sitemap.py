"""Sitemaps, Google's news sitemaps, and indexes of sitemaps (sitemaps.org 0.9, sitemap-news 0.9)."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError, fromstring

from monitor.errors import FeedError
from monitor.feeds import dates
from monitor.feeds.mend import MOST_ENTRIES
from monitor.feeds.text import plain
from monitor.feeds.urls import clean, is_web
from monitor.model import Entry, FeedDocument

MOST_URLS = 50_000  # the protocol's own limit for one file
_WHOLE = re.compile(r"<url>.*?</url>|<sitemap>.*?</sitemap>", re.DOTALL)
_PREFIX = re.compile(r"(</?)[\w.-]+:(?=\w)")  # of a namespace that a broken sitemap may not declare
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def parse(text: str, url: str) -> FeedDocument:
    """Read a mended sitemap or index from ``url``; of a long one the newest entries. Raises FeedError."""
    root = _tree(text)
    if _name(root).lower() == "sitemapindex":
        return FeedDocument(format="index", children=_children(root, url))
    entries = [entry for element in root if _name(element) == "url" and (entry := _entry(element, url))]
    newest = sorted(entries, key=lambda entry: entry.published or entry.updated or _LONG_AGO, reverse=True)[
        :MOST_ENTRIES
    ]
    cut = len(entries) > MOST_ENTRIES
    note = (f"only the newest {MOST_ENTRIES} of {len(entries)} addresses read",) if cut else ()
    return FeedDocument(format="sitemap", entries=tuple(newest if cut else entries), notes=note)


def _tree(text: str) -> Element:
    """Build the tree; of a broken sitemap, from those of its entries that are whole."""
    try:
        return fromstring(text)  # noqa: S314  the document type, and with it every entity, was taken out before
    except ParseError as error:
        root = Element("sitemapindex" if "<sitemapindex" in text else "urlset")
        for entry in _WHOLE.findall(_PREFIX.sub(r"\1", text)):
            with suppress(ParseError):
                root.append(fromstring(entry))  # noqa: S314  the same
        if not len(root):
            raise FeedError("The sitemap's XML is too broken to be read.") from error
        return root


def _children(root: Element, base: str) -> tuple[str, ...]:
    """Give the addresses of an index's sitemaps, the newest first."""
    dated = [(_date(element, "lastmod") or _LONG_AGO, clean(_text(element, "loc"), base)) for element in root]
    return tuple(address for _, address in sorted(dated, key=lambda pair: pair[0], reverse=True) if is_web(address))


def _entry(element: Element, base: str) -> Entry | None:
    address = clean(_text(element, "loc"), base)
    if not is_web(address):
        return None
    news = next((child for child in element if _name(child) == "news"), element)
    return Entry(
        key=address,
        url=address,
        title=plain(_text(news, "title"), 1_000),
        published=_date(news, "publication_date"),
        updated=_date(element, "lastmod"),
    )


def _date(element: Element, name: str) -> datetime | None:
    return dates.read(_text(element, name))


def _text(element: Element, name: str) -> str:
    return next(((child.text or "").strip() for child in element if _name(child) == name), "")


def _name(element: Element) -> str:
    """Give an element's name without its namespace, which sitemaps often get wrong."""
    return str(element.tag).rpartition("}")[2]
