"""robots.txt (RFC 9309): asked once a host and day, kept in memory."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin, urlsplit

from protego import Protego

from monitor.errors import FetchError
from monitor.feeds.urls import clean, host_of, is_web, redact
from monitor.fetch import failures
from monitor.fetch.client import Answer
from monitor.fetch.politeness import Gates, clock

_FRESH = 24 * 3600.0  # seconds (RFC 9309, 2.4)
_RETRY = 600.0  # seconds before a robots.txt that the host could not give is asked for again
_AWAY = 60.0  # the same where nobody answered: soon, because it may have been our own network
_REDIRECTS = 5  # RFC 9309, 2.3.1.2
_LARGEST = 512 * 1024  # bytes that are read (RFC 9309, 2.5: at least 500 KiB)
_LONGEST_DELAY = 30.0  # seconds; a longer crawl-delay would close the site
_MOST_HOSTS = 20_000  # more than ten thousand feeds have; what is forgotten is asked for anew

Ask = Callable[[str], Awaitable[Answer]]


class Robots:
    """Knows what each host allows ``user_agent``, and widens the host's gap to its crawl-delay."""

    def __init__(self, user_agent: str, gates: Gates):
        self._product = user_agent.partition("/")[0].strip()
        self._gates = gates
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    async def check(self, url: str, ask: Ask) -> None:
        """Raise FetchError if the host forbids the address or its robots.txt can't be had; ``ask`` sends requests."""
        host = self._host(url)
        async with host.lock:
            if clock() >= host.until:
                await self._load(host, url, ask)
        if host.delay:
            self._gates[host_of(url)].widen(host.delay)
        if host.failure is not None:
            raise _again(host.failure, url, host.until - clock())
        if host.rules is not None and not host.rules.can_fetch(url, self._product):
            raise failures.failure(url, f"The robots.txt of {host_of(url)} does not allow {redact(url)}.", "soft")

    def _host(self, url: str) -> _Host:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
        host = self._hosts.setdefault(origin, _Host())
        self._hosts.move_to_end(origin)
        if len(self._hosts) > _MOST_HOSTS:
            self._hosts.popitem(last=False)
        return host

    async def _load(self, host: _Host, url: str, ask: Ask) -> None:
        host.failure, host.rules = None, None
        try:
            host.rules = await self._rules(urljoin(url, "/robots.txt"), ask)
        except FetchError as error:
            host.failure = error
        host.until = clock() + _fresh(host.failure)
        delay = host.rules.crawl_delay(self._product) if host.rules else None
        host.delay = min(float(delay or 0), _LONGEST_DELAY)

    async def _rules(self, url: str, ask: Ask) -> Protego | None:
        """Fetch and read a robots.txt; None where there is none (4xx) and all is allowed."""
        for _ in range(_REDIRECTS + 1):
            answer = await ask(url)
            target = clean(answer.headers.get("location", ""), url)
            if not 300 <= answer.status < 400 or not is_web(target):
                return _read(answer)
            url = target
        return None  # RFC 9309, 2.3.1.2: after five redirects it counts as unavailable


class _Host:
    """What is known of one host: rules, none, or why there are none; ``until`` is in seconds by the clock."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.rules: Protego | None = None
        self.failure: FetchError | None = None
        self.delay = 0.0  # seconds between two requests
        self.until = 0.0


def _fresh(failure: FetchError | None) -> float:
    """Give the seconds for which what was learned counts."""
    if failure is None:
        return _FRESH
    return _AWAY if failure.status is None else _RETRY


def _read(answer: Answer) -> Protego | None:
    if answer.status == 429 or answer.status >= 500:
        raise failures.failure(
            answer.url,
            f"The robots.txt of {host_of(answer.url)} can't be had (status {answer.status}).",
            "soft",
            status=answer.status,
        )
    if not 200 <= answer.status < 300:
        return None
    return Protego.parse(answer.body[:_LARGEST].decode("utf-8", "replace"))


def _again(error: FetchError, url: str, wait: float) -> FetchError:
    """Repeat a robots.txt's failure for an address that it keeps closed; each raise needs an error of its own."""
    return failures.failure(
        url, str(error), error.lasting, status=error.status, wait=max(wait, error.retry_after or 0.0)
    )
