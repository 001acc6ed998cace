"""The annotated set's own tools: a mark is read as it is written, a broken one is named, and the scorer can fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.gold import checks, loader, scoring
from tests.gold.loader import GoldClaim, MarkError


def claim(written: str) -> GoldClaim:
    (read,) = loader.parse(f"published: 2025-01-13\n\n{written}", "sample").claims
    return read


@pytest.mark.parametrize(
    ("written", "numbers", "bound", "unit", "per", "optional"),
    [
        ("⟦sieben|exact 7 person|killed⟧", (7, 7), "exact", "person", None, False),
        ("⟦2 bis 3|range 2..3 km|other⟧", (2, 3), "range", "km", None, False),
        ("⟦über 5|more_than 5.. EUR/month|cost⟧", (5, None), "more_than", "EUR", "month", False),
        ("⟦bis zu 5|at_most ..5 -|other⟧", (None, 5), "at_most", None, None, False),
        ("⟦ein|exact 1 person optional|killed⟧", (1, 1), "exact", "person", None, True),
    ],
)
def test_readings(
    written: str,
    numbers: tuple[float | None, float | None],
    bound: str,
    unit: str | None,
    per: str | None,
    optional: bool,
) -> None:
    read = claim(written)
    assert ((read.low, read.high), read.bound, read.unit, read.per, read.optional) == (
        numbers,
        bound,
        unit,
        per,
        optional,
    )


def test_offsets_count_the_plain_text_with_its_title() -> None:
    document = loader.parse(
        "published: 2025-01-13\ntitle: ⟦Zwei|exact 2 person|killed|-|Kiew|Tote⟧ Tote in Kiew\n\n"
        "Am ⟨3. Mai|date⟩ starben ⟦zwei|exact 2 person|killed⟧.",
        "sample",
    )
    assert document.published == date(2025, 1, 13)
    assert document.title == "Zwei Tote in Kiew"
    assert document.text == "Zwei Tote in Kiew\nAm 3. Mai starben zwei."
    spans = [(c.start, c.end) for c in document.claims] + [(n.start, n.end) for n in document.negatives]
    assert [document.text[start:end] for start, end in spans] == ["Zwei", "zwei", "3. Mai"]
    assert (document.claims[0].party, document.claims[0].attribution, document.claims[0].counted) == (
        None,
        "Kiew",
        "Tote",
    )


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("published: 2025-01-13\nohne Leerzeile", "empty line"),
        ("autor: niemand\n\nText", "autor"),
        ("published: 2025-01-13\n\n⟦zwei|exact zwei person|killed⟧", "zwei"),
        ("published: 2025-01-13\n\n⟦zwei|exact 2 person maybe|killed⟧", "maybe"),
        ("published: 2025-01-13\n\n⟦zwei|exact 2 person|killed|a|b|c|d⟧", "too many"),
        ("published: 2025-01-13\n\nzwei⟧ Tote", "stray"),
    ],
)
def test_a_broken_mark_is_named(source: str, named: str) -> None:
    with pytest.raises(MarkError, match=named):
        loader.parse(source, "sample")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("⟦zwei|exact 2 persons|killed⟧ Tote", "unit"),
        ("⟦zwei|exact 2 person|died⟧ Tote", "event"),
        ("⟦rund 20|exact 20 person|killed⟧ Tote", "first word"),
        ("rund ⟦20|exact 20 person|killed⟧ Tote", "before it"),
        ("⟦20|exact 20 km|other⟧ Kilometer", "behind it"),
        ("⟦über 20|more_than 20 person|killed⟧ Tote", "does not go with"),
        ("⟦20|exact 30 person|killed⟧ Tote", "neither"),
        ("⟦Dutzende|vague 20.. person|killed⟧ Tote", "conventional"),
        ("⟦20|exact 20 person|killed|-|Kiew⟧ Tote", "source"),
        ("⟦20|exact 20 person|killed|-|-|Tote⟧ Menschen", "counted"),
        ("⟦20|exact 20 person|killed|North Korea⟧ Tote", "party"),
        ("⟨2022|jahr⟩", "reason"),
        ("im Jahr 2022", "neither a claim nor a negative"),
        ("mit zwölf Toten", "neither a claim nor a negative"),
    ],
)
def test_a_broken_rule_is_found(text: str, fault: str) -> None:
    document = loader.parse(f"published: 2025-01-13\n\n{text}", "sample")
    assert any(fault in problem for problem in checks.problems(document))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Selenskyj", "Wolodymyr Selenskyj", True),
        ("südkoreanischen Geheimdienstes", "südkoreanischer Geheimdienst", True),
        ("Ministers", "Minister", True),
        ("Beamten", "Beamter", True),
        ("Kiew", "Moskau", False),
        ("ukrainischer Generalstab", "südkoreanischer Generalstab", False),
        ("", "", True),
        ("", "Kiew", False),
    ],
)
def test_names_are_compared_without_their_endings(one: str, other: str, same: bool) -> None:
    assert scoring.same_name(one, other) is same


GOLD = (
    "published: 2025-01-13\n\n"
    "Kiew: ⟦rund 20|about 20 person|killed|ukraine|Kiew⟧ Tote, ⟦ein|exact 1 person optional|wounded⟧"
)


@pytest.mark.parametrize(
    ("changes", "reached", "kind"),
    [
        ({}, 4, None),
        ({"attribution": "Moskau"}, 3, "attribution"),
        ({"party": None}, 2, "party"),
        ({"event": "wounded"}, 2, "event"),
        ({"high": 30.0}, 1, "high"),
        ({"bound": "exact"}, 1, "bound"),
        ({"start": 0, "end": 2}, 0, "spurious"),
    ],
)
def test_levels_are_nested(changes: dict[str, object], reached: int, kind: str | None) -> None:
    document = loader.parse(GOLD, "sample")
    prediction = replace(document.claims[0], **changes)  # type: ignore[arg-type]  # each row sets what it names
    result = scoring.score([document], lambda _text, _published: [prediction])
    assert [result.reached[level] for level in scoring.LEVELS] == [1] * reached + [0] * (4 - reached)
    assert {fault.kind for fault in result.faults} >= ({kind} if kind else set())


def test_a_field_is_counted_alone_where_the_one_before_it_is_wrong() -> None:
    document = loader.parse(GOLD, "sample")
    prediction = replace(document.claims[0], event="wounded", attribution="Moskau")
    result = scoring.score([document], lambda _text, _published: [prediction])
    assert {field: result.accuracy(field) for field in scoring.FIELDS} == {"event": 0, "party": 1, "attribution": 0}
    assert [fault.kind for fault in result.wrong["attribution"]] == ["attribution"]


def test_optional_annotations_neither_cost_nor_gain() -> None:
    document = loader.parse(GOLD, "sample")
    both = scoring.score([document], lambda _text, _published: document.claims)
    first = scoring.score([document], lambda _text, _published: document.claims[:1])
    assert (both.gold, both.predicted, both.spurious) == (first.gold, first.predicted, first.spurious) == (1, 1, 0)
