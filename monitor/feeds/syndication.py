"""RSS, RDF and Atom, through feedparser, from text that has been mended; dates are our own reading."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta
from typing import Any, Literal

import feedparser

from monitor.errors import FeedError
from monitor.feeds import dates
from monitor.feeds.text import plain
from monitor.feeds.urls import clean, is_web
from monitor.model import Entry, FeedDocument

_SUMMARY = 4_000
_FORMATS: dict[str, Literal["rss", "atom", "rdf"]] = {"atom": "atom", "rss10": "rdf", "rss090": "rdf"}
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
}
_LONGEST_TTL = timedelta(days=30)


def parse(text: str, url: str) -> FeedDocument:
    """Read a mended RSS, RDF or Atom document that was fetched from ``url``. Raises FeedError."""
    raw = _raw(text)
    kind = _format(str(raw.get("version") or ""), text)
    feed = raw["feed"]
    home = _link(feed, url)
    entries = tuple(_entry(item, home or url, dated_once=kind != "atom") for item in raw["entries"])
    return FeedDocument(
        format=kind,
        title=plain(_text(feed, "title"), 300),
        home=home,
        entries=entries,
        ttl=_ttl(feed),
        hub=_related(feed, "hub", url),
        topic=_related(feed, "self", url),
    )


def _raw(text: str) -> Any:
    """Run feedparser, which lets errors of any kind through; the text says UTF-8, so that it does not guess."""
    document = io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(document, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise FeedError("The feed's XML is too broken to be read.") from error


def _format(version: str, text: str) -> Literal["rss", "atom", "rdf"]:
    if version.startswith("atom") or (not version and text.startswith("<feed")):
        return "atom"
    return _FORMATS.get(version, "rss")


def _entry(item: Any, base: str, *, dated_once: bool) -> Entry:
    """Take an entry over; its key is the guid as given, which may be shared or missing: the caller settles that.

    RSS and RDF have one date, whatever its name; in Atom ``updated`` alone does not say when it was published.
    """
    published, updated = _date(item, "published"), _date(item, "updated")
    return Entry(
        key=_text(item, "id").strip(),
        url=_link(item, base) or "",
        title=plain(_text(item, "title"), 1_000),
        summary=plain(_summary(item), _SUMMARY),
        published=published or (updated if dated_once else None),
        updated=updated,
    )


def _text(item: Any, name: str) -> str:
    """Give a field as feedparser has it, without its substitutes for missing fields."""
    value = dict.get(item, name)
    return value if isinstance(value, str) else ""


def _parts(item: Any, name: str) -> list[dict[str, Any]]:
    """Give the parts of a field that has several; an element of the feed with that name may have put text there."""
    parts = dict.get(item, name)
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _links(item: Any) -> list[dict[str, str]]:
    links = [(_text(link, "rel") or "alternate", _text(link, "href")) for link in _parts(item, "links")]
    return [{"rel": relation, "href": address} for relation, address in links if address.strip()]


def _related(feed: Any, relation: str, base: str) -> str | None:
    return next((clean(link["href"], base) for link in _links(feed) if link["rel"] == relation), None)


def _date(item: Any, name: str) -> datetime | None:
    return dates.read(_text(item, name))


def _summary(item: Any) -> str:
    contents = (_text(part, "value") for part in _parts(item, "content"))
    return _text(item, "summary") or next((content for content in contents if content), "")


def _link(item: Any, base: str) -> str | None:
    """Choose an entry's link: the one behind a counting service, the page, a guid that is an address."""
    alternates = [link["href"] for link in _links(item) if link["rel"] == "alternate"]
    candidates = [_text(item, "feedburner_origlink"), *alternates, _text(item, "link")]
    found = next((address for text in candidates if text.strip() and is_web(address := clean(text, base))), None)
    guid = clean(_text(item, "id"))
    return found or (guid if is_web(guid) else None)


def _ttl(feed: Any) -> timedelta | None:
    """Give for how long the feed says that it stays the same: ``ttl`` in minutes, or the syndication module."""
    minutes = re.fullmatch(r"\s*(\d{1,6})\s*", _text(feed, "ttl"))
    period = _PERIODS.get(_text(feed, "sy_updateperiod").strip().lower())
    frequency = re.fullmatch(r"\s*([1-9]\d{0,3})\s*", _text(feed, "sy_updatefrequency") or "1")
    if minutes and int(minutes[1]):
        return min(timedelta(minutes=int(minutes[1])), _LONGEST_TTL)
    return period / int(frequency[1]) if period and frequency else None
