"""Fetch feeds and pages politely and safely: the policy over :class:`monitor.fetch.client.Client`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import urldefrag, urljoin

from httpx import AsyncBaseTransport

from monitor.feeds.urls import host_of, is_web, redact, without_user
from monitor.fetch import failures
from monitor.fetch.client import Answer, Client
from monitor.fetch.decoding import Broken, TooLarge, gunzip
from monitor.fetch.headers import max_age
from monitor.fetch.robots import Robots
from monitor.fetch.values import Kind, Response
from monitor.fetch.walls import find_wall
from monitor.options import FetchSettings

_REDIRECTS = 10
_REDIRECT = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_NOTHING: Mapping[str, str] = MappingProxyType({})
_ACCEPT: dict[Kind, str] = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
}


@dataclass(slots=True)
class _Journey:
    """One fetch on its way over redirects: where it stands, what it carries, how much time it has left."""

    url: str
    headers: dict[str, str]
    own: dict[str, str]  # headers that are only for the host that was asked for
    cookies: dict[str, str]
    proxy: str | None
    left: float
    form: bytes | None = None
    spent: float = 0.0
    hops: int = 0
    permanent: bool = True
    seen: set[tuple[str, str]] = field(default_factory=set)

    def request_headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {**self.headers, **self.own, **({"cookie": cookies} if cookies else {})}

    def move(self, answer: Answer, target: str) -> None:
        """Go on to a redirect's target; what was meant for one host is not shown to another, nor sent in the clear."""
        self.seen.add(self._state())
        leaves = host_of(target) != host_of(self.url) or (self.url.startswith("https:") and target.startswith("http:"))
        self.own, self.cookies = ({}, {}) if leaves else (self.own, {**self.cookies, **answer.cookies})
        self.url, self.hops = target, self.hops + 1
        self.permanent = self.permanent and answer.status in _PERMANENT

    def is_circle(self) -> bool:
        return self._state() in self.seen

    def _state(self) -> tuple[str, str]:
        return self.url, str(sorted(self.cookies.items()))


class Fetcher:
    """Fetches addresses: robots.txt, the host's turn, redirects, conditional requests, bounds and the address guard.

    An async context manager; one for the whole program, so that connections, turns and robots.txt are shared. It uses
    the real clock for gaps and deadlines, whatever time the program replays. ``network`` stands for all of the network
    where it is simulated.
    """

    def __init__(self, settings: FetchSettings, network: AsyncBaseTransport | None = None):
        self._settings = settings
        self._client = Client(settings, network)
        self._seconds = settings.timeout.total_seconds()
        self._robots = Robots(settings.user_agent, self._client.gates)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] = _NOTHING,
        cookies: Mapping[str, str] = _NOTHING,
        proxy: str | None = None,
        kind: Kind = "page",
    ) -> Response:
        """Fetch an address; ``etag`` and ``last_modified`` as an earlier answer gave them make the request conditional.

        ``headers`` (also ``User-Agent``) and ``cookies`` go to the address's own host only. Raises FetchError, with how
        lasting the failure is, for everything but 2xx and 304.
        """
        if not is_web(url):
            raise failures.failure(url, f"{redact(url)} is no web address.", "hard")
        conditions = {"if-none-match": etag, "if-modified-since": last_modified}
        asked = {"accept": _ACCEPT[kind], **{name: value for name, value in conditions.items() if value}}
        own = {name.lower(): value for name, value in headers.items()}
        journey = _Journey(urldefrag(url).url, asked, own, dict(cookies), proxy, self._seconds)
        answer = await self._travel(journey)
        return self._accept(journey, answer)

    async def post(self, url: str, form: bytes) -> None:
        """Send an urlencoded form, over redirects too. Raises FetchError unless it is taken.

        What it is for, a hub, wants to be asked so: robots.txt is for what nobody invited.
        """
        if not is_web(url):
            raise failures.failure(url, f"{redact(url)} is no web address.", "hard")
        kind = {"content-type": "application/x-www-form-urlencoded"}
        answer = await self._travel(_Journey(urldefrag(url).url, kind, {}, {}, None, self._seconds, form))
        if not 200 <= answer.status < 300:
            raise failures.of_status(answer.url, answer.status, answer.headers, datetime.now(UTC))

    async def rest(self, site: str) -> None:
        """Wait until a request of another process to any host of ``site`` would keep its pause to those from here."""
        await self._client.gates.rest(site)

    async def _travel(self, journey: _Journey) -> Answer:
        """Follow redirects to the first answer that is none."""
        start = journey.url
        while True:
            answer = await self._ask(journey)
            if answer.status not in _REDIRECT:
                return answer
            journey.move(answer, _target(answer))
            if journey.is_circle():
                raise failures.failure(start, f"{redact(start)} redirects in a circle.", "soft", status=answer.status)
            if journey.hops > _REDIRECTS:
                raise failures.failure(
                    start, f"{redact(start)} redirects more than {_REDIRECTS} times.", "soft", status=answer.status
                )

    async def _ask(self, journey: _Journey) -> Answer:
        if self._settings.respect_robots and journey.form is None:
            await self._robots.check(journey.url, lambda url: self._ask_robots(url, journey.proxy))
        answer = await self._client.ask(
            journey.url, journey.request_headers(), seconds=journey.left, proxy=journey.proxy, form=journey.form
        )
        journey.left, journey.spent = max(journey.left - answer.elapsed, 0.0), journey.spent + answer.elapsed
        return answer

    async def _ask_robots(self, url: str, proxy: str | None) -> Answer:
        return await self._client.ask(url, {"accept": "text/plain, */*;q=0.5"}, seconds=self._seconds, proxy=proxy)

    def _accept(self, journey: _Journey, answer: Answer) -> Response:
        """Make a response of the last answer, or raise what it means."""
        now = datetime.now(UTC)
        if wall := find_wall(answer.status, answer.headers, answer.body):
            raise failures.of_wall(answer.url, answer.status, wall, answer.headers, now)
        unchanged = answer.status == 304 and {"if-none-match", "if-modified-since"} & journey.request_headers().keys()
        if not unchanged and not 200 <= answer.status < 300:
            raise failures.of_status(answer.url, answer.status, answer.headers, now)
        url = without_user(answer.url)
        return Response(
            url=url,
            status=answer.status,
            headers=answer.headers,
            body=b"" if unchanged else self._unpacked(answer),
            content_type=answer.headers.get("content-type"),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            elapsed=journey.spent,
            permanent_url=url if journey.hops and journey.permanent else None,
            not_modified=bool(unchanged),
            max_age=max_age(answer.headers, now),
            received=answer.received,
        )

    def _unpacked(self, answer: Answer) -> bytes:
        """Unpack a file that is gzip itself, as sitemaps are."""
        if not answer.body.startswith(b"\x1f\x8b"):
            return answer.body
        try:
            return gunzip(answer.body, self._settings.max_bytes)
        except (TooLarge, Broken) as error:
            raise failures.of_error(answer.url, error, self._settings) from error


def _target(answer: Answer) -> str:
    """Give the absolute address a redirect leads to; raise if it leads nowhere that can be asked."""
    location = answer.headers.get("location", "").strip()
    try:
        target = urldefrag(urljoin(answer.url, location)).url
    except ValueError:
        target = ""
    if not location or not is_web(target):
        raise failures.failure(
            answer.url, f"{redact(answer.url)} redirects to no web address.", "soft", status=answer.status
        )
    return target
