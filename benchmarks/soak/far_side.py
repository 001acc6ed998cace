"""What stands for the network and the receivers, in the daemon's own process: it knows the simulated time."""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.soak import world
from benchmarks.soak.weather import Weather
from monitor.errors import DeliveryError, FetchError
from monitor.fetch import Response
from monitor.notify import Message


@dataclass
class Network:
    """Answers for each address at the hour ``at``, as servers do that know their own state."""

    posts: Mapping[int, Sequence[world.Post]]
    weather: Weather
    at: float = 0.0
    requests: int = 0
    _pages: dict[str, world.Post] = field(default_factory=dict)
    _feeds: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._pages = {world.page_url(post): post for posts in self.posts.values() for post in posts}
        self._feeds = {world.feed_url(feed): feed for feed in self.posts}

    async def get(self, url: str, *, etag: str | None = None, **_: Any) -> Response:
        """Answer, or fail as the weather says."""
        self.requests += 1
        if self.weather.cut(url, self.at):
            raise FetchError(f"{url} can't be reached.", url=url)
        if url in self._feeds:
            return self._feed(url, self._feeds[url], etag)
        post = self._pages[url]
        state = post.states(self.at)
        return _answer(url, str(state), etag, lambda: world.page(post, state), "text/html")

    def _feed(self, url: str, feed: int, etag: str | None) -> Response:
        posts = self.posts[feed]
        count = bisect_right([post.at for post in posts], self.at)
        return _answer(url, str(count), etag, lambda: world.rss(feed, posts[:count]), "application/rss+xml")


def _answer(url: str, tag: str, etag: str | None, body: Any, kind: str) -> Response:
    if etag == tag:
        return Response(url, 304, {}, b"", etag=tag, not_modified=True)
    content = body()
    return Response(url, 200, {}, content, content_type=kind, etag=tag, received=len(content))


@dataclass
class Receiver:
    """A channel whose other side notes in a file what it got, a line a message, before it says so."""

    name: str
    log: Path
    network: Network

    def send(self, message: Message) -> None:
        """Take the message, or fail as the weather says, heard or unheard."""
        fault = self.network.weather.refused(self.name, message.key, self.network.at)
        if fault == "refused":
            raise DeliveryError("the receiver is not there")
        line = json.dumps({"key": message.key, "alerts": [alert["id"] for alert in message.alerts]})
        try:
            self._note(line)
        except OSError as error:  # the simulated disk is the receiver's as well
            raise DeliveryError("the receiver could not keep it") from error
        if fault == "unheard":
            raise DeliveryError("the line was cut")

    def _note(self, line: str) -> None:
        descriptor = os.open(self.log, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, f"{line}\n".encode())
        finally:
            os.close(descriptor)
