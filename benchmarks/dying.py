"""Passes that die: what ``monitor check`` does, in a forked process with everything imported, so that one costs little.

Each reads its settings and does the whole pass; imports, word lists and certificates are there already, and pages are
read in the process itself (the worker that else does it keeps nothing). ``Death`` says when it dies by its own SIGKILL,
at a commit; at a random moment its parent kills it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import anyio._backends._asyncio

from monitor import daemon, settings
from monitor.articles import read
from monitor.articles.worker import Reader
from monitor.claims.lexicon import load
from monitor.fetch import client
from monitor.model import Article
from monitor.notify import webhook
from monitor.pipeline import tools
from storage.engine import Connection, Database

load(None)
client._tls()
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["benchmarks.dying"])
PATIENCE = 0.4  # seconds that a webhook is waited for: a hanging one shall not make the run last hours
LOG = "pass.log"


@dataclass(frozen=True)
class Death:
    """When a pass dies of itself: just before or just after its n-th commit, counted from 1."""

    commit: int
    after: bool


@dataclass(frozen=True)
class Ended:
    """How a pass ended: ``code`` is 0 if it did its work, negative if it was killed."""

    code: int
    log: str


def run(folder: Path, at: str, *, seconds: float | None = None, death: Death | None = None) -> Ended:
    """One pass at a time; killed after so many seconds if it still lives then, or by its own death."""
    process = _FORKS.Process(target=_check, args=(folder, at, death))
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
    process.join()
    code = process.exitcode or 0
    process.close()
    return Ended(code, (folder / LOG).read_text("utf-8") if code > 0 else "")


def _check(folder: Path, at: str, death: Death | None) -> None:
    with (folder / LOG).open("w") as log:
        os.dup2(log.fileno(), 2)
    tools.Reader = _Reader  # type: ignore[assignment,misc]
    webhook.WebhookChannel.__init__.__kwdefaults__["timeout"] = PATIENCE  # type: ignore[index]  # it has them
    if death:
        _await(death)
    given = settings.load(folder, data=folder)
    asyncio.run(daemon.check(given, datetime.fromisoformat(at), everything=True, replayed=True))


class _Reader(Reader):
    """Reads pages without a worker."""

    def read(
        self, html: str | bytes, url: str, *, content_type: str | None = None, timeout: float | None = None
    ) -> Article:
        return read(html, url, content_type=content_type)


def _await(death: Death) -> None:
    """Let this process kill itself at that commit."""
    original, seen = Database.write, [0]

    @contextmanager
    def write(self: Database, **how: bool) -> Iterator[Connection]:
        with original(self, **how) as connection:
            yield connection
            seen[0] += 1
            _die(seen[0] == death.commit and not death.after)
        _die(seen[0] == death.commit and death.after)

    Database.write = write  # type: ignore[method-assign]  # in this process alone, which is about to end


def _die(now: bool) -> None:
    if now:
        os.kill(os.getpid(), signal.SIGKILL)


__all__ = ["Death", "Ended", "anyio", "run"]
