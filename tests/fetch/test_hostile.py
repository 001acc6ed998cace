"""Servers that stall, flood, lie and break off: each costs its own request only, and no more than its deadline."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import Any

import brotli
import pytest

from monitor.fetch import Fetcher, transport
from monitor.fetch.addresses import is_allowed
from tests.fetch.server import OPEN, Request, Route, fail, fetch, reply, run, serve

SHORT = replace(OPEN, timeout=timedelta(seconds=0.5))
TEXT = b"Guten Morgen. " * 500
EMPTY = gzip.compress(b"")
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n"
BOMB = bytes(50_000_000)


async def _drip(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _drip_headers(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(100):
        writer.write(b"X-%d: 1\r\n" % n)
        await writer.drain()
        await asyncio.sleep(0.05)


async def _silent(request: Request, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def _endless(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
        await writer.drain()


async def _endless_redirect_body(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 OK\r\nLocation: /ziel\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
        await writer.drain()


async def _reset(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n...")
    await writer.drain()
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    writer.close()


async def _hang_up(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def _cut(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nzu kurz")
    writer.close()


async def _cut_error(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 503 X\r\nContent-Length: 1000\r\n\r\nzu kurz")
    writer.close()


FAULTS: tuple[tuple[str, Route, str, str], ...] = (
    # what the server does, how lasting that is, words of the sentence
    ("drip", _drip, "temporary", "within 0.5 seconds"),
    ("drip-of-headers", _drip_headers, "temporary", "within 0.5 seconds"),
    ("silence", _silent, "temporary", "within 0.5 seconds"),
    ("endless-body", _endless, "soft", "larger than 1,000,000 bytes"),
    ("announced-too-large", reply(200, b"", Content_Length="99999999"), "soft", "larger than"),
    ("gzip-bomb", reply(200, gzip.compress(BOMB), Content_Encoding="gzip"), "soft", "larger than"),
    ("deflate-bomb", reply(200, zlib.compress(BOMB), Content_Encoding="deflate"), "soft", "larger than"),
    ("brotli-bomb", reply(200, brotli.compress(BOMB), Content_Encoding="br"), "soft", "larger than"),
    ("bomb-in-a-file", reply(200, gzip.compress(BOMB)), "soft", "larger than"),
    ("empty-gzip-members", reply(200, EMPTY * 20_000, Content_Encoding="gzip"), "temporary", "damaged"),
    ("gzip-cut", reply(200, gzip.compress(TEXT)[:-20], Content_Encoding="gzip"), "temporary", "damaged"),
    ("gzip-file-cut", reply(200, gzip.compress(TEXT)[:-20]), "temporary", "damaged"),
    ("deflate-cut", reply(200, zlib.compress(TEXT)[:-9], Content_Encoding="deflate"), "temporary", "damaged"),
    ("brotli-cut", reply(200, brotli.compress(TEXT)[:-9], Content_Encoding="br"), "temporary", "damaged"),
    ("gzip-that-is-none", reply(200, TEXT, Content_Encoding="gzip"), "temporary", "damaged"),
    ("brotli-that-is-none", reply(200, b"\xff" * 900, Content_Encoding="br"), "temporary", "damaged"),
    ("compressed-nothing", CHUNKED % (1_500_000, b"\x00\x00\x00\xff\xff" * 300_000), "soft", "larger"),
    ("error-page-damaged", reply(404, TEXT, Content_Encoding="gzip"), "hard", "does not exist"),
    ("error-page-cut", _cut_error, "temporary", "at the moment"),
    ("encoding-not-asked-for", reply(200, TEXT, Content_Encoding="zstd"), "soft", "not asked for"),
    ("encodings-stacked", reply(200, TEXT, Content_Encoding="gzip, gzip"), "soft", "not asked for"),
    ("reset-in-the-body", _reset, "temporary", "broke off"),
    ("hung-up-at-once", _hang_up, "temporary", "broke off"),
    ("shorter-than-announced", _cut, "temporary", "broke off"),
    ("no-http", b"SSH-2.0-OpenSSH_9.7\r\n\r\n", "temporary", "broke off"),
    ("two-lengths", b"HTTP/1.1 200 X\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhallo", "temporary", "broke off"),
    ("headers-without-end", b"HTTP/1.1 200 OK\r\n" + b"X: " + b"z" * 300_000, "temporary", "broke off"),
)  # fmt: skip


@pytest.mark.parametrize(("route", "lasting", "words"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_fault_is_told_and_the_next_request_works(route: Route, lasting: str, words: str) -> None:
    async def scenario() -> None:
        async with serve({"/": route, "/gut": reply(200, TEXT)}) as server:
            started = monotonic()
            error = await fail(server.url + "/", SHORT)
            assert monotonic() - started < 2
            assert (error.lasting, words in str(error)) == (lasting, True), str(error)
            assert (await fetch(server.url + "/gut", SHORT)).body == TEXT

    run(scenario())


def test_faults_leave_a_shared_fetcher_whole() -> None:
    async def scenario() -> None:
        routes = {f"/{name}": route for name, route, *_ in FAULTS}
        async with serve({**routes, "/gut": reply(200, TEXT)}) as server, Fetcher(SHORT) as fetcher:
            paths = [*routes, *["gut"] * 20]
            ways = (fetcher.get(f"{server.url}/{path}") for path in paths)
            results = await asyncio.gather(*ways, return_exceptions=True)
            assert sum(isinstance(result, Exception) for result in results) == len(FAULTS)
            assert (await fetcher.get(server.url + "/gut")).body == TEXT

    run(scenario())


def test_a_redirects_endless_body_is_not_read() -> None:
    async def scenario() -> None:
        async with serve({"/": _endless_redirect_body, "/ziel": reply(200, TEXT)}) as server:
            assert (await fetch(server.url + "/", SHORT)).body == TEXT

    run(scenario())


def test_the_deadline_holds_over_all_redirects_together() -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.2)
        writer.write(reply(302, Location=request.path + "x"))

    async def scenario() -> None:
        routes = {f"/{'x' * n}": slow for n in range(9)}
        async with serve(routes) as server:
            assert "within" in str(await fail(server.url + "/", SHORT))
            assert len(server.requests) <= 3

    run(scenario())


def test_a_connection_the_server_had_closed_is_opened_again() -> None:
    answered = []

    async def once(request: Request, writer: asyncio.StreamWriter) -> None:
        """Answer the first request of a connection and hang up on its second, as after an idle time."""
        peer = writer.get_extra_info("peername")
        if peer in answered:
            writer.close()
            return
        answered.append(peer)
        writer.write(reply(200, TEXT))

    async def scenario() -> None:
        async with serve({"/": once}) as server, Fetcher(OPEN) as fetcher:
            assert (await fetcher.get(server.url + "/")).body == TEXT
            assert (await fetcher.get(server.url + "/")).body == TEXT

    run(scenario())


# ---------------------------------------------------------------- addresses

LOOPBACKS = (
    "127.0.0.1", "127.0.0.2", "localhost", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1", "[::1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0.0.0.0", "[::]",
)  # fmt: skip


@pytest.mark.parametrize("host", LOOPBACKS)
def test_loopback_is_not_asked_in_any_spelling(host: str) -> None:
    async def scenario() -> None:
        async with serve({"/": reply(200, TEXT)}) as server:
            port = server.url.rpartition(":")[2]
            error = await fail(f"http://{host}:{port}/", replace(OPEN, allow_private_networks=False))
            assert "is not asked" in str(error)
            assert server.requests == []

    run(scenario())


def _outside(address: str, *, private: bool) -> bool:
    """Take one loopback address for a public one."""
    return address == "127.0.0.2" or is_allowed(address, private=False)


def test_a_redirect_to_loopback_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "is_allowed", _outside)

    async def scenario() -> None:
        async with serve({"/": reply(200, TEXT)}) as inner, serve({}, "127.0.0.2") as outer:
            outer.routes["/"] = reply(302, Location=inner.url + "/")
            error = await fail(outer.url + "/", replace(OPEN, allow_private_networks=False))
            assert "is not asked" in str(error)
            assert (len(outer.requests), len(inner.requests)) == (1, 0)

    run(scenario())


def _resolve_to(*rounds: list[str]) -> Any:
    """Give a name server that answers each time with the next round of addresses, and the last one for ever."""
    left = list(rounds)

    def look_up(host: str, port: int) -> list[tuple[Any, ...]]:
        addresses = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return look_up


def test_a_name_that_changes_its_address_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "is_allowed", _outside)
    monkeypatch.setattr(transport, "_look_up", _resolve_to(["127.0.0.2"], ["127.0.0.1"]))

    async def scenario() -> None:
        async with serve({"/": reply(200, TEXT, Connection="close")}, "127.0.0.2") as outer:
            port = outer.url.rpartition(":")[2]
            async with Fetcher(OPEN) as fetcher:
                assert (await fetcher.get(f"http://wechsel.example:{port}/")).body == TEXT
                outer.routes["/"] = reply(200, b"anders")
                with pytest.raises(Exception, match="is not asked"):
                    await fetcher.get(f"http://wechsel.example:{port}/")
            assert len(outer.requests) == 1

    run(scenario())


def test_one_forbidden_address_among_others_closes_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_look_up", _resolve_to(["127.0.0.1", "169.254.169.254"]))

    async def scenario() -> None:
        async with serve({"/": reply(200, TEXT)}) as server:
            assert "is not asked" in str(await fail(server.url.replace("127.0.0.1", "gemischt.example") + "/"))
            assert server.requests == []

    run(scenario())


def test_the_next_address_is_tried_if_one_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_look_up", _resolve_to(["127.0.0.9", "127.0.0.1"]))

    async def scenario() -> None:
        async with serve({"/": reply(200, TEXT)}) as server:
            assert (await fetch(server.url.replace("127.0.0.1", "zwei.example") + "/")).body == TEXT

    run(scenario())


def _closed_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def test_nobody_there_is_told() -> None:
    async def scenario() -> None:
        error = await fail(f"http://127.0.0.1:{_closed_port()}/")
        assert (str(error), error.lasting, error.status) == ("There is no connection to 127.0.0.1.", "temporary", None)

    run(scenario())


def test_an_unknown_name_is_told() -> None:
    async def scenario() -> None:
        error = await fail("http://gibt-es-nicht.invalid/")
        assert (str(error), error.lasting) == ("The name gibt-es-nicht.invalid does not resolve.", "temporary")

    run(scenario())


async def _answer_in_the_clear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(100)
    writer.write(reply(400))
    await writer.drain()
    writer.close()


def test_a_server_without_tls_is_told() -> None:
    async def scenario() -> None:
        listener = await asyncio.start_server(_answer_in_the_clear, "127.0.0.1", 0)
        async with listener:
            error = await fail(f"https://127.0.0.1:{listener.sockets[0].getsockname()[1]}/")
        assert (str(error), error.lasting) == ("127.0.0.1 speaks no TLS that is understood here.", "soft")

    run(scenario())


def test_a_header_that_can_not_be_sent_is_told() -> None:
    async def scenario() -> None:
        async with serve({"/": reply(200, TEXT)}) as server:
            assert "malformed" in str(await fail(server.url + "/", headers={"X-Key": "a\r\nb"}))

    run(scenario())


# ---------------------------------------------------------------- proxies


def test_a_proxy_is_asked_for_the_whole_address() -> None:
    async def scenario() -> None:
        async with serve({"http://bote.example/a": reply(200, TEXT)}) as proxy:
            response = await fetch(
                "http://bote.example/a", replace(OPEN, allow_private_networks=False), proxy=proxy.url
            )
            assert (response.body, response.url) == (TEXT, "http://bote.example/a")

    run(scenario())


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/", "http://localhost/", "http://0x7f.1/"]
)
def test_a_proxy_is_not_asked_for_loopback(target: str) -> None:
    async def scenario() -> None:
        async with serve({target: reply(200, TEXT)}) as proxy:
            assert "is not asked" in str(
                await fail(target, replace(OPEN, allow_private_networks=False), proxy=proxy.url)
            )
            assert proxy.requests == []

    run(scenario())


def test_a_proxy_that_refuses_is_told() -> None:
    async def scenario() -> None:
        async with serve({"bote.example:443": reply(407)}) as proxy:
            assert str(await fail("https://bote.example/", proxy=proxy.url)) == "The proxy for bote.example refused."

    run(scenario())
