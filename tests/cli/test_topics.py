"""A topic is tried on what is stored: what it would have matched and sent, also of texts that were on no topic."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from tests.cli.conftest import PUBLISHED, TOPIC, Run
from tests.pipeline.site import Site

STRIKE = """
title = "Streik"
[relevance]
any = ["Warnstreik*"]
[[metric]]
key = "strikers"
title = "Streikende"
kind = "strength"
counted = ["Beschäftigte*"]
"""


def test_a_topic_is_tried_and_nothing_is_written(filled: Run, folder: Path, site: Site, tmp_path: Path) -> None:
    text = "Am Dienstag haben nach Angaben der Gewerkschaft 12.300 Beschäftigte im Hafen die Arbeit niedergelegt."
    site.publish("hafen", "Warnstreik im Hafen", text, published=PUBLISHED + timedelta(days=1))
    filled("check", "--all", "--at", "2025-01-15T09:00")
    before = [filled(name, "--format", "json").out for name in ("claims", "figures", "changes", "alerts")]
    (tmp_path / "streik.toml").write_text(STRIKE, "utf-8")
    tried = filled("topic", "check", str(tmp_path / "streik.toml"), "--format", "json")
    (row,) = json.loads(tried.out)
    assert (row["kind"], row["metric"], row["claimant"], row["new"]["low"]) == (
        "first",
        "strikers",
        "Gewerkschaft",
        12300,
    )
    assert (row["verdict"], tried.err.splitlines()[-1].split(": ")[1]) == ("send", "1 changes, 1 alerts")
    (folder / "topics" / "ukraine.toml").write_text(TOPIC + "alert = { above = 400 }\n", "utf-8")
    kinds = [
        (one["kind"], one["verdict"]) for one in json.loads(filled("topic", "check", "ukraine", "--format", "json").out)
    ]
    assert kinds == [("first", "drop"), ("raised", "send")]
    assert [filled(name, "--format", "json").out for name in ("claims", "figures", "changes", "alerts")] == before
    assert filled("topic", "check", "urkaine").err.strip().endswith("did you mean ukraine?")
