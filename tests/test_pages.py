"""The article reader on the real pages in ``../shared/pages``, held by floors; skipped, saying so, if they are absent.

The pages' own scorer measures; ``floors.json`` has its figures under ``pages.``, and of either half of the publishers
under ``pages.odd.`` and ``pages.even.``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from monitor.articles import read
from tests.articles import real

FLOORS: dict[str, dict[str, float]] = json.loads(
    (Path(__file__).resolve().parent / "floors.json").read_text(encoding="utf-8")
)
NAMES = {side: [name for name in floors if name.startswith("pages.")] for side, floors in FLOORS.items()}

pytestmark = pytest.mark.skipif(not real.FOLDER.is_dir(), reason="the real pages lie in ../shared, which is not here")


@cache
def measured() -> dict[str, float]:
    """All figures of one run over each half of the pages, and of all."""
    module = real.scorer(rounds=1)  # times are no business of a test
    pages = module.load(real.FOLDER)
    parts = {"pages": pages, **{f"pages.{half}": part for half, part in real.halves(pages).items()}}
    return {
        f"{part}.{name}": value
        for part, some in parts.items()
        for name, value in real.summary(module, read, some).items()
    }


@pytest.mark.parametrize("name", NAMES["min"])
def test_the_reader_does_not_fall_below_its_floors(name: str) -> None:
    assert measured()[name] >= FLOORS["min"][name]


@pytest.mark.parametrize("name", NAMES["max"])
def test_the_reader_does_not_rise_above_its_ceilings(name: str) -> None:
    assert measured()[name] <= FLOORS["max"][name]
