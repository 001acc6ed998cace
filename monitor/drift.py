"""Whether a publisher's pages still give what they gave: a redesign shows as a drop, before anybody misses a figure.

Of each publisher's pages, those are counted that gave a body, a date of their own and a figure. The last days are held
against the weeks before. A drop is told if the share fell by a third at least, and by more than chance would have it
(four standard deviations of a share among so many pages, about one false alarm in thirty thousand).
"""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

from monitor.model import Article, Harvest

RECENT = timedelta(days=3)  # the days that are judged, today among them
USUAL = timedelta(days=28)  # the days before them that they are held against
DAY = timedelta(days=1)
MIN_RECENT = 10  # pages; with fewer, nothing is said
MIN_USUAL = 20
FALL = 2 / 3  # of the usual share
DEVIATIONS = 4.0
MIN_WORDS = 25  # a body has more
TRAITS = ("bodies", "dates", "figures")


def of(page: Article) -> Harvest:
    """What one page gave, as it was read (before the feed's entry stood in for anything)."""
    body = page.kind != "none" and len(page.text.split()) > MIN_WORDS
    return Harvest(1, int(body), int(page.published is not None), int(any(map(str.isdigit, page.text))))


def total(harvests: list[Harvest]) -> Harvest:
    """The sum of several days."""
    return Harvest(*(sum(getattr(one, field.name) for one in harvests) for field in fields(Harvest)))


def fallen(usual: Harvest, recent: Harvest) -> list[str]:
    """The traits (``TRAITS``) whose share fell."""
    if recent.pages < MIN_RECENT or usual.pages < MIN_USUAL:
        return []
    return [
        trait for trait in TRAITS if _fell(getattr(usual, trait), usual.pages, getattr(recent, trait), recent.pages)
    ]


def _fell(had: int, of_pages: int, has: int, pages: int) -> bool:
    before, now = (had + 1) / (of_pages + 2), has / pages  # never wholly 0 or 1, which would leave nothing to chance
    chance = (before * (1 - before) / pages) ** 0.5
    return now < FALL * before and before - now > DEVIATIONS * chance
