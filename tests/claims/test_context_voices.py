"""Who says it, by constructions that name nobody beside the verb: interviews, reports that speak, clauses that rest on
one, the passive, apposition.

Each row is an invented text and the sources of its quantities, in their order.
"""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 6, 3)
INTERVIEW = """„Der Rest ist alt“

Der Fachmann Jost Kehrmann zählt Panzer auf Bildern.

Herr Kehrmann, wie viele sind es noch?
Verschwunden sind 4.500 Panzer.

Moskau spricht von 1.500 im Jahr.
Gebaut werden keine 300.

Und die Männer?
Jeder dritte stirbt. Kiew nennt 400 am Tag."""

ROWS: dict[str, list[tuple[str, list[str | None]]]] = {
    "interviews": [
        # the answers are his who is asked by name, but not what they say of others
        (INTERVIEW, ["Jost Kehrmann", "Moskau", "Jost Kehrmann", "Jost Kehrmann", "Kiew"]),
        # one address alone makes no interview
        ("Frau Kern, sagen die Nachbarn, sei fort. Es brannten drei Häuser.", [None]),
    ],
    "a participle with its own words before the report": [
        # the sentence behind names who is meant, though it has a figure itself
        (
            "57 Prozent antworteten mit Nein. Das geht aus einer am Mittwoch veröffentlichten Erhebung des Instituts "
            "Ostblick hervor, für die 1.506 Erwachsene angerufen wurden.",
            ["Institut Ostblick"] * 2,
        ),
        # a report without an owner points back, and its participle says nothing
        (
            "Der Generalstab in Seoul nannte 2.800 Soldaten. 4.100 seien gefallen, hieß es in einem am Donnerstag "
            "veröffentlichten Bericht. Auch habe Pjöngjang 220 Geschütze geliefert.",
            ["Generalstab in Seoul"] * 3,
        ),
    ],
    "reports that speak": [
        # by their owner
        ("Schätzungen der Nato liegen bei 300.000 russischen Toten.", ["Nato"]),
        # by their adjective
        ("Ukrainische Angaben lauten auf 400 Tote.", ["Ukrainische Angaben"]),
        # a finding, by both owners
        (
            "Eine Auswertung der BBC und des Portals Namenlos ergab, dass 90.000 Mann fielen.",
            ["BBC und Portal Namenlos"],
        ),
        # what a report comes to
        ("Eine Studie der Universität Ulm kommt zu dem Schluss, dass 40 Panzer fehlen.", ["Universität Ulm"]),
        ("Eine Recherche der BBC kam auf 400 Tote.", ["BBC"]),
        # a number that is no report's
        ("Die Angaben der Reisenden kosten 40 Euro.", [None]),
        # a clause that rests on a report
        ("Peskow verwies auf eine Studie, nach der acht von zehn Russen zufrieden sind.", ["Studie"]),
        # of experts, him who stands for them
        ("Nach Ansicht von Militärexperten wie dem Österreicher Max Reiser fehlen 300.000 Soldaten.", ["Max Reiser"]),
        # "eines Tages" owns no survey
        ("Zwei Drittel wollen laut einer Befragung eines Tages zurück.", ["Befragung"]),
        # a paper in quotation marks
        ("Einem Bericht der „New York Times“ zufolge fielen 80 Soldaten.", ["Bericht der New York Times"]),
    ],
    "who stands elsewhere": [
        # the doer of a passive
        ("Die Zahl der Verletzten wurde von Bürgermeister Klitschko mit 63 angegeben.", ["Klitschko"]),
        # behind a colon
        ("31 Orte zurückerobert, 390 Ukrainer gefangen: Das meldete Waleri Gerassimow.", ["Waleri Gerassimow"] * 2),
        # an object before the name
        ("35.000 Freiwillige im Monat, wie sie Dmitri Medwedew meldet, wären genug.", ["Dmitri Medwedew"]),
        # "will … haben" of a pronoun
        ("Das Korps Asow wurde verlegt. Es will 271 Gegner getötet haben.", ["Korps Asow"]),
        # a relative clause behind the figure
        ("Von den 1.400 Zivilisten, die die Stadtverwaltung zählt, spricht niemand.", ["Stadtverwaltung"]),
        # who draws a picture before a colon
        (
            "Die Kommission, die 174 Männer befragte, zeichnet ein Bild: Neun von zehn seien gefoltert worden.",
            [None, "Kommission"],
        ),
    ],
    "a chain's last link": [
        # who told the one who tells it
        (
            "Der Abgeordnete Lim Tae Ho sagte nach einer Unterrichtung durch den Geheimdienst, 260 Mann seien tot. "
            "Weitere 1.700 seien verletzt.",
            ["Geheimdienst"] * 2,
        ),
        # whose estimate is passed on
        (
            "Der Dienst NIS gehe davon aus, dass 2.200 Mann verlegt worden seien, sagte ein Abgeordneter.",
            ["Dienst NIS"],
        ),
        # what one thinks oneself is no link
        ("Kiew nennt 400 am Tag; jeder dritte, so schätze ich, stirbt dabei.", ["Kiew", "Kiew"]),
        # whom a report quotes
        ("Nach einem Bericht des Senders CNN, der US-Beamte zitiert, fielen 1.300 Mann.", ["US-Beamte"]),
        # the office, not its town
        ("In Seoul hieß es aus dem Präsidialamt, 3.000 Soldaten seien schon dort.", ["Präsidialamt"]),
        # a paper of which nobody is known to be the author
        ("In dem Papier heißt es, 1.400 Mann seien per Schiff gekommen.", ["Papier"]),
    ],
    "to whom it is said": [
        # an agency behind a relative clause
        ("Ein Beamter, der anonym bleiben wollte, sagte der Agentur AFP, 40 Mann seien tot.", ["Beamter"]),
        ("Ein Offizier, der ungenannt bleiben wollte, sagte Reuters, 40 Mann seien tot.", ["Offizier"]),
        # before the verb
        ("Der Zeitung „Die Lage“ sagte der General, 40 Mann seien tot.", ["General"]),
        # what they say goes on in another's name
        ("Der Vizeminister Ihor Dowhan schrieb auf X, Pjöngjang decke die Hälfte des Bedarfs.", ["Ihor Dowhan"]),
    ],
    "the person who spoke last": [
        # by a word for experts
        (
            "Ökonomin Lena Brandl erwartet 3,4 Prozent. Daraus ergebe sich ein Plus von 2,7 Prozent, so die Expertin.",
            ["Lena Brandl"] * 2,
        ),
        # a role without a name before stays itself
        ("Die Ukraine habe 20.000 Kinder verloren, so der Präsident.", ["Präsident"]),
    ],
    "what is reckoned from a source's figure": [
        # "das entspricht", "ergibt das"
        (
            "Nach Angaben des Kanals Tiefblick nahm Russland 512 Quadratkilometer ein. Das entspricht 5,7 am Tag.",
            ["Kanal Tiefblick"] * 2,
        ),
    ],
    "places that say nothing": [
        # a capital of the language's own countries before a colon
        ("Wien: Elf Tote nach Amoklauf an Schule", [None]),
        # other capitals speak
        ("London: Bis zu 900 Nordkoreaner getötet", ["London"]),
        # the justice that investigates
        ("Wegen der Erschießung von 263 Gefangenen ermittelt die ukrainische Justiz.", [None]),
    ],
    "verbs of saying": [
        # parted, with the object between
        ("Der Geheimdienst in Seoul setzt deren Zahl mit 1.900 an.", ["Geheimdienst in Seoul"]),
        # at the clause's end
        ("Es waren 380 Drohnen, wie selbst die Luftfahrtbehörde zugab.", ["Luftfahrtbehörde"]),
        # "führte … aus"
        ("Von den 4.310 Fällen seien 90 gelöst, führte Kommandant Reto Zumstein aus.", ["Reto Zumstein"] * 2),
        # what is not ruled out, a captive
        ("Minister Kim Yong Hyun schloss nicht aus, dass 5.000 Mann folgen.", ["Kim Yong Hyun"]),
        ("Der Gefangene gab an, 17 Kameraden seien gestorben.", ["Gefangener"]),
        # behind the sentence
        ("Beteiligt seien 300 Mann, urteilt der Analyst Pasi Kallio.", ["Pasi Kallio"]),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=f"{name}: {row[0][:40]}") for name, rows in ROWS.items() for row in rows],
)
def test_source(text: str, expected: list[str | None]) -> None:
    assert [claim.attribution for claim in extract(text, PUBLISHED)] == expected
