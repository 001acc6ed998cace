"""What a decision is given of a large record's past, as the database finds it, does as well as the whole past."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, get_args

import pytest
from sqlalchemy import Connection

from monitor.changes import Past, past
from monitor.model import Metric, MetricKind, Point, Statement
from storage import claims, points
from storage.engine import Database
from storage.past import StoredPast
from tests.decisions.build import metric
from tests.decisions.test_past import NOW, History, news
from tests.storage.make import SENTENCE, article, claim, quantity, record


class StoredHistory(History):
    """The same history in the database and in memory."""

    def __init__(self, of: Metric, conn: Connection) -> None:
        super().__init__(of)
        self.conn = conn
        self.articles = {number: article(conn, str(number)) for number in range(1, 7)}

    def points(self) -> list[Point]:
        """The whole history."""
        return points.of_metric(self.conn, "masern", "cases")

    def pasts(self) -> list[Past]:
        """What is asked for parts of it."""
        return [StoredPast(self.conn, "masern", "cases")]

    def stored(self, statements: Sequence[Statement], article_id: int) -> list[Statement]:
        """An article's statements, with their claims."""
        stored = self.articles[article_id]
        ids = claims.add(self.conn, [claim(stored, said=quantity(text=one.text)) for one in statements])
        page: dict[str, Any] = {"publisher": "Nordkurier", "url": record(str(article_id)).url, "quote": SENTENCE}
        kept = [replace(one, article_id=stored, **page) for one in statements]
        return [replace(one, claim_id=number) for one, number in zip(kept, ids, strict=True)]

    def written(self, point: Point) -> Point:
        """A point, as it is kept."""
        if point.id is None:
            return replace(point, id=points.add(self.conn, point, NOW))
        points.save(self.conn, point, NOW)
        return point


class UndoneError(Exception):
    """Nothing of an example stays."""


@pytest.mark.parametrize("kind", get_args(MetricKind))
def test_a_decision_on_what_the_database_finds_is_that_on_the_whole_past(
    database: Database, kind: MetricKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(kind)  # noqa: S311 - it guards nothing
    monkeypatch.setattr(past, "FEW", 2)
    with suppress(UndoneError), database.write() as conn:
        StoredHistory(metric(kind, min_change=0.03), conn).play(news(dice, 18))
        raise UndoneError
