"""What a figure is worth: each row is a text and the hedge, or the marks, of its last figure."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 3, 14)

HEDGES = [
    # possible, uncertain
    ("Das Land könne notfalls 50.000 Soldaten entsenden, hieß es.", "supposed"),
    ("Ob Berlin drei Milliarden Euro bewilligt, ist offen.", "supposed"),
    ("Ein Paket von drei Milliarden Euro gilt als ungewiss.", "supposed"),
    # needed
    ("Die Ukraine braucht nach eigenen Angaben 200.000 Soldaten.", "demanded"),
    # a plan reaches its infinitive, and what is in preparation
    ("Kiew plant, 5.000 Soldaten nach Kursk zu schicken.", "planned"),
    ("Eine Entsendung von 3.000 Soldaten werde vorbereitet.", "planned"),
    # flat denials, and a smaller number that is none
    ("Es trifft nicht zu, dass die Armee 5.000 Soldaten verliert.", "denied"),
    ("Es gebe keine 2.000 Eingekesselten, sagte der Sprecher.", "denied"),
    ("Es kamen keine 2.000 Zuschauer.", None),
    # what is stated
    ("Die Armee hat 5.000 Soldaten verloren.", None),
]

MARKS = [
    # one battle's part
    ("Allein bei Pokrowsk seien 120 Soldaten gefallen.", ("part",)),
    # an army of the past
    ("In Afghanistan verlor die Sowjetarmee 15.000 Soldaten.", ("history",)),
]


@pytest.mark.parametrize(("text", "expected"), HEDGES)
def test_hedge(text: str, expected: str | None) -> None:
    assert extract(text, PUBLISHED)[-1].hedge == expected


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks(text: str, expected: tuple[str, ...]) -> None:
    assert extract(text, PUBLISHED)[-1].marks == expected
