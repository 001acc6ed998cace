"""Which pages are to be read: what entries announce, and what is due again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from storage import articles, deletions, entries, feeds
from storage.values import FeedState, PendingEntry, StoredArticle

LOOKED_AT = 5_000  # addresses among which hosts take turns; the rest waits in the database


@dataclass(frozen=True, slots=True)
class Target:
    """One page to read: the entries that led to it, or the stored article that is due again.

    ``deleted``: people wanted its article to go; it is not read.
    """

    url: str
    feed: FeedState
    entries: tuple[PendingEntry, ...] = ()
    article: StoredArticle | None = None
    deleted: bool = False

    @property
    def ids(self) -> dict[str, object]:
        """By what its lines in the log are tied to those before and after."""
        return {
            "feed": self.feed.name,
            "feed_id": self.feed.id,
            "entries": ",".join(str(entry.id) for entry in self.entries) or None,
            "article": self.article and self.article.id,
        }


def addresses(conn: Connection, now: datetime) -> list[str]:
    """The addresses to read by now, each once: new and changed entries, then due rechecks, the oldest first."""
    return list(dict.fromkeys((*entries.waiting(conn, now, LOOKED_AT), *articles.waiting(conn, now, LOOKED_AT))))


def targets(conn: Connection, now: datetime, urls: Collection[str]) -> list[Target]:
    """Those of the addresses that are still to be read; entries of several feeds may lead to one."""
    pending, due = entries.pending(conn, now, urls=urls), articles.due_rechecks(conn, now, urls=urls)
    feed_of = feeds.of(conn, {entry.feed_id for entry in pending} | {a.record.feed_id for a in due if a.record.feed_id})
    found = _announced(conn, pending, feed_of)
    known = {target.article.id for target in found if target.article}
    for article in due:
        if article.id not in known and article.record.feed_id in feed_of:
            found.append(Target(article.record.url, feed_of[article.record.feed_id], (), article))
    return found


def _announced(conn: Connection, pending: Iterable[PendingEntry], feed_of: dict[int, FeedState]) -> list[Target]:
    found: dict[str, Target] = {}
    for entry in pending:
        target = found.get(entry.url) or _first(conn, entry, feed_of[entry.feed_id])
        found[entry.url] = replace(target, entries=(*target.entries, entry))
    return list(found.values())


def _first(conn: Connection, entry: PendingEntry, feed: FeedState) -> Target:
    return Target(entry.url, feed, (), articles.find(conn, entry.url), deletions.is_deleted(conn, entry.url))
