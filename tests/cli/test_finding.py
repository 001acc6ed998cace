"""``monitor feeds add`` finds the feed behind a site's address, and a sitemap index is read with its sitemaps."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.cli.conftest import Run, folder, run, site
from tests.pipeline.site import Site

__all__ = ["folder", "run", "site"]  # fixtures that are shared

FEED = (
    '<rss version="2.0"><channel><title>Bote</title><item><title>Eins</title>'
    "<link>https://bote.example/1</link></item></channel></rss>"
)
NEWS = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}/artikel/gefallene.html</loc>'
    "<lastmod>2025-01-13T07:59:00Z</lastmod></url></urlset>"
)


@pytest.fixture
def pages(httpserver: HTTPServer, site: Site) -> dict[str, str]:
    """What a site shows at which path; the rest of it is as ever."""
    shown: dict[str, str] = {}
    original = site._content

    def content(path: str) -> tuple[str | None, str]:
        return (shown[path], "text/html") if path in shown else original(path)

    site._content = content  # type: ignore[method-assign]
    del site.pages["gefallene"]
    return shown


def added(folder: Path) -> str:
    return (folder / "feeds.toml").read_text("utf-8").rpartition("[[feed]]")[2]


def test_the_feed_that_a_page_names_is_taken(run: Run, folder: Path, site: Site, pages: dict[str, str]) -> None:
    pages["/"] = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/weg.xml">'
        '<link rel="alternate" type="application/rss+xml" href="/da.xml"></head></html>'
    )
    pages["/da.xml"] = FEED
    done = run("feeds", "add", site.server.url_for("/"))
    assert done.out == f"Bote: {site.server.url_for('/da.xml')}\n"
    assert "/da.xml" in added(folder)


def test_a_well_known_path_is_tried(run: Run, site: Site, pages: dict[str, str]) -> None:
    pages["/"], pages["/rss.xml"] = "<html><body>Bote</body></html>", FEED
    assert run("feeds", "add", site.server.url_for("/")).out == f"Bote: {site.server.url_for('/rss.xml')}\n"


def test_the_sitemaps_of_robots_txt_come_last_and_news_first(run: Run, site: Site, pages: dict[str, str]) -> None:
    host = site.server.url_for("").rstrip("/")
    pages["/"] = "<html><body>Bote</body></html>"
    pages["/robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {host}/alle.xml\nSitemap: {host}/karte-news.xml\n"
    pages["/alle.xml"] = pages["/karte-news.xml"] = NEWS.format(host)
    done = run("feeds", "add", host + "/", "--name", "bote")
    assert done.out == f"bote: {host}/karte-news.xml\n"


def test_a_site_without_a_feed_is_told(run: Run, site: Site, pages: dict[str, str]) -> None:
    pages["/"] = "<html><body>Bote</body></html>"
    done = run("feeds", "add", site.server.url_for("/"))
    assert (done.code, "no feed was found" in done.err, "selector" in done.err) == (2, True, True)


def test_a_page_without_a_feed_is_added_by_the_selector_of_its_links(
    run: Run, folder: Path, site: Site, pages: dict[str, str]
) -> None:
    pages["/liste"] = "<html><title>Neues</title><div class=l><a href=/1>Eins</a><a href=/2>Zwei</a></div></html>"
    page = site.server.url_for("/liste")
    assert "finds no links" in run("feeds", "add", page, "--selector", ".m a").err
    assert run("feeds", "add", page, "--selector", ".l a").out == f"Neues: {page}\n"
    assert 'selector = ".l a"' in added(folder)
    assert "listing, 2 entries" in run("feeds", "test", "Neues").out


def test_an_index_of_sitemaps_is_read_with_its_newest(
    run: Run, folder: Path, site: Site, pages: dict[str, str]
) -> None:
    host = site.server.url_for("").rstrip("/")
    pages["/feed.xml"] = (
        f"<sitemapindex><sitemap><loc>{host}/alt.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
        f"<sitemap><loc>{host}/neu.xml</loc><lastmod>2025-01-13</lastmod></sitemap>"
        "<sitemap><loc>http://127.0.0.3/fremd.xml</loc><lastmod>2025-01-14</lastmod></sitemap></sitemapindex>"
    )
    pages["/neu.xml"] = NEWS.format(host)
    assert run("check", "--all", "--at", "2025-01-13T10:00").code == 0
    shown = run("feeds", "show", "testblatt", "--format", "json").out
    assert '"new": 1' in shown
    pages["/neu.xml"] = NEWS.format(host).replace("</urlset>", f"<url><loc>{host}/zwei</loc></url></urlset>")
    run("check", "--all", "--at", "2025-01-13T11:00")  # the index itself has not changed
    assert run("feeds", "show", "testblatt", "--format", "json").out.count('"new": 1') == 2
