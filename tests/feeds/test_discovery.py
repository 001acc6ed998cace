"""Finding a site's feeds, lists of feeds, and pages that stand for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import FeedError
from monitor.feeds import discover
from monitor.feeds.discovery import sitemaps, well_known
from monitor.feeds.listing import read_listing
from monitor.feeds.opml import Outline, read, write

SITE = "https://www.bote.example"
RSS = '<link rel="alternate" type="application/rss+xml" href="{}">'

PAGES: tuple[tuple[str, list[str]], ...] = (
    # page, the addresses found on it
    (RSS.format("/rss/politik.xml"), [f"{SITE}/rss/politik.xml"]),
    ("<LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' HREF=/atom>", [f"{SITE}/atom"]),
    (RSS.format("https://feeds.example/bote"), ["https://feeds.example/bote"]),
    (RSS.format("/kommentare/rss") + RSS.format("/alles/rss"), [f"{SITE}/alles/rss", f"{SITE}/kommentare/rss"]),
    (RSS.format("/a?x=1&amp;y=2"), [f"{SITE}/a?x=1&y=2"]),
    ('<base href="https://www.bote.example/land/">' + RSS.format("rss"), [f"{SITE}/land/rss"]),
    ('<a class="rss" href="/service/politik.rss">RSS</a>', [f"{SITE}/service/politik.rss"]),
    ('<a href="https://anderswo.example/rss.xml">RSS</a>', []),
    ('<a href="/ueber-rss">Was ist RSS?</a>', []),
    ('<link rel="alternate" hreflang="en" href="/en/">', []),
    ('<link rel="stylesheet" type="text/xml" href="/s.xml">', []),
    ('<link rel="alternate" type="application/rss+xml">', []),
    (RSS.format("/a1") * 3, [f"{SITE}/a1"]),
    ("", []),
)  # fmt: skip


@pytest.mark.parametrize(("page", "found"), PAGES)
def test_a_pages_feeds_come_before_the_well_known_places(page: str, found: list[str]) -> None:
    assert discover(f"<html><head>{page}</head></html>", SITE + "/start") == found + well_known(SITE)


def test_a_page_may_come_as_bytes() -> None:
    assert discover(RSS.format("/größe").encode("cp1252"), SITE)[0] == f"{SITE}/gr%C3%B6%C3%9Fe"


def test_well_known_places_are_the_sites() -> None:
    assert f"{SITE}/rss.xml" in well_known(f"{SITE}/politik/a1?x=1")
    assert f"{SITE}/feed/" in discover("", SITE)


def test_sitemaps_for_news_come_first() -> None:
    robots = f"User-agent: *\nSitemap: {SITE}/sitemap.xml\nsitemap:/news-sitemap.xml # neu\nSitemap: mailto:x\n"
    assert sitemaps(robots, SITE + "/robots.txt") == [f"{SITE}/news-sitemap.xml", f"{SITE}/sitemap.xml"]


@settings(deadline=None)  # other work on the machine decides how long an example takes
@given(st.text(alphabet="<>linkahref=\"'/ bse&;alternate", max_size=300))
def test_any_page_has_feeds_or_none(page: str) -> None:
    assert all(address.startswith("http") for address in discover(page, SITE))


# ---------------------------------------------------------------- lists of feeds

OUTLINES = [
    Outline("Der Bote – Politik & Welt", f"{SITE}/rss?a=1&b=2", SITE, ("Zeitungen", "Norden")),
    Outline("Der Kurier", "https://kurier.example/rss", None, ("Zeitungen",)),
    Outline("Allein", "https://allein.example/rss"),
]


def test_a_list_comes_back_as_it_was_written() -> None:
    data = write(OUTLINES, "Meine Feeds")
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert sorted(read(data), key=lambda outline: outline.url) == sorted(OUTLINES, key=lambda outline: outline.url)


LISTS: tuple[tuple[str, list[Outline]], ...] = (
    # the body of a list, what is read
    ('<outline text="A &uuml; & B" xmlUrl="https://a.example/"/>', [Outline("A ü & B", "https://a.example/")]),
    (
        '<outline xmlurl=" https://a.example/ " htmlurl="x"/>',
        [Outline("https://a.example/", "https://a.example/", "x")],
    ),
    ('<outline text="A" xmlUrl="https://a.example/"/>' * 2, [Outline("A", "https://a.example/")]),
    ('<outline text="Notiz"/><outline text="B" xmlUrl="mailto:x"/>', []),
    ('<outline><outline text="A" xmlUrl="https://a.example/"/></outline>', [Outline("A", "https://a.example/")]),
    ('<outline text="o">' * 30 + '<outline text="A" xmlUrl="https://a.example/"/>' + "</outline>" * 30, []),
)


@pytest.mark.parametrize(("body", "outlines"), LISTS)
def test_lists_of_other_readers_are_read(body: str, outlines: list[Outline]) -> None:
    text = f'\ufeff<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE opml SYSTEM "x.dtd"><opml><body>{body}</body></opml>'
    assert read(text.encode()) == outlines


@pytest.mark.parametrize(
    "data", [b"", b"<opml><body></opml>", b"kein XML", b'<!DOCTYPE x [<!ENTITY a SYSTEM "x">]><opml/>']
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(FeedError):
        read(data)


# ---------------------------------------------------------------- pages for feeds

PAGE = """<html><head><title>Der Bote: Start</title></head><body><nav><a href="/impressum">Impressum</a></nav>
<div class="liste"><article><a href="/a1?utm_source=start"><img src="x"></a>
<a href="/a1"><h3>Erste <b>Meldung</b></h3><p>Lead</p></a></article><article><a href="/a2">Zweite Meldung</a>
<a href="#oben">hinauf</a><a href="mailto:x">Post</a><a>leer</a></article></div></body></html>"""


@pytest.mark.parametrize("selector", [".liste article", ".liste article a", ".liste"])
def test_the_links_of_a_page_are_its_entries(selector: str) -> None:
    document = read_listing(PAGE.encode(), SITE + "/", selector)
    assert [(entry.url, entry.title) for entry in document.entries] == [
        (f"{SITE}/a1", "Erste Meldung"),
        (f"{SITE}/a2", "Zweite Meldung"),
    ]
    assert (document.title, document.home) == ("Der Bote: Start", SITE + "/")


NO_LISTINGS = (
    (PAGE, "a[", "can't be read"),
    (PAGE, ".fehlt", "finds no links"),
    ("<div>" * 1_000, "a", "nested too deep"),
    ("<div>" * 1_000 + "</div>" * 1_000, "a", "nested too deep"),
    ("<i>x</p>" * 20_000, "a", "nested too deep"),
)


@pytest.mark.parametrize(("page", "selector", "words"), NO_LISTINGS)
def test_what_gives_no_links_is_refused(page: str, selector: str, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        read_listing(page.encode(), SITE, selector)


def test_elements_whose_end_may_be_left_out_are_no_bomb() -> None:
    page = "<ul>" + "".join(f"<li><p><br><a href='/a{n}'>M</a>" for n in range(1_000)) + "</ul>"
    assert len(read_listing(page.encode(), SITE, "ul").entries) == 1_000
