"""The extraction's quality, measured and held: ``floors.json`` says how far it may not fall.

Its names: ``own`` are the annotated texts in ``gold/documents``, ``fresh``, ``fresh2``, ``fresh3``, ``fresh4`` and
``prose`` those in the folders of these names, the fresh ones being written without sight of the rules; ``dev.odd``,
``dev.even`` and ``seed`` are halves and files of a folder ``shared/gold`` beside the checkout, ``numbers`` is
``shared/numbers`` there.
Levels hold an F1; ``numbers.value`` is a share of the cases. Other names are others' floors.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from monitor.claims import extract
from tests.gold import checks, loader, scoring

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
# Generated number words are many and alike: every one in this many is enough here.
EVERY = 25


@pytest.mark.parametrize(
    "path", [path for folder in loader.SETS.values() for path in sorted(folder.glob("*.txt"))], ids=lambda p: p.stem
)
def test_annotations_keep_to_the_guide(path: Path) -> None:
    assert list(checks.problems(loader.read(path))) == []


def test_the_set_is_as_large_and_as_much_about_the_war_as_it_claims() -> None:
    documents = loader.load()
    on_the_war = [d for d in documents if any(c.party in {"ukraine", "russia", "north_korea"} for c in d.claims)]
    assert len(documents) >= 64
    assert len(on_the_war) >= len(documents) / 2


def test_the_second_fresh_set_is_numbered_so_that_its_halves_are_the_odd_and_the_even_ones() -> None:
    numbers = {half: [int(d.id[:3]) for d in loader.load(loader.FRESH2, half)] for half in ("odd", "even")}
    assert numbers == {"odd": list(range(201, 249, 2)), "even": list(range(202, 249, 2))}


@pytest.mark.parametrize("folder", [loader.FRESH3, loader.FRESH4], ids=["third", "fourth"])
def test_the_halves_of_a_later_fresh_set_are_its_odd_and_its_even_numbers(folder: Path) -> None:
    remainders = {half: {int(d.id[:3]) % 2 for d in loader.load(folder, half)} for half in ("odd", "even")}
    assert remainders == {"odd": {1}, "even": {0}}


@pytest.mark.parametrize("name", ["bound", "per", "event"])
def test_each_value_that_a_claim_may_have_occurs(name: str) -> None:
    used = {getattr(claim, name) for document in loader.load() for claim in document.claims}
    assert set(checks.GUIDE["allowed"][name]) - used == set()


def test_each_reason_why_a_number_is_no_claim_occurs() -> None:
    used = {negative.why for document in loader.load() for negative in document.negatives}
    assert set(checks.GUIDE["allowed"]["why"]) - used == set()


def measured(name: str) -> float:
    """The figure that a floor's name stands for, to four places."""
    group, _, figure = name.rpartition(".")
    return round(MEASURES[group.split(".")[0]](group)[figure], 4)


@cache
def _own(group: str) -> dict[str, float]:
    documents = loader.load(loader.SETS[group])
    result = scoring.score(documents, extract)
    levels = {level: result.f1(level) for level in scoring.LEVELS}
    return {**levels, "spurious_per_1000_words": result.spurious_per_1000_words}


@cache
def _shared_gold(group: str) -> dict[str, float]:
    file, _, half = group.partition(".")
    lines = (SHARED / "gold" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    if half:
        documents = documents[0 if half == "odd" else 1 :: 2]
    result, _ = _module(SHARED / "gold" / "score.py").score(documents, extract)
    return {level: result[level]["f1"] for level in scoring.LEVELS}


@cache
def _shared_numbers(_: str) -> dict[str, float]:
    runner = _module(SHARED / "numbers" / "run.py")
    suite = (SHARED / "numbers" / "suite.jsonl").read_text(encoding="utf-8").splitlines()
    generated: Iterator[Any] = islice(runner.words(1), 0, None, EVERY)
    sources, _ = runner.score([*map(json.loads, suite), *generated], extract)
    got, words = sources["all but words"], sources.get("all words", {"value": 0, "claims": 1})
    shares = {name: got[name] / got["claims"] for name in ("value", "quantity")}
    return {**shares, **{n: got[n] for n in ("wrong", "hit", "extra")}, "words": words["value"] / words["claims"]}


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"shared_{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MEASURES = {
    "own": _own,
    "fresh": _own,
    "fresh2": _own,
    "fresh3": _own,
    "fresh4": _own,
    "prose": _own,
    "dev": _shared_gold,
    "seed": _shared_gold,
    "numbers": _shared_numbers,
}


def _floors(which: str) -> list[Any]:
    absent = pytest.mark.skipif(not SHARED.is_dir(), reason="no folder 'shared' beside the checkout")
    ours = {name: limit for name, limit in FLOORS[which].items() if name.split(".")[0] in MEASURES}
    elsewhere = ("dev.", "seed.", "numbers.")
    return [pytest.param(n, limit, marks=absent if n.startswith(elsewhere) else ()) for n, limit in ours.items()]


@pytest.mark.no_cover  # a long run over much text: other tests say what is covered
@pytest.mark.parametrize(("name", "floor"), _floors("min"))
def test_quality_does_not_fall_below_its_floor(name: str, floor: float) -> None:
    assert measured(name) >= floor, f"{name} was {floor} when it was last raised"


@pytest.mark.parametrize(("name", "ceiling"), _floors("max"))
def test_faults_do_not_rise_above_their_ceiling(name: str, ceiling: float) -> None:
    assert measured(name) <= ceiling, f"{name} was {ceiling} when it was last lowered"
