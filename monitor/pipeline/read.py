"""Steps 3 to 6: read what feeds announce, and again what is due for it; store text, story, claims."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from loguru import logger
from sqlalchemy import Connection

from monitor import schedule
from monitor.errors import DatabaseError, FetchError, MonitorError, ReadError
from monitor.feeds.urls import clean, host_of
from monitor.fetch import Response
from monitor.model import Article
from monitor.options import FeedConfig
from monitor.pipeline import copies, drift
from monitor.pipeline.pages import follow
from monitor.pipeline.texts import RULES, Prepared, first_seen, prepare
from monitor.pipeline.tools import Tools
from storage import articles, claims, entries, feeds, health, points
from storage.values import ArticleRecord, ClaimRecord, FeedState, PendingEntry, StoredArticle, VersionRecord

# Waits before a failed page is tried again; then it is given up until its feed changes the entry. A page that is gone
# or forbidden gets the first two tries only.
WAITS = (*(timedelta(minutes=m) for m in (5, 30)), *(timedelta(hours=h) for h in (2, 6, 12, 24, 24)))
WAITS_IF_HARD = 2
RECHECK_AGAIN = timedelta(hours=2)  # after a recheck that failed for a reason that may pass
BATCH = 200  # pages at once in flight or in memory; the rest waits in the database


@dataclass(frozen=True, slots=True)
class Target:
    """One page to read: the entries that led to it, or the stored article that is due again."""

    url: str
    feed: FeedState
    entries: tuple[PendingEntry, ...] = ()
    article: StoredArticle | None = None


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
    targets = await tools.reading(lambda conn: _waiting(conn, now))
    gate = asyncio.Semaphore(tools.settings.fetch.concurrency)
    hosts = {host_of(target.url): asyncio.Semaphore(tools.settings.fetch.per_host_concurrency) for target in targets}
    outcomes = await asyncio.gather(
        *(_in_turn(tools, target, now, hosts[host_of(target.url)], gate) for target in targets)
    )
    publishers = {target.feed.publisher for target in targets}
    if publishers:
        await tools.writing(lambda conn: drift.watch(conn, sorted(publishers), now))
    return sum(outcomes, Done())


async def _in_turn(
    tools: Tools, target: Target, now: datetime, host: asyncio.Semaphore, gate: asyncio.Semaphore
) -> Done:
    """Read one page when its host and the whole have room: a slow host never takes more than its own places."""
    async with host, gate:
        return await _one(tools, target, now)


def _waiting(conn: Connection, now: datetime) -> list[Target]:
    """Pages to read, each once: entries of several feeds may lead to one article."""
    by_id = {feed.id: feed for feed in feeds.listing(conn)}
    found: dict[str, Target] = {}
    for entry in entries.pending(conn, now, BATCH):
        target = found.get(entry.url) or Target(entry.url, by_id[entry.feed_id], (), articles.find(conn, entry.url))
        found[entry.url] = replace(target, entries=(*target.entries, entry))
    known = {target.article.id for target in found.values() if target.article}
    for article in articles.due_rechecks(conn, now, BATCH):
        if article.id not in known and article.record.feed_id in by_id:
            found[article.record.url] = Target(article.record.url, by_id[article.record.feed_id], (), article)
    return list(found.values())


async def _one(tools: Tools, target: Target, now: datetime) -> Done:
    """Read one page and store what it says; whatever goes wrong costs this page only."""
    try:
        return await _read(tools, target, now)
    except (FetchError, ReadError) as error:
        failure: MonitorError = error
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - one page must not hold up all others; the error is logged whole
        logger.exception("page failed", url=target.url, feed=target.feed.name)
        failure = ReadError(f"{target.url} can't be read: an error in the program ({type(error).__name__})")
    await tools.writing(partial(_put_off, tools=tools, target=target, error=failure, now=now))
    return Done(failed=1)


async def _read(tools: Tools, target: Target, now: datetime) -> Done:
    """Fetch, read, prepare, store."""
    response = await _fetch(tools, target)
    if response is None or response.not_modified:
        await tools.writing(lambda conn: _unchanged(conn, tools, target, response, now))
        return Done(unchanged=1)
    shown = await tools.working(lambda: _page(tools, response))
    page = await follow(_completed(target, shown), partial(_further, tools, target))
    prepared = await tools.working(lambda: prepare(page, tools.settings.topics, tools.language))
    number = await tools.writing(lambda conn: _kept(conn, tools, target, shown, prepared, response, now))
    _log(target, prepared, number)
    return Done(read=1, versions=int(number is not None))


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


def _kept(
    conn: Connection,
    tools: Tools,
    target: Target,
    shown: Article,
    prepared: Prepared,
    response: Response,
    now: datetime,
) -> int | None:
    """Store the page; one that is new (no recheck) counts for what its publisher's pages give."""
    if target.entries:
        drift.note(conn, target.feed.publisher, shown, now)
    return store(conn, tools, target, prepared, response, now)


def store(
    conn: Connection, tools: Tools, target: Target, prepared: Prepared, response: Response, now: datetime
) -> int | None:
    """Write article, version, story and claims in the caller's transaction; the version's number if the text is new.

    A known article keeps the address by which it is known, wherever it has moved to. A page that shows less than it did
    (a wall, a consent page, the teaser before a paywall) is no new version: nothing was taken back.
    """
    if target.article and _shows_less(conn, target.article, prepared):
        _put_off(conn, tools, target, ReadError(f"{target.url} shows less than it did"), now)
        return None
    url = target.article.record.url if target.article else prepared.url
    article_id = articles.save(conn, replace(_record(target, prepared), url=url), now)
    for other in {target.url, prepared.url, clean(prepared.page.url)} - {url}:
        articles.add_alias(conn, other, article_id)
    number = articles.add_version(conn, article_id, _version(prepared, now))
    if number is not None:
        for topic, judged in prepared.relevance.items():
            articles.set_relevance(conn, article_id, topic, judged)
        copies.join(conn, article_id, prepared, now)
        claims.add(conn, list(_claims(conn, prepared, article_id, number, now)))
    _finish(conn, tools, target, article_id, response, now)
    return number


