"""Commands that look after an installation: lists of feeds, channels, a database put back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor.cli.opml import unknown
from monitor.feeds import opml
from monitor.feeds.opml import Outline
from monitor.options import FeedConfig
from storage import lock
from storage.engine import open_database
from tests.cli.conftest import Run
from tests.pipeline.site import Site

# ---------------------------------------------------------------- feeds


def test_no_feed_to_test_is_told(run: Run, folder: Path) -> None:
    (folder / "feeds.toml").write_text("", "utf-8")
    done = run("feeds", "test", "--all")
    assert (done.code, done.out) == (2, "")
    assert "no feed is configured in" in done.err


def test_a_page_is_tested_by_its_selector(run: Run, folder: Path, site: Site) -> None:
    page = '<html><main><a href="/a">Eins</a><a href="/b">Zwei</a></main></html>'
    for _ in ("feeds test", "doctor"):
        site.server.expect_oneshot_request("/news").respond_with_data(page, content_type="text/html")
    address = site.server.url_for("/news")
    lines = f'[[feed]]\nname = "seite"\nurl = "{address}"\npublisher = "Seite"\nselector = "main a"\n'
    (folder / "feeds.toml").write_text(lines, "utf-8")
    (tested,) = json.loads(run("feeds", "test", "seite", "--format", "json").out)
    assert (tested["ok"], tested["result"].split(",")[:2]) == (True, ["listing", " 2 entries"])
    findings = {row["what"]: row["state"] for row in json.loads(run("doctor", "--network", "--format", "json").out)}
    assert findings["feed seite"] == "ok"
    exported = run("feeds", "export")
    assert (opml.read(exported.out.encode()), "left out seite" in exported.err) == ([], True)


def test_feeds_go_out_and_come_in_as_opml(run: Run, folder: Path, site: Site, tmp_path: Path) -> None:
    exported = run("feeds", "export").out
    assert opml.read(exported.encode()) == [Outline("testblatt", site.feed_url)]
    file = tmp_path / "feeds.opml"
    file.write_bytes(opml.write([*opml.read(exported.encode()), Outline("Bote", "https://bote.example/rss")], "mine"))
    done = run("feeds", "import", str(file))
    assert (done.code, done.out) == (0, "Bote: https://bote.example/rss\n")
    assert "1 feeds added, 1 known already" in done.err
    assert (folder / "feeds.toml").read_text("utf-8").startswith("# the one feed")
    assert run("feeds", "import", str(file)).out == ""
    assert "can't be read" in run("feeds", "import", str(tmp_path / "gone.opml")).err


def test_two_feeds_of_one_name_are_told_apart() -> None:
    listed = [Outline("Bote", "https://bote.example/a"), Outline("Bote", "https://bote.example/b")]
    present = [FeedConfig("Bote", "https://BOTE.example/a", "Bote")]
    assert list(unknown(listed, present)) == [("Bote 2", "https://bote.example/b")]


# ---------------------------------------------------------------- channels


def test_a_test_alert_on_every_channel(run: Run, folder: Path, tmp_path: Path) -> None:
    channels = f"""
[[alerts.channel]]
name = "datei"
url = "atom:{tmp_path / "alerts.xml"}"
[[alerts.channel]]
name = "fort"
url = "webhook+http://127.0.0.1:9/none"
"""
    settings = folder / "monitor.toml"
    settings.write_text(settings.read_text("utf-8") + channels, "utf-8")
    done = run("test-alert", "--format", "json")
    assert (done.code, {row["channel"]: row["ok"] for row in json.loads(done.out)}) == (
        1,
        {"datei": True, "fort": False},
    )
    assert "Zahlenmonitor: test" in (tmp_path / "alerts.xml").read_text("utf-8")
    assert run("test-alert", "--channel", "datei").code == 0
    unknown_one = run("test-alert", "--channel", "date")
    assert (unknown_one.code, "did you mean datei?" in unknown_one.err) == (2, True)


# ---------------------------------------------------------------- a database put back


@pytest.fixture
def database(folder: Path, tmp_path: Path, on_sqlite: None) -> Path:
    """A database of the settings' own, given as a file."""
    place = tmp_path / "own" / "monitor.db"
    settings = folder / "monitor.toml"
    settings.write_text(settings.read_text("utf-8") + f'[database]\nurl = "sqlite:///{place}"\n', "utf-8")
    return place


def test_a_backup_is_put_back(run: Run, database: Path, tmp_path: Path) -> None:
    assert run("db", "upgrade").code == 0
    copy = tmp_path / "copy.db"
    assert run("db", "backup", str(copy)).code == 0
    database.write_bytes(b"this is no database any more")
    assert run("articles").code == 1
    assert run("db", "restore", str(copy)).code == 0
    assert run("articles").code == 0
    kept = database.with_name("monitor.db.before-restore")
    assert kept.read_bytes() == b"this is no database any more"
    again = run("db", "restore", str(copy))
    assert (again.code, "from an earlier restore" in again.err) == (1, True)
    kept.unlink()
    with lock.hold(open_database(f"sqlite:///{database}"), "monitor run"):
        held = run("db", "restore", str(copy))
    assert (held.code, "monitor run" in held.err) == (1, True)


def test_what_is_no_backup_is_refused_and_changes_nothing(run: Run, database: Path, tmp_path: Path) -> None:
    assert run("db", "upgrade").code == 0
    before = database.read_bytes()
    broken, newer = tmp_path / "broken.db", tmp_path / "newer.db"
    broken.write_bytes(b"x" * 5000)
    run("db", "backup", str(newer))
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
    cases = [(broken, 1, "not an SQLite database"), (newer, 2, "schema 9999"), (tmp_path / "gone", 1, "missing or")]
    for file, code, told in [*cases, (database, 1, "the database itself")]:
        done = run("db", "restore", str(file))
        assert (done.code, told in done.err) == (code, True), done.err
    assert database.read_bytes() == before
    assert "pg_restore" in run("db", "restore", str(newer), "--database", "postgresql://127.0.0.1/x").err


# ---------------------------------------------------------------- a database checked, an article deleted


def test_a_damaged_database_is_told(run: Run, database: Path) -> None:
    assert run("db", "check").out == "there is no database yet\n"
    run("db", "upgrade")
    assert run("db", "check").out == f"sqlite:///{database} is sound\n"
    with database.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xa5" * 8192)
    done = run("db", "check")
    assert (done.code, "restore it from a backup" in done.err) == (1, True)


def test_an_article_is_deleted_with_a_record(filled: Run) -> None:
    for article in json.loads(filled("articles", "--format", "json").out):
        done = filled("articles", "delete", article["url"], "--by", "Redaktion", "--why", "auf Wunsch")
        assert (done.code, done.out) == (0, f"article {article['id']} ({article['url']}): deleted\n")
        assert filled("articles", "delete", article["id"], "--by", "x", "--why", "y").code == 2
    for name in ("articles", "claims", "figures", "changes", "alerts"):
        assert json.loads(filled(name, "--format", "json").out) == []
    records = json.loads(filled("articles", "deletions", "--format", "json").out)
    assert [(record["by"], record["why"]) for record in records] == [("Redaktion", "auf Wunsch")] * 2
