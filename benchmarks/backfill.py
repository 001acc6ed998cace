"""``python -m benchmarks.backfill``: articles a second from WARC, and how the time of one grows with the record.

- ``--articles 5000``: a WARC file of invented articles is loaded into an empty record; the time of one in each tenth of
  them (the page reader is renewed after 500 pages, so once in each), and of building the histories at the end
- ``--records 0,10000,100000``: the same file is loaded into records that hold so many articles already, which the
  database makes itself; the time of one, and its ratio to that in the first record

Times are of the processor (this process with its page reader) and of the clock, in milliseconds. One article in ten is
on the topic (``--share``), as in a newspaper's whole archive. ``--postgresql``: on a server of its own.
"""
# ruff: noqa: S608 - every word of the statements is our own

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, text

from benchmarks import generated
from benchmarks.generated import NOW
from benchmarks.measure import family
from benchmarks.texts import running
from monitor import logs, pipeline
from monitor.model import Metric, Terms, Topic
from monitor.options import DatabaseSettings, LogSettings, Settings
from monitor.pipeline import Tools, backfill
from storage import migrations
from storage.engine import open_database

LINES, LINKS = 12, 60  # of a page: paragraphs, and links around them
STEP = timedelta(minutes=10)  # from one article to the next
TENTHS = 10
BANDS = 21  # rows of an article in the table of bands
SAYS = "Nach Angaben des südkoreanischen Geheimdienstes sind in Kursk {} nordkoreanische Soldaten getötet worden."
TOPIC = Topic(
    "krieg",
    "Krieg",
    relevance=Terms(any=("nordkoreanisch*",)),
    metrics=(Metric("nk_killed", "Getötete Nordkoreaner", "total", "killed", "north_korea", "person"),),
)


@dataclass(frozen=True)
class Taken:
    """Milliseconds an article: of the processor, and by the clock."""

    processor: float
    clock: float


def main() -> int:
    """Measure what is asked for, and print."""
    parser = argparse.ArgumentParser(description="Articles from WARC files.")
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--records", type=lambda given: [int(one) for one in given.split(",")], default=[])
    parser.add_argument("--share", type=float, default=0.1, help="of the articles that are on the topic")
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    logs.configure(LogSettings(level="ERROR"))
    with tempfile.TemporaryDirectory(prefix="backfill-") as name:
        archive = written(Path(name) / "news.warc.gz", options.articles, options.share)
        asyncio.run((_records if options.records else _tenths)(Path(name), archive, options))
    return 0


# ---------------------------------------------------------------- the archive


def written(file: Path, articles: int, share: float) -> Path:
    """A WARC file with so many articles, the last of them just before now."""
    lines = [line for article in running() for line in article.split("\n") if len(line) > 80]
    others = [line for line in lines if "nordkorean" not in line.lower()]
    with file.open("wb") as opened:
        for number in range(articles):
            opened.write(_record(number, articles, others, on_topic=random.Random(number).random() < share))
    return file


def _record(number: int, articles: int, lines: Sequence[str], *, on_topic: bool) -> bytes:
    at = NOW - (articles - number) * STEP
    chosen = random.Random(number).sample(lines, LINES)
    body = "".join(f"<p>{line}</p>" for line in ([SAYS.format(1000 + number)] if on_topic else []) + chosen)
    links = "".join(f'<li class="nav__item"><a href="/thema/{n}">Thema {n}</a></li>' for n in range(LINKS))
    meta = f'<meta property="article:published_time" content="{at.isoformat()}">'
    html = (
        f"<html lang=de><head><title>Lage {number}</title>{meta}</head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>Lage {number}</h1>{body}</article></body></html>"
    ).encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://zeitung.example/{number}\r\n"
        f"WARC-Date: {at + timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}\r\nContent-Type: application/http; msgtype=response"
        f"\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 1)


# ---------------------------------------------------------------- measures


