"""Alerts to ntfy: ``ntfys://host/topic`` over https, ``ntfy://host/topic`` over http (docs.ntfy.sh/publish).

User and password before the host are sent as such; ``ntfys://:tk_token@host/topic`` sends an access token.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from monitor.notify.http import post
from monitor.notify.message import Message
from monitor.notify.webhook import authorization
from monitor.options import ChannelConfig

LONGEST = 3800  # bytes of text: ntfy turns what is over 4,096 into an attachment
PRIORITIES = {"info": 3, "notice": 3, "urgent": 4}


class NtfyChannel:
    """Publishes each message to one topic, with a link to the first alert's article."""

    def __init__(self, config: ChannelConfig, *, timeout: float = 20):
        parts = urlsplit(config.url)
        self.name, self._topic, self._timeout = config.name, parts.path.strip("/"), timeout
        if not parts.hostname or not self._topic or "/" in self._topic:
            raise ValueError("an ntfy address needs a host and a topic: ntfys://ntfy.sh/topic")
        self._headers = {"Content-Type": "application/json", **authorization(parts.username, parts.password)}
        web = "https" if parts.scheme == "ntfys" else "http"
        self._url = f"{web}://{parts.netloc.rpartition('@')[2]}/"

    def send(self, message: Message) -> None:
        """Raises DeliveryError unless the server answers 2xx."""
        post(self._url, json.dumps(self._publication(message)).encode(), self._headers, self._timeout)

    def _publication(self, message: Message) -> dict[str, Any]:
        levels = [PRIORITIES.get(str(alert.get("severity")), 3) for alert in message.alerts]
        publication = {
            "topic": self._topic,
            "title": message.title,
            "message": shortened(message.body, LONGEST),
            "priority": max(levels, default=3),
        }
        if link := first_link(message):
            publication["click"] = link
        return publication


def first_link(message: Message) -> str | None:
    """The address of the article that the first alert is about."""
    for alert in message.alerts:
        for side in (alert.get("new"), alert.get("old")):
            if side and side.get("url"):
                return str(side["url"])
    return None


def shortened(text: str, most: int) -> str:
    """``text`` within so many bytes of UTF-8, with an ellipsis where something was cut."""
    data = text.encode()
    return text if len(data) <= most else data[: most - 3].decode(errors="ignore") + "…"
