"""Whether feeds still speak: one that is silent for far longer than its habit raises a health alert."""

from __future__ import annotations

from datetime import datetime

from loguru import logger
from sqlalchemy import Connection

from monitor import schedule
from monitor.pipeline.tools import Tools
from storage import feeds, health
from storage.values import FeedState


async def listen(tools: Tools, now: datetime) -> int:
    """Tell of feeds that answer and have long had nothing new; how many. A new entry ends it."""
    quiet = await tools.reading(lambda conn: _quiet(conn, now))
    if quiet:
        await tools.writing(lambda conn: _tell(conn, quiet, now))
    return len(quiet)


def _quiet(conn: Connection, now: datetime) -> list[FeedState]:
    waiting = feeds.quiet(conn, now - schedule.SILENT_LEAST)
    return [feed for feed in waiting if schedule.is_silent(now, feeds.arrivals(conn, feed.id))]


def _tell(conn: Connection, quiet: list[FeedState], now: datetime) -> None:
    for feed in quiet:
        since = f"{feed.last_new_at:%Y-%m-%d %H:%M} UTC"
        words = f"{feed.name} has had nothing new since {since}, far longer than it usually takes, though it answers"
        if health.add(conn, "silent", feed.name, words, now):
            logger.warning("feed is silent", feed=feed.name, since=since)
