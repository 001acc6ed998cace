"""The far side as a process of its own, so that its work is not counted as ours; it listens on all of loopback.

``python -m benchmarks.feeds.far_side`` says "not modified" to everybody; with a number of feeds, a length in seconds,
a file for its log, its beginning and how fast time runs, it publishes those feeds and notes each request.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import TextIOBase
from pathlib import Path

from benchmarks.feeds import publishing

UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "7"\r\nCache-Control: max-age=60\r\n\r\n'
DELAY = 0.05  # seconds until an answer, about what a near server takes


@contextmanager
def unchanging() -> Iterator[int]:
    """A server that says "not modified", for as long as the block; its port."""
    with _process() as port:
        yield port


@contextmanager
def publishing_server(number: int, length: float, log: Path, begin: float, faster: float) -> Iterator[int]:
    """A server with so many feeds that publish, for as long as the block; its port."""
    with _process(str(number), str(length), str(log), str(begin), str(faster)) as port:
        yield port


@contextmanager
def _process(*arguments: str) -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.feeds.far_side", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None  # it was asked for
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


@dataclass
class _Publishing:
    """Feeds as they stand at each moment, and a line for each request: host, path, time, requests under way there."""

    feeds: dict[str, publishing.Feed]
    begin: float
    log: TextIOBase
    open: Counter[str] = field(default_factory=Counter)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        host = str(writer.get_extra_info("sockname")[0])
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.open[host] += 1
                try:
                    await self._answer(head.decode("latin-1"), host, writer)
                finally:
                    self.open[host] -= 1
        writer.close()

    async def _answer(self, head: str, host: str, writer: asyncio.StreamWriter) -> None:
        path, at = head.split(" ", 2)[1], time.time()
        print(json.dumps({"host": host, "path": path, "at": at, "open": self.open[host]}), file=self.log, flush=True)
        await asyncio.sleep(DELAY)
        writer.write(self._content(path[1:], head, at - self.begin))
        await writer.drain()

    def _content(self, name: str, head: str, at: float) -> bytes:
        feed = self.feeds.get(name)
        if feed is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        tag = f'"{feed.count(at)}"'
        if f"if-none-match: {tag}" in head.lower():
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode("ascii")
        body = feed.rss(at, "http://bote.example", self.begin)
        return f"HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Length: {len(body)}\r\n\r\n".encode("ascii") + body


async def _unchanged(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(UNCHANGED)
    writer.close()


async def _serve(arguments: list[str]) -> None:
    talk = _unchanged
    if arguments:
        number, length, log, begin, faster = arguments
        own = publishing.feeds(int(number), float(length), faster=float(faster))
        file = Path(log).open("w", encoding="ascii")  # noqa: SIM115  it ends with the process
        talk = _Publishing({feed.name: feed for feed in own}, float(begin), file).talk
    server = await asyncio.start_server(talk, "0.0.0.0", 0, backlog=1000)  # noqa: S104  127.0.0.0/8 are many hosts
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1:]))
