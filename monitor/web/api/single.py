"""One article, alert or figure, and a figure as ClaimReview-like JSON-LD."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from monitor.citing import claim_review as cited
from monitor.web.api.answers import answer
from monitor.web.api.lists import Ask
from monitor.web.desk import Desk, NotThereError, number
from storage import articles, claims, queries
from storage.queries import Filter
from storage.queries.shapes import Answer, stamp
from storage.values import Version


def article(desk: Desk, request: Request) -> Response:
    """An article with the text of each version and the claims of the latest."""
    found = _one(desk, queries.articles, request.path_params["article"])
    with desk.reading() as connection:
        versions = articles.versions(connection, int(found["id"]))
        latest = versions[-1].number if versions else 0
        said = claims.of_version(connection, int(found["id"]), latest)
    texts = [_version(version) for version in versions]
    return answer(request, found | {"texts": texts, "claim_ids": [str(record.id) for record in said]})


def alert(desk: Desk, request: Request) -> Response:
    """One alert."""
    return answer(request, _one(desk, queries.alerts, request.path_params["alert"]))


def figure(desk: Desk, request: Request) -> Response:
    """One figure."""
    return answer(request, _one(desk, queries.figures, request.path_params["figure"]))


def claim_review(desk: Desk, request: Request) -> Response:
    """One figure with its sources as JSON-LD."""
    found = _one(desk, queries.figures, request.path_params["figure"])
    metric = desk.metrics.get(found["metric"])
    return answer(request, cited(found, metric.title if metric else found["metric"]))


def _one(desk: Desk, ask: Ask, ident: str) -> Answer:
    """The row with that id; NotThereError without one."""
    wanted = number(ident)
    with desk.reading() as connection:
        rows = ask(connection, Filter(sort="id", after=wanted - 1, limit=1))
    if not rows or rows[0]["id"] != str(wanted):
        raise NotThereError
    return rows[0]


def _version(version: Version) -> Answer:
    record = version.record
    zones = [{"kind": zone.kind, "start": zone.start, "end": zone.end} for zone in record.zones]
    times = {"seen_at": stamp(record.seen_at), "published_at": stamp(record.published)}
    return {"version": version.number, **times, "title": record.title, "text": record.text, "zones": zones}
