"""Reading in a process that can be killed: a page that hangs or crashes the parser costs that page only.

Worker processes are started when first needed, replaced when a page kills them, and renewed after some hundred pages,
so that their memory stays bounded. They are forked from one small process that has imported the reader and has read
nothing yet: a new one is there in milliseconds, where a fresh interpreter takes a third of a second.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import TracebackType

from monitor.articles.publishers import Rules
from monitor.articles.reader import read
from monitor.errors import ReadError
from monitor.model import Article

TIMEOUT = 4.0  # seconds for one page; real ones take some 10 ms, and killing and starting anew has to fit into 5
START_TIMEOUT = 60.0  # seconds for a process to start on a busy machine
PAGES = 500  # pages a process reads before it is renewed
MEMORY = 2_000_000_000  # bytes of address space; a page of 15 MB needs a tenth
_FORKS, _FRESH = multiprocessing.get_context("forkserver"), multiprocessing.get_context("spawn")
_FORKS.set_forkserver_preload([__name__])
_Outcome = Article | str  # what a worker sends: the article, or the sentence of its error


class Reader:
    """Reads pages in up to ``processes`` worker processes; safe to use from several threads at once.

    ``timeout`` is the limit for one page in seconds, ``pages`` how many a process reads before it is renewed,
    ``memory`` how much address space it may use, in bytes (where the system can limit it), ``rules`` are publishers'
    rules. Use it as a context manager or call ``close``.
    """

    def __init__(
        self,
        *,
        processes: int = 1,
        timeout: float = TIMEOUT,
        pages: int = PAGES,
        memory: int = MEMORY,
        rules: Rules | None = None,
    ) -> None:
        self._timeout, self._pages, self._memory, self._rules = timeout, pages, memory, rules
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._workers: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(processes):
            self._idle.put(None)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(
        self, html: str | bytes, url: str, *, content_type: str | None = None, timeout: float | None = None
    ) -> Article:
        """Read a page as ``monitor.articles.read`` does, within ``timeout`` seconds (default: the reader's).

        Waits for a free process. Raises ``ReadError``, naming the address, if the page is a bomb, takes too long, or
        takes the process down; and if the reader is closed.
        """
        slot = self._idle.get()
        try:
            slot = self._ready(slot)
            outcome = slot.ask(html, url, content_type, self._timeout if timeout is None else timeout)
        except BaseException:
            self._drop(slot)
            slot = None
            raise
        finally:
            self._idle.put(slot)
        if isinstance(outcome, str):
            raise ReadError(outcome)
        return outcome

    def close(self) -> None:
        """End all worker processes; pages still being read fail."""
        with self._lock:
            self._closed = True
            workers, self._workers = self._workers, set()
        for worker in workers:
            worker.end()

    def _ready(self, slot: _Worker | None) -> _Worker:
        """A living process with pages left: this one, or a new one in its place."""
        if slot is not None and slot.pages < self._pages and slot.alive:
            return slot
        self._drop(slot)
        with self._lock:
            if self._closed:
                raise ReadError("the article reader is closed")
            worker = _Worker(self._memory, self._rules)
            self._workers.add(worker)
        return worker

    def _drop(self, slot: _Worker | None) -> None:
        if slot is not None:
            with self._lock:
                self._workers.discard(slot)
            slot.end()


class _Worker:
    """One process and the pipe to it; ``pages`` counts those it has read."""

    def __init__(self, memory: int, rules: Rules | None) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = _serving(theirs, memory, rules)
        theirs.close()
        self._started = False
        self.pages = 0

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, html: str | bytes, url: str, content_type: str | None, timeout: float) -> _Outcome:
        """The outcome of reading a page; raises ``ReadError`` if none comes in time."""
        try:
            self._await_start(url)
            deadline = time.monotonic() + timeout  # a page of 15 MB takes its time on the way, too
            self._pipe.send((html, url, content_type))
            if not self._pipe.poll(max(0.0, deadline - time.monotonic())):
                raise ReadError(f"{url}: reading the page took longer than {timeout:g} s and was stopped")
            outcome: _Outcome = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise ReadError(f"{url}: reading the page ended the process that read it") from error
        self.pages += 1
        return outcome

    def end(self) -> None:
        """Kill the process, and wait until it is gone."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.join(START_TIMEOUT)
        self._pipe.close()

    def _await_start(self, url: str) -> None:
        if not self._started:
            if not self._pipe.poll(START_TIMEOUT):
                raise ReadError(f"{url}: the process that reads pages did not start within {START_TIMEOUT:g} s")
            self._pipe.recv()
            self._started = True


def _serving(*arguments: object) -> BaseProcess:
    """A process that serves: forked, or a fresh interpreter where the server that forks them can't be asked.

    It may have been killed just now, or there may be no place for its socket.
    """
    try:
        return _process(_FORKS, arguments)
    except (EOFError, OSError):
        return _process(_FRESH, arguments)


def _process(context: BaseContext, arguments: tuple[object, ...]) -> BaseProcess:
    made: BaseProcess = context.Process(target=_serve, args=arguments, name="article-reader", daemon=True)  # type: ignore[attr-defined]  # each context has its own
    made.start()
    return made


def _serve(pipe: Connection, memory: int, rules: Rules | None) -> None:
    """The worker's loop: a page in, its outcome out, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is the parent's to answer
    _limit_memory(memory)
    with contextlib.suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            html, url, content_type = pipe.recv()
            pipe.send(_outcome(html, url, content_type, rules))


def _outcome(html: str | bytes, url: str, content_type: str | None, rules: Rules | None) -> _Outcome:
    try:
        return read(html, url, content_type=content_type, rules=rules)
    except ReadError as error:
        return str(error)
    except MemoryError:
        return f"{url}: reading the page took more memory than it may"
    except Exception as error:  # noqa: BLE001 - a fault in the reader must cost this page only, and say which it was
        return f"{url}: the page can't be read ({type(error).__name__} in the article reader)"


def _limit_memory(limit: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
