"""Step 1 and 2: ask the feeds that are due, and note what entries they have."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from loguru import logger
from sqlalchemy import Connection

from monitor import schedule
from monitor.errors import FeedError, FetchError
from monitor.feeds import parse
from monitor.feeds.listing import read_listing
from monitor.feeds.urls import host_of
from monitor.fetch import Response
from monitor.masking import mask
from monitor.model import Entry, FeedDocument
from monitor.options import FeedConfig
from monitor.pipeline.tools import Tools
from storage import entries, feeds, health
from storage.values import FeedState, PollOutcome, PollRecord

TELL_AFTER = 5  # failures in a row until a health alert says that a feed is down
HELD = 2  # polls in a row that a permanent redirect must hold before its target is asked instead
GONE = 410


@dataclass(frozen=True, slots=True)
class Answer:
    """What a feed answered; ``document`` is None if it is the one that we know."""

    feed: FeedState
    response: Response
    body_hash: str | None
    document: FeedDocument | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a feed gave no answer; ``address`` is where it was asked, ``status`` what answered there, if anything."""

    feed: FeedState
    error: FetchError | FeedError
    address: str
    status: int | None = None


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
    if not due:
        return Polled()
    gate = asyncio.Semaphore(tools.settings.fetch.concurrency)
    answers = await asyncio.gather(*(_one(tools, feed, now, gate) for feed in due))
    failures = [answer for answer, _ in answers if isinstance(answer, Failure)]
    results = [_result(answer) for answer, _ in answers]
    outage = await tools.writing(lambda conn: _save_failures(conn, tools, failures, results, now))
    added = [found for _, found in answers]
    return Polled(len(due), len(failures), sum(new for new, _ in added), sum(changed for _, changed in added), outage)


async def _one(
    tools: Tools, feed: FeedState, now: datetime, gate: asyncio.Semaphore
) -> tuple[Answer | Failure, tuple[int, int]]:
    """Ask one feed; write what came, unless it failed. Also how many entries are new, and how many changed."""
    async with gate:
        answer = await ask(tools, feed)
    if isinstance(answer, Failure):
        return answer, (0, 0)
    found = await tools.writing(lambda conn: _save(conn, tools, answer, now))
    _log(answer, found)
    return answer, found


async def ask(tools: Tools, feed: FeedState) -> Answer | Failure:
    """One conditional request and its parse. Whatever fails is this feed's failure, and no other's."""
    config = tools.feeds.get(feed.url) or FeedConfig(feed.name, feed.url, feed.publisher)
    address, status = _address(feed), None
    try:
        response = await _fetched(tools, feed, address, config)
        status = response.status
        return await asyncio.to_thread(_parsed, feed, response, config.selector)
    except FetchError as error:
        return Failure(feed, error, address, error.status)
    except FeedError as error:
        return Failure(feed, error, address, status)
    except Exception:  # noqa: BLE001 - a library's fault at one feed must not end the round
        logger.exception("unforeseen fault at a feed", feed=feed.name, url=mask(address))
        unforeseen = FeedError(f"{mask(address)}: a fault of the monitor's own; the log has it whole")
        return Failure(feed, unforeseen, address, status)


def _address(feed: FeedState) -> str:
    """Where to ask: at the feed's own address, or where it has moved for good."""
    return feed.moved_to if feed.moved_to and feed.moved_times >= HELD else feed.url


async def _fetched(tools: Tools, feed: FeedState, address: str, config: FeedConfig) -> Response:
    """The answer; the settings' headers and cookies are for the settings' host, and never leave TLS."""
    conditional = not schedule.asks_anew(feed.polls_total)
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


def _parsed(feed: FeedState, response: Response, selector: str | None) -> Answer:
    """The document, unless the server or the body's hash says that it is the one we know.

    A page without a feed is read by the selector of its links.
    """
    if response.not_modified:
        return Answer(feed, response, feed.body_hash)
    body_hash = hashlib.sha256(response.body).hexdigest()
    if body_hash == feed.body_hash:
        return Answer(feed, response, body_hash)
    kind = response.content_type
    if selector:
        document = read_listing(response.body, response.url, selector, content_type=kind)
    else:
        document = parse(response.body, response.url, content_type=kind)
    return Answer(feed, response, body_hash, document)


def _result(answer: Answer | Failure) -> schedule.Result:
    """The answer as the schedule judges it."""
    error = answer.error if isinstance(answer, Failure) and isinstance(answer.error, FetchError) else None
    return schedule.Result(host_of(answer.feed.url), error.lasting if error else None, error.status if error else None)


def _save(conn: Connection, tools: Tools, answer: Answer, now: datetime) -> tuple[int, int]:
    """Entries, the feed's state and the poll's record, in the caller's transaction."""
    found = answer.document.entries if answer.document else ()
    added = entries.add(conn, answer.feed.id, found, now)
    state = _succeeded(tools, answer, now, new=len(added.new), total=len(found))
    feeds.save_poll(conn, state, _record(answer, now, found, len(added.new)))
    health.close(conn, "feed", answer.feed.name, now)
    return len(added.new), len(added.changed)


