"""The state of the work for Prometheus, counted when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from monitor.web.desk import Desk
from storage import queries

PREFIX = "zahlenmonitor_"


def show(desk: Desk, request: Request) -> Response:
    """The text format of Prometheus."""
    now = desk.clock()
    with desk.reading() as connection:
        counts, jobs = queries.counts(connection, now), queries.jobs(connection, now)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Counted(counts, jobs, now))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class _Counted(Collector):
    def __init__(self, counts: Mapping[str, Any], jobs: Mapping[str, Any] | None, now: datetime):
        self._counts, self._jobs, self._now = counts, jobs, now

    def collect(self) -> Iterator[Metric]:
        counts = self._counts
        yield CounterMetricFamily(f"{PREFIX}polls", "Requests for feeds.", counts["polls"])
        failed = counts["polls_failed"]
        yield CounterMetricFamily(f"{PREFIX}poll_failures", "Requests for feeds without a usable answer.", failed)
        yield CounterMetricFamily(f"{PREFIX}entries", "Entries that feeds brought.", counts["entries"])
        for name, count in counts["rows"].items():
            yield GaugeMetricFamily(f"{PREFIX}{name}", f"Rows of {name} that are stored.", count)
        yield _feeds(counts["feeds"])
        yield GaugeMetricFamily(
            f"{PREFIX}poll_lateness_seconds", "How late the latest feed is.", counts["feeds"]["late"]
        )
        yield _labelled("entries_state", "Entries by state; pending is the queue.", "state", counts["entry_states"])
        yield _labelled("messages", "Messages by state of their delivery.", "state", counts["messages"])
        yield _labelled("deliveries", "Alerts handed to channels by state.", "state", counts["deliveries"])
        unread = counts["unread_by_publisher"]
        yield _labelled("unread_articles", "Articles that could not be fetched or read.", "publisher", unread)
        textless = counts["textless_by_publisher"]
        yield _labelled("parse_failures", "Pages of the last 60 days that gave no text.", "publisher", textless)
        yield GaugeMetricFamily(f"{PREFIX}uncompared_versions", "Versions not compared yet.", counts["uncompared"])
        yield GaugeMetricFamily(f"{PREFIX}database_bytes", "Size of the database.", counts["database_bytes"])
        yield from _queue(self._jobs) if self._jobs else ()
        if counts["heartbeat_at"]:
            age = (self._now - datetime.fromisoformat(counts["heartbeat_at"])).total_seconds()
            yield GaugeMetricFamily(f"{PREFIX}heartbeat_age_seconds", "Since the daemon's last heartbeat.", age)


def _feeds(feeds: Mapping[str, float]) -> Metric:
    by_state = {"ok": feeds["active"] - feeds["failing"], "failing": feeds["failing"]}
    return _labelled("feeds", "Configured feeds by state.", "state", by_state)


def _queue(jobs: Mapping[str, Any]) -> Iterator[Metric]:
    """How the workers keep up."""
    states = {state: jobs[state] for state in ("waiting", "underway", "failed")}
    yield _labelled("queue_jobs", "Jobs of the workers' queue by state.", "state", states)
    yield GaugeMetricFamily(f"{PREFIX}queue_oldest_seconds", "Age of the oldest job that waits.", jobs["oldest"])
    yield GaugeMetricFamily(f"{PREFIX}workers", "Workers that gave a sign of life.", jobs["workers"])


def _labelled(name: str, help_: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"{PREFIX}{name}", help_, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family
