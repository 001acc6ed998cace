"""A metric: its series by claimant as a plot and a table, as of any day."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from monitor.times import day
from monitor.web import chart
from monitor.web.desk import Desk, NotThereError
from monitor.web.series import series
from storage import queries
from storage.queries import Filter
from storage.queries.shapes import Answer

MOST = 200  # points of a plot and its table; more would hide each other
ALERTS = 200


def show(desk: Desk, request: Request) -> Response:
    """The last points of the history; those that an alert told are ringed."""
    metric = desk.metrics.get(request.path_params["metric"])
    if metric is None:
        raise NotThereError
    as_of = day(request.query_params.get("as_of") or None, "as_of")
    with desk.reading() as connection:
        rows = queries.history(connection, metric.key, as_of, MOST)
        told = Filter(metric=metric.key, time_field="seen", newest_first=True, limit=ALERTS)
        alerts = queries.alerts(connection, told)
    alerted = {alert["new"]["claim_id"]: alert["id"] for alert in alerts if alert["new"]}
    lines = series(rows, alerted, metric.kind)
    table = _sorted(rows, request.query_params.get("sort", ""))
    return desk.page(
        request,
        "metric.html",
        metric=metric,
        rows=table,
        series=lines,
        plot=chart.draw(lines, metric.title),
        key=chart.key,
        alerted=alerted,
        as_of=as_of,
        sort=request.query_params.get("sort", ""),
        cut=len(rows) == MOST,
    )


def _sorted(rows: list[Answer], by: str) -> list[Answer]:
    """Newest first, or by value or claimant."""
    newest = rows[::-1]
    if by == "value":
        return sorted(newest, key=lambda row: -(row["low"] or row["high"] or 0))
    return sorted(newest, key=lambda row: (row["claimant"] or "").lower()) if by == "claimant" else newest
