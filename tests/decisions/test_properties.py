"""What holds for any sequence of statements, edits and repeats."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import names, relevance, stories
from monitor.changes import agree, decide, order, revise
from monitor.changes.quantities import move, repeats
from monitor.figures import days
from monitor.model import BERLIN, Metric, MetricKind, Number, Point, Statement, Terms
from tests.decisions.build import Figure, Ledger, metric, said

pytestmark = pytest.mark.no_cover  # a long run over much text: other tests say what is covered

NOW = datetime(2025, 4, 1, 12, tzinfo=UTC)
KINDS = st.sampled_from(get_args(MetricKind))
NUMBERS: st.SearchStrategy[Number] = st.integers(1, 9) | st.integers(1, 50_000) | st.sampled_from([0.5, 33.33, 1e9])


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    one, other = sorted((draw(NUMBERS), draw(NUMBERS)))
    return draw(st.sampled_from([one, (one, other), (one, None), (None, one)]))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A statement of March 2025, of one of a few claimants, places and outlets."""
    day, hour = draw(st.integers(1, 28)), draw(st.integers(6, 21))
    at = datetime(2025, 3, day, hour, tzinfo=BERLIN)
    event = date(2025, 3, draw(st.integers(max(1, day - 16), day)))
    place = draw(st.sampled_from([None, "Lumara", "Selm"]))
    fields: dict[str, Any] = {
        "as_of": at.date() - timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 40]))),
        "trust": draw(st.sampled_from(["high", "normal", "low"])),
        "article_id": draw(st.integers(1, 6)),
        "background": draw(st.booleans()),
        "day": event,
        "place": place,
        "scope": f"{place or ''}|{event}",
        "day_given": draw(st.booleans()),
        "follows_up": draw(st.booleans()),
        "position": draw(st.integers(0, 3)),
    }
    by = draw(st.sampled_from([None, "Amt", "Klinik", "Ministerium"]))
    return said(draw(figures()), f"{day} {hour}:00", by, **fields)


def ledger(kind: MetricKind, told: list[Statement]) -> Ledger:
    kept = Ledger(metric(kind, min_change=0.03))
    kept.take_all(told)
    return kept


@given(KINDS, st.lists(statements(), max_size=12))
@settings(max_examples=150, deadline=None)
def test_each_change_has_its_evidence_and_no_point_two(kind: MetricKind, told: list[Statement]) -> None:
    kept = Ledger(metric(kind, min_change=0.03))
    for statement in order(told):
        before = list(kept.points)
        outcome = kept.take(statement)
        change = outcome.change
        assert outcome.reason
        if change is None:
            assert outcome.point is None or outcome.point.change is None
            continue
        assert outcome.point is not None
        assert change.new == outcome.point.statement
        assert (outcome.point.change, outcome.point.state) == (change.kind, "held")
        assert change.new.claim_id == statement.claim_id
        assert change.new.trust != "low"
        assert (change.old is None) is (change.kind == "first")
        assert change.old is None or change.old in [point.statement for point in before]


@given(KINDS, st.lists(statements(), min_size=1, max_size=10))
@settings(max_examples=150, deadline=None)
def test_what_was_just_said_is_no_change_when_said_again(kind: MetricKind, told: list[Statement]) -> None:
    kept = ledger(kind, told[:-1])
    first = kept.take(told[-1])
    again = kept.take(replace(first.statement, claim_id=10**6, article_id=99))
    assert again.change is None, again.reason


@given(KINDS, st.lists(statements(), max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_neither_the_pass_nor_the_past_depends_on_the_order_it_comes_in(
    kind: MetricKind, told: list[Statement], dice: random.Random
) -> None:
    told = [replace(statement, position=number) for number, statement in enumerate(told)]
    one, other = ledger(kind, told), Ledger(metric(kind, min_change=0.03))
    shuffled = dice.sample(told, len(told))
    for statement in order(shuffled):
        dice.shuffle(other.points)
        other.take(statement)
    assert _facts(one.points) == _facts(other.points)


def _facts(points: list[Point]) -> list[tuple[int, str | None, str]]:
    return sorted((point.statement.claim_id, point.change, point.state) for point in points)


@given(
    KINDS,
    st.lists(statements(), max_size=8),
    st.lists(statements(), max_size=3),
    st.lists(statements(), max_size=3),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_versions(
    kind: MetricKind, told: list[Statement], old: list[Statement], new: list[Statement], openly: bool
) -> None:
    """An edit changes something only with evidence from its versions; the same text again changes nothing."""
    old = [replace(statement, article_id=50) for statement in old]
    new = [replace(statement, article_id=50, version=2) for statement in new]
    kept = ledger(kind, [*told, *old])
    outcomes = kept.keep(revise(old, new, kept.points, kept.metric, openly_updated=openly, now=NOW))
    for change in (outcome.change for outcome in outcomes if outcome.change):
        assert change.new is None or change.new.claim_id in {statement.claim_id for statement in new}
        assert (change.new is None) is (change.kind == "withdrawn")
        assert change.kind not in {"corrected", "withdrawn"} or (change.old is not None and change.old.article_id == 50)
    again = revise(new, new, kept.points, kept.metric, openly_updated=False, now=NOW)
    assert not [outcome for outcome in again if outcome.change and outcome.change.kind in {"corrected", "withdrawn"}]


@given(KINDS, st.lists(statements(), max_size=8))
@settings(max_examples=80, deadline=None)
def test_an_article_that_comes_back_unchanged_changes_nothing(kind: MetricKind, told: list[Statement]) -> None:
    kept = ledger(kind, told)
    of_one = [statement for statement in told if statement.article_id == 1 and statement.claimant is not None]
    again = [replace(statement, version=2) for statement in of_one]
    outcomes = revise(of_one, again, kept.points, kept.metric, openly_updated=False, now=NOW)
    assert [outcome.change for outcome in outcomes if outcome.change] == []


@given(figures(), figures())
@settings(deadline=None)
def test_agreement_is_mutual_and_a_repeat_agrees_or_says_less(one: Figure, other: Figure) -> None:
    first, second = said(one), said(other)
    assert agree(first, first)
    assert agree(first, second) is agree(second, first)
    assert repeats(first, first, rounded=True)
    assert move(first, first).direction is None


@given(st.text(max_size=80), st.text(max_size=40))
@settings(deadline=None)
def test_no_text_breaks_the_readers(text: str, title: str) -> None:
    relevance.judge(Terms(any=("a*", text or "b")), title, text)
    names.key(text)
    assert names.resolve(text, ()) in {None, *([names.nominative(text)] if text.strip() else [])}
    assert stories.similar(stories.signature(text), stories.signature(text)) in {0, 1}
    assert all(day.day <= date(2025, 3, 5) for day in days.find(text, date(2025, 3, 5)))


def test_an_unknown_kind_of_metric_is_not_needed() -> None:
    """Each kind of the contract is decided by its own rules."""
    outcomes = {
        kind: decide(said(5, day=date(2025, 3, 3), scope="x"), [], Metric("m", "M", kind), NOW)
        for kind in get_args(MetricKind)
    }
    assert {outcome.change.kind for outcome in outcomes.values() if outcome.change} == {"first"}
    assert len(outcomes) == 5
