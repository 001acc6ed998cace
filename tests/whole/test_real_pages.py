"""Forty real pages as one feed, through the daemon as a process: all are stored, once, also if it is killed halfway."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import signal
import subprocess
import time
from datetime import datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.model import BERLIN
from tests.daemons import MONITOR, PATIENCE, Start, start

PAGES = Path(__file__).resolve().parents[3] / "shared" / "pages"
COUNT = 40
__all__ = ["start"]  # a fixture that is shared

pytestmark = [
    pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages lie in ../shared, which is not here"),
    pytest.mark.no_cover,  # a long run over much text: other tests say what is covered
]


class Paper:
    """Serves the pages under local addresses, and a feed of them; counts what it answered."""

    def __init__(self, server: HTTPServer) -> None:
        lines = (PAGES / "expected.jsonl").read_text("utf-8").splitlines()
        self.pages = [json.loads(line) for line in lines][:COUNT]
        self.bodies = {page["file"]: gzip.decompress((PAGES / page["file"]).read_bytes()) for page in self.pages}
        self.server, self.answered, self.unchanged = server, 0, 0
        server.expect_request(re.compile(".*")).respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        """The feed, a page, or nothing; 304 where the asker knows it."""
        name = request.path.removeprefix("/")
        body = self.feed().encode() if name == "feed" else self.bodies.get(name)
        if body is None:
            return Response("nothing here", 404)
        self.answered += name != "feed"
        etag = hashlib.sha256(body).hexdigest()[:16]
        if request.if_none_match.contains(etag):
            self.unchanged += 1
            return Response(status=304, headers={"ETag": f'"{etag}"'})
        kind = "application/rss+xml" if name == "feed" else "text/html; charset=utf-8"
        return Response(body, content_type=kind, headers={"ETag": f'"{etag}"'})

    def feed(self) -> str:
        """All pages as RSS, under their local addresses."""
        items = "".join(
            f"<item><title>{escape(page['title'])}</title><link>{self.server.url_for('/' + page['file'])}</link>"
            f"<pubDate>{format_datetime(datetime.fromisoformat(page['published']))}</pubDate></item>"
            for page in self.pages
        )
        return f'<rss version="2.0"><channel><title>Vierzig Seiten</title>{items}</channel></rss>'


@pytest.fixture
def paper(httpserver: HTTPServer) -> Paper:
    return Paper(httpserver)


@pytest.fixture
def folder(tmp_path: Path, paper: Paper) -> Path:
    """Settings that watch the paper."""
    made = tmp_path / "config"
    (made / "topics").mkdir(parents=True)
    (made / "monitor.toml").write_text(
        '[fetch]\nper_host_gap = "0s"\nper_host_concurrency = 4\nallow_private_networks = true\n'
        '[schedule]\nmin_interval = "1m"\n[web]\nenabled = false\n',
        "utf-8",
    )
    (made / "topics" / "ukraine.toml").write_text('title = "Ukraine"\n[relevance]\nany = ["Ukraine"]\n', "utf-8")
    address = paper.server.url_for("/feed")
    feed = f'[[feed]]\nname = "pages"\nurl = "{address}"\npublisher = "Blatt"\ninterval = "1m"\n'
    (made / "feeds.toml").write_text(feed, "utf-8")
    return made


def ask(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    command = [*MONITOR, "--config", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)


def articles(folder: Path) -> list[dict[str, Any]]:
    """The stored articles."""
    rows: list[dict[str, Any]] = json.loads(ask(folder, "articles", "--format", "json").stdout)
    return rows


def until_read(folder: Path, process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """The stored articles once all are there."""
    end = time.monotonic() + PATIENCE
    while len(rows := articles(folder)) < COUNT:
        assert process.poll() is None, "the daemon has ended"
        assert time.monotonic() < end, f"{len(rows)} of {COUNT} articles"
    return rows


def test_forty_pages_are_stored_with_title_date_and_text(start: Start, folder: Path, paper: Paper) -> None:
    daemon = start()
    rows = until_read(folder, daemon)
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(PATIENCE) == 0
    assert len(rows) == COUNT
    assert all(row["title"] and row["published_at"] and row["versions"] == 1 for row in rows)
    expected = {page["file"]: page for page in paper.pages}
    wrong = [row["url"] for row in rows if not _same_day(row, expected)]
    assert wrong == []
    assert "0 new entries, 0 articles read" in ask(folder, "check", "--all").stderr
    assert paper.unchanged >= 1


def _same_day(row: dict[str, Any], expected: dict[str, Any]) -> bool:
    page = expected[row["url"].rsplit("/", 1)[-1]]
    days = [datetime.fromisoformat(text).astimezone(BERLIN).date() for text in (row["published_at"], page["published"])]
    return days[0] == days[1]


def test_killed_halfway_and_started_again_the_rows_are_the_same(start: Start, folder: Path, paper: Paper) -> None:
    daemon = start()
    end = time.monotonic() + PATIENCE
    while paper.answered < COUNT // 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    daemon.kill()
    daemon.wait(PATIENCE)
    again = start()
    rows = until_read(folder, again)
    again.send_signal(signal.SIGTERM)
    assert again.wait(PATIENCE) == 0
    assert len({row["url"] for row in rows}) == len(rows) == COUNT
    assert all(row["versions"] == 1 for row in rows)
