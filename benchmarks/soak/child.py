"""The daemon with a moving clock: its own steps, database and page process; the far side is in the process."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sqlite3
import threading
import traceback
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn, cast

from benchmarks.feeds.memory import resident
from benchmarks.soak import world
from benchmarks.soak.far_side import Network, Receiver
from benchmarks.soak.weather import CALM, Weather
from monitor import daemon, jobs, logs, settings
from monitor.errors import MonitorError
from monitor.fetch import Fetcher
from monitor.options import LogSettings
from monitor.pipeline import Tools
from storage import engine
from storage.engine import Database

TICK = world.TICK
UNLIMITED = 2**30  # pages
NARROW = 4096  # bytes of a file beyond which writing fails while the disk is broken
ORDER = ("poll", "read", "compare", "deliver", "heartbeat")
HOURLY = round(1 / TICK)


@dataclass
class Disk:
    """The faults of storage, by real means: a bound on pages, a bound on files' sizes, another connection's lock."""

    database: Database
    state: str = ""
    _end: ExitStack = field(default_factory=ExitStack)

    def turn(self, state: str) -> None:
        """Let one fault end and another begin; one that can't begin (another process was killed in it) is left out."""
        if state == self.state:
            return
        self._end.close()
        self.state = state
        with suppress(MonitorError, sqlite3.Error):
            {"": lambda: None, "full": self._full, "broken": self._broken, "locked": self._locked}[state]()

    def _full(self) -> None:
        self._bound("page_count")
        self._end.callback(self._bound, str(UNLIMITED))

    def _bound(self, pages: str) -> None:
        """As many pages as are there, or a number."""
        with self.database.write() as conn:
            count = conn.exec_driver_sql("PRAGMA page_count").scalar() if pages == "page_count" else pages
            conn.exec_driver_sql(f"PRAGMA max_page_count = {count}")

    def _broken(self) -> None:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (NARROW, hard))
        self._end.callback(resource.setrlimit, resource.RLIMIT_FSIZE, (hard, hard))

    def _locked(self) -> None:
        assert self.database.path is not None
        other = sqlite3.connect(self.database.path, isolation_level=None)
        self._end.callback(other.close)
        other.execute("BEGIN EXCLUSIVE")
        self._end.callback(other.rollback)


@dataclass(frozen=True)
class Task:
    """Days of so many feeds from a tick on; a ``seed`` below nought is calm weather."""

    folder: Path
    feeds: int
    days: float
    seed: int
    tick: int


def run(task: Task) -> NoReturn:
    """Run to the end, print a line of JSON for each tick as it begins, and end the process."""
    try:
        asyncio.run(_run(task))
    except BaseException:  # noqa: BLE001 - the process was forked: nothing may go on behind this
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


async def _run(task: Task) -> None:
    folder, days, tick = task.folder, task.days, task.tick
    engine.BUSY_SECONDS = 0.02  # a fault of minutes is longer than any patience
    given = replace(settings.load(folder), logs=LogSettings(level="ERROR", file=folder / "soak.log"))
    logs.configure(given.logs)
    weather = Weather(None if task.seed < 0 else task.seed, days * 24 - CALM)
    network = Network(world.posts(task.feeds, days, abs(task.seed)), weather)
    with daemon.opened(given, "soak") as (database, _):
        async with daemon.equipped(given, database, world.moment(tick * TICK), lambda: 0.0) as given_tools:
            receivers = {name: Receiver(name, folder / f"{name}.jsonl", network) for name in given_tools.channels}
            tools = replace(given_tools, fetcher=cast(Fetcher, network), channels=receivers)
            await _played(tools, network, Disk(database), range(tick, round(days * 24 / TICK)))


async def _played(tools: Tools, network: Network, disk: Disk, ticks: range) -> None:
    for tick in ticks:
        network.at = tick * TICK
        _report(tick, network)
        disk.turn(network.weather.storage(network.at))
        for name in (*ORDER, *(["maintain"] if tick % HOURLY == 0 else ())):
            await jobs.attempt(name, jobs.STEPS[name], tools, world.START + timedelta(hours=network.at))


def _report(tick: int, network: Network) -> None:
    handles = len(list(Path("/proc/self/fd").iterdir()))
    seen = {"tick": tick, "memory": resident(), "handles": handles, "threads": threading.active_count()}
    print(json.dumps(seen | {"requests": network.requests}), flush=True)
