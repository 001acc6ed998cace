"""The dashboard under load, in a process of its own: what a writer waits for, and what memory the server takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import cycle, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import httpx

from benchmarks.generated import METRICS, NOW
from monitor.model import Metric, Topic
from monitor.options import Settings
from monitor.serving import serving
from monitor.web import create_app
from storage import meta
from storage.engine import Database, open_database

SPAWN = get_context("spawn")
A_SECOND = 20  # requests of the readers


def settings() -> Settings:
    """A topic with the generated record's metrics."""
    topic = Topic("t", "T", metrics=tuple(Metric(f"m{n}", f"Metrik {n}", "total") for n in range(METRICS)))
    return Settings(folder=Path(), data=Path(), topics=(topic,))


@contextmanager
def served(url: str) -> Iterator[tuple[str, int]]:
    """The dashboard over a database in a process of its own: its address and the process's id."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_serve, args=(url, theirs))
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}", process.pid or 0
    finally:
        ours.send("stop")
        process.join()


def _serve(url: str, told: Connection) -> None:
    asyncio.run(_serve_until_told(url, told))


async def _serve_until_told(url: str, told: Connection) -> None:
    app = create_app(settings(), open_database(url), clock=lambda: NOW)
    async with serving(app, "127.0.0.1", 0, "benchmark") as port:
        told.send(port)
        await asyncio.to_thread(told.recv)


def waits(database: Database, addresses: Sequence[str], seconds: float) -> list[float]:
    """Milliseconds that each transaction of a writer waits for its lock, while pages are read 20 times a second.

    Raises RuntimeError where a page was not answered.
    """
    with served(database.url.render_as_string(hide_password=False)) as (base, _):
        reader = SPAWN.Process(target=_read, args=(base, addresses, seconds + 2))
        reader.start()
        time.sleep(1)
        found = list(_written(database, seconds))
        reader.join()
    if reader.exitcode:
        raise RuntimeError("the server did not answer the readers")
    return found


def _written(database: Database, seconds: float) -> Iterator[float]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.perf_counter()
        with database.write() as connection:
            yield 1000 * (time.perf_counter() - begin)
            meta.put_time(connection, "benchmark", datetime.now(UTC))
        time.sleep(0.02)


def _read(base: str, addresses: Sequence[str], seconds: float) -> None:
    """Ask at fixed times, whether or not those before have been answered."""
    asyncio.run(_asked(base, addresses, seconds))


async def _asked(base: str, addresses: Sequence[str], seconds: float) -> None:
    async with httpx.AsyncClient(base_url=base, timeout=60) as client, asyncio.TaskGroup() as tasks:
        for address in islice(cycle(addresses), int(seconds * A_SECOND)):
            tasks.create_task(_got(client, address))
            await asyncio.sleep(1 / A_SECOND)


async def _got(client: httpx.AsyncClient, address: str) -> None:
    (await client.get(address)).raise_for_status()


def memory(database: Database, addresses: Sequence[str], requests: int, steps: int = 5) -> Iterator[tuple[int, float]]:
    """Requests asked so far and the server's resident megabytes: after 500 and then at ``steps`` even steps."""
    with (
        served(database.url.render_as_string(hide_password=False)) as (base, pid),
        httpx.Client(base_url=base) as client,
    ):
        asked = 0
        for until in [500, *(requests * step // steps for step in range(1, steps + 1))]:
            for address in islice(cycle(addresses), max(0, until - asked)):
                client.get(address).raise_for_status()
            asked = until
            yield asked, resident(pid)


def resident(pid: int) -> float:
    """A process's resident memory in MB."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
