"""The first run: a new feed or metric builds its baseline quietly, and one summary tells that it is built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from monitor.pipeline.gather import Reading, Shelf, Unit, readings
from monitor.pipeline.tools import Tools
from monitor.timing import quiet_until
from storage import alerts, articles, entries, meta
from storage.values import AlertRecord, Route

METRICS = "baseline.metrics"  # the metrics whose baseline is built
REACH = timedelta(days=60)  # how far back stored articles build the baseline of a metric that is added later
BUILDING = "baseline.building"  # how many figures it has so far, by metric, until the summary is sent


@dataclass
class Hush:
    """What is not told because it was there before we looked. Nothing is hushed with ``first_run = "send"``."""

    active: bool
    articles: set[int]
    known: set[str]
    figures: dict[str, int]

    @classmethod
    def of(cls, conn: Connection, tools: Tools, article_ids: Iterable[int]) -> Hush:
        """For the articles of one comparison."""
        active = tools.settings.alerts.first_run == "quiet"
        first = entries.of_first_poll(conn, set(article_ids)) if active else set()
        return cls(active, first, set(meta.get(conn, METRICS, [])), dict(meta.get(conn, BUILDING, {})))

    def stored(self, shelf: Shelf, now: datetime) -> list[Reading]:
        """What the stored articles say of metrics that are new to a running installation: their baseline."""
        fresh = declared(shelf.tools) - self.known if self.active and self.known else set()
        if not fresh:
            return []
        found = readings(shelf, articles.latest_compared(shelf.conn, now - REACH))
        return [
            replace(reading, before=None, matched=tuple(m for m in reading.matched if m.metric in fresh))
            for reading in found
        ]

    def covers(self, unit: Unit) -> bool:
        """Whether a change of this unit belongs to a baseline; it is counted for the summary.

        A later version of an article that was there before we looked is news.
        """
        if not self.active:
            return False
        old = unit.reading.article.id in self.articles and not unit.edited
        hushed = old or unit.metric.key not in self.known
        if hushed:
            self.figures[unit.metric.title] = self.figures.get(unit.metric.title, 0) + 1
        return hushed

    def finish(self, conn: Connection, tools: Tools, now: datetime) -> None:
        """Remember what was counted; once nothing of a first poll waits any more, tell it in one summary."""
        if self.active and entries.first_poll_waits(conn):
            meta.put(conn, BUILDING, self.figures)
            return
        if self.known != declared(tools):
            built(conn, tools)
        if self.figures:
            meta.put(conn, BUILDING, {})
            _summarise(conn, tools, self.figures, now)


def built(conn: Connection, tools: Tools) -> None:
    """Remember that the declared metrics have their baseline."""
    meta.put(conn, METRICS, sorted(declared(tools)))


def declared(tools: Tools) -> set[str]:
    """The metrics of all topics."""
    return {metric.key for topic in tools.settings.topics for metric in topic.metrics}


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
    due = quiet_until(now, tools.settings.alerts.quiet_hours)
    alerts.add(conn, record, [Route(channel.name, "baseline", due) for channel in tools.settings.alerts.channels], now)
