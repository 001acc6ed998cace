"""Answers are written together: what comes while one transaction runs goes into the next."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from monitor.errors import DatabaseError
from monitor.pipeline.asking import Answer
from monitor.pipeline.outcomes import Found, save
from monitor.pipeline.tools import Tools

_PAUSE = 0.05  # seconds for which answers gather: a transaction costs as much as a dozen of the rows within


class Book:
    """Writes answers for the polls that run at the same time. Each waits until its own is on disk."""

    def __init__(self, tools: Tools, now: datetime):
        self._tools, self._now = tools, now
        self._waiting: list[tuple[Answer, asyncio.Future[Found]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def enter(self, answer: Answer) -> Found:
        """Write one answer; what it brought. Raises what writing it raises."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((answer, written))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        found: Found = await written
        return found

    async def _write(self) -> None:
        await asyncio.sleep(_PAUSE)
        while self._waiting:
            batch, self._waiting = self._waiting, []
            found = await self._saved([answer for answer, _ in batch])
            for (_, written), outcome in zip(batch, found, strict=True):
                if not written.done():
                    _settle(written, outcome)
        self._writer = None

    async def _saved(self, answers: Sequence[Answer]) -> Sequence[Found | BaseException]:
        """What each brought; if one can't be written, all are tried alone, so that it costs nobody else's."""
        try:
            return await self._tools.writing(lambda conn: save(conn, self._tools, answers, self._now))
        except BaseException as error:  # noqa: BLE001 - handed to those who wait for it, who would wait for ever
            if len(answers) == 1 or isinstance(error, DatabaseError) or not isinstance(error, Exception):
                return [error] * len(answers)
            return [outcome for answer in answers for outcome in await self._saved([answer])]


def _settle(written: asyncio.Future[Found], outcome: Found | BaseException) -> None:
    if isinstance(outcome, BaseException):
        written.set_exception(outcome)
    else:
        written.set_result(outcome)
