"""The API: it keeps to its description whatever it is asked, and its feeds and metrics are read by others' readers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import httpx
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from monitor.web.api.openapi import document

ROOT = Path(__file__).resolve().parent.parent.parent
FIELDS = dict(re.findall(r"^## (.+?)\n\n`(.+?)`", (ROOT / "docs" / "fields.md").read_text("utf-8"), re.MULTILINE))
PATHS: dict[str, Any] = document()["paths"]
ODD = st.one_of(
    st.text(max_size=40), st.sampled_from(["", "0", "-1", "1e999", "NaN", "true", "2025-01-13", "%", '"', "\x00"])
)


def value(parameter: dict[str, Any]) -> st.SearchStrategy[str]:
    """Values of a parameter: those that its schema allows, and any text."""
    schema = parameter["schema"]
    fitting: st.SearchStrategy[Any] = st.text(max_size=20)
    if "enum" in schema:
        fitting = st.sampled_from(schema["enum"])
    elif schema["type"] == "integer":
        fitting = st.integers(schema.get("minimum"), min(schema.get("maximum", 500), 1000))
    elif schema["type"] == "number":
        fitting = st.floats(-1e6, 1e6)
    elif schema["type"] == "boolean":
        fitting = st.sampled_from(["true", "false"])
    known = st.sampled_from(["nk_killed", "NIS", "person", "killed", "Soldaten", "1", "4", "2025-01-13"])
    return st.one_of(fitting.map(str), known, ODD)


def request(path: str) -> st.SearchStrategy[tuple[str, dict[str, str]]]:
    """Requests for a path of the description."""
    asked = PATHS[path]["get"]["parameters"]
    places = {
        one["name"]: value(one).filter(lambda text: text not in {"", ".", ".."}) for one in asked if one["in"] == "path"
    }
    words = {one["name"]: value(one) for one in asked if one["in"] == "query"}
    return st.tuples(st.fixed_dictionaries(places), st.fixed_dictionaries({}, optional=words)).map(
        lambda both: (path.format(**{name: _quoted(text) for name, text in both[0].items()}), both[1])
    )


def _quoted(text: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 - the name is another thing here

    return quote(text, safe="")


@pytest.mark.parametrize("path", PATHS)
def test_answers_fit_the_description(client: httpx.Client, path: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(request(path))
    def ask(asked: tuple[str, dict[str, str]]) -> None:
        answer = client.get(asked[0], params=asked[1])
        if answer.status_code == 307:  # nothing, or a slash, for a name: the list above
            assert answer.headers["location"].startswith(str(client.base_url.join(asked[0].rstrip("/"))))
            return
        assert answer.status_code in {200, 400, 404}, answer.text
        described = PATHS[path]["get"]["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
        _fits(described, answer.json())

    ask()


@pytest.mark.parametrize("asked", ["/api/alerts?claimant=%00", "/api/claims?text=a%00b", "/alerts?text=%00"])
def test_a_character_that_no_text_holds_is_passed_over(client: httpx.Client, asked: str) -> None:
    assert client.get(asked).status_code == 200


@pytest.mark.parametrize("name", ["claims", "figures", "changes", "alerts", "articles", "health"])
def test_lists_have_the_documented_fields_and_fit(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/api/{name}").json()
    _fits(PATHS[f"/api/{name}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"], answer)
    heading = {"figures": "figures, history", "health": "alerts --health"}.get(name, name)
    assert list(answer["items"][0]) == FIELDS[heading].split(", ")


def _fits(schema: dict[str, Any], value: Any) -> None:
    jsonschema_rs.validate({**schema, "components": document()["components"]}, value)


def test_the_description_is_openapi_that_names_every_list() -> None:
    described = json.dumps(document())
    assert document()["openapi"] == "3.1.0"
    for name in re.findall(r"#/components/schemas/(\w+)", described):
        assert name in document()["components"]["schemas"]
    for schema in document()["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)


@pytest.mark.parametrize("name", ["claims", "figures", "alerts"])
def test_pages_are_linked(client: httpx.Client, name: str) -> None:
    seen: list[str] = []
    address: str | None = f"/api/{name}?limit=3&order=asc"
    while address:
        answer = client.get(address)
        following = answer.json()["next"]
        assert (answer.headers.get("link") is None) == (following is None)
        seen += [row["id"] for row in answer.json()["items"]]
        address = following
    assert seen == ["1", "2", "3", "4"]


def test_an_answer_that_is_known_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/api/claims")
    tag = first.headers["etag"]
    again = client.get("/api/claims", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/api/claims?limit=1", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/feeds/alerts", "/feeds/metrics/nk_killed", "/feeds/metrics/nk_deployed"])
def test_feeds_are_read_by_others(client: httpx.Client, path: str) -> None:
    read = feedparser.parse(client.get(f"{path}.atom").content)
    assert (read.bozo, read.version) == (False, "atom10")
    items = client.get(f"{path}.json").json()["items"]
    assert [entry.id for entry in read.entries] == [item["id"] for item in items]
    assert len(items) == (0 if path.endswith("deployed") else 4)
    assert all(entry.link.startswith("http://127.0.0.1:") and entry.updated_parsed for entry in read.entries)
    assert read.feed.updated_parsed
    assert read.feed.id


def test_prometheus_reads_the_metrics(client: httpx.Client) -> None:
    families = {one.name: one for one in text_string_to_metric_families(client.get("/metrics").text)}
    counted = {name: family.samples[0].value for name, family in families.items() if family.samples}
    assert counted["zahlenmonitor_claims"] == counted["zahlenmonitor_alerts"] == 4
    assert counted["zahlenmonitor_poll_lateness_seconds"] == 5 * 86400
    assert counted["zahlenmonitor_poll_failures"] == counted["zahlenmonitor_polls"] == 0
    for name in ("messages", "deliveries"):
        [waiting] = families[f"zahlenmonitor_{name}"].samples
        assert (waiting.labels, waiting.value) == ({"state": "pending"}, 4)
    assert families["zahlenmonitor_parse_failures"].type == "gauge"
    assert counted["zahlenmonitor_database_bytes"] > 100_000


def test_a_figure_can_be_cited(client: httpx.Client) -> None:
    cited = client.get("/api/figures/2/claimreview").json()
    assert (cited["@type"], cited["author"]["name"]) == ("Claim", "Pentagon")
    assert cited["value"] == {"@type": "QuantitativeValue", "minValue": 200, "maxValue": 999, "unitText": "person"}
    assert cited["appearance"][0]["url"] == "https://nordkurier.example/a1"


def test_an_article_comes_with_its_texts(client: httpx.Client) -> None:
    found = client.get("/api/articles/1").json()
    assert [text["version"] for text in found["texts"]] == [1, 2]
    assert found["claim_ids"] == ["1"]
