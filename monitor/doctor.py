"""Whether this installation can do its work: settings, folders, channels, feeds, disk, clock.

Nothing is sent and nothing is asked for over the network; checks of the database and of the network are
handed in as ``probes`` by whoever knows them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from monitor import notify
from monitor.claims import wordlists
from monitor.errors import MonitorError
from monitor.masking import mask
from monitor.options import ChannelConfig, FeedConfig, Settings, WebSettings

MEGABYTE = 1_000_000
LITTLE, TOO_LITTLE = 1_000 * MEGABYTE, 100 * MEGABYTE
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # this program is younger: a clock before it is wrong
PROXIES = frozenset({"http", "https"})
SHORTEST_TOKEN = 16
BEHIND = 300  # seconds that a job may wait; those of a site take turns


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``what`` it is, its state, what was seen, and what to do where it isn't well."""

    what: str
    state: Literal["ok", "warn", "error"]
    detail: str
    advice: str = ""


# What to do about what the daemon found, by the kind of its health alert.
ADVICE = {
    "feed": "look at `monitor feeds show NAME`; remove the feed or correct its address in feeds.toml",
    "wall": "the site refuses programs: ask it for access, or remove the feed",
    "silent": "look at the site: the feed may have moved",
    "missed": "set a shorter interval for the feed",
    "outage": "check this machine's network and name server",
    "channel": "add the channel to the settings again, or let its messages wait",
    "delivery": "mend the channel, then `monitor alerts resend`",
    "drift": "look at the example with `monitor extract --page URL`; a publisher's rule may be needed",
    "step": "look into the log for what it waits for; restart the daemon if it stays",
    "check": "stop the daemon and put the last backup back: `monitor db restore FILE`",
    "backup": "make room or mend the folder of [backup]; `monitor db backup FILE` tries it",
}

Probe = Callable[[], Finding]


def check(settings: Settings, now: datetime, probes: Iterable[Probe] = ()) -> list[Finding]:
    """All findings, in a fixed order; a probe that fails with a MonitorError becomes an error itself."""
    return [
        *_settings(settings),
        *_words(settings.folder / "language"),
        *_folders(settings),
        *(_channel(channel) for channel in settings.alerts.channels),
        *_feeds(settings.feeds),
        _web(settings.web),
        _disk(settings.data),
        _clock(now),
        *(_probed(probe) for probe in probes),
    ]


def _settings(settings: Settings) -> Iterator[Finding]:
    metrics = sum(len(topic.metrics) for topic in settings.topics)
    counts = f"{len(settings.feeds)} feeds, {len(settings.topics)} topics, {metrics} metrics"
    yield Finding("settings", "ok", f"{settings.folder}: {counts}")
    for warning in settings.warnings:
        yield Finding("settings", "warn", warning, "correct the file, or leave it if it is meant so")


def _words(folder: Path) -> Iterator[Finding]:
    """The operator's own word lists, if there are any: each fault in them."""
    if not folder.is_dir():
        return
    try:
        found = wordlists.problems(folder)
    except MonitorError as error:
        yield Finding("words", "error", str(error), "correct the file: without it nothing is read")
        return
    for problem in found:
        state: Literal["warn", "error"] = "error" if problem.kind == "shape" else "warn"
        yield Finding("words", state, f"{folder.name}/{problem}", "correct the list, or leave the entry out")
    if not found:
        yield Finding("words", "ok", f"{folder}: no fault")


def _folders(settings: Settings) -> Iterator[Finding]:
    """Each folder that is written to, once."""
    folders = {settings.data}
    if settings.logs.file:
        folders.add(settings.logs.file.parent)
    for channel in settings.alerts.channels:
        if channel.url.startswith("atom:"):
            folders.add(Path(channel.url.partition(":")[2]).parent)
    for folder in sorted(folders):
        yield _folder(folder)


def _folder(folder: Path) -> Finding:
    """Writes and removes a file, in the nearest folder that exists: the missing ones are made when they are needed."""
    present = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=present):
            return Finding("folder", "ok", f"{folder} can be written")
    except OSError as error:
        advice = f"give the user {os.getuid()} the right to write there, or name another place in monitor.toml"
        return Finding("folder", "error", f"{folder} can't be written ({error.strerror})", advice)


