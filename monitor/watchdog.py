"""Whether the daemon still turns, told to the system that started it, and ended where it does not.

Systemd is told over the socket that it names (``sd_notify(3)``); a thread of our own ends the process where nobody
else would, so that whatever started it can start it again. What is due is in the database: nothing is lost by it.
"""

from __future__ import annotations

import faulthandler
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from loguru import logger

STILL = 300.0  # seconds without a turn of the loop after which the process is ended
STUCK = 70  # its exit code then: EX_SOFTWARE
JUMP = 10.0  # seconds by which the clock must have been set to count as a jump; NTP slews what is less


def notify(state: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Tell systemd a state such as ``READY=1``; whether there was anybody to tell."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return False
    name = f"\0{address[1:]}" if address.startswith("@") else address  # systemd writes an abstract address so
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
            sock.sendto(state.encode(), name)
    except OSError as error:
        logger.warning("can't tell the service manager", error=error.strerror)
        return False
    return True


def ready() -> None:
    """The daemon does its work."""
    notify("READY=1")


def stopping() -> None:
    """The daemon is ending."""
    notify("STOPPING=1")


@contextmanager
def watching(still: float = STILL, end: Callable[[], None] | None = None) -> Iterator[Callable[[], None]]:
    """Give a function to be called at every turn; if it is not for ``still`` seconds, ``end`` is called.

    By default that ends the process, after the stack of each thread was written to standard error.
    """
    turns, over = [time.monotonic()], threading.Event()

    def alive() -> None:
        turns[0] = time.monotonic()
        notify("WATCHDOG=1")

    def watch() -> None:
        while not over.wait(still / 10):
            if time.monotonic() - turns[0] > still:
                (end or _end)()
                return

    threading.Thread(target=watch, name="watchdog", daemon=True).start()
    try:
        yield alive
    finally:
        over.set()


def _end() -> None:
    """End the process, whatever its threads wait for; what they do stands on standard error."""
    faulthandler.dump_traceback(file=sys.__stderr__ or 2)
    logger.critical("nothing has moved for long: the process ends, to be started again", seconds=STILL)
    os._exit(STUCK)


class Clock:
    """Tells when the machine's clock was set, against one that only counts."""

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._steady = wall, steady
        self._gap = wall() - steady()

    def jumped(self) -> timedelta | None:
        """By how much it was set since the last question, forward or back; None if it was not."""
        gap = self._wall() - self._steady()
        by, self._gap = gap - self._gap, gap
        return timedelta(seconds=by) if abs(by) >= JUMP else None
