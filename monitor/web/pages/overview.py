"""The overview: the latest alerts, and of each metric the latest figures by claimant."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from monitor.web.desk import Desk
from monitor.web.series import card
from storage import queries
from storage.queries import Filter

LATEST = 5  # alerts


def show(desk: Desk, request: Request) -> Response:
    """Cards in the order of their latest figure's day; metrics without any figure are named below."""
    with desk.reading() as connection:
        rows = queries.overview(connection, tuple(desk.metrics))
        alerts = queries.alerts(connection, Filter(time_field="seen", newest_first=True, limit=LATEST))
    cards = [card(metric, rows[key]) for key, metric in desk.metrics.items()]
    filled = sorted((one for one in cards if one.latest), key=lambda one: one.day, reverse=True)
    empty = [one.metric for one in cards if not one.latest]
    return desk.page(request, "overview.html", cards=filled, empty=empty, alerts=alerts)