def _channel(config: ChannelConfig) -> Finding:
    what, address = f"channel {config.name}", mask(config.url)
    try:
        notify.open_channel(config)
    except MonitorError as error:
        return Finding(what, "error", str(error), "correct its url in monitor.toml")
    if config.url.startswith("webhook+") and not config.secret:
        advice = 'set secret = "env:NAME", and check the signature at the receiver'
        return Finding(what, "warn", f"{address} gets messages without a signature", advice)
    if config.url.startswith("smtp:") and "tls=no" in config.url:
        return Finding(what, "warn", f"{address} gets mails unencrypted", "remove tls=no if the server can do better")
    return Finding(what, "ok", f"{address}; `monitor test-alert` sends a test")


def _feeds(feeds: tuple[FeedConfig, ...]) -> Iterator[Finding]:
    wrong = [finding for feed in feeds for finding in _feed(feed)]
    yield from wrong
    if not wrong:
        yield Finding("feeds", "ok", f"{len(feeds)} feeds; `monitor feeds test --all` asks them")


def _feed(feed: FeedConfig) -> Iterator[Finding]:
    what = f"feed {feed.name}"
    if feed.selector and not _is_selector(feed.selector):
        yield Finding(what, "error", f'"{feed.selector}" is no CSS selector', "correct it in feeds.toml")
    if feed.proxy and urlsplit(feed.proxy).scheme not in PROXIES:
        forms = ", ".join(f"{scheme}://" for scheme in sorted(PROXIES))
        yield Finding(what, "error", f"{mask(feed.proxy)} is no proxy", f"write one of {forms}")
    if feed.headers and feed.url.startswith("http:"):
        yield Finding(what, "warn", "headers are sent unencrypted", "write https:// if the publisher offers it")


def _is_selector(selector: str) -> bool:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # noqa: PLC0415 - seldom needed

    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError:
        return False
    return True


def _web(web: WebSettings) -> Finding:
    if not web.enabled:
        return Finding("web", "ok", "the dashboard is off")
    if web.token and len(web.token) < SHORTEST_TOKEN:
        return Finding("web", "warn", "the token can be guessed", f"take {SHORTEST_TOKEN} random characters or more")
    return Finding("web", "ok", f"the dashboard is at http://{web.host}:{web.port}")


def _disk(data: Path) -> Finding:
    present = next(parent for parent in (data, *data.parents) if parent.exists())
    free = shutil.disk_usage(present).free
    detail = f"{free // MEGABYTE:,} MB are free at {data}"
    if free < LITTLE:
        return Finding("disk", "error" if free < TOO_LITTLE else "warn", detail, "make room, or move the database")
    return Finding("disk", "ok", detail)


def _clock(now: datetime) -> Finding:
    try:
        here = now.astimezone(ZoneInfo("Europe/Berlin"))
    except ZoneInfoNotFoundError:
        advice = "install the package tzdata, of the system or of Python"
        return Finding("clock", "error", "there is no data on time zones", advice)
    detail = f"it is {here:%Y-%m-%d %H:%M} in Berlin"
    if now < EARLIEST:
        return Finding("clock", "error", f"{detail}, which can't be", "set the machine's clock, best by NTP")
    return Finding("clock", "ok", detail)


def queue(jobs: Mapping[str, Any] | None) -> Finding:
    """How the workers keep up with their queue (``storage.queries.jobs``; None: there is none yet)."""
    if jobs is None:
        return Finding("workers", "ok", "there is no queue yet: the first run creates it")
    detail = f"{jobs['workers']} workers, {jobs['waiting']} jobs wait, the oldest for {jobs['oldest']:.0f} s"
    if not jobs["workers"]:
        return Finding("workers", "error" if jobs["waiting"] else "warn", detail, "start `monitor worker`")
    if jobs["oldest"] > BEHIND:
        return Finding("workers", "warn", detail, "start more workers, or look into their logs")
    return Finding("workers", "ok", detail)


def _probed(probe: Probe) -> Finding:
    try:
        return probe()
    except MonitorError as error:
        name = getattr(getattr(probe, "func", probe), "__name__", "probe")  # a partial has its function's name
        return Finding(name.strip("_"), "error", str(error))
