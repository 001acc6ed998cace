"""Step 8, first half: a change, the policy's verdict on it, and the alert with its deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from loguru import logger
from sqlalchemy import Connection

from monitor import alerts as policy
from monitor.changes import agree
from monitor.errors import SettingsError
from monitor.model import Change, Metric, Statement, Verdict
from monitor.options import ChannelConfig
from monitor.pipeline.tools import Tools
from monitor.timing import next_slot, quiet_until
from storage import alerts, changes, points
from storage.values import AlertRecord, Route


def tell(
    conn: Connection,
    tools: Tools,
    change: Change,
    metric: Metric,
    now: datetime,
    *,
    quiet: bool = False,
    muted: str | None = None,
) -> bool:
    """Write a change with its verdict, and its alert if the policy lets it out; whether it did.

    ``quiet``: it belongs to a baseline. ``muted`` says who muted it, if somebody did.
    """
    told, origins = _told(conn, change, metric, now), _origins(conn, change, metric)
    verdict = policy.judge(change, metric, told, now, building=quiet, origins=origins, muted=muted)
    change_id = changes.add(conn, change, verdict, now)
    if change_id is None or verdict.action == "drop":
        _log(change, verdict, change_id, None)
        return False
    if verdict.until:
        alerts.replace_held(conn, change, now)
    title, body = _rendered(tools, change, metric)
    record = AlertRecord(
        title, body, policy.severity(change, metric), change_id, topic=change.topic, hold_until=verdict.until
    )
    routes = list(_routes(tools, change, metric, verdict, now))
    alert_id = alerts.add(conn, record, routes, now)
    _log(change, verdict, change_id, alert_id)
    return alert_id is not None


def _log(change: Change, verdict: Verdict, change_id: int | None, alert_id: int | None) -> None:
    """One line a change that is new: which claim of which article it is, and which alert tells of it."""
    told = change.new or change.old
    if change_id is not None and told is not None:
        ids = {"article": told.article_id, "version": told.version, "claim": told.claim_id, "change": change_id}
        logger.info(
            "figure changed", metric=change.metric, kind=change.kind, **ids, alert=alert_id, verdict=verdict.action
        )


def confirmed(conn: Connection, tools: Tools, statement: Statement, metric: Metric, now: datetime) -> int:
    """Let out the changes of a metric that waited for a second origin, where ``statement`` is one; how many."""
    if not metric.alert.confirm:
        return 0
    waiting = alerts.unconfirmed(conn, statement.topic, metric.key)
    known = points.of_claims(conn, metric.key, [one.claim_id for one in waiting])
    figures = {point.statement.claim_id: point.statement for point in known if point.state != "withdrawn"}
    found = [one for one in waiting if _confirms(statement, figures.get(one.claim_id), one.scope)]
    for one in found:
        told = figures[one.claim_id]
        change = Change(one.kind, told.topic, metric.key, one.claimant, None, told, one.at, one.scope)
        verdict = policy.judge(change, metric, _told(conn, change, metric, now), now, origins=2)
        if verdict.until:
            alerts.replace_held(conn, change, now)
        alerts.release(conn, one, verdict, list(_routes(tools, change, metric, verdict, now)), now)
    return len(found)


def recall(
    conn: Connection,
    tools: Tools,
    alert_id: int,
    why: str,
    instead: Change | None,
    now: datetime,
    *,
    retracted: bool,
) -> None:
    """Let an alert that was wrong go out no more; where it did, say so on the same channels if ``retracted``.

    ``why`` is what was found, ``instead`` what the figure means now.
    """
    handed = alerts.recall(conn, alert_id)
    if not handed or not retracted:
        return
    told, language = alerts.text(conn, alert_id), tools.settings.alerts.language
    title, body = policy.render_retraction(told.title, told.body, why, instead, language)
    due = quiet_until(now, tools.settings.alerts.quiet_hours)
    record = AlertRecord(title, body, told.severity, topic=told.topic, kind="retraction", retracts_id=alert_id)
    alerts.add(conn, record, [Route(name, f"retraction:{alert_id}", due) for name in handed], now)


def _origins(conn: Connection, change: Change, metric: Metric) -> int:
    """How many origins give the new figure; counted only where the policy asks for a second."""
    new = change.new
    if new is None or not metric.alert.confirm:
        return 1
    known = [
        point.statement for point in points.of_metric(conn, change.topic, metric.key) if point.state != "withdrawn"
    ]
    return 1 + len({other.origin for other in known if _confirms(other, new, change.scope)})


def _confirms(other: Statement, told: Statement | None, scope: str | None) -> bool:
    """Whether a statement of another origin gives the figure that was told."""
    if told is None or other.origin == told.origin or other.scope != scope:
        return False
    return agree(other, told)


def _rendered(tools: Tools, change: Change, metric: Metric) -> tuple[str, str]:
    """The alert's title and body; a template of the user's own that fails must not hold up what is told."""
    language = tools.settings.alerts.language
    try:
        return policy.render(change, metric, language, templates=tools.settings.folder / "templates")
    except SettingsError as error:
        logger.warning("template fails; the shipped one is used", error=str(error), metric=metric.key)
        return policy.render(change, metric, language)


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
    if verdict.action == "drop" or (verdict.action == "hold" and verdict.until is None):
        return  # what is on hold without an end waits for a second origin
    for channel in tools.settings.alerts.channels:
        if _takes(channel, change):
            digest = channel.digest or (DAILY if metric.alert.digest else None)
            group = f"digest:{channel.name}" if digest else article
            due = verdict.until or now
            due = next_slot(due, digest) if digest else due
            yield Route(channel.name, group, quiet_until(due, tools.settings.alerts.quiet_hours))


DAILY = timedelta(days=1)  # a metric's digest, where the channel has no rhythm of its own


def _takes(channel: ChannelConfig, change: Change) -> bool:
    return (not channel.kinds or change.kind in channel.kinds) and (
        not channel.metrics or any(fnmatchcase(change.metric, glob) for glob in channel.metrics)
    )