def _bounds(tools: Tools, feed: FeedState) -> schedule.Bounds:
    given = tools.settings.schedule
    return schedule.Bounds(feed.interval_set or given.interval, given.min_interval, given.max_interval)


def _succeeded(tools: Tools, answer: Answer, now: datetime, *, new: int, total: int) -> FeedState:
    """The feed's next state after an answer."""
    feed, response, document = answer.feed, answer.response, answer.document
    bounds = _bounds(tools, feed)
    seen = schedule.Seen(
        new=new,
        total=total,
        silence=now - (feed.last_new_at or feed.first_poll_at or now),
        ttl=document.ttl if document else feed.ttl,
        max_age=response.max_age,
        first=feed.first_poll_at is None,
    )
    interval = schedule.next_interval(feed.interval or bounds.interval, seen, bounds)
    state = replace(
        feed,
        interval=interval,
        next_check_at=schedule.next_poll(now, interval, tools.jitter()),
        etag=response.etag or (feed.etag if response.not_modified else None),
        last_modified=response.last_modified or (feed.last_modified if response.not_modified else None),
        body_hash=answer.body_hash,
        moved_to=response.permanent_url or (feed.moved_to if feed.moved_times >= HELD else None),
        moved_times=_held(feed, response),
        failures=0,
        last_error=None,
        last_status=response.status,
        last_success_at=now,
    )
    return state if document is None else _described(state, document)


def _held(feed: FeedState, response: Response) -> int:
    """How many polls in a row led to the same new address over permanent redirects; once confirmed, it stays so."""
    if response.permanent_url:
        return feed.moved_times + 1 if response.permanent_url == feed.moved_to else 1
    return feed.moved_times if feed.moved_times >= HELD else 0


def _described(state: FeedState, document: FeedDocument) -> FeedState:
    """The state with what the document says of its feed."""
    return replace(
        state, format=document.format, title=document.title, home=document.home, hub=document.hub, ttl=document.ttl
    )


def _record(answer: Answer, now: datetime, found: Sequence[Entry], new: int) -> PollRecord:
    response = answer.response
    outcome: PollOutcome = "not_modified" if response.not_modified else "new" if new else "unchanged"
    return PollRecord(
        now, outcome, response.status, round(1000 * response.elapsed), len(response.body), len(found), new
    )


def _standing(feed: FeedState) -> schedule.Standing:
    """The feed as the schedule judges an outage: it was mute if its last poll failed without any status."""
    mute = feed.last_error is not None and feed.last_status is None
    return schedule.Standing(host_of(feed.url), feed.last_success_at, feed.last_poll_at if mute else None)


def _save_failures(
    conn: Connection, tools: Tools, failures: Sequence[Failure], results: Sequence[schedule.Result], now: datetime
) -> bool:
    """Put off what failed; whether it is our own outage. Then nothing is counted, and one health alert stands for all.

    Any other round closes that alert: somebody answered.
    """
    outage = schedule.is_own_outage(results, [_standing(feed) for feed in feeds.active(conn)])
    if outage:
        health.add(conn, "outage", "network", "no feed gives any answer; this looks like our own network", now)
    else:
        health.close(conn, "outage", "network", now)
    for answer in failures:
        state = _failed(tools, answer, now, counted=not outage)
        feeds.save_poll(conn, state, PollRecord(now, "error", state.last_status, error=str(answer.error)))
        logger.warning(
            "feed failed", feed=answer.feed.name, error=str(answer.error), next_check=state.next_check_at.isoformat()
        )
        if state.failures >= TELL_AFTER or state.last_status == GONE:
            health.add(conn, "feed", answer.feed.name, f"{answer.feed.name}: {answer.error}", now)
    return outage


def _failed(tools: Tools, failure: Failure, now: datetime, *, counted: bool) -> FeedState:
    """The feed's state after a failure; it is asked again in any case."""
    feed, error, status = failure.feed, failure.error, failure.status
    failures = feed.failures + 1 if counted else feed.failures
    lasting = error.lasting if isinstance(error, FetchError) else "soft"
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    bounds = _bounds(tools, feed)
    wait = (
        schedule.backoff(lasting, failures, bounds, status=status, retry_after=retry_after)
        if counted
        else schedule.after_outage(bounds)
    )
    state = replace(feed, failures=failures, last_error=str(error), last_status=status, next_check_at=now + wait)
    moved = failure.address != feed.url
    return _forgotten(state, now, bounds) if moved and (lasting == "hard" or isinstance(error, FeedError)) else state


def _forgotten(state: FeedState, now: datetime, bounds: schedule.Bounds) -> FeedState:
    """The state without its new address, where no feed is any more: the configured one is asked next, and soon."""
    soon = now + bounds.clamp(bounds.interval)
    return replace(state, moved_to=None, moved_times=0, etag=None, last_modified=None, next_check_at=soon)


def _log(answer: Answer, found: tuple[int, int]) -> None:
    response = answer.response
    logger.info(
        "polled feed",
        feed=answer.feed.name,
        url=mask(answer.feed.url),
        status=response.status,
        new=found[0],
        changed=found[1],
        took=round(response.elapsed, 2),
    )
