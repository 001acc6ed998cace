"""The replayed weeks of our own: exactly the alerts that are due, at the step at which they are due."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.engine import open_database
from tests.weeks.play import Played, play
from tests.weeks.week import load

FLOOD = Path(__file__).with_name("flood.toml")


@pytest.fixture(scope="module")
def flood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Played]]:
    """The invented flood, played once."""
    folder = tmp_path_factory.mktemp("flood")
    with closing(open_database(f"sqlite:///{folder}/week.db")) as database:
        yield play(load(FLOOD, folder), database, folder)


def test_every_alert_that_is_due_is_made_at_its_step(flood: list[Played]) -> None:
    assert {row.step.at: row.missed for row in flood if row.missed} == {}


def test_nothing_else_is_told(flood: list[Played]) -> None:
    assert {row.step.at: row.surplus for row in flood if row.surplus} == {}


def test_the_week_has_steps_enough_to_say_something(flood: list[Played]) -> None:
    assert len(flood) >= 25
    assert sum(not row.step.due for row in flood) >= 5
    assert {due.kind for row in flood for due in row.step.due} == {
        *("first", "raised", "lowered", "narrowed", "contradicted", "corrected", "withdrawn")
    }
