"""One small POST for channels: no redirects, no proxies from the environment, a deadline over all, no body read.

It is blocking and made of the standard library: a channel sends in a thread, seldom, to an address that the
operator chose; the fetcher's pools, robots rules and address guard are for what the news links to.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlsplit

from monitor.errors import DeliveryError
from monitor.masking import mask

# What no retry can heal: the message itself is refused, or the receiver says that it is gone for good.
# 401, 403 and 404 are not among them: a token or an address is put right, and the alert shall still arrive.
PERMANENT = frozenset({400, 410, 411, 413, 414, 415, 422})


def post(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> None:
    """Posts ``body`` and returns once the receiver said 2xx; all of it within ``timeout`` seconds.

    Raises DeliveryError: permanent for redirects and statuses that no retry can heal, else with the
    receiver's Retry-After (seconds or date) if it gave one.
    """
    parts = urlsplit(url)
    try:
        with _connection(parts, timeout) as connection:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, body, {"User-Agent": "Zahlenmonitor", **headers})
            with connection.getresponse() as answer:
                status, wait = answer.status, answer.headers.get("Retry-After")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise DeliveryError(f"{mask(url)} can't be reached or broke off ({_reason(error)})") from error
    _judge(mask(url), status, retry_after(wait, datetime.now(UTC)))


def _judge(address: str, status: int, wait: float | None) -> None:
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise DeliveryError(f"{address} redirects, which is not followed; write the final address", permanent=True)
    raise DeliveryError(f"{address} answered {status}", permanent=status in PERMANENT, retry_after=wait)


def retry_after(value: str | None, now: datetime) -> float | None:
    """The header as seconds from ``now``: a number of seconds or an HTTP date; None where it is neither."""
    text = (value or "").strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


@contextmanager
def _connection(parts: SplitResult, timeout: float) -> Iterator[http.client.HTTPConnection]:
    """A connection that is cut when the time is over, however slowly the other side drips: then TimeoutError."""
    host, port, over = parts.hostname or "", parts.port, threading.Event()
    connection = (
        http.client.HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=timeout)
    )
    connection.connect()
    end = threading.Timer(timeout, _cut, [connection.sock, over])
    end.daemon = True
    end.start()
    try:
        yield connection
    except (OSError, http.client.HTTPException) as error:
        if over.is_set():
            raise TimeoutError from error
        raise
    finally:
        end.cancel()
        connection.close()
    if over.is_set():  # an answer that was cut in its headers looks whole
        raise TimeoutError


def _cut(sock: socket.socket, over: threading.Event) -> None:
    over.set()
    with suppress(OSError):  # closed already
        sock.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    """A word or two of our own for what went wrong."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLError):
        return "its certificate is not valid" if "CERTIFICATE" in str(error) else "no secure connection"
    if isinstance(error, socket.gaierror):
        return "unknown host"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    return "connection cut"
