"""Who may come in: a token for any address but this machine's, a session in a cookie, a key in each form.

The token is never stored in the browser. A session is a random number with its end and an HMAC of both by the token's
own key: whoever changes the token ends all sessions. On loopback without a token only names of this machine are
answered, so that no page of the web can reach us under a name of its own (DNS rebinding).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64decode
from binascii import Error as BinasciiError
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "zahlenmonitor"
SESSION = timedelta(days=14)
HERE = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


class Guard:
    """Checks requests against a token; None lets everybody in who asks this machine by its own name."""

    def __init__(self, token: str | None, clock: Callable[[], datetime]):
        self.token = token
        self._clock = clock
        secret = token.encode() if token else secrets.token_bytes(32)
        self._key = hashlib.sha256(b"zahlenmonitor session\0" + secret).digest()

    def admits(self, request: Request) -> bool:
        """Whether a request carries a session or the token (``Authorization``: Bearer, or Basic as its password)."""
        return self.token is None or self.has_session(request) or self.knows(_presented(request.headers))

    def knows(self, given: str | None) -> bool:
        """Whether this is the token; takes as long for any."""
        return self.token is not None and hmac.compare_digest(_digest(given or ""), _digest(self.token))

    def is_for_us(self, request: Request) -> bool:
        """Whether the name that was asked for is one of this machine; with a token any name will do."""
        return self.token is not None or (urlsplit(f"//{request.headers.get('host', '')}").hostname or "") in HERE

    # ------------------------------------------------------------ sessions

    def has_session(self, request: Request) -> bool:
        """Whether the request's cookie is a session of ours that has not ended."""
        body, _, signature = request.cookies.get(COOKIE, "").rpartition(".")
        end = body.partition(".")[0]
        genuine = hmac.compare_digest(self._sign(body).encode(), signature.encode())
        return genuine and end.isdecimal() and int(end) > self._clock().timestamp()

    def begin(self, response: Response, *, secure: bool) -> None:
        """Give the browser a session; ``secure``: it came over TLS."""
        end = self._clock() + SESSION
        body = f"{round(end.timestamp())}.{secrets.token_urlsafe(18)}"
        response.set_cookie(
            COOKIE,
            f"{body}.{self._sign(body)}",
            max_age=round(SESSION.total_seconds()),
            httponly=True,
            samesite="strict",
            secure=secure,
        )

    # ------------------------------------------------------------ forms

    def form_key(self, request: Request) -> str:
        """What a form of this session must carry."""
        return self._sign(f"form\0{request.cookies.get(COOKIE, '')}")

    def is_own_form(self, request: Request, form: Mapping[str, str]) -> bool:
        """Whether a form comes from a page that we gave to this session, and not from another site."""
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return False
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            return False
        return hmac.compare_digest(self.form_key(request).encode(), form.get("key", "").encode())

    def _sign(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _presented(headers: Mapping[str, str]) -> str | None:
    """The token of an ``Authorization`` header; feed readers and Prometheus know Basic, where it is the password."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return b64decode(value.strip(), validate=True).decode().partition(":")[2]
        except (BinasciiError, UnicodeDecodeError):
            return None
    return None
