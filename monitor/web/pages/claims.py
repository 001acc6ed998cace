"""The search over all claims."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from monitor.web.asking import asked, onward
from monitor.web.desk import Desk
from storage import queries


def search(desk: Desk, request: Request) -> Response:
    """Claims by words, metric, claimant, value, time …; newest first, or as the head of the table is asked to."""
    wanted = asked(request.query_params)
    with desk.reading() as connection:
        rows = queries.claims(connection, wanted)
    following = onward("/claims", request.query_params, rows, wanted.limit)
    return desk.page(request, "claims.html", rows=rows, following=following, asked=request.query_params, desk=desk)
