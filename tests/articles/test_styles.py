"""Whole invented pages in the manner of many systems and papers, each with everything that is to be read of it.

A file in ``styles`` is the expected outcome as TOML, a line ``---``, and the page. Keys that are absent are not asked.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from monitor.articles import read

FILES = sorted((Path(__file__).parent / "styles").glob("*.page"))
PLAIN = ("title", "kind", "paywalled", "truncated", "published", "modified", "canonical")


def load(file: Path) -> tuple[dict[str, Any], str]:
    """What is expected of a page, and its HTML."""
    expected, html = file.read_text(encoding="utf-8").split("\n---\n", 1)
    return tomllib.loads(expected), html


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_page_is_read_whole(file: Path) -> None:
    expected, html = load(file)
    found = read(html, expected["url"])
    assert found.text.split("\n") == expected["text"].strip().split("\n")
    for name in set(PLAIN) & set(expected):
        assert getattr(found, name) == expected[name], name
    for name in ("captions", "corrections"):
        kind = name.removesuffix("s")
        assert [z.text for z in found.zones if z.kind == kind] == expected.get(name, []) or name not in expected
    assert list(found.authors) == expected.get("authors", list(found.authors))
    assert (found.agency or "") == expected.get("agency", found.agency or "")
