"""WebSub (W3C recommendation, 2018): what a feed offers, what its hub is asked, and whether a push is its own. Pure."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from monitor.feeds.urls import clean, is_web

LEASE = timedelta(days=10)  # that is asked for; the hub decides
_LINK = re.compile(r"""<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)""")
_RELATION = re.compile(r""";\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))""", re.IGNORECASE)
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})  # of X-Hub-Signature (section 7.1)


@dataclass(frozen=True, slots=True)
class Offer:
    """A hub, and the address under which it knows the feed."""

    hub: str
    topic: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a hub says of a subscription: granted for ``lease`` if the ``challenge`` is echoed, or denied.

    ``leaving``: that it ends, if the ``challenge`` is echoed.
    """

    topic: str
    challenge: str | None = None
    lease: timedelta | None = None
    reason: str = ""
    leaving: bool = False


def linked(header: str, base: str) -> dict[str, str]:
    """Read a Link header (RFC 8288): addresses by their relations in lower case, the first of each."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header):
        relation = _RELATION.search(parameters)
        for name in (relation[1] or relation[2] or "").lower().split() if relation else ():
            found.setdefault(name, clean(target, base))
    return found


def offer(headers: Mapping[str, str], url: str, *, hub: str | None, topic: str | None) -> Offer | None:
    """Give the hub that a feed names; the Link header counts before the document (section 4)."""
    links = linked(headers.get("link", ""), url)
    named = links.get("hub") or hub
    about = links.get("self") or topic or url
    return Offer(named, about) if named and is_web(named) and is_web(about) else None


def request(offered: Offer, callback: str, secret: str) -> bytes:
    """Give the form that asks the hub to subscribe ``callback`` (section 5.1)."""
    fields = {
        "hub.mode": "subscribe",
        "hub.topic": offered.topic,
        "hub.callback": callback,
        "hub.secret": secret,
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
    }
    return urlencode(fields).encode("ascii")


def farewell(offered: Offer, callback: str) -> bytes:
    """Give the form that asks the hub to push to ``callback`` no more (section 5.1)."""
    fields = {"hub.mode": "unsubscribe", "hub.topic": offered.topic, "hub.callback": callback}
    return urlencode(fields).encode("ascii")


def verdict(query: Mapping[str, str]) -> Verdict | None:
    """Read what a hub asks the callback (section 5.2, 5.3); None if it is neither a grant, a denial nor an end."""
    topic, mode = query.get("hub.topic", ""), query.get("hub.mode")
    if mode == "denied":
        return Verdict(topic, reason=query.get("hub.reason", "")[:200])
    challenge, seconds = query.get("hub.challenge", ""), query.get("hub.lease_seconds", "")
    if mode == "unsubscribe" and challenge:
        return Verdict(topic, challenge, leaving=True)
    if mode != "subscribe" or not challenge:
        return None
    lease = timedelta(seconds=int(seconds)) if re.fullmatch(r"[1-9]\d{0,8}", seconds) else LEASE
    return Verdict(topic, challenge, lease)


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Tell whether X-Hub-Signature (``sha256=…``) is the body's under the secret; compared in constant time."""
    method, _, given = signature.strip().partition("=")
    if method.lower() not in _METHODS:
        return False
    return hmac.compare_digest(_digest(body, method.lower(), secret), given.strip().lower().encode("utf-8"))


def sign(body: bytes, method: str, secret: str) -> str:
    """Give X-Hub-Signature as a hub writes it; ``method`` is one of hashlib's names."""
    return f"{method}={_digest(body, method, secret).decode('ascii')}"


def _digest(body: bytes, method: str, secret: str) -> bytes:
    return hmac.new(secret.encode("utf-8"), body, getattr(hashlib, method)).hexdigest().encode("ascii")
