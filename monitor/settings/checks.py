"""Mistakes that no single table shows: things given twice, names that nothing has, hosts without a token."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from monitor.errors import SettingsError
from monitor.settings.databases import database_url
from monitor.settings.documents import Document
from monitor.settings.fields import is_loopback
from monitor.settings.schema import FeedsFile, MonitorFile, TopicFile
from monitor.settings.sentences import nearest

Main = tuple[Document, MonitorFile] | None
Feeds = tuple[Document, FeedsFile] | None
Topic = tuple[Document, TopicFile] | None


def all_files(main: Main, feeds: Feeds, topics: list[Topic]) -> Iterator[SettingsError]:
    """Every such mistake. A file that couldn't be read (None) takes no part."""
    sound = [topic for topic in topics if topic]
    if main:
        yield from _main(*main)
        if len(sound) == len(topics):  # else a metric may be unknown only because its file is broken
            yield from _channel_metrics(*main, {metric.key for _, topic in sound for metric in topic.metric})
    if feeds:
        yield from _feeds(*feeds)
    yield from _metrics(sound)


def _main(document: Document, main: MonitorFile) -> Iterator[SettingsError]:
    try:
        database_url(main.database.url, Path())
    except ValueError as error:
        yield document.mistake(("database", "url"), str(error))
    if main.scale.workers and not main.database.url.startswith("postgres"):
        yield document.mistake(("scale", "workers"), "workers need PostgreSQL; give database.url such an address")
    if main.web.enabled and not main.web.token and not is_loopback(main.web.host):
        told = f"{main.web.host} can be reached from other machines, so web.token must be set"
        yield document.mistake(("web", "host"), told)
    if main.schedule.min_interval > main.schedule.max_interval:
        yield document.mistake(("schedule", "min_interval"), "lies above max_interval")
    names = [channel.name.casefold() for channel in main.alerts.channel]
    yield from _twice(document, ("alerts", "channel"), "name", names)


def _channel_metrics(document: Document, main: MonitorFile, keys: set[str]) -> Iterator[SettingsError]:
    for place, channel in enumerate(main.alerts.channel):
        for pattern in channel.metrics:
            if not any(fnmatchcase(key, pattern) for key in keys):
                told = f'no topic has a metric "{pattern}"; {nearest(pattern, keys)}'
                yield document.mistake(("alerts", "channel", place, "metrics"), told)


def _feeds(document: Document, feeds: FeedsFile) -> Iterator[SettingsError]:
    yield from _twice(document, ("feed",), "url", [same_address(feed.url) for feed in feeds.feed])
    yield from _twice(document, ("feed",), "name", [feed.name.casefold() for feed in feeds.feed])


def _twice(document: Document, array: tuple[str, ...], key: str, given: list[str]) -> Iterator[SettingsError]:
    """A mistake for each table of an array whose ``key`` an earlier one has already."""
    first: dict[str, int] = {}
    for place, value in enumerate(given):
        if first.setdefault(value, place) < place:
            told = f"the same {key} stands in {document.here((*array, first[value], key))}"
            yield document.mistake((*array, place, key), told)


def _metrics(topics: list[tuple[Document, TopicFile]]) -> Iterator[SettingsError]:
    first: dict[str, str] = {}
    for document, topic in topics:
        for place, metric in enumerate(topic.metric):
            path = ("metric", place, "key")
            if metric.key in first:
                yield document.mistake(path, f'the metric "{metric.key}" stands already in {first[metric.key]}')
            first.setdefault(metric.key, document.here(path))


def same_address(url: str) -> str:
    """An address in the form in which two spellings of it are equal: host in small letters, no fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
