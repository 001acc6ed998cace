"""What a poll's outcome means for its feed: the next state, decided, and its rows, written."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loguru import logger
from sqlalchemy import Connection

from monitor import rhythm, schedule
from monitor.errors import FeedError, FetchError
from monitor.feeds import websub
from monitor.fetch import Response
from monitor.masking import mask
from monitor.model import FeedDocument
from monitor.pipeline.asking import HELD, Answer, Failure
from monitor.pipeline.tools import Tools
from monitor.rhythm import Rhythm
from storage import entries, feeds, health, subscriptions, unparsed
from storage.health import Trouble
from storage.values import FeedState, PollOutcome, PollRecord, Subscription

TELL_AFTER = 5  # failures in a row until a health alert says that a feed is down
GONE = 410


@dataclass(frozen=True, slots=True)
class Found:
    """How many entries of an answer are new, and how many changed."""

    new: int = 0
    changed: int = 0


def bounds(tools: Tools, feed: FeedState) -> rhythm.Bounds:
    """Within what a feed's interval may lie."""
    given = tools.settings.schedule
    return rhythm.Bounds(feed.interval_set or given.interval, given.min_interval, given.max_interval)


def opening(tools: Tools, feed: FeedState, moment: datetime) -> datetime:
    """Give the first moment from this one on at which the settings let the feed be asked."""
    own = tools.feeds.get(feed.url)
    return schedule.opening(moment, (own and own.hours) or tools.settings.schedule.hours)


# ---------------------------------------------------------------- feeds that answered


def save(conn: Connection, tools: Tools, answers: Sequence[Answer], now: datetime) -> list[Found]:
    """Write entries, the feeds' states and the polls' records, in the caller's transaction."""
    troubles, hubs = health.troubles(conn), _subscriptions(conn, tools, answers)
    found, rows = [], []
    for answer in answers:
        told = answer.document.entries if answer.document else ()
        added = entries.add(conn, answer.feed.id, told, now)
        seen = _seen(answer, len(added.new), now)
        state = _succeeded(tools, answer, seen, now)
        state = _beside_hub(conn, tools, state, seen, hubs.get(state.id), now)
        rows.append((state, _record(answer, now, seen)))
        if answer.document and tools.settings.fetch.websub_callback:
            _offer(conn, answer, now)
        found.append(Found(len(added.new), len(added.changed)))
        _tell(conn, answer, seen, troubles, now)
    feeds.save_polls(conn, rows)
    return found


def _subscriptions(conn: Connection, tools: Tools, answers: Sequence[Answer]) -> dict[int, Subscription]:
    """What hubs were asked to push of these feeds; nothing where no hub is asked."""
    if not tools.settings.fetch.websub_callback:
        return {}
    return subscriptions.of_feeds(conn, [answer.feed.id for answer in answers if answer.feed.hub])


def _beside_hub(
    conn: Connection, tools: Tools, state: FeedState, seen: rhythm.Seen, hub: Subscription | None, now: datetime
) -> FeedState:
    """The state with a later next poll where a hub pushes; a poll that finds more than it told is a gap."""
    if hub is None:
        return state
    if seen.new and hub.state == "active":
        subscriptions.gap(conn, state.id, now)
        return state
    if not schedule.relies_on(schedule.Pushes(hub.leased_until, hub.last_push_at, hub.last_gap_at), now):
        return state
    return replace(state, next_check_at=_resting(tools, state, now))


def _resting(tools: Tools, state: FeedState, now: datetime) -> datetime:
    """When a feed is polled that its hub pushes."""
    own, known = bounds(tools, state), _rhythm(state)
    turnover = rhythm.turnover(known) if known else timedelta.max
    slower = schedule.beside_pushes(state.interval or own.interval, turnover, own)
    return opening(tools, state, schedule.next_poll(now, slower, tools.jitter()))


