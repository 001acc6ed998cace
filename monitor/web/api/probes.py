"""Whether the server lives, and whether it can answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from monitor.errors import DatabaseError
from monitor.web.desk import Desk, NoDatabaseError
from storage import meta


def alive(desk: Desk, request: Request) -> Response:
    """200 as long as requests are answered."""
    return JSONResponse({"status": "ok"})


def ready(desk: Desk, request: Request) -> Response:
    """200 if the database answers, else 503."""
    try:
        with desk.reading() as connection:
            meta.get_time(connection, "heartbeat_at")
    except (DatabaseError, NoDatabaseError):
        return JSONResponse({"status": "no database"}, 503)
    return JSONResponse({"status": "ready"})
