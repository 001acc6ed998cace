"""What a page's head and linked data say of the article: headline, moments, authors, publisher, address, flags."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from monitor.articles import authors, dates, jsonld, titles
from monitor.articles.tree import Page

_PUBLISHED = (
    "article:published_time",
    "article:published:time",
    "article:published",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "publish-date",
    "last-published",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "pubdate",
)
_MODIFIED = (
    "article:modified_time",
    "article:modified:time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
)
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "cxenseparse:author", "twitter:creator")


@dataclass(slots=True)
class Metadata:
    """The head's statements, each with the variants in the order of trust."""

    titles: list[str] = field(default_factory=list)
    description: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None
    site_name: str | None = None
    canonical: str | None = None
    language: str | None = None
    free: bool | None = None
    node: jsonld.Node = field(default_factory=dict)


def read(page: Page, url: str) -> Metadata:
    """The metadata of a surveyed page."""
    found = jsonld.nodes(page.scripts)
    node = jsonld.article(found, url)
    meta = Metadata(node=node)
    meta.publisher = jsonld.first(node.get("publisher")) or None
    meta.site_name = _first(page, ("og:site_name", "application-name")) or None
    meta.titles = [
        text
        for text in (
            jsonld.first(node.get("headline")),
            *(_meta(page, n) for n in ("og:title", "twitter:title")),
            jsonld.plain(page.title),
        )
        if text
    ]
    meta.description = jsonld.first(node.get("description")) or _first(page, ("og:description", "description"))
    meta.published = dates.moment(node.get("datePublished")) or _moment(page, _PUBLISHED)
    meta.modified = dates.moment(node.get("dateModified")) or _moment(page, _MODIFIED)
    meta.authors = authors.linked(node.get("author")) or [
        v for name in _AUTHORS for v in page.metas.get(name, ()) if not v.startswith("http")
    ]
    meta.canonical = _canonical(page, url)
    meta.language = page.language or _meta(page, "og:locale") or None
    meta.free = jsonld.truth(node.get("isAccessibleForFree")) if "isAccessibleForFree" in node else None
    return meta


def _meta(page: Page, name: str) -> str:
    values = page.metas.get(name)
    return jsonld.plain(values[0]) if values else ""


def _first(page: Page, names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _meta(page, name))), "")


def _moment(page: Page, names: tuple[str, ...]) -> datetime | None:
    values = (value for name in names for value in page.metas.get(name, ()))
    return next((found for value in values if (found := dates.moment(value))), None)


def _canonical(page: Page, url: str) -> str | None:
    """The page's own statement of its address, resolved; None if it is no web address."""
    value = page.links.get("canonical") or _meta(page, "og:url")
    if not value:
        return None
    address = urljoin(url, value)
    return address if urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname else None
