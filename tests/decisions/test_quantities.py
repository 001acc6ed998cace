"""How two quantities stand to each other."""

from dataclasses import replace
from fractions import Fraction

import pytest

from monitor.changes.quantities import agree, ends, last_digit, move, near, repeats, under
from monitor.model import AlertPolicy
from tests.decisions.build import Figure, said

AGREEING = [
    # one, other, agree
    pytest.param(43000, 43187, True, id="rounded to thousands"),
    pytest.param(5000, 4700, True, id="fast 5.000 and 4.700"),
    pytest.param(2_000_000_000, 1_900_000_000, True, id="knapp zwei Milliarden and 1,9"),
    pytest.param(14000, 15000, False, id="both rounded alike"),
    pytest.param(43500, 43000, False, id="half-open: the upper half is the next thousand's"),
    pytest.param(42500, 43000, True, id="half-open: the lower half belongs to it"),
    pytest.param(10000, 11500, False, id="10 % at most, though half the last digit were 5.000"),
    pytest.param(10000, 10900, True, id="within 10 %"),
    pytest.param((10000, 12000), 11000, True, id="within a range"),
    pytest.param((10000, 12000), 13000, False, id="beyond a range"),
    pytest.param((10000, 12000), 12400, True, id="beyond a range's end by rounding"),
    pytest.param((3000, None), 3400, True, id="above an open bound"),
    pytest.param((3000, None), 2000, False, id="below an open bound"),
    pytest.param((None, 12000), 11000, True, id="below an upper bound"),
    pytest.param((None, 12000), (12500, None), False, id="bounds that part"),
    pytest.param((None, 12000), (11000, None), True, id="bounds that overlap"),
    pytest.param((60, None), 40, False, id="percentages"),
    pytest.param(33.33, 33, True, id="a third and 33 percent"),
    pytest.param(0, 0, True, id="nothing and nothing"),
    pytest.param(0, 3, False, id="nothing and something"),
]


@pytest.mark.parametrize(("one", "other", "expected"), AGREEING)
def test_agreement_is_mutual(one: Figure, other: Figure, expected: bool) -> None:
    assert agree(said(one), said(other)) is expected
    assert agree(said(other), said(one)) is expected


MOVES = [
    # before, after, direction, whether a bound turned
    pytest.param(200, 300, "raised", False, id="up"),
    pytest.param(300, 200, "lowered", False, id="down"),
    pytest.param(300, 300, None, False, id="the same"),
    pytest.param((6, None), 8, "raised", False, id="mindestens sechs, then acht"),
    pytest.param((6, None), 6, None, False, id="mindestens sechs, then sechs"),
    pytest.param((3000, None), 3400, "raised", False, id="mehr als 3.000, then 3.400"),
    pytest.param((None, 12000), (12000, None), "raised", True, id="bis zu, then mindestens"),
    pytest.param((12000, None), (None, 12000), "lowered", True, id="mindestens, then bis zu"),
    pytest.param((10000, 12000), 11000, "narrowed", False, id="a range became a point"),
    pytest.param((10000, 12000), (10000, 11000), "narrowed", False, id="a smaller range"),
    pytest.param((10000, 12000), (10000, 14000), "raised", False, id="the upper end moved up"),
    pytest.param((10000, 12000), (8000, 12000), "lowered", False, id="the lower end moved down"),
    pytest.param((10000, 12000), (12000, 14000), "raised", False, id="the range moved up"),
    pytest.param((10000, 12000), 13000, "raised", False, id="a point above the range"),
    pytest.param((10000, 12000), (9000, 13000), None, False, id="a wider range round it"),
    pytest.param(11000, (10000, 12000), None, False, id="a point, then a wider range round it"),
    pytest.param((10000, 12000), (10000, None), None, False, id="the range's lower end in other words"),
    pytest.param((10000, 12000), (11000, None), "raised", False, id="a bound over the range's lower end"),
    pytest.param((None, 12000), 11000, "lowered", False, id="bis zu 12.000, then 11.000"),
    pytest.param((8000, None), (9000, 10000), "raised", False, id="a bound, then a range above it"),
]


@pytest.mark.parametrize(("before", "after", "direction", "turned"), MOVES)
def test_moves(before: Figure, after: Figure, direction: str | None, turned: bool) -> None:
    found = move(said(before), said(after))
    assert (found.direction, found.turned) == (direction, turned)
    assert found.reason


