"""The real pages in ``../shared/pages`` with their own scorer, where they are; and their two halves by publisher."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "pages"
Page = dict[str, Any]  # a line of expected.jsonl, with the page's "html"


def scorer(rounds: int) -> ModuleType:
    """The pages' scorer; it reads each page ``rounds`` times and takes the best time."""
    spec = importlib.util.spec_from_file_location("pages_score", FOLDER / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["ROUNDS"] = rounds
    return module


def halves(pages: list[Page]) -> dict[str, list[Page]]:
    """The pages of every other publisher, sorted by name: ``odd`` begins with the first."""
    publishers = sorted({page["publisher"] for page in pages})
    first = set(publishers[::2])
    return {
        "odd": [page for page in pages if page["publisher"] in first],
        "even": [page for page in pages if page["publisher"] not in first],
    }


def summary(module: ModuleType, read: Callable[[str, str], object], pages: list[Page]) -> dict[str, float]:
    """The scorer's figures on some of the pages."""
    _, figures = module.run(read, pages)
    return dict(figures)
