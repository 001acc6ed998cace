"""What the fetcher is told and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Kind = Literal["feed", "page"]


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """The ``[fetch]`` settings: ``timeout`` and ``per_host_gap`` in seconds, ``max_bytes`` after decompression.

    ``timeout`` bounds a request with all its redirects, from connecting to the last byte; waiting for a host's turn
    does not count. ``per_host_gap`` lies between the starts of two requests to one host.
    """

    user_agent: str = "Zahlenmonitor/0.1"
    timeout: float = 20.0
    max_bytes: int = 15_000_000
    per_host_gap: float = 2.0
    per_host_concurrency: int = 2
    allow_private_networks: bool = False
    respect_robots: bool = True


@dataclass(frozen=True, slots=True)
class Response:
    """A successful answer: 2xx with a body, or 304 (``not_modified``) with none.

    ``url`` is the address that answered in the end, without user and password. ``permanent_url`` is the same if there
    were redirects and all of them are permanent (301, 308), else None. ``headers`` have lower-case names. ``elapsed``
    is in seconds, without waiting for the host's turn. ``max_age`` is how long the server says that it stays fresh.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    elapsed: float = 0.0
    permanent_url: str | None = None
    not_modified: bool = False
    max_age: timedelta | None = None
    received: int = 0  # bytes on the wire, before decompression
