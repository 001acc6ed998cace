"""Stories: which articles may carry the same copy, and which do."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, text, update

from monitor.model import BERLIN
from storage import sql
from storage.schema import articles, bands, stories
from storage.values import Candidate, Story

_JOINING = 7_305_131  # the first number of advisory locks within the database; the second is half of a band's hash
_HALF = 2**32
_SHARED = select(bands.c.article_id).where(
    bands.c.hash.in_(bindparam("hashes", expanding=True)), bands.c.day.between(bindparam("since"), bindparam("until"))
)
_CANDIDATES = (
    select(articles.c.id, articles.c.story_id, articles.c.signature)
    .where(articles.c.id.in_(_SHARED), articles.c.story_id.is_not(None), articles.c.signature.is_not(None))
    .order_by(articles.c.id)
)
_CHANGE = update(articles).where(articles.c.id == bindparam("of"))
_ADD_BAND = sql.either(lambda insert: insert(bands).on_conflict_do_nothing())
_CREATE = insert(stories).returning(stories.c.id)


def alone(conn: Connection, hashes: Iterable[int]) -> None:
    """Wait until no other process joins an article that shares a band (signed 64-bit), to the end of the transaction.

    So two copies that are read at the same moment become one story. Locks are taken in one order, so that no two
    wait for each other.
    """
    if conn.dialect.name == "postgresql":
        halves = sorted({number % _HALF - _HALF // 2 for number in hashes})
        taken = "SELECT pg_advisory_xact_lock(:key, half) FROM unnest(CAST(:halves AS integer[])) AS half"
        conn.execute(text(taken), {"key": _JOINING, "halves": halves})


def candidates(conn: Connection, hashes: Iterable[int], since: date, until: date = date.max) -> list[Candidate]:
    """The articles first seen from one day to another that share a band (signed 64-bit), and belong to a story."""
    wanted = {"hashes": list(hashes), "since": since.toordinal(), "until": until.toordinal()}
    rows = conn.execute(_CANDIDATES, wanted)
    return [Candidate(row.id, row.story_id, _unpacked(row.signature)) for row in rows]


def sign(conn: Connection, article_id: int, signature: Sequence[int], hashes: Iterable[int], now: datetime) -> None:
    """Keep an article's signature (numbers of 32 bits), and make it a candidate by the hashes of its bands.

    The bands of its earlier texts stay, so that a copy of any of its versions is found.
    """
    conn.execute(_CHANGE, {"of": article_id, "signature": _packed(signature)})
    day = now.astimezone(BERLIN).date().toordinal()
    rows = [{"hash": number, "day": day, "article_id": article_id} for number in sorted(set(hashes))]
    if rows:
        conn.execute(_ADD_BAND[conn.dialect.name], rows)


def create(conn: Connection, article_id: int, agency: str | None, origin: str | None, now: datetime) -> int:
    """Begin a story with its first article; its id."""
    values = {"first_article_id": article_id, "agency": agency, "origin": origin, "created_at": now}
    story_id: int = conn.execute(_CREATE, values).scalar_one()
    join(conn, article_id, story_id)
    return story_id


def join(conn: Connection, article_id: int, story_id: int) -> None:
    """Say that an article carries a story's copy."""
    conn.execute(_CHANGE, {"of": article_id, "story_id": story_id})


def get(conn: Connection, story_id: int) -> Story | None:
    """One story."""
    row = conn.execute(select(stories).where(stories.c.id == story_id)).first()
    return None if row is None else Story(**row._mapping)


def articles_of(conn: Connection, story_id: int) -> list[int]:
    """The ids of the articles that carry a story's copy, in the order in which they were seen."""
    chosen = select(articles.c.id).where(articles.c.story_id == story_id).order_by(articles.c.id)
    return list(conn.execute(chosen).scalars())


def _packed(signature: Sequence[int]) -> bytes:
    return struct.pack(f">{len(signature)}I", *signature)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(packed) // 4}I", packed)
