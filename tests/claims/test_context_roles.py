"""Whose it is by what a verb does to whom, by whither somebody goes, and who is of no country at all.

Each row is an invented text and the parties of its quantities, in their order.
"""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 6, 3)
U, R, N = "ukraine", "russia", "north_korea"

ROWS: dict[str, list[tuple[str, list[str | None]]]] = {
    "what one side does to the other": [
        # the subject of "tötete" is the enemy of the dead
        ("Ein russischer Angriff tötete zwölf Menschen.", [U]),
        # a doer behind "durch", and a place that is no subject
        ("Der Beschuss der Hafenstadt Odessa durch Russland kostete vier Menschen das Leben.", [U]),
        # "vernichtete" is done to others, "verlor" to oneself
        ("Die Ukraine vernichtete an einem Tag 900 Soldaten.", [R]),
        ("Die Ukraine verlor an einem Tag 900 Soldaten.", [U]),
        # a bomb that hits a house loses none
        ("In Charkiw traf eine russische Gleitbombe 15 Häuser.", [U]),
    ],
    "what a side admits is its own": [
        # before a colon
        ("Das Ministerium in Moskau bestätigte Verluste: 63 Soldaten seien bei Makijiwka umgekommen.", [R]),
        # in the same clause
        ("Kiew räumte ein, dass 40 Soldaten gefallen seien.", [U]),
    ],
    "attacks without a name are theirs who fight those that were hit": [
        # said in a sentence of its own
        ("In Nikopol gab es vier Verletzte. Es habe 15 Angriffe gegeben.", [U, R]),
    ],
    "»wir« is who says it": [
        # in a quotation, with the speaker behind it
        ("Moskau verlor viel. „Wir haben 43.000 Soldaten verloren“, sagte Selenskyj dem Sender.", [U]),
    ],
    "the giver counts, not the maker": [
        # the subject of "liefert" gives
        ("Polen liefert der Ukraine 20 deutsche Panzer.", ["poland"]),
        # a receiver gives nothing: what it got is its maker's
        ("Russland bekam 9.000 nordkoreanische Granaten.", [N]),
    ],
    "whither somebody fled is not whose he is": [
        # "in den" with a masculine country, "in die" with any
        (
            "Im Sudan wurden zwölf Millionen Menschen vertrieben, zwei Millionen flohen in den Tschad.",
            ["sudan", "sudan"],
        ),
        ("Aus Syrien kamen 4.000 Flüchtlinge in die Türkei.", ["syria"]),
    ],
    "a place behind »von« does nothing": [
        # "südlich von" tells where
        ("Russland rückt vor. Südlich von Torezk fielen elf Dörfer.", [R]),
    ],
    "who is listed where is of that country": [
        # firms of another country on the list against Russia
        ("Die EU hat Sanktionen gegen Russland beschlossen. Erstmals trifft es zwölf Firmen in China.", ["china"]),
    ],
    "strangers": [
        # spectators
        ("In Leipzig sahen 40.000 Zuschauer das Finale.", [None]),
        # who is arrested, unless he is called by his country
        ("In Berlin wurden 14 Männer festgenommen.", [None]),
        ("In Berlin wurden drei russische Staatsbürger festgenommen.", [R]),
        # migrants, and whoever is on their boat
        ("Vor Lampedusa kenterte ein Boot mit 97 Migranten. 30 Menschen werden vermisst.", [None, None]),
        # those of whom the text tells where they come from
        ("Aus der Ukraine kamen 900 Menschen. 300 Flüchtlinge wohnen in Turnhallen.", [U, U]),
    ],
    "on each side": [
        # prisoners of both
        ("Moskau und Kiew bestätigten es: 150 Soldaten auf jeder Seite kamen frei.", [None]),
    ],
    "such things go on": [
        # a number without a noun is of those of the sentence before
        ("Die Flugabwehr schoss 54 russische Drohnen ab. 17 weitere verschwanden vom Radar.", [R, R]),
        # a share of "der …" is of the figure's
        ("Russland verlor in der Ukraine 900 Mann. Ein Viertel der Betroffenen sei gestorben.", [R, R]),
    ],
    "firms": [
        # their people, and what they deliver
        ("Kiew bekommt Hilfe. Der Rüstungskonzern beschäftigt 33.000 Menschen.", [None]),
        ("Die Flugwerk Systems GmbH liefert 6.000 Drohnen für die Ukraine.", [None]),
    ],
    "houses and land": [
        # where refugees live is not theirs
        ("Hannover. 112 Flüchtlinge aus der Ukraine zogen um. 34 Wohnungen hat der Landkreis.", [U, "germany"]),
        # land of which only the place is told
        ("Bei Isjum wird geräumt. Als vermint gelten 137.000 Quadratkilometer.", [U]),
    ],
    "at home": [
        # "ß" is not written in Switzerland, however its press is told by "ss"
        ("Große Straßen sind gesperrt. Elf Menschen wurden verletzt.", ["germany"]),
        ("Grosse Strassen sind gesperrt. Elf Menschen wurden verletzt.", ["switzerland"]),
        # an alliance is no other country
        ("Köln. Das Ziel der EU wird verfehlt.\nElf Prozent der Straßen sind marode.", ["germany"]),
    ],
    "forms of inhabitants": [
        # dative, feminine, plural
        ("Die Behörden sprechen von 40 toten Isländerinnen.", ["iceland"]),
        ("Gerettet wurden zwölf Polinnen.", ["poland"]),
        ("Von 30 Fidschianern fehlt jede Spur.", ["fiji"]),
    ],
    "places and organisations": [
        # a lake, a capital with its apostrophe, an organisation that gives
        ("Am Tschadsee erkrankten 200 Menschen.", ["chad"]),
        ("N’Djamena. In den Dörfern starben 93 Menschen.", ["chad"]),
        ("Der Internationale Währungsfonds hat Kiew 6,9 Milliarden Dollar zugesagt.", ["imf"]),
    ],
    "the country that tells is no army": [
        # in a headline too: its soldiers are not those who fell
        ("Südkoreas Militär: Nordkorea schickt Truppen. Kiew nennt 5.000 Ausfälle.", [N]),
    ],
    "soldiers in another's land are theirs who sent, lost or lead them": [
        # who sent people in the sentence before
        ("Nordkorea schickt Arbeiter nach Russland. Bis zu 25.000 Männer seien im Bau tätig.", [N]),
        # a relative clause about an ally changes nothing
        (
            "Die nordkoreanischen Truppen, die für Russland kämpfen, erleiden Verluste. 300 Soldaten fielen.",
            [N],
        ),
        # "seiner": the leader who was named
        ("Kim Jong Un ehrte die Rückkehrer. In Kursk fielen nach Angaben aus Seoul 500 seiner Soldaten.", [N]),
        # under a verb of receiving the one behind "von"
        ("Moskau erhält von Kim Jong Un 12.000 Mann.", [N]),
        # the attacker's enemies
        ("Bei einem ukrainischen Angriff auf eine Kaserne in Luhansk starben 60 Soldaten.", [R]),
        # the country that only watches is not at war
        ("Südkoreas Geheimdienst meldet 2.000 gefallene Soldaten.", [N]),
        # a capital names whose rulers act
        ("Die Führung in Pjöngjang schickte im Herbst 3.000 Soldaten.", [N]),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=f"{name}: {row[0][:40]}") for name, rows in ROWS.items() for row in rows],
)
def test_party(text: str, expected: list[str | None]) -> None:
    assert [claim.party for claim in extract(text, PUBLISHED)] == expected
