"""What machines ask for: JSON with its description, feeds, probes, metrics."""

from collections.abc import Callable, Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from monitor.web.api import lists, openapi, probes, prometheus, single, syndication
from monitor.web.desk import Desk

ROUTES: Mapping[str, Callable[[Desk, Request], Response]] = {
    **{f"/api/{name}": partial(lists.show, name) for name in lists.LISTS},
    "/api/feeds": lists.feeds,
    "/api/metrics": lists.metrics,
    "/api/metrics/{metric}/history": lists.history,
    "/api/articles/{article}": single.article,
    "/api/alerts/{alert}": single.alert,
    "/api/figures/{figure}": single.figure,
    "/api/figures/{figure}/claimreview": single.claim_review,
    "/api/openapi.json": openapi.show,
    "/feeds/alerts.atom": partial(syndication.alerts, "atom"),
    "/feeds/alerts.json": partial(syndication.alerts, "json"),
    "/feeds/metrics/{metric}.atom": partial(syndication.figures, "atom"),
    "/feeds/metrics/{metric}.json": partial(syndication.figures, "json"),
    "/healthz": probes.alive,
    "/readyz": probes.ready,
    "/metrics": prometheus.show,
}
