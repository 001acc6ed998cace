"""Dead messages are seen and tried again under their keys; what was sent goes out anew when somebody asks for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run, execute


def deliveries(run: Run) -> list[list[dict[str, Any]]]:
    return [row["deliveries"] for row in json.loads(run("alerts", "--format", "json").out)]


def keys(folder: Path) -> list[str]:
    return [key for (key,) in execute(folder, "SELECT key FROM messages ORDER BY id")]


def test_dead_messages_are_tried_again_under_their_keys(filled: Run, folder: Path) -> None:
    before = keys(folder)
    execute(folder, "UPDATE messages SET state = 'dead', sent_at = NULL, error = 'no such host' WHERE id = 1")
    assert deliveries(filled)[0][0]["state"] == "dead"
    assert [row["id"] for row in json.loads(filled("alerts", "--delivery", "dead", "--format", "json").out)] == ["1"]
    assert json.loads(filled("alerts", "--delivery", "pending", "--format", "json").out) == []
    done = filled("alerts", "resend")
    assert (done.code, done.out) == (0, "1 messages: tried again now; `monitor alerts` shows how it went\n")
    assert [one[0]["state"] for one in deliveries(filled)] == ["sent", "sent"]
    assert keys(folder) == before
    assert filled("alerts", "resend").out.startswith("0 messages: nothing was dead")


def test_what_was_sent_goes_out_anew_when_it_is_named(filled: Run, folder: Path) -> None:
    before = keys(folder)
    assert filled("alerts", "resend", "2", "--channel", "log").code == 0
    assert [len(one) for one in deliveries(filled)] == [1, 2]
    assert keys(folder)[:2] == before
    assert len(set(keys(folder))) == 3


def test_what_is_not_there_is_told(filled: Run) -> None:
    for words, said in ((("99",), "there is no alert 99"), (("--channel", "fax"), "there is no channel 'fax'")):
        done = filled("alerts", "resend", *words)
        assert (done.code, done.out) == (2, "")
        assert said in done.err
