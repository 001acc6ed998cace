"""What the policy lets out, how urgent it is, and how it is told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.alerts import Told, amount, judge, number_de, number_en, render, severity, when
from monitor.errors import SettingsError
from monitor.model import AlertPolicy, Change, ChangeKind, Metric, Statement
from tests.decisions.build import Figure, metric, moment, said

NOW = moment("5 12:00")


def change(kind: ChangeKind, old: Figure | None, new: Figure | None, **fields: Any) -> Change:
    def side(figure: Figure | None) -> Statement | None:
        return None if figure is None else said(figure, **fields)

    return Change(kind, "masern", "cases", "Gesundheitsamt", side(old), side(new), NOW)


def policed(**policy: Any) -> Metric:
    return metric(alert=AlertPolicy(**policy))


VERDICTS = [
    pytest.param({}, change("raised", 2, 5), "send", id="asked for"),
    pytest.param({}, change("confirmed", 2, 2), "drop", id="not asked for by default"),
    pytest.param({"on": ("first",)}, change("raised", 2, 5), "drop", id="not asked for"),
    pytest.param({"above": 3}, change("raised", 2, 5), "send", id="above: the new figure counts"),
    pytest.param({"above": 3}, change("first", None, 3), "drop", id="not above"),
    pytest.param({"above": 3}, change("lowered", 8, 2), "drop", id="fell under it"),
    pytest.param({"above": 3}, change("first", None, (2, 5)), "send", id="a range that reaches above"),
    pytest.param({"above": 3}, change("first", None, (6, None)), "send", id="a bound above"),
    pytest.param({"above": 3}, change("withdrawn", 5, None), "send", id="withdrawn: the old figure counts"),
    pytest.param({"above": 3}, change("withdrawn", 2, None), "drop", id="withdrawn below"),
    pytest.param({"below": 10}, change("lowered", 20, 9), "send", id="below"),
    pytest.param({"below": 10}, change("lowered", 20, 10), "drop", id="not below"),
    pytest.param({"digest": True}, change("first", None, 5), "send", id="digest"),
]


@pytest.mark.parametrize(("policy", "given", "action"), VERDICTS)
def test_policy(policy: dict[str, Any], given: Change, action: str) -> None:
    verdict = judge(given, policed(**policy), [], NOW)
    assert verdict.action == action
    assert verdict.reason


def test_a_baseline_is_built_quietly() -> None:
    verdict = judge(change("first", None, 5), policed(), [], NOW, building=True)
    assert (verdict.action, verdict.reason) == ("drop", "baseline")


def test_a_second_origin_is_waited_for() -> None:
    given = change("first", None, 5)
    assert judge(given, policed(confirm=True), [], NOW).action == "hold"
    assert judge(given, policed(confirm=True), [], NOW, origins=2).action == "send"
    assert judge(change("withdrawn", 5, None), policed(confirm=True), [], NOW).action == "send"


COOLING = [
    # who was told of, hours ago, what becomes of the change
    ("Gesundheitsamt", None, 2, "hold"),
    ("Gesundheitsamt", None, 6, "send"),  # the time is over
    ("Klinikum", None, 2, "send"),  # another claimant
    ("Gesundheitsamt", "Lumara|2025-03-03", 2, "send"),  # another incident
]


@pytest.mark.parametrize(("claimant", "scope", "hours", "action"), COOLING)
def test_cooldown(claimant: str, scope: str | None, hours: int, action: str) -> None:
    told = [
        Told(claimant, scope, NOW - timedelta(hours=hours)),
        Told(claimant, scope, NOW - timedelta(hours=hours + 9)),
    ]
    verdict = judge(change("raised", 2, 5), policed(cooldown=timedelta(hours=6)), told, NOW)
    assert verdict.action == action
    assert verdict.until == (NOW + timedelta(hours=4) if action == "hold" else None)


def test_what_is_held_does_not_move_the_end_of_the_cooldown() -> None:
    begin, cooldown = NOW - timedelta(hours=2), timedelta(hours=6)
    held = [Told("Gesundheitsamt", None, begin), Told("Gesundheitsamt", None, begin + cooldown)]
    given, of = change("raised", 2, 5), policed(cooldown=cooldown)
    assert judge(given, of, held[:1], NOW).until == begin + cooldown
    assert judge(given, of, held, NOW).until == begin + cooldown
    told_at_its_end = judge(given, of, held, begin + timedelta(hours=7))
    assert told_at_its_end.until == begin + 2 * cooldown  # telling the last state begins a new one


TOLL = metric("incident", event="killed")
SEVERITIES = [
    (change("first", None, 8), TOLL, "urgent"),
    (change("raised", 8, 9), TOLL, "urgent"),
    (change("lowered", 9, 8), TOLL, "notice"),
    (change("first", None, 8), metric("incident", event="shot_down"), "notice"),
    (change("raised", 100, 150), metric(), "urgent"),  # by half
    (change("raised", 100, 149), metric(), "notice"),
    (change("contradicted", 100, 30), metric(), "urgent"),
    (change("raised", 0, 5), metric(), "notice"),  # no share of nothing
    (change("withdrawn", 100, None), metric(), "notice"),
    (change("narrowed", (10, 20), 15), metric(), "info"),
    (change("confirmed", 10, 10), metric(), "info"),
]


@pytest.mark.parametrize(("given", "of", "expected"), SEVERITIES)
def test_severity(given: Change, of: Metric, expected: str) -> None:
    assert severity(given, of) == expected


NUMBERS = [
    (43187, "43.187", "43,187"),
    (1.25, "1,25", "1.25"),
    (0, "0", "0"),
    (33.33, "33,33", "33.33"),
    (2.0, "2", "2"),
]


@pytest.mark.parametrize(("number", "german", "english"), NUMBERS)
def test_numbers(number: float, german: str, english: str) -> None:
    assert (number_de(number), number_en(number)) == (german, english)


AMOUNTS = [
    (said(43187), "43.187", "43,187"),
    (said((10000, 12000)), "10.000–12.000", "10,000–12,000"),
    (said((60, None), unit="percent"), "mindestens 60 %", "at least 60 %"),
    (said((None, 12000)), "höchstens 12.000", "at most 12,000"),
    (said(1_250_000_000, unit="USD"), "1,25 Milliarden USD", "1.25 billion USD"),
    (said(500_000_000, unit="EUR"), "500 Millionen EUR", "500 million EUR"),
    (said(1_234_567, unit=None), "1.234.567", "1,234,567"),
    (replace(said(1), low=None, high=None, text="viele"), "viele", "viele"),
]


@pytest.mark.parametrize(("statement", "german", "english"), AMOUNTS)
def test_amounts(statement: Statement, german: str, english: str) -> None:
    assert (amount(statement, "de"), amount(statement, "en")) == (german, english)


def test_moments_are_berlins() -> None:
    assert when(moment("5 08:30"), "de") == "05.03.2025, 08:30 Uhr"
    assert when(moment("5 08:30"), "en") == "5 Mar 2025, 08:30 (Berlin)"


TITLES = [
    (
        change("first", None, 300),
        "Masernfälle: erstmals 300 – Gesundheitsamt",
        "Masernfälle: first figure, 300 – Gesundheitsamt",
    ),
    (
        change("raised", 300, 400),
        "Masernfälle: von 300 auf 400 gestiegen – Gesundheitsamt",
        "Masernfälle: up from 300 to 400 – Gesundheitsamt",
    ),
    (
        change("lowered", 400, 300),
        "Masernfälle: von 400 auf 300 gesunken – Gesundheitsamt",
        "Masernfälle: down from 400 to 300 – Gesundheitsamt",
    ),
    (
        change("narrowed", (300, 400), 350),
        "Masernfälle: statt 300–400 jetzt genauer 350 – Gesundheitsamt",
        "Masernfälle: now more precisely 350, before 300–400 – Gesundheitsamt",
    ),
    (
        change("contradicted", 300, 900, by="RKI"),
        "Masernfälle: Gesundheitsamt nennt 900, RKI 300",
        "Masernfälle: Gesundheitsamt says 900, RKI 300",
    ),
    (
        change("confirmed", 300, 300),
        "Masernfälle: Gesundheitsamt bestätigt 300",
        "Masernfälle: Gesundheitsamt confirms 300",
    ),
    (
        change("corrected", 300, 400),
        "Masernfälle: Morgenpost korrigiert 300 in 400 – Gesundheitsamt",
        "Masernfälle: Morgenpost corrects 300 to 400 – Gesundheitsamt",
    ),
    (
        change("withdrawn", 300, None),
        "Masernfälle: Morgenpost nimmt 300 zurück – Gesundheitsamt",
        "Masernfälle: Morgenpost withdraws 300 – Gesundheitsamt",
    ),
    (
        replace(change("first", None, 7, place="Lumara"), scope="Lumara|2025-03-03", claimant=None),
        "Masernfälle (Lumara): erstmals 7",
        "Masernfälle (Lumara): first figure, 7",
    ),
]


@pytest.mark.parametrize(("given", "german", "english"), TITLES)
def test_titles(given: Change, german: str, english: str) -> None:
    assert render(given, metric(), "de")[0] == german
    assert render(given, metric(), "en")[0] == english


def test_the_body_holds_both_quotes_with_who_where_and_when() -> None:
    given = change("raised", 300, 400, at="5 06:40")
    assert given.old is not None
    assert given.new is not None
    _, body = render(given, metric(), "de")
    for part in (
        "»Es sind 400.«",
        "»Es sind 300.«",
        "Gesundheitsamt, Morgenpost, 05.03.2025, 06:40 Uhr",
        given.old.url,
        given.new.url,
    ):
        assert part in body


def test_a_title_is_one_line_whatever_the_source_is_called() -> None:
    given = replace(change("first", None, 300), claimant="Amt\nSelm")
    assert "\n" not in render(given, metric(), "de")[0]


def test_a_users_own_template_stands_before_ours(tmp_path: Path) -> None:
    (tmp_path / "alert.de.j2").write_text("Neu: {{ new | amount('de') }}\n{{ new.quote }}\n", "utf-8")
    given = change("first", None, 300)
    assert render(given, metric(), "de", templates=tmp_path) == ("Neu: 300", "Es sind 300.")
    assert render(given, metric(), "en", templates=tmp_path)[0].startswith("Masernfälle")


@pytest.mark.parametrize("template", ["{{ old.low }}", "{% if %}", "", "{{ ().__class__.__bases__ }}"])
def test_a_template_that_fails_is_named(tmp_path: Path, template: str) -> None:
    (tmp_path / "alert.de.j2").write_text(template, "utf-8")
    with pytest.raises(SettingsError, match=r"alert\.de\.j2: the template"):
        render(change("first", None, 300), metric(), "de", templates=tmp_path)
