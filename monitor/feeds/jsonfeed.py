"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from monitor.errors import FeedError
from monitor.feeds import dates
from monitor.feeds.mend import MOST_ENTRIES
from monitor.feeds.text import plain
from monitor.feeds.urls import clean, is_web
from monitor.model import Entry, FeedDocument

_COMMA_TOO_MANY = re.compile(r",(?=\s*[}\]])")


def parse(text: str, url: str) -> FeedDocument:
    """Read a JSON Feed that was fetched from ``url``; keys are as given. Raises FeedError."""
    feed = _load(text)
    items = [item for item in feed["items"] if isinstance(item, dict)]
    return FeedDocument(
        format="json",
        title=plain(_string(feed, "title"), 300),
        home=_address(_string(feed, "home_page_url"), url),
        entries=tuple(_entry(item, url) for item in items[:MOST_ENTRIES]),
        hub=_hub(feed, url),
        topic=_address(_string(feed, "feed_url"), url),
        notes=(f"only the first {MOST_ENTRIES} of {len(items)} entries read",) if len(items) > MOST_ENTRIES else (),
    )


def _load(text: str) -> dict[str, Any]:
    try:
        feed = _loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError("The document begins like JSON but can't be read as JSON.") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise FeedError("The document is JSON, but no JSON Feed: it has no list of items.")
    return feed


def _loads(text: str) -> Any:
    """Read JSON; a comma after the last of a list, which templates leave there, is let pass."""
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_COMMA_TOO_MANY.sub("", text), strict=False)


def _entry(item: dict[str, Any], base: str) -> Entry:
    """Make an entry of an item; one that only points to another site's page has that page's address."""
    return Entry(
        key=_string(item, "id"),
        url=_address(_first(_string(item, name) for name in ("url", "external_url", "id")), base) or "",
        title=plain(_string(item, "title"), 1_000),
        summary=plain(_first(_string(item, name) for name in ("summary", "content_text", "content_html")), 4_000),
        published=dates.read(_string(item, "date_published")),
        updated=dates.read(_string(item, "date_modified")),
    )


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _hub(feed: dict[str, Any], base: str) -> str | None:
    hubs = feed.get("hubs")
    named = [hub for hub in hubs if isinstance(hub, dict)] if isinstance(hubs, list) else []
    return next((address for hub in named if (address := _address(_string(hub, "url"), base))), None)


def _string(source: dict[str, Any], name: str) -> str:
    """Give a field as text; an id may be a number."""
    value = source.get(name)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _address(text: str, base: str) -> str | None:
    address = clean(text, base) if text and not text.isdigit() else ""
    return address if is_web(address) else None
