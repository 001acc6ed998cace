"""One request: the host's turn, the deadline, the bounded body. No policy: that is the fetcher's."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx

from monitor.feeds.urls import host_of
from monitor.fetch import failures
from monitor.fetch.dead import DeadHosts
from monitor.fetch.decoding import ACCEPT_ENCODING, Broken, Decoder, TooLarge, decoder
from monitor.fetch.politeness import Gates, clock
from monitor.fetch.transport import Forbidden, Transport, UnknownHost
from monitor.options import FetchSettings

_ERROR_BODY = 100_000  # bytes that are read of an answer that is no success: enough to know a bot wall

_ON_THE_WAY = (
    TimeoutError, Forbidden, UnknownHost, TooLarge, Broken, failures.UnknownEncoding, httpx.InvalidURL, ValueError,
    httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)  # fmt: skip
# Of these, what shows that somebody is there, and what that nobody may be; the rest never left this machine.
_ANSWERS = (TooLarge, Broken, failures.UnknownEncoding, httpcore.ProtocolError)
_SILENCES = (TimeoutError, UnknownHost, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProxyError)


class _Dropped(Exception):  # noqa: N818  a signal within this module
    """The connection went before the answer began: an idle one that the server had closed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: any status, header names in lower case, cookies that were set, the body decompressed."""

    url: str
    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes
    received: int
    elapsed: float


class Client:
    """Sends requests over kept connections; one pool for direct requests and one for each proxy.

    ``network`` stands for all of the network where it is simulated.
    """

    def __init__(self, settings: FetchSettings, network: httpx.AsyncBaseTransport | None = None):
        self._settings, self._network = settings, network
        self._clients: dict[str | None, httpx.AsyncClient] = {}
        gap = settings.per_host_gap.total_seconds()
        self.gates = Gates(settings.per_host_concurrency, gap, settings.concurrency)
        self.dead = DeadHosts()

    async def ask(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        seconds: float,
        proxy: str | None = None,
        form: bytes | None = None,
    ) -> Answer:
        """Send one GET, or a ``form`` by POST, and read the answer within ``seconds`` once the host's turn has come.

        Raises FetchError; at once if the host counts as dead.
        """
        host = host_of(url)
        if rest := self.dead.rest(host):
            raise failures.of_dead(url, rest)
        try:
            answer = await self._twice(url, headers, seconds, proxy, form)
        except _ON_THE_WAY as error:
            self._note(host, error)
            raise failures.of_error(url, error, self._settings) from error
        self.dead.answered(host)
        return answer

    def _note(self, host: str, error: Exception) -> None:
        if isinstance(error, _SILENCES):
            self.dead.failed(host)
        elif isinstance(error, _ANSWERS):
            self.dead.answered(host)

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()

    async def _twice(
        self, url: str, headers: Mapping[str, str], seconds: float, proxy: str | None, form: bytes | None
    ) -> Answer:
        """Send it, and once more if the connection had been closed meanwhile."""
        try:
            return await self._in_turn(url, headers, seconds, proxy, form)
        except _Dropped:
            try:
                return await self._in_turn(url, headers, seconds, proxy, form)
            except _Dropped as error:
                raise httpcore.ReadError from error

    async def _in_turn(
        self, url: str, headers: Mapping[str, str], seconds: float, proxy: str | None, form: bytes | None
    ) -> Answer:
        client = self._client(proxy)
        async with self.gates[host_of(url)].turn():
            started = clock()
            async with asyncio.timeout(seconds):
                response = await _send(client, url, headers, form)
                try:
                    return await self._read(response, url, started)
                finally:
                    await response.aclose()

    async def _read(self, response: httpx.Response, url: str, started: float) -> Answer:
        success = response.is_success
        body, received = await _body(response, self._settings.max_bytes) if success else await _beginning(response)
        return Answer(
            url=url,
            status=response.status_code,
            headers=dict(response.headers),
            cookies=_cookies(response),
            body=body,
            received=received,
            elapsed=clock() - started,
        )

    def _client(self, proxy: str | None) -> httpx.AsyncClient:
        """Give the client for a proxy; cookies of answers are not kept from one request to another."""
        client = self._clients.get(proxy)
        if client is None:
            transport = self._network or Transport(
                _tls(), allow_private=self._settings.allow_private_networks, proxy=proxy
            )
            client = self._clients[proxy] = httpx.AsyncClient(
                transport=transport,
                headers={
                    "user-agent": self._settings.user_agent,
                    "accept-encoding": ACCEPT_ENCODING,
                    "accept-language": "de, *;q=0.5",
                },
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                timeout=None,  # noqa: S113  the deadline covers the whole request, which httpx's timeouts don't
                trust_env=False,
            )
        return client


@cache
def _tls() -> ssl.SSLContext:
    """Load the certificates once a process: that takes as long as many requests."""
    return httpx.create_ssl_context(trust_env=False)


async def _send(client: httpx.AsyncClient, url: str, headers: Mapping[str, str], form: bytes | None) -> httpx.Response:
    request = client.build_request("GET" if form is None else "POST", url, headers=dict(headers), content=form)
    try:
        return await client.send(request, stream=True, follow_redirects=False)
    except (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError) as error:
        raise _Dropped from error


async def _body(response: httpx.Response, limit: int) -> tuple[bytes, int]:
    """Read and decompress a body of at most ``limit`` bytes; give it and the bytes on the wire."""
    decode = _decoder(response)
    if int(response.headers.get("content-length", "0") or 0) > limit:
        raise TooLarge
    plain, received = bytearray(), 0
    async for piece in response.aiter_raw():
        received += len(piece)
        plain += decode.decode(piece, limit - len(plain))
        if received > limit:
            raise TooLarge
    if received:
        decode.finish()
    return bytes(plain), received


async def _beginning(response: httpx.Response) -> tuple[bytes, int]:
    """Read the beginning of a body that matters little; what is damaged or too long ends it."""
    plain, received = bytearray(), 0
    try:
        decode = _decoder(response)
        async for piece in response.aiter_raw():
            received += len(piece)
            plain += decode.decode(piece, _ERROR_BODY)
            if max(received, len(plain)) > _ERROR_BODY:
                break
    except (TooLarge, Broken, failures.UnknownEncoding, httpcore.NetworkError, httpcore.ProtocolError):
        pass
    return bytes(plain), received


def _decoder(response: httpx.Response) -> Decoder:
    found = decoder(response.headers.get("content-encoding", ""))
    if found is None:
        raise failures.UnknownEncoding
    return found


def _cookies(response: httpx.Response) -> dict[str, str]:
    lines = response.headers.get_list("set-cookie") if "set-cookie" in response.headers else []
    pairs = (line.partition(";")[0].partition("=") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}
