"""Feeds with their health."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text

from monitor.masking import mask
from storage import schema, subscriptions, tallies, unparsed
from storage.columns import whole
from storage.feeds import listing, polls
from storage.queries.shapes import Answer, ident, stamp
from storage.tallies import OfFeed
from storage.values import FeedState, Filter, PollRecord, Subscription

HABIT = timedelta(days=7)  # before a feed's last poll, over which its entries a day are counted


def feeds(conn: Connection, wanted: Filter | None = None) -> list[Answer]:
    """The feeds of the settings in their order, then those that rest; by publisher, where asked for."""
    publisher = wanted.publisher.lower() if wanted and wanted.publisher else None
    found = [feed for feed in listing(conn) if publisher in (None, feed.publisher.lower())]
    counted = tallies.of_feeds(conn)
    return [_answer(conn, feed, counted.get(feed.id, OfFeed())) for feed in found]


def feed(conn: Connection, name: str, limit: int | None = 20) -> Answer | None:
    """One feed by its name or address: its row in ``feeds``, its hub, its last polls, and what was unreadable.

    Polls stand newest first. None if there is no such feed.
    """
    found = next((state for state in listing(conn) if name in (state.name, state.url)), None)
    if found is None:
        return None
    hub = subscriptions.of_feeds(conn, [found.id]).get(found.id)
    return {
        **_answer(conn, found, tallies.of_feeds(conn).get(found.id, OfFeed())),
        "hub": found.hub and mask(found.hub),
        "subscription": hub and _subscription(hub),
        "last_polls": [_poll(poll) for poll in polls(conn, found.id, limit)],
        "unparsed": _unparsed(conn, found.id),
    }


def _subscription(hub: Subscription) -> Answer:
    return {
        "state": hub.state,
        "pushes": hub.pushes,
        "leased_until": stamp(hub.leased_until),
        "last_push_at": stamp(hub.last_push_at),
        "last_gap_at": stamp(hub.last_gap_at),
        "error": hub.error,
    }


def _poll(poll: PollRecord) -> Answer:
    kept = ("outcome", "status", "elapsed_ms", "bytes", "entries", "new", "error")
    return {"at": stamp(poll.at), **{name: getattr(poll, name) for name in kept}}


def _unparsed(conn: Connection, feed_id: int) -> Answer | None:
    document = unparsed.find(conn, feed_id)
    if document is None:
        return None
    kept = {name: getattr(document, name) for name in ("url", "content_type", "error", "size")}
    return {"at": stamp(document.at), **kept}


def _a_day(conn: Connection, feed: FeedState) -> float | None:
    """New entries a day in the week before the last poll; what the first poll brought was there before."""
    if feed.first_poll_at is None or feed.last_poll_at is None:
        return None
    since = max(feed.first_poll_at, feed.last_poll_at - HABIT)
    days = (feed.last_poll_at - since) / timedelta(days=1)
    poll: Any = schema.polls.c
    chosen = select(func.sum(poll.new)).where(poll.feed_id == feed.id, text("new > 0"), poll.at > since)
    return whole(round((conn.execute(chosen).scalar() or 0) / days, 1)) if days > 0 else None


def _answer(conn: Connection, feed: FeedState, counted: OfFeed) -> Answer:
    return {
        "id": ident(feed.id),
        "name": feed.name,
        "url": mask(feed.url),
        "publisher": feed.publisher,
        "language": feed.language,
        "trust": feed.trust,
        "state": _state(feed),
        "format": feed.format,
        "title": feed.title,
        "interval": feed.interval and int(feed.interval.total_seconds()),
        "polls": feed.polls_total,
        "entries": feed.entries_total,
        "entries_a_day": _a_day(conn, feed),
        "articles": counted.articles,
        "on_topic": counted.on_topic,
        "failures": feed.failures,
        "status": feed.last_status,
        "error": feed.last_error,
        "moved_to": feed.moved_to and mask(feed.moved_to),
        "last_poll_at": stamp(feed.last_poll_at),
        "last_success_at": stamp(feed.last_success_at),
        "last_new_at": stamp(feed.last_new_at),
        "next_check_at": stamp(feed.next_check_at),
    }


def _state(feed: FeedState) -> str:
    if not feed.active:
        return "resting"
    if feed.last_poll_at is None:
        return "not polled yet"
    return "failing" if feed.failures else "ok"
