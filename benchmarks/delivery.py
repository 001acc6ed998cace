"""From the start of a poll to the new item's alert delivered: a real daemon, feeds and webhook on loopback.

Each feed has a metric of its own: whenever it is asked it announces one more article, whose figure is higher than the
last one's. The clock begins when the request for the feed arrives and ends when the webhook has the alert with that
figure; the daemon's own pauses between steps are within.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from benchmarks.measure import MONITOR, Figure

ALERTS = 120
MOST = 180.0  # seconds of one run
SETTINGS = """
[fetch]
allow_private_networks = true
respect_robots = false
per_host_gap = "0s"
[schedule]
interval = "1s"
min_interval = "1s"
[web]
enabled = false
[alerts]
first_run = "send"
[[alerts.channel]]
name = "desk"
url = "webhook+http://127.0.0.1:{port}/alerts"
"""
FEED = '[[feed]]\nname = "paper {number}"\nurl = "http://127.0.0.1:{port}/feed/{number}"\n'
TOPIC = """
title = "Krieg"
[relevance]
any = ["Soldaten"]
"""
METRIC = """
[[metric]]
key = "m{number}"
title = "{party}: {event}"
kind = "total"
event = "{event}"
party = "{party}"
unit = "person"
"""
KINDS = [
    ("north_korea", "nordkoreanische", "killed", "getötet"),
    ("north_korea", "nordkoreanische", "wounded", "verwundet"),
    ("russia", "russische", "killed", "getötet"),
    ("russia", "russische", "wounded", "verwundet"),
    ("ukraine", "ukrainische", "killed", "getötet"),
    ("ukraine", "ukrainische", "wounded", "verwundet"),
]
PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Meldung {value}</title>
<meta property="article:published_time" content="{at}"></head><body><main><article><h1>Krieg: neue Zahl aus Seoul</h1>
<p>Nach Angaben des südkoreanischen Geheimdienstes sind bisher {value} {whose} Soldaten {fate} worden.</p>
<p>Das teilte der Dienst dem Parlament in Seoul mit. Von anderer Seite war zunächst nichts zu erfahren.</p>
</article></main></body></html>"""


Said = tuple[int, int]  # a feed's number, and the value that its article tells


@dataclass
class Desk:
    """Papers and webhook in one: when each figure was announced, and when its alert came."""

    announced: dict[Said, float] = field(default_factory=dict)
    told: dict[Said, float] = field(default_factory=dict)
    counts: list[int] = field(default_factory=lambda: [0] * len(KINDS))

    def feed(self, number: int) -> str:
        """A feed, with one more article than when it was last asked. One feed is asked once at a time."""
        self.counts[number] += 1
        count = self.counts[number]
        self.announced[number, value(count)] = time.perf_counter()
        at = format_datetime(datetime.now(UTC))
        shown = (
            f"<item><title>Krieg</title><link>/{number}/{value(n)}</link><pubDate>{at}</pubDate></item>"
            for n in range(max(1, count - 4), count + 1)
        )
        return f'<rss version="2.0"><channel><title>Paper {number}</title>{"".join(shown)}</channel></rss>'

    def note(self, alerts: list[dict[str, Any]]) -> None:
        """Remember when the figures of these alerts came."""
        for alert in alerts:
            said = int(alert["metric"].removeprefix("m")), int(alert["new"]["low"])
            self.told.setdefault(said, time.perf_counter())

    def waits(self) -> list[float]:
        """Seconds from poll to alert. First polls are left out: the daemon is then still starting."""
        return [at - self.announced[said] for said, at in self.told.items() if said[1] != value(1)]


def value(count: int) -> int:
    """What a feed's article of this number tells."""
    return 1_000 + 10 * count


def rows() -> Iterator[Figure]:
    """The seconds that an alert takes: 95 of 100 at most so many."""
    waits = sorted(_run())
    high = waits[int(0.95 * (len(waits) - 1))]
    yield Figure("start of a poll to its alert delivered, p95", high, "s", statistics.median(waits))


def _run() -> list[float]:
    desk, end = Desk(), time.monotonic() + MOST
    with tempfile.TemporaryDirectory(prefix="delivery-") as name, _listening(desk) as port, _daemon(Path(name), port):
        while len(desk.told) <= ALERTS and time.monotonic() < end:
            time.sleep(0.2)
    if len(desk.told) <= ALERTS:
        raise SystemExit(f"only {len(desk.told)} alerts came in {MOST:.0f} seconds")
    return desk.waits()


def _page(number: int, told: str) -> str:
    _, whose, _, fate = KINDS[number]
    return PAGE.format(value=told, whose=whose, fate=fate, at=datetime.now(UTC).isoformat())


@contextmanager
def _daemon(folder: Path, port: int) -> Iterator[None]:
    """``monitor run`` with some feeds, one metric, one channel."""
    (folder / "topics").mkdir()
    feeds = "".join(FEED.format(port=port, number=number) for number in range(len(KINDS)))
    metrics = (METRIC.format(number=n, party=party, event=event) for n, (party, _, event, _) in enumerate(KINDS))
    (folder / "monitor.toml").write_text(SETTINGS.format(port=port), "utf-8")
    (folder / "feeds.toml").write_text(feeds, "utf-8")
    (folder / "topics" / "krieg.toml").write_text(TOPIC + "".join(metrics), "utf-8")
    process = subprocess.Popen([MONITOR, "run", "--config", str(folder)], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _listening(desk: Desk) -> Iterator[int]:
    """The port on loopback at which the desk answers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            first, second = self.path.strip("/").split("/")
            if first == "feed":
                self._answer("application/rss+xml", desk.feed(int(second)))
            else:
                self._answer("text/html", _page(int(first), second))

        def do_POST(self) -> None:
            desk.note(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["alerts"])
            self._answer("text/plain", "")

        def _answer(self, content_type: str, body: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", f"{content_type}; charset=utf-8")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
