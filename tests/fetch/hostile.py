"""Servers that stall, flood, lie and break off, and what a feed's state must be after each: one round over all of them.

``tests/pipeline/test_hostile.py`` holds each row; ``python -m benchmarks.feeds --hostile`` prints them.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from unittest.mock import patch

from sqlalchemy import update

from monitor import pipeline
from monitor.fetch import transport
from monitor.fetch.addresses import is_allowed
from monitor.options import FeedConfig, FetchSettings, Settings
from storage import engine, entries, feeds, migrations, schema
from storage.values import FeedState
from tests.fetch.server import OPEN, Request, Route, fetch, reply, serve
from tests.fetch.test_hostile import FAULTS

NOW = datetime(2025, 1, 13, 8, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DEADLINE = timedelta(seconds=4)
MOST = 4_000_000  # bytes of a body: a hundred thousand short items fit
# An hour that both sides may call theirs; robots.txt's failures close a host for ten minutes.
WAITS = {"temporary": 15 * MINUTE, "soft": HOUR, "hard": 6 * HOUR}
FORBIDDEN = "127.0.0.2"


def rss(items: str, head: str = "") -> bytes:
    return f'{head}<rss version="2.0"><channel><title>Bote</title>{items}</channel></rss>'.encode()


def item(number: int, title: str = "Meldung", rest: str = "") -> str:
    return f"<item><title>{title}</title><link>https://bote.example/{number}</link>{rest}</item>"


GOOD = rss(item(1) + item(2))
BRIDGE = rss(item(1, "Brücke")).decode().encode("cp1252")
MANY = rss("".join(f"<item><link>/{n}</link></item>" for n in range(100_000)))
LOGIN = b"<html><body><form action=/login><input type=password></form></body></html>"
CHALLENGE = b"<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script></html>"
BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True)
class Fault:
    """What a server does, and the state after one poll: how long until the next, words of the error, entries stored."""

    id: str
    route: Route
    wait: timedelta
    words: str = ""
    entries: int = 0
    status: int | None = None
    host: str = "127.0.0.1"


def _failing(id_: str, route: Route, lasting: str, words: str, status: int | None = None, host: str = "") -> Fault:
    return Fault(id_, route, WAITS[lasting], words, 0, status, host or "127.0.0.1")


def _good(id_: str, body: bytes, number: int = 2, host: str = "127.0.0.1", **headers: str) -> Fault:
    return Fault(
        id_, reply(200, body, **headers), 7.5 * MINUTE if number < 0 else 15 * MINUTE, "", abs(number), 200, host
    )


async def _for_ever(request: Request, writer: asyncio.StreamWriter) -> None:
    """Say "not modified" to whoever knows any tag, whatever has changed since."""
    writer.write(reply(304) if "if-none-match" in request.headers else reply(200, GOOD, ETag='"1"'))


def _redirect(target: str) -> bytes:
    return reply(302, Location=target)


def faults(port: int, forbidden: int) -> list[Fault]:
    """All of them, for servers on these ports."""
    below = [  # those of one request, each with how lasting it is
        _failing(name, route, lasting, words.replace("1,000,000", f"{MOST:,}").replace("0.5", "4"))
        for name, route, lasting, words in FAULTS
        if name != "compressed-nothing"  # which is too large for the smaller bound alone
    ]
    return [
        *below,
        _failing("redirect-to-itself", _redirect("/redirect-to-itself"), "soft", "in a circle", 302),
        _failing("redirect-to-a-private-address", _redirect(f"http://{FORBIDDEN}:{forbidden}/"), "soft", "not asked"),
        _failing("redirect-to-loopback-as-hex", _redirect(f"http://0x7f.2:{forbidden}/"), "soft", "not asked"),
        _failing("redirect-to-loopback-as-a-number", _redirect(f"http://2130706434:{forbidden}/"), "soft", "not asked"),
        _failing("redirect-to-metadata", _redirect("http://169.254.169.254/latest/"), "soft", "not asked"),
        _failing("redirect-to-mapped-ipv6", _redirect(f"http://[::ffff:127.0.0.2]:{forbidden}/"), "soft", "not asked"),
        _failing("redirect-to-a-file", _redirect("file:///etc/passwd"), "soft", "no web address", 302),
        _failing("redirect-to-nowhere", reply(301), "soft", "no web address", 301),
        _failing("redirect-to-a-name-inside", _redirect(f"http://innen.example:{forbidden}/"), "soft", "not asked"),
        _failing("name-inside", reply(200, GOOD), "soft", "not asked", host="innen.example"),
        _failing("name-half-inside", reply(200, GOOD), "soft", "not asked", host="halb.example"),
        _failing("name-unknown", reply(200, GOOD), "temporary", "does not resolve", host="fehlt.example"),
        _failing("not-modified-without-being-asked", reply(304), "soft", "304", 304),
        Fault("not-modified-for-ever", _for_ever, 15 * MINUTE, "", 2, 200),
        Fault("too-many-requests", reply(429, Retry_After="7200"), 2 * HOUR, "too often", 0, 429),
        Fault("too-many-requests-for-years", reply(429, Retry_After="99999999"), 2 * DAY, "too often", 0, 429),
        Fault("unavailable-until", reply(503, Date="Mon, 13 Jan 2025 06:00:00 GMT",
              Retry_After="Mon, 13 Jan 2025 09:00:00 GMT"), 3 * HOUR, "at the moment", 0, 503),
        Fault("clock-that-jumps", reply(503, Date="Thu, 01 Jan 1970 00:00:00 GMT",
              Retry_After="Fri, 31 Dec 9999 23:59:59 GMT"), 2 * DAY, "at the moment", 0, 503),
        _failing("retry-after-nonsense", reply(503, Retry_After="bald"), "temporary", "at the moment", 503),
        _failing("login-asked-for", reply(401), "soft", "login", 401),
        _failing("payment-asked-for", reply(402), "soft", "payment", 402),
        _failing("refused", reply(403), "soft", "refuses", 403),
        _failing("not-found", reply(404), "hard", "does not exist", 404),
        Fault("gone", reply(410), 7 * DAY, "gone for good", 0, 410),
        _failing("closed-by-law", reply(451), "soft", "legal", 451),
        _failing("broken-server", reply(500), "temporary", "at the moment", 500),
        _failing("unknown-status", reply(799), "temporary", "at the moment", 799),
        _failing("html-login-page", reply(200, LOGIN, Content_Type="text/html"), "soft", "HTML page", 200),
        _failing("challenge", reply(403, CHALLENGE, Content_Type="text/html"), "soft", "bot wall", 403),
        _failing("challenge-as-a-success", reply(200, CHALLENGE, Content_Type="text/html"), "soft", "bot wall", 200),
        _failing("robots-broken", reply(200, GOOD), "soft", "robots.txt", 500, "robots-500.example"),
        _failing("robots-forbids", reply(200, GOOD), "soft", "robots.txt", None, "robots-nein.example"),
        _good("robots-huge", GOOD, host="robots-riesig.example"),
        _good("robots-elsewhere", GOOD, host="robots-umzug.example"),
        _good("wrong-charset", BRIDGE, 1, Content_Type="text/xml; charset=utf-8"),
        _failing("xml-bomb", reply(200, rss(item(1, "&c;"), BOMB)), "soft", "entities", 200),
        _failing("external-entity", reply(200, rss(item(1, "&a;"), OUTSIDE)), "soft", "entities", 200),
        _good("a-hundred-thousand-items", gzip.compress(MANY), 2000,
              Content_Encoding="gzip"),
        _good("items-in-the-future", rss(item(1, rest="<pubDate>Fri, 31 Dec 9999 23:59:59 GMT</pubDate>")), 1),
        _good("dates-before-all-time", rss(item(1, rest="<pubDate>0000-00-00 00:00</pubDate>")), 1),
        _good("one-guid-for-all", rss(item(1, rest="<guid>0</guid>") + item(2, rest="<guid>0</guid>"))),
        _good("wrong-type", GOOD, Content_Type="application/pdf"),
        _good("expires-in-the-past", GOOD, Expires="0", Cache_Control="max-age=-5"),
        Fault("fresh-for-ever", reply(200, GOOD, Cache_Control="max-age=999999999"), 15 * MINUTE, "", 2, 200),
        _good("broken-off-in-an-entry", GOOD[: -len("</item></channel></rss>") - 10], 1),
        _failing("nothing-at-all", reply(200), "soft", "empty", 200),
        _failing("junk", reply(200, bytes(range(256)) * 40), "soft", "neither XML nor JSON", 200),
        _failing("json-that-is-no-feed", reply(200, b'{"a": [1]}'), "soft", "no JSON Feed", 200),
        _failing("deep-json", reply(200, b"[" * 200_000), "soft", "can't be read", 200),
        _failing("tags-without-end", reply(200, rss("<item>" + "<a>" * 100_000)), "soft", "tags", 200),
    ]  # fmt: skip


async def _robots(request: Request, writer: asyncio.StreamWriter) -> None:
    """Answer by the name under which it is asked."""
    name = request.headers["host"].partition(":")[0]
    huge = b"User-agent: *\nDisallow: /geheim\n" + b"# " + b"x" * 900_000
    writer.write({
        "robots-500.example": reply(500),
        "robots-nein.example": reply(200, b"User-agent: *\nDisallow: /\n"),
        "robots-riesig.example": reply(200, huge),
        "robots-umzug.example": reply(301, Location="/robots-neu.txt"),
    }.get(name, reply(404)))  # fmt: skip


NAMES = {"innen.example": [FORBIDDEN], "halb.example": ["127.0.0.1", FORBIDDEN], "fehlt.example": []}


def _look_up(host: str, port: int) -> list[tuple[Any, ...]]:
    """A name server that knows the names of this test."""
    if host.endswith(".example"):
        addresses = NAMES.get(host, ["127.0.0.1"])
        if not addresses:
            raise OSError
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


def _outside(address: str, *, private: bool) -> bool:
    """Take one loopback address for a public one; all others are judged as ever."""
    return address == "127.0.0.1" or is_allowed(address, private=False)


@contextmanager
def _network() -> Iterator[None]:
    with patch.object(transport, "is_allowed", _outside), patch.object(transport, "_look_up", _look_up):
        yield


@dataclass(frozen=True)
class After:
    """What one round over all faults left: states by the fault's id, entries stored, requests that must not have been.

    ``blocked`` is how many seconds the healthy feed of another host waited; ``took`` is the whole round's.
    """

    faults: tuple[Fault, ...]
    states: Mapping[str, FeedState]
    stored: Mapping[str, int]
    forbidden: int
    blocked: float
    took: float


def one_round(folder: Path) -> After:
    """Poll every fault and a healthy feed once, with the real fetcher and a database in ``folder``."""
    with _network():
        return asyncio.run(_one_round(folder))


async def _one_round(folder: Path) -> After:
    healthy: list[float] = []

    async def note(request: Request, writer: asyncio.StreamWriter) -> None:
        healthy.append(monotonic())
        writer.write(reply(200, GOOD))

    async with serve({}) as server, serve({"/": reply(200, GOOD)}, FORBIDDEN) as forbidden:
        port = int(server.url.rpartition(":")[2])
        rows = tuple(faults(port, int(forbidden.url.rpartition(":")[2])))
        routes = {f"/{fault.id}": fault.route for fault in rows}
        server.routes |= {**routes, "/robots.txt": _robots, "/robots-neu.txt": reply(200, b""), "/gesund": note}
        await fetch(
            f"{server.url}/robots-neu.txt", replace(OPEN, timeout=timedelta(minutes=1))
        )  # loads what loads once
        started = monotonic()
        states, stored = await _polled(folder, rows, port)
        took = monotonic() - started
    return After(rows, states, stored, len(forbidden.requests), healthy[0] - started, took)


async def _polled(
    folder: Path, rows: tuple[Fault, ...], port: int
) -> tuple[Mapping[str, FeedState], Mapping[str, int]]:
    given = FetchSettings(
        timeout=DEADLINE, max_bytes=MOST, per_host_gap=timedelta(0), per_host_concurrency=10, respect_robots=True
    )
    own = [FeedConfig(fault.id, f"http://{fault.host}:{port}/{fault.id}", "P") for fault in rows]
    own.append(FeedConfig("healthy", f"http://gesund.example:{port}/gesund", "P"))
    settings = Settings(folder, folder, fetch=given, feeds=tuple(own))
    database = engine.open_database(f"sqlite:///{folder / 'hostile.db'}")
    migrations.prepare(database)
    async with pipeline.opened(settings, database, lambda: 0.0) as tools:
        await tools.writing(lambda conn: feeds.sync(conn, own, NOW - HOUR))
        long_known = {"etag": '"0"', "polls_total": 48}
        chosen = update(schema.feeds).where(schema.feeds.c.name == "not-modified-for-ever").values(long_known)
        await tools.writing(lambda conn: conn.execute(chosen))
        await pipeline.poll(tools, NOW, everything=True)
        states = {state.name: state for state in await tools.reading(feeds.active)}
        waiting = await tools.reading(lambda conn: entries.pending(conn, NOW))
    database.close()
    names = {state.id: name for name, state in states.items()}
    stored = {name: sum(names[entry.feed_id] == name for entry in waiting) for name in states}
    return states, stored


def verdict(after: After, fault: Fault) -> str:
    """What is wrong with a fault's state; "" if it is as it must be."""
    state = after.states[fault.id]
    told = state.last_error or ""
    checks = {
        f"next poll after {state.next_check_at - NOW}, not {fault.wait}": state.next_check_at - NOW == fault.wait,
        f"{told!r} does not say {fault.words!r}": fault.words in told if fault.words else not told,
        f"{after.stored[fault.id]} entries": after.stored[fault.id] == fault.entries,
        f"status {state.last_status}": fault.status in (None, state.last_status),
        f"{state.failures} failures": state.failures == int(bool(fault.words)),
    }
    return "; ".join(what for what, right in checks.items() if not right)
