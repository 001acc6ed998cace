"""The article reader on the real pages in ``../shared/pages``, held by floors; skipped, saying so, if they are absent.

The pages' own scorer measures; ``floors.json`` has its figures under ``pages.``.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path

import pytest

from monitor.articles import read

HERE = Path(__file__).resolve().parent
PAGES = HERE.parents[1] / "shared" / "pages"
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
NAMES = {side: [name for name in floors if name.startswith("pages.")] for side, floors in FLOORS.items()}

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages lie in ../shared, which is not here")


@cache
def measured() -> dict[str, float]:
    """All figures of one run over the pages."""
    spec = importlib.util.spec_from_file_location("pages_score", PAGES / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["ROUNDS"] = 1  # times are no business of a test
    _, summary = module.run(read, module.load(PAGES))
    return {f"pages.{name}": value for name, value in summary.items()}


@pytest.mark.parametrize("name", NAMES["min"])
def test_the_reader_does_not_fall_below_its_floors(name: str) -> None:
    assert measured()[name] >= FLOORS["min"][name]


@pytest.mark.parametrize("name", NAMES["max"])
def test_the_reader_does_not_rise_above_its_ceilings(name: str) -> None:
    assert measured()[name] <= FLOORS["max"][name]
