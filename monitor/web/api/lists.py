"""The lists: ``{"items": […], "next": address or null}``, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from monitor.model import Metric
from monitor.times import day
from monitor.web.api.answers import answer
from monitor.web.asking import MOST, asked, onward
from monitor.web.desk import Desk, NotThereError
from storage import queries
from storage.queries import Filter

Ask = Callable[[Connection, Filter], list[dict[str, Any]]]
PUBLISHED, SEEN = Filter(), Filter(time_field="seen")

# Each with what counts where nothing is said: what follows from claims is ordered by when it arose.
LISTS: Mapping[str, tuple[Ask, Filter]] = {
    "claims": (queries.claims, PUBLISHED),
    "figures": (queries.figures, PUBLISHED),
    "changes": (queries.changes, SEEN),
    "alerts": (queries.alerts, SEEN),
    "articles": (queries.articles, PUBLISHED),
    "health": (queries.health, SEEN),
}


def show(name: str, desk: Desk, request: Request) -> Response:
    """One page of a list by the parameters of ``monitor.web.asking``."""
    ask, usual = LISTS[name]
    wanted = asked(request.query_params, usual)
    with desk.reading() as connection:
        rows = ask(connection, wanted)
    following = onward(request.url.path, request.query_params, rows, wanted.limit)
    return answer(request, {"items": rows, "next": following}, following=following)


def feeds(desk: Desk, request: Request) -> Response:
    """All feeds with their health."""
    with desk.reading() as connection:
        return answer(request, {"items": queries.feeds(connection), "next": None})


def metrics(desk: Desk, request: Request) -> Response:
    """The metrics that the topics declare, each with where its history is."""
    return answer(request, {"items": [_metric(metric) for metric in desk.metrics.values()], "next": None})


def history(desk: Desk, request: Request) -> Response:
    """A metric's series, oldest first: its last points, as known at the end of the day ``as_of``."""
    metric = desk.metrics.get(request.path_params["metric"])
    if metric is None:
        raise NotThereError
    as_of = day(request.query_params.get("as_of") or None, "as_of")
    limit = asked({"limit": request.query_params.get("limit") or str(MOST)}).limit
    with desk.reading() as connection:
        rows = queries.history(connection, metric.key, as_of, limit)
    return answer(request, {"metric": _metric(metric), "items": rows, "next": None})


def _metric(metric: Metric) -> dict[str, object]:
    fields = {name: getattr(metric, name) for name in ("key", "title", "kind", "event", "party", "unit", "per")}
    return fields | {"history": f"/api/metrics/{metric.key}/history"}
