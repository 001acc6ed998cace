"""Claims: every quantity of every version of the articles that are on a topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from monitor.model import Claim
from storage.schema import articles, claims, versions
from storage.sql import AnyRow
from storage.values import ClaimRecord

# Where a column is named otherwise than the claim's field: "end" is a word of SQL.
_RENAMED = {"start": "span_start", "end": "span_end"}
_CLAIM = tuple(field.name for field in fields(Claim) if field.name != "converted")
_OF_VERSION = (
    select(claims)
    .where(
        claims.c.article_id == bindparam("article"),
        claims.c.version == bindparam("number"),
        claims.c.retired_at.is_(None),
    )
    .order_by(claims.c.span_start, claims.c.id)
)
_ADD = insert(claims).inline()
_ADD_FOR_IDS = insert(claims).returning(claims.c.id, sort_by_parameter_order=True)
_MATCH = update(claims).where(claims.c.id == bindparam("claim_id"))
# Of a version its headline, publisher, publication (else: its article's first sight) and first sight.
_PRINTED = (
    select(
        versions.c.title,
        articles.c.publisher,
        func.coalesce(versions.c.published_at, articles.c.first_seen_at).label("published_at"),
        versions.c.seen_at,
    )
    .join_from(versions, articles)
    .where(versions.c.article_id == bindparam("article"), versions.c.number == bindparam("number"))
)
_AROUND = ("article_id", "version", "zone", "first_seen_at", "topic", "metric", "claimant", "implausible", "reason")


def add(conn: Connection, rows: Sequence[ClaimRecord]) -> list[int]:
    """Write the claims of versions that are written already; their ids, in the order given.

    A claim that was first seen before its version was is kept as evidence, but not listed again.
    """
    if not rows:
        return []
    return list(conn.execute(_ADD_FOR_IDS, _all_values(conn, rows)).scalars())


def write(conn: Connection, rows: Sequence[ClaimRecord]) -> None:
    """The same where nobody asks for the ids, which spares PostgreSQL a statement of a thousand values."""
    if rows:
        conn.execute(_ADD, _all_values(conn, rows))


def of_version(conn: Connection, article_id: int, version: int) -> list[ClaimRecord]:
    """The claims of one version, in the order of the text."""
    return [_record(row) for row in conn.execute(_OF_VERSION, {"article": article_id, "number": version})]


def retired(conn: Connection, article_id: int, version: int, topic: str) -> list[ClaimRecord]:
    """The claims of one version that reprocessing read no more."""
    of_one = (claims.c.article_id == article_id, claims.c.version == version, claims.c.topic == topic)
    chosen = select(claims).where(*of_one, claims.c.retired_at.is_not(None))
    return [_record(row) for row in conn.execute(chosen.order_by(claims.c.span_start, claims.c.id))]


def retire(conn: Connection, claim_id: int, now: datetime) -> None:
    """Keep a claim that is read no more as evidence only."""
    gone = {"retired_at": now, "metric": None, "reason": "reprocessing reads it no more"}
    conn.execute(update(claims).where(claims.c.id == claim_id).values(gone))


def rewrite(conn: Connection, claim_id: int, row: ClaimRecord) -> None:
    """Write what a claim says now under its id; when it was first seen, and what it met, stays."""
    values = _values(row, _printed(conn, row.article_id, row.version))
    kept = {"first_seen_at", "carried", "metric", "claimant", "implausible", "reason"}
    said = {name: value for name, value in values.items() if name not in kept} | {"retired_at": None}
    conn.execute(update(claims).where(claims.c.id == claim_id).values(said))


def get(conn: Connection, claim_id: int) -> ClaimRecord | None:
    """One claim."""
    row = conn.execute(select(claims).where(claims.c.id == claim_id)).first()
    return None if row is None else _record(row)


@dataclass(frozen=True, slots=True)
class Match:
    """What a claim met: a metric, or none, and why."""

    claim_id: int
    metric: str | None
    claimant: str | None
    implausible: bool
    reason: str


def set_matches(conn: Connection, matches: Sequence[Match]) -> None:
    """Write which metric each claim met, and who its claimant is."""
    if matches:
        conn.execute(_MATCH, [asdict(match) for match in matches])


def set_reason(conn: Connection, claim_id: int, reason: str) -> None:
    """Write what a claim was against the history."""
    conn.execute(_MATCH, {"claim_id": claim_id, "reason": reason})


def _all_values(conn: Connection, rows: Sequence[ClaimRecord]) -> list[dict[str, Any]]:
    of = {(row.article_id, row.version) for row in rows}
    printed = {one: _printed(conn, *one) for one in of}
    return [_values(row, printed[row.article_id, row.version]) for row in rows]


def _printed(conn: Connection, article_id: int, number: int) -> AnyRow:
    return conn.execute(_PRINTED, {"article": article_id, "number": number}).one()


def _values(row: ClaimRecord, printed: AnyRow) -> dict[str, Any]:
    said = {_RENAMED.get(name, name): getattr(row.claim, name) for name in _CLAIM}
    around = {name: getattr(row, name) for name in _AROUND}
    value, unit = row.claim.converted or (None, None)
    said |= {"marks": list(row.claim.marks), "converted": value, "converted_unit": unit}
    said |= {name: getattr(printed, name) for name in ("title", "publisher", "published_at")}
    return said | around | {"carried": row.first_seen_at < printed.seen_at}


def _record(row: AnyRow) -> ClaimRecord:
    said = {name: getattr(row, _RENAMED.get(name, name)) for name in _CLAIM}
    around = {name: getattr(row, name) for name in _AROUND}
    converted = None if row.converted is None else (row.converted, row.converted_unit)
    return ClaimRecord(claim=Claim(**said | {"marks": tuple(row.marks), "converted": converted}), id=row.id, **around)
