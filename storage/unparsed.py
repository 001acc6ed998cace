"""Documents that could not be parsed, kept for looking at: the last one of each feed, cut where it is long."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage import sql
from storage.schema import unparsed

LONGEST = 500_000  # bytes that are kept of one; what breaks a parser stands in its beginning, or its size is the fault


@dataclass(frozen=True, slots=True)
class Document:
    """What came, from where, and why it is none that can be read. ``size`` is of the whole, ``body`` may be cut."""

    feed_id: int
    at: datetime
    url: str
    content_type: str | None
    error: str
    size: int
    body: bytes


def keep(conn: Connection, document: Document) -> None:
    """Keep a document in place of the feed's last one."""
    values = {
        "at": document.at,
        "url": document.url,
        "content_type": document.content_type,
        "error": document.error,
        "size": document.size,
        "body": zlib.compress(document.body[:LONGEST]),
    }
    statement = sql.insert(conn, unparsed).values(feed_id=document.feed_id, **values)
    conn.execute(statement.on_conflict_do_update(index_elements=["feed_id"], set_=values))


def find(conn: Connection, feed_id: int) -> Document | None:
    """A feed's last document that could not be parsed."""
    row = conn.execute(select(unparsed).where(unparsed.c.feed_id == feed_id)).first()
    return Document(**{**row._mapping, "body": zlib.decompress(row.body)}) if row else None


def forget(conn: Connection, before: datetime) -> None:
    """Forget what was kept before a time."""
    conn.execute(delete(unparsed).where(unparsed.c.at < before))
