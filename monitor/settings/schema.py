"""The shape of the settings files, as pydantic checks it.

A class here is a table of a file. It says which keys there are, of what kind (``fields``) and, by the
program's own values in ``monitor.options``, what holds where a key is left out. ``sentences.py`` turns what
pydantic reports into words of our own.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from monitor.model import AlertPolicy, ChangeKind, Claimant, Metric, MetricKind, Terms, Topic, Trust
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
    WebSettings,
)
from monitor.settings.fields import (
    Bounds,
    ChannelAddress,
    Digest,
    Duration,
    Glob,
    Hours,
    Key,
    Number,
    OptionalDuration,
    OptionalSecret,
    OptionalText,
    OptionalWebAddress,
    Proxy,
    Retention,
    Rotation,
    Secret,
    Size,
    Step,
    Text,
    WebAddress,
)


class Table(BaseModel):
    """A table that takes no key it doesn't know and turns no type into another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


# ---------------------------------------------------------------- monitor.toml

_DATABASE, _FETCH, _SCHEDULE = DatabaseSettings(), FetchSettings(), ScheduleSettings()
_WEB, _ALERTS, _LOGS, _SCALE = WebSettings(), AlertSettings(), LogSettings(), ScaleSettings()
_RETENTION, _BACKUP = RetentionSettings(), BackupSettings()


class Database(Table):
    """``[database]``"""

    url: Secret = _DATABASE.url


class Fetch(Table):
    """``[fetch]``"""

    user_agent: Text = _FETCH.user_agent
    timeout: Duration = _FETCH.timeout
    max_bytes: Size = _FETCH.max_bytes
    concurrency: Annotated[int, Field(ge=1, le=1000)] = _FETCH.concurrency
    per_host_gap: Duration = _FETCH.per_host_gap
    per_host_concurrency: Annotated[int, Field(ge=1, le=100)] = _FETCH.per_host_concurrency
    allow_private_networks: bool = _FETCH.allow_private_networks
    respect_robots: bool = _FETCH.respect_robots
    websub_callback: OptionalWebAddress = _FETCH.websub_callback
    websub_host: Text = _FETCH.websub_host
    websub_port: Annotated[int, Field(ge=0, le=65535)] = _FETCH.websub_port


class Schedule(Table):
    """``[schedule]``"""

    interval: Duration = _SCHEDULE.interval
    min_interval: Duration = _SCHEDULE.min_interval
    max_interval: Duration = _SCHEDULE.max_interval
    recheck: list[Duration] = list(_SCHEDULE.recheck)
    hours: Hours = _SCHEDULE.hours


class Web(Table):
    """``[web]``"""

    enabled: bool = _WEB.enabled
    host: Text = _WEB.host
    port: Annotated[int, Field(ge=0, le=65535)] = _WEB.port
    token: OptionalSecret = _WEB.token


class Channel(Table):
    """``[[alerts.channel]]``"""

    name: Text
    url: ChannelAddress
    kinds: list[ChangeKind] = []
    metrics: list[Glob] = []
    digest: Digest = None
    secret: OptionalSecret = None

    def value(self) -> ChannelConfig:
        """The channel as the program takes it."""
        return ChannelConfig(
            name=self.name,
            url=self.url,
            kinds=tuple(self.kinds),
            metrics=tuple(self.metrics),
            digest=self.digest,
            secret=self.secret,
        )


class Alerts(Table):
    """``[alerts]``"""

    first_run: Literal["quiet", "send"] = _ALERTS.first_run
    language: Literal["de", "en"] = _ALERTS.language
    quiet_hours: Hours = _ALERTS.quiet_hours
    channel: list[Channel] = []


class Logs(Table):
    """``[logs]``"""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _LOGS.level
    format: Literal["text", "json"] = _LOGS.format
    file: OptionalText = None
    rotation: Rotation = _LOGS.rotation
    retention: Retention = _LOGS.retention


class Scale(Table):
    """``[scale]``"""

    workers: bool = _SCALE.workers
    jobs: Annotated[int, Field(ge=1, le=1000)] = _SCALE.jobs


