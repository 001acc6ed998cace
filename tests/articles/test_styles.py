"""Whole invented pages in the manner of many systems and papers, each with everything that is to be read of it.

A file in ``styles`` is the expected outcome as TOML, a line ``---``, and the page. Keys that are absent are not asked.
``zones`` has the texts of the zones of some kinds, ``times`` the times of ticker entries by how they begin; ``charset``
is what the page's bytes are in, whatever they say.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from monitor.articles import read

FILES = sorted((Path(__file__).parent / "styles").glob("*.page"))
PLAIN = (
    "title", "kind", "paywalled", "truncated", "published", "modified", "canonical", "further_pages", "syndicated_from",
    "publisher", "agency", "authors",
)  # fmt: skip


def load(file: Path) -> tuple[dict[str, Any], str]:
    """What is expected of a page, and its HTML."""
    expected, html = file.read_text(encoding="utf-8").split("\n---\n", 1)
    return tomllib.loads(expected), html


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_page_is_read_whole(file: Path) -> None:
    expected, html = load(file)
    found = read(html.encode(expected.get("charset", "utf-8")), expected["url"])
    assert found.text.split("\n") == expected.get("text", found.text).strip().split("\n")
    for name in set(PLAIN) & set(expected):
        value = getattr(found, name)
        assert (list(value) if isinstance(value, tuple) else "" if value is None else value) == expected[name], name
    kinds = {name.removesuffix("s"): expected[name] for name in ("captions", "corrections") if name in expected}
    for kind, texts in (kinds | expected.get("zones", {})).items():
        assert [zone.text for zone in found.zones if zone.kind == kind] == texts
    for beginning, time in expected.get("times", {}).items():
        assert [zone.at for zone in found.zones if zone.text.startswith(beginning)] == [time]
