"""Feeds with their health."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from monitor.masking import mask
from storage import schema
from storage.feeds import listing
from storage.queries.shapes import Answer, ident, stamp
from storage.values import FeedState, Filter


def feeds(conn: Connection, wanted: Filter | None = None) -> list[Answer]:
    """The feeds of the settings in their order, then those that rest; by publisher, where asked for."""
    publisher = wanted.publisher.lower() if wanted and wanted.publisher else None
    found = [feed for feed in listing(conn) if publisher in (None, feed.publisher.lower())]
    counted = _articles(conn)
    return [_answer(feed, *counted.get(feed.id, (0, 0))) for feed in found]


def _articles(conn: Connection) -> dict[int, tuple[int, int]]:
    """For each feed, how many articles it was the first to lead to, and how many of them are on a topic."""
    article, topic = schema.articles.c, schema.article_topics.c
    relevant = select(topic.article_id).where(topic.relevant)
    on_topic = func.count().filter(article.id.in_(relevant))
    query = select(article.feed_id, func.count(), on_topic).group_by(article.feed_id)
    return {feed: (articles, topical) for feed, articles, topical in conn.execute(query)}


def _answer(feed: FeedState, articles: int, on_topic: int) -> Answer:
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
        "articles": articles,
        "on_topic": on_topic,
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
