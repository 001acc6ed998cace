"""Everything anew from the stored texts: what differs is told, nothing is sent unasked, what was cut off goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from monitor.pipeline import reprocess as reprocessing
from tests.cli.conftest import Run, execute

MISREAD = (
    "UPDATE claims SET low = 4500, high = 4500 WHERE low = 450 AND NOT carried"  # as older rules might have read it
)
MISTOLD = "UPDATE points SET low = 4500, high = 4500 WHERE low = 450"
NEW_METRIC = """
[[metric]]
key = "nk_lost"
title = "Nordkoreanische Verluste"
kind = "strength"
event = "killed"
counted = ["*soldaten"]
"""


def rows(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*words, "--format", "json").out)
    return found


def told(found: list[dict[str, Any]]) -> set[tuple[str, str, str | None]]:
    return {(row["what"], row["difference"], row["metric"]) for row in found}


def test_nothing_differs_where_nothing_changed(filled: Run) -> None:
    lists = {name: filled(name, "--format", "json").out for name in ("claims", "figures", "changes", "alerts")}
    done = filled("reprocess", "--format", "json")
    assert (done.code, json.loads(done.out)) == (0, [])
    assert "2 texts read anew: nothing differs" in done.err
    assert {name: filled(name, "--format", "json").out for name in lists} == lists


def test_what_older_rules_misread_is_mended_under_its_id(filled: Run, folder: Path) -> None:
    before = {name: rows(filled, name) for name in ("claims", "figures", "changes", "alerts")}
    execute(folder, MISREAD, MISTOLD)
    assert told(rows(filled, "reprocess", "--dry-run")) == {
        ("claim", "changed", "nk_killed"),
        ("figure", "changed", "nk_killed"),
    }
    assert rows(filled, "claims") != before["claims"]  # a rehearsal keeps nothing
    rows(filled, "reprocess")
    assert {name: rows(filled, name) for name in before} == before


def test_a_metric_that_is_new_gets_its_history_and_only_tells_of_it_when_asked(filled: Run, folder: Path) -> None:
    topic = folder / "topics" / "ukraine.toml"
    topic.write_text(topic.read_text("utf-8") + NEW_METRIC, "utf-8")
    found = rows(filled, "reprocess")
    assert told(found) == {("figure", "new", "nk_lost"), ("change", "new", "nk_lost")}
    assert [(row["kind"], row["verdict"]) for row in rows(filled, "changes", "--metric", "nk_lost")] == [
        ("first", "drop"),
        ("raised", "drop"),
    ]
    assert len(rows(filled, "alerts")) == 2
    assert rows(filled, "reprocess") == []


def test_a_metric_that_is_dropped_loses_its_history_and_its_alerts_are_retracted_when_asked(
    filled: Run, folder: Path
) -> None:
    topic = folder / "topics" / "ukraine.toml"
    topic.write_text(topic.read_text("utf-8").replace('event = "killed"', 'event = "captured"'), "utf-8")
    found = rows(filled, "reprocess", "--tell")
    assert told(found) == {("figure", "gone", "nk_killed"), ("change", "gone", "nk_killed")}
    kinds = sorted(row["kind"] for row in rows(filled, "alerts"))
    assert kinds == ["first", "raised", "retraction", "retraction"]
    assert (rows(filled, "figures"), rows(filled, "changes")) == ([], [])


def test_a_run_that_was_cut_off_goes_on_where_it_stood(
    filled: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute(folder, MISREAD, MISTOLD)
    monkeypatch.setattr(reprocessing, "BATCH", 1)
    reread, read = reprocessing.reread, list[int]()

    def watched(*given: Any) -> Any:
        if len(read) == most:
            raise KeyboardInterrupt
        read.append(given[2].id)
        return reread(*given)

    monkeypatch.setattr(reprocessing, "reread", watched)
    most = 1
    assert filled("reprocess").code != 0
    most = 9
    done = filled("reprocess", "--format", "json")
    assert read == [1, 2]  # each text once, in both runs together
    assert told(json.loads(done.out)) == {("claim", "changed", "nk_killed"), ("figure", "changed", "nk_killed")}
    assert "went on where an earlier run was cut off" in done.err
