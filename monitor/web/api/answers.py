"""JSON answers with an ETag: whoever has the same one already gets 304 and no body."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response


def answer(request: Request, value: Any, *, following: str | None = None) -> Response:
    """``value`` as JSON; ``following`` is the next page's address, for a ``Link`` header."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    links = {"Link": f'<{following}>; rel="next"'} if following else {}
    return tagged(request, body, "application/json", links)


def tagged(request: Request, body: bytes, media: str, headers: dict[str, str] | None = None) -> Response:
    """A body with its ETag, or 304 where ``If-None-Match`` names it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    fields = {"ETag": tag, **(headers or {})}
    if tag in known or "*" in known:
        return Response(None, 304, fields)
    return Response(body, 200, fields, media)
