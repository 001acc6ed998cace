"""On clean feeds our reading is feedparser's: mending changes nothing that is whole."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

import feedparser
import pytest

from monitor.feeds import parse

START = datetime(2024, 12, 18, 6, tzinfo=UTC)
TITLES = (
    "Brücke gesperrt",
    "»Lage & Lagen«: Was 3 < 4 heißt",
    "Straße – 1.200 Fälle",
    "Kiew meldet 300 Tote",
    "Eil: Öl",
)
Entry = tuple[str, str, datetime]
ENTRIES: list[Entry] = [
    (title, f"https://bote.example/artikel/{n}.html", START - timedelta(hours=n)) for n, title in enumerate(TITLES * 6)
]


def rss(entries: list[Entry]) -> str:
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{url}</link><guid>{url}</guid>"
        f"<pubDate>{format_datetime(at)}</pubDate><description>Ein Satz.</description></item>"
        for title, url, at in entries
    )
    return f'<rss version="2.0"><channel><title>Bote</title><link>https://bote.example/</link>{items}</channel></rss>'


def atom(entries: list[Entry]) -> str:
    items = "".join(
        f'<entry><title>{escape(title)}</title><link href="{url}"/><id>{url}</id><updated>{at.isoformat()}</updated>'
        f"<published>{at.isoformat()}</published><summary>Ein Satz.</summary></entry>"
        for title, url, at in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Bote</title><id>urn:bote</id>{items}</feed>'


def rdf(entries: list[Entry]) -> str:
    items = "".join(
        f'<item rdf:about="{url}"><title>{escape(title)}</title><link>{url}</link><dc:date>{at.isoformat()}</dc:date>'
        "<description>Ein Satz.</description></item>"
        for title, url, at in entries
    )
    spaces = 'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    channel = '<channel rdf:about="https://bote.example/"><title>Bote</title></channel>'
    return f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {spaces}>{channel}{items}</rdf:RDF>'


@pytest.mark.parametrize("write", [rss, atom, rdf])
@pytest.mark.parametrize("count", [0, 1, 30])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "utf-16"])
def test_a_clean_feed_is_read_as_feedparser_reads_it(
    write: Callable[[list[Entry]], str], count: int, charset: str
) -> None:
    text = write(ENTRIES[:count]).replace("»", '"').replace("«", '"').replace("–", "-")
    data = f'<?xml version="1.0" encoding="{charset}"?>{text}'.encode(charset)
    ours, theirs = parse(data, "https://bote.example/feed"), feedparser.parse(data)
    assert (ours.title, ours.notes) == (theirs.feed.title, ())
    assert [(e.title, e.url, e.key, e.summary, e.published) for e in ours.entries] == [
        (e.title, e.link, e.id, e.summary, _time(e)) for e in theirs.entries
    ]


def _time(entry: feedparser.FeedParserDict) -> datetime:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return datetime.fromtimestamp(timegm(parsed), UTC)
