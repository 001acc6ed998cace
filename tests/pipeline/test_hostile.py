"""Hostile servers cost their own feed only, and leave it in the state that fits; see ``tests/fetch/hostile.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fetch.hostile import After, Fault, faults, one_round, verdict


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> After:
    folder: Path = tmp_path_factory.mktemp("hostile")
    return one_round(folder)


@pytest.mark.parametrize("fault", faults(1, 1), ids=lambda fault: fault.id)
def test_a_fault_leaves_the_state_that_fits(after: After, fault: Fault) -> None:
    assert verdict(after, fault) == ""


def test_there_are_enough_of_them() -> None:
    names = [fault.id for fault in faults(1, 1)]
    assert len(set(names)) == len(names) >= 45


def test_no_forbidden_address_was_asked(after: After) -> None:
    assert after.forbidden == 0


def test_a_healthy_feed_was_not_held_up(after: After) -> None:
    assert after.blocked < after.took / 2
    assert after.states["healthy"].last_error is None
