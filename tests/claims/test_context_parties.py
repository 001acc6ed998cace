"""Whose it is: each row is a text and the parties of its quantities, in their order."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 3, 14)

ROWS = [
    # the noun phrase names it: adjective, people, "aus …"
    ("Getötet wurden 40 nordkoreanische Soldaten.", ["north_korea"]),
    ("Etwa 200 Ukrainerinnen und Ukrainer kehrten zurück.", ["ukraine"]),
    ("Mehr als 900 Soldaten aus Nordkorea sind gefallen.", ["north_korea"]),
    # the owner stands before: genitive, adjective of the loss
    ("Die Verluste Pjöngjangs belaufen sich auf 4.000 Mann.", ["north_korea"]),
    ("Die russischen Verluste stiegen auf 870.000 Soldaten.", ["russia"]),
    ("Kims Truppen haben bisher 1.500 Mann verloren.", ["north_korea"]),
    # who loses, sends, recruits
    ("Moskau verliert am Tag 1.100 Soldaten.", ["russia"]),
    ("Pjöngjang hat 3.000 Soldaten entsandt.", ["north_korea"]),
    # land: lost by one is taken by the other, but what was lost may be taken back
    ("Russland hat in Kursk etwa 30 Prozent des verlorenen Gebiets zurückerobert.", ["russia"]),
    # who attacks: subject, adjective of the attack, the victim's enemy
    ("Russland hat die Ukraine mit 120 Drohnen angegriffen.", ["russia"]),
    ("Die Ukraine ist mit 95 Drohnen angegriffen worden.", ["russia"]),
    ("Auf Charkiw wurden in der Nacht 30 Raketen abgefeuert.", ["russia"]),
    ("Die Ukraine griff Belgorod mit 60 Drohnen an.", ["ukraine"]),
    # whose drones are shot down
    ("Russland griff in der Nacht an. Die Flugabwehr schoss 46 Drohnen ab.", ["russia"]),
    ("Über Brjansk wurden 33 ukrainische Drohnen abgeschossen.", ["ukraine"]),
    # civilians are the place's
    ("Bei einem Angriff auf Charkiw starben acht Menschen.", ["ukraine"]),
    ("In Belgorod wurden fünf Menschen verletzt.", ["russia"]),
    ("In München wurden bei dem Unfall sieben Menschen verletzt.", ["germany"]),
    ("Bei dem Erdbeben in Myanmar kamen 1.700 Menschen ums Leben.", ["myanmar"]),
    # the giver, not the taker
    ("Dänemark gibt der Ukraine 150 Millionen Euro.", ["denmark"]),
    ("Die Ukraine erhält von Deutschland 20 Panzer.", ["germany"]),
    # who takes or holds the land
    ("Russland eroberte im Februar 190 Quadratkilometer.", ["russia"]),
    ("Kiew kontrolliert dort noch 70 Quadratkilometer.", ["ukraine"]),
    # equipment's owner
    ("Russland verlor 30 Panzer und zwölf Geschütze.", ["russia", "russia"]),
    # who only tells it is no party
    ("Der südkoreanische Geheimdienst spricht von 300 gefallenen Nordkoreanern.", ["north_korea"]),
    ("London schätzt die russischen Verluste auf 900.000 Mann.", ["russia"]),
    # nobody's: distances, durations
    ("Die Front ist 1.200 Kilometer lang.", [None]),
    ("Der Luftalarm dauerte sechs Stunden.", [None]),
    # both sides'
    ("Russland und die Ukraine tauschten 300 Gefangene aus.", [None]),
    # carried on over sentences
    ("Russland hat im Mai 30.000 Soldaten verloren. Im Juni waren es 27.000.", ["russia", "russia"]),
    ("Nordkoreanische Truppen erlitten schwere Verluste. Mindestens 600 Mann seien gefallen.", ["north_korea"]),
    # names of the state
    ("Bern. Der Bund gibt 80 Millionen Franken für die Ukraine. Die Schweiz hilft seit 2022.", ["switzerland"]),
    # the short English name
    ("Tschechien gibt 40 Millionen Euro.", ["czechia"]),
    # a text that names no other country speaks of home; who it is, its words tell
    ("Bei dem Brand im Keller wurden vier Menschen verletzt.", ["germany"]),
    ("Im Kanton wurden letztes Jahr 900 Brände gemeldet.", ["switzerland"]),
    ("Heuer starben 40 Menschen bei Unfällen, teilte der Landeshauptmann mit.", ["austria"]),
    # distances, prices and what is abroad are not at home
    ("Der Weg ist neun Kilometer lang.", [None]),
    ("Das Öl kostet 80 Dollar.", [None]),
    ("In Peru starben 40 Menschen.", ["peru"]),
    # the enemies of who tells it; what one side shoots down is the other's
    ("Kiew gibt an, seit August 900 Gegner gefangen genommen zu haben.", ["russia"]),
    ("Moskau meldet Abschuss von 60 Drohnen", ["ukraine"]),
    # each side's
    ("Russland hat Gefangene ausgetauscht. Jeweils 80 Soldaten wurden ausgetauscht.", [None]),
    # land that one side loses is taken by the other; "man" is who was named
    ("Die Ukraine hat dort 40 Prozent des Gebiets wieder verloren.", ["russia"]),
    # who has dead to mourn
    (
        "Die russischen Verluste stiegen auf 800.000 Mann. Die Ukraine hat 43.000 gefallene Soldaten zu beklagen.",
        ["russia", "ukraine"],
    ),
    # an attack named behind the people is not theirs
    ("In Odessa nahmen 300 Menschen Abschied von Opfern des russischen Angriffs.", ["ukraine"]),
    # an intelligence service is no army that counts its own
    (
        "Nordkoreanische Soldaten sind in Kursk. Der ukrainische Militärgeheimdienst geht von 12.000 Soldaten aus.",
        ["north_korea"],
    ),
    # where it was said, in a war's news, makes no party
    (
        "Nordkoreas Verluste in Kursk steigen. Die USA prüfen das. Ein Sprecher nannte mehrere Hundert Gefallene.",
        ["north_korea"],
    ),
    # on whose side somebody fights is not whose he is
    ("300 nordkoreanische Soldaten seien im Kampf für Russland gefallen und 400 verwundet.", ["north_korea"] * 2),
    # two givers beside each other
    ("Estland zahlte 20 Millionen Euro, Lettland 15 Millionen Euro.", ["estonia", "latvia"]),
    # a state by its full name: the two Koreas, and the "Volksrepublik" that is China
    ("Die Demokratische Volksrepublik Korea hat 12.000 Soldaten nach Russland geschickt.", ["north_korea"]),
    ("Es trafen 3.000 Soldaten aus der Demokratischen Volksrepublik Korea ein.", ["north_korea"]),
    ("Die DVRK lieferte bis Mai 9.000 Container Munition.", ["north_korea"]),
    ("Die Streitkräfte der Republik Korea zählen 480.000 Soldaten.", ["south_korea"]),
    ("Die Volksrepublik schickte 40 Schiffe.", ["china"]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_party(text: str, expected: list[str | None]) -> None:
    assert [claim.party for claim in extract(text, PUBLISHED)] == expected


def test_conversion_is_carried_over() -> None:
    (claim,) = extract("Washington gibt 725 Millionen Dollar (704 Millionen Euro).", PUBLISHED)
    assert claim.converted == (704_000_000, "EUR")
