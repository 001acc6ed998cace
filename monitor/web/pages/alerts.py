"""Alerts: what was told, with both quotes and the deliveries."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from monitor.web.asking import asked, onward
from monitor.web.desk import Desk, NotThereError, number
from storage import queries
from storage.queries import Filter

USUAL = Filter(time_field="seen")


def listing(desk: Desk, request: Request) -> Response:
    """The newest alerts, by metric, claimant, kind, publisher, text and time."""
    wanted = asked(request.query_params, USUAL)
    with desk.reading() as connection:
        rows = queries.alerts(connection, wanted)
    following = onward("/alerts", request.query_params, rows, wanted.limit)
    return desk.page(request, "alerts.html", rows=rows, following=following, asked=request.query_params, desk=desk)


def show(desk: Desk, request: Request) -> Response:
    """One alert with its evidence, to be linked to."""
    wanted = number(request.path_params["alert"])
    with desk.reading() as connection:
        rows = queries.alerts(connection, Filter(sort="id", after=wanted - 1, limit=1))
    if not rows or rows[0]["id"] != str(wanted):
        raise NotThereError
    return desk.page(request, "alert.html", alert=rows[0])
