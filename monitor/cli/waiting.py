"""Waiting for what the outside world does, in a command that is not itself asynchronous."""

from __future__ import annotations

import signal
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """What ``work`` gives; asyncio is imported here, as help and queries answer sooner without it."""
    import asyncio

    return asyncio.run(work)


def stopped() -> asyncio.Event:
    """An event of the running loop that is set by SIGTERM and SIGINT."""
    import asyncio

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
