"""Checked tables to the values the program takes: paths made absolute, intervals brought within their bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from monitor.options import (
    AlertSettings,
    BackupSettings,
    ChannelConfig,
    DatabaseSettings,
    FeedConfig,
    FetchSettings,
    LogSettings,
    RetentionSettings,
    ScaleSettings,
    ScheduleSettings,
    Settings,
    WebSettings,
)
from monitor.settings import doubts, environment
from monitor.settings.databases import database_url
from monitor.settings.documents import Document
from monitor.settings.fields import Folder
from monitor.settings.readers import LONGEST
from monitor.settings.schema import Alerts, Backup, FeedsFile, Logs, MonitorFile, RetentionTable, Schedule, TopicFile

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def values(
    folder: Folder, main: MonitorFile, feeds: tuple[Document, FeedsFile], topics: list[tuple[Document, TopicFile]]
) -> Settings:
    """The settings of files without mistakes, with a warning for each thing that was put right or looks odd."""
    clamp = Clamp()
    schedule = _schedule(main.schedule, clamp)
    return Settings(
        folder=folder.path,
        data=folder.data,
        database=DatabaseSettings(url=database_url(main.database.url, folder.data)),
        fetch=_fetch(FetchSettings(**dict(main.fetch)), clamp),
        schedule=schedule,
        web=WebSettings(**dict(main.web)),
        alerts=_alerts(main.alerts, folder.data),
        logs=_logs(main.logs, folder.data),
        scale=ScaleSettings(**dict(main.scale)),
        retention=_retention(main.retention, schedule, clamp),
        backup=_backup(main.backup, folder.data, clamp),
        feeds=tuple(_feed(feed.value(), schedule, clamp) for feed in feeds[1].feed),
        topics=tuple(topic.value(document.file.stem) for document, topic in topics),
        warnings=(*environment.strays(folder.environ), *clamp.warnings, *doubts.doubts(feeds, topics)),
    )


class Clamp:
    """Brings time spans within bounds and keeps a warning for each that was outside."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def __call__(self, name: str, value: timedelta, low: timedelta, high: timedelta) -> timedelta:
        """``value``, or the bound it went past."""
        within = min(max(value, low), high)
        if within != value:
            self.warnings.append(
                f"{name} = {span(value)} is outside {span(low)} to {span(high)}; {span(within)} is used"
            )
        return within


def span(value: timedelta) -> str:
    """A time span as settings write it, in the largest unit that gives a whole number: ``90s``, ``15m``, ``3d``."""
    seconds = value.total_seconds()
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:g}s"


def _schedule(given: Schedule, clamp: Clamp) -> ScheduleSettings:
    least = clamp("schedule.min_interval", given.min_interval, SECOND, 30 * DAY)
    most = clamp("schedule.max_interval", given.max_interval, least, 30 * DAY)
    recheck = {clamp("schedule.recheck", age, SECOND, 90 * DAY) for age in given.recheck}
    interval = clamp("schedule.interval", given.interval, least, most)
    return ScheduleSettings(interval, least, most, tuple(sorted(recheck)), given.hours)


def _fetch(given: FetchSettings, clamp: Clamp) -> FetchSettings:
    timeout = clamp("fetch.timeout", given.timeout, SECOND, timedelta(minutes=10))
    gap = clamp("fetch.per_host_gap", given.per_host_gap, timedelta(0), timedelta(hours=1))
    return replace(given, timeout=timeout, per_host_gap=gap)


def _feed(given: FeedConfig, schedule: ScheduleSettings, clamp: Clamp) -> FeedConfig:
    if given.interval is None:
        return given
    name = f'interval of the feed "{given.name}"'
    return replace(given, interval=clamp(name, given.interval, schedule.min_interval, schedule.max_interval))


def _alerts(given: Alerts, data: Path) -> AlertSettings:
    """Without a channel, the log is the one channel."""
    channels = tuple(_channel(channel.value(), data) for channel in given.channel)
    return AlertSettings(
        first_run=given.first_run,
        language=given.language,
        quiet_hours=given.quiet_hours,
        channels=channels or AlertSettings().channels,
    )


def _channel(given: ChannelConfig, data: Path) -> ChannelConfig:
    scheme, _, path = given.url.partition(":")
    return replace(given, url=f"atom:{data / path.removeprefix('//')}") if scheme == "atom" else given


def _logs(given: Logs, data: Path) -> LogSettings:
    return LogSettings(**{**dict(given), "file": data / given.file if given.file else None})


def _retention(given: RetentionTable, schedule: ScheduleSettings, clamp: Clamp) -> RetentionSettings:
    """A text is kept at least until its article is read no more; the others for a day."""
    least = max((*schedule.recheck, DAY)) + DAY
    texts = given.texts and clamp("retention.texts", given.texts, least, LONGEST)
    rest = {
        name: clamp(f"retention.{name}", getattr(given, name), DAY, LONGEST)
        for name in ("polls", "documents", "health")
    }
    return RetentionSettings(texts, **rest)


def _backup(given: Backup, data: Path, clamp: Clamp) -> BackupSettings:
    every = clamp("backup.every", given.every, timedelta(minutes=10), 30 * DAY)
    return BackupSettings(data / given.folder if given.folder else None, every, given.keep)
