"""What a fetch gives, asks for and shows to whom."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import brotli
import pytest

from monitor.fetch import Fetcher, transport
from tests.fetch.server import OPEN, Request, Route, fail, fetch, reply, run, serve

TEXT = b"<p>Guten Morgen</p>" * 100


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


BODIES = (
    ("plain", reply(200, TEXT)),
    ("gzip", reply(200, gzip.compress(TEXT), Content_Encoding="gzip")),
    ("x-gzip", reply(200, gzip.compress(TEXT), Content_Encoding="x-gzip")),
    ("gzip-in-two-members", reply(200, gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:]), Content_Encoding="gzip")),
    ("gzip-with-padding", reply(200, gzip.compress(TEXT) + bytes(64), Content_Encoding="GZIP")),
    ("deflate", reply(200, zlib.compress(TEXT), Content_Encoding="deflate")),
    ("deflate-without-frame", reply(200, _raw_deflate(TEXT), Content_Encoding="deflate")),
    ("brotli", reply(200, brotli.compress(TEXT), Content_Encoding="br")),
    ("identity", reply(200, TEXT, Content_Encoding="identity")),
    ("a-gzip-file", reply(200, gzip.compress(TEXT), Content_Type="application/x-gzip")),
    ("chunked", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(TEXT), TEXT)),
    ("until-the-connection-ends", b"HTTP/1.0 200 OK\r\n\r\n" + TEXT),
)


@pytest.mark.parametrize("answer", [case[1] for case in BODIES], ids=[case[0] for case in BODIES])
def test_a_body_arrives_as_it_was_packed(answer: bytes) -> None:
    async def then_close(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        writer.close()

    async def scenario() -> None:
        async with serve({"/": then_close}) as server:
            assert (await fetch(server.url + "/")).body == TEXT

    run(scenario())


def test_a_response_tells_what_the_server_said() -> None:
    async def scenario() -> None:
        answer = reply(
            200,
            TEXT,
            ETag='"7"',
            Last_Modified="Wed, 18 Dec 2024 06:00:00 GMT",
            Content_Type="text/html",
            Cache_Control="max-age=60",
        )
        async with serve({"/a": answer}) as server:
            response = await fetch(server.url + "/a#teil")
        assert (response.url, response.status, response.content_type) == (server.url + "/a", 200, "text/html")
        assert (response.etag, response.last_modified) == ('"7"', "Wed, 18 Dec 2024 06:00:00 GMT")
        assert (response.max_age, response.received) == (timedelta(seconds=60), len(TEXT))
        assert (response.not_modified, response.permanent_url) == (False, None)
        assert response.headers["cache-control"] == "max-age=60"
        assert 0 < response.elapsed < 5

    run(scenario())


def test_a_request_names_itself_and_asks_for_what_can_be_read() -> None:
    async def scenario() -> None:
        async with serve({"/": reply(200, TEXT)}) as server:
            await fetch(server.url + "/", kind="feed")
            await fetch(
                server.url + "/", headers={"User-Agent": "Anders/1", "X-Key": "k"}, cookies={"a": "1", "b": "2"}
            )
        first, second = server.requests
        assert first.headers["user-agent"] == OPEN.user_agent
        assert first.headers["accept-encoding"] == "gzip, deflate, br"
        assert "rss" in first.headers["accept"]
        assert "cookie" not in first.headers
        assert (second.headers["user-agent"], second.headers["x-key"], second.headers["cookie"]) == (
            "Anders/1",
            "k",
            "a=1; b=2",
        )

    run(scenario())


def test_an_unchanged_page_is_not_sent_again() -> None:
    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        known = request.headers.get("if-none-match") == '"7"' or "if-modified-since" in request.headers
        writer.write(reply(304, ETag='"7"') if known else reply(200, TEXT, ETag='"7"'))

    async def scenario() -> None:
        async with serve({"/": answer}) as server:
            assert (await fetch(server.url + "/")).body == TEXT
            unchanged = await fetch(server.url + "/", etag='"7"')
            assert (unchanged.not_modified, unchanged.status, unchanged.body) == (True, 304, b"")
            assert (await fetch(server.url + "/", last_modified="Wed, 18 Dec 2024 06:00:00 GMT")).not_modified
            assert (await fetch(server.url + "/", etag='"6"')).body == TEXT

    run(scenario())


def test_not_modified_without_being_asked_is_a_failure() -> None:
    async def scenario() -> None:
        async with serve({"/": reply(304)}) as server:
            assert (await fail(server.url + "/")).status == 304

    run(scenario())


# ---------------------------------------------------------------- redirects

JOURNEYS = (
    # statuses on the way, whether the address moved for good
    ((301,), True),
    ((308,), True),
    ((301, 308, 301), True),
    ((302,), False),
    ((303,), False),
    ((307,), False),
    ((301, 302), False),
    ((302, 301), False),
)


@pytest.mark.parametrize(("statuses", "permanent"), JOURNEYS)
def test_redirects_are_followed_and_moves_remembered(statuses: tuple[int, ...], *, permanent: bool) -> None:
    async def scenario() -> None:
        routes: dict[str, Route] = {
            f"/{n}": reply(status, b"moved", Location=f"/{n + 1}") for n, status in enumerate(statuses)
        }
        async with serve(routes | {f"/{len(statuses)}": reply(200, TEXT)}) as server:
            response = await fetch(server.url + "/0")
        target = f"{server.url}/{len(statuses)}"
        assert (response.url, response.body) == (target, TEXT)
        assert response.permanent_url == (target if permanent else None)

    run(scenario())


BAD_REDIRECTS = (
    ("circle", {"/": reply(302, Location="/b"), "/b": reply(302, Location="/")}, "in a circle"),
    ("to-itself", {"/": reply(301, Location="/")}, "in a circle"),
    ("without-end", {f"/{'x' * n}": reply(302, Location=f"/{'x' * (n + 1)}") for n in range(20)}, "more than 10 times"),
    ("nowhere", {"/": reply(302)}, "no web address"),
    ("to-a-file", {"/": reply(302, Location="file:///etc/passwd")}, "no web address"),
    ("to-a-broken-address", {"/": reply(302, Location="http://[x/")}, "no web address"),
    ("to-metadata", {"/": reply(302, Location="http://169.254.169.254/latest/meta-data/")}, "is not asked"),
    ("to-metadata-as-a-number", {"/": reply(302, Location="http://2852039166/")}, "is not asked"),
    ("to-any-address", {"/": reply(302, Location="http://0.0.0.0/")}, "is not asked"),
)


@pytest.mark.parametrize(
    ("routes", "words"), [case[1:] for case in BAD_REDIRECTS], ids=[case[0] for case in BAD_REDIRECTS]
)
def test_redirects_that_lead_nowhere_are_told(routes: dict[str, Route], words: str) -> None:
    async def scenario() -> None:
        async with serve(routes) as server:
            error = await fail(server.url + "/")
        assert words in str(error)
        assert error.lasting == "soft"
        assert len(server.requests) <= 11

    run(scenario())


def test_a_cookie_set_on_the_way_is_sent_on() -> None:
    async def gate(request: Request, writer: asyncio.StreamWriter) -> None:
        passed = "einlass=ja" in request.headers.get("cookie", "")
        writer.write(
            reply(200, TEXT) if passed else reply(302, Location="/", Set_Cookie="einlass=ja; Path=/; HttpOnly")
        )

    async def scenario() -> None:
        async with serve({"/": gate}) as server:
            assert (await fetch(server.url + "/", cookies={"a": "1"})).body == TEXT
            assert server.requests[-1].headers["cookie"] == "a=1; einlass=ja"
            async with Fetcher(OPEN) as fetcher:  # and forgotten after the fetch
                await fetcher.get(server.url + "/")
                await fetcher.get(server.url + "/")
            assert len(server.requests) == 6

    run(scenario())


def test_what_is_meant_for_one_host_is_not_shown_to_another() -> None:
    async def scenario() -> None:
        async with serve({"/": reply(200, TEXT)}, "127.0.0.2") as other, serve({}) as server:
            server.routes["/"] = reply(302, Location=other.url + "/")
            await fetch(server.url + "/", headers={"Authorization": "Basic Zzpn", "X-Key": "k"}, cookies={"a": "1"})
        assert server.requests[0].headers["authorization"] == "Basic Zzpn"
        assert not {"authorization", "x-key", "cookie"} & other.requests[0].headers.keys()

    run(scenario())


# ---------------------------------------------------------------- statuses

STATUSES = (
    # status, lasting, word in the sentence
    (400, "soft", "Bad Request"),
    (401, "soft", "login"),
    (402, "soft", "payment"),
    (403, "soft", "refuses"),
    (404, "hard", "does not exist"),
    (410, "hard", "gone"),
    (418, "soft", "Teapot"),
    (429, "temporary", "too often"),
    (451, "soft", "legal"),
    (499, "soft", "unknown status"),
    (500, "temporary", "at the moment"),
    (502, "temporary", "at the moment"),
    (503, "temporary", "at the moment"),
    (599, "temporary", "at the moment"),
    (300, "soft", "Multiple Choices"),
)


@pytest.mark.parametrize(("status", "lasting", "words"), STATUSES)
def test_a_status_is_a_clear_sentence(status: int, lasting: str, words: str) -> None:
    async def scenario() -> None:
        async with serve({"/a": reply(status, b"nein")}) as server:
            error = await fail(server.url + "/a")
        assert (error.status, error.lasting, error.retry_after) == (status, lasting, None)
        assert words in str(error)
        assert server.url in str(error)

    run(scenario())


def test_retry_after_is_handed_on_in_both_forms() -> None:
    async def scenario() -> None:
        dated = reply(503, Date="Wed, 18 Dec 2024 06:00:00 GMT", Retry_After="Wed, 18 Dec 2024 06:05:00 GMT")
        async with serve({"/": reply(429, Retry_After="120"), "/b": dated}) as server:
            assert (await fail(server.url + "/")).retry_after == 120
            assert (await fail(server.url + "/b")).retry_after == 300

    run(scenario())


def test_a_bot_wall_is_told_from_the_site() -> None:
    async def scenario() -> None:
        page = b"<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script></html>"
        async with serve(
            {"/": reply(403, page, Content_Type="text/html", CF_Mitigated="challenge", Retry_After="60")}
        ) as server:
            error = await fail(server.url + "/")
        assert (error.status, error.lasting, error.retry_after) == (403, "soft", 60)
        assert "bot wall (Cloudflare)" in str(error)

    run(scenario())


def test_a_login_within_the_address_is_used_and_not_handed_on() -> None:
    async def scenario() -> None:
        async with serve({"/": reply(302, Location="/b"), "/b": reply(200, TEXT)}) as server:
            response = await fetch(server.url.replace("//", "//nutzer:geheim@") + "/")
        assert {request.headers["authorization"] for request in server.requests} == {"Basic bnV0emVyOmdlaGVpbQ=="}
        assert response.url == server.url + "/b"

    run(scenario())


def test_secrets_stay_out_of_messages() -> None:
    async def scenario() -> None:
        async with serve({}) as server:
            error = await fail(server.url.replace("//", "//nutzer:geheim@") + "/a?token=geheim")
        assert "geheim" not in str(error) + error.url
        assert "/a?token=…" in str(error)

    run(scenario())


@pytest.mark.parametrize("url", ["ftp://bote.example/", "bote.example", "", "https://", "file:///etc/passwd"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    async def scenario() -> None:
        error = await fail(url)
        assert (error.lasting, "no web address" in str(error)) == ("hard", True)

    run(scenario())


# ---------------------------------------------------------------- the host's turn


def test_requests_to_one_host_start_apart_and_few_at_once() -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.25)
        writer.write(reply(200, TEXT))

    async def scenario() -> None:
        settings = replace(OPEN, per_host_gap=timedelta(seconds=0.1), per_host_concurrency=2)
        async with serve({"/": slow}) as server, Fetcher(settings) as fetcher:
            await asyncio.gather(*(fetcher.get(server.url + "/") for _ in range(5)))
        starts = [request.at for request in server.requests]
        assert min(later - earlier for earlier, later in pairwise(starts)) > 0.05
        assert server.most_open == 2

    run(scenario())


def test_a_slow_host_holds_up_no_other_and_waiting_costs_no_time() -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.4)
        writer.write(reply(200, TEXT))

    async def scenario() -> None:
        settings = replace(OPEN, per_host_concurrency=1, timeout=timedelta(seconds=0.8))
        async with (
            serve({"/": slow}) as server,
            serve({"/": reply(200, TEXT)}, "127.0.0.2") as other,
            Fetcher(settings) as fetcher,
        ):
            queue = [asyncio.create_task(fetcher.get(server.url + "/")) for _ in range(4)]
            await fetcher.get(other.url + "/")
            assert not any(task.done() for task in queue)
            assert all(response.elapsed < 0.8 for response in await asyncio.gather(*queue))

    run(scenario())


def test_connections_are_kept() -> None:
    connections: set[int] = set()

    async def note(request: Request, writer: asyncio.StreamWriter) -> None:
        connections.add(writer.get_extra_info("peername")[1])
        writer.write(reply(200, TEXT))

    async def scenario() -> None:
        async with serve({"/": note}) as server, Fetcher(OPEN) as fetcher:
            for _ in range(5):
                await fetcher.get(server.url + "/")
        assert len(connections) == 1

    run(scenario())


@pytest.mark.parametrize("kept", [1, 2])
def test_only_the_latest_hosts_keep_their_connections(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(transport, "_KEPT_HOSTS", kept)
    connections: list[asyncio.StreamWriter] = []

    async def note(request: Request, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        await asyncio.sleep(0.3 if request.path == "/slow" else 0)
        writer.write(reply(200, TEXT))

    async def scenario() -> None:
        async with serve({"/": note, "/slow": note}, "0.0.0.0") as server, Fetcher(OPEN) as fetcher:
            port = server.url.rpartition(":")[2]
            paths = [f"http://127.0.0.1:{port}/slow", *(f"http://127.0.0.{n}:{port}/" for n in (2, 3, 4))]
            slow = asyncio.create_task(fetcher.get(paths[0]))
            for url in (*paths[1:], paths[3], paths[1]):
                assert (await fetcher.get(url)).body == TEXT
            assert (await slow).body == TEXT
        assert len(connections) == 6
        assert len(set(connections)) == 5  # the fourth host kept its connection, the second had to give it up

    run(scenario())
