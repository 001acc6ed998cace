"""Step 1 and 2: ask the feeds that are due, and note what entries they have."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from loguru import logger
from sqlalchemy import Connection

from monitor import schedule
from monitor.errors import FetchError
from monitor.feeds.urls import host_of
from monitor.masking import mask
from monitor.pipeline.asking import Answer, Failure, ask
from monitor.pipeline.book import Book
from monitor.pipeline.outcomes import Found, put_off
from monitor.pipeline.tools import Tools
from monitor.pipeline.turns import in_turn
from storage import feeds, health
from storage.values import FeedState

AT_ONCE = 2  # times its concurrency: feeds of one host that a round of the daemon takes
CROWD = 300  # feeds that one round takes; the rest of what could be asked at once is spread
MOST = 1_000  # feeds that are under way in all rounds together


@dataclass(frozen=True, slots=True)
class Polled:
    """How a round of polls went."""

    feeds: int = 0
    failed: int = 0
    new: int = 0
    changed: int = 0
    outage: bool = False


async def poll(tools: Tools, now: datetime, *, everything: bool = False) -> Polled:
    """Ask every feed that is due (or all), and write its entries and its next time.

    Answers are written as they come. Failures wait for the end of the round: if everything failed it is our own
    outage, and counts against no feed.
    """
    due = await tools.reading(lambda conn: feeds.due(conn, now, everything))
    return await _round(tools, due, now)


async def poll_beside(tools: Tools, now: datetime) -> Polled:
    """The same for a daemon whose rounds overlap: what another round has under way is left to it.

    A host gives a round few of its feeds, so that no round lasts much longer than a request. Of a crowd, after a
    long sleep or when many feeds were added, the first are asked now and the rest spread.
    """
    turns, most = tools.polls, AT_ONCE * tools.settings.fetch.per_host_concurrency
    elsewhere = list(turns.underway)
    due = await tools.reading(lambda conn: feeds.due(conn, now, but=elsewhere))
    free = in_turn(((feed.id, host_of(feed.url)) for feed in due), turns.underway, most)
    if later := list(free)[CROWD:]:
        times = list(zip(later, schedule.spread(now, len(later)), strict=True))
        await tools.writing(lambda conn: feeds.put_off(conn, times))
    chosen = dict(islice(free.items(), min(CROWD, max(MOST - len(turns.underway), 0))))
    with turns.taken(chosen):
        return await _round(tools, [feed for feed in due if feed.id in chosen], now)


async def poll_only(tools: Tools, ids: Collection[int], now: datetime) -> Polled:
    """The same for those of these feeds that are still due."""
    known = await tools.reading(lambda conn: feeds.of(conn, ids))
    due = [feed for feed in known.values() if feed.active and feed.next_check_at <= now]
    return await _round(tools, due, now)


async def _round(tools: Tools, due: Sequence[FeedState], now: datetime) -> Polled:
    """Ask these feeds, each in its host's turn."""
    if not due:
        return Polled()
    hosts = {host_of(feed.url): asyncio.Semaphore(tools.settings.fetch.per_host_concurrency) for feed in due}
    book, crowd = Book(tools, now), asyncio.Semaphore(CROWD)
    asked = (_one(tools, feed, book, hosts[host_of(feed.url)], crowd) for feed in due)
    outcomes = await asyncio.gather(*asked)
    failures = [answer for answer, _ in outcomes if isinstance(answer, Failure)]
    results = [_result(answer) for answer, _ in outcomes]
    outage = await tools.writing(lambda conn: _close_round(conn, tools, failures, results, now))
    new, changed = sum(found.new for _, found in outcomes), sum(found.changed for _, found in outcomes)
    return Polled(len(due), len(failures), new, changed, outage)


async def _one(
    tools: Tools, feed: FeedState, book: Book, host: asyncio.Semaphore, crowd: asyncio.Semaphore
) -> tuple[Answer | Failure, Found]:
    """Ask one feed and write what came, unless it failed; ``crowd`` bounds the bodies that are held at once."""
    async with host, crowd:
        answer = await ask(tools, feed)
    if isinstance(answer, Failure):
        return answer, Found()
    found = await book.enter(answer)
    _log(answer, found)
    return answer, found


def _result(answer: Answer | Failure) -> schedule.Result:
    """The answer as the schedule judges it."""
    error = answer.error if isinstance(answer, Failure) and isinstance(answer.error, FetchError) else None
    return schedule.Result(host_of(answer.feed.url), error.lasting if error else None, error.status if error else None)


def _standing(feed: FeedState) -> schedule.Standing:
    """The feed as the schedule judges an outage: it was mute if its last poll failed without any status."""
    mute = feed.last_error is not None and feed.last_status is None
    return schedule.Standing(host_of(feed.url), feed.last_success_at, feed.last_poll_at if mute else None)


def _close_round(
    conn: Connection, tools: Tools, failures: Sequence[Failure], results: Sequence[schedule.Result], now: datetime
) -> bool:
    """Put off what failed; whether it is our own outage. Then nothing is counted, and one health alert stands for all.

    Any other round closes that alert: somebody answered.
    """
    outage = schedule.is_own_outage(results, lambda: [_standing(feed) for feed in feeds.active(conn)])
    if outage:
        health.add(conn, "outage", "network", "no feed gives any answer; this looks like our own network", now)
    elif health.troubles(conn) & {("outage", "network")}:
        health.close(conn, "outage", "network", now)
    put_off(conn, tools, failures, now, counted=not outage)
    return outage


def _log(answer: Answer, found: Found) -> None:
    """What came, for people; that nothing did, for those who look closely."""
    response = answer.response
    logger.log(
        "INFO" if found.new or found.changed else "DEBUG",
        "polled feed",
        feed=answer.feed.name,
        feed_id=answer.feed.id,
        url=mask(answer.feed.url),
        status=response.status,
        new=found.new,
        changed=found.changed,
        took=round(response.elapsed, 2),
    )
