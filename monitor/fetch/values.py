"""What the fetcher gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Kind = Literal["feed", "page"]


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
