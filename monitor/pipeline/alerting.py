"""Step 8, first half: a change, the policy's verdict on it, and the alert with its deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from sqlalchemy import Connection

from monitor import alerts as policy
from monitor.model import Change, Metric, Verdict
from monitor.options import ChannelConfig
from monitor.pipeline.gather import Unit
from monitor.pipeline.tools import Tools
from monitor.timing import next_slot, quiet_until
from storage import alerts, changes
from storage.values import AlertRecord, Route


def tell(conn: Connection, tools: Tools, change: Change, unit: Unit, now: datetime, *, quiet: bool) -> bool:
    """Write a change with its verdict, and its alert if the policy lets it out; whether it did."""
    verdict = policy.judge(change, unit.metric, _told(conn, change, unit.metric, now), now, building=quiet)
    change_id = changes.add(conn, change, verdict, now)
    if change_id is None or verdict.action == "drop":
        return False
    title, body = policy.render(
        change, unit.metric, tools.settings.alerts.language, templates=tools.settings.folder / "templates"
    )
    record = AlertRecord(
        title, body, policy.severity(change, unit.metric), change_id, topic=change.topic, hold_until=verdict.until
    )
    routes = list(_routes(tools, change, unit.metric, verdict, now))
    return alerts.add(conn, record, routes, now) is not None


def _told(conn: Connection, change: Change, metric: Metric, now: datetime) -> list[policy.Told]:
    """The alerts that the metric's cool-down looks at."""
    if metric.alert.cooldown is None:
        return []
    sent = alerts.of_metric(conn, change.topic, change.metric, now - metric.alert.cooldown)
    return [policy.Told(alert.claimant, alert.scope, alert.at) for alert in sent]


def _routes(tools: Tools, change: Change, metric: Metric, verdict: Verdict, now: datetime) -> Iterator[Route]:
    """The channels that take this change: at once with the others of its article, or with the channel's digest."""
    told = change.new or change.old
    article = f"article:{told.article_id}:{told.version}" if told else "article"
    if verdict.action == "hold" and verdict.until is None:
        return  # it waits for a second origin
    for channel in tools.settings.alerts.channels:
        if _takes(channel, change):
            digest = channel.digest or (DAILY if metric.alert.digest else None)
            group = f"digest:{channel.name}" if digest else article
            due = next_slot(now, digest) if digest else verdict.until or now
            yield Route(channel.name, group, quiet_until(due, tools.settings.alerts.quiet_hours))


DAILY = timedelta(days=1)  # a metric's digest, where the channel has no rhythm of its own


def _takes(channel: ChannelConfig, change: Change) -> bool:
    return (not channel.kinds or change.kind in channel.kinds) and (
        not channel.metrics or any(fnmatchcase(change.metric, glob) for glob in channel.metrics)
    )
