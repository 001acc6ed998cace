"""Settings as text that may be shown to anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from monitor.masking import HIDDEN, mask
from monitor.options import ChannelConfig, FeedConfig, Settings
from monitor.settings.values import span

SECRET = frozenset({"token", "secret", "headers", "cookies"})
ADDRESS = frozenset({"url", "proxy"})
SECTIONS = ("database", "fetch", "schedule", "web", "alerts", "logs", "scale", "retention", "backup")


def text(settings: Settings) -> str:
    """Each section with all its keys, then feeds (what differs from the default) and topics in a line each."""
    return "\n".join(_lines(settings)) + "\n"


def _lines(settings: Settings) -> Iterator[str]:
    yield f"# folder {settings.folder}"
    for section in SECTIONS:
        yield f"\n[{section}]"
        yield from _keys(getattr(settings, section))
    for channel in settings.alerts.channels:
        yield "\n[[alerts.channel]]"
        yield from _keys(channel)
    yield f"\n# {len(settings.feeds)} feeds"
    for feed in settings.feeds:
        yield "[[feed]]"
        yield from _keys(feed)
    for topic in settings.topics:
        yield f"\n# topic {topic.key}: {topic.title}, {len(topic.metrics)} metrics, {len(topic.claimants)} claimants"


def _keys(table: Any) -> Iterator[str]:
    brief = isinstance(table, FeedConfig | ChannelConfig)
    for field in fields(table):
        value = getattr(table, field.name)
        if field.name != "channels" and not (brief and not value):
            yield f"{field.name} = {_value(field.name, value)}"


def _value(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f'"{key}" = "{HIDDEN}"' for key in value) + " }"
    if name in SECRET and value:
        return f'"{HIDDEN}"'
    return f'"{mask(value)}"' if name in ADDRESS and isinstance(value, str) else _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, timedelta):
        return f'"{span(value)}"'
    if isinstance(value, tuple):
        return _row(value)
    if isinstance(value, str | Path | None):
        return f'"{value or ""}"'
    return str(value)


def _row(value: tuple[object, ...]) -> str:
    if value and isinstance(value[0], time):
        return '"' + "-".join(f"{moment:%H:%M}" for moment in value) + '"'
    return "[" + ", ".join(_plain(item) for item in value) + "]"
