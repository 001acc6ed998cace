"""Alerts, and the figures of each metric, as Atom (RFC 4287) and as JSON Feed 1.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response

from monitor.web.api.answers import answer, tagged
from monitor.web.desk import Desk, NotThereError
from monitor.web.formats import outward, quantity, short_day, word
from storage import queries
from storage.queries import Filter
from storage.queries.shapes import Answer

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50  # items of a feed
_BEGINNING = "2000-01-01T00:00:00Z"  # when a feed without items was last changed
# XML 1.0 has no place for most control characters, not even as references.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ET.register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: ``page`` is ours, ``source`` the article's address, if it is one that can be followed."""

    ident: str
    title: str
    text: str
    at: str
    page: str
    source: str | None
    tags: tuple[str, ...]


def alerts(form: str, desk: Desk, request: Request) -> Response:
    """The newest alerts."""
    with desk.reading() as connection:
        rows = queries.alerts(connection, Filter(time_field="seen", newest_first=True, limit=MOST))
    items = [_alert(row) for row in rows]
    return _feed(form, request, "urn:zahlenmonitor:alerts", "Zahlenmonitor: Alarme", "/alerts", items)


def figures(form: str, desk: Desk, request: Request) -> Response:
    """The newest figures that changed a metric."""
    metric = desk.metrics.get(request.path_params["metric"])
    if metric is None:
        raise NotThereError
    with desk.reading() as connection:
        rows = queries.figures(connection, Filter(metric=metric.key, time_field="seen", newest_first=True, limit=MOST))
    items = [_figure(row, metric.title) for row in rows if row["change"]]
    ident, page = f"urn:zahlenmonitor:metric:{metric.key}", f"/metrics/{metric.key}"
    return _feed(form, request, ident, f"Zahlenmonitor: {metric.title}", page, items)


def _alert(row: Answer) -> Item:
    told = row["new"] or row["old"] or {}
    tags = tuple(tag for tag in (row["kind"], row["metric"], row["claimant"]) if tag)
    ident, page = f"urn:zahlenmonitor:alert:{row['id']}", f"/alerts/{row['id']}"
    return Item(ident, row["title"], row["body"], row["created_at"], page, outward(told.get("url")), tags)


def _figure(row: Answer, metric: str) -> Item:
    title = f"{metric}: {quantity(row)} – {row['claimant'] or 'ohne Quelle'} ({word(row['change'], 'kind')})"
    text = f"»{row['quote']}«\n{row['publisher']}, Stand {short_day(row['as_of'])}"
    page = f"/articles/{row['article_id']}?version={row['version']}#angabe-{row['claim_id']}"
    ident, tags = f"urn:zahlenmonitor:figure:{row['id']}", (row["change"], row["metric"])
    return Item(ident, title, text, row["first_seen_at"], page, outward(row["url"]), tags)


def _feed(form: str, request: Request, ident: str, title: str, page: str, items: Sequence[Item]) -> Response:
    base = str(request.base_url).rstrip("/")
    if form == "json":
        return answer(request, _json(base, str(request.url), title, page, items))
    body = ET.tostring(_atom(base, str(request.url), ident, title, page, items), "utf-8", xml_declaration=True)
    return tagged(request, body, "application/atom+xml")


def _json(base: str, own: str, title: str, page: str, items: Sequence[Item]) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "language": "de",
        "home_page_url": base + page,
        "feed_url": own,
        "items": [
            {
                "id": item.ident,
                "url": base + item.page,
                **({"external_url": item.source} if item.source else {}),
                "title": item.title,
                "content_text": item.text,
                "date_published": item.at,
                "tags": list(item.tags),
            }
            for item in items
        ],
    }


def _atom(base: str, own: str, ident: str, title: str, page: str, items: Sequence[Item]) -> ET.Element:
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "de"})
    _text(feed, "id", ident)
    _text(feed, "title", title)
    _text(feed, "updated", max((item.at for item in items), default=_BEGINNING))
    _text(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", "Zahlenmonitor")
    _link(feed, "self", own)
    _link(feed, "alternate", base + page)
    for item in items:
        _entry(feed, base, item)
    return feed


def _entry(feed: ET.Element, base: str, item: Item) -> None:
    entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
    _text(entry, "id", item.ident)
    _text(entry, "title", item.title)
    _text(entry, "updated", item.at)
    _text(entry, "published", item.at)
    _link(entry, "alternate", base + item.page)
    if item.source:
        _link(entry, "related", item.source)
    for tag in item.tags:
        ET.SubElement(entry, f"{{{ATOM}}}category", term=_clean(tag))
    _text(entry, "content", item.text).set("type", "text")


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=_clean(href))


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
