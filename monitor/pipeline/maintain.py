"""What is done now and then: old rows forgotten, the database tended and checked, a copy made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from loguru import logger
from sqlalchemy import Connection

from monitor.errors import DatabaseError
from monitor.pipeline.listen import listen
from monitor.pipeline.tools import Tools
from storage import backup, health, maintenance, meta, retention

CHECKED = timedelta(days=7)  # between two readings of the whole database for damage
FAILED = timedelta(hours=6)  # until a check or copy that failed is tried again


async def maintain(tools: Tools, now: datetime) -> None:
    """Forget, tend, check and copy, each as far as it is due; what goes wrong with one is told and stops no other."""
    await tools.writing(lambda conn: maintenance.prune(conn, tools.settings.retention, now))
    await _cut_texts(tools, now)
    await listen(tools, now)
    await asyncio.to_thread(maintenance.tend, tools.database)
    await _now_and_then(tools, "check", CHECKED, now, lambda: maintenance.check(tools.database, quick=True))
    given = tools.settings.backup
    if given.folder and tools.database.path:
        folder, keep = given.folder, given.keep
        await _now_and_then(tools, "backup", given.every, now, lambda: backup.rotate(tools.database, folder, keep, now))


async def _cut_texts(tools: Tools, now: datetime) -> None:
    """Reduce texts that are older than the settings keep them, some in each transaction."""
    if tools.settings.retention.texts is None:
        return
    before, total = now - tools.settings.retention.texts, 0
    while cut := await tools.writing(lambda conn: retention.cut_texts(conn, before)):
        total += cut
    if total:
        logger.info("cut texts to their quotes", versions=total, older_than=tools.settings.retention.texts)


async def _now_and_then(tools: Tools, what: str, every: timedelta, now: datetime, act: Callable[[], object]) -> None:
    """Do it if ``every`` has passed since the last time; a failure is a health alert until it succeeds."""
    key = f"maintenance.{what}"
    due = await tools.reading(lambda conn: meta.get_time(conn, key))
    if due is not None and now < due <= now + every:
        return
    try:
        await asyncio.to_thread(act)
    except DatabaseError as error:
        logger.error("maintenance failed", what=what, error=str(error))
        sentence, later = str(error), now + min(FAILED, every)
        await tools.writing(lambda conn: _failed(conn, what, key, sentence, later, now))
        return
    await tools.writing(lambda conn: _done(conn, what, key, now + every, now))


def _failed(conn: Connection, what: str, key: str, sentence: str, later: datetime, now: datetime) -> None:
    health.add(conn, what, "database", sentence, now)
    meta.put_time(conn, key, later)


def _done(conn: Connection, what: str, key: str, later: datetime, now: datetime) -> None:
    health.close(conn, what, "database", now)
    meta.put_time(conn, key, later)
    logger.info("maintenance done", what=what)
