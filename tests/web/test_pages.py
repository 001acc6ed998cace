"""What the pages show, by what they are asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
from sqlalchemy import text

from monitor.options import Settings
from storage.engine import Database, open_database
from tests.web.conftest import asking

PAGES = (
    "/",
    "/metrics/nk_killed",
    "/metrics/nk_deployed",
    "/metrics/nk_killed?as_of=2025-01-13&sort=value",
    "/metrics/nk_killed?claimant=nis&limit=1",
    "/articles",
    "/articles/1",
    "/articles/1?version=1",
    "/articles/1/versions/1/2",
    "/alerts",
    "/alerts/1",
    "/claims",
    "/claims?text=soldaten&min=1.000,5&order=asc",
    "/feeds",
    "/status",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_whole_html(client: httpx.Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>")
    assert answer.text.rstrip().endswith("</html>")
    assert len(re.findall("<h1>", answer.text)) == 1
    assert re.search('<html lang="de">', answer.text)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("/", "ca. 3.000"),  # what was said before
        ("/", "mind. 4.000"),
        ("/metrics/nk_killed", "200–999"),
        ("/metrics/nk_killed", "»Es starben 800 Soldaten.«"),  # the hover's quote, and the table's
        ("/metrics/nk_killed", 'class="ring"'),  # an alert told it
        ("/metrics/nk_killed", 'class="band'),  # a range
        ("/metrics/nk_killed", 'class="open'),  # a bound
        ("/metrics/nk_deployed", "noch keine Zahl"),
        ("/articles/1", '<mark id="angabe-1">'),
        ("/articles/1", "Südpost"),  # the copy
        ("/articles/1/versions/1/2", "<ins>rund </ins>"),
        ("/alerts/2", "Bisher"),
        ("/claims?text=mehrere", "200–999"),
        ("/claims?claimant=nis&hedged=true", "nichts gespeichert"),
        ("/feeds", "antwortet nicht"),
        ("/status", "Angaben"),
    ],
)
def test_a_page_shows(client: httpx.Client, page: str, shown: str) -> None:
    assert shown in client.get(page).text


def test_a_history_as_of_a_day_shows_what_was_known_then(client: httpx.Client) -> None:
    page = client.get("/metrics/nk_killed?as_of=2025-01-14").text
    assert "200–999" in page
    assert "mind. 4.000" not in page


def test_a_metric_shows_one_claimant_and_goes_on_by_key(client: httpx.Client) -> None:
    page = client.get("/metrics/nk_killed?claimant=nis&limit=1").text
    assert ("mind. 4.000" in page, "200–999" in page) == (True, False)
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    further = client.get(following[1].replace("&amp;", "&")).text
    assert re.findall(r'<tr id="zahl-(\d+)"', page + further) == ["3", "1"]
    assert 'href="/articles/3?version=2#angabe-3"' in further  # the plot's mark of a figure on another page


def test_a_search_goes_on_where_the_page_ended(client: httpx.Client) -> None:
    seen, address = [], "/claims?limit=1&metric=nk_killed"
    while address:
        page = client.get(address).text
        seen += re.findall(r"angabe-(\d+)", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert seen == ["4", "3", "2", "1"]


@pytest.mark.parametrize(
    "address",
    [
        *("/nothing", "/metrics/nothing", "/articles/99", "/articles/x", "/articles/1?version=9", "/alerts/99"),
        *("/alerts/-1", "/articles/1/versions/1/9", "/static/../app.py", "/articles/" + "9" * 30),
    ],
)
def test_what_is_not_there_is_told(client: httpx.Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("wrong", ["since=gestern", "min=viel", "limit=0", "limit=501", "sort=id", "after=0", "kind=x"])
def test_a_word_that_cannot_be_read_is_told(client: httpx.Client, wrong: str) -> None:
    answer = client.get(f"/claims?{wrong}")
    assert answer.status_code == 400
    assert wrong.partition("=")[0] in answer.text


def test_before_the_first_run_there_is_a_page_that_says_so(given: Settings, new_url: Callable[[], str]) -> None:
    database = open_database(new_url())
    with asking(given, database) as client:
        answer = client.get("/")
        assert (answer.status_code, "monitor run" in answer.text) == (503, True)
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
    database.close()


@contextmanager
def slow(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No query ends in time: on SQLite there is none, on PostgreSQL another has the table."""
    with monkeypatch.context() as patch, ExitStack() as stack:
        patch.setattr("monitor.web.desk.SECONDS", -1.0 if database.path else 0.05)
        patch.setattr("storage.limits._STEPS", 1)
        if not database.path:
            stack.enter_context(database.write()).execute(text("LOCK TABLE claims"))
        yield


def test_a_query_that_takes_too_long_is_broken_off(
    client: httpx.Client, kept: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with slow(kept, monkeypatch):
        answer = client.get("/claims")
    assert (answer.status_code, "Die Abfrage dauert zu lange" in answer.text) == (503, True)
    assert client.get("/claims").status_code == 200  # the connection has no bound left
