"""What went wrong is kept in English and shown in German."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import monitor
import storage
from monitor.fetch import failures
from monitor.web.troubles import trouble
from storage import faults
from tests.web.test_reasons import plain

OURS, STORAGE = Path(monitor.__file__).parent, Path(storage.__file__).parent


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        # the feed's name stands beside it
        ("Blatt: https://n.example/a does not exist (status 404).", "https://n.example/a gibt es nicht (Status 404)."),
        ("Nord: Süd: There is no connection to n.example.", "Es gibt keine Verbindung zu n.example."),
        # times are Berlin's, numbers German
        (
            "Blatt has had nothing new since 2025-01-13 06:00 UTC, far longer than it usually takes, though it answers",
            "seit 13.01.2025, 07:00 nichts Neues, viel länger als üblich, obwohl die Quelle antwortet",
        ),
        ("https://n.example/ is larger than 15,000,000 bytes.", "https://n.example/ ist größer als 15.000.000 Byte."),
        # two traits of one publisher
        (
            "Blatt: since 2025-01-13 only 1 of 20 pages gave a body (usually 95%), for example not https://n.example/1 "
            "Blatt: since 2025-01-13 only 2 of 20 pages gave a date (usually 90%), for example not https://n.example/2",
            "seit 13.01.2025 gaben nur 1 von 20 Seiten einen Text (sonst 95\N{NO-BREAK SPACE}%), zum Beispiel nicht "
            "https://n.example/1; seit 13.01.2025 gaben nur 2 von 20 Seiten ein Datum (sonst 90\N{NO-BREAK SPACE}%), "
            "zum Beispiel nicht https://n.example/2",
        ),
        (
            "»3« was not taken: https://h.example answered 500",
            "»3« wurde nicht angenommen: https://h.example antwortete mit 500",
        ),
        ("limit takes a whole number from 1 to 500, not 'x'", "»limit« nimmt eine ganze Zahl von 1 bis 500, nicht 'x'"),
        # what is not known stays, also where only its frame is
        ("»Tote: 3« was not taken: <b>something new</b>", "»Tote: 3« was not taken: <b>something new</b>"),
        ("something: new", "something: new"),
        (None, ""),
    ],
)  # fmt: skip
def test_what_went_wrong_is_said_in_german(sentence: str | None, said: str) -> None:
    assert trouble(sentence) == said


def raised(folders: list[Path], errors: set[str]) -> Iterator[str]:
    """The sentences of errors of these names, with an x for whatever is filled in."""
    for path in (path for folder in folders for path in folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in errors:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant | ast.JoinedStr):
                    yield plain(first)


def test_every_sentence_has_its_german() -> None:
    said = {*raised([OURS / "feeds", OURS / "notify"], {"FeedError", "DeliveryError"})} - {"x (x)"}  # a frame
    said |= {*raised([OURS / "web"], {"UsageError"})}
    said |= {f"https://n.example/ {words} (status 400)." for _, words in failures._STATUSES.values()}
    said |= {
        words.format(page="https://n.example/", host="h", seconds=1, bytes=10**6) for _, _, words in failures._KINDS
    }
    said |= {words.format(where="w") for words in (*faults._SQLITE.values(), *faults._POSTGRESQL.values())}
    assert len(said) > 60
    assert [sentence for sentence in sorted(said) if trouble(sentence) == sentence] == []


def test_the_pages_show_it_in_german(client: httpx.Client) -> None:
    assert "»limit« nimmt eine ganze Zahl von 1 bis 500" in client.get("/claims?limit=0").text
    assert client.get("/api/claims?limit=0").json()["error"].startswith("limit takes")
