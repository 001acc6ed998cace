"""The newsstand serves what the week says, and answers conditional requests as a real site does."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from monitor import articles, feeds
from monitor.demo import week
from monitor.demo.site import Newsstand
from monitor.model import FeedDocument

WEEK = week.load()


class Answer:
    """What one request brought."""

    def __init__(self, url: str, method: str = "GET", **headers: str) -> None:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=5)
        connection.request(method, parts._replace(scheme="", netloc="").geturl(), headers=headers)
        response = connection.getresponse()
        self.status, self.headers, self.body = response.status, dict(response.getheaders()), response.read()
        connection.close()


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with Newsstand() as opened:
        yield opened


def feed_of(url: str) -> FeedDocument:
    answer = Answer(url)
    return feeds.parse(answer.body, url, content_type=answer.headers["Content-Type"])


def test_nothing_is_printed_before_its_time(stand: Newsstand) -> None:
    assert [feed_of(feed.url).entries for feed in stand.feeds()] == [()] * len(WEEK.papers)


def test_each_piece_is_printed_once(stand: Newsstand) -> None:
    printed = [piece for at in WEEK.passes for piece in stand.advance(at)]
    assert printed == list(WEEK.pieces)
    assert stand.advance(WEEK.passes[-1]) == []


@pytest.mark.parametrize("key", WEEK.papers)
def test_a_feed_lists_the_papers_articles_newest_first(stand: Newsstand, key: str) -> None:
    stand.advance(WEEK.passes[-1])
    paper = WEEK.papers[key]
    (address,) = (feed for feed in stand.feeds() if feed.name == paper.name)
    document = feed_of(address.url)
    first = {piece.slug: piece.due for piece in reversed(WEEK.pieces) if piece.paper == key}
    last = {piece.slug: piece.title for piece in WEEK.pieces if piece.paper == key}
    newest = sorted(first, key=lambda slug: first[slug], reverse=True)
    assert document.format == paper.format
    assert [entry.title for entry in document.entries] == [last[slug] for slug in newest]
    assert [entry.published for entry in document.entries] == [first[slug] for slug in newest]


@pytest.mark.parametrize("key", WEEK.papers)
def test_a_page_reads_as_the_piece_and_nothing_round_it(stand: Newsstand, key: str) -> None:
    stand.advance(WEEK.passes[-1])
    (address,) = (feed for feed in stand.feeds() if feed.name == WEEK.papers[key].name)
    last = {piece.title: piece for piece in WEEK.pieces if piece.paper == key}
    for entry in feed_of(address.url).entries:
        piece = last[entry.title]
        article = articles.read(Answer(entry.url).body, entry.url)
        assert article.title == piece.title
        assert article.published == entry.published
        for paragraph in piece.paragraphs:
            assert paragraph in article.text
        for furniture in ("Lottozahlen", "164 Partner", "96 Kommentare", "Abonnenten", "Anzeige:", "Vorführung"):
            assert furniture not in article.text


def test_a_silent_edit_stands_behind_the_old_address_with_the_old_date(stand: Newsstand) -> None:
    before, after = (piece for piece in WEEK.pieces if piece.slug == "berlin-hilfe-fuer-kiew")
    stand.advance(before.due)
    (address,) = (feed for feed in stand.feeds() if feed.name == WEEK.papers[before.paper].name)
    old = next(entry for entry in feed_of(address.url).entries if entry.title == before.title)
    stand.advance(after.due)
    new = next(entry for entry in feed_of(address.url).entries if entry.title == after.title)
    assert (new.url, new.key, new.published) == (old.url, old.key, old.published)
    assert after.title.encode() in Answer(new.url).body


def test_an_unchanged_feed_is_not_sent_again(stand: Newsstand) -> None:
    stand.advance(WEEK.passes[0])
    url = stand.feeds()[0].url
    first = Answer(url)
    validators = {"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}
    for headers in validators:
        again = Answer(url, **headers)
        assert (again.status, again.body) == (304, b"")
    stand.advance(WEEK.passes[-1])
    assert [Answer(url, **headers).status for headers in validators] == [200, 200]


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/robots.txt", "GET", 200),
        ("/", "GET", 200),  # names the feed
        ("/feed", "HEAD", 200),  # no body
        ("/artikel/fehlt.html", "GET", 404),
        ("/feed?utm_source=x", "GET", 200),  # a query changes nothing
    ],
)
def test_paths(stand: Newsstand, path: str, method: str, status: int) -> None:
    answer = Answer(stand.feeds()[0].url.removesuffix("/feed") + path, method)
    assert answer.status == status
    assert bool(answer.body) is (method == "GET")


def test_the_start_page_names_the_feed(stand: Newsstand) -> None:
    address = stand.feeds()[0]
    assert f'href="{address.url}"'.encode() in Answer(address.url.removesuffix("feed")).body


def test_the_ports_are_free_afterwards() -> None:
    with Newsstand() as stand:
        url = stand.feeds()[0].url
    with pytest.raises(ConnectionRefusedError):
        Answer(url)
