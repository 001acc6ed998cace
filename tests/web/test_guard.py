"""Who comes in, and what forms must carry."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace

import httpx
import pytest

from monitor.options import DatabaseSettings, Settings
from storage import feeds
from storage.engine import Database, open_database
from tests.storage.make import DAY, NOW
from tests.web.conftest import TOKEN, asking

OPEN = ("/login", "/healthz", "/readyz", "/static/style.css")
CLOSED = ("/", "/claims", "/api/claims", "/api/openapi.json", "/feeds/alerts.atom", "/metrics", "/nothing", "/status")


@pytest.mark.parametrize("path", CLOSED)
def test_without_the_token_nothing_is_shown(guarded: httpx.Client, path: str) -> None:
    answer = guarded.get(path)
    assert answer.status_code in {303, 401}
    assert "Soldaten" not in answer.text


@pytest.mark.parametrize("path", OPEN)
def test_what_is_open_gives_nothing_away(guarded: httpx.Client, path: str) -> None:
    answer = guarded.get(path)
    assert answer.status_code == 200
    assert "Nordkurier" not in answer.text


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN}", 200),
        ("Basic " + b64encode(f"leser:{TOKEN}".encode()).decode(), 200),  # feed readers and Prometheus
        ("Bearer falsch", 401),
        ("Bearer", 401),
        ("Basic ###", 401),
        ("Basic " + b64encode(b"\xff\xfe").decode(), 401),
        (TOKEN, 401),
    ],
)
def test_a_program_gives_the_token_with_each_request(guarded: httpx.Client, header: str, status: int) -> None:
    assert guarded.get("/api/claims", headers={"Authorization": header}).status_code == status


def test_a_person_signs_in_and_out(guarded: httpx.Client) -> None:
    key = _key(guarded.get("/login").text)
    assert guarded.post("/login", data={"key": key, "token": "falsch"}).status_code == 403
    answer = guarded.post("/login", data={"key": key, "token": TOKEN})
    cookie = answer.headers["set-cookie"].lower()
    assert (answer.status_code, TOKEN in cookie) == (303, False)
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    page = guarded.get("/")
    assert page.status_code == 200
    assert guarded.post("/logout", data={"key": _key(page.text)}).headers["location"] == "/login"
    assert guarded.get("/").status_code == 303


@pytest.mark.parametrize("value", ["", ".", "9999999999.x.y", "1.x", "9999999999." + "0" * 64])
def test_a_session_cannot_be_made_up(guarded: httpx.Client, value: str) -> None:
    assert guarded.get("/", headers={"Cookie": f"zahlenmonitor={value}"}).status_code == 303


def test_a_session_ends(guarded: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from monitor.web import guard  # noqa: PLC0415 - its constant is changed

    monkeypatch.setattr(guard, "SESSION", -DAY)
    guarded.post("/login", data={"key": _key(guarded.get("/login").text), "token": TOKEN})
    assert guarded.get("/").status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8080", ""])
def test_without_a_token_only_this_machines_names_are_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9", "[::1]:8080"])
def test_this_machines_names(client: httpx.Client, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_feed_is_asked_now_only_by_our_own_form(given: Settings, filled: Database) -> None:
    with asking(given, filled) as client:
        _ask_now(client)
    with filled.read() as conn:
        [state] = feeds.active(conn)
    assert state.next_check_at == NOW + 5 * DAY


def _ask_now(client: httpx.Client) -> None:
    key = _key(client.get("/feeds").text)
    attempts: list[tuple[dict[str, str], dict[str, str]]] = [
        ({}, {}),
        ({"key": "x"}, {}),
        ({"key": key}, {"Origin": "https://evil.example"}),
        ({"key": key}, {"Sec-Fetch-Site": "cross-site"}),
    ]
    for form, headers in attempts:
        assert client.post("/feeds/1/check", data=form, headers=headers).status_code == 403
    assert client.get("/feeds/1/check").status_code in {404, 405}
    assert client.post("/feeds/1/check", data={"key": key}).status_code == 303
    assert client.post("/feeds/9/check", data={"key": key}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/api/claims", "/static/style.css", "/nothing", "/feeds/alerts.atom"])
def test_every_answer_forbids_what_is_not_ours(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def _key(page: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


SECRET = "geheim-im-Fehler"


@pytest.mark.parametrize("path", ["/", "/claims", "/api/claims", "/metrics", "/readyz", "/status", "/nirgends"])
def test_no_error_page_shows_a_secret(given: Settings, path: str) -> None:
    """The database's password is in its address, and the database can't be reached."""
    url = f"postgresql+psycopg://watch:{SECRET}@127.0.0.1:1/monitor"
    database = open_database(url)
    with asking(replace(given, database=DatabaseSettings(url)), database) as client:
        answer = client.get(path)
    database.close()
    assert answer.status_code in {404, 503}
    assert SECRET not in answer.text + str(answer.headers)


def test_an_unforeseen_error_shows_nothing_of_itself(
    given: Settings, kept: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("monitor.web.desk.Desk.reading", breaks)
    with asking(given, kept, Connection="close") as client:
        answers = [client.get(path) for path in ("/claims", "/api/claims")]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert not [answer for answer in answers if SECRET in answer.text]
