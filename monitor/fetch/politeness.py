"""Turns: how many requests a host gets at once and how far apart they start, and how many all hosts together."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_MOST_HOSTS = 20_000
PATIENCE = 3.0  # seconds for which a request holds one of the places that all hosts share


def clock() -> float:
    """Give the running loop's seconds: monotonic, and simulated where a loop simulates time."""
    return asyncio.get_running_loop().time()


class Place:
    """One of the places that all hosts share, until it is left; it leaves itself after ``PATIENCE``."""

    def __init__(self, free: asyncio.Semaphore):
        self._free: asyncio.Semaphore | None = free
        self._timer = asyncio.get_running_loop().call_later(PATIENCE, self.leave)

    def leave(self) -> None:
        """Give the place to whoever waits, once."""
        self._timer.cancel()
        if self._free is not None:
            self._free.release()
            self._free = None


class Gate:
    """Lets requests through to one host: ``concurrency`` at once, ``gap`` seconds between two starts.

    As many seconds lie between an answer and the next start. Only a request that may start takes one of the ``shared``
    places: whoever waits for this host holds up no other, and a slow answer gives its place away.
    """

    def __init__(self, concurrency: int, gap: float, shared: asyncio.Semaphore):
        self._places = asyncio.Semaphore(concurrency)
        self._shared = shared
        self._gap = gap
        self._starting = asyncio.Lock()
        self._last = -math.inf  # seconds by the clock, of the latest start or answer
        self._holders = 0

    def widen(self, gap: float) -> None:
        """Keep at least this gap from now on: what a robots.txt asks for."""
        self._gap = max(self._gap, gap)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a place and the start time, and hold the place."""
        self._holders += 1
        try:
            async with self._places:
                place = await self._wait()
                try:
                    yield
                finally:
                    place.leave()
        finally:  # the gap counts from the answer too: a request may have been long on its way to the host
            self._holders -= 1
            self._last = clock()

    def is_idle(self) -> bool:
        """Tell whether nobody waits, and the last request is longer ago than any gap: forgetting it costs nothing."""
        return not self._holders and self.left < 0

    @property
    def left(self) -> float:
        """Seconds until a next request may start."""
        return self._last + self._gap - clock()

    async def _wait(self) -> Place:
        """Wait until the gap has passed and a shared place is free, both at one moment."""
        async with self._starting:
            while True:
                while (left := self.left) > 0:
                    await asyncio.sleep(left)
                await self._shared.acquire()
                if self.left <= 0:
                    self._last = clock()
                    return Place(self._shared)
                self._shared.release()  # an answer came meanwhile, and the gap counts from it


class Gates:
    """One gate a host, made when the host is first met; of many, idle ones are forgotten.

    ``everywhere`` is how many requests all hosts together get at once.
    """

    def __init__(self, concurrency: int, gap: float, everywhere: int):
        self._concurrency, self._gap = concurrency, gap
        self._shared = asyncio.Semaphore(everywhere)
        self._gates: OrderedDict[str, Gate] = OrderedDict()

    def __getitem__(self, host: str) -> Gate:
        gate = self._gates.get(host)
        if gate is None:
            self._make_room()
            gate = self._gates[host] = Gate(self._concurrency, self._gap, self._shared)
        self._gates.move_to_end(host)
        return gate

    async def rest(self, site: str) -> None:
        """Wait until the gaps of all hosts of a site have passed."""
        own = [gate.left for host, gate in self._gates.items() if host == site or host.endswith(f".{site}")]
        await asyncio.sleep(max(own, default=0))

    def _make_room(self) -> None:
        while len(self._gates) >= _MOST_HOSTS and next(iter(self._gates.values())).is_idle():
            self._gates.popitem(last=False)
