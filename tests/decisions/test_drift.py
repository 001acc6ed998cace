"""When a publisher's pages give less than they did."""

from __future__ import annotations

import pytest

from monitor import drift
from monitor.model import Article, Harvest

USUAL = Harvest(pages=200, bodies=196, dates=198, figures=120)

RECENT = [
    (Harvest(20, 20, 20, 12), []),  # as ever
    (Harvest(20, 18, 20, 9), []),  # a little less, as happens
    (Harvest(20, 2, 20, 12), ["bodies"]),  # a redesign hides the text
    (Harvest(20, 20, 0, 12), ["dates"]),  # … or the date
    (Harvest(20, 20, 20, 0), ["figures"]),
    (Harvest(20, 0, 0, 0), ["bodies", "dates", "figures"]),
    (Harvest(9, 0, 0, 0), []),  # too few pages to say
    (Harvest(12, 12, 12, 3), []),  # few figures among few pages may be chance
]


@pytest.mark.parametrize(("recent", "fallen"), RECENT)
def test_what_fell(recent: Harvest, fallen: list[str]) -> None:
    assert drift.fallen(USUAL, recent) == fallen


def test_what_never_was_cannot_fall() -> None:
    assert drift.fallen(Harvest(200, 200, 0, 4), Harvest(30, 30, 0, 0)) == []
    assert drift.fallen(Harvest(19, 19, 19, 19), Harvest(30, 0, 0, 0)) == []  # a publisher that is new


def test_what_a_page_gives() -> None:
    assert drift.of(Article("u", "t", "Wort " * 40 + "300")) == Harvest(1, 1, 0, 1)
    assert drift.of(Article("u", "t", "", kind="none")) == Harvest(1, 0, 0, 0)


def test_days_are_summed() -> None:
    assert drift.total([Harvest(1, 1, 0, 1), Harvest(2, 1, 2, 0)]) == Harvest(3, 2, 2, 1)
    assert drift.total([]) == Harvest()
