"""Rounds of the daemon beside each other: a slow host holds up nobody, a crowd is spread, nobody is asked twice."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import pipeline
from monitor.fetch import politeness
from monitor.model import Entry
from monitor.options import FeedConfig, Settings
from monitor.pipeline.turns import in_turn
from storage import entries, feeds
from storage.engine import Database
from tests.conftest import ONE
from tests.fetch.hostile import GOOD
from tests.fetch.server import Request, Route, reply, serve
from tests.pipeline.conftest import working
from tests.pipeline.test_poll import NOW, states


@pytest.fixture(params=[ONE])
def database(one_database: Database) -> Database:
    """One kind of database is enough here."""
    return one_database


ROUNDS = sys.modules["monitor.pipeline.poll"]
PAGE = b"<html><title>Ein Satz</title><article><h1>Ein Satz</h1><p>Hier steht ein Satz.</p></article></html>"
SHOWN = reply(200, PAGE, Content_Type="text/html")
CHOICES: tuple[tuple[str, dict[int, str], list[int]], ...] = (
    # hosts of the feeds that are due, those under way by id, the chosen
    ("abc", {}, [0, 1, 2]),
    ("aaab", {}, [0, 1, 3]),  # two of a host
    ("aaab", {0: "a"}, [1, 3]),  # one of them is under way
    ("aab", {7: "a", 8: "a"}, [2]),
    ("", {1: "a"}, []),
)


@pytest.mark.parametrize(("hosts", "underway", "chosen"), CHOICES)
def test_a_host_takes_few_places(hosts: str, underway: dict[int, str], chosen: list[int]) -> None:
    assert list(in_turn(enumerate(hosts), underway, 2)) == chosen


def test_a_slow_host_holds_up_no_other_round(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is one place for all requests, and the slow one gives it away."""
    monkeypatch.setattr(politeness, "PATIENCE", 0.1)
    opened = asyncio.Event()

    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await opened.wait()
        writer.write(reply(200, GOOD))

    async def scenario() -> None:
        fetch = replace(settings.fetch, respect_robots=False, concurrency=1, timeout=timedelta(minutes=2))
        routes: dict[str, Route] = {"/slow": slow, "/quick": reply(200, GOOD), "/late": reply(200, GOOD)}
        async with serve(routes, "127.0.0.1") as one, serve(routes, "127.0.0.2") as two:
            own = (FeedConfig("slow", one.url + "/slow", "P"), FeedConfig("quick", two.url + "/quick", "P"))
            given = replace(settings, fetch=fetch, feeds=own)
            async with working(given, database, NOW) as tools:
                await tools.writing(lambda conn: feeds.put_off(conn, [(2, NOW + timedelta(seconds=1))]))
                first = asyncio.create_task(pipeline.poll_beside(tools, NOW))
                while not one.requests:
                    await asyncio.sleep(0.01)
                done = await pipeline.poll_beside(tools, NOW + timedelta(seconds=5))
                assert (done.feeds, first.done()) == (1, False)
                opened.set()
                assert (await first).feeds == 1
                assert tools.polls.underway == {}
            assert (len(one.requests), len(two.requests)) == (1, 1)

    asyncio.run(scenario())


def test_a_crowd_after_a_long_sleep_is_spread(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ROUNDS, "CROWD", 3)

    async def scenario() -> None:
        async with serve({f"/{n}": reply(200, GOOD) for n in range(8)}, "0.0.0.0") as server:
            port = server.url.rpartition(":")[2]
            own = tuple(FeedConfig(f"f{n}", f"http://127.0.0.{n + 1}:{port}/{n}", "P") for n in range(8))
            given = replace(settings, feeds=own, fetch=replace(settings.fetch, respect_robots=False))
            async with working(given, database, NOW - timedelta(days=2)) as tools:
                assert (await pipeline.poll_beside(tools, NOW)).feeds == 3
                found = sorted(state.next_check_at - NOW for state in states(database).values())
                assert found[:5] == [timedelta(seconds=n / 10) for n in range(1, 6)]
                assert (await pipeline.poll_beside(tools, NOW + timedelta(seconds=0.3))).feeds == 3

    asyncio.run(scenario())


def test_a_slow_host_holds_up_no_other_hosts_pages(settings: Settings, database: Database) -> None:
    """It has five pages and may have four under way; the other host's page is read while they hang."""
    opened = asyncio.Event()

    async def hangs(request: Request, writer: asyncio.StreamWriter) -> None:
        await opened.wait()
        writer.write(SHOWN)

    async def scenario() -> None:
        routes: dict[str, Route] = {f"/{n}": hangs for n in range(5)}
        async with (
            serve(routes, "127.0.0.1") as slow,
            serve({"/quick": SHOWN}, "127.0.0.2") as quick,
        ):
            given = replace(settings, fetch=replace(settings.fetch, respect_robots=False))
            async with working(given, database, NOW) as tools:
                told = [Entry(f"{slow.url}/{n}", f"{slow.url}/{n}", "t") for n in range(5)]
                told.append(Entry(f"{quick.url}/quick", f"{quick.url}/quick", "t"))
                await tools.writing(lambda conn: entries.add(conn, 1, told, NOW))
                first = asyncio.create_task(pipeline.read_beside(tools, NOW))
                while len(tools.pages.underway) < 5 or len(slow.requests) < 2 or not quick.requests:
                    await asyncio.sleep(0.01)
                assert Counter(tools.pages.underway.values()) == {"127.0.0.1": 4, "127.0.0.2": 1}
                opened.set()
                assert (await first).read == 5
                assert (await pipeline.read_beside(tools, NOW)).read == 1

    asyncio.run(scenario())
