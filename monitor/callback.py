"""Where WebSub hubs reach us: one route, to be served by itself or mounted into another application.

It is open to everybody, so it gives away nothing: a token that was not asked for is 404 or 410, a push with a wrong
signature is taken and dropped (WebSub, section 8).
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from monitor.feeds import websub
from monitor.pipeline import Tools, pushes


def application(tools: Tools) -> Starlette:
    """The callback as an application of its own, for a server or for ``Mount``.

    It answers with and without the path of ``websub_callback``, which a web server before it may take off.
    """
    path = urlsplit(tools.settings.fetch.websub_callback or "").path.rstrip("/")
    answer = _Callback(tools).answer
    return Starlette(routes=[Route(f"{before}/{{token}}", answer, methods=["GET", "POST"]) for before in {path, ""}])


class _Callback:
    """Answers a hub's verification (GET) and takes its pushes (POST)."""

    def __init__(self, tools: Tools):
        self._tools = tools

    async def answer(self, request: Request) -> Response:
        token = request.path_params["token"]
        return await (self._verify if request.method == "GET" else self._receive)(request, token)

    async def _verify(self, request: Request, token: str) -> Response:
        said = websub.verdict(dict(request.query_params))
        if said is None:
            return PlainTextResponse("not asked for", 404)
        challenge = await pushes.verify(self._tools, token, said, datetime.now(UTC))
        return PlainTextResponse("not asked for", 404) if challenge is None else PlainTextResponse(challenge)

    async def _receive(self, request: Request, token: str) -> Response:
        given = self._tools.settings.fetch
        try:
            async with asyncio.timeout(given.timeout.total_seconds()):
                body = await _body(request, given.max_bytes)
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("too slow", 408)
        if body is None:
            return PlainTextResponse("too large", 413)
        wanted = await pushes.receive(self._tools, token, body, dict(request.headers), datetime.now(UTC))
        return PlainTextResponse("", 202) if wanted else PlainTextResponse("not asked for", 410)


async def _body(request: Request, limit: int) -> bytes | None:
    """The body, or None for one of more than ``limit`` bytes."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            return None
    return bytes(body)
