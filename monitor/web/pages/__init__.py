"""The pages, one module a subject: which address is answered by what."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response

from monitor.web.desk import Desk
from monitor.web.pages import alerts, articles, claims, feeds, metrics, overview, session, status

PAGES: Mapping[str, Callable[[Desk, Request], Response]] = {
    "/": overview.show,
    "/metrics/{metric}": metrics.show,
    "/articles": articles.listing,
    "/articles/{article}": articles.show,
    "/articles/{article}/versions/{old}/{new}": articles.difference,
    "/alerts": alerts.listing,
    "/alerts/{alert}": alerts.show,
    "/claims": claims.search,
    "/feeds": feeds.listing,
    "/status": status.show,
    "/login": session.ask,
}
ACTIONS: Mapping[str, Callable[[Desk, Request, Mapping[str, str]], Response]] = {
    "/login": session.enter,
    "/logout": session.leave,
    "/feeds/{feed}/check": feeds.check,
}
