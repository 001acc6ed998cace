"""The threat model names tests that exist; no secret is left anywhere; files are their owner's."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from loguru import logger

from monitor import logs
from monitor.options import LogSettings
from tests.cli.conftest import Run, folder, run, site
from tests.pipeline.site import Site

__all__ = ["folder", "run", "site"]  # the fixtures of the command line's tests
ROOT = Path(__file__).resolve().parent.parent
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "security.md").read_text("utf-8"))
SECRETS = ("geheim-im-Kopf", "geheim-im-Keks", "geheim-im-Haken", "geheim-im-Zeichen")


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_each_test_that_the_threat_model_names_exists(file: str, name: str) -> None:
    assert re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)


def test_the_threat_model_names_a_test_in_each_row() -> None:
    rows = re.findall(r"^\| (?!threat|---)(.+) \|$", (ROOT / "docs" / "security.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 10
    assert [row for row in rows if "::" not in row.rpartition(" | ")[2]] == []


def test_no_secret_of_the_settings_is_left_anywhere(run: Run, folder: Path, site: Site, tmp_path: Path) -> None:
    """A pass whose feed, channel and pages fail: what was told and stored holds none of the secrets."""
    head, cookie, hook, token = SECRETS
    site.faults["/feed.xml"] = 500
    feed = f'[[feed]]\nname = "a"\nurl = "{site.feed_url}"\nheaders = {{ Authorization = "{head}" }}\n'
    (folder / "feeds.toml").write_text(feed + f'cookies = {{ k = "{cookie}" }}\n', "utf-8")
    settings = folder / "monitor.toml"
    channel = f'[[alerts.channel]]\nname = "h"\nurl = "webhook+http://u:{hook}@127.0.0.1:9/x"\nsecret = "{hook}"\n'
    log = f'[logs]\nlevel = "DEBUG"\nfile = "{tmp_path / "m.log"}"\n'
    main = settings.read_text("utf-8").replace("enabled = false", f'enabled = false\ntoken = "{token}"')
    settings.write_text(main + channel + log, "utf-8")
    told = [
        run(*words)
        for words in (["check", "--all"], ["test-alert"], ["doctor"], ["doctor", "--show"], ["feeds", "list"])
    ]
    assert told[0].code == 0, told[0].err
    texts = [done.out + done.err for done in told]
    written = [file.read_bytes().decode("latin-1") for file in tmp_path.rglob("*") if file.is_file()]
    stored = [text for text in written if "SQLite format" in text[:20] or "polled" in text or "feed failed" in text]
    assert stored
    assert not [secret for secret in SECRETS for text in (*texts, *stored) if secret in text]


def test_files_are_their_owners(run: Run, folder: Path, tmp_path: Path) -> None:
    database, log = tmp_path / "own" / "m.db", tmp_path / "m.log"
    run("db", "upgrade", "--database", f"sqlite:///{database}")
    run("db", "backup", str(tmp_path / "copy.db"), "--database", f"sqlite:///{database}")
    logs.configure(LogSettings(file=log))
    logger.info("begun")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (database, tmp_path / "copy.db", log)}
    assert modes == {"m.db": 0o600, "copy.db": 0o600, "m.log": 0o640}
