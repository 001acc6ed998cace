"""The first run: a new feed or metric builds its baseline quietly, and one summary tells that it is built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from monitor.pipeline.gather import Unit
from monitor.pipeline.tools import Tools
from storage import alerts, entries, meta
from storage.values import AlertRecord, Route

METRICS = "baseline.metrics"  # the metrics whose baseline is built
BUILDING = "baseline.building"  # how many figures it has so far, by metric, until the summary is sent


@dataclass
class Hush:
    """What is not told because it was there before we looked. Nothing is hushed with ``first_run = "send"``."""

    active: bool
    articles: set[int]
    known: set[str]
    figures: dict[str, int]

    @classmethod
    def of(cls, conn: Connection, tools: Tools, articles: Iterable[int]) -> Hush:
        """For the articles of one comparison."""
        active = tools.settings.alerts.first_run == "quiet"
        first = entries.of_first_poll(conn, set(articles)) if active else set()
        return cls(active, first, set(meta.get(conn, METRICS, [])), dict(meta.get(conn, BUILDING, {})))

    def covers(self, unit: Unit) -> bool:
        """Whether a change of this unit belongs to a baseline; it is counted for the summary."""
        if not self.active:
            return False
        hushed = unit.reading.article.id in self.articles or unit.metric.key not in self.known
        if hushed:
            self.figures[unit.metric.title] = self.figures.get(unit.metric.title, 0) + 1
        return hushed

    def finish(self, conn: Connection, tools: Tools, now: datetime) -> None:
        """Remember what was counted; once nothing of a first poll waits any more, tell it in one summary."""
        if not self.active:
            return
        if entries.first_poll_waits(conn):
            meta.put(conn, BUILDING, self.figures)
            return
        meta.put(conn, METRICS, sorted({metric.key for topic in tools.settings.topics for metric in topic.metrics}))
        meta.put(conn, BUILDING, {})
        if self.figures:
            _summarise(conn, tools, self.figures, now)


WORDS = {
    "de": ("Ausgangsstand aufgebaut: {} Zahlen zu {} Messgrößen", "Ab jetzt werden Änderungen gemeldet."),
    "en": ("Baseline built: {} figures of {} metrics", "From now on changes are told."),
}


def _summarise(conn: Connection, tools: Tools, figures: dict[str, int], now: datetime) -> None:
    """One message to every channel."""
    title, end = WORDS[tools.settings.alerts.language]
    rows = [f"{name}: {count}" for name, count in sorted(figures.items(), key=lambda item: -item[1])]
    record = AlertRecord(
        title.format(sum(figures.values()), len(figures)), "\n".join([*rows, "", end]), "info", kind="summary"
    )
    alerts.add(conn, record, [Route(channel.name, "baseline") for channel in tools.settings.alerts.channels], now)
