"""People's verdicts take effect: the history they touch is rebuilt, and who was told something wrong hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from loguru import logger
from sqlalchemy import Connection

from monitor.pipeline.gather import Shelf
from monitor.pipeline.overrides import Overrides
from monitor.pipeline.rebuild import Draft, rebuild
from monitor.pipeline.restate import Difference, Telling, restate
from monitor.pipeline.tools import Tools
from storage import verdicts
from storage.values import HumanVerdict

RETRACTING = Telling(retracted=True)


async def settle(tools: Tools, now: datetime) -> list[Difference]:
    """Rebuild what the verdicts that wait for it touch; what that changed.

    Rebuilding reads one state of the database and may take a while; only its differences are written in a transaction.
    Nothing else writes histories meanwhile, because one process compares.
    """
    waiting = await tools.reading(verdicts.unapplied)
    if not waiting:
        return []
    metrics = {metric for verdict in waiting for metric in verdict.metrics}
    draft = await tools.reading(lambda conn: rebuild(Shelf(conn, tools, Overrides.of(conn)), metrics))
    found = await tools.writing(lambda conn: _settled(conn, tools, draft, metrics, waiting, now))
    logger.info("applied verdicts", verdicts=len(waiting), metrics=",".join(sorted(metrics)), differences=len(found))
    return found


def _settled(
    conn: Connection, tools: Tools, draft: Draft, metrics: set[str], waiting: Sequence[HumanVerdict], now: datetime
) -> list[Difference]:
    found = restate(Shelf(conn, tools, Overrides.of(conn)), draft, metrics, now, RETRACTING)
    verdicts.applied(conn, waiting, now)
    return found
