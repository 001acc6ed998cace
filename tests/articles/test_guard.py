"""HTML bombs are told before they are parsed, and what passes is read in reasonable time."""

from __future__ import annotations

import time

import pytest

from monitor.articles import guard, read
from monitor.errors import ReadError
from tests.articles.pages import URL, article, script

TOLD = {
    "nested": "<div>" * 60_000,
    "nested and closed": "<div>" * 60_000 + "</div>" * 60_000,
    "formatting left open": "<p><i>x</p>" * 20_000,
    "mixed nesting": "<ul><li><div>" * 20_000,
    "unknown tags": "<x-y>" * 60_000,
    "many attributes": f"<a {' '.join(f'a{i}=1' for i in range(20_000))}>x</a>",
    "many attributes without values": f"<a {' '.join(f'a{i}' for i in range(20_000))}>x</a>",
    "many tags": "<p>x" * 600_000,
    "long": "x" * 15_000_001,
}


@pytest.mark.parametrize("html", TOLD.values(), ids=TOLD.keys())
def test_bombs_are_told_at_once(html: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ReadError, match=r"https://www\.nordbote\.example/"):
        guard.check(html, URL)
    assert time.perf_counter() - start < 5


PASSED = {
    "an article": article(),
    "a script that prints tags": article(f"<script>{'<div>' * 20_000}</script>"),
    "a long list": article(f"<ul>{'<li>x' * 9_000}</ul>"),
    "void tags": article("<br><img src=x>" * 9_000),
    "closed in itself": article("<path d='M0'/>" * 9_000),
    "formatting closed": article("<b>x</b> " * 9_000),
    "state in an attribute": article(f"<div data-state='{'x' * 300_000}'></div>"),
}


@pytest.mark.parametrize("html", PASSED.values(), ids=PASSED.keys())
def test_big_honest_pages_pass(html: str) -> None:
    guard.check(html, URL)


ODD = {
    "as deep as may be": "<div>x" * 4_900,
    "formatting as open as may be": "<p><i>x</p>" * 900,
    "headings": "<h2>x</h2>" * 9_000,
    "breaks": "x<br>" * 50_000,
    "blanks": "<p>" + " \n" * 500_000,
    "times": "<time datetime='2024-05-03T10:00:00Z'>3. Mai 2024, 10 Uhr</time>" * 3_000,
    "digits": "<p>" + "1" * 1_000_000,
    "dots": "<p>" + "12.12." * 100_000,
    "dashes": f"<title>{' - x' * 50_000}</title><h1>x</h1>",
    "quotes in linked data": script('{"@type": "A' + '"' * 200_000),
    "superscripts": "<sup>" * 4_900,
    "one name repeated": "<div class='a'><p>Noch ein Satz, der lang genug ist, um einer zu sein.</p></div>" * 3_000,
}


@pytest.mark.no_cover  # which doubles the time that is looked at
@pytest.mark.parametrize("html", ODD.values(), ids=ODD.keys())
def test_what_passes_is_read_in_time(html: str) -> None:
    start = time.process_time()
    read(html, URL)
    assert time.process_time() - start < 4  # the worker's limit
