"""One feed asked: the request, its parse, and whatever went wrong, as values."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace

from loguru import logger

from monitor import schedule
from monitor.errors import FeedError, FetchError
from monitor.feeds import parse
from monitor.feeds.listing import read_listing
from monitor.feeds.urls import host_of, same_site
from monitor.fetch import Response
from monitor.masking import mask
from monitor.model import Entry, FeedDocument
from monitor.options import FeedConfig
from monitor.pipeline.tools import Tools
from storage.values import FeedState

CHILDREN = 2  # sitemaps of an index that are read: the newest, which hold the latest pages
HELD = 2  # polls in a row that a permanent redirect must hold before its target is asked instead


@dataclass(frozen=True, slots=True)
class Answer:
    """What a feed answered; ``document`` is None if it is the one that we know."""

    feed: FeedState
    response: Response
    body_hash: str | None
    document: FeedDocument | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a feed gave no answer; ``address`` is where it was asked, ``response`` what came and could not be parsed."""

    feed: FeedState
    error: FetchError | FeedError
    address: str
    response: Response | None = None

    @property
    def status(self) -> int | None:
        """The status of what answered, if anything did."""
        if self.response is not None:
            return self.response.status
        return self.error.status if isinstance(self.error, FetchError) else None


async def ask(tools: Tools, feed: FeedState) -> Answer | Failure:
    """One conditional request and its parse. Whatever fails is this feed's failure, and no other's."""
    config = tools.feeds.get(feed.url) or FeedConfig(feed.name, feed.url, feed.publisher)
    address, response = _address(feed), None
    try:
        response = await _fetched(tools, feed, address, config)
        answer = await read(feed, response, config)
        return await _with_children(tools, answer, config) if _is_index(answer) else answer
    except FetchError as error:
        return Failure(feed, error, address)
    except FeedError as error:
        return Failure(feed, error, address, response)
    except Exception:  # noqa: BLE001 - a library's fault at one feed must not end the round
        logger.exception("unforeseen fault at a feed", feed=feed.name, url=mask(address))
        unforeseen = FeedError(f"{mask(address)}: a fault of the monitor's own; the log has it whole")
        return Failure(feed, unforeseen, address, response)


def _address(feed: FeedState) -> str:
    """Where to ask: at the feed's own address, or where it has moved for good."""
    return feed.moved_to if feed.moved_to and feed.moved_times >= HELD else feed.url


async def _fetched(tools: Tools, feed: FeedState, address: str, config: FeedConfig) -> Response:
    """The answer; the settings' headers and cookies are for the settings' host, and never leave TLS."""
    conditional = not schedule.asks_anew(feed.polls_total) and feed.format != "index"
    trusted = host_of(address) == host_of(feed.url) and _is_tls(address) >= _is_tls(feed.url)
    return await tools.fetcher.get(
        address,
        etag=feed.etag if conditional else None,
        last_modified=feed.last_modified if conditional else None,
        headers=config.headers if trusted else {},
        cookies=config.cookies if trusted else {},
        proxy=config.proxy,
        kind="feed",
    )


def _is_tls(url: str) -> bool:
    return url.lower().startswith("https:")


async def read(feed: FeedState, response: Response, config: FeedConfig) -> Answer:
    """The document, unless the server or the body's hash says that it is the one we know. Raises FeedError.

    A page without a feed is read by the selector of its links.
    """
    if response.not_modified:
        return Answer(feed, response, feed.body_hash)
    body_hash = hashlib.sha256(response.body).hexdigest()
    if body_hash == feed.body_hash and feed.format != "index":
        return Answer(feed, response, body_hash)
    return Answer(feed, response, body_hash, await asyncio.to_thread(_parsed, response, config.selector))


def _is_index(answer: Answer) -> bool:
    return answer.document is not None and answer.document.format == "index"


async def _with_children(tools: Tools, answer: Answer, config: FeedConfig) -> Answer:
    """An index's answer with the entries of its newest sitemaps, one level deep and on its own site.

    An index often says nothing of when its sitemaps changed, so these are always asked. Raises FetchError or FeedError
    if none of them can be read.
    """
    document, url = answer.document, answer.response.url
    assert document is not None  # the caller asked
    own = [child for child in document.children if same_site(child, url)]
    chosen = sorted(own, key=lambda child: "news" not in child.lower())[:CHILDREN]
    found: list[Entry] = []
    for number, child in enumerate(chosen):
        try:
            response = await tools.fetcher.get(child, proxy=config.proxy, kind="feed")
            found += (await asyncio.to_thread(_parsed, response, None)).entries
        except (FetchError, FeedError):
            if number == len(chosen) - 1 and not found:
                raise
    if not chosen:
        raise FeedError(f"{mask(url)} is an index that names no sitemap of its site.")
    return replace(answer, document=replace(document, entries=tuple(found)))


def _parsed(response: Response, selector: str | None) -> FeedDocument:
    kind = response.content_type
    if selector:
        return read_listing(response.body, response.url, selector, content_type=kind)
    return parse(response.body, response.url, content_type=kind)
