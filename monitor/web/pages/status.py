"""How the work goes: counts, queues, the daemon's heartbeat."""

from __future__ import annotations

from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response

from monitor.web.desk import Desk
from storage import queries
from storage.queries import Filter


def show(desk: Desk, request: Request) -> Response:
    """Counts and states, and the trouble that is open."""
    with desk.reading() as connection:
        counts = queries.counts(connection, desk.clock())
        troubles = queries.health(connection, Filter(newest_first=True, limit=50))
    still = [trouble for trouble in troubles if trouble["open"]]
    program = version("zahlenmonitor")
    return desk.page(request, "status.html", counts=counts, troubles=still, database=desk.database, program=program)
