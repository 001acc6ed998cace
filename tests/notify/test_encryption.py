"""TLS to receivers that really speak it: trusted, and not trusted."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from monitor.errors import DeliveryError
from monitor.notify import Message, open_channel
from monitor.options import ChannelConfig
from tests.notify.conftest import Mailbox, free_port

CERTIFICATE = Path(__file__).with_name("localhost.pem")


def server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the machine trust the test's certificate, as if an authority of the house had signed it."""
    original = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda **_: original(cafile=str(CERTIFICATE)))


@pytest.fixture
def beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes localhost count as another machine."""
    monkeypatch.setattr("monitor.notify.smtp.LOCAL", frozenset())


@pytest.fixture
def starttls() -> Iterator[Mailbox]:
    box = Mailbox(host="localhost", port=free_port())
    controller = Controller(
        box,
        hostname="localhost",
        port=box.port,
        tls_context=server_context(),
        require_starttls=True,
        authenticator=box.authenticate,
    )
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def smtps() -> Iterator[Mailbox]:
    box = Mailbox(host="localhost", port=free_port())
    controller = Controller(box, hostname="localhost", port=box.port, ssl_context=server_context())
    controller.start()
    yield box
    controller.stop()


@pytest.mark.usefixtures("trusted", "beyond")
def test_mail_goes_by_starttls_and_logs_in_behind_it(starttls: Mailbox, message: Message) -> None:
    url = f"smtp://anna:wort@localhost:{starttls.port}/?to=desk@x.example"
    open_channel(ChannelConfig("desk", url)).send(message)
    assert starttls.users == ["anna"]
    assert len(starttls.mails) == 1


@pytest.mark.usefixtures("beyond")
def test_no_password_goes_to_a_mail_server_that_is_not_trusted(starttls: Mailbox, message: Message) -> None:
    url = f"smtp://anna:wort@localhost:{starttls.port}/?to=desk@x.example"
    with pytest.raises(DeliveryError, match="the mail server localhost can't be reached or broke off"):
        open_channel(ChannelConfig("desk", url)).send(message)
    assert (starttls.users, starttls.mails) == ([], [])


@pytest.mark.usefixtures("trusted")
def test_mail_goes_by_tls_from_the_start(smtps: Mailbox, message: Message) -> None:
    open_channel(ChannelConfig("desk", f"smtps://localhost:{smtps.port}/?to=desk@x.example")).send(message)
    assert len(smtps.mails) == 1


class Hook(BaseHTTPRequestHandler):
    """Takes what comes."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def https() -> Iterator[str]:
    with HTTPServer(("localhost", 0), Hook) as server:
        server.socket = server_context().wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"localhost:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.usefixtures("trusted")
def test_webhooks_go_by_https(https: str, message: Message) -> None:
    open_channel(ChannelConfig("desk", f"webhook+https://{https}/")).send(message)


def test_a_webhook_that_is_not_trusted_gets_nothing(https: str, message: Message) -> None:
    with pytest.raises(DeliveryError, match="its certificate is not valid"):
        open_channel(ChannelConfig("desk", f"webhook+https://{https}/")).send(message)
