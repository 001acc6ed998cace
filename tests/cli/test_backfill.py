"""``monitor backfill``, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage import lock
from tests.archives.made import lines
from tests.cli.conftest import KILLED, MORE, Run, opened


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two texts from a database of a newsroom."""
    given = ((1, KILLED, "2024-12-20T08:00:00"), (2, MORE, "2024-12-21T08:00:00"))
    texts = [{"url": f"https://blatt.example/{n}", "text": text, "published": at} for n, text, at in given]
    return lines(tmp_path / "texte.jsonl", [*texts, {"text": "Ohne Adresse."}])


def changes(run: Run) -> list[tuple[Any, ...]]:
    """Kind, figure and publication of each change."""
    rows = json.loads(run("changes", "--format", "json").out)
    return [(row["kind"], row["new"]["low"], row["new"]["published_at"]) for row in rows]


def test_an_archive_is_loaded_and_counted(run: Run, archive: Path) -> None:
    done = run("backfill", str(archive))
    assert done.code == 0
    assert "3 records: 2 articles stored, 0 known before, 1 no articles, 0 failed; " in done.err
    assert done.out == ""
    found = changes(run)
    assert found == [("first", 300, "2024-12-20T07:00:00Z"), ("raised", 450, "2024-12-21T07:00:00Z")]
    assert json.loads(run("alerts", "--format", "json").out) == []
    assert "2 known before" in run("backfill", str(archive)).err
    assert changes(run) == found


def test_beside_a_daemon_it_loads_and_the_daemon_builds(run: Run, folder: Path, archive: Path) -> None:
    assert run("check", "--at", "2025-01-13T09:00").code == 0
    database = opened(folder)
    with lock.hold(database, "monitor run"):
        done = run("backfill", str(archive))
    database.close()
    assert (done.code, "the daemon builds the histories anew" in done.err) == (0, True)
    assert changes(run) == [("first", 300, "2025-01-13T07:59:00Z")]  # the site's own
    assert run("check", "--at", "2025-01-13T09:01").code == 0
    assert changes(run) == [("first", 300, "2024-12-20T07:00:00Z"), ("raised", 450, "2024-12-21T07:00:00Z")]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nirgends.warc.gz",), 1, "nirgends.warc.gz does not exist"),
        (("--base", "blatt", "."), 2, "--base takes an address"),
        ((), 2, "Missing argument"),
    ],
)
def test_what_can_not_be_loaded_is_told(run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    done = run("backfill", *words)
    assert (done.code, told in done.err) == (code, True)