class RetentionTable(Table):
    """``[retention]``"""

    texts: OptionalDuration = _RETENTION.texts
    polls: Duration = _RETENTION.polls
    documents: Duration = _RETENTION.documents
    health: Duration = _RETENTION.health


class Backup(Table):
    """``[backup]``"""

    folder: OptionalText = None
    every: Duration = _BACKUP.every
    keep: Annotated[int, Field(ge=1, le=1000)] = _BACKUP.keep


class MonitorFile(Table):
    """``monitor.toml``"""

    database: Database = Database()
    fetch: Fetch = Fetch()
    schedule: Schedule = Schedule()
    web: Web = Web()
    alerts: Alerts = Alerts()
    logs: Logs = Logs()
    scale: Scale = Scale()
    retention: RetentionTable = RetentionTable()
    backup: Backup = Backup()


# ---------------------------------------------------------------- feeds.toml


class Feed(Table):
    """``[[feed]]``"""

    name: Text
    url: WebAddress
    publisher: OptionalText = None
    language: Text = "de"
    interval: Duration | None = None
    hours: Hours = None
    trust: Trust = "normal"
    headers: dict[str, Secret] = {}
    cookies: dict[str, Secret] = {}
    proxy: Proxy = None
    selector: OptionalText = None

    def value(self) -> FeedConfig:
        """The feed as the program takes it; a publisher that isn't named has the feed's name."""
        return FeedConfig(**{**dict(self), "publisher": self.publisher or self.name})


class FeedsFile(Table):
    """``feeds.toml``"""

    feed: list[Feed] = []


# ---------------------------------------------------------------- topics/*.toml

_POLICY, _CLAIMANT = AlertPolicy(), Claimant("")


class Policy(Table):
    """A metric's ``alert = { … }``"""

    on: list[ChangeKind] = list(_POLICY.on)
    min_change: Step = (_POLICY.min_change, _POLICY.min_change_relative)
    above: Number | None = None
    below: Number | None = None
    cooldown: Duration | None = None
    digest: bool = _POLICY.digest
    confirm: bool = _POLICY.confirm

    def value(self) -> AlertPolicy:
        """The policy as the program takes it."""
        least, relative = self.min_change
        given = {**dict(self), "on": tuple(self.on), "min_change": least, "min_change_relative": relative}
        return AlertPolicy(**given)


class MetricTable(Table):
    """``[[metric]]``"""

    key: Key
    title: Text
    kind: MetricKind
    event: OptionalText = None
    party: OptionalText = None
    unit: OptionalText = None
    per: Literal["hour", "day", "week", "month", "year"] | None = None
    counted: list[Glob] = []
    place: list[Glob] = []
    near: list[Glob] = []
    plausible: Bounds | None = None
    alert: Policy = Policy()

    def value(self) -> Metric:
        """The metric as the program takes it."""
        globs = {"counted": tuple(self.counted), "place": tuple(self.place), "near": tuple(self.near)}
        return Metric(**{**dict(self), **globs, "alert": self.alert.value()})


class ClaimantTable(Table):
    """``[[claimant]]``"""

    name: Text
    aliases: list[Text] = []
    role: OptionalText = None
    trust: Trust = _CLAIMANT.trust

    def value(self) -> Claimant:
        """The claimant as the program takes it."""
        return Claimant(**{**dict(self), "aliases": tuple(self.aliases)})


class Relevance(Table):
    """``[relevance]``"""

    any: list[Glob] = []
    all: list[Glob] = []
    none: list[Glob] = []

    def value(self) -> Terms:
        """The terms as the program takes them."""
        return Terms(any=tuple(self.any), all=tuple(self.all), none=tuple(self.none))


class TopicFile(Table):
    """``topics/*.toml``"""

    title: Text
    language: Text = "de"
    relevance: Relevance = Relevance()
    metric: list[MetricTable] = []
    claimant: list[ClaimantTable] = []

    def value(self, key: str) -> Topic:
        """The topic as the program takes it; ``key`` is the file's name without its ending."""
        return Topic(
            key=key,
            title=self.title,
            language=self.language,
            relevance=self.relevance.value(),
            metrics=tuple(metric.value() for metric in self.metric),
            claimants=tuple(claimant.value() for claimant in self.claimant),
        )
