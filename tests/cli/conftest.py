"""The command line under test: run in this process, with a settings folder of the test's own and a site on loopback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor.cli import main
from tests.pipeline.site import Site

MONITOR = """
[fetch]
per_host_gap = "0s"
allow_private_networks = true
[alerts]
first_run = "send"
[schedule]
min_interval = "1m"
[web]
enabled = false
"""
TOPIC = """
title = "Krieg in der Ukraine"
[relevance]
any = ["Nordkorea*", "nordkoreanisch*", "Kursk"]
[[claimant]]
name = "Südkoreanischer Geheimdienst"
aliases = ["NIS"]
[[metric]]
key = "nk_killed"
title = "Getötete Nordkoreaner"
kind = "total"
event = "killed"
party = "north_korea"
unit = "person"
"""
PUBLISHED = datetime(2025, 1, 13, 7, 59, tzinfo=UTC)
KILLED = (
    "Nach Angaben des südkoreanischen Geheimdienstes sind in der Region Kursk bislang rund 300 nordkoreanische Soldaten"
    " getötet worden. Die Einheiten rückten über offenes Gelände vor, hieß es in dem Bericht an das Parlament."
)
MORE = KILLED.replace("bislang rund 300", "inzwischen 450")


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    """A site with one article that states a figure."""
    made = Site(httpserver)
    made.publish("gefallene", "Seoul: Hunderte Nordkoreaner in Kursk gefallen", KILLED, published=PUBLISHED)
    return made


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    """A settings folder that watches the site."""
    made = tmp_path / "config"
    (made / "topics").mkdir(parents=True)
    (made / "monitor.toml").write_text(MONITOR, "utf-8")
    (made / "topics" / "ukraine.toml").write_text(TOPIC, "utf-8")
    feed = f'# the one feed\n[[feed]]\nname = "testblatt"\nurl = "{site.feed_url}"\npublisher = "Testblatt"\n'
    (made / "feeds.toml").write_text(feed, "utf-8")
    return made


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``monitor --config FOLDER …`` in this process."""
    monkeypatch.delenv("MONITOR_CONFIG", raising=False)

    def call(*words: str) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(["--config", str(folder), *words])
        printed = capsys.readouterr()
        return Ran(int(left.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture
def filled(run: Run, site: Site) -> Run:
    """The same after two passes: a first figure, and a day later a raised one."""
    assert run("check", "--all", "--at", "2025-01-13T09:00").code == 0
    site.publish("mehr", "Geheimdienst nennt neue Zahl", MORE, published=PUBLISHED + timedelta(days=1))
    assert run("check", "--all", "--at", "2025-01-14T09:00").code == 0
    return run
