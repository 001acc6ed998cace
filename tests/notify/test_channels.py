"""The other channels: log, ntfy, Atom, Apprise; and which class an address opens."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from loguru import logger

from monitor.errors import DeliveryError, SettingsError
from monitor.notify import Message, open_channel
from monitor.notify.atom import MOST, AtomChannel
from monitor.notify.log import LogChannel
from monitor.notify.ntfy import LONGEST, NtfyChannel
from monitor.notify.services import AppriseChannel
from monitor.notify.smtp import SmtpChannel
from monitor.notify.webhook import WebhookChannel
from monitor.options import ChannelConfig
from tests.notify.conftest import ALERT, Receiver, answer

# Apprise's mail plugin imports a module that Python 3.13 dropped, and says so.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

ADDRESSES = [
    ("log:", LogChannel),
    ("smtp://h/?to=a@b.example", SmtpChannel),
    ("SMTPS://h/?to=a@b.example", SmtpChannel),
    ("webhook+https://h/", WebhookChannel),
    ("webhook+http://127.0.0.1/", WebhookChannel),
    ("ntfys://h/topic", NtfyChannel),
    ("ntfy://h/topic", NtfyChannel),
    ("atom:alerts.xml", AtomChannel),
    ("json://127.0.0.1:9/", AppriseChannel),
]


@pytest.mark.parametrize(("url", "kind"), ADDRESSES)
def test_the_scheme_decides_the_class(url: str, kind: type) -> None:
    channel = open_channel(ChannelConfig("desk", url))
    assert type(channel) is kind
    assert channel.name == "desk"


# ---------------------------------------------------------------- log


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    records: list[Any] = []
    handler = logger.add(lambda line: records.append(line.record), level="ERROR", format="{message}")
    yield records
    logger.remove(handler)


def test_an_alert_is_logged_above_every_level(logged: list[Any], message: Message) -> None:
    open_channel(ChannelConfig("log", "log:")).send(replace(message, title="Neu: {x} <red>"))
    record = logged[0]
    assert (record["level"].name, record["message"]) == ("ALERT", "Neu: {x} <red>")
    assert record["extra"] == {"key": "desk-17-1", "alerts": 1, "details": "Bisher: 400\nJetzt: 650\n"}


# ---------------------------------------------------------------- ntfy


def ntfy(receiver: Receiver, login: str = "") -> NtfyChannel:
    return NtfyChannel(ChannelConfig("desk", f"ntfy://{login}{receiver.host}/zahlen"), timeout=2)


def test_ntfy_gets_title_text_link_and_priority(receiver: Receiver, message: Message) -> None:
    ntfy(receiver, ":tk_x@").send(message)
    path, headers, body = receiver.requests[0]
    assert (path, headers["Authorization"]) == ("/", "Bearer tk_x")
    assert json.loads(body) == {
        "topic": "zahlen",
        "title": "Streikende: 400 → 650",
        "message": "Bisher: 400\nJetzt: 650\n",
        "priority": 4,
        "click": "https://hafenbote.example/a?x=1&y=2",
    }


def test_ntfy_links_the_old_article_where_there_is_no_new_one(receiver: Receiver, message: Message) -> None:
    gone = {**ALERT, "severity": "info", "new": None, "old": {"url": "https://old.example/"}}
    ntfy(receiver).send(replace(message, alerts=(gone,)))
    body = json.loads(receiver.requests[0][2])
    assert (body["click"], body["priority"]) == ("https://old.example/", 3)
    ntfy(receiver).send(replace(message, alerts=()))
    assert "click" not in json.loads(receiver.requests[1][2])


def test_ntfy_texts_stay_below_its_limit(receiver: Receiver, message: Message) -> None:
    ntfy(receiver).send(replace(message, body="ä" * 5000))
    text = json.loads(receiver.requests[0][2])["message"]
    assert len(text.encode()) <= LONGEST
    assert text.endswith("ä…")


def test_ntfy_refusals_are_told(receiver: Receiver, message: Message) -> None:
    receiver.behave = answer(429, Retry_After="60")
    with pytest.raises(DeliveryError) as caught:
        ntfy(receiver).send(message)
    assert caught.value.retry_after == 60


@pytest.mark.parametrize("url", ["ntfys://ntfy.example/", "ntfys:///topic", "ntfys://h/a/b"])
def test_ntfy_needs_a_host_and_one_topic(url: str) -> None:
    with pytest.raises(SettingsError, match="an ntfy address needs a host and a topic"):
        open_channel(ChannelConfig("desk", url))


# ---------------------------------------------------------------- Atom


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "out" / "alerts.xml"


@pytest.fixture
def atom(file: Path) -> AtomChannel:
    return AtomChannel(ChannelConfig("feed", f"atom:{file}"))


def entries(file: Path) -> list[Any]:
    feed = feedparser.parse(file.read_bytes())
    assert not feed.bozo
    return list(feed.entries)


def test_an_atom_feed_that_readers_understand(atom: AtomChannel, file: Path, message: Message) -> None:
    atom.send(message)
    (entry,) = entries(file)
    assert (entry.title, entry.link) == ("Streikende: 400 → 650", "https://hafenbote.example/a?x=1&y=2")
    assert entry.content[0].value == ALERT["body"]
    assert entry.id == "urn:zahlenmonitor:alert:17"
    assert entry.published == "2026-03-01T10:00:00+00:00"
    assert [tag.term for tag in entry.tags] == ["strikers", "raised"]
    assert file.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in file.parent.iterdir()] == ["alerts.xml"]


def test_an_alert_sent_again_replaces_its_entry(atom: AtomChannel, file: Path, message: Message) -> None:
    other = {**ALERT, "id": "18", "title": "zweite"}
    atom.send(replace(message, alerts=(ALERT, other)))
    atom.send(replace(message, alerts=({**ALERT, "title": "neu"},)))
    assert [entry.title for entry in entries(file)] == ["neu", "zweite"]


def test_the_newest_alerts_are_kept(atom: AtomChannel, file: Path, message: Message) -> None:
    for number in range(0, MOST + 20, 10):
        atom.send(replace(message, alerts=tuple({**ALERT, "id": str(number + n)} for n in range(10))))
    ids = [int(entry.id.rpartition(":")[2]) for entry in entries(file)]
    assert len(ids) == MOST
    assert (ids[0], min(ids)) == (MOST + 10, 20)


def test_a_message_without_alerts_is_an_entry_itself(atom: AtomChannel, file: Path, message: Message) -> None:
    later = message.created_at + timedelta(hours=1)
    atom.send(replace(message, alerts=(), title="Zusammenfassung", created_at=later))
    (entry,) = entries(file)
    assert (entry.id, entry.title) == ("urn:zahlenmonitor:message:desk-17-1", "Zusammenfassung")
    assert entry.updated == "2026-03-01T11:00:00+00:00"


def test_hostile_text_stays_text(atom: AtomChannel, file: Path, message: Message) -> None:
    atom.send(replace(message, alerts=({**ALERT, "title": "</title>\x00\x1b<script>x</script>&"},)))
    assert entries(file)[0].title_detail.type == "text/plain"
    assert b"<script>" not in file.read_bytes()


@pytest.mark.parametrize("text", ["<html>", "<feed xmlns='http://www.w3.org/2005/Atom'><id>theirs</id></feed>"])
def test_somebody_elses_file_is_left_as_it_is(atom: AtomChannel, file: Path, message: Message, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DeliveryError, match="is no feed of alerts; it is left as it is") as caught:
        atom.send(message)
    assert caught.value.permanent
    assert file.read_text(encoding="utf-8") == text


def test_a_full_disk_is_a_passing_failure(
    atom: AtomChannel, file: Path, message: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    atom.send(message)
    before = file.read_bytes()
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DeliveryError, match=r"can't be written \(No space left on device\)") as caught:
        atom.send(replace(message, alerts=({**ALERT, "id": "99"},)))
    assert not caught.value.permanent
    assert file.read_bytes() == before
    assert len(list(file.parent.iterdir())) == 1


def test_an_atom_feed_needs_a_file() -> None:
    with pytest.raises(SettingsError, match="an Atom feed needs a file"):
        open_channel(ChannelConfig("feed", "atom:"))


# ---------------------------------------------------------------- Apprise


def test_apprise_delivers(receiver: Receiver, message: Message) -> None:
    open_channel(ChannelConfig("any", f"json://{receiver.host}/x")).send(message)
    body = json.loads(receiver.requests[0][2])
    assert (body["title"], body["message"]) == ("Streikende: 400 → 650", "Bisher: 400\nJetzt: 650")


def test_apprise_failures_are_tried_again(receiver: Receiver, message: Message) -> None:
    receiver.behave = answer(500)
    with pytest.raises(DeliveryError, match='the service of the channel "any" did not take the message') as caught:
        open_channel(ChannelConfig("any", f"json://{receiver.host}/x")).send(message)
    assert not caught.value.permanent


def test_an_address_that_nobody_knows() -> None:
    with pytest.raises(SettingsError, match='the channel "any": pigeon: is no channel of ours'):
        open_channel(ChannelConfig("any", "pigeon://roof"))


def test_without_apprise_the_way_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(SettingsError, match=r"pip install 'zahlenmonitor\[alerts\]'"):
        open_channel(ChannelConfig("any", "tgram://1:a/2"))
