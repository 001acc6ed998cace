"""Whether the server lives, and whether it can answer; if not, why, and what to do, without a word that is secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from monitor.errors import DatabaseError
from monitor.web.desk import Desk, NoDatabaseError
from storage import health, meta, queries

ALIVE = timedelta(minutes=5)  # the daemon writes a heartbeat every half minute


def alive(desk: Desk, request: Request) -> Response:
    """200 as long as requests are answered."""
    return JSONResponse({"status": "ok"})


def ready(desk: Desk, request: Request) -> Response:
    """200 if the database answers, else 503; and what the daemon has found wrong, by kind, which needs somebody."""
    try:
        with desk.reading() as connection:
            last, open_ones = meta.get_time(connection, "heartbeat_at"), health.troubles(connection)
            jobs = queries.jobs(connection, desk.clock())
    except NoDatabaseError:
        return _not_ready("no database", "start `monitor run`, which makes it")
    except DatabaseError:
        return _not_ready("no database", "see `monitor doctor` on the machine and the log")
    if last is None or desk.clock() - last > ALIVE:
        return JSONResponse({"status": "ready", "daemon": "not running", "advice": "start `monitor run`"})
    kinds = Counter(kind for kind, _ in open_ones)
    told = {"status": "ready", "daemon": "running", "troubles": dict(sorted(kinds.items()))}
    return JSONResponse(told | (_queue(jobs) if jobs else {}))


def _queue(jobs: Mapping[str, Any]) -> dict[str, Any]:
    """How the workers keep up, and what to do where they don't."""
    told = {"queue": {name: round(jobs[name]) for name in ("waiting", "oldest", "workers")}}
    return told | ({"advice": "start `monitor worker`"} if jobs["waiting"] and not jobs["workers"] else {})


def _not_ready(status: str, advice: str) -> Response:
    return JSONResponse({"status": status, "advice": advice}, 503)
