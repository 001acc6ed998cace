"""What is no feed, what a feed says of itself, and feeds made to do harm."""

# ruff: noqa: E501  a document is easier to read in one line than broken up

from __future__ import annotations

import gzip
from contextlib import suppress
from datetime import timedelta
from time import process_time

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import FeedError
from monitor.feeds import parse
from monitor.feeds.mend import MOST_ENTRIES
from tests.feeds.corpus import FEED, SITE, item, rss

_DEEP = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))

NO_FEEDS = (
    ("html", b"<!DOCTYPE html><html><head><title>Der Bote</title></head><body>Willkommen</body></html>", "HTML page"),
    ("html-login-after-a-comment", b"<!-- 7 --><html><form><input type='password'></form></html>", "HTML page"),
    ("html-that-speaks-of-feeds", b"<html><body><feed>x</feed></body></html>", "HTML page"),
    ("empty", b"", "empty"),
    ("blank", b" \r\n\x00 ", "empty"),
    ("words", "Wartungsarbeiten – bitte später wiederkommen".encode(), "neither XML nor JSON"),
    ("other-xml", b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "neither RSS"),
    ("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "neither XML nor JSON"),
    ("gzip", gzip.compress(rss(item("M"))), "neither XML nor JSON"),
    ("json-without-items", b'{"message": "not found"}', "no list of items"),
    ("json-list", b"[1, 2]", "no list of items"),
    ("json-broken-off", b'{"items": [{"id": "1"', "can't be read as JSON"),
    ("json-nested-deep", b'{"items": ' + b"[" * 100_000, "can't be read as JSON"),
    ("sitemap-broken", b"<urlset><url><loc>x</url></loc></urlset>", "too broken"),
    ("entities-from-entities", f'<!DOCTYPE rss [<!ENTITY e0 "ha">{_DEEP}]>{rss("&e8;", "").decode()}'.encode(), "XML entities"),
    ("entity-from-a-file", b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(item("&x;"), ""), "XML entities"),
    ("entity-from-the-web", b'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>' + rss(item("M"), ""), "XML entities"),
    ("huge-entity", b'<!DOCTYPE rss [<!ENTITY x "' + b"x" * 10_000 + b'">]>' + rss(item("&x;" * 9), ""), "XML entities"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "words"), [case[1:] for case in NO_FEEDS], ids=[case[0] for case in NO_FEEDS])
def test_what_is_no_feed_is_named(data: bytes, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        parse(data, FEED)


def test_what_the_library_can_not_bear_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("category")

    monkeypatch.setattr(feedparser, "parse", fail)
    with pytest.raises(FeedError, match="too broken"):
        parse(rss(item("M")), FEED)


def test_only_decoding_is_mended() -> None:
    with pytest.raises(UnicodeEncodeError):
        "ä".encode("ascii", "monitor.cp1252")


RHYTHMS = (
    ("ttl", "<ttl>30</ttl>", timedelta(minutes=30)),
    ("ttl-of-nothing", "<ttl>0</ttl>", None),
    ("ttl-that-is-no-number", "<ttl>bald</ttl>", None),
    ("ttl-beyond-reason", "<ttl>999999</ttl>", timedelta(days=30)),
    ("period", "<sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
    ("period-and-frequency", "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", timedelta(hours=6)),
    ("frequency-alone", "<sy:updateFrequency>4</sy:updateFrequency>", None),
    ("none", "", None),
)  # fmt: skip


@pytest.mark.parametrize(("head", "ttl"), [case[1:] for case in RHYTHMS], ids=[case[0] for case in RHYTHMS])
def test_the_rhythm_a_feed_names_is_read(head: str, ttl: timedelta | None) -> None:
    data = rss(head + item("M")).replace(b"<rss ", b'<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ')
    assert parse(data, FEED).ttl == ttl


def test_title_home_and_hub_are_read() -> None:
    hub = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>'
    document = parse(rss(hub + item("M")), FEED)
    assert (document.format, document.title, document.home) == ("rss", "Der Bote", f"{SITE}/")
    assert document.hub == "https://hub.example/"


def test_a_json_feed_names_its_hub() -> None:
    data = b'{"home_page_url": 7, "items": [], "hubs": [7, {"type": "WebSub", "url": "https://hub.example/"}]}'
    document = parse(data, FEED)
    assert (document.format, document.home, document.hub) == ("json", None, "https://hub.example/")


def test_an_index_of_sitemaps_gives_the_newest_first() -> None:
    data = f"""<sitemapindex><sitemap><loc>{SITE}/alt.xml</loc><lastmod>2024-01-01</lastmod></sitemap>
    <sitemap><loc>{SITE}/neu.xml</loc><lastmod>2024-12-18</lastmod></sitemap><sitemap><loc>x:</loc></sitemap></sitemapindex>"""
    assert parse(data.encode(), FEED).children == (f"{SITE}/neu.xml", f"{SITE}/alt.xml")


def test_the_formats_are_told_apart() -> None:
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title></feed>'
    assert [parse(data, FEED).format for data in (atom, atom.replace(b"http://www.w3.org/2005/Atom", b"urn:x"))] == [
        "atom",
        "atom",
    ]


@pytest.mark.no_cover  # which doubles the time that is looked at
def test_of_a_huge_feed_the_first_entries_are_read_in_time() -> None:
    data = rss("".join(item(f"M{n}", f"/a{n}") for n in range(30_000)))
    started = process_time()
    document = parse(data, FEED)
    assert len(document.entries) == MOST_ENTRIES
    assert "of 30000 entries" in document.notes[0]
    assert process_time() - started < 20


def test_of_a_huge_json_feed_the_first_entries_are_read() -> None:
    items = ",".join(f'{{"id": "{n}", "url": "/a{n}"}}' for n in range(MOST_ENTRIES + 1))
    document = parse(f'{{"items": [{items}]}}'.encode(), FEED)
    assert (len(document.entries), document.notes) == (
        MOST_ENTRIES,
        (f"only the first {MOST_ENTRIES} of {MOST_ENTRIES + 1} entries read",),
    )


def test_of_a_huge_sitemap_the_newest_entries_are_read() -> None:
    urls = "".join(
        f"<url><loc>{SITE}/a{n}</loc><lastmod>{2024 if n % 3 else 2025}-06-01</lastmod></url>" for n in range(6_000)
    )
    document = parse(f"<urlset>{urls}</urlset>".encode(), FEED)
    assert len(document.entries) == MOST_ENTRIES
    newest = [entry.updated.year for entry in document.entries if entry.updated]
    assert newest == [2025] * MOST_ENTRIES


HARMS = (
    ("titles-never-closed", rss("<item>" + "<title>x" * 100_000)),
    ("comments-never-closed", rss(item("<!-- " * 100_000))),
    ("scripts-never-closed", rss(item("T", rest="<description>" + "&lt;script&gt;" * 50_000 + "</description>"))),
    ("brackets", rss(item("<" * 200_000))),
    ("ampersands", rss(item("&" * 100_000))),
    ("doctypes", b"<!DOCTYPE x [" * 50_000 + rss("")),
    ("cdata-never-closed", rss("<![CDATA[" * 100_000)),
    ("roots-in-roots", b"<rss>" * 20_000),
    ("tags-without-end", rss(item("M") + "<b>" * 100_000)),
    ("long-tag-name", b"<rss><" + b"a" * 500_000),
)  # fmt: skip


@pytest.mark.no_cover  # which doubles the time that is looked at
@pytest.mark.parametrize("data", [case[1] for case in HARMS], ids=[case[0] for case in HARMS])
def test_a_harmful_document_costs_little(data: bytes) -> None:
    started = process_time()
    with suppress(FeedError):
        parse(data, FEED)
    assert process_time() - started < 5


@settings(deadline=None)  # other work on the machine decides how long an example takes
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<rss><channel><item>", b'{"items":[{', b"<feed>", b"<urlset><url>"]),
)
def test_whatever_comes_is_read_or_refused(data: bytes, start: bytes) -> None:
    try:
        document = parse(start + data, FEED)
    except FeedError:
        return
    assert len({entry.key for entry in document.entries}) == len(document.entries)
