"""Entries of feeds, from the poll that brings them until their article has been read."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, case, func, select, update

from monitor.model import Entry
from storage import sql
from storage.columns import clean
from storage.schema import entries, feeds
from storage.sql import AnyRow, Condition
from storage.values import Added, PendingEntry

Part = TypeVar("Part")

CHUNK = 500  # keys in one look-up; SQLite takes 32,766 values in a statement

_COLUMNS = (
    entries.c.id,
    entries.c.feed_id,
    entries.c.key,
    entries.c.url,
    entries.c.title,
    entries.c.published_at.label("published"),
    entries.c.updated_at.label("updated"),
    entries.c.article_id,
    entries.c.attempts,
)
_CHANGE = update(entries).where(entries.c.id == bindparam("of"))


def add(conn: Connection, feed_id: int, found: Sequence[Entry], now: datetime) -> Added:
    """Write a feed's entries as it shows them now.

    An entry is known by feed and key; the first of several with one key counts. Known ones whose title, summary or
    time of update differ are pending again. Nothing is written for those that stand as before.
    """
    new: list[PendingEntry] = []
    changed: list[PendingEntry] = []
    for chunk in _chunks(list(_by_key(found).values())):
        known = _known(conn, feed_id, chunk)
        pairs = [(entry, known.get(clean(entry.key))) for entry in chunk]
        new += _insert(conn, feed_id, [entry for entry, row in pairs if row is None], now)
        changed += [_renew(conn, row.id, entry, now) for entry, row in pairs if row and _differs(row, entry)]
    return Added(tuple(new), tuple(changed))


def _by_key(found: Sequence[Entry]) -> dict[str, Entry]:
    """The entries in the feed's order, the first of each key."""
    first: dict[str, Entry] = {}
    for entry in found:
        first.setdefault(clean(entry.key), entry)
    return first


def pending(
    conn: Connection, now: datetime, limit: int | None = None, urls: Collection[str] | None = None
) -> list[PendingEntry]:
    """The entries whose article is to be read by now, those that wait longest first; ``urls``: only at these."""
    chosen = select(*_COLUMNS).where(*_is_due(now)).order_by(entries.c.due_at, entries.c.id)
    if urls is not None:
        chosen = chosen.where(entries.c.url.in_(list(urls)))
    return [_pending(row) for row in conn.execute(chosen.limit(limit))]


def waiting(conn: Connection, now: datetime, limit: int) -> list[str]:
    """The addresses of what ``pending`` gives; one may come more than once."""
    chosen = select(entries.c.url).where(*_is_due(now)).order_by(entries.c.due_at, entries.c.id)
    return list(conn.execute(chosen.limit(limit)).scalars())


def _is_due(now: datetime) -> tuple[Condition, Condition]:
    return entries.c.state == "pending", entries.c.due_at <= now


def done(conn: Connection, entry_id: int, article_id: int | None, now: datetime) -> None:
    """The entry's article was read; None if there is nothing to read behind it."""
    values = {"state": "done", "due_at": None, "error": None, "article_id": article_id, "changed_at": now}
    conn.execute(_CHANGE, values | {"of": entry_id})


def failed(conn: Connection, entry_id: int, error: str, retry_at: datetime | None, now: datetime) -> None:
    """Reading the entry's article failed; it is tried again at ``retry_at``, or not until the feed changes it."""
    outcome = {"state": "pending" if retry_at else "failed", "due_at": retry_at, "error": error, "changed_at": now}
    statement = update(entries).where(entries.c.id == entry_id).values(attempts=entries.c.attempts + 1)
    conn.execute(statement.values(outcome))


def of_first_poll(conn: Connection, article_ids: Collection[int]) -> set[int]:
    """Those of the articles that only feeds' first polls brought: they were there before we looked."""
    first = func.min(case((entries.c.first_seen_at <= feeds.c.first_poll_at, 1), else_=0))
    found: set[int] = set()
    for chunk in _chunks(list(article_ids)):
        grouped = select(entries.c.article_id).join(feeds, feeds.c.id == entries.c.feed_id)
        grouped = grouped.where(entries.c.article_id.in_(chunk)).group_by(entries.c.article_id).having(first == 1)
        found |= set(conn.execute(grouped).scalars())
    return found


def first_poll_waits(conn: Connection) -> bool:
    """Whether a feed's first poll, or the articles that it brought, are still to come.

    What failed holds up nobody: a feed that gave no answer yet, an article that was tried once.
    """
    unread = select(entries.c.id).join(feeds, feeds.c.id == entries.c.feed_id)
    fresh = (entries.c.state == "pending", entries.c.attempts == 0, entries.c.first_seen_at <= feeds.c.first_poll_at)
    unasked = select(feeds.c.id).where(feeds.c.active, feeds.c.last_poll_at.is_(None))
    return any(conn.execute(query.limit(1)).first() for query in (unread.where(*fresh), unasked))


def announced(conn: Connection, url: str) -> list[tuple[str, str, str | None]]:
    """The entries that announce an address: the feed's name, the entry's state, and the last error."""
    chosen = select(feeds.c.name, entries.c.state, entries.c.error).join(feeds, feeds.c.id == entries.c.feed_id)
    return [(row.name, row.state, row.error) for row in conn.execute(chosen.where(entries.c.url == url))]


def _known(conn: Connection, feed_id: int, chunk: Sequence[Entry]) -> dict[str, AnyRow]:
    wanted = [clean(entry.key) for entry in chunk]
    columns = (entries.c.id, entries.c.key, entries.c.title, entries.c.summary_hash, entries.c.updated_at)
    rows = conn.execute(select(*columns).where(entries.c.feed_id == feed_id, entries.c.key.in_(wanted)))
    return {row.key: row for row in rows}


def _insert(conn: Connection, feed_id: int, fresh: Sequence[Entry], now: datetime) -> list[PendingEntry]:
    """Those that were not there before, in the order given; the database returns them in an order of its own."""
    if not fresh:
        return []
    rows = [{"feed_id": feed_id, "key": entry.key, "first_seen_at": now, **_content(entry, now)} for entry in fresh]
    statement = sql.insert(conn, entries).on_conflict_do_nothing().returning(*_COLUMNS)
    written = {row.key: _pending(row) for row in conn.execute(statement, rows)}
    return [written[key] for entry in fresh if (key := clean(entry.key)) in written]


def _renew(conn: Connection, entry_id: int, entry: Entry, now: datetime) -> PendingEntry:
    statement = update(entries).where(entries.c.id == entry_id).values(attempts=0, error=None, **_content(entry, now))
    return _pending(conn.execute(statement.returning(*_COLUMNS)).one())


def _content(entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "url": entry.url,
        "title": entry.title,
        "summary_hash": _hash(entry.summary),
        "published_at": entry.published,
        "updated_at": entry.updated,
        "state": "pending",
        "due_at": now,
        "changed_at": now,
    }


def _differs(row: AnyRow, entry: Entry) -> bool:
    return (row.title, row.summary_hash, row.updated_at) != (clean(entry.title), _hash(entry.summary), entry.updated)


def _hash(text: str) -> str:
    return hashlib.sha256(clean(text).encode()).hexdigest()


def _pending(row: AnyRow) -> PendingEntry:
    return PendingEntry(**row._mapping)


def _chunks(found: Sequence[Part]) -> Iterator[Sequence[Part]]:
    return (found[i : i + CHUNK] for i in range(0, len(found), CHUNK))
