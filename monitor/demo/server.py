"""An HTTP server on loopback that answers from a function, with validators for conditional requests."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, cast

HOST = "127.0.0.1"


class Document(NamedTuple):
    """What a path answers with; ``changed`` is aware."""

    content_type: str
    body: bytes
    changed: datetime

    @property
    def etag(self) -> str:
        """A strong validator of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


Answer = Callable[[str], Document | None]


class LoopbackServer(ThreadingHTTPServer):
    """Listens on a free port from its making, answers between ``open`` and ``close``."""

    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__((HOST, 0), _Handler)
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def home(self) -> str:
        """The address of the site's start page."""
        return f"http://{HOST}:{self.server_port}/"

    def open(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Stop answering and free the port."""
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        document = cast(LoopbackServer, self.server).answer(self.path.partition("?")[0])
        if document is None:
            self._send(404, Document("text/plain", b"Nicht gefunden.\n", datetime.fromtimestamp(0, UTC)))
        else:
            self._send(304 if self._is_known(document) else 200, document)

    do_HEAD = do_GET  # noqa: N815 - the base class looks handlers up by the method's name

    def _is_known(self, document: Document) -> bool:
        """Whether the client has this state; its tags count before its date (RFC 9110, section 13.2.2)."""
        if tags := self.headers.get("If-None-Match"):
            return document.etag in tags
        since = self.headers.get("If-Modified-Since")
        return since is not None and document.changed <= parsedate_to_datetime(since)

    def _send(self, status: int, document: Document) -> None:
        body = b"" if status == 304 else document.body
        self.send_response(status)
        if status != 404:
            self.send_header("ETag", document.etag)
            self.send_header("Last-Modified", format_datetime(document.changed.astimezone(UTC), usegmt=True))
        if status != 304:
            self.send_header("Content-Type", f"{document.content_type}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Keep quiet: what the demonstration prints is the monitor's."""
