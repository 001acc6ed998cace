"""Whose it is where the text names a side, a place or an authority beside the figure.

Each row is an invented text and the parties of its quantities, in their order; a group's name is what its rows share.
"""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 6, 3)
U, R, N = "ukraine", "russia", "north_korea"

ROWS: dict[str, list[tuple[str, list[str | None]]]] = {
    "a side that is named for the figure": [
        ("Bislang fielen 40.000 Russen. Für die Ukraine nennt der Präsident 21.000 Tote.", [R, U]),
        ("Moskau verlor 900 Mann. Auf ukrainischer Seite starben 300 Soldaten.", [R, U]),
        ("Russland verlor 3.100 Panzer, für die Ukraine zählt das Portal 1.200 zerstörte.", [R, U]),
        ("Die Russen hatten 40 Gefallene, bei den Ukrainern gab es 25 Verwundete.", [R, U]),
        ("Unter den Nordkoreanern gab es nach Angaben aus Kiew 300 Tote.", [N]),
    ],
    "whom a short question names": [
        ("Russland verlor 8.000 Mann. Und die Ukraine? Beobachter gehen von 3.000 Gefallenen aus.", [R, U]),
        ("Die Ukraine zählt 70.000 Tote. Und Russland? London spricht von 200.000 Gefallenen.", [U, R]),
        ("Russland hat 900 Panzer verloren. Und Kiew? Das Portal nennt 400 zerstörte Panzer.", [R, U]),
        ("Kiew beklagt 500 Gefallene. Und die Nordkoreaner? Seoul nennt 300 Tote.", [U, N]),
        ("Kiew beklagt 40 Gefallene. Was sagt Russland dazu? Es blieb bei 40 Toten.", [U, U]),
    ],
    "a state lets go its own": [
        ("Minsk entlässt 52 politische Gefangene.", ["belarus"]),
        ("Kuba hat 553 Häftlinge freigelassen.", ["cuba"]),
        ("Die Türkei ließ 200 Inhaftierte frei.", ["turkey"]),
        ("Venezuela begnadigte 110 Gefangene.", ["venezuela"]),
        ("Ägypten will 40 Häftlinge freilassen.", ["egypt"]),
    ],
    "invaders are those who came, whoever speaks": [
        ("Moskau schweigt. Die Besatzer nahmen im Mai 400 Quadratkilometer der Ukraine ein.", [R]),
        ("In der Ukraine wurden 300 Angreifer getötet.", [R]),
        ("Russland meldet Erfolge. Die Invasoren verloren am Mittwoch 1.100 Mann.", [R]),
        ("Kiew: Die Okkupanten verloren 700 Mann", [R]),
        ("Putin kündigte mehr an. In der Ukraine eroberten die Angreifer zwölf Dörfer.", [R]),
    ],
    "whose authorities tell of it": [
        ("Kiew meldet Angriffe. Nach Angaben russischer Behörden wurden drei Menschen verletzt.", [R]),
        ("Kiew schweigt. Wie die russische Polizei mitteilte, starben zwei Menschen.", [R]),
        ("Die Ukraine griff an. Nach Angaben russischer Rettungsdienste kamen vier Bewohner um.", [R]),
        ("Israel griff an. Nach Angaben der iranischen Behörden starben 60 Menschen.", ["iran"]),
        ("Kiew griff an. Laut russischer Feuerwehr wurden fünf Häuser beschädigt.", [R]),
    ],
    "another place parts a figure from its list": [
        ("In Warschau kamen 15.000 Menschen zusammen, in Prag waren es 4.000.", ["poland", "czechia"]),
        ("In Italien starben zwei Menschen, in Österreich wurden drei verletzt.", ["italy", "austria"]),
        ("In Portugal brannten 20 Häuser ab, in Spanien 45.", ["portugal", "spain"]),
        ("In Wien demonstrierten 3.000 Menschen, in Berlin waren es 20.000.", ["austria", "germany"]),
        ("In Belgien fielen 30.000 Haushalte aus. In Frankreich waren 9.000 ohne Strom.", ["belgium", "france"]),
    ],
    "where a text comes from hands over nobody": [
        ("Kiew (dpa) - Russland hat der Ukraine am Freitag 1.000 Leichen übergeben.", [U]),
        ("Moskau (AFP) - Die Ukraine hat Russland 41 tote Soldaten übergeben.", [R]),
        ("Kiew. Russland überstellte 900 Leichen.", [U]),
        ("Kiew/Moskau. Russland händigte 1.212 Leichen aus.", [U]),
        ("Moskau (Reuters) - Kiew übergab 27 Leichen.", [R]),
    ],
}


@pytest.mark.parametrize(
    ("text", "parties"),
    [pytest.param(*row, id=f"{name}-{n}") for name, rows in ROWS.items() for n, row in enumerate(rows)],
)
def test_parties(text: str, parties: list[str | None]) -> None:
    assert [claim.party for claim in extract(text, PUBLISHED)] == parties
