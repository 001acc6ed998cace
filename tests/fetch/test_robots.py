"""robots.txt: asked once, obeyed, and no obstacle where it is missing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise
from time import monotonic
from typing import Any

import pytest

from monitor.errors import FetchError
from monitor.fetch import Fetcher, robots
from tests.fetch.server import OPEN, Request, Route, fail, fetch, reply, run, serve

POLITE = replace(OPEN, respect_robots=True)
TEXT = b"<p>Guten Morgen</p>"

RULES = (
    # robots.txt, path, whether it may be fetched
    (b"", "/a", True),
    (b"User-agent: *\nDisallow: /\n", "/a", False),
    (b"User-agent: *\nDisallow: /intern/\n", "/a", True),
    (b"User-agent: *\nDisallow: /intern/\n", "/intern/a", False),
    (b"User-agent: *\nDisallow: /\nAllow: /a\n", "/a", True),
    (b"User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", False),
    (b"User-agent: Andere\nDisallow: /\n", "/a", True),
    (b"User-agent: *\nAllow: /\n\nUser-agent: Zahlenmonitor\nDisallow: /\n", "/a", False),
    (b"<html>Nicht gefunden</html>", "/a", True),
    (b"\xff\xfe\x00", "/a", True),
)


@pytest.mark.parametrize(("text", "path", "allowed"), RULES)
def test_the_rules_of_a_host_are_obeyed(text: bytes, path: str, *, allowed: bool) -> None:
    async def scenario() -> None:
        async with serve({"/robots.txt": reply(200, text), path: reply(200, TEXT)}) as server:
            if allowed:
                assert (await fetch(server.url + path, POLITE)).body == TEXT
            else:
                error = await fail(server.url + path, POLITE)
                assert (error.lasting, "robots.txt" in str(error)) == ("soft", True)
                assert server.paths() == ["/robots.txt"]

    run(scenario())


NO_RULES: tuple[tuple[str, dict[str, Route], bool], ...] = (
    # the host's answers, and whether its pages may be fetched
    ("missing", {"/robots.txt": reply(404)}, True),
    ("closed", {"/robots.txt": reply(403)}, True),
    ("redirected", {"/robots.txt": reply(301, Location="/r"), "/r": reply(200, b"User-agent: *\nDisallow: /")}, False),
    ("redirected-for-ever", {"/robots.txt": reply(301, Location="/robots.txt")}, True),
    ("redirected-nowhere", {"/robots.txt": reply(301)}, True),
    ("failing", {"/robots.txt": reply(500)}, False),
    ("too-often", {"/robots.txt": reply(429, Retry_After="60")}, False),
    ("huge", {"/robots.txt": reply(200, b"# x\n" * 140_000 + b"User-agent: *\nDisallow: /")}, True),
)


@pytest.mark.parametrize(("routes", "allowed"), [case[1:] for case in NO_RULES], ids=[case[0] for case in NO_RULES])
def test_a_robots_txt_that_is_none(routes: dict[str, Route], *, allowed: bool) -> None:
    async def scenario() -> None:
        async with serve({**routes, "/a": reply(200, TEXT)}) as server:
            if allowed:
                assert (await fetch(server.url + "/a", POLITE)).body == TEXT
            else:
                assert (await fail(server.url + "/a", POLITE)).lasting == "soft"
                assert "/a" not in server.paths()

    run(scenario())


def test_a_host_is_asked_for_its_rules_once() -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(reply(200, b"User-agent: *\nAllow: /"))

    async def scenario() -> None:
        async with serve({"/robots.txt": slow, "/a": reply(200, TEXT)}) as server, Fetcher(POLITE) as fetcher:
            await asyncio.gather(*(fetcher.get(server.url + "/a") for _ in range(5)))
            assert server.paths().count("/robots.txt") == 1

    run(scenario())


def test_rules_that_failed_are_asked_for_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        async with serve({"/robots.txt": reply(503), "/a": reply(200, TEXT)}) as server, Fetcher(POLITE) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.get(server.url + "/a")
            assert caught.value.retry_after == pytest.approx(600, abs=5)
            server.routes["/robots.txt"] = reply(404)
            with pytest.raises(FetchError):
                await fetcher.get(server.url + "/a")
            now = monotonic()
            monkeypatch.setattr(robots, "clock", lambda: now + 601)
            assert (await fetcher.get(server.url + "/a")).body == TEXT
            assert server.paths() == ["/robots.txt", "/robots.txt", "/a"]

    run(scenario())


def test_a_host_that_is_away_is_not_asked_for_its_rules_each_time() -> None:
    async def hang_up(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def scenario() -> None:
        async with serve({"/robots.txt": hang_up}) as server, Fetcher(POLITE) as fetcher:
            for _ in range(3):
                with pytest.raises(FetchError, match="broke off") as caught:
                    await fetcher.get(server.url + "/a")
                assert caught.value.lasting == "temporary"
            assert len(server.requests) == 2  # one, and one more in case the connection had been idle too long

    run(scenario())


def test_a_crawl_delay_widens_the_gap_within_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "_LONGEST_DELAY", 0.3)

    async def scenario() -> None:
        rules = reply(200, b"User-agent: *\nCrawl-delay: 3600\n")
        async with serve({"/robots.txt": rules, "/a": reply(200, TEXT)}) as server, Fetcher(POLITE) as fetcher:
            for _ in range(3):
                await fetcher.get(server.url + "/a")
        starts = [request.at for request in server.requests[1:]]
        assert all(later - earlier > 0.28 for earlier, later in pairwise(starts))

    run(scenario())


def test_redirects_obey_the_rules_of_the_host_they_lead_to() -> None:
    async def scenario() -> None:
        closed: dict[str, Any] = {"/robots.txt": reply(200, b"User-agent: *\nDisallow: /")}
        async with serve(closed, "127.0.0.2") as other, serve({}) as server:
            server.routes["/a"] = reply(302, Location=other.url + "/a")
            assert "robots.txt" in str(await fail(server.url + "/a", POLITE))
            assert other.paths() == ["/robots.txt"]

    run(scenario())


def test_only_so_many_hosts_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "_MOST_HOSTS", 1)

    async def scenario() -> None:
        async with serve({"/a": reply(200)}) as one, serve({"/a": reply(200)}) as two, Fetcher(POLITE) as fetcher:
            for server in (one, two, one):
                await fetcher.get(server.url + "/a")
            assert one.paths() == ["/robots.txt", "/a"] * 2

    run(scenario())
