"""A paper on loopback: an RSS feed and pages with linked data, as they stand at the current step."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from monitor.demo.server import Document, LoopbackServer
from tests.weeks.week import Text

_NEVER = datetime.fromtimestamp(0, UTC)


class Paper:
    """One publisher. It is printed on and read in different threads: each state is one dict that is never changed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.texts: dict[str, Text] = {}
        self.server = LoopbackServer(self.answer)

    @property
    def feed_url(self) -> str:
        """The feed's address."""
        return f"{self.server.home}feed"

    def print(self, text: Text) -> None:
        """Put an article online, or another text behind its address."""
        self.texts = {**self.texts, text.slug: text}

    def answer(self, path: str) -> Document | None:
        """What a path answers with."""
        if path == "/feed":
            return Document("application/rss+xml", self._feed().encode(), _NEVER)
        text = self.texts.get(path.removeprefix("/artikel/"))
        return Document("text/html", self._page(text).encode(), _NEVER) if text else None

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(text.title)}</title><link>{self._url(text)}</link><guid>{text.slug}</guid>"
            f"<pubDate>{format_datetime(text.published)}</pubDate></item>"
            for text in self.texts.values()
        )
        return f'<rss version="2.0"><channel><title>{self.name}</title><link>/</link>{items}</channel></rss>'

    def _page(self, text: Text) -> str:
        linked = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": text.title,
            "description": text.lead,
            "datePublished": text.published.isoformat(),
            "dateModified": (text.modified or text.published).isoformat(),
            "author": {"@type": "Organization", "name": text.agency or self.name},
        }
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.paragraphs)
        source = f"<p>Quelle: {text.agency}</p>" if text.agency else ""
        return (
            f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{escape(text.title)}</title>'
            f'<link rel="canonical" href="{self._url(text)}">'
            f'<script type="application/ld+json">{json.dumps(linked)}</script></head>'
            f"<body><header><nav>Start · Lokales (12)</nav></header><main><article><h1>{escape(text.title)}</h1>"
            f'<p class="lead">{escape(text.lead)}</p>{body}{source}</article></main>'
            f"<footer>Abo ab 8,90 Euro</footer></body></html>"
        )

    def _url(self, text: Text) -> str:
        return f"{self.server.home}artikel/{text.slug}"
