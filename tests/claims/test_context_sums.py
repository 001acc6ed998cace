"""Whose sums, newcomers, targets and captives are: each row is a text and its quantities' parties in their order.

The texts are invented; the name of a group is the rule that its rows show, near misses last.
"""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 6, 3)
U, R, N, G = "ukraine", "russia", "north_korea", "germany"

ROWS: dict[str, list[tuple[str, list[str | None]]]] = {
    "a million or more at home is the public's": [
        ("Wien. Heuer will die Koalition vier Milliarden Euro einsparen.", ["austria"]),
        ("Der Bund plant ein Sparpaket. Zwei Milliarden Euro verschlingt der Zuschuss.", [G]),
        # a price is no sum of the public's
        ("In Leipzig wird der Kaffee teurer. Eine Tasse kostet 4,20 Euro.", [None]),
        # a company's is its own
        ("Stuttgart. Der Autobauer will zwei Milliarden Euro einsparen.", [None]),
        # a player's as well
        ("München. Der Rekordmeister zahlt für den Stürmer 60 Millionen Euro.", [None]),
    ],
    "a sum is theirs of whom the paragraph tells": [
        ("Russland hat ein Radar verloren. Der Wert belaufe sich auf 40 Millionen Dollar.", [R]),
        ("Pjöngjang liefert Granaten. Fünf Milliarden Dollar seien sie wert gewesen.", [N]),
    ],
    "where newcomers are from": [
        ("In Berlin stellten 900 Ukrainer einen Antrag. Aus Syrien kamen 400.", [U, "syria"]),
        ("Es flohen 50 Menschen aus Mali. Aus Togo kamen 30, aus Kenia 20.", ["mali", "togo", "kenya"]),
    ],
    "»dort« is the place named last": [
        ("Der Sturm traf die Philippinen und zog nach Vietnam. Dort wurden 40.000 Menschen evakuiert.", ["vietnam"]),
        ("In Polen starben zwei Menschen. Der Regen zog nach Tschechien. Dort starben drei.", ["poland", "czechia"]),
        # soldiers are not whose the place is
        ("Russische Truppen rückten in die Ukraine ein. Dort fielen 300 russische Soldaten.", [R]),
    ],
    "what a side attacks is the other's": [
        ("Die Ukraine hat seit August 14 Raffinerien angegriffen.", [R]),
        ("Russland griff in der Nacht fünf Umspannwerke an.", [U]),
        # arms with which it is done are its own
        ("Russland griff in der Nacht mit 50 Drohnen an.", [R]),
    ],
    "whom a side captures": [
        ("Die Ukraine hat in Kursk zwei Russen gefangen genommen.", [R]),
        ("Kiew meldete, die Ukraine habe 30 Gefangene gemacht.", [R]),
    ],
    "who announces help gives it": [
        ("Die EU kündigte drei Millionen Euro Soforthilfe an.", ["eu"]),
        ("Norwegen hat 200 Millionen Euro Hilfe angekündigt.", ["norway"]),
    ],
    "a share of a country is taken by its enemy": [
        ("Knapp ein Fünftel der Ukraine ist besetzt.", [R]),
    ],
    "an army has no people where it fights": [
        ("Russische Truppen rücken vor. In der Stadt Pokrowsk lebten einst 60.000 Menschen.", [U]),
        ("In Pokrowsk wird gekämpft. Russische Truppen rücken vor. Die Stadt hatte 60.000 Einwohner.", [U]),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=f"{name}: {row[0][:40]}") for name, rows in ROWS.items() for row in rows],
)
def test_party(text: str, expected: list[str | None]) -> None:
    assert [claim.party for claim in extract(text, PUBLISHED)] == expected
