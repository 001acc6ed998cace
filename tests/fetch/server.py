"""A web server on loopback that does what it is told, also what no server should, and keeps count."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any

from monitor.errors import FetchError
from monitor.fetch import Fetcher, Response
from monitor.options import FetchSettings

OPEN = FetchSettings(
    user_agent="Zahlenmonitor/1 (test)",
    timeout=timedelta(seconds=5),
    max_bytes=1_000_000,
    per_host_gap=timedelta(0),
    per_host_concurrency=4,
    allow_private_networks=True,
    respect_robots=False,
)


@dataclass(frozen=True, slots=True)
class Request:
    """What came in: header names in lower case, ``at`` in monotonic seconds."""

    path: str
    headers: dict[str, str]
    at: float


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
Route = bytes | Handler


@dataclass(slots=True)
class Server:
    """A running server: its address, the requests it got, and how many it served at once at most."""

    routes: dict[str, Route]
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    open: int = 0
    most_open: int = 0

    def paths(self) -> list[str]:
        """Give the paths that were asked for, in order."""
        return [request.path for request in self.requests]

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until the client goes or a handler closes it."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while not writer.is_closing():
                request = _request(await reader.readuntil(b"\r\n\r\n"))
                self.requests.append(request)
                self.open += 1
                self.most_open = max(self.most_open, self.open)
                try:
                    await self._answer(request, writer)
                finally:
                    self.open -= 1
        writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        route = self.routes.get(request.path, reply(404))
        if isinstance(route, bytes):
            writer.write(route)
        else:
            await route(request, writer)
        await writer.drain()


def _request(head: bytes) -> Request:
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(first.split(" ")[1], headers, monotonic())


def reply(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """Give a whole answer; ``_`` in a header's name stands for ``-``."""
    lines = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode("latin-1") + body


@asynccontextmanager
async def serve(routes: Mapping[str, Route], host: str = "127.0.0.1") -> AsyncIterator[Server]:
    """Run a server with these routes for as long as the block."""
    server = Server(dict(routes))
    tasks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        await server.talk(reader, writer)
        tasks.discard(task)

    listener = await asyncio.start_server(talk, host, 0)
    server.url = f"http://{host}:{listener.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listener.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await listener.wait_closed()


def run(scenario: Coroutine[Any, Any, None]) -> None:
    """Run a test's scenario in a loop of its own."""
    asyncio.run(scenario)


async def fetch(url: str, settings: FetchSettings = OPEN, **options: Any) -> Response:
    """Fetch one address with a fetcher of its own."""
    async with Fetcher(settings) as fetcher:
        return await fetcher.get(url, **options)


async def fail(url: str, settings: FetchSettings = OPEN, **options: Any) -> FetchError:
    """Fetch an address that must fail, and give the error."""
    try:
        response = await fetch(url, settings, **options)
    except FetchError as error:
        return error
    message = f"{url} was fetched with status {response.status}"
    raise AssertionError(message)
