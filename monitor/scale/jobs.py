"""What the daemon leaves to workers, as values.

A job's ``lock`` names its site or its channel: of the jobs with one lock, all workers together do one at a time. So a
site's requests are one process's, which keeps its pace, and a channel's messages keep their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeVar
from zlib import crc32

from monitor.feeds.urls import site_of

Key = TypeVar("Key", int, str)
Step = Literal["poll", "read", "deliver", "backfill"]

FEEDS = 20  # of a site, in one job
PAGES = 50  # of a site, in one job
LANES = 64  # of an archive: so many of its jobs can be done at once


@dataclass(frozen=True, slots=True)
class Job:
    """One job: the step, whose it is, and the ids or addresses that the step takes, or the channel's name.

    ``mark`` tells jobs apart that may wait beside each other though they are of one lock.
    """

    step: Step
    lock: str
    of: Sequence[int] | Sequence[str]
    mark: str = ""

    @property
    def waiting_lock(self) -> str:
        """What only one waiting job may have: what is due is left to workers again and again until it is done."""
        return f"{self.step} {self.lock} {self.mark}".rstrip()


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


def backfills(archive: str, base: str, records: Iterable[tuple[str, str]]) -> list[Job]:
    """Jobs for records of an archive (places with addresses): an address's are in one lane, which keeps their order."""
    lanes: dict[int, list[str]] = {}
    for place, url in records:
        lanes.setdefault(crc32(url.encode(errors="replace")) % LANES, []).append(place)
    return [
        Job("backfill", f"archive {lane}", [archive, base, *places], mark=places[0]) for lane, places in lanes.items()
    ]


def _by_site(pairs: Iterable[tuple[Key, str]]) -> dict[str, list[Key]]:
    """Keys by the sites of their addresses, both in the order given."""
    found: dict[str, list[Key]] = {}
    for key, url in pairs:
        found.setdefault(site_of(url), []).append(key)
    return found
