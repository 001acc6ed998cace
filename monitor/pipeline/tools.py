"""What the steps work with: settings, database, fetcher, page reader, channels."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection

from monitor import fetch, notify
from monitor.articles import publishers
from monitor.articles.worker import Reader
from monitor.claims.lexicon import Language
from monitor.claims.lexicon import load as load_language
from monitor.errors import ConflictError
from monitor.names import Resolver
from monitor.options import FeedConfig, Settings
from monitor.pipeline.turns import Turns
from storage.engine import Database

if TYPE_CHECKING:
    from monitor.notify import Channel

Answer = TypeVar("Answer")
CONFLICTS = (0.05, 0.2, 1.0)  # seconds until a transaction that was undone by another is tried again
PAGES = 2  # pages that are read or searched for claims at once


@dataclass(frozen=True, slots=True)
class Tools:
    """Handed to every step. ``resolvers`` know each topic's claimants, ``feeds`` the settings of each address.

    ``polls`` and ``pages`` are the turns of hosts at feeds (by id) and at articles (by address), ``stuck`` the steps
    that were cut off and have not run since. ``bodies`` bounds how many pages are held in memory at once.

    ``jitter`` gives a number from -1 to 1 that spreads polls; 0 in a replay.
    """

    settings: Settings
    database: Database
    fetcher: fetch.Fetcher
    reader: Reader
    language: Language
    channels: Mapping[str, Channel]
    resolvers: Mapping[str, Resolver]
    feeds: Mapping[str, FeedConfig]
    jitter: Callable[[], float]
    workers: Executor
    polls: Turns[int]
    pages: Turns[str]
    bodies: asyncio.Semaphore
    stuck: set[str] = field(default_factory=set)

    async def working(self, run: Callable[[], Answer]) -> Answer:
        """What ``run`` gives, in a thread for pages alone: a slow page keeps no database and no channel waiting."""
        return await asyncio.get_running_loop().run_in_executor(self.workers, run)

    async def reading(self, ask: Callable[[Connection], Answer]) -> Answer:
        """What ``ask`` finds, in a thread, on one state of the database."""

        def run() -> Answer:
            with self.database.read() as connection:
                return ask(connection)

        return await asyncio.to_thread(run)

    async def writing(self, act: Callable[[Connection], Answer]) -> Answer:
        """What ``act`` gives, in a thread, in one transaction; nothing of it stays if it fails.

        A transaction that another one undid (PostgreSQL: deadlock, serialization) is tried some times more.
        """

        def run() -> Answer:
            for pause in CONFLICTS:
                try:
                    with self.database.write() as connection:
                        return act(connection)
                except ConflictError:
                    time.sleep(pause)
            with self.database.write() as connection:
                return act(connection)

        return await asyncio.to_thread(run)


def jitter() -> float:
    """A number from -1 to 1, by which polls are spread."""
    return random.uniform(-1, 1)  # noqa: S311 - it guards nothing


@asynccontextmanager
async def opened(settings: Settings, database: Database, jitter: Callable[[], float]) -> AsyncIterator[Tools]:
    """The tools of one run; fetcher and page worker are closed at its end, the database is the caller's."""
    async with fetch.Fetcher(settings.fetch) as fetcher:
        rules = publishers.load([settings.folder / "publishers"])
        with Reader(rules=rules) as reader, ThreadPoolExecutor(PAGES, "pages") as workers:
            yield Tools(
                settings=settings,
                database=database,
                fetcher=fetcher,
                reader=reader,
                language=load_language(_own(settings.folder / "language")),
                channels={channel.name: notify.open_channel(channel) for channel in settings.alerts.channels},
                resolvers={topic.key: Resolver(topic.claimants) for topic in settings.topics},
                feeds={feed.url: feed for feed in settings.feeds},
                jitter=jitter,
                workers=workers,
                polls=Turns(),
                pages=Turns(),
                bodies=asyncio.Semaphore(settings.fetch.concurrency),
            )


def _own(folder: Path) -> Path | None:
    """A folder of the user's own, or None where there is none: the shipped words, which are read only once."""
    return folder if folder.is_dir() else None
