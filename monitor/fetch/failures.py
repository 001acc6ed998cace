"""One clear sentence for everything that can go wrong with a request, and how lasting it is.

No library's words and no secrets get into a sentence: addresses are redacted, and each kind of error has its own words.
"""

from __future__ import annotations

import math
import ssl
from collections.abc import Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Literal

import httpcore

from monitor.errors import FetchError
from monitor.feeds.urls import host_of, redact
from monitor.fetch.decoding import Broken, TooLarge
from monitor.fetch.headers import retry_after
from monitor.fetch.transport import Forbidden, UnknownHost
from monitor.options import FetchSettings

Lasting = Literal["temporary", "soft", "hard"]

_STATUSES: dict[int, tuple[Lasting, str]] = {
    401: ("soft", "asks for a login"),
    402: ("soft", "asks for payment"),
    403: ("soft", "refuses access"),
    404: ("hard", "does not exist"),
    408: ("temporary", "was too slow for the server itself"),
    410: ("hard", "is gone for good"),
    425: ("temporary", "asks to come again later"),
    429: ("temporary", "says that it is asked too often"),
    451: ("soft", "is closed for legal reasons"),
}


class UnknownEncoding(Exception):  # noqa: N818  a signal within this package
    """The body is compressed in a way that was not asked for."""


# The first line whose kinds fit an error counts.
_KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Lasting, str], ...] = (
    ((TimeoutError, httpcore.TimeoutException), "temporary", "{page} was not there within {seconds:g} seconds."),
    (Forbidden, "soft", "{host} lies in a network that is not asked; allow_private_networks opens private ones."),
    (UnknownHost, "temporary", "The name {host} does not resolve."),
    (TooLarge, "soft", "{page} is larger than {bytes:,} bytes."),
    (Broken, "temporary", "{page} came damaged: its compressed body breaks off or makes no sense."),
    (UnknownEncoding, "soft", "{page} came in an encoding that was not asked for."),
    (httpcore.ProxyError, "temporary", "The proxy for {host} refused."),
    (ssl.SSLCertVerificationError, "soft", "The certificate of {host} can't be trusted."),
    (ssl.SSLError, "soft", "{host} speaks no TLS that is understood here."),
    (httpcore.ConnectError, "temporary", "There is no connection to {host}."),
    ((httpcore.NetworkError, httpcore.RemoteProtocolError), "temporary", "The connection to {host} broke off."),
    (BaseException, "soft", "{page} can't be asked for: the address or a header is malformed."),
)


def of_status(url: str, status: int, headers: Mapping[str, str], now: datetime) -> FetchError:
    """Say what a status means that is neither success nor redirect."""
    lasting, words = _STATUSES.get(status) or _of_class(status)
    return failure(
        url, f"{redact(url)} {words} (status {status}).", lasting, status=status, wait=retry_after(headers, now)
    )


def of_wall(url: str, status: int, wall: str, headers: Mapping[str, str], now: datetime) -> FetchError:
    """Say that a bot wall answered instead of the site."""
    words = f"{redact(url)} is behind a bot wall ({wall}), which answered instead of the site (status {status})."
    wait = retry_after(headers, now)
    return FetchError(words, url=redact(url), lasting="soft", status=status, retry_after=wait, wall=wall)


def of_error(url: str, error: Exception, settings: FetchSettings) -> FetchError:
    """Say what an error on the way means."""
    lasting, words = _of_error(url, error, settings)
    return failure(url, words, lasting)


def of_dead(url: str, rest: float) -> FetchError:
    """Say that a host is not asked now, because it gave no answer again and again."""
    words = f"{host_of(url)} gave no answer again and again; it is asked again in {math.ceil(rest / 60)} minutes."
    return failure(url, words, wait=rest)


def failure(
    url: str, words: str, lasting: Lasting = "temporary", *, status: int | None = None, wait: float | None = None
) -> FetchError:
    """Make the error; its address is fit for logs."""
    return FetchError(words, url=redact(url), lasting=lasting, status=status, retry_after=wait)


def _of_class(status: int) -> tuple[Lasting, str]:
    if status >= 500:
        return "temporary", "can't be served at the moment"
    try:
        return "soft", f"was answered with “{HTTPStatus(status).phrase}”"
    except ValueError:
        return "soft", "was answered with an unknown status"


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause = error.__cause__ or error.__context__
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _of_error(url: str, error: BaseException, settings: FetchSettings) -> tuple[Lasting, str]:
    """Find the error's kind; what lies behind a failed connection tells more where it is TLS."""
    telling = next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLError)), error)
    lasting, words = next((lasting, words) for kinds, lasting, words in _KINDS if isinstance(telling, kinds))
    bounds = {"seconds": settings.timeout.total_seconds(), "bytes": settings.max_bytes}
    return lasting, words.format(page=redact(url), host=host_of(url), **bounds)
