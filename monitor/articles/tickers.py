"""Live tickers: which pieces belong to which entry, and when it was written.

An entry is told by linked data (``LiveBlogPosting``), by boxes of one kind that each hold a ``<time>`` or a clock of
their own, or by clocks in the text: at the head of lines ("11.04 Uhr: …") or alone in one. Entries that are in linked
data only are added.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from monitor.articles import dates, jsonld
from monitor.articles.body import Area
from monitor.articles.page import Block, Box, Stamp
from monitor.articles.titles import key
from monitor.articles.zones import OUTSIDE_TEXT, Piece
from monitor.model import BERLIN, Zone

_LINE_LENGTH = 60  # characters of a line that is a date or clock alone
MIN_ENTRIES = 3  # fewer dated boxes are no ticker
_CLOCK = re.compile(r"(?:\++\s*)?(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:\s?Uhr\b|\s?[:|–-]\s|\s\++)")
_CLOCK_ALONE = re.compile(r"(?:um )?(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:\s?Uhr)?$")
_DAY = re.compile(
    r"(?:(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So)[.,]*\s*(?:,|den)?\s*)?"
    r"(?P<day>\d{1,2})\.\s?(?:(?P<month>\d{1,2})\.|(?P<name>[A-ZÄ][a-zä]{2,8})\.?)\s?(?P<year>\d{4})?:?$"
)


@dataclass(frozen=True, slots=True)
class Update:
    """An entry in linked data."""

    at: datetime | None
    headline: str
    paragraphs: tuple[str, ...]


def updates(nodes: Iterable[jsonld.Node]) -> list[Update]:
    """The entries of the live blogs among linked data's nodes, in their order, each once."""
    found: dict[tuple[str, tuple[str, ...]], Update] = {}
    for node in nodes:
        value = node.get("liveBlogUpdate") or ()
        for item in value if isinstance(value, list) else [value]:
            update = _update(item) if isinstance(item, dict) else None
            if update:
                found.setdefault((update.headline, update.paragraphs), update)
    return list(found.values())


def mark(pieces: list[Piece], area: Area, stamps: list[Stamp], linked: list[Update], until: datetime | None) -> None:
    """Give each piece of an entry its entry's number and time. ``until`` is the page's newest moment, for the year."""
    if linked:
        _mark_linked(pieces, linked)
        return
    clocks = _clocks(pieces, area, until) if until else []
    if not _mark_boxes(pieces, _dated_boxes(area, stamps, clocks)):
        _mark_clocks(pieces, clocks)


def missing(pieces: list[Piece], linked: list[Update]) -> list[Zone]:
    """The entries of linked data that the page does not show."""
    shown = {piece.entry for piece in pieces}
    return [
        Zone("ticker", "\n".join(text for text in (update.headline, *update.paragraphs) if text), update.at)
        for number, update in enumerate(linked)
        if number not in shown
    ]


def _update(item: dict[str, Any]) -> Update | None:
    moment = dates.read(item.get("datePublished") or item.get("dateModified"))
    raw = next(iter(jsonld.strings(item.get("articleBody") or item.get("text") or item.get("description"))), "")
    paragraphs = tuple(jsonld.paragraphs(raw))
    headline = jsonld.first(item.get("headline") or item.get("name"))
    if not paragraphs and not headline:
        return None
    return Update(moment.at if moment else None, headline, paragraphs)


def _mark_linked(pieces: list[Piece], linked: list[Update]) -> None:
    owner: dict[str, int] = {}
    for index, update in enumerate(linked):
        for text in (update.headline, *update.paragraphs):
            owner.setdefault(key(text), index)
    whole = [key(" ".join((update.headline, *update.paragraphs))) for update in linked]
    for piece in pieces:
        words = key(piece.text)
        number: int | None = owner.get(words)
        if number is None and len(words) > 30:
            number = next((i for i, text in enumerate(whole) if words in text), None)
        if number is not None:
            piece.entry, piece.at = number, linked[number].at


def _dated_boxes(area: Area, stamps: list[Stamp], clocks: list[_Clock]) -> dict[Box, datetime]:
    """The boxes beside each other that each hold a time of day of their own: the largest such group."""
    groups: dict[tuple[Box, str], dict[Box, datetime]] = defaultdict(dict)
    moments = [(stamp.box, dates.read(stamp.value) or dates.german(stamp.text)) for stamp in stamps]
    stamped = [(box, moment.at) for box, moment in moments if moment and moment.timed]
    for holder, at in (*stamped, *((clock.block.box, clock.at) for clock in clocks if clock.at and clock.alone)):
        path = holder.path
        if area.core not in path:
            continue
        for box, parent in pairwise(path[: path.index(area.core) + 1]):
            groups[(parent, box.tag)].setdefault(box, at)
    return max(groups.values(), key=len, default={})


def _mark_boxes(pieces: list[Piece], entries: dict[Box, datetime]) -> bool:
    """Mark what stands in the boxes, if enough of them hold text."""
    numbers = {box: number for number, box in enumerate(entries)}
    placed = [(piece, box) for piece in pieces if (box := _holder(piece.block.box, numbers))]
    if len({box for piece, box in placed if piece.kind not in OUTSIDE_TEXT}) < MIN_ENTRIES:
        return False
    for piece, box in placed:
        piece.entry, piece.at = numbers[box], entries[box]
    return True


def _holder(box: Box, boxes: dict[Box, int]) -> Box | None:
    return next((outer for outer in box.path if outer in boxes), None)


class _Clock(NamedTuple):
    """A block from which a time of day counts; None for a line that is a date and ends what stood before.

    ``alone`` says that the block is no text of its own.
    """

    block: Block
    at: datetime | None
    alone: bool


def _clocks(pieces: list[Piece], area: Area, until: datetime) -> list[_Clock]:
    """The article's clocks in order: at the head of pieces, or alone in a line; a line that is a date gives the day."""
    kept = {piece.block.index for piece in pieces}
    day, found = until.astimezone(BERLIN), []
    for block in area.blocks:
        if block.box.bad or (len(block.text) > _LINE_LENGTH and block.index not in kept):
            continue
        short = len(block.text) <= _LINE_LENGTH
        named = _day(block.text, until) if short else None
        match = _CLOCK_ALONE.match(block.text) if short else None
        match = match or (_CLOCK.match(block.text) if block.index in kept else None)
        if named:
            day = named
            found.append(_Clock(block, None, alone=True))
        elif match:
            at = day.replace(hour=int(match["hour"]), minute=int(match["minute"]), second=0, microsecond=0, tzinfo=None)
            found.append(_Clock(block, dates.in_berlin(at), alone=block.index not in kept))
    return found


def _mark_clocks(pieces: list[Piece], clocks: list[_Clock]) -> None:
    """Mark the pieces from one clock to the next."""
    if sum(clock.at is not None for clock in clocks) < MIN_ENTRIES:
        return
    indexes = [clock.block.index for clock in clocks]
    for piece in pieces:
        number = bisect_right(indexes, piece.block.index) - 1
        if number >= 0 and clocks[number].at:
            piece.entry, piece.at = number, clocks[number].at


def _day(text: str, until: datetime) -> datetime | None:
    """The day a line names, in Berlin; without a year the last one that is not after ``until``."""
    match = _DAY.match(text)
    if not match:
        return None
    last = until.astimezone(BERLIN)
    moment = dates.read(f"{match['day']}. {match['name'] or match['month'] + '.'} {match['year'] or last.year}")
    if moment is None:
        return None
    day = moment.at.astimezone(BERLIN)
    return day.replace(year=day.year - 1) if not match["year"] and day > last + timedelta(days=1) else day
