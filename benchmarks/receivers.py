"""Webhooks that misbehave, and remember what they were handed under which key."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

CUT, HANG = 0, -1  # read the message and cut the line; read it and say nothing
HANGS = 3.0  # seconds: longer than any sender waits


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that was killed in the middle of its message is what is tried here."""


@dataclass
class Receiver:
    """A webhook; ``whim`` gives the status with which it answers next, or what it does instead."""

    whim: Callable[[], int]
    seen: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # key to the alerts under it
    repeats: int = 0
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = receiver.whim()
                if status in {CUT, HANG, 200}:  # what was read may have been acted on, whatever the sender learns of it
                    receiver._note(self.headers["Idempotency-Key"], {alert["id"] for alert in body["alerts"]})
                if status == HANG:
                    time.sleep(HANGS)
                elif status != CUT:
                    self._answer(status)
                self.close_connection = True

            def _answer(self, status: int) -> None:
                self.send_response(status)
                self.send_header("Retry-After", "1")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Keep quiet."""

        self.server = _Server(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    def _note(self, key: str, alerts: set[str]) -> None:
        self.repeats += key in self.seen
        self.seen[key] |= alerts

    @property
    def url(self) -> str:
        """What a channel's settings say."""
        return f"webhook+http://127.0.0.1:{self.server.server_port}/"
