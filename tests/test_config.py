"""The shipped settings: true to the code's defaults, complete, and with their sources."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from monitor import settings
from monitor.options import (
    AlertSettings,
    BackupSettings,
    FetchSettings,
    LogSettings,
    RetentionSettings,
    ScaleSettings,
    ScheduleSettings,
    Settings,
    WebSettings,
)

CONFIG = Path(__file__).resolve().parents[1] / "config"
SECTIONS = ("database", "fetch", "schedule", "web", "alerts", "logs", "scale", "retention", "backup")


@pytest.fixture(scope="module")
def shipped() -> Settings:
    return settings.load(CONFIG, environ={})


def test_the_shipped_settings_load_without_a_warning(shipped: Settings) -> None:
    assert shipped.warnings == ()


def test_the_file_says_the_codes_defaults(shipped: Settings) -> None:
    assert shipped.database.url == f"sqlite:///{CONFIG}/data/monitor.db"
    assert shipped.fetch == FetchSettings()
    assert shipped.schedule == ScheduleSettings()
    assert shipped.web == WebSettings()
    assert shipped.alerts == AlertSettings()
    assert shipped.logs == LogSettings()
    assert shipped.scale == ScaleSettings()
    assert shipped.retention == RetentionSettings()
    assert shipped.backup == BackupSettings()


def test_no_key_is_missing_from_the_file(shipped: Settings) -> None:
    written = tomllib.loads((CONFIG / "monitor.toml").read_text(encoding="utf-8"))
    assert tuple(written) == SECTIONS
    for section in SECTIONS:
        fields = {field.name for field in dataclasses.fields(getattr(shipped, section))}
        assert set(written[section]) == fields - {"channels"}


def test_each_key_has_a_comment_above_it_or_its_neighbour() -> None:
    """A section's keys may share a comment, but none stands more than three lines from one."""
    rows = (CONFIG / "monitor.toml").read_text(encoding="utf-8").split("\n")
    for number, row in enumerate(rows):
        if re.match(r"[a-z_]+ = ", row):
            assert any(near.startswith("#") for near in rows[max(0, number - 3) : number]), row


def test_the_channels_key_is_shown_with_all_its_keys() -> None:
    text = (CONFIG / "monitor.toml").read_text(encoding="utf-8")
    assert "# [[alerts.channel]]" in text
    for key in ("name", "url", "kinds", "metrics", "digest", "secret"):
        assert re.search(rf"^#.*\b{key} = ", text, re.MULTILINE)


# ---------------------------------------------------------------- feeds


def feed_blocks() -> list[str]:
    text = (CONFIG / "feeds.toml").read_text(encoding="utf-8")
    return re.findall(r"(?:^# found .*\n)*\[\[feed\]\]\n(?:[a-z].*\n)*", text, re.MULTILINE)


def test_there_are_many_feeds_from_three_countries(shipped: Settings) -> None:
    hosts = [urlsplit(feed.url).hostname or "" for feed in shipped.feeds]
    assert len(shipped.feeds) >= 30
    assert sum(host.endswith((".at", "diepresse.com")) for host in hosts) >= 4
    assert sum(host.endswith(".ch") for host in hosts) >= 4
    assert all(feed.url.startswith("https://") for feed in shipped.feeds)


def test_each_feed_says_where_and_when_its_address_was_found(shipped: Settings) -> None:
    blocks = feed_blocks()
    assert len(blocks) == len(shipped.feeds)
    for block in blocks:
        assert re.match(r"# found \d{4}-\d\d-\d\d in [\w.-]+/[\w.-]+, .+", block), block


# ---------------------------------------------------------------- topic


def test_the_topic_is_rich_enough(shipped: Settings) -> None:
    topic = shipped.topics[0]
    assert topic.key == "ukraine"
    assert len(topic.metrics) >= 30
    assert len(topic.claimants) >= 45
    assert {metric.kind for metric in topic.metrics} == {"total", "rate", "strength", "incident", "package"}


def test_each_metric_says_what_it_counts_and_what_is_plausible(shipped: Settings) -> None:
    for metric in shipped.topics[0].metrics:
        assert metric.event or metric.near, metric.key
        assert metric.plausible, metric.key
        assert not metric.title.isascii() or metric.title[0].isupper()


def test_each_claimant_has_a_role(shipped: Settings) -> None:
    for claimant in shipped.topics[0].claimants:
        assert claimant.role, claimant.name


def test_no_city_is_a_claimant(shipped: Settings) -> None:
    """A city's name stands for a ministry, a palace or a dateline: it may not catch figures."""
    names = {name for claimant in shipped.topics[0].claimants for name in (claimant.name, *claimant.aliases)}
    assert names.isdisjoint(
        {"Moskau", "Kiew", "Kyjiw", "Seoul", "Washington", "London", "Berlin", "Brüssel", "Pjöngjang"}
    )
