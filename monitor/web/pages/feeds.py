"""Feeds with their health, and the one thing that can be done here: ask a feed now."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from monitor.pipeline.forced import ask_soon
from monitor.web.desk import Desk, NotThereError, number
from storage import queries
from storage.queries import Filter

TROUBLES = 20


def listing(desk: Desk, request: Request) -> Response:
    """All feeds, and what went wrong last."""
    with desk.reading() as connection:
        rows = queries.feeds(connection)
        troubles = queries.health(connection, Filter(newest_first=True, limit=TROUBLES))
    return desk.page(request, "feeds.html", rows=rows, troubles=troubles)


def check(desk: Desk, request: Request, form: Mapping[str, str]) -> Response:
    """Make a feed due now; the daemon asks it with its next round."""
    wanted = number(request.path_params["feed"])
    with desk.database.write() as connection:
        if ask_soon(connection, wanted, desk.clock()) is None:
            raise NotThereError
    return RedirectResponse("/feeds", 303)
