"""What an operator has set, as values: the outcome of ``monitor.settings.load``.

They stand apart from the reading, so that whoever takes settings as an argument (logs, channels, the
pipeline) needs neither the files nor the library that checks them. The defaults here are the program's
defaults; ``config/monitor.toml`` shows them, and a test holds the two equal. Paths are absolute, times are
``timedelta``, sizes are bytes, secrets are resolved: show them only through ``monitor.settings.show``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Literal

from monitor.model import ChangeKind, Topic, Trust


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """``url`` is SQLAlchemy's; a relative SQLite path has been made absolute."""

    url: str = "sqlite:///data/monitor.db"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How pages and feeds are asked for. ``max_bytes`` bounds a body after decompression.

    ``timeout`` bounds a request with all its redirects, from connecting to the last byte; waiting for a turn does
    not count. ``per_host_gap`` lies between the starts of two requests to one host. ``websub_callback`` is the address
    under which hubs reach what is served on ``websub_host`` and ``websub_port``; None asks no hub.
    """

    user_agent: str = "Zahlenmonitor/0.1 (reads news feeds for figures)"
    timeout: timedelta = timedelta(seconds=20)
    max_bytes: int = 15_000_000
    concurrency: int = 20
    per_host_gap: timedelta = timedelta(seconds=2)
    per_host_concurrency: int = 2
    allow_private_networks: bool = False
    respect_robots: bool = True
    websub_callback: str | None = None
    websub_host: str = "127.0.0.1"
    websub_port: int = 8081


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """How often feeds are asked and at which ages (since the first sight) articles are read again.

    ``hours`` are two times of day in Europe/Berlin between which feeds are asked, or None: always.
    """

    interval: timedelta = timedelta(minutes=15)
    min_interval: timedelta = timedelta(minutes=2)
    max_interval: timedelta = timedelta(hours=24)
    recheck: tuple[timedelta, ...] = (
        timedelta(minutes=15),
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(hours=24),
        timedelta(hours=72),
    )
    hours: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The dashboard. ``token`` is never None where ``host`` is more than loopback."""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: int = 8080
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ChannelConfig:
    """Where alerts go. Empty ``kinds`` and ``metrics`` let everything through; in a metric ``*`` is any letters.

    ``digest`` gathers the channel's alerts and sends them together once in that time; ``secret`` signs
    webhooks.
    """

    name: str
    url: str
    kinds: tuple[ChangeKind, ...] = ()
    metrics: tuple[str, ...] = ()
    digest: timedelta | None = None
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """``quiet_hours`` are two times of day in Europe/Berlin (from, until; may pass midnight), or None."""

    first_run: Literal["quiet", "send"] = "quiet"
    language: Literal["de", "en"] = "de"
    quiet_hours: tuple[time, time] | None = None
    channels: tuple[ChannelConfig, ...] = (ChannelConfig("log", "log:"),)


@dataclass(frozen=True, slots=True)
class LogSettings:
    """``rotation`` is a size in bytes or an age; ``retention`` a number of files or an age; ``file`` None is none."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["text", "json"] = "text"
    file: Path | None = None
    rotation: int | timedelta = 10_000_000
    retention: int | timedelta = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """How long is kept what no figure needs as its evidence. ``texts`` None keeps whole articles for good.

    ``polls`` are the records of requests for feeds, ``documents`` what could not be read, ``health`` closed alerts on
    feeds and the system.
    """

    texts: timedelta | None = None
    polls: timedelta = timedelta(days=30)
    documents: timedelta = timedelta(days=30)
    health: timedelta = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """Copies of an SQLite database into ``folder`` (None: no copies), ``every`` so often; the last ``keep`` stay."""

    folder: Path | None = None
    every: timedelta = timedelta(days=1)
    keep: int = 7


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """A configured source; ``interval`` and ``hours`` None are the schedule's.

    ``selector`` finds links on a page without a feed.
    """

    name: str
    url: str
    publisher: str
    language: str = "de"
    interval: timedelta | None = None
    hours: tuple[time, time] | None = None
    trust: Trust = "normal"
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    proxy: str | None = None
    selector: str | None = None


@dataclass(frozen=True, slots=True)
class ScaleSettings:
    """``workers`` leaves polls, pages and deliveries to ``monitor worker`` processes, each with ``jobs`` at once."""

    workers: bool = False
    jobs: int = 50


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything one run is told. ``folder`` holds the files, ``data`` is what relative paths start from."""

    folder: Path
    data: Path
    database: DatabaseSettings = field(default_factory=DatabaseSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    web: WebSettings = field(default_factory=WebSettings)
    alerts: AlertSettings = field(default_factory=AlertSettings)
    logs: LogSettings = field(default_factory=LogSettings)
    scale: ScaleSettings = field(default_factory=ScaleSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    backup: BackupSettings = field(default_factory=BackupSettings)
    feeds: tuple[FeedConfig, ...] = ()
    topics: tuple[Topic, ...] = ()
    warnings: tuple[str, ...] = ()
