"""Alerts by POST to a web address: ``webhook+https://host/path``; ``webhook+http://`` to this machine alone.

The body is JSON. ``Idempotency-Key`` stays the same at every attempt. Where the channel has a secret,
``X-Monitor-Signature`` is ``sha256=`` and the hex HMAC-SHA256 under it of ``X-Monitor-Timestamp``, a dot, and
the body's bytes: a receiver checks it and refuses an old timestamp, so that nobody can replay a message.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import unquote, urlsplit, urlunsplit

from monitor.notify.http import post
from monitor.notify.message import Message
from monitor.options import ChannelConfig


class WebhookChannel:
    """Posts each message as JSON, signed if ``config.secret`` is set. ``clock`` gives seconds since 1970."""

    def __init__(self, config: ChannelConfig, *, timeout: float = 20, clock: Callable[[], float] = time.time):
        self.name, self._secret, self._timeout, self._clock = config.name, config.secret, timeout, clock
        parts = urlsplit(config.url.removeprefix("webhook+"))
        if not parts.hostname:
            raise ValueError("a webhook's address needs a host: webhook+https://host/path")
        self._headers = {
            "Content-Type": "application/json; charset=utf-8",
            **authorization(parts.username, parts.password),
        }
        self._url = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))

    def send(self, message: Message) -> None:
        """Raises DeliveryError unless the receiver answers 2xx."""
        body = json.dumps(payload(message), ensure_ascii=False).encode()
        stamp = str(int(self._clock()))
        headers = {**self._headers, "Idempotency-Key": message.key, "X-Monitor-Timestamp": stamp}
        if self._secret:
            headers["X-Monitor-Signature"] = sign(self._secret, stamp, body)
        post(self._url, body, headers, self._timeout)


def payload(message: Message) -> dict[str, object]:
    """The message as the body's JSON object."""
    return {
        "key": message.key,
        "channel": message.channel,
        "title": message.title,
        "body": message.body,
        "created_at": message.created_at.isoformat(),
        "alerts": list(message.alerts),
    }


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature's header value."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def authorization(user: str | None, password: str | None) -> dict[str, str]:
    """The header for user and password of an address: a password alone is a token (Bearer), both are Basic."""
    if password and not user:
        return {"Authorization": f"Bearer {unquote(password)}"}
    if user:
        both = f"{unquote(user)}:{unquote(password or '')}"
        return {"Authorization": "Basic " + b64encode(both.encode()).decode()}
    return {}
