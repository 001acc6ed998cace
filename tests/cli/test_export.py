"""A frozen record can be checked and read by others; what comes is followed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import jsonschema_rs
import pytest

from monitor.cli import export, load
from monitor.cli.following import arriving
from monitor.errors import UsageError
from storage import queries
from storage.engine import Database
from storage.queries import Filter
from tests.cli.conftest import Run
from tests.storage.make import HOUR, NOW, told


def test_a_snapshot_is_whole_and_fits_its_schema(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PAGE", 2)
    with database.write() as conn:
        for number in range(5):
            told(conn, f"a{number}", low=number, at=NOW + number * HOUR)
    with database.read() as conn:
        counts = export.freeze(conn, tmp_path / "frozen", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert counts == dict.fromkeys(("claims", "figures", "changes", "alerts", "articles"), 5)
    frozen = tmp_path / "frozen"
    for line in (frozen / "SHA256SUMS").read_text("ascii").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((frozen / name).read_bytes()).hexdigest() == digest
    manifest = json.loads((frozen / "manifest.json").read_text("utf-8"))
    assert (manifest["made_at"], manifest["rows"]) == ("2026-01-02T03:04:05Z", counts)
    schema = json.loads((frozen / "schema.json").read_text("utf-8"))
    for name in counts:
        rows = [json.loads(line) for line in (frozen / f"{name}.jsonl").read_text("utf-8").splitlines()]
        assert len(rows) == 5
        for row in rows:
            jsonschema_rs.validate(schema, {f"{name}.jsonl": row})


def test_a_snapshot_is_loaded_if_it_is_whole(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite_database.write() as conn:
        for number in (1, 2):
            told(conn, f"a{number}", low=number, at=NOW + number * HOUR)
    with sqlite_database.read() as conn:
        export.freeze(conn, tmp_path / "frozen", NOW)
        lows = [row["low"] for row in queries.claims(conn, Filter(sort="id"))]
    load.load(tmp_path / "frozen", tmp_path / "loaded.db")
    with closing(sqlite3.connect(tmp_path / "loaded.db")) as loaded:
        assert [low for (low,) in loaded.execute("SELECT low FROM claims ORDER BY id")] == lows == [1, 2]
        told_new = "SELECT json_extract(new, '$.low') FROM alerts ORDER BY id"
        assert [low for (low,) in loaded.execute(told_new)] == lows
    with pytest.raises(UsageError, match="is there already"):
        load.load(tmp_path / "frozen", tmp_path / "loaded.db")
    (tmp_path / "frozen" / "claims.jsonl").write_text("{}\n")
    with pytest.raises(UsageError, match="checksum differs"):
        load.load(tmp_path / "frozen", tmp_path / "other.db")
    sums, wrong = tmp_path / "frozen" / "SHA256SUMS", hashlib.sha256(b"{}\n").hexdigest()
    told_sums = sums.read_text("ascii").splitlines()
    vouched = [f"{wrong}  claims.jsonl" if line.endswith("  claims.jsonl") else line for line in told_sums]
    sums.write_text("\n".join(vouched))
    with pytest.raises(UsageError, match="can't be loaded"):  # whole, and not of this program
        load.load(tmp_path / "frozen", tmp_path / "other.db")
    sums.write_text("\n".join(line for line in told_sums if not line.endswith("  claims.jsonl")))
    with pytest.raises(UsageError, match="no whole frozen record"):  # a list that nothing vouches for
        load.load(tmp_path / "frozen", tmp_path / "other.db")
    with pytest.raises(UsageError, match="no whole frozen record"):
        load.load(tmp_path / "nowhere", tmp_path / "other.db")
    assert not (tmp_path / "other.db").exists()


def test_a_snapshot_needs_a_record_and_a_new_folder(filled: Run, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine").touch()
    assert filled("export", "--snapshot", str(taken)).code == 2
    done = filled("export", "--snapshot", str(tmp_path / "new"))
    assert (done.code, done.out.strip()) == (0, str(tmp_path / "new"))


def test_what_comes_is_followed(database: Database) -> None:
    with database.write() as conn:
        told(conn, "a1", low=1)
        told(conn, "a2", low=2)

    def wait() -> None:
        with database.write() as conn:
            told(conn, f"n{len(seen)}", low=3)

    seen: list[list[float]] = []
    for rows in islice(arriving(database, queries.claims, Filter(limit=1), wait), 3):
        seen.append([row["low"] for row in rows])
    assert seen == [[2], [3], [3]]


def test_an_array_that_never_ends_is_refused(filled: Run) -> None:
    ran = filled("claims", "--follow", "--format", "json")
    assert (ran.code, "jsonl" in ran.err) == (2, True)
