"""Find the feed behind a site's address: what the page names, well-known places, the sitemaps of its robots.txt."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING, NamedTuple

from monitor.errors import FeedError, FetchError, MonitorError, UsageError

if TYPE_CHECKING:
    from monitor.fetch import Fetcher
    from monitor.model import FeedDocument
    from monitor.options import Settings

ENOUGH = 5  # feeds that are offered; a site with a hundred names the main ones first


class Candidate(NamedTuple):
    """A feed that answered: its final address, its title, how many entries it shows."""

    url: str
    title: str
    entries: int


async def listing(given: Settings, url: str, selector: str) -> Candidate:
    """A page without a feed, whose links by this selector stand for one. Raises FeedError if there are none."""
    from monitor.feeds.listing import read_listing
    from monitor.fetch import Fetcher

    async with Fetcher(given.fetch) as fetcher:
        page = await fetcher.get(url, kind="feed")
    document = read_listing(page.body, page.url, selector, content_type=page.content_type)
    return Candidate(page.url, document.title, len(document.entries))


async def find(given: Settings, url: str, *, most: int = ENOUGH) -> list[Candidate]:
    """The feeds at an address or behind it, the likeliest first. Raises UsageError if there is none."""
    from monitor.feeds import discover
    from monitor.fetch import Fetcher

    async with Fetcher(given.fetch) as fetcher:
        page = await fetcher.get(url, kind="feed")
        try:
            return [await _candidate(fetcher, page.url, page.body, page.content_type)]
        except FeedError:
            named = discover(page.body, page.url)
        found = [feed async for feed in _answering(fetcher, named, most)]
        return (
            found or [feed async for feed in _answering(fetcher, await _sitemaps(fetcher, page.url), 1)] or _none(url)
        )


def _none(url: str) -> list[Candidate]:
    raise UsageError(
        f"no feed was found at {url}, nor behind the addresses that it names; a page that lists articles can be "
        "watched with --selector"
    )


async def _answering(fetcher: Fetcher, addresses: Iterable[str], most: int) -> AsyncIterator[Candidate]:
    """Those that answer with a feed that has entries; a page may name feeds that are gone."""
    found: set[str] = set()
    for address in addresses:
        if len(found) >= most:
            return
        try:
            page = await fetcher.get(address, kind="feed")
            feed = await _candidate(fetcher, page.url, page.body, page.content_type)
        except MonitorError:
            continue
        if feed.entries and feed.url not in found:
            found.add(feed.url)
            yield feed


async def _candidate(fetcher: Fetcher, url: str, body: bytes, kind: str | None) -> Candidate:
    from monitor.feeds import parse
    from monitor.feeds.urls import host_of

    document: FeedDocument = parse(body, url, content_type=kind)
    entries = len(document.entries) or len(document.children)  # an index of sitemaps is read with its newest children
    return Candidate(url, document.title or host_of(url), entries)


async def _sitemaps(fetcher: Fetcher, url: str) -> list[str]:
    """The sitemaps that the site's robots.txt names, those for news first."""
    from monitor.feeds.discovery import sitemaps
    from monitor.feeds.urls import clean

    try:
        robots = await fetcher.get(clean("/robots.txt", url))
    except FetchError:
        return []
    return sitemaps(robots.body.decode("utf-8", "replace"), robots.url)
