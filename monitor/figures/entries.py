"""Entries of a live ticker that stand in plain paragraphs: ``+++ Samstag, 12.30 Uhr: … +++``, ``+++ 21:39 … +++``,
``15:45 Uhr – …``, ``Update vom 9. Oktober, 22.45 Uhr: …``.

An entry is a report of its own time. Where the page marks its entries up, their zones say so; where only the text does,
it is read here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache

from monitor.figures import days
from monitor.figures.values import HEADINGS, Source, Stated
from monitor.model import BERLIN


@cache
def _mark() -> re.Pattern[str]:
    """What opens an entry: a time behind plus signs, or one with "Uhr" at a line's beginning and a dash or colon."""
    date = r"\d{1,2}\.\s?(?:[^\W\d_]+|\d{1,2}\.)(?:\s?\d{4})?"
    day = rf"(?P<day>(?:(?:am\s|vom\s)?(?:{'|'.join(days.weekdays())}|heute|gestern|{date}),?\s+){{1,2}})?"
    clock = r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)"
    opening = r"(?:(?P<plus>\+\+\+\s*)|^(?:Update\s|Stand:?\s)?)"
    return re.compile(rf"{opening}{day}{clock}(?:\s+Uhr\s?[:–—-]|(?(plus)\s|(?!)))", re.IGNORECASE)


def dated(stated: Stated, source: Source) -> Stated:
    """The claim as one of its ticker entry, if its paragraph opens with one; else as it is."""
    if stated.at is not None or stated.zone in HEADINGS:
        return stated
    line = source.text.rfind("\n", 0, stated.claim.start) + 1
    marks = list(_mark().finditer(source.text[line : stated.claim.start]))
    return replace(stated, zone="ticker", at=_moment(marks[-1], source.published_at)) if marks else stated


def without_marks(text: str) -> str:
    """A text whose entries' openings are blanks, as their times are not those of events; offsets stay."""
    return _mark().sub(lambda mark: " " * len(mark.group()), text)


def _moment(mark: re.Match[str], published: datetime) -> datetime:
    """The entry's time: on the day that it names, else the last such hour before publication."""
    local = published.astimezone(BERLIN)
    named = days.find(mark["day"] or "", local.date())
    clock = time(int(mark["hour"]), int(mark["minute"]), tzinfo=BERLIN)
    moment = datetime.combine(named[-1].day if named else local.date(), clock)
    earlier = timedelta(days=7 if named else 1)
    return (moment if moment <= local else moment - earlier).astimezone(published.tzinfo)
