"""Years of news from archives: each record goes the way of a live page, under the clock of its own time.

What an archive holds is history: it is stored as compared at its own time, waits for no reading, and nobody is told of
it. Once all is read, ``history`` builds figures and changes anew from everything stored, in the order in which it
would have come, so that a figure from an archive is measured against what came before it, and a younger one that was
stored earlier is measured against it.

Records are stored in batches, each in one transaction with the place it came to. A record that was stored is known by
its address and time: reading it again changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from loguru import logger
from sqlalchemy import Connection

from monitor import archives
from monitor.archives import Place, Record
from monitor.errors import MonitorError, ReadError
from monitor.feeds.urls import clean, site_of
from monitor.model import Article
from monitor.pipeline import copies, keeping, reprocess
from monitor.pipeline.keeping import Kept
from monitor.pipeline.restate import Difference, Telling
from monitor.pipeline.texts import Prepared, prepare
from monitor.pipeline.tools import Tools
from storage import articles, deletions, feeds, meta
from storage.values import FeedState

BATCH = 50  # records in one transaction
WEIGHT = 20_000_000  # bytes of pages in memory from which on a batch is full
PASS = timedelta(hours=1)  # what was seen within one is compared together
_PLACE = "backfill:"  # before an archive's path in ``meta``: from where to go on
_HISTORY = "backfill.history"  # whether histories are to be built anew, and new changes told

Progress = Callable[[Place, int], None]  # the last record that was done, and how many are articles


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of records: stored as articles, known before, passed over as no article, failed."""

    stored: int = 0
    known: int = 0
    passed: int = 0
    failed: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(
            self.stored + other.stored,
            self.known + other.known,
            self.passed + other.passed,
            self.failed + other.failed,
        )

    @property
    def records(self) -> int:
        """How many there were."""
        return self.stored + self.known + self.passed + self.failed


# ---------------------------------------------------------------- an archive


async def load(
    tools: Tools, archive: Path, base: str, now: datetime, stop: asyncio.Event, progress: Progress
) -> Loaded:
    """Store an archive's records from where an earlier run came to, until its end or ``stop``. Raises ``ReadError``."""
    start, total = await tools.reading(lambda conn: place(conn, archive)), Loaded()
    found = records(tools, archive, start, base)
    while batch := await asyncio.to_thread(next, found, None):
        total += await store(tools, batch, now, lambda conn, last=batch[-1].place: put_place(conn, archive, last))  # type: ignore[misc]
        progress(batch[-1].place, total.stored)
        if stop.is_set():
            return total
    await tools.writing(lambda conn: forget_place(conn, archive))
    return total


def records(tools: Tools, archive: Path, start: Place | None, base: str) -> Iterator[list[Record]]:
    """An archive's records in batches that fit into memory. Raises ``ReadError``."""
    batch, weight = list[Record](), 0
    for record in archives.records(archive, start, base=base, max_bytes=tools.settings.fetch.max_bytes):
        batch.append(record)
        weight += len(record.page or b"")
        if len(batch) == BATCH or weight >= WEIGHT:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


async def read_only(tools: Tools, addresses: Sequence[str], now: datetime) -> Loaded:
    """Store the records that a job of the queue names: the archive, the address of its pages, and their places."""
    archive, base, *places = addresses
    found = archives.at(Path(archive), map(Place.parse, places), base=base, max_bytes=tools.settings.fetch.max_bytes)
    return await store(tools, await asyncio.to_thread(list, found), now)


def place(conn: Connection, archive: Path) -> Place | None:
    """The record from which to go on in an archive that was not read to its end."""
    kept = meta.get(conn, f"{_PLACE}{archive}")
    return Place.parse(kept) if kept else None


def put_place(conn: Connection, archive: Path, last: Place) -> None:
    """Remember how far an archive was read."""
    meta.put(conn, f"{_PLACE}{archive}", str(last))


def forget_place(conn: Connection, archive: Path) -> None:
    """The archive was read to its end."""
    meta.remove(conn, f"{_PLACE}{archive}")


# ---------------------------------------------------------------- records


@dataclass(frozen=True, slots=True)
class Ready:
    """A record whose article is read and prepared, and when it was there to be read."""

    record: Record
    prepared: Prepared
    seen: datetime


