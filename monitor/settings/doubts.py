"""What is allowed and yet looks like a slip: told as a warning, because a topic may know better."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from monitor.settings.documents import Document
from monitor.settings.schema import FeedsFile, TopicFile

# The events and units that claims are given (docs/claims.md); a metric with another can never be met.
_EVENTS = """killed wounded killed_or_wounded captured missing deployed recruited trained deserted exchanged
displaced destroyed launched shot_down supplied aid cost territory affected opinion other"""
_UNITS = """person piece percent factor km m km2 m2 ha ton kg litre barrel MW kWh minute hour day week month year"""
EVENTS, UNITS = frozenset(_EVENTS.split()), frozenset(_UNITS.split())


def doubts(feeds: tuple[Document, FeedsFile], topics: list[tuple[Document, TopicFile]]) -> Iterator[str]:
    """The warnings, each with its file and line."""
    if not feeds[1].feed:
        yield f"{feeds[0].file} has no feed; nothing will be read"
    for document, topic in topics:
        if not topic.metric:
            yield f"{document.file} has no metric; nothing will be followed"
        yield from _metrics(document, topic)
        yield from _aliases(document, topic)


def _metrics(document: Document, topic: TopicFile) -> Iterator[str]:
    for place, metric in enumerate(topic.metric):
        if metric.event and metric.event not in EVENTS:
            yield _odd(document, place, "event", metric.event, EVENTS)
        if metric.unit and metric.unit not in UNITS and not _is_currency(metric.unit):
            yield _odd(document, place, "unit", metric.unit, UNITS)
        if metric.kind == "rate" and metric.per is None:
            yield f"{document.here(('metric', place, 'kind'))}: the rate {metric.key} has no per, so any period will do"


def _odd(document: Document, place: int, key: str, value: str, known: frozenset[str]) -> str:
    close = difflib.get_close_matches(value, known, n=1)
    hint = f'; did you mean "{close[0]}"?' if close else ""
    return f'{document.here(("metric", place, key))}: no claim has the {key} "{value}"{hint}'


def _is_currency(unit: str) -> bool:
    """ISO 4217 codes are three capital letters."""
    return len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()


def _aliases(document: Document, topic: TopicFile) -> Iterator[str]:
    """A name that two claimants have: the first of them would get every figure."""
    owners: dict[str, str] = {}
    for place, claimant in enumerate(topic.claimant):
        for name in (claimant.name, *claimant.aliases):
            owner = owners.setdefault(name.casefold(), claimant.name)
            if owner != claimant.name:
                where = document.here(("claimant", place))
                yield f'{where}: "{name}" is a name of {owner} already'
