"""What a channel is given, and what it promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One or more alerts that go out together on one channel.

    ``key`` stays the same at every attempt, so that a receiver can drop a repeat. ``title`` is one line,
    ``body`` plain text of several; ``alerts`` are the alerts as ``monitor alerts --format json`` prints them;
    ``created_at`` is aware, in UTC.
    """

    key: str
    channel: str
    title: str
    body: str
    alerts: tuple[dict[str, Any], ...]
    created_at: datetime


class Channel(Protocol):
    """A way out. ``send`` blocks (call it in a thread) and returns once the receiver has the message.

    It raises DeliveryError where the receiver doesn't take it: ``permanent`` if no retry will help,
    ``retry_after`` in seconds if the receiver named a time.
    """

    name: str

    def send(self, message: Message) -> None:
        """Delivers the message, or raises DeliveryError."""