REPEATS = [
    # new, old, repeats if rounding is allowed for, repeats if not
    pytest.param(3000, 3012, True, False, id="rounded"),
    pytest.param(3012, 3000, False, False, id="more precise is no repeat"),
    pytest.param(3000, 3400, False, False, id="too far to be rounded"),
    pytest.param((3000, None), 3012, True, True, id="mehr als 3.000 for 3.012"),
    pytest.param((3000, None), 3400, True, True, id="mehr als 3.000 for 3.400"),
    pytest.param((3000, None), 4200, False, False, id="mehr als 3.000 for 4.200"),
    pytest.param((6, None), 8, False, False, id="mindestens sechs for acht: as precise"),
    pytest.param((40, None), 46, True, True, id="mehr als 40 for 46"),
    pytest.param((None, 5000), 4700, True, True, id="weniger als 5.000 for 4.700"),
    pytest.param((None, 5000), 3700, False, False, id="weniger als 5.000 for 3.700"),
    pytest.param((10000, 12000), 11000, True, True, id="a wider range round a point"),
    pytest.param((10000, 14000), (10000, 12000), False, False, id="a range of which one end moved"),
    pytest.param((9000, 13000), (10000, 12000), True, True, id="a wider range round a range"),
    pytest.param(11000, (10000, 12000), False, False, id="a point within a range narrows it"),
    pytest.param((12000, None), (None, 12000), False, False, id="a bound that turned"),
    pytest.param((12000, None), 12000, True, True, id="a bound over the same number"),
]


@pytest.mark.parametrize(("new", "old", "rounded", "counted"), REPEATS)
def test_repeats(new: Figure, old: Figure, rounded: bool, counted: bool) -> None:
    assert repeats(said(new), said(old), rounded=True) is rounded
    assert repeats(said(new), said(old), rounded=False) is counted


VAGUE = [
    pytest.param((2000, None), 3012, True, id="Tausende for 3.012"),
    pytest.param((2000, None), 1500, False, id="Tausende for 1.500"),
    pytest.param((200, 999), 850, True, id="mehrere hundert for 850"),
    pytest.param((200, None), (200, 999), True, id="Hunderte for mehrere hundert"),
    pytest.param((200, 999), 3012, False, id="mehrere hundert for 3.012"),
]


@pytest.mark.parametrize(("new", "old", "expected"), VAGUE)
def test_vague_words_repeat_what_they_hold(new: Figure, old: Figure, expected: bool) -> None:
    assert repeats(replace(said(new), bound="vague"), said(old), rounded=False) is expected


STEPS = [
    # before, after, share, absolute, under the smallest change
    pytest.param(1000, 1029, 0.03, None, True, id="2,9 percent"),
    pytest.param(1000, 1030, 0.03, None, False, id="exactly 3 percent is enough"),
    pytest.param(20, 20.5, 0.05, None, True, id="percentages are relative too"),
    pytest.param(1000, 1040, None, 50, True, id="absolute"),
    pytest.param(1000, 1050, None, 50, False, id="absolute, exactly"),
    pytest.param((10000, 12000), (10000, 12100), 0.03, None, True, id="a range's end"),
    pytest.param((10000, 12000), (10000, 13000), 0.03, None, False, id="a range's end far enough"),
    pytest.param(0, 1, 0.5, None, False, id="from nothing every step is enough"),
    pytest.param(7, 8, 0, None, False, id="no smallest change"),
]


@pytest.mark.parametrize(("before", "after", "share", "absolute", "expected"), STEPS)
def test_smallest_change(
    before: Figure, after: Figure, share: float | None, absolute: float | None, expected: bool
) -> None:
    least = share if share is not None else absolute
    policy = AlertPolicy(min_change=least or 0, min_change_relative=share is not None)
    assert under(said(before), said(after), policy) is expected


DIGITS = [(43000, 1000), (43187, 1), (850, 10), (1.25, 0.01), (0, 1), (2e9, 10**9)]


@pytest.mark.parametrize(("number", "worth"), DIGITS)
def test_the_last_significant_digit(number: float, worth: float) -> None:
    assert last_digit(ends(said(number))[0]) == Fraction(str(worth))


def test_near_takes_the_rounder_number_for_the_rounded_one() -> None:
    assert near(Fraction(805000), Fraction(804930))
    assert near(Fraction(804930), Fraction(805000))
    assert not near(Fraction(805000), Fraction(811300))
