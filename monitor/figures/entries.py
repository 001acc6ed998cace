"""Entries of a live ticker that stand in plain paragraphs: ``+++ Samstag, 12.30 Uhr: … +++``, ``15:45 Uhr – …``.

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
    """What opens an entry: a time behind plus signs or at a line's beginning, with a dash or colon behind it."""
    weekday = rf"(?:(?:am\s)?(?P<weekday>{'|'.join(days.weekdays())}),?\s+)?"
    clock = r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)\s+Uhr"
    return re.compile(rf"(?:\+\+\+\s*|^){weekday}{clock}\s?[:–—-]", re.IGNORECASE)


def dated(stated: Stated, source: Source) -> Stated:
    """The claim as one of its ticker entry, if its paragraph opens with one; else as it is."""
    if stated.at is not None or stated.zone in HEADINGS:
        return stated
    line = source.text.rfind("\n", 0, stated.claim.start) + 1
    marks = list(_mark().finditer(source.text[line : stated.claim.start]))
    return replace(stated, zone="ticker", at=_moment(marks[-1], source.published_at)) if marks else stated


def _moment(mark: re.Match[str], published: datetime) -> datetime:
    """The entry's time: on its weekday before publication, else the last such hour before it."""
    local = published.astimezone(BERLIN)
    name = mark["weekday"]
    back = (local.weekday() - days.weekdays()[name.lower()]) % 7 if name else 0
    clock = time(int(mark["hour"]), int(mark["minute"]), tzinfo=BERLIN)
    moment = datetime.combine(local.date() - timedelta(days=back), clock)
    earlier = timedelta(days=7 if name else 1)
    return (moment if moment <= local else moment - earlier).astimezone(published.tzinfo)
