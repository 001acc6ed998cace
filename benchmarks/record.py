"""``python -m benchmarks.record [--claims N] [--database URL]``: how fast a large record is asked.

Makes a record of N claims and one of a tenth, asks both the same through the whole application, and prints of each the
95th percentile of the processor's time (which other work on the machine does not lengthen; on PostgreSQL: of the
clock's), its bar (100 ms) and its ratio to the smaller record (bar 2); then how long a writer waits for its lock while
readers ask 20 times a second (bar 5 ms), and the server's memory over many requests.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.generated import METRICS, NOW, fill
from monitor.model import Metric, Topic
from monitor.options import Settings
from monitor.web import create_app
from storage import meta, migrations
from storage.engine import Database, open_database

ROUNDS = 40
ASKED = {
    "overview": "/",
    "metric page": "/metrics/m7",
    "search, seldom word": "/claims?text=Wort1234",
    "search, usual word": "/claims?text=Soldaten",
    "search, usual word, next page": "/claims?text=Soldaten&after=60000",
    "claims of a claimant": "/claims?claimant=Quelle+17",
    "claims by value": "/claims?sort=value",
    "articles": "/articles",
    "alerts": "/alerts",
    "article": "/articles/500",
    "API claims": "/api/claims",
    "API claims of a metric": "/api/claims?metric=m3&limit=100",
    "API claims, seldom party": "/api/claims?party=p19&publisher=Blatt+3",
    "API figures of a metric": "/api/figures?metric=m3",
    "API history": "/api/metrics/m3/history",
    "API changes": "/api/changes",
    "API alerts of a metric": "/api/alerts?metric=m3",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--database", help="a PostgreSQL server's empty database for the large record")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        small = _made(f"sqlite:///{folder}/small.db", given.claims // 10)
        large = _made(given.database or f"sqlite:///{folder}/large.db", given.claims)
        _pages(small, large)
        _locks(large)
        _memory(large)
        for database in (small, large):
            database.close()


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
    topic = Topic("t", "T", metrics=tuple(Metric(f"m{n}", f"Metrik {n}", "total") for n in range(METRICS)))
    settings = Settings(folder=Path(), data=Path(), topics=(topic,))
    app = create_app(settings, database, clock=lambda: NOW)
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
    """By turns, so that a machine that changes its speed harms neither."""
    ask_small, ask_large = _asking(small), _asking(large)
    clock = time.process_time if large.path else time.perf_counter
    print(f"\n{'asked':32} {'p50 ms':>8} {'p95 ms':>8} {'bar':>5} {'of a tenth':>11} {'ratio':>6} {'bar':>4}")
    for name, address in ASKED.items():
        few: list[float] = []
        many: list[float] = []
        for _ in range(ROUNDS):
            few.append(_timed(ask_small, address, time.process_time))
            many.append(_timed(ask_large, address, clock))
        before, now = p95(few), p95(many)
        row = f"{name:32} {statistics.median(many):8.1f} {now:8.1f} {100:5} {before:11.1f} {now / before:6.2f} {2:4}"
        print(row, flush=True)


def _timed(ask: Callable[[str], tuple[int, int]], address: str, clock: Callable[[], float]) -> float:
    begin = clock()
    status, _ = ask(address)
    assert status == 200, (address, status)
    return 1000 * (clock() - begin)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]


def _locks(database: Database, seconds: float = 15) -> None:
    """A writer's wait for its transaction, with readers that ask 20 times a second."""
    stop = threading.Event()
    readers = [threading.Thread(target=_read, args=(database, stop, n)) for n in range(4)]
    for reader in readers:
        reader.start()
    waits = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.perf_counter()
        with database.write() as connection:
            waits.append(1000 * (time.perf_counter() - begin))
            meta.put_time(connection, "benchmark", datetime.now(UTC))
        time.sleep(0.05)
    stop.set()
    for reader in readers:
        reader.join()
    print(
        f"\nwriter's wait for its lock under 20 requests a second: p95 {p95(waits):.2f} ms (bar 5), {len(waits)} writes"
    )


def _read(database: Database, stop: threading.Event, number: int) -> None:
    ask, addresses = _asking(database), list(ASKED.values())
    while not stop.wait(0.2):
        ask(addresses[number % len(addresses)])
        number += 1


def _memory(database: Database, requests: int = 2_000) -> None:
    """Memory in use after a warm-up and after many requests more."""
    ask, addresses = _asking(database), list(ASKED.values())
    seen = []
    for number in range(requests + 200):
        ask(addresses[number % len(addresses)])
        if number in {200, requests + 199}:
            gc.collect()
            seen.append(_resident())
    print(f"memory: {seen[0]:.0f} MB after 200 requests, {seen[1]:.0f} MB after {requests + 200:,}")


def _resident() -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    main()