def _offer(conn: Connection, answer: Answer, now: datetime) -> None:
    """Note the hub that a feed names, or that it names none any more."""
    document, response = answer.document, answer.response
    assert document is not None  # the caller asked
    offered = websub.offer(response.headers, response.url, hub=document.hub, topic=document.topic)
    if offered is None:
        subscriptions.withdraw(conn, answer.feed.id, now)
        return
    token, secret = secrets.token_urlsafe(24), secrets.token_urlsafe(32)
    subscriptions.offer(conn, answer.feed.id, offered.hub, offered.topic, token=token, secret=secret, now=now)


def _seen(answer: Answer, new: int, now: datetime) -> rhythm.Seen:
    feed, document = answer.feed, answer.document
    return rhythm.Seen(
        new=new,
        total=len(document.entries) if document else 0,
        since=now - feed.last_success_at if feed.last_success_at else None,
        dates=_dates(document) if document and feed.rate is None else (),
        ttl=document.ttl if document else feed.ttl,
        max_age=answer.response.max_age,
    )


def _dates(document: FeedDocument) -> tuple[datetime, ...]:
    return tuple(entry.published for entry in document.entries if entry.published)


def _rhythm(feed: FeedState) -> Rhythm | None:
    return None if feed.rate is None else Rhythm(feed.rate, feed.shown or 0)


def _succeeded(tools: Tools, answer: Answer, seen: rhythm.Seen, now: datetime) -> FeedState:
    """The feed's next state after an answer."""
    feed, response = answer.feed, answer.response
    own = bounds(tools, feed)
    learned = rhythm.learned(_rhythm(feed), seen, now, own)
    interval = rhythm.interval(learned, seen, feed.interval, own)
    state = replace(
        feed,
        interval=interval,
        rate=learned.rate,
        shown=learned.window,
        next_check_at=opening(tools, feed, schedule.next_poll(now, interval, tools.jitter())),
        etag=response.etag or (feed.etag if response.not_modified else None),
        last_modified=response.last_modified or (feed.last_modified if response.not_modified else None),
        body_hash=answer.body_hash,
        moved_to=response.permanent_url or (feed.moved_to if feed.moved_times >= HELD else None),
        moved_times=_held(answer),
        failures=0,
        last_error=None,
        last_status=response.status,
        last_success_at=now,
    )
    return state if answer.document is None else _described(state, answer.document, response)


def _held(answer: Answer) -> int:
    """How many polls in a row led to the same new address over permanent redirects; once confirmed, it stays so."""
    feed, url = answer.feed, answer.response.permanent_url
    if url:
        return feed.moved_times + 1 if url == feed.moved_to else 1
    return feed.moved_times if feed.moved_times >= HELD else 0


def _described(state: FeedState, document: FeedDocument, response: Response) -> FeedState:
    """The state with what the document says of its feed."""
    offered = websub.offer(response.headers, response.url, hub=document.hub, topic=document.topic)
    hub = offered.hub if offered else None
    return replace(state, format=document.format, title=document.title, home=document.home, hub=hub, ttl=document.ttl)


def _record(answer: Answer, now: datetime, seen: rhythm.Seen) -> PollRecord:
    response = answer.response
    outcome: PollOutcome = "not_modified" if response.not_modified else "new" if seen.new else "unchanged"
    return PollRecord(
        now, outcome, response.status, round(1000 * response.elapsed), response.received, seen.total, seen.new
    )


def _tell(conn: Connection, answer: Answer, seen: rhythm.Seen, troubles: Collection[Trouble], now: datetime) -> None:
    """Open the health alert on missed entries; close what this answer shows to be over."""
    feed = answer.feed
    if rhythm.missed(seen):
        since = f"{feed.last_success_at:%Y-%m-%d %H:%M} UTC" if feed.last_success_at else "the last poll"
        words = f"{feed.name}: all {seen.new} entries are new since {since}; others may have come and gone unseen"
        health.add(conn, "missed", feed.name, words, now)
        logger.warning("entries may have been missed", feed=feed.name, new=seen.new, since=since)
    over = {"feed", "wall"} | ({"silent"} if seen.new else set()) | ({"missed"} if 0 < seen.new < seen.total else set())
    for kind in over:
        if (kind, feed.name) in troubles:
            health.close(conn, kind, feed.name, now)


