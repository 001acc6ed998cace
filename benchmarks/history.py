"""``python -m benchmarks.history [--claims N] [--keep DIR]``: a new figure against a history of any size.

By turns in two SQLite records (``benchmarks.generated``) whose one metric is as long as each of 58 is among N claims
(10,000,000) and among 10,000: from the question to the metric's past until the figure's point is written, milliseconds
of the processor's time, by what kind of figure it is. What is written is undone. ``--keep DIR`` leaves the records
there and takes those that lie there. ``make bench`` has the same rows. Then a history that is made anew in memory: what
a figure costs in one of 1,000 and one of 10,000 (``--anew`` is that alone).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, update

from benchmarks import table
from benchmarks.generated import CLAIMANTS, EACH, METRICS, NOW, SECONDS
from benchmarks.measure import Ratio
from benchmarks.record import made
from monitor import changes
from monitor.model import Metric, Point, Statement
from storage import points, schema
from storage.engine import Database
from storage.past import StoredPast

SMALL, LARGE, ROUNDS, BAR = 10_000, 10_000_000, 40, 1.5
METRIC = Metric("m0", "Metrik", "total")
Shape = Callable[[Statement], Statement]
# What one of the metric's last figures is made to.
KINDS: Mapping[str, Shape] = {
    "next of a known source": lambda last: replace(last, low=987_654, high=987_654),
    "the same again": lambda last: last,
    "another's number, source guessed": lambda last: replace(last, inherited=True),
    "without a source, known": lambda last: replace(last, claimant=None),
    "without a source, unknown": lambda last: replace(last, claimant=None, low=987_654, high=987_654),
    "first figure of a source": lambda last: replace(last, claimant="Wer sonst"),
}


class UndoneError(Exception):
    """Nothing of a round stays."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history")
    parser.add_argument("--claims", type=int, default=LARGE)
    parser.add_argument("--keep", type=Path, help="where the records lie, and stay")
    parser.add_argument("--anew", action="store_true", help="only the histories that are made anew")
    given = parser.parse_args()
    if not given.anew:
        print(table.HEAD)
        for row in rows(given.claims, given.keep):
            print(table.line(row, BAR), flush=True)
    for count in (1_000, 10_000):
        print(f"made anew in memory, of {count:6,} figures: {_anew(count):.2f} ms each", flush=True)


def rows(claims: int = LARGE, keep: Path | None = None) -> Iterator[Ratio]:
    """The measures of this module."""
    with TemporaryDirectory(prefix="history-") as passing:
        folder = keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        sizes = (SMALL // METRICS // EACH * EACH, claims // METRICS // EACH * EACH)
        small, large = (_record(f"sqlite:///{folder.absolute()}/{size}.db", size) for size in sizes)
        for name, shape in KINDS.items():
            yield Ratio.of(f"new figure of {claims:,} / 10,000: {name}", _timed(small, large, shape))


def _record(url: str, claims: int) -> Database:
    """A record all of whose figures are one metric's."""
    database = made(url, claims)
    with database.write() as conn:
        conn.execute(update(schema.points).where(schema.points.c.metric != METRIC.key).values(metric=METRIC.key))
    return database


def _timed(small: Database, large: Database, shape: Shape) -> list[tuple[float, float]]:
    """Seconds of each round in the large one and in the small one, by turns; the first ones only warm up."""
    rounds = [(_one(large, number, shape), _one(small, number, shape)) for number in range(-5, ROUNDS)]
    return rounds[5:]


def _one(database: Database, number: int, shape: Shape) -> float:
    spent = 0.0
    with suppress(UndoneError), database.write() as conn:
        new = shape(_newest(conn, number))
        begin = time.process_time()
        _decided(conn, new)
        spent = time.process_time() - begin
        raise UndoneError
    return spent


def _newest(conn: Connection, number: int) -> Statement:
    """One of the metric's last figures, as a new article would tell it."""
    known = StoredPast(conn, "t", METRIC.key).lately(changes.Span(None, None), 30)
    last = known[number % len(known)].statement
    later = NOW + timedelta(hours=1)
    return replace(last, published_at=later, as_of=later.date(), version=2)


def _decided(conn: Connection, new: Statement) -> None:
    """As ``pipeline.compare`` goes about a new article's figure."""
    known = changes.concerning(new, METRIC, StoredPast(conn, "t", METRIC.key))
    outcome = changes.decide(new, known, METRIC, NOW)
    points.add(conn, outcome.point or Point(new, None, "held", NOW), NOW)


def _anew(count: int) -> float:
    """Milliseconds of a figure in a history of so many, of 75 sources over two years, made as ``rebuild`` makes it."""
    past, dice = changes.Chronicle(), random.Random(7)
    told = [_told(number, count, dice) for number in range(1, count + 1)]
    begin = time.process_time()
    for number, new in enumerate(told, 1):
        outcome = changes.decide(new, changes.concerning(new, METRIC, past), METRIC, NOW)
        if outcome.point:
            past.enter(replace(outcome.point, id=number))
    return 1000 * (time.process_time() - begin) / count


def _told(number: int, count: int, dice: random.Random) -> Statement:
    """A figure of some source that mostly rises, and is often said again."""
    at = NOW - timedelta(seconds=SECONDS * (count - number) / count)
    low = round(1_000 + 99_000 * number / count * dice.choice([1, 1, 0.9]), -2)
    by = None if dice.random() < 0.2 else f"Quelle {dice.randrange(CLAIMANTS)}"
    ids = {"claim_id": number, "article_id": number, "origin": number, "version": 1}
    page = {"publisher": "Blatt", "trust": "normal", "text": f"{low}", "quote": "", "url": ""}
    values: dict[str, Any] = ids | page | {"as_of": at.date(), "published_at": at}
    return Statement("t", METRIC.key, by, low, low, "exact", "person", None, **values)


if __name__ == "__main__":
    main()