async def _tenths(folder: Path, archive: Path, options: argparse.Namespace) -> None:
    """How the time of an article goes on over one load, and what the histories take."""
    articles = options.articles
    async with _opened(folder, 0, options.share, server=options.postgresql) as tools:
        marks = [_clocks()]

        def progress(_: object, done: int) -> None:
            if done >= len(marks) * articles / TENTHS:
                marks.append(_clocks())

        await backfill.load(tools, archive, "", NOW, asyncio.Event(), progress)
        each = [_taken(one, two, articles / TENTHS) for one, two in pairwise(marks)]
        for tenth, taken in enumerate(each, 1):
            print(f"tenth {tenth:2}: {taken.processor:6.1f} ms of processor, {taken.clock:6.1f} by the clock")
        before = _clocks()
        await backfill.history(tools, NOW, told=False, progress=lambda *_: None)
        told = _taken(before, _clocks(), articles)
        print(f"histories: {told.processor:.2f} ms of processor an article, {told.clock:.2f} by the clock")
        whole = _taken(marks[0], _clocks(), articles)
        ratio = each[-1].processor / each[0].processor
        print(f"{1000 / whole.clock:.1f} articles a second by the clock; last tenth / first: {ratio:.2f}")


async def _records(folder: Path, archive: Path, options: argparse.Namespace) -> None:
    """The time of an article in records of several sizes."""
    articles, share, server = options.articles, options.share, options.postgresql
    first: Taken | None = None
    for number, record in enumerate(options.records):
        place = folder / str(number)
        place.mkdir()
        async with _opened(place, record, share, server=server) as tools:
            before = _clocks()
            done = await backfill.load(tools, archive, "", NOW, asyncio.Event(), lambda *_: None)
            assert done.stored == articles, done
            taken = _taken(before, _clocks(), articles)
        first = first or taken
        ratio = f"{taken.processor / first.processor:.2f} and {taken.clock / first.clock:.2f} of the first"
        both = f"{taken.processor:.1f} ms of processor, {taken.clock:.1f} by the clock"
        print(f"{record:9,} articles: {both}, {ratio}", flush=True)


def _clocks() -> tuple[float, float]:
    """Seconds of the processor, of this process with its page reader; seconds by the clock."""
    return family(os.getpid()), time.perf_counter()


def _taken(before: tuple[float, float], after: tuple[float, float], articles: float) -> Taken:
    return Taken(1000 * (after[0] - before[0]) / articles, 1000 * (after[1] - before[1]) / articles)


# ---------------------------------------------------------------- the record


@asynccontextmanager
async def _opened(folder: Path, articles: int, share: float, *, server: bool) -> AsyncIterator[Tools]:
    """The tools on a record that holds so many articles, this share of them on a topic; a page has been read."""
    with ExitStack() as kept:
        url = f"sqlite:///{folder / 'monitor.db'}"
        if server:
            from benchmarks.workers import world

            url = kept.enter_context(world.server(folder))
        database = open_database(url)
        kept.callback(database.close)
        migrations.prepare(database)
        if articles:
            every = round(1 / share)
            generated.fill(database, articles // every * generated.EACH, every)
            with database.write() as conn:
                _bands(conn, articles)
        settings = Settings(folder=folder, data=folder, database=DatabaseSettings(url), topics=(TOPIC,))
        async with pipeline.opened(settings, database, lambda: 0.0) as tools:
            await pipeline.warm(tools)
            yield tools


def _bands(conn: Connection, articles: int) -> None:
    """What would tell the copies of these articles: 21 numbers that look like chance each, on the day of its sight."""
    first = (NOW.date() - timedelta(seconds=generated.SECONDS)).toordinal()
    days = generated.SECONDS // 86_400
    number = "CAST((a.n * 21 + b.n) AS BIGINT)"
    mixed = f"({number} * 2654435761 % 4294967291) * 2147483647 + ({number} * 40503 % 2147483629)"
    numbers = f"a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < {articles})"
    places = f"b(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM b WHERE n < {BANDS - 1})"
    made = f"SELECT {mixed}, {first} + a.n * {days} / {articles}, a.n FROM a CROSS JOIN b ORDER BY 1"
    conn.execute(text(f"INSERT INTO bands (hash, day, article_id) WITH RECURSIVE {numbers}, {places} {made}"))


if __name__ == "__main__":
    sys.exit(main())
