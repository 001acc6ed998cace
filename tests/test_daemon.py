"""``monitor run`` as a process: it does its work, ends cleanly, is alone on its database, and survives being killed."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations, queries
from tests.cli.conftest import MONITOR, TOPIC, opened, site
from tests.daemons import PATIENCE, Start, start
from tests.pipeline.site import Site

__all__ = ["site", "start"]  # fixtures that are shared


@pytest.fixture
def folder(tmp_path: Path, site: Site, own_database: None) -> Path:
    """Settings that watch the site; the daemon logs JSON into a file."""
    made = tmp_path / "config"
    (made / "topics").mkdir(parents=True)
    logs = '[logs]\nformat = "json"\nfile = "monitor.log"\n'
    (made / "monitor.toml").write_text(MONITOR + logs, "utf-8")
    (made / "topics" / "ukraine.toml").write_text(TOPIC, "utf-8")
    feed = f'[[feed]]\nname = "blatt"\nurl = "{site.feed_url}"\npublisher = "Blatt"\n'
    (made / "feeds.toml").write_text(feed, "utf-8")
    return made


def stored(folder: Path, name: str) -> list[dict[str, object]]:
    """Rows of the daemon's database, none while it is not there."""
    with closing(opened(folder)) as database:
        if not (database.exists() and migrations.ready(database)):
            return []
        with database.read() as connection:
            rows: list[dict[str, object]] = getattr(queries, name)(connection, queries.Filter())
            return rows


def until(true: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def sent(folder: Path) -> list[dict[str, object]]:
    return [alert for alert in stored(folder, "alerts") if "sent" in json.dumps(alert["deliveries"])]


def test_it_does_its_work_and_ends_cleanly(start: Start, folder: Path) -> None:
    daemon = start()
    until(lambda: sent(folder))
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(PATIENCE) == 0
    lines = [json.loads(line) for line in (folder / "monitor.log").read_text("utf-8").splitlines()]
    messages = [line["message"] for line in lines]
    assert {"started", "polled feed", "read article", "compared", "delivered", "stopping", "stopped"} <= set(messages)
    assert not [line for line in lines if line["level"] == "ERROR"]


def test_a_second_one_is_refused_and_names_the_first(start: Start, folder: Path) -> None:
    first = start()
    until(lambda: sent(folder))
    second = start()
    _, told = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert f"monitor run (process {first.pid}" in told
    first.send_signal(signal.SIGINT)
    assert first.wait(PATIENCE) == 0


def test_killed_and_started_again_it_leaves_the_same_rows(start: Start, folder: Path, site: Site) -> None:
    daemon = start()
    until(lambda: site.asked["/feed.xml"])
    daemon.kill()
    daemon.wait(PATIENCE)
    again = start()
    until(lambda: sent(folder))
    again.send_signal(signal.SIGTERM)
    assert again.wait(PATIENCE) == 0
    assert [len(stored(folder, name)) for name in ("articles", "alerts", "changes")] == [1, 1, 1]