def _shows_less(conn: Connection, known: StoredArticle, prepared: Prepared) -> bool:
    """Whether an article that was read whole now gives no article, or only its beginning."""
    page, record = prepared.page, known.record
    if known.version == 0 or record.kind == "none":
        return False
    shut = (page.truncated and not record.truncated) or (page.paywalled and not record.paywalled)
    last = articles.latest_version(conn, known.id)
    return page.kind == "none" or bool(shut and last and len(prepared.text) < len(last.record.text))


def _record(target: Target, prepared: Prepared) -> ArticleRecord:
    page = prepared.page
    return ArticleRecord(
        url=prepared.url,
        publisher=page.publisher or target.feed.publisher,
        title=page.title,
        kind=page.kind,
        feed_id=target.feed.id,
        published=page.published,
        modified=page.modified,
        language=page.language or target.feed.language,
        authors=page.authors,
        agency=page.agency,
        canonical=page.canonical,
        syndicated_from=page.syndicated_from,
        paywalled=page.paywalled,
        truncated=page.truncated,
    )


def _version(prepared: Prepared, now: datetime) -> VersionRecord:
    page = prepared.page
    return VersionRecord(
        page.title,
        prepared.text,
        prepared.text_hash,
        prepared.zones,
        now,
        RULES,
        published=page.published,
        modified=page.modified,
    )


def _claims(conn: Connection, prepared: Prepared, article_id: int, number: int, now: datetime) -> Iterable[ClaimRecord]:
    """One row a claim and topic; a claim that stood in the version before keeps the time of its first sight."""
    earlier = claims.of_version(conn, article_id, number - 1) if number > 1 else []
    for topic in (key for key, judged in prepared.relevance.items() if judged.relevant):
        for claim, zone in prepared.claims:
            seen = first_seen(claim, (row for row in earlier if row.topic == topic), now)
            yield ClaimRecord(claim, article_id, number, zone, seen, topic=topic)


def _unchanged(conn: Connection, tools: Tools, target: Target, response: Response | None, now: datetime) -> None:
    assert target.article is not None  # only what is known can be unchanged
    _finish(conn, tools, target, target.article.id, response, now)


def _finish(
    conn: Connection, tools: Tools, target: Target, article_id: int, response: Response | None, now: datetime
) -> None:
    """Note that the page was read: its entries are done, and its next recheck is set."""
    for entry in target.entries:
        entries.done(conn, entry.id, article_id, now)
    health.close(conn, "wall", host_of(target.url), now)
    stored = articles.find(conn, article_id)
    if stored is None or response is None:
        return
    ages: Sequence[timedelta] = tools.settings.schedule.recheck
    if points.any_of(conn, article_id):
        ages = schedule.ages_of_watched(ages)
    articles.set_recheck(
        conn,
        article_id,
        schedule.next_recheck(stored.first_seen_at, ages, now),
        stored.rechecks_done + (not target.entries),
        etag=response.etag or (stored.etag if response.not_modified else None),
        last_modified=response.last_modified or (stored.last_modified if response.not_modified else None),
        now=now,
    )


def _put_off(conn: Connection, tools: Tools, target: Target, error: MonitorError, now: datetime) -> None:
    """Note the failure; entries are tried again for some days, a recheck before its next age if it may help."""
    logger.warning("page failed", url=target.url, feed=target.feed.name, error=str(error))
    if isinstance(error, FetchError) and error.wall:
        health.add(conn, "wall", host_of(target.url), str(error), now)
    for entry in target.entries:
        entries.failed(conn, entry.id, str(error), _retry(entry, error, now), now)
    if target.article and not target.entries:
        stored, ages = target.article, tools.settings.schedule.recheck
        following = _recheck(stored, ages, error, now)
        articles.set_recheck(
            conn,
            stored.id,
            following,
            stored.rechecks_done,
            etag=stored.etag,
            last_modified=stored.last_modified,
            now=stored.last_seen_at,
        )


def _retry(entry: PendingEntry, error: MonitorError, now: datetime) -> datetime | None:
    """When to try an entry's page again, or None to give it up."""
    waits = WAITS[:WAITS_IF_HARD] if _is_hard(error) else WAITS
    if entry.attempts >= len(waits):
        return None
    asked = error.retry_after if isinstance(error, FetchError) else None
    return now + max(waits[entry.attempts], timedelta(seconds=asked or 0))


def _recheck(stored: StoredArticle, ages: Sequence[timedelta], error: MonitorError, now: datetime) -> datetime | None:
    """When to read an article again after a failed recheck: a day beyond its last age it is let go."""
    following = schedule.next_recheck(stored.first_seen_at, ages, now)
    soon = now + RECHECK_AGAIN
    if _is_hard(error) or (following and following <= soon):
        return following
    return soon if ages and now < stored.first_seen_at + max(ages) + timedelta(days=1) else following


def _is_hard(error: MonitorError) -> bool:
    return isinstance(error, FetchError) and error.lasting == "hard"


def _log(target: Target, prepared: Prepared, number: int | None) -> None:
    topics = [topic for topic, judged in prepared.relevance.items() if judged.relevant]
    logger.info(
        "read article" if number in (1, None) else "article changed",
        url=prepared.url,
        feed=target.feed.name,
        version=number,
        topics=",".join(topics) or None,
        claims=len(prepared.claims),
    )
