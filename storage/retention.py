"""What goes when it is old: the text of an article around its quotes. Quotes and the figures in them stay."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, exists, select, update

from storage import schema
from storage.schema import articles, claims, versions
from storage.sql import AnyRow

CUT = "cut"  # in place of the version of the rules: there is no text left that could be read anew
TOGETHER = 100  # versions in one transaction


def cut_texts(conn: Connection, before: datetime) -> int:
    """Reduce the next texts that were seen before a time to headline and quotes; how many, 0 when none is left.

    Articles that are still read again keep theirs, for the next version is compared with it.
    """
    awaited = exists().where(articles.c.id == versions.c.article_id, articles.c.next_recheck_at.is_not(None))
    old = (versions.c.seen_at < before, versions.c.rules != CUT, versions.c.compared_at.is_not(None), ~awaited)
    rows = conn.execute(select(versions).where(*old).order_by(versions.c.id).limit(TOGETHER)).all()
    for row in rows:
        _cut(conn, row)
    return len(rows)


def _cut(conn: Connection, version: AnyRow) -> None:
    """Put headline and quotes, a line each, in the text's place, and move the claims' spans along."""
    of_version = (claims.c.article_id == version.article_id, claims.c.version == version.number)
    told = conn.execute(select(claims).where(*of_version).order_by(claims.c.span_start)).all()
    lines, zones, at = [version.title], [["headline", 0, len(version.title), None]], len(version.title) + 1
    for (quote, zone), rows in groupby(told, key=attrgetter("quote", "zone")):
        found = list(rows)
        headline = zone == "headline" and quote in version.title
        begin = version.title.index(quote) if headline else at
        for row in found:
            start = begin + max(row.span_start - _begin(version.text, quote, row.span_start), 0)
            moved = {"span_start": start, "span_end": start + row.span_end - row.span_start}
            conn.execute(update(claims).where(claims.c.id == row.id).values(moved))
        if not headline:
            lines.append(quote)
            zones.append([zone, at, at + len(quote), None])
            at += len(quote) + 1
    values = {"text": "\n".join(lines), "zones": zones, "rules": CUT}
    conn.execute(update(schema.versions).where(versions.c.id == version.id).values(values))


def _begin(text: str, quote: str, start: int) -> int:
    """Where the quote that holds the sign at ``start`` begins."""
    return text.rfind(quote, 0, start + len(quote))
