"""The description of the API, OpenAPI 3.1; its parameters are those that addresses are read by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from monitor.web.api.answers import answer
from monitor.web.api.schemas import SCHEMAS
from monitor.web.asking import PARAMETERS, Parameter
from monitor.web.desk import Desk

Json = dict[str, Any]

LISTS: Mapping[str, tuple[str, str]] = {
    "claims": ("Claim", "Claims as they were first made."),
    "figures": ("Figure", "Points of the metrics' histories."),
    "changes": ("Change", "What new figures meant, and what the alert policy said."),
    "alerts": ("Alert", "Alerts with both sides and their deliveries."),
    "articles": ("Article", "Articles, by what one of their claims says too."),
    "health": ("Trouble", "Trouble with feeds and the system."),
}
_BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}


def show(desk: Desk, request: Request) -> Response:
    """The document."""
    return answer(request, document())


@cache
def document() -> Json:
    """The description as JSON."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Zahlenmonitor",
            "version": version("zahlenmonitor"),
            "description": "Who said which number about what, when. Read only. Fields: docs/fields.md.",
        },
        "paths": {**_lists(), **_others()},
        "components": {
            "schemas": dict(SCHEMAS),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}, {}],
    }


def _lists() -> Json:
    return {
        f"/api/{name}": _get(words, _page(schema), [_query(one) for one in PARAMETERS])
        for name, (schema, words) in LISTS.items()
    }


def _others() -> Json:
    metric = _path("metric", {"type": "string"})
    history = [metric, _query(_BY_NAME["as_of"]), _query(_BY_NAME["limit"])]
    series = {"type": "object", "required": ["metric", "items", "next"]}
    series["properties"] = _page("Figure")["properties"] | {"metric": _ref("Metric")}
    return {
        "/api/feeds": _get("Feeds with their health.", _page("Feed"), []),
        "/api/metrics": _get("The metrics that the topics declare.", _page("Metric"), []),
        "/api/metrics/{metric}/history": _get("A metric's series, oldest first.", series, history),
        "/api/articles/{article}": _one("An article with the texts of its versions.", "article", "ArticleWithTexts"),
        "/api/alerts/{alert}": _one("An alert.", "alert", "Alert"),
        "/api/figures/{figure}": _one("A figure.", "figure", "Figure"),
        "/api/figures/{figure}/claimreview": _one("A figure as JSON-LD, to be cited.", "figure", "Cited"),
        "/api/openapi.json": _get("This description.", {"type": "object"}, []),
    }


def _one(words: str, name: str, schema: str) -> Json:
    return _get(words, _ref(schema), [_path(name, {"type": "string"})])


def _get(words: str, schema: Json, parameters: Iterable[Json]) -> Json:
    answers = {"200": _response(words, schema), "304": {"description": "The same as If-None-Match names."}}
    for status, meaning in (("400", "A parameter can't be read."), ("401", "A token is needed.")):
        answers[status] = _response(meaning, _ref("Error"))
    answers["404"] = _response("There is nothing at this address.", _ref("Error"))
    answers["503"] = _response("No database yet, or it takes too long.", _ref("Error"))
    return {"get": {"summary": words, "parameters": list(parameters), "responses": answers}}


def _response(words: str, schema: Json) -> Json:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _page(name: str) -> Json:
    properties = {"items": {"type": "array", "items": _ref(name)}, "next": {"type": ["string", "null"]}}
    return {"type": "object", "required": ["items", "next"], "properties": properties}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _query(parameter: Parameter) -> Json:
    described = {"description": parameter.description, "schema": dict(parameter.schema)}
    return {"name": parameter.name, "in": "query", "required": False, **described}


def _path(name: str, schema: Json) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": schema}
