"""The far side as a process of its own, so that its work is not counted as ours: a server that says "not modified"."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "7"\r\nCache-Control: max-age=60\r\n\r\n'


@contextmanager
def unchanging() -> Iterator[int]:
    """Run the server on all of loopback for as long as the block; its port."""
    process = subprocess.Popen([sys.executable, "-m", __name__], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None  # it was asked for
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(UNCHANGED)
    writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_talk, "0.0.0.0", 0, backlog=1000)  # noqa: S104  127.0.0.0/8 are many hosts
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
