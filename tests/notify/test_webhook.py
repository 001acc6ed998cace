"""Webhooks: what arrives, how it is signed, and what each failure means."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import time
from datetime import UTC, datetime

import pytest

from monitor.errors import DeliveryError, SettingsError
from monitor.notify import Message, open_channel
from monitor.notify.http import retry_after
from monitor.notify.webhook import WebhookChannel
from monitor.options import ChannelConfig
from tests.notify.conftest import ALERT, Behaviour, Receiver, answer, cut, drip, hang, noise

SECRET = "sesam"


def channel(receiver: Receiver, *, secret: str | None = SECRET, timeout: float = 5, login: str = "") -> WebhookChannel:
    config = ChannelConfig("desk", f"webhook+http://{login}{receiver.host}/hook?a=1", secret=secret)
    return WebhookChannel(config, timeout=timeout, clock=lambda: 1_772_359_200.9)


def test_the_message_arrives_as_json_with_its_key(receiver: Receiver, message: Message) -> None:
    channel(receiver).send(message)
    path, headers, body = receiver.requests[0]
    assert path == "/hook?a=1"
    assert headers["Idempotency-Key"] == "desk-17-1"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(body) == {
        "key": "desk-17-1",
        "channel": "desk",
        "title": "Streikende: 400 → 650",
        "body": "Bisher: 400\nJetzt: 650\n",
        "created_at": "2026-03-01T10:00:00+00:00",
        "alerts": [ALERT],
    }


def test_a_receiver_can_check_the_signature(receiver: Receiver, message: Message) -> None:
    channel(receiver).send(message)
    _, headers, body = receiver.requests[0]
    assert headers["X-Monitor-Timestamp"] == "1772359200"
    expected = hmac.new(b"sesam", b"1772359200." + body, hashlib.sha256).hexdigest()
    assert headers["X-Monitor-Signature"] == f"sha256={expected}"


def test_without_a_secret_there_is_no_signature(receiver: Receiver, message: Message) -> None:
    channel(receiver, secret=None).send(message)
    assert "X-Monitor-Signature" not in receiver.requests[0][1]


LOGINS = [("anna:wort@", "Basic YW5uYTp3b3J0"), (":tk_1%2F2@", "Bearer tk_1/2"), ("", None)]


@pytest.mark.parametrize(("login", "header"), LOGINS)
def test_user_and_password_go_into_a_header(
    receiver: Receiver, message: Message, login: str, header: str | None
) -> None:
    channel(receiver, login=login).send(message)
    assert receiver.requests[0][1].get("Authorization") == header


REFUSALS = [
    # behaviour, permanent, seconds to wait, what is told
    (answer(500), False, None, "answered 500"),
    (answer(503, Retry_After="120"), False, 120, "answered 503"),
    (answer(429, Retry_After="7"), False, 7, "answered 429"),
    (answer(429, Retry_After="bald"), False, None, "answered 429"),
    (answer(401), False, None, "answered 401"),  # a token can be put right
    (answer(404), False, None, "answered 404"),  # an address too
    (answer(400), True, None, "answered 400"),  # this message is refused
    (answer(410), True, None, "answered 410"),  # gone for good
    (answer(302, Location="https://other.example/"), True, None, "redirects, which is not followed"),
    (hang, False, None, "no answer in time"),
    (drip, False, None, "no answer in time"),
    (cut, False, None, "connection cut"),
    (noise, False, None, "connection cut"),
]


@pytest.mark.parametrize(("behave", "permanent", "wait", "told"), REFUSALS)
def test_what_a_failure_means(
    receiver: Receiver, message: Message, behave: Behaviour, permanent: bool, wait: float | None, told: str
) -> None:
    receiver.behave = behave
    with pytest.raises(DeliveryError, match=told) as caught:
        channel(receiver, timeout=0.5, login="u:geheim@").send(message)
    assert (caught.value.permanent, caught.value.retry_after) == (permanent, wait)
    assert len(receiver.requests) == 1
    assert "geheim" not in str(caught.value)


def test_a_dripping_receiver_holds_nobody_longer_than_the_deadline(receiver: Receiver, message: Message) -> None:
    receiver.behave = drip
    begin = time.monotonic()
    with pytest.raises(DeliveryError):
        channel(receiver, timeout=0.5).send(message)
    assert time.monotonic() - begin < 2


def test_a_receiver_that_is_not_there(message: Message) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"webhook+http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(DeliveryError, match="connection refused"):
            open_channel(ChannelConfig("desk", url)).send(message)


def test_a_name_that_does_not_exist(message: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", unknown)
    with pytest.raises(DeliveryError, match=r"https://nowhere.example/ can't be reached or broke off \(unknown host\)"):
        open_channel(ChannelConfig("desk", "webhook+https://nowhere.example/")).send(message)


def test_a_server_without_tls_is_not_spoken_to(receiver: Receiver, message: Message) -> None:
    with pytest.raises(DeliveryError, match="no secure connection"):
        open_channel(ChannelConfig("desk", f"webhook+https://{receiver.host}/")).send(message)
    assert receiver.requests == []


def test_an_address_without_a_host_is_a_mistake_in_the_settings() -> None:
    with pytest.raises(SettingsError, match='the channel "desk": a webhook\'s address needs a host'):
        open_channel(ChannelConfig("desk", "webhook+https:///path"))


NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
WAITS = [
    ("30", 30.0),
    (" 30 ", 30.0),
    ("Sun, 01 Mar 2026 10:01:00 GMT", 60.0),
    ("Sun, 01 Mar 2026 09:00:00 GMT", 0.0),  # past: now
    ("Sun, 01 Mar 2026 10:01:00 -0000", 60.0),  # a date without a zone is UTC
    ("", None),
    (None, None),
    ("soon", None),
    ("-5", None),
]


@pytest.mark.parametrize(("header", "seconds"), WAITS)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds
