"""Steps 3 to 6: read what feeds announce, and again what is due for it; store text, story, claims."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice

from loguru import logger

from monitor.errors import DatabaseError, FetchError, MonitorError, ReadError
from monitor.feeds.urls import host_of
from monitor.fetch import Response
from monitor.model import Article
from monitor.options import FeedConfig
from monitor.pipeline import agenda, drift, keeping
from monitor.pipeline.agenda import Target
from monitor.pipeline.keeping import Kept
from monitor.pipeline.pages import follow
from monitor.pipeline.texts import Prepared, joined, prepare, read_claims
from monitor.pipeline.tools import Tools
from monitor.pipeline.turns import in_turn
from storage.values import PendingEntry, StoredArticle

BATCH = 200  # pages at once in flight or in memory; the rest waits in the database
_WARM = "<article><h1>1</h1><p>2.000 km, 30 %, 400 kg.</p></article>"
AT_ONCE = 2  # times its concurrency: pages of one host that are under way in the daemon


@dataclass(frozen=True, slots=True)
class Done:
    """How reading went."""

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    versions: int = 0

    def __add__(self, other: Done) -> Done:
        return Done(
            self.read + other.read,
            self.unchanged + other.unchanged,
            self.failed + other.failed,
            self.versions + other.versions,
        )

    def __bool__(self) -> bool:
        return bool(self.read or self.unchanged or self.failed)


async def read(tools: Tools, now: datetime) -> Done:
    """Read a batch of what waits: new and changed entries, then due rechecks. Falsy if nothing waited."""
    due = await tools.reading(lambda conn: agenda.addresses(conn, now))
    return await read_only(tools, due[:BATCH], now)


async def read_beside(tools: Tools, now: datetime) -> Done:
    """The same for a daemon whose batches overlap: a host gives each few of its pages, so that none holds up others.

    What another batch has under way is left to it.
    """
    due = await tools.reading(lambda conn: agenda.addresses(conn, now))
    turns, most = tools.pages, AT_ONCE * tools.settings.fetch.per_host_concurrency
    free = in_turn(((url, host_of(url)) for url in due), turns.underway, most)
    chosen = dict(islice(free.items(), max(BATCH - len(turns.underway), 0)))
    with turns.taken(chosen):
        return await read_only(tools, list(chosen), now)


async def warm(tools: Tools) -> None:
    """Read a page for nothing, so that the first real one waits for no process to start and no list to be compiled.

    On a machine too busy for that the first pages wait.
    """

    def run() -> None:
        text, zones = joined(tools.reader.read(_WARM, "about:blank"))
        list(read_claims(text, zones, None, tools.language))

    with suppress(ReadError):
        await tools.working(run)


async def read_only(tools: Tools, urls: Sequence[str], now: datetime) -> Done:
    """Read those of these addresses that are still to be read."""
    if not urls:
        return Done()
    targets = await tools.reading(lambda conn: agenda.targets(conn, now, urls))
    hosts = {host_of(target.url): asyncio.Semaphore(tools.settings.fetch.per_host_concurrency) for target in targets}
    outcomes = await asyncio.gather(*(_in_turn(tools, target, now, hosts[host_of(target.url)]) for target in targets))
    publishers = {target.feed.publisher for target in targets}
    if publishers:
        await tools.writing(lambda conn: drift.watch(conn, sorted(publishers), now))
    return sum(outcomes, Done())


async def _in_turn(tools: Tools, target: Target, now: datetime, host: asyncio.Semaphore) -> Done:
    """Read one page when its host and the whole have room: a slow host never takes more than its own places."""
    async with host, tools.bodies:
        return await _one(tools, target, now)


async def _one(tools: Tools, target: Target, now: datetime) -> Done:
    """Read one page and store what it says; whatever goes wrong costs this page only."""
    try:
        return await _read(tools, target, now)
    except (FetchError, ReadError) as error:
        failure: MonitorError = error
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - one page must not hold up all others; the error is logged whole
        logger.exception("page failed", url=target.url, **target.ids)
        failure = ReadError(f"{target.url} can't be read: an error in the program ({type(error).__name__})")
    await tools.writing(partial(keeping.put_off, tools=tools, target=target, error=failure, now=now))
    return Done(failed=1)


async def _read(tools: Tools, target: Target, now: datetime) -> Done:
    """Fetch, read, prepare, store."""
    if target.deleted:
        await tools.writing(lambda conn: keeping.pass_over(conn, target, now))
        return Done(unchanged=1)
    response = await _fetch(tools, target)
    if response is None or response.not_modified:
        await tools.writing(lambda conn: keeping.unchanged(conn, tools, target, response, now))
        return Done(unchanged=1)
    shown = await tools.working(lambda: _page(tools, response))
    page = await follow(_completed(target, shown), partial(_further, tools, target))
    prepared = await tools.working(lambda: prepare(page, tools.settings.topics, tools.language))
    kept = await tools.writing(lambda conn: keeping.keep(conn, tools, target, shown, prepared, response, now))
    _log(target, prepared, kept)
    return Done(read=1, versions=int(kept.version is not None))


async def _fetch(tools: Tools, target: Target) -> Response | None:
    """The page, asked conditionally if it is known; None where another feed has only just led to it."""
    article = target.article
    if article and target.entries and all(_is_old_news(entry, article) for entry in target.entries):
        return None
    etag, last_modified = (article.etag, article.last_modified) if article else (None, None)
    return await _get(tools, target, target.url, etag=etag, last_modified=last_modified)


async def _get(
    tools: Tools, target: Target, url: str, *, etag: str | None = None, last_modified: str | None = None
) -> Response:
    """An address under the settings of the target's feed."""
    config = tools.feeds.get(target.feed.url) or FeedConfig(target.feed.name, target.feed.url, target.feed.publisher)
    return await tools.fetcher.get(
        url,
        etag=etag,
        last_modified=last_modified,
        headers=config.headers,
        cookies=config.cookies,
        proxy=config.proxy,
        kind="page",
    )


async def _further(tools: Tools, target: Target, url: str) -> Article:
    """A further page of the target's article, as it stands there."""
    response = await _get(tools, target, url)
    return await tools.working(lambda: _page(tools, response))


def _is_old_news(entry: PendingEntry, article: StoredArticle) -> bool:
    """The entry is new to us, but tells of a state of its article that has been read since."""
    told = entry.updated or entry.published
    return entry.article_id is None and told is not None and told <= article.last_seen_at


def _page(tools: Tools, response: Response) -> Article:
    """The page as read in the worker process."""
    return tools.reader.read(response.body, response.url, content_type=response.content_type)


def _completed(target: Target, page: Article) -> Article:
    """The page with what it lacks taken from the feed's entry."""
    entry = target.entries[0] if target.entries else None
    known = target.article.record if target.article else None
    told = [(source.title, source.published) for source in (page, entry, known) if source]
    told += [(entry.title, entry.updated)] if entry else []
    return replace(
        page,
        title=next((title for title, _ in told if title), ""),
        published=next((time for _, time in told if time), None),
        publisher=target.feed.publisher or page.publisher,
    )


def _log(target: Target, prepared: Prepared, kept: Kept) -> None:
    topics = [topic for topic, judged in prepared.relevance.items() if judged.relevant]
    logger.info(
        "read article" if kept.version in (1, None) else "article changed",
        url=prepared.url,
        **target.ids | {"article": kept.article},
        version=kept.version,
        topics=",".join(topics) or None,
        claims=len(prepared.claims),
    )
