"""The shape of the settings files, as pydantic checks it; the only module that knows pydantic.

A class here is a table of a file. It says which keys there are, of what type, how their text is read
(``readers``) and, by the program's own values in ``monitor.options``, what holds where a key is left out.
``sentences.py`` turns what pydantic reports into sentences.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationInfo

from monitor.model import AlertPolicy, ChangeKind, Claimant, Metric, MetricKind, Terms, Topic, Trust
from monitor.options import (
    AlertSettings,
    ChannelConfig,
    DatabaseSettings,
    FeedConfig,
    FetchSettings,
    LogSettings,
    ScheduleSettings,
    WebSettings,
)
from monitor.settings import readers


@dataclass(frozen=True)
class Folder:
    """A settings folder as it is read: ``data`` is what relative paths start from; secrets come from ``environ``."""

    path: Path
    data: Path
    environ: Mapping[str, str]


_NOWHERE = Folder(Path(), Path(), {})


def _resolve(value: str, info: ValidationInfo) -> str:
    folder: Folder = info.context or _NOWHERE
    return readers.resolve(value, folder.path, folder.environ)


def _web_address(value: str) -> str:
    parts = urlsplit(value.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{readers.shown(value)} is no address of the web; it must begin with https:// or http://")
    return value.strip()


def _channel_address(value: str) -> str:
    scheme, colon, rest = value.strip().partition(":")
    if not colon or not scheme or (scheme != "log" and not rest):
        raise ValueError(f"{readers.shown(scheme)} is no channel; write one such as log:, smtp://…, atom:alerts.xml")
    if scheme == "webhook+http" and not is_loopback(urlsplit(value).hostname or ""):
        raise ValueError("webhook+http:// is for this machine only; write webhook+https:// for any other")
    return value.strip()


def is_loopback(host: str) -> bool:
    """Whether a host, as it is written in settings, is this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _blank_is_none(value: str | None) -> str | None:
    return (value or "").strip() or None


Text = Annotated[str, Field(min_length=1)]
Number = Annotated[int | float, PlainValidator(readers.number)]
Bounds = Annotated[tuple[int | float, int | float], PlainValidator(readers.bounds)]
Secret = Annotated[str, AfterValidator(_resolve)]
OptionalText = Annotated[str | None, AfterValidator(_blank_is_none)]
OptionalSecret = Annotated[OptionalText, AfterValidator(lambda value, info: value and _resolve(value, info))]
Duration = Annotated[timedelta, PlainValidator(readers.duration)]
Digest = Annotated[timedelta | None, PlainValidator(readers.digest)]
Size = Annotated[int, PlainValidator(readers.size)]
Rotation = Annotated[int | timedelta, PlainValidator(readers.rotation)]
Retention = Annotated[int | timedelta, PlainValidator(readers.retention)]
Hours = Annotated[tuple[time, time] | None, PlainValidator(readers.hours)]
Step = Annotated[tuple[int | float, bool], PlainValidator(readers.step)]
Glob = Annotated[str, AfterValidator(readers.glob)]
WebAddress = Annotated[Secret, AfterValidator(_web_address)]
ChannelAddress = Annotated[Secret, AfterValidator(_channel_address)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Table(BaseModel):
    """A table that takes no key it doesn't know and turns no type into another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


# ---------------------------------------------------------------- monitor.toml

_DATABASE, _FETCH, _SCHEDULE = DatabaseSettings(), FetchSettings(), ScheduleSettings()
_WEB, _ALERTS, _LOGS = WebSettings(), AlertSettings(), LogSettings()


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


class Schedule(Table):
    """``[schedule]``"""

    interval: Duration = _SCHEDULE.interval
    min_interval: Duration = _SCHEDULE.min_interval
    max_interval: Duration = _SCHEDULE.max_interval
    recheck: list[Duration] = list(_SCHEDULE.recheck)


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


class MonitorFile(Table):
    """``monitor.toml``"""

    database: Database = Database()
    fetch: Fetch = Fetch()
    schedule: Schedule = Schedule()
    web: Web = Web()
    alerts: Alerts = Alerts()
    logs: Logs = Logs()


# ---------------------------------------------------------------- feeds.toml


class Feed(Table):
    """``[[feed]]``"""

    name: Text
    url: WebAddress
    publisher: OptionalText = None
    language: Text = "de"
    interval: Duration | None = None
    trust: Trust = "normal"
    headers: dict[str, Secret] = {}
    cookies: dict[str, Secret] = {}
    proxy: OptionalSecret = None
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
