"""Encrypted connections: untrusted certificates are told, trusted ones speak HTTP/1.1 and HTTP/2."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from monitor.fetch import Fetcher, client
from tests.fetch.server import OPEN, fail, fetch, reply, run

# A key and certificate for 127.0.0.1 that serve these tests alone and that nobody trusts.
CERTIFICATE = Path(__file__).with_name("self-signed.pem")
TEXT = b"<p>Guten Morgen</p>"

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def _http1(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(reply(200, TEXT, Connection="close"))
    await writer.drain()
    writer.close()


async def _http2(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    talk = H2Connection(H2Configuration(client_side=False))
    talk.initiate_connection()
    writer.write(talk.data_to_send())
    while data := await reader.read(65_536):
        for event in talk.receive_data(data):
            if isinstance(event, RequestReceived):
                talk.send_headers(event.stream_id, [(":status", "200"), ("content-length", str(len(TEXT)))])
                talk.send_data(event.stream_id, TEXT, end_stream=True)
        writer.write(talk.data_to_send())
        await writer.drain()
    writer.close()


async def _serve(talk: Talk, *protocols: str) -> tuple[asyncio.Server, str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.set_alpn_protocols(list(protocols))
    listener = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context)
    return listener, f"https://127.0.0.1:{listener.sockets[0].getsockname()[1]}/"


def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def test_a_certificate_nobody_vouches_for_is_told() -> None:
    async def scenario() -> None:
        listener, url = await _serve(_http1, "http/1.1")
        async with listener:
            error = await fail(url)
        assert (str(error), error.lasting) == ("The certificate of 127.0.0.1 can't be trusted.", "soft")

    run(scenario())


def test_an_encrypted_page_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_tls", _trusting)

    async def scenario() -> None:
        listener, url = await _serve(_http1, "http/1.1")
        async with listener:
            assert (await fetch(url)).body == TEXT

    run(scenario())


def test_requests_share_one_connection_over_http2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_tls", _trusting)
    connections = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        await _http2(reader, writer)

    async def scenario() -> None:
        listener, url = await _serve(talk, "h2", "http/1.1")
        async with listener, Fetcher(OPEN) as fetcher:
            first = await fetcher.get(url)
            others = await asyncio.gather(*(fetcher.get(url) for _ in range(3)))
        assert [response.body for response in (first, *others)] == [TEXT] * 4
        assert len(connections) == 1
        await asyncio.sleep(0.05)  # for the server to see the end

    run(scenario())
