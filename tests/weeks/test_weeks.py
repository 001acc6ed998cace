"""The replayed weeks of our own: exactly the alerts that are due, at the step at which they are due.

``python -m tests.weeks.play tests/weeks/*.toml`` plays them all; those of ``STEPS`` are played here, for time's sake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.engine import open_database
from tests.weeks.play import Played, play
from tests.weeks.week import load

STEPS = {"flood": 28, "fever": 12, "strike": 10, "gas": 11, "front": 21, "rear": 21}
WEEKS = [Path(__file__).parent / f"{name}.toml" for name in STEPS]


@pytest.fixture(scope="module", params=WEEKS, ids=lambda file: file.stem)
def week(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_url: Callable[[], str]
) -> Iterator[list[Played]]:
    """A week, played once."""
    folder = tmp_path_factory.mktemp(request.param.stem)
    with closing(open_database(new_url())) as database:
        yield play(load(request.param, folder), database, folder)


def test_every_alert_that_is_due_is_made_at_its_step(week: list[Played]) -> None:
    assert {row.step.at: row.missed for row in week if row.missed} == {}


def test_nothing_else_is_told(week: list[Played]) -> None:
    assert {row.step.at: row.surplus for row in week if row.surplus} == {}


def test_the_weeks_have_steps_and_kinds_enough_to_say_something(tmp_path: Path) -> None:
    weeks = {file.stem: load(file, tmp_path) for file in WEEKS}
    assert {name: len(week.steps) for name, week in weeks.items()} == STEPS
    assert sum(not step.due for week in weeks.values() for step in week.steps) >= 10
    assert {due.kind for week in weeks.values() for step in week.steps for due in step.due} == {
        *("first", "raised", "lowered", "narrowed", "contradicted", "corrected", "withdrawn")
    }
