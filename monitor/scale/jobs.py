"""What the daemon leaves to workers, as values.

A job's ``lock`` names its site or its channel: of the jobs with one lock, all workers together do one at a time. So a
site's requests are one process's, which keeps its pace, and a channel's messages keep their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeVar

from monitor.feeds.urls import site_of

Key = TypeVar("Key", int, str)
Step = Literal["poll", "read", "deliver"]

FEEDS = 20  # of a site, in one job
PAGES = 50  # of a site, in one job


@dataclass(frozen=True, slots=True)
class Job:
    """One job: the step, whose it is, and the ids or addresses that the step takes, or the channel's name."""

    step: Step
    lock: str
    of: Sequence[int] | Sequence[str]

    @property
    def waiting_lock(self) -> str:
        """What only one waiting job may have: what is due is left to workers again and again until it is done."""
        return f"{self.step} {self.lock}"


def polls(due: Iterable[tuple[int, str]]) -> list[Job]:
    """One job a site, with the first of its feeds (ids with addresses)."""
    return [Job("poll", f"site {site}", list(islice(ids, FEEDS))) for site, ids in _by_site(due).items()]


def reads(due: Iterable[str]) -> list[Job]:
    """One job a site, with the first of its pages (addresses)."""
    pairs = ((url, url) for url in due)
    return [Job("read", f"site {site}", list(islice(urls, PAGES))) for site, urls in _by_site(pairs).items()]


def deliveries(channels: Iterable[str]) -> list[Job]:
    """One job a channel."""
    return [Job("deliver", f"channel {name}", [name]) for name in dict.fromkeys(channels)]


def _by_site(pairs: Iterable[tuple[Key, str]]) -> dict[str, list[Key]]:
    """Keys by the sites of their addresses, both in the order given."""
    found: dict[str, list[Key]] = {}
    for key, url in pairs:
        found.setdefault(site_of(url), []).append(key)
    return found
