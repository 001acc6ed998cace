"""From the bytes of a feed, of whatever format and in whatever state, to its entries."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from monitor.errors import FeedError
from monitor.feeds import jsonfeed, sitemap, syndication
from monitor.feeds.charset import decode
from monitor.feeds.mend import find_root, mend
from monitor.feeds.urls import clean, is_web
from monitor.model import Entry, FeedDocument

_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html|<head|<body|<script|<div|<meta)", re.IGNORECASE | re.DOTALL
)


def parse(data: bytes, url: str, *, content_type: str | None = None) -> FeedDocument:
    """Read a feed: RSS, RDF, Atom, JSON Feed, sitemap or an index of sitemaps.

    ``url`` is the address it came from, to resolve links against; ``content_type`` is the server's header, of which
    only the charset counts, as servers name the type wrongly. Entries keep the feed's order; each has a web address,
    cleaned, and a key of its own; times are in UTC. Raises FeedError, whose sentence says what was found instead.
    """
    text, notes = decode(data, content_type)
    text = text.lstrip("\ufeff \t\r\n\x00")
    if not text:
        raise FeedError("The document is empty.")
    document = jsonfeed.parse(text, url) if text[0] in "{[" else _parse_xml(text, url)
    return _settle(replace(document, notes=notes + document.notes))


def _parse_xml(text: str, url: str) -> FeedDocument:
    root = find_root(text)
    if root is None or (_HTML.match(text) and root[1].lower() in {"feed", "channel"}):
        raise FeedError(_what_else(text))
    if root[1].lower() in {"urlset", "sitemapindex"}:
        mended, notes = mend(text, sitemap.MOST_URLS)
        document = sitemap.parse(mended, url)
    else:
        mended, notes = mend(text)
        document = syndication.parse(mended, url)
    return replace(document, notes=notes + document.notes)


def _what_else(text: str) -> str:
    if _HTML.match(text[:2_000]):
        return "The address gives an HTML page instead of a feed."
    if text.startswith("<"):
        return "The document is XML, but neither RSS, Atom, RDF nor a sitemap."
    return "The document is neither XML nor JSON."


def _settle(document: FeedDocument) -> FeedDocument:
    """Give each entry its key, and drop entries without an address and repeats."""
    linked = [entry for entry in document.entries if is_web(entry.url)]
    keys = Counter(_guid(entry) for entry in linked)
    settled = [replace(entry, key=_key(entry, keys)) for entry in linked]
    unique = {entry.key: entry for entry in reversed(settled)}
    entries = tuple(entry for entry in settled if unique.get(entry.key) is entry)
    return replace(document, entries=entries, notes=document.notes + _lost(document, linked, entries))


def _guid(entry: Entry) -> str:
    """Give the guid; of one that is an address, the clean spelling, because feeds count clicks in guids too."""
    return clean(entry.key) if is_web(entry.key) else entry.key


def _key(entry: Entry, keys: Counter[str]) -> str:
    guid = _guid(entry)
    return guid if guid and keys[guid] == 1 else entry.url


def _lost(document: FeedDocument, linked: list[Entry], kept: tuple[Entry, ...]) -> tuple[str, ...]:
    unlinked, repeats = len(document.entries) - len(linked), len(linked) - len(kept)
    notes = (f"{unlinked} entries without an address", f"{repeats} entries given twice")
    return tuple(note for note, count in zip(notes, (unlinked, repeats), strict=True) if count)
