"""A metric: its series by claimant as a plot and a table, as of any day."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from monitor.web import chart
from monitor.web.asking import asked, onward
from monitor.web.desk import Desk, NotThereError
from monitor.web.series import series
from storage import queries
from storage.queries import Filter

MOST = 200  # points of a plot; more would hide each other
USUAL = Filter(sort="as_of")


def show(desk: Desk, request: Request) -> Response:
    """The plot of the history, those points ringed that an alert told, and a page of the table below."""
    metric = desk.metrics.get(request.path_params["metric"])
    if metric is None:
        raise NotThereError
    given = request.query_params
    words = {name: given[name] for name in ("as_of", "claimant", "sort", "after", "limit") if name in given}
    wanted = asked(words | {"metric": metric.key}, USUAL)
    with desk.reading() as connection:
        rows = queries.figures(connection, wanted)
        plotted = queries.plotted(connection, metric.key, MOST, wanted.as_of, wanted.claimant)
        shown = {int(row["claim_id"]) for row in rows} | {point.claim_id for point in plotted.points}
        alerted = queries.alerts_on(connection, shown)
    lines = series(plotted.points, alerted, {int(row["id"]) for row in rows}, metric.kind)
    return desk.page(
        request,
        "metric.html",
        metric=metric,
        rows=rows,
        series=lines,
        plot=chart.draw(lines, metric.title),
        plotted=plotted,
        alerted=alerted,
        asked=given,
        following=onward(request.url.path, given, rows, wanted.limit),
        desk=desk,
    )
