"""What the record says in English, the pages say in German."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import monitor
from monitor.web.reasons import reason

TITLES = {"nk_killed": "Getötete Nordkoreaner"}
OURS = Path(monitor.__file__).parent


def german(sentence: str | None) -> str:
    return reason(sentence, lambda key: TITLES.get(key, key))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("it meets nk_killed", "passt zu »Getötete Nordkoreaner«"),
        # a reason within a reason, and words of the vocabulary
        (
            "nearest was nk_killed: its event is captured, not killed",
            "am nächsten kam »Getötete Nordkoreaner«: das Ereignis ist gefangen, nicht getötet",
        ),
        (
            "nearest was x: its party is not told, not russia",
            "am nächsten kam »x«: es geht um nicht genannt, nicht um Russland",
        ),
        (
            "nearest was nk_killed: its unit is kg, not person",
            "am nächsten kam »Getötete Nordkoreaner«: die Einheit ist kg, nicht Personen",
        ),
        # a figure with its day; a quote that has quotes and commas of its own
        (
            "it repeats »rund 3.000« by Pentagon (Blatt, as of 2025-01-13)",
            "wiederholt »rund 3.000« (Pentagon; Blatt, Stand 13.01.2025)",
        ),
        (
            "NIS contradicts »»300« Mann, sagt er« by a figure without a source (A (b), as of 2025-01-13)",
            "NIS widerspricht »»300« Mann, sagt er« (ohne Quelle; A (b), Stand 13.01.2025)",
        ),
        # a step with its figure
        (
            "it is higher than before: »12« by NIS (Blatt, as of 2025-01-13)",
            "höher als zuvor: »12« (NIS; Blatt, Stand 13.01.2025)",
        ),
        (
            "of the incident Kursk|2025-01-12, it is higher than before: »12« (Blatt)",
            "zum Vorfall Kursk|2025-01-12, höher als zuvor: »12« (Blatt)",
        ),
        ("the same number", "dieselbe Zahl"),
        ("it is only supposed", "es ist nur vermutet"),
        ("it is a figure per day", "es ist eine Zahl pro Tag"),
        ("the article now says »30« where it said »20«", "im Artikel steht jetzt »30«, wo »20« stand"),
        ("the metric's policy does not ask for confirmed", "die Regel der Messgröße fragt nicht nach: Bestätigt"),
        ("marked wrong by Anna: es waren <b>Rinder</b>", "als falsch gekennzeichnet von Anna: es waren <b>Rinder</b>"),
        ("something new", "something new"),
        ("something: new", "something: new"),
        (None, ""),
    ],
)
def test_a_reason_is_said_in_german(sentence: str | None, said: str) -> None:
    assert german(sentence) == said


def sentences() -> list[str]:
    """What the deciding modules write down as a reason: all their texts that begin as our reasons do."""
    paths = [*(OURS / "changes").glob("*.py"), *(OURS / "figures").glob("m*.py"), OURS / "figures" / "__init__.py"]
    found: set[str] = set()
    for path in [*paths, OURS / "alerts.py", OURS / "pipeline" / "overrides.py"]:
        tree = ast.parse(path.read_text("utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if id(node) not in docs | inside and isinstance(node, ast.Constant | ast.JoinedStr):
                text = plain(node)
                if re.match(r"(its?|the|this|an?|nothing|only outlets|gone|x agrees|x contradicts|x had) ", text):
                    found.add(text)
    return sorted(found - GAPS - {"the template fails: x", "the template gives no text"})


# What only stands with the words that fill it in: see the table above.
GAPS = {"it is x", "its x is x, not x"}


def plain(node: ast.Constant | ast.JoinedStr) -> str:
    """A text with an x for whatever is filled in."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(plain(part) if isinstance(part, ast.Constant) else "x" for part in node.values)


def test_every_reason_that_is_written_down_has_its_german() -> None:
    left = [sentence for sentence in sentences() if german(sentence) == sentence]
    assert len(sentences()) > 50
    assert left == []
