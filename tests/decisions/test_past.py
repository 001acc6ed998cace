"""What a decision is given of a large record's past: it comes to the same on it as on all points of the metric."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeAlias, get_args

import pytest

from monitor import changes
from monitor.changes import Chronicle, Outcome, Past, past
from monitor.model import Bound, Metric, MetricKind, Point, Statement
from tests.decisions.build import metric, said

NOW = datetime(2025, 4, 1, 12, tzinfo=UTC)
# Numbers that repeat, round, bound and contradict each other; the first two names are one claimant's.
NUMBERS = [5, 9, 10, 100, 104, 110, 3000, 3412, 3400, 43_000, 43_187]
NAMES = [None, "Amt", "Amtes", "Klinik", "Ministerium"]
BOUNDS: list[Bound] = ["exact", "exact", "exact", "range", "vague", "at_least", "at_most"]

Versions: TypeAlias = tuple[list[Statement], list[Statement]]
News: TypeAlias = list[Statement | Versions]


def news(dice: random.Random, most: int) -> News:
    """What comes in one after the other: new articles' statements, and versions of an article, the old one first."""
    numbers = dice.sample(NUMBERS, 6)
    return [
        _statement(dice, numbers) if dice.random() < 0.8 else _versions(dice, numbers)
        for _ in range(dice.randint(most // 2, most))
    ]


def _versions(dice: random.Random, numbers: Sequence[int]) -> Versions:
    old = [_statement(dice, numbers) for _ in range(dice.randint(0, 2))]
    return old, [_statement(dice, numbers) for _ in range(dice.randint(not old, 2))]


def _statement(dice: random.Random, numbers: Sequence[int]) -> Statement:
    bound, (low, high), by = dice.choice(BOUNDS), sorted(dice.choices(numbers, k=2)), dice.choice(NAMES)
    ends = {"exact": (low, low), "at_least": (low, None), "at_most": (None, high)}.get(bound, (low, high))
    day = dice.randint(1, 28)
    event, place = date(2025, 3, dice.randint(max(1, day - 16), day)), dice.choice([None, "Lumara", "Selm"])
    fields: dict[str, Any] = {
        "bound": bound,
        "as_of": date(2025, 3, day) - timedelta(days=dice.choice([0, 0, 0, 1, 40])),
        "trust": dice.choice(["high", "normal", "normal", "low"]),
        "article_id": dice.randint(1, 6),
        "background": dice.random() < 0.2,
        "inherited": by is not None and dice.random() < 0.3,
        "place": place,
        "day": event,
        "scope": f"{place or ''}|{event}",
        "day_given": dice.random() < 0.5,
        "follows_up": dice.random() < 0.3,
        "position": dice.randint(0, 3),
    }
    return replace(said(ends, f"{day} {dice.randint(6, 21)}:00", by), **fields)


class History:
    """A metric's history; each decision is made on the whole of it and on what parts of it are found to matter."""

    def __init__(self, of: Metric) -> None:
        self.metric, self.memory, self._numbers, self._minutes = of, Chronicle(), count(1), count()

    def play(self, told: News) -> None:
        """Take what comes in."""
        for one in told:
            self.take(one) if isinstance(one, Statement) else self.edit(*one)

    def take(self, statement: Statement) -> None:
        """A new article's statement."""
        [one] = self.stored([statement], statement.article_id)
        whole = [changes.decide(one, self.points(), self.metric, NOW)]
        for part in self.pasts():
            assert [changes.decide(one, changes.concerning(one, self.metric, part), self.metric, NOW)] == whole
        self._enter(whole)

    def edit(self, old: Sequence[Statement], new: Sequence[Statement]) -> None:
        """An article's new version, after what its last one had said."""
        article_id = [*old, *new][0].article_id
        before = self.stored([replace(one, inherited=False) for one in old], article_id)
        for one in before:
            self._enter([changes.decide(one, self.points(), self.metric, NOW)])
        after = self.stored([replace(one, version=2) for one in new], article_id)
        whole = self._revised(before, after, self.points())
        for part in self.pasts():
            assert self._revised(before, after, changes.concerning_edit(before, after, self.metric, part)) == whole
        self._enter(whole)

    def _revised(self, old: Sequence[Statement], new: Sequence[Statement], known: Sequence[Point]) -> list[Outcome]:
        return changes.revise(old, new, known, self.metric, openly_updated=len(new) > 1, now=NOW)

    def _enter(self, outcomes: Sequence[Outcome]) -> None:
        for point in (outcome.point for outcome in outcomes if outcome.point):
            seen = point.seen_at if point.id else NOW - timedelta(minutes=next(self._minutes))  # no two of one moment
            kept = self.written(replace(point, seen_at=seen))
            self.memory.enter(replace(kept, statement=replace(kept.statement, inherited=False)))  # it is not stored

    # ---------------------------------------------------------------- where it is kept

    def points(self) -> list[Point]:
        """The whole history."""
        return sorted(self.memory.points, key=lambda point: point.id or 0)

    def pasts(self) -> list[Past]:
        """What is asked for parts of it."""
        return [self.memory]

    def stored(self, statements: Sequence[Statement], article_id: int) -> list[Statement]:
        """An article's statements, as they are kept."""
        return [replace(one, article_id=article_id) for one in statements]

    def written(self, point: Point) -> Point:
        """A point, as it is kept."""
        return replace(point, id=point.id or next(self._numbers))


@pytest.mark.parametrize("kind", get_args(MetricKind))
def test_a_decision_on_what_matters_is_that_on_the_whole_past(
    kind: MetricKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(kind)  # noqa: S311 - it guards nothing
    for _ in range(20):
        monkeypatch.setattr(past, "FEW", dice.choice([1, 2, 20]))
        History(metric(kind, min_change=0.03)).play(news(dice, 20))
