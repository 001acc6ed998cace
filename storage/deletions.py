"""Articles deleted on request: what was asked, by whom and why, and the addresses that are not read again.

The record of a deletion is all that stays of the article; it is kept among the facts of the program (``meta``).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from storage import meta
from storage.schema import aliases, articles, bands, changes, claims, deliveries, messages, points, stories

_PREFIX = "deletion:"  # before an address in ``meta``


@dataclass(frozen=True, slots=True)
class Deletion:
    """One article that is to go, or has gone at ``done_at``; times are ISO 8601 in UTC."""

    article_id: int
    url: str
    by: str
    why: str
    asked_at: str
    done_at: str | None = None


def ask(conn: Connection, article_id: int, *, by: str, why: str, now: datetime) -> Deletion:
    """Note that an article is to go; none of its addresses is read from now on."""
    url = conn.execute(select(articles.c.url).where(articles.c.id == article_id)).scalar_one()
    asked = Deletion(article_id, url, by, why, now.isoformat())
    others = conn.execute(select(aliases.c.url).where(aliases.c.article_id == article_id)).scalars()
    for address in {url, *others}:
        meta.put(conn, _PREFIX + address, asdict(asked))
    return asked


def is_deleted(conn: Connection, url: str) -> bool:
    """Whether an address led to an article that was deleted."""
    return meta.get(conn, _PREFIX + url) is not None


def listing(conn: Connection) -> list[Deletion]:
    """All deletions, oldest first, one an article."""
    found = {row["article_id"]: Deletion(**row) for row in meta.with_prefix(conn, _PREFIX).values()}
    return sorted(found.values(), key=lambda one: one.asked_at)


def waiting(conn: Connection) -> list[Deletion]:
    """Those that have not been carried out."""
    return [one for one in listing(conn) if one.done_at is None]


def carry_out(conn: Connection, deletion: Deletion, now: datetime) -> set[str]:
    """Delete the article with all that hangs on it; the metrics whose history has to be built anew.

    Changes of other articles that were compared with it stay, without their old side, and so do the alerts on them.
    """
    article_id = deletion.article_id
    own = select(claims.c.id).where(claims.c.article_id == article_id)
    metrics = set(conn.execute(select(points.c.metric).where(points.c.article_id == article_id).distinct()).scalars())
    others = (changes.c.old_claim_id.in_(own), changes.c.new_claim_id.not_in(own))
    conn.execute(update(changes).where(*others).values(old_claim_id=None))
    story = conn.execute(select(articles.c.story_id).where(articles.c.id == article_id)).scalar()
    conn.execute(delete(bands).where(bands.c.article_id == article_id))
    conn.execute(delete(articles).where(articles.c.id == article_id))
    _tidy(conn, story)
    for key, row in meta.with_prefix(conn, _PREFIX).items():
        if row["article_id"] == article_id:
            meta.put(conn, key, row | {"done_at": now.isoformat()})
    return metrics


def _tidy(conn: Connection, story: Any) -> None:
    """A story without articles and messages without alerts go as well."""
    if story is not None:
        left = select(articles.c.id).where(articles.c.story_id == story)
        conn.execute(delete(stories).where(stories.c.id == story, ~left.exists()))
    carried = select(deliveries.c.message_id)
    conn.execute(delete(messages).where(messages.c.id.not_in(carried)))
