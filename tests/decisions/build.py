"""Short ways to build the values that decisions are made on. The news is invented: a measles outbreak."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from monitor.changes import Outcome, decide, order
from monitor.model import BERLIN, AlertPolicy, Bound, Claim, Metric, MetricKind, Number, Point, Statement

Figure = Number | tuple[Number | None, Number | None]
_ids = count(1)


def moment(text: str) -> datetime:
    """``"3 09:30"`` as a moment of March 2025 in Berlin."""
    day, _, clock = text.partition(" ")
    hour, minute = clock.split(":")
    return datetime(2025, 3, int(day), int(hour), int(minute), tzinfo=BERLIN).astimezone(UTC)


def metric(kind: MetricKind = "total", *, min_change: float = 0, **fields: Any) -> Metric:
    """A metric of a kind; ``min_change`` is a share."""
    policy = fields.pop("alert", AlertPolicy(min_change=min_change))
    return Metric("cases", "Masernfälle", kind, alert=policy, **fields)


def bound_of(figure: Figure) -> tuple[Number | None, Number | None, Bound]:
    """A number, (low, high), or an open pair, with the bound that goes with it."""
    low, high = figure if isinstance(figure, tuple) else (figure, figure)
    bound: Bound = "exact" if low == high else "at_least" if high is None else "at_most" if low is None else "range"
    return low, high, bound


def said(figure: Figure, at: str = "3 08:00", by: str | None = "Gesundheitsamt", **fields: Any) -> Statement:
    """A statement, published ``at`` a moment of March 2025; an article and a claim of its own unless they are given."""
    low, high, bound = bound_of(figure)
    published = moment(at)
    number = next(_ids)
    values: dict[str, Any] = {
        "topic": "masern",
        "metric": "cases",
        "claimant": by,
        "low": low,
        "high": high,
        "bound": bound,
        "unit": "person",
        "per": None,
        "as_of": published.astimezone(BERLIN).date(),
        "published_at": published,
        "claim_id": number,
        "article_id": number,
        "version": 1,
        "origin": number,
        "publisher": "Morgenpost",
        "trust": "normal",
        "text": str(figure),
        "quote": f"Es sind {figure}.",
        "url": f"https://morgenpost.example/{number}",
    }
    return Statement(**(values | fields))


def toll(figure: Figure, at: str, place: str | None, day: int, **fields: Any) -> Statement:
    """A statement on an incident of a day in March 2025."""
    when = date(2025, 3, day)
    scope = f"{place or ''}|{when.isoformat()}"
    return said(figure, at, None, place=place, day=when, scope=scope, **fields)


def claim(quote: str, text: str, figure: Figure, **fields: Any) -> Claim:
    """A claim over ``text`` in its sentence ``quote``; offsets count in the sentence."""
    low, high, bound = bound_of(figure)
    start = quote.index(text)
    values: dict[str, Any] = {
        "unit": "person",
        "per": None,
        "counted": None,
        "event": "killed",
        "party": None,
        "attribution": None,
        "bound": bound,
    }
    return Claim(start=start, end=start + len(text), text=text, low=low, high=high, quote=quote, **(values | fields))


class Ledger:
    """A metric's history as the caller keeps it: takes statements, stores the points, hands them in again."""

    def __init__(self, of: Metric) -> None:
        self.metric = of
        self.points: list[Point] = []

    def take(self, statement: Statement, now: str = "31 12:00") -> Outcome:
        """Decide one statement and keep what it gives."""
        return self.keep([decide(statement, self.points, self.metric, moment(now))])[-1]

    def take_all(self, statements: Iterable[Statement]) -> list[Outcome]:
        """Decide a pass's statements in their order."""
        return [self.take(statement) for statement in order(statements)]

    def keep(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Store the points of outcomes: a new state in its old one's place."""
        for outcome in outcomes:
            if outcome.point:
                told = outcome.point.statement
                self.points = [point for point in self.points if point.statement != told] + [outcome.point]
        return outcomes


def told(outcome: Outcome) -> tuple[str | None, Figure | None]:
    """An outcome in short: the change's kind, and the figure that was old."""
    if outcome.change is None:
        return None, None
    old = outcome.change.old
    if old is None:
        return outcome.change.kind, None
    return outcome.change.kind, old.low if old.low == old.high and old.low is not None else (old.low, old.high)
