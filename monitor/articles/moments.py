"""When an article was published and changed, from everything the page says of it.

Linked data and meta tags come first, then ``<time>`` near the headline, then what is printed there. Some systems write
local time and stamp it ``Z`` or ``+00:00``: where another statement gives that same clock with Berlin's zone, it is
Berlin's. What is printed proves nothing here: some print UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from monitor.articles import dates
from monitor.articles.dates import Moment
from monitor.articles.page import Block, Page, Stamp

_CHANGED = re.compile(r"aktualisier|update|geändert|ergänzt|überarbeitet|modified|stand\b|zuletzt", re.I)
_STAMP_WORDS = re.compile(
    r"\b(?:veröffentlicht|erschienen|publiziert|erstellt|aktualisiert|stand|uhr|datum|vom)\b", re.I
)
_URL_DAY = re.compile(r"/(20[0-3]\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/-]|$)")
_STAMP_LENGTH = 160  # characters: a stamp stands in a short line


@dataclass(slots=True)
class Times:
    """The outcome: instants in UTC, and what had to be decided."""

    published: datetime | None = None
    modified: datetime | None = None
    notes: list[str] = field(default_factory=list)


def choose(
    stated: list[Moment], changed: list[Moment], page: Page, near: Iterable[Block], span: tuple[int, int], url: str
) -> Times:
    """The times of an article.

    ``stated`` and ``changed`` are the metadata's moments in the order of trust, ``near`` the short lines around the
    headline, ``span`` the first and last index of the blocks there.
    """
    shown, shown_changed = _stamps(page.stamps, span)
    printed, printed_changed = _printed(near)
    times = Times()
    candidates = [*stated, *shown, *printed]
    times.published = _published(candidates or shown_changed or printed_changed, times.notes) or _from_url(url)
    later = [*changed, *shown_changed, *printed_changed]
    times.modified = _true(later[0], [*later, *candidates], times.notes).at if later else None
    if times.published and times.modified and times.modified < times.published:
        times.notes.append("modified lay before published")
        times.modified = times.published
    return times


def _published(candidates: list[Moment], notes: list[str]) -> datetime | None:
    if not candidates:
        return None
    first = candidates[0]
    if not first.timed:
        first = next((c for c in candidates if c.timed and c.wall.date() == first.wall.date()), first)
    return _true(first, candidates, notes).at


def _true(moment: Moment, others: Iterable[Moment], notes: list[str]) -> Moment:
    """The moment, or what it should be if its zone is a lie: its clock is Berlin's by another statement."""
    if not (moment.timed and moment.zoned and moment.wall.replace(tzinfo=UTC) == moment.at):
        return moment
    local = dates.in_berlin(moment.wall)
    if any(
        other.zoned and other.timed and _minute(other.at) == _minute(local) for other in others if other is not moment
    ):
        notes.append("local time was stamped as UTC")
        return Moment(local, moment.wall, zoned=True, timed=True)
    return moment


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _stamps(stamps: list[Stamp], span: tuple[int, int]) -> tuple[list[Moment], list[Moment]]:
    """The moments of ``<time>`` elements in the span: those of publication, and those of a change."""
    first: list[Moment] = []
    later: list[Moment] = []
    for stamp in stamps:
        if span[0] <= stamp.index <= span[1] and (moment := dates.read(stamp.value) or dates.german(stamp.text)):
            changed = _CHANGED.search(stamp.before) or _CHANGED.search(stamp.box.name) or _CHANGED.match(stamp.text)
            (later if changed else first).append(moment)
    return first, later


def _printed(blocks: Iterable[Block]) -> tuple[list[Moment], list[Moment]]:
    first: list[Moment] = []
    later: list[Moment] = []
    for block in blocks:
        moment = dates.german(block.text) if len(block.text) <= _STAMP_LENGTH else None
        if moment and (
            moment.timed or "meta" in block.box.labels or _STAMP_WORDS.search(block.text) or len(block.text) < 30
        ):
            (later if _CHANGED.match(block.text) else first).append(moment)
    return first, later


def _from_url(url: str) -> datetime | None:
    match = _URL_DAY.search(url)
    moment = dates.read("-".join(match.groups())) if match else None
    return moment.at if moment else None
