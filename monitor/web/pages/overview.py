"""The overview: the latest alerts, and of each metric the latest figures by claimant."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from monitor.web.desk import Desk
from monitor.web.series import card, is_cut
from storage import queries
from storage.queries import Filter, Move

LATEST = 5  # alerts
MOVES = 24  # last changes of a metric that are looked at, for its claimants and its small line
FURTHER = 10  # times as many where they are of too few claimants


def show(desk: Desk, request: Request) -> Response:
    """Cards in the order of their latest figure's day; metrics without any figure are named below."""
    with desk.reading() as connection:
        moves = _moves(desk, connection)
        alerts = queries.alerts(connection, Filter(time_field="seen", newest_first=True, limit=LATEST))
    cards = [card(metric, moves[key]) for key, metric in desk.metrics.items()]
    filled = sorted((one for one in cards if one.latest), key=lambda one: one.day, reverse=True)
    empty = [one.metric for one in cards if not one.latest]
    return desk.page(request, "overview.html", cards=filled, empty=empty, alerts=alerts)


def _moves(desk: Desk, connection: Connection) -> dict[str, list[Move]]:
    """Each metric's last changes; of one whose last all came from a few, further back."""
    moves = queries.overview(connection, tuple(desk.metrics), MOVES)
    cut = [key for key, metric in desk.metrics.items() if is_cut(metric, moves[key], MOVES)]
    return moves | queries.overview(connection, cut, MOVES * FURTHER)