async def store(
    tools: Tools, batch: Iterable[Record], now: datetime, beside: Callable[[Connection], None] = lambda _: None
) -> Loaded:
    """Read records that are not known yet, and write them in one transaction with what ``beside`` writes."""
    chosen = [record for record in batch if not record.passed]
    fresh = await tools.reading(lambda conn: [record for record in chosen if not _is_known(conn, record)])
    read = await asyncio.gather(*(_read(tools, record, now) for record in fresh))
    ready = [one for one in read if isinstance(one, Ready)]

    def write(conn: Connection) -> int:
        by_site = _by_site(feeds.listing(conn))
        written = [(_write(conn, one, by_site.get(site_of(one.prepared.url))), one) for one in ready]
        for kept, one in written:  # behind all else: other processes wait meanwhile with their stories
            if kept and kept.article is not None and kept.version is not None:
                copies.join(conn, kept.article, one.prepared, one.seen)
        beside(conn)
        return sum(kept is not None for kept, _ in written)

    stored = await tools.writing(write)
    failed = sum(isinstance(one, MonitorError) for one in read)
    known = len(chosen) - len(fresh) + len(ready) - stored
    return Loaded(stored, known, len(list(batch)) - stored - known - failed, failed)


def _is_known(conn: Connection, record: Record) -> bool:
    """Whether the article's state at the record's time, or a later one, is stored, or it is not wanted."""
    url = clean(record.url)
    article = articles.find(conn, url)
    if article and record.at:
        return article.last_seen_at >= record.at
    return deletions.is_deleted(conn, url)


async def _read(tools: Tools, record: Record, now: datetime) -> Ready | MonitorError | None:
    """A record as it is stored; None if it is no article; whatever goes wrong costs this record only."""
    try:
        return await tools.working(lambda: _prepared(tools, record, now))
    except MonitorError as error:
        failure = error
    except Exception as error:  # noqa: BLE001 - one record must not hold up all others; the error is logged whole
        logger.exception("record failed", record=str(record.place), url=record.url)
        failure = ReadError(f"{record.url} can't be read: an error in the program ({type(error).__name__})")
    logger.warning("record failed", record=str(record.place), url=record.url, error=str(failure))
    return failure


def _prepared(tools: Tools, record: Record, now: datetime) -> Ready | None:
    page = record.article or tools.reader.read(record.page or b"", record.url, content_type=record.content_type)
    if page.kind == "none" or not page.text.strip():
        return None
    return Ready(record, prepare(page, tools.settings.topics, tools.language), _seen(record, page, now))


def _seen(record: Record, page: Article, now: datetime) -> datetime:
    """When the text was there to be read: the archive's own time; else that of its publication or last change."""
    told = record.at or max((time for time in (page.published, page.modified) if time), default=now)
    return min(told, now)


def _by_site(known: Iterable[FeedState]) -> dict[str, FeedState]:
    """The first feed of each site, for its name and trust."""
    found: dict[str, FeedState] = {}
    for feed in known:
        found.setdefault(site_of(feed.url), feed)
    return found


def _write(conn: Connection, one: Ready, feed: FeedState | None) -> Kept | None:
    """Store a record unless its article stands there as late, or deleted, or shows less than it did."""
    prepared, seen = one.prepared, one.seen
    addresses = {clean(one.record.url), prepared.url, clean(prepared.page.url)}
    known = articles.find(conn, prepared.url)
    if known and (known.last_seen_at >= seen or keeping.shows_less(conn, known, prepared)):
        return None
    if any(deletions.is_deleted(conn, url) for url in addresses):
        return None
    record = keeping.record_of(feed, prepared)
    kept = Kept(*keeping.write(conn, record, prepared, addresses, seen, _pass_of(seen)))
    told = {"article": kept.article, "version": kept.version, "claims": len(prepared.claims)}
    logger.debug("stored record", record=str(one.record.place), url=prepared.url, **told)
    return kept


def _pass_of(seen: datetime) -> datetime:
    """The end of the hour: what was seen in one is compared together, as in a pass."""
    since = timedelta(minutes=seen.minute, seconds=seen.second, microseconds=seen.microsecond)
    return seen - since + PASS


# ---------------------------------------------------------------- history


def ask(conn: Connection, *, told: bool) -> None:
    """Note that histories are to be built anew, by the process that holds the database's lock."""
    meta.put(conn, _HISTORY, {"told": told})


async def settle(tools: Tools, now: datetime) -> Sequence[Difference]:
    """Build the histories anew if that was asked for; what that changed."""
    asked = await tools.reading(lambda conn: meta.get(conn, _HISTORY))
    if asked is None:
        return ()
    return await history(tools, now, told=asked["told"], progress=lambda _, __: None)


async def history(
    tools: Tools, now: datetime, *, told: bool, progress: Callable[[int, int], None]
) -> Sequence[Difference]:
    """Build the histories of all metrics anew from what is stored; ``told`` sends alerts on new changes."""
    draft = await tools.reading(lambda conn: reprocess.drafted(conn, tools, progress))

    def write(conn: Connection) -> list[Difference]:
        meta.remove(conn, _HISTORY)
        return reprocess.restated(conn, tools, draft, now, Telling(announced=told))

    found = await tools.writing(write)
    logger.info("built histories anew", differences=len(found))
    return found