# ---------------------------------------------------------------- feeds whose hub pushed


def save_push(conn: Connection, tools: Tools, answer: Answer, now: datetime) -> Found:
    """Write the entries that a hub pushed; of the feed's state only its next poll, which may now be later."""
    feed = answer.feed
    told = answer.document.entries if answer.document else ()
    added = entries.add(conn, feed.id, told, now)
    subscriptions.pushed(conn, feed.id, now)
    known = _rhythm(feed)
    rate = rhythm.brought(known, len(added.new)).rate if known else None
    record = PollRecord(now, "pushed", bytes=answer.response.received, entries=len(told), new=len(added.new))
    feeds.save_poll(conn, replace(feed, rate=rate, next_check_at=_resting(tools, feed, now)), record)
    return Found(len(added.new), len(added.changed))


# ---------------------------------------------------------------- feeds that failed


def put_off(conn: Connection, tools: Tools, failures: Sequence[Failure], now: datetime, *, counted: bool) -> None:
    """Write the failures of a round; they are not ``counted`` if the outage is our own. Every feed is asked again."""
    for failure in failures:
        state = _failed(tools, failure, now, counted=counted)
        feeds.save_poll(conn, state, _failed_record(failure, now))
        if failure.response is not None:
            unparsed.keep(conn, _document(failure, now))
        told = {"error": str(failure.error), "next_check": state.next_check_at.isoformat()}
        logger.warning("feed failed", feed=state.name, feed_id=state.id, **told)
        _report(conn, failure, state, now)


def _failed_record(failure: Failure, now: datetime) -> PollRecord:
    received = failure.response.received if failure.response else None
    return PollRecord(now, "error", failure.status, bytes=received, error=str(failure.error))


def _document(failure: Failure, now: datetime) -> unparsed.Document:
    response = failure.response
    assert response is not None  # the caller asked
    kind, words = response.content_type, str(failure.error)
    return unparsed.Document(failure.feed.id, now, mask(response.url), kind, words, len(response.body), response.body)


def _report(conn: Connection, failure: Failure, state: FeedState, now: datetime) -> None:
    """A health alert for what needs a person: a feed that is down or gone, a bot wall."""
    words = f"{state.name}: {failure.error}"
    if isinstance(failure.error, FetchError) and failure.error.wall:
        health.add(conn, "wall", state.name, words, now)
    elif state.failures >= TELL_AFTER or state.last_status == GONE:
        health.add(conn, "feed", state.name, words, now)


def _failed(tools: Tools, failure: Failure, now: datetime, *, counted: bool) -> FeedState:
    """The feed's state after a failure; it is asked again in any case."""
    feed, error, status = failure.feed, failure.error, failure.status
    failures = feed.failures + 1 if counted else feed.failures
    lasting = error.lasting if isinstance(error, FetchError) else "soft"
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    own = bounds(tools, feed)
    wait = (
        schedule.backoff(lasting, failures, own, status=status, retry_after=retry_after)
        if counted
        else schedule.after_outage(own)
    )
    state = replace(feed, failures=failures, last_error=str(error), last_status=status)
    if failure.address != feed.url and (lasting == "hard" or isinstance(error, FeedError)):
        state, wait = _forgotten(state), own.clamp(own.interval)
    return replace(state, next_check_at=opening(tools, feed, now + wait))


def _forgotten(state: FeedState) -> FeedState:
    """The state without its new address, where no feed is any more: the configured one is asked next, and soon."""
    return replace(state, moved_to=None, moved_times=0, etag=None, last_modified=None)
