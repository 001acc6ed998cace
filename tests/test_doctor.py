"""The examination of an installation: each finding in its good and its bad state."""

from __future__ import annotations

import shutil
import sys
from collections import namedtuple
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest

from monitor import doctor
from monitor.doctor import Finding
from monitor.errors import DatabaseError
from monitor.options import AlertSettings, ChannelConfig, FeedConfig, LogSettings, Settings, WebSettings

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED = FeedConfig("Hafenbote", "https://hafenbote.example/feed", "Hafenbote")


@pytest.fixture
def sound(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path / "data", feeds=(FEED,))


def states(findings: list[Finding]) -> dict[str, str]:
    return {finding.what: finding.state for finding in findings}


def one(findings: list[Finding], what: str) -> Finding:
    return next(finding for finding in findings if finding.what == what)


def test_a_sound_installation(sound: Settings) -> None:
    found = doctor.check(sound, NOW)
    assert states(found) == dict.fromkeys(["settings", "folder", "channel log", "feeds", "web", "disk", "clock"], "ok")
    assert one(found, "clock").detail == "it is 2026-11-22 13:00 in Berlin"
    assert list(sound.folder.iterdir()) == []  # it leaves nothing behind


def test_warnings_of_the_settings_are_repeated(sound: Settings) -> None:
    found = doctor.check(replace(sound, warnings=("a was clamped",)), NOW)
    assert [finding.detail for finding in found if finding.state == "warn"] == ["a was clamped"]


def test_the_operator_s_word_lists_are_examined(sound: Settings) -> None:
    folder = sound.folder / "language"
    folder.mkdir()
    assert [(f.state, f.detail) for f in doctor.check(sound, NOW) if f.what == "words"] == [
        ("ok", f"{folder}: no fault")
    ]
    lists = {"cues": 'part = ["hievon", "hievon"]', "times": "weekdays = 7"}
    for name, text in lists.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    assert [(f.state, f.detail) for f in doctor.check(sound, NOW) if f.what == "words"] == [
        ("warn", "language/cues.part: »hievon« is there twice"),
        ("error", "language/times.weekdays: is a number, not a list"),
    ]
    (folder / "cues.toml").write_text("part = [", encoding="utf-8")
    (broken,) = [finding for finding in doctor.check(sound, NOW) if finding.what == "words"]
    assert (broken.state, "cues.toml" in broken.detail) == ("error", True)


def test_each_folder_that_is_written_to_is_tried_once(sound: Settings, tmp_path: Path) -> None:
    given = replace(
        sound,
        logs=LogSettings(file=tmp_path / "logs" / "m.log"),
        alerts=AlertSettings(channels=(ChannelConfig("a", f"atom:{tmp_path}/out/a.xml"),)),
    )
    folders = [finding.detail for finding in doctor.check(given, NOW) if finding.what == "folder"]
    assert folders == [f"{tmp_path / name} can be written" for name in ("data", "logs", "out")]


def test_a_folder_that_can_not_be_written(sound: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    finding = one(doctor.check(replace(sound, data=tmp_path / "file" / "data"), NOW), "folder")
    assert (finding.state, finding.advice.startswith("give the user")) == ("error", True)


CHANNELS = [
    ("log:", None, "ok"),
    ("webhook+https://u:p@x.example/", "s", "ok"),
    ("webhook+https://u:p@x.example/", None, "warn"),  # without a signature
    ("smtp://x.example/?to=a@b.example", None, "ok"),
    ("smtp://x.example/?to=a@b.example&tls=no", None, "warn"),
    ("smtp://x.example/", None, "error"),  # to nobody
    ("ntfys://x.example/", None, "error"),  # no topic
]


@pytest.mark.parametrize(("url", "secret", "state"), CHANNELS)
def test_channels_are_opened_but_not_used(sound: Settings, url: str, secret: str | None, state: str) -> None:
    channel = ChannelConfig("desk", url, secret=secret)
    finding = one(doctor.check(replace(sound, alerts=AlertSettings(channels=(channel,))), NOW), "channel desk")
    assert finding.state == state
    assert "u:p" not in finding.detail


FEEDS = [
    ({"selector": "main h2 > a"}, "ok"),
    ({"selector": "a["}, "error"),
    ({"proxy": "http://127.0.0.1:3128"}, "ok"),
    ({"proxy": "socks5://127.0.0.1:9050"}, "error"),
    ({"headers": {"A": "b"}}, "ok"),
    ({"headers": {"A": "b"}, "url": "http://hafenbote.example/feed"}, "warn"),
]


@pytest.mark.parametrize(("options", "state"), FEEDS)
def test_feeds(sound: Settings, options: dict[str, str], state: str) -> None:
    found = doctor.check(replace(sound, feeds=(replace(FEED, **options),)), NOW)  # type: ignore[arg-type]
    assert states(found).get("feeds" if state == "ok" else "feed Hafenbote") == state


WEBS = [
    (WebSettings(enabled=False), "ok"),
    (WebSettings(host="0.0.0.0", token="kurz"), "warn"),
    (WebSettings(host="0.0.0.0", token="lang genug, um nicht erraten zu werden"), "ok"),
]


@pytest.mark.parametrize(("web", "state"), WEBS)
def test_the_dashboards_token(sound: Settings, web: WebSettings, state: str) -> None:
    assert one(doctor.check(replace(sound, web=web), NOW), "web").state == state


@pytest.mark.parametrize(("free", "state"), [(5 * 10**9, "ok"), (5 * 10**8, "warn"), (5 * 10**7, "error")])
def test_the_disk(sound: Settings, monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**10, 10**10 - free, free))
    assert one(doctor.check(sound, NOW), "disk").state == state


def test_a_clock_that_is_wrong(sound: Settings) -> None:
    assert one(doctor.check(sound, datetime(1970, 1, 1, tzinfo=UTC)), "clock").state == "error"


def test_missing_time_zones(sound: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr(doctor, "ZoneInfo", missing)
    assert "tzdata" in one(doctor.check(sound, NOW), "clock").advice


def test_probes_are_asked_and_their_errors_told(sound: Settings) -> None:
    def database() -> Finding:
        raise DatabaseError("the database can't be reached")

    found = doctor.check(sound, NOW, [lambda: Finding("network", "ok", "fine"), partial(database)])
    assert found[-2:] == [
        Finding("network", "ok", "fine"),
        Finding("database", "error", "the database can't be reached"),
    ]


def test_an_extra_that_is_not_installed_is_told(sound: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    chat = AlertSettings(channels=(ChannelConfig("chat", "tgram://1:a/2"),))
    finding = one(doctor.check(replace(sound, alerts=chat), NOW), "channel chat")
    assert finding.state == "error"
    assert "pip install 'zahlenmonitor[alerts]'" in finding.detail
