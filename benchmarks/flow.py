"""The whole way of a page in one process: from its bytes to article, version, story and claims in SQLite.

The floor is the bare Lexbor parse of the same bytes and the insertion of the same rows by ``sqlite3``, with a
transaction for each page as ours has, into tables without an index. Warm: word lists, statements, the pages' words.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.measure import Ratio
from benchmarks.texts import pages
from monitor import articles, pipeline
from monitor.fetch import Response
from monitor.model import Topic
from monitor.options import FeedConfig, Settings
from monitor.pipeline import Tools
from monitor.pipeline.agenda import Target
from monitor.pipeline.keeping import store
from monitor.pipeline.texts import prepare
from storage import engine, feeds, migrations
from storage.values import FeedState

NOW = datetime(2025, 1, 13, 7, tzinfo=UTC)
FEED = FeedConfig("paper", "https://example.org/feed", "Paper")
KEPT = ("articles", "aliases", "versions", "article_topics", "claims", "bands", "stories")
ROUNDS = 5

Rows = dict[str, list[tuple[object, ...]]]


def rows() -> Iterator[Ratio]:
    """The measure of this module."""
    yield asyncio.run(_measured())


async def _measured() -> Ratio:
    given = [(html.encode(), url) for html, url in pages()]
    with tempfile.TemporaryDirectory(prefix="flow-") as name:
        folders = (Path(name) / str(number) for number in count())
        _, rows = await _ours(given, next(folders))
        pairs = [((await _ours(given, next(folders)))[0], _floor(given, rows, next(folders))) for _ in range(ROUNDS)]
    return Ratio.of("page bytes to stored claims / Lexbor parse and raw insert", pairs)


async def _ours(given: Sequence[tuple[bytes, str]], folder: Path) -> tuple[float, Rows]:
    """Seconds of the processor for all pages, and the rows that they left."""
    folder.mkdir()
    database = engine.open_database(f"sqlite:///{folder / 'monitor.db'}")
    migrations.prepare(database)
    settings = Settings(folder, folder, feeds=(FEED,), topics=(Topic("t", "T"),))
    async with pipeline.opened(settings, database, lambda: 0.0) as tools:
        await tools.writing(lambda conn: feeds.sync(conn, settings.feeds, NOW))
        [feed] = await tools.reading(feeds.active)
        begin = time.process_time()
        for html, url in given:
            _one(tools, feed, html, url)
        used = time.process_time() - begin
    database.close()
    return used, _rows(folder / "monitor.db")


def _one(tools: Tools, feed: FeedState, html: bytes, url: str) -> None:
    """What the pipeline does with a page that has come."""
    prepared = prepare(articles.read(html, url), tools.settings.topics, tools.language)
    with tools.database.write() as conn:
        store(conn, tools, Target(url, feed), prepared, Response(url, 200, {}, html), NOW)


def _rows(file: Path) -> Rows:
    """What our way left in each table."""
    with closing(sqlite3.connect(file)) as conn:
        found = {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in KEPT}  # noqa: S608 - our names
    return {table: rows for table, rows in found.items() if rows}


def _floor(given: Sequence[tuple[bytes, str]], rows: Rows, folder: Path) -> float:
    """Seconds of the processor for parsing the pages and inserting the rows, so many a transaction as a page has."""
    folder.mkdir()
    parts = {table: list(_dealt(found, len(given))) for table, found in rows.items()}
    with closing(_raw(folder, rows)) as conn:
        begin = time.process_time()
        for number, (html, _) in enumerate(given):
            LexborHTMLParser(html)
            _insert(conn, {table: dealt[number] for table, dealt in parts.items()})
        return time.process_time() - begin


def _raw(folder: Path, rows: Rows) -> sqlite3.Connection:
    """A database with the same journal and tables of as many columns."""
    conn = sqlite3.connect(folder / "raw.db", isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = NORMAL")
    for table, found in rows.items():
        columns = ", ".join(f"c{n}" for n in range(len(found[0])))
        conn.execute(f"CREATE TABLE {table} ({columns})")
    return conn


def _dealt(rows: Sequence[tuple[object, ...]], parts: int) -> Iterator[Sequence[tuple[object, ...]]]:
    """The rows in so many shares."""
    size = -(-len(rows) // parts)
    return (rows[at * size : (at + 1) * size] for at in range(parts))


def _insert(conn: sqlite3.Connection, rows: Mapping[str, Sequence[tuple[object, ...]]]) -> None:
    conn.execute("BEGIN IMMEDIATE")
    for table, share in rows.items():
        if share:
            conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(share[0]))})", share)  # noqa: S608
    conn.execute("COMMIT")
