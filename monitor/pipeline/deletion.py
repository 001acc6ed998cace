"""Articles deleted on request: with all that hangs on them, and without a word to anybody."""

from __future__ import annotations

from datetime import datetime

from loguru import logger
from sqlalchemy import Connection

from monitor.pipeline.gather import Shelf
from monitor.pipeline.overrides import Overrides
from monitor.pipeline.rebuild import rebuild
from monitor.pipeline.restate import Telling, restate
from monitor.pipeline.tools import Tools
from storage import deletions
from storage.deletions import Deletion


async def carry_out(tools: Tools, now: datetime) -> int:
    """Carry out the deletions that were asked for; how many."""
    waiting = await tools.reading(deletions.waiting)
    for deletion in waiting:
        await tools.writing(lambda conn, one=deletion: _delete(conn, tools, one, now))  # type: ignore[misc]
        logger.info("deleted article", article=deletion.article_id, by=deletion.by)
    return len(waiting)


def _delete(conn: Connection, tools: Tools, deletion: Deletion, now: datetime) -> None:
    """The article goes, and the history of its metrics is what it would be without it."""
    metrics = deletions.carry_out(conn, deletion, now)
    if metrics:
        shelf = Shelf(conn, tools, Overrides.of(conn))
        restate(shelf, rebuild(shelf, metrics), metrics, now, Telling())
