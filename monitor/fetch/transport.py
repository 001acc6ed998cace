"""The connection to the outside: a pool that checks each address at the moment of connecting to it.

The name is resolved here, every address is checked, and the checked address is the one that is connected to: a name
that resolves differently a moment later, or a redirect to an odd spelling of loopback, gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpcore
import httpx

from monitor.fetch.addresses import is_allowed, is_allowed_name

_CONNECT_TIMEOUT = 6.0  # seconds for one of several addresses, so that a dead IPv6 route leaves time for IPv4
_RESOLVERS = 64  # threads: getaddrinfo blocks, and a slow name server must not hold up others
_KEEPALIVE = 20.0  # seconds; longer than the gap between two requests to one host
_KEPT_HOSTS = 100  # hosts whose connections stay open

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Forbidden(Exception):  # noqa: N818  a signal within this package
    """The host's address lies in a network that must not be asked."""


class UnknownHost(Exception):  # noqa: N818  a signal within this package
    """The host's name does not resolve."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to allowed addresses only; ``trusted`` hosts (a proxy the operator named) are not checked."""

    def __init__(self, *, allow_private: bool, trusted: frozenset[str] = frozenset()):
        self._allow_private, self._trusted = allow_private, trusted
        self._backend = httpcore.AnyIOBackend()
        self._resolvers = ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolve")

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers. Raises Forbidden, UnknownHost and httpcore's errors."""
        addresses = await self._checked(host, port)
        for address in addresses[:-1]:
            try:
                return await self._backend.connect_tcp(address, port, _CONNECT_TIMEOUT, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._backend.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    def close(self) -> None:
        """Let the resolver's threads go; one that hangs ends by itself."""
        self._resolvers.shutdown(wait=False, cancel_futures=True)

    async def _checked(self, host: str, port: int) -> list[str]:
        """Resolve a host and check all its addresses: one forbidden among them, and none is used."""
        addresses = await self._resolve(host, port)
        if host not in self._trusted and not all(is_allowed(a, private=self._allow_private) for a in addresses):
            raise Forbidden(host)
        return addresses

    async def _resolve(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._resolvers, _look_up, host, port)
        except (OSError, UnicodeError) as error:
            raise UnknownHost(host) from error
        return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _look_up(host: str, port: int) -> list[tuple[Any, ...]]:
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


class Transport(httpx.AsyncBaseTransport):
    """httpx's way to httpcore's pools with our own backend: httpx takes no backend itself.

    Each host has its own pool, and only the latest hosts keep theirs: a pool looks at all of its connections for each
    request, which with some hundred hosts in one pool costs ten times the request itself.
    """

    def __init__(self, context: ssl.SSLContext, *, allow_private: bool, proxy: str | None = None):
        self._proxy = httpx.Proxy(proxy) if proxy else None
        self._allow_private = allow_private
        trusted = frozenset({self._proxy.url.host}) if self._proxy else frozenset()
        self._backend = GuardedBackend(allow_private=allow_private, trusted=trusted)
        self._context = context
        self._pools: OrderedDict[str, httpcore.AsyncConnectionPool] = OrderedDict()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the errors are httpcore's, Forbidden and UnknownHost."""
        if self._proxy and not is_allowed_name(request.url.host, private=self._allow_private):
            raise Forbidden(request.url.host)
        url = _core_url(request.url, request.url.raw_path)
        pool = await self._pool(url.origin)
        body = None if request.method == "GET" else request.stream
        answer = await pool.handle_async_request(
            httpcore.Request(
                request.method, url, headers=request.headers.raw, content=body, extensions=request.extensions
            )
        )
        stream = _Stream(answer.stream)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close every connection."""
        while self._pools:
            await self._pools.popitem()[1].aclose()
        self._backend.close()

    async def _pool(self, origin: httpcore.Origin) -> httpcore.AsyncConnectionPool:
        """Give a host's pool; for a new one, the pools that were idle longest go first.

        Nothing is awaited once a pool is chosen, so that none is closed between being chosen and being used.
        """
        key = str(origin)
        while key not in self._pools and len(self._pools) >= _KEPT_HOSTS:
            idle = next((key for key, pool in self._pools.items() if _is_idle(pool)), None)
            if idle is None:
                break
            await self._pools.pop(idle).aclose()
        pool = self._pools.get(key)
        if pool is None:
            pool = self._pools[key] = self._new_pool()
        self._pools.move_to_end(key)
        return pool

    def _new_pool(self) -> httpcore.AsyncConnectionPool:
        options: dict[str, Any] = {
            "ssl_context": self._context,
            "http2": True,
            "keepalive_expiry": _KEEPALIVE,
            "network_backend": self._backend,
        }
        if self._proxy is None:
            return httpcore.AsyncConnectionPool(**options)
        return httpcore.AsyncHTTPProxy(
            proxy_url=_core_url(self._proxy.url, b"/"), proxy_auth=self._proxy.raw_auth, **options
        )


def _core_url(url: httpx.URL, target: bytes) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=target)


def _is_idle(pool: httpcore.AsyncConnectionPool) -> bool:
    return all(connection.is_idle() or connection.is_closed() for connection in pool.connections)


class _Stream(httpx.AsyncByteStream):
    def __init__(self, stream: Any):
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
