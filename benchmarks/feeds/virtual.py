"""An event loop whose time jumps to the next timer: a day of waiting passes in the time that its work takes."""

from __future__ import annotations

import asyncio
import selectors
from typing import Any


class Loop(asyncio.SelectorEventLoop):
    """Simulated seconds from 0, which pass where the real loop would sleep; what is for threads is done at once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        super().__init__(_Selector(self))

    def time(self) -> float:
        """The simulated seconds."""
        return self.seconds

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        """Run it here and now: simulated time stands still meanwhile, so that a thread would gain nothing."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - handed to whoever awaits it, as a thread's is
            future.set_exception(error)
        return future


class _Selector(selectors.DefaultSelector):
    """Lets time pass where the loop would wait for a timer."""

    def __init__(self, loop: Loop):
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        self._loop.seconds += timeout
        return super().select(0)
