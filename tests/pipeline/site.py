"""A news site on loopback that tests write to: one RSS feed and its pages, with validators and faults on demand."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


@dataclass
class Page:
    """An article as the site shows it."""

    title: str
    paragraphs: list[str]
    published: datetime
    modified: datetime | None = None


@dataclass
class Site:
    """What the site holds. ``faults`` gives the status with which a path answers instead; ``asked`` counts paths.
    ``raw`` gives pages as they are, by path with query.

    ``moved`` redirects paths to others; while ``walled``, every page shows a script's notice in place of its text.
    """

    server: HTTPServer
    pages: dict[str, Page] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    walled: bool = False
    asked: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.server.expect_request(re.compile(".*")).respond_with_handler(self.answer)

    @property
    def feed_url(self) -> str:
        """The feed's address."""
        return self.server.url_for("/feed.xml")

    def url(self, slug: str) -> str:
        """A page's address."""
        return self.server.url_for(f"/artikel/{slug}.html")

    def publish(
        self, slug: str, title: str, *paragraphs: str, published: datetime, modified: datetime | None = None
    ) -> None:
        """Put a page online, or another text behind its address."""
        self.pages[slug] = Page(title, list(paragraphs), published, modified)

    def answer(self, request: Request) -> Response:
        """The feed, a page, robots.txt, 404; 304 where the asker knows it."""
        self.asked[request.path] += 1
        response = self._response(request)
        self.statuses[response.status_code] += 1
        return response

    def _response(self, request: Request) -> Response:
        asked = request.full_path.removesuffix("?")
        if asked in self.faults:
            return Response("fault", self.faults[asked])
        if asked in self.raw:
            return Response(self.raw[asked], content_type="text/html; charset=utf-8")
        if request.path in self.moved:
            return Response("moved", 302, headers={"Location": self.moved[request.path]})
        text, kind = self._content(request.path)
        if text is None:
            return Response("not here", 404)
        etag = hashlib.sha256(text.encode()).hexdigest()[:16]
        if request.if_none_match.contains(etag):
            return Response(status=304, headers={"ETag": f'"{etag}"'})
        return Response(text, content_type=f"{kind}; charset=utf-8", headers={"ETag": f'"{etag}"'})

    def _content(self, path: str) -> tuple[str | None, str]:
        if path == "/feed.xml":
            return self.feed(), "application/rss+xml"
        if path == "/uebersicht":
            links = "".join(
                f'<h2><a href="{self.url(slug)}">{escape(page.title)}</a></h2>' for slug, page in self.pages.items()
            )
            return f"<html><body><nav><a href='/'>Start</a></nav><main>{links}</main></body></html>", "text/html"
        slug = path.removeprefix("/artikel/").removesuffix(".html")
        return (self.page(slug), "text/html") if slug in self.pages else (None, "")

    def feed(self) -> str:
        """The feed with all pages, newest first."""
        newest = sorted(self.pages.items(), key=lambda item: item[1].published, reverse=True)
        items = "".join(
            f"<item><title>{escape(page.title)}</title><link>{self.url(slug)}?utm_source=rss</link>"
            f"<guid>{slug}</guid><pubDate>{format_datetime(page.published)}</pubDate></item>"
            for slug, page in newest
        )
        return f'<rss version="2.0"><channel><title>Testblatt</title><link>/</link>{items}</channel></rss>'

    def page(self, slug: str) -> str:
        """The page's HTML."""
        page = self.pages[slug]
        if self.walled:
            head = f"<html lang=de><head><title>{escape(page.title)}</title></head>"
            return f"{head}<body>Bitte JavaScript aktivieren</body></html>"
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in page.paragraphs)
        modified = (
            f'<meta property="article:modified_time" content="{page.modified.isoformat()}">' if page.modified else ""
        )
        return (
            f'<html lang="de"><head><title>{escape(page.title)}</title><link rel="canonical" href="{self.url(slug)}">'
            f'<meta property="article:published_time" content="{page.published.isoformat()}">{modified}</head>'
            f"<body><main><article><h1>{escape(page.title)}</h1>{body}</article></main></body></html>"
        )
