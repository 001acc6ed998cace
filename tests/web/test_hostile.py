"""A hundred titles, names, quotes and addresses that want to be more than text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import httpx
import pytest
from sqlalchemy import Connection

from monitor.model import Change, Point, Verdict
from monitor.options import Settings
from storage import alerts, articles, changes, claims, migrations, points
from storage.engine import open_database
from storage.values import AlertRecord
from tests.storage.make import NOW, claim, quantity, record, statement, text_of
from tests.web.conftest import asking

OPENERS = ('"', "'", "", "-->", "]]>", "</title>", "</script>", "</style>", "</textarea>", "\x00", "{{", "${", "%3C")
CORES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "onmouseover=alert(1) x=",
    "<iframe src=//evil.example>",
    "&lt;script&gt;alert(1)",
    "\u202e<b>\u2028",
)
HOSTILE = [opener + core for core in CORES for opener in OPENERS][:100]
ADDRESSES = (
    "javascript:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "http://[",
    "https://x.example/?\"'<>",
)
PAGES = ("/", "/metrics/nk_killed", "/articles", "/articles/1", "/alerts", "/alerts/1", "/claims", "/feeds", "/status")


class Inert(HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def hostile(given: Settings, new_url: Callable[[], str]) -> Iterator[httpx.Client]:
    """A record in which every text from outside is hostile."""
    database = open_database(new_url())
    migrations.prepare(database)
    with database.write() as conn:
        for number, bad in enumerate(HOSTILE):
            url = ADDRESSES[number % len(ADDRESSES)] + str(number)
            article_id = _article(conn, bad, url)
            said = quantity(number, quote=bad, text=bad, attribution=bad, counted=bad, place=bad, start=0, end=len(bad))
            [claim_id] = claims.add(conn, [claim(article_id, said=said, claimant=bad)])
            new = statement(claim_id, article_id, number, claimant=bad)
            points.add(conn, Point(new, "first"), NOW)
            change = Change("first", "krieg", "nk_killed", bad, None, new, NOW, None, bad)
            change_id = changes.add(conn, change, Verdict("send", bad), NOW)
            alerts.add(conn, AlertRecord(bad, bad, change_id=change_id, topic=bad), (), NOW)
    with asking(given, database) as client:
        yield client
    database.close()


def _article(conn: Connection, bad: str, url: str) -> int:
    said = replace(record(publisher=bad, title=bad, agency=bad, authors=(bad,)), url=url)
    article_id = articles.save(conn, said, NOW)
    articles.add_version(conn, article_id, text_of(f"{bad}\n{bad}"))
    return article_id


@pytest.mark.parametrize("page", PAGES)
def test_nothing_from_outside_becomes_markup(hostile: httpx.Client, page: str) -> None:
    answer = hostile.get(page, params={"limit": "200"} if page in {"/alerts", "/claims", "/articles"} else {})
    assert answer.status_code == 200
    parsed = Inert()
    parsed.feed(answer.text)
    for tag, attributes in parsed.found:
        assert tag not in {"iframe", "img", "object", "embed", "style", "b"}, tag
        assert tag != "script" or attributes == {"src": "/static/hover.js", "defer": None}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            address = (attributes.get(name) or "").strip().lower()
            assert address.startswith(("/", "#", "?", "http://", "https://", "")), address
            assert not address.startswith(("javascript:", "data:", "//"))


def test_every_quote_is_shown_as_it_is(hostile: httpx.Client) -> None:
    class Words(HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    page = Words(convert_charrefs=True)
    page.feed(hostile.get("/claims?limit=200").text)
    for bad in HOSTILE:
        assert f"»{bad}«".replace("\x00", "\ufffd") in page.text


@pytest.mark.parametrize("feed", ["/feeds/alerts", "/feeds/metrics/nk_killed"])
def test_feeds_stay_feeds(hostile: httpx.Client, feed: str) -> None:
    root = ET.fromstring(hostile.get(f"{feed}.atom").text)  # noqa: S314 - our own answer
    links = [link.get("href", "") for link in root.iter("{http://www.w3.org/2005/Atom}link")]
    assert len(links) > 50
    assert all(link.startswith(("http://", "https://")) for link in links)
    items = json.loads(hostile.get(f"{feed}.json").text)["items"]
    assert len(items) == 50
    assert all(item.get("external_url", "https:").startswith("https:") for item in items)


@pytest.mark.parametrize("bad", HOSTILE[::7])
def test_what_is_asked_is_shown_back_inert(client: httpx.Client, bad: str) -> None:
    for page in ("/claims", "/alerts", "/articles"):
        parsed = Inert()
        parsed.feed(client.get(page, params={"text": bad, "claimant": bad, "publisher": bad}).text)
        assert not [tag for tag, attributes in parsed.found if tag in {"img", "iframe"} or "onload" in attributes]
        assert len([tag for tag, _ in parsed.found if tag == "script"]) == 1
