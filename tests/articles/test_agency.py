"""Which agency a text comes from."""

from __future__ import annotations

import pytest

from monitor.articles import agency

END = "So endete der Tag in Lindhaven."


@pytest.mark.parametrize(
    ("authors", "lines", "expected"),
    [
        (("dpa",), [END], "dpa"),
        (("Ada Beispiel", "Reuters"), [END], "Reuters"),
        ((), ["Lindhaven (dpa) - Die Feuerwehr rückte aus.", END], "dpa"),
        ((), ["Lindhaven (dpa/lnw) – Die Feuerwehr rückte aus.", END], "dpa"),
        ((), [END, "dpa/lnw"], "dpa"),
        ((), [END, "(dpa)"], "dpa"),
        ((), [END, "Quelle: dpa"], "dpa"),
        ((), [END, "© AFP"], "AFP"),
        ((), [f"{END} (APA)"], "APA"),
        ((), [f"{END} (abe/KNA)"], "KNA"),
        ((), [f"{END} (Reuters)"], "Reuters"),
        ((), [END, "SDA/abe"], "SDA"),
        ((), [END, "epd"], "epd"),
        ((), [END, "Mit Material von dpa und AFP"], "dpa"),
        ((), ["Wie AFP-Reporter berichteten, rückte die Feuerwehr aus.", END], None),  # it is quoted, not the source
        (("Ada Beispiel",), [END], None),
        ((), [], None),
    ],
)
def test_agency_is_found(authors: tuple[str, ...], lines: list[str], expected: str | None) -> None:
    assert agency.of_article(authors, lines) == expected
