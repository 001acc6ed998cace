"""Serve an application within a loop that is already running, whose signals stay its own."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn
from loguru import logger

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_PATIENCE = 5  # seconds that open requests get at the end


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the program, which ends the server itself."""
        yield


@asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int, what: str) -> AsyncIterator[int | None]:
    """Serve ``app`` for as long as the block; its port, or None where it can't be had, which is told and no more.

    ``what`` names it in the log. Port 0 takes any that is free.
    """
    listener = _listener(host, port, what)
    if listener is None:
        yield None
        return
    # What is loaded by now stays: to look through it for garbage held up one request in twenty for a tenth of a second.
    gc.collect()
    gc.freeze()
    options: dict[str, Any] = {"log_config": None, "access_log": False, "lifespan": "off", "server_header": False}
    server = _Server(uvicorn.Config(app, timeout_graceful_shutdown=_PATIENCE, **options))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        logger.info("serving", what=what, host=host, port=listener.getsockname()[1])
        yield int(listener.getsockname()[1])
    finally:
        server.should_exit = True
        await running


def _listener(host: str, port: int, what: str) -> socket.socket | None:
    """A socket that listens; a taken port is a warning, not the program's end."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        logger.warning("can't serve", what=what, host=host, port=port, error=error.strerror)
        return None
