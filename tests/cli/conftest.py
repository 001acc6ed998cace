"""The command line under test: run in this process, with a settings folder of the test's own and a site on loopback."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import text

from monitor import settings
from monitor.cli import main
from storage.engine import Database, open_database
from tests.conftest import ONE
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
    publish_first(made)
    return made


def settings_folder(made: Path, site: Site) -> Path:
    """``made`` as a settings folder that watches the site."""
    (made / "topics").mkdir(parents=True)
    (made / "monitor.toml").write_text(MONITOR, "utf-8")
    (made / "topics" / "ukraine.toml").write_text(TOPIC, "utf-8")
    feed = f'# the one feed\n[[feed]]\nname = "testblatt"\nurl = "{site.feed_url}"\npublisher = "Testblatt"\n'
    (made / "feeds.toml").write_text(feed, "utf-8")
    return made


def opened(folder: Path) -> Database:
    """The database of a settings folder; the caller closes it."""
    return open_database(settings.load(folder).database.url)


def execute(folder: Path, *statements: str) -> list[Sequence[Any]]:
    """Run statements in it; the rows of the last."""
    with closing(opened(folder)) as database, database.write() as conn:
        done = [conn.execute(text(statement)) for statement in statements][-1]
        return list(done) if done.returns_rows else []


@pytest.fixture
def folder(tmp_path: Path, site: Site, own_database: None) -> Path:
    """A settings folder that watches the site."""
    return settings_folder(tmp_path / "config", site)


def ended(*words: str) -> int:
    """The exit code of ``monitor …`` in this process."""
    with pytest.raises(SystemExit) as left:
        main(words)
    return int(left.value.code or 0)


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``monitor --config FOLDER …`` in this process."""
    monkeypatch.delenv("MONITOR_CONFIG", raising=False)

    def call(*words: str) -> Ran:
        capsys.readouterr()
        code = ended("--config", str(folder), *words)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return call


def publish_first(site: Site) -> None:
    """The article that states a figure."""
    site.publish("gefallene", "Seoul: Hunderte Nordkoreaner in Kursk gefallen", KILLED, published=PUBLISHED)


def publish_second(site: Site) -> None:
    """The article that raises it, a day later."""
    site.publish("mehr", "Geheimdienst nennt neue Zahl", MORE, published=PUBLISHED + timedelta(days=1))


def play(folder: Path, site: Site) -> None:
    """Two passes: a first figure, and a day later a raised one."""
    assert ended("--config", str(folder), "check", "--all", "--at", "2025-01-13T09:00") == 0
    publish_second(site)
    assert ended("--config", str(folder), "check", "--all", "--at", "2025-01-14T09:00") == 0


@pytest.fixture(scope="session")
def played(make_httpserver: HTTPServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A settings folder after two passes; it is copied, since some sixty tests begin there."""
    make_httpserver.clear()  # of what the test before this one served
    site = Site(make_httpserver)
    made = settings_folder(tmp_path_factory.mktemp("played") / "config", site)
    publish_first(site)
    play(made, site)
    return made


@pytest.fixture
def filled(request: pytest.FixtureRequest, run: Run, folder: Path, site: Site) -> Run:
    """The same after two passes, which are played anew where the database is no file to be copied."""
    if ONE == "sqlite":
        shutil.copytree(request.getfixturevalue("played"), folder, dirs_exist_ok=True)
        publish_second(site)
    else:
        play(folder, site)
    return run
