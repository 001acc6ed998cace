"""``monitor explain``: of an article or an alert each figure, what it met, became, and where it went."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.conftest import PUBLISHED, Run
from tests.pipeline.site import Site


def rows(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("explain", *words, "--format", "json").out)
    return found


def test_an_article_an_alert_and_an_address_that_failed(filled: Run, site: Site) -> None:
    (told,) = (row for row in rows(filled, site.url("mehr")) if row["change"])
    assert (told["metric"], told["change"], told["old"]["low"]) == ("nk_killed", "raised", 300)
    assert told["verdict"] == "send: the policy lets it out"
    assert [(one["channel"], one["state"]) for one in told["deliveries"]] == [("log", "sent")]
    assert rows(filled, f"alert:{told['alert_id']}") == [told]
    assert filled("explain", "alert:99").code == 2
    site.publish("kaputt", "Nordkorea schweigt", "Nichts.", published=PUBLISHED)
    site.faults["/artikel/kaputt.html"] = 500
    filled("check", "--all", "--at", "2025-01-15T09:00")
    failed = filled("explain", site.url("kaputt"))
    assert (failed.code, "is announced by testblatt and not stored" in failed.err) == (2, True)
    assert "500" in failed.err
