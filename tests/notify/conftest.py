"""A message, and receivers that really listen: an HTTP server and a mail server on loopback."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from monitor.notify import Message

ALERT: dict[str, Any] = {
    "id": "17",
    "kind": "raised",
    "metric": "strikers",
    "title": "Streikende: 400 → 650",
    "body": "„650 Beschäftigte“, sagte die Gewerkschaft.",
    "severity": "urgent",
    "created_at": "2026-03-01T10:00:00+00:00",
    "old": None,
    "new": {"url": "https://hafenbote.example/a?x=1&y=2"},
}


@pytest.fixture
def message() -> Message:
    moment = datetime(2026, 3, 1, 10, tzinfo=UTC)
    return Message("desk-17-1", "desk", "Streikende: 400 → 650", "Bisher: 400\nJetzt: 650\n", (ALERT,), moment)


Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Receiver:
    """An HTTP server: what it got, and how it behaves."""

    url: str = ""
    behave: Behaviour | None = None
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://").rstrip("/")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    state = Receiver(behave=answer(200))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.requests.append((self.path, dict(self.headers), body))
            assert state.behave
            state.behave(self)

        def log_message(self, *args: object) -> None:
            """Nothing: the test looks at what was received."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        state.url = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield state
        server.shutdown()
        thread.join()


def answer(status: int, **headers: str) -> Behaviour:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return behave


def hang(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A header a byte at a time: each arrives long before a timeout per read."""
    try:
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.02)
    except OSError:
        return


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def noise(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"no HTTP at all\r\n\r\n")


# ---------------------------------------------------------------- mail


@dataclass
class Mailbox:
    """A mail server's memory, its answers, and who may log in."""

    host: str = "127.0.0.1"
    port: int = 0
    mails: list[Envelope] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    data_answer: str = "250 taken"
    recipient_answers: dict[str, str] = field(default_factory=dict)
    password: bytes = b"wort"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        told = self.recipient_answers.get(address, "250 ok")
        if told.startswith("250"):
            envelope.rcpt_tos.append(address)
        return told

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer.startswith("250"):
            self.mails.append(envelope)
        return self.data_answer

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        self.users.append(data.login.decode())
        return AuthResult(success=data.password == self.password, handled=False)


def free_port() -> int:
    """aiosmtpd asks its own port whether it is up, so it can't be 0."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox(port=free_port())
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=box.port,
        authenticator=box.authenticate,
        auth_require_tls=False,
        decode_data=False,
    )
    controller.start()
    yield box
    controller.stop()
