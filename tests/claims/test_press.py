"""What the press says happened, and whose it is: sentences and short reports of every event (``press.txt``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.claims import extract

LINES = (Path(__file__).parent / "press.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split(" | ")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("said", "text"), [pytest.param(*row, id=f"{n}-{row[0]}") for n, row in enumerate(ROWS)])
def test_events_and_parties(said: str, text: str) -> None:
    claims = extract(text.replace(" / ", "\n"))
    assert [f"{claim.event}/{claim.party or '-'}" for claim in claims] == said.split()
