"""What is said of a quantity: each row is a sentence and the events of its quantities, in their order."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 3, 14)  # a Friday

VERBS = [
    # a participle at the end, each quantity with its own
    ("Bei den Kämpfen sind 410 Soldaten gefallen und 1.900 verwundet worden.", ["killed", "wounded"]),
    # one participle for two quantities
    ("In der Nacht wurden 48 Drohnen und sieben Raketen abgefangen.", ["shot_down", "shot_down"]),
    # the auxiliary's bracket goes over a comma
    ("Moskau hat 80 Drohnen, zwölf Raketen und drei Gleitbomben eingesetzt.", ["launched", "launched", "launched"]),
    # a parted prefix
    ("Die Armee feuerte 64 Raketen auf die Stadt ab.", ["launched"]),
    ("Die Truppen nahmen binnen einer Woche 17 Dörfer ein.", ["territory"]),
    # the verb before its quantity
    ("Es starben 19 Menschen, 44 wurden verletzt.", ["killed", "wounded"]),
    # a fronted participle for a list
    ("Zerstört wurden 14 Panzer, 31 gepanzerte Fahrzeuge und neun Geschütze.", ["destroyed", "destroyed", "destroyed"]),
    # two participles, one quantity
    ("Seit Jahresbeginn wurden 8.300 Soldaten getötet oder verwundet.", ["killed_or_wounded"]),
    ("Durch Tod oder Verwundung verlor die Brigade 650 Mann.", ["killed_or_wounded"]),
    # ellipsis of the verb
    ("23 Häuser sind völlig zerstört, 61 beschädigt.", ["destroyed", "destroyed"]),
    # what is behind a part goes on with the verb of the whole
    ("Elf Menschen, darunter zwei Kinder, wurden verletzt.", ["wounded", "wounded"]),
    # the same verb of people, things and land
    ("Die Armee verlor 900 Soldaten.", ["killed_or_wounded"]),
    ("Die Armee verlor 40 Panzer.", ["destroyed"]),
    ("Die Armee verlor 120 Quadratkilometer.", ["territory"]),
    # arms and people are sent
    ("Nordkorea hat 6.000 Soldaten nach Russland geschickt.", ["deployed"]),
    ("Norwegen hat 22 Haubitzen geschickt.", ["supplied"]),
    ("Russland schickte in der Nacht 140 Drohnen.", ["launched"]),
    # people are taken
    ("Bei dem Vorstoß wurden 75 Russen gefangen genommen.", ["captured"]),
    ("Rund 300 Soldaten gerieten in Gefangenschaft.", ["captured"]),
    ("Beide Seiten ließen je 90 Kriegsgefangene frei.", ["exchanged"]),
    ("Am Samstag wurden 1.000 Leichen gefallener Soldaten übergeben.", ["exchanged"]),
    ("Mehr als 40.000 Menschen mussten ihre Häuser verlassen.", ["displaced"]),
    ("Wegen des Hochwassers wurden 2.300 Anwohner evakuiert.", ["displaced"]),
    ("Seit dem Angriff werden noch 13 Menschen vermisst.", ["missing"]),
    ("Die Bundeswehr hat 10.000 ukrainische Soldaten ausgebildet.", ["trained"]),
    ("Im vergangenen Jahr desertierten 21.000 Mann.", ["deserted"]),
    ("Jeden Monat werden 30.000 Männer eingezogen.", ["recruited"]),
    ("Nach dem Sturm waren 85.000 Haushalte ohne Strom.", ["affected"]),
    ("In 45 Gemeinden fiel der Strom aus.", ["affected"]),
    # money
    ("Die Regierung sagte 300 Millionen Euro für die Ukraine zu.", ["aid"]),
    ("Schweden stellt 90 Millionen Euro für Generatoren bereit.", ["aid"]),
    ("Den Schaden schätzt die Polizei auf 200.000 Euro.", ["cost"]),
    ("Eine Drohne kostet 35.000 Dollar.", ["cost"]),
    ("Der Umsatz stieg auf 4,1 Milliarden Euro.", ["other"]),
    # opinions
    ("In einer Umfrage sprachen sich 61 Prozent der Befragten dafür aus.", ["opinion"]),
    # fire and water take land, clearing takes people away
    ("Im Wald stehen 90 Hektar in Flammen.", ["destroyed"]),
    ("Fünf Ortsteile wurden geräumt.", ["displaced"]),
    ("Elf Gäste konnten sich ins Freie retten.", ["displaced"]),
    # who gives money, or arms for it, helps; who receives it by the month earns
    ("Kanada gibt der Ukraine zwei Milliarden Dollar.", ["aid"]),
    ("Frankreich liefert für 200 Millionen Euro Waffen.", ["aid"]),
    ("Ein Soldat erhält dafür 2.000 Dollar im Monat.", ["cost"]),
    # held, bound, ordered, enlisted
    ("In russischen Gefängnissen sitzen 900 Zivilisten.", ["captured"]),
    ("Vor Sumy sind 50.000 Russen gebunden.", ["deployed"]),
    ("Das Land hat 14 Millionen Dosen bestellt.", ["supplied"]),
    ("Monatlich melden sich 3.000 Männer freiwillig.", ["recruited"]),
    # seats
    ("Von den Sitzen entfallen 37 Mandate auf die Union.", ["opinion"]),
    # what is said of a part in a relative clause is not said of the whole
    ("Russland flog einen Angriff mit 48 Raketen, von denen 41 abgefangen wurden.", ["launched", "shot_down"]),
    # people of a side that attacks, counted at a place, are troops
    ("15.000 Nordkoreaner in Russland", ["deployed"]),
    # in a war's news drones flew
    ("Russland: Fast 600 Drohnen in einer Nacht", ["launched"]),
]

NOUNS = [
    # the counted noun says it
    ("Es gab 14 Tote und 37 Verletzte.", ["killed", "wounded"]),
    ("Der Generalstab meldete 1.100 Ausfälle.", ["killed_or_wounded"]),
    ("Das Ministerium zählte bis zum Abend 52 Vermisste.", ["missing"]),
    ("Die Staatsanwaltschaft geht von 9.000 Deserteuren aus.", ["deserted"]),
    # a noun that governs the quantity
    ("Die Verluste werden auf 12.000 Mann beziffert.", ["killed_or_wounded"]),
    ("Die Lieferung von 18 Panzern verzögert sich.", ["supplied"]),
    ("Der Austausch von 150 Gefangenen ist geplant.", ["exchanged"]),
    # the number of …
    ("Die Zahl der Toten stieg auf 33.", ["killed"]),
    ("Die Zahl der getöteten und verwundeten Soldaten liegt bei 4.400.", ["killed_or_wounded"]),
    # an attribute
    ("Auf dem Platz standen 30 beschädigte Fahrzeuge.", ["destroyed"]),
    # a noun shared by two numbers, each with its attribute
    ("Das Land hat 5.000 gefallene und 21.000 verwundete Soldaten zu beklagen.", ["killed", "wounded"]),
    # the newer event is the verb's
    ("Zwei Verletzte starben im Krankenhaus.", ["killed"]),
]

APART = [
    # how far it is from somewhere is not what is taken, whatever else the clause tells
    ("Das Heer rückte vor und stand nur noch 35 Kilometer von der Stadt entfernt.", ["other"]),
    ("Das Heer rückte 35 Kilometer vor.", ["territory"]),
    # the bodies of so many, and those that have fallen, are handed over, not killed
    ("Kiew habe die Leichname von 1000 Soldaten erhalten.", ["exchanged"]),
    ("Im Gegenzug sind die Leichen von 38 Soldaten zurückgegeben worden.", ["exchanged"]),
    ("27 gefallene Soldaten haben wir zurückerhalten.", ["exchanged"]),
    # what the asked are asked about does not happen to them
    ("In einer Umfrage nannten 54 Prozent der Befragten die Stromausfälle.", ["opinion"]),
    # an army needs recruits, people in need need something
    ("Die Armee benötigt 30.000 Mann.", ["recruited"]),
    ("18 Millionen Menschen benötigen dringend Hilfe.", ["other"]),
]

ANAPHORA = [
    # "die Zahl" goes back to the sentence before
    ("Bei dem Beben starben 210 Menschen. Am Abend stieg die Zahl auf 260.", ["killed", "killed"]),
    # a part
    ("Die Truppe verlor 3.000 Mann, davon 400 Tote.", ["killed_or_wounded", "killed"]),
    ("Neun Menschen wurden getötet. Drei von ihnen waren Kinder.", ["killed", "killed"]),
    # a comparison
    ("Im Mai flog Russland 900 Angriffe, ein Drittel mehr als im April.", ["launched", "launched"]),
    # an addition
    ("Russland setzte 90 Drohnen ein. Hinzu kamen vier Raketen.", ["launched", "launched"]),
    # the whole of which a part is told
    ("Von den 28 Männern der Gruppe sind zwölf gefallen.", ["other", "killed"]),
    ("Von 31 Drohnen wurden 27 abgeschossen.", ["launched", "shot_down"]),
    # a headline hands its noun over the colon
    ("Schwere Verluste: 700 Soldaten an einem Tag", ["killed_or_wounded"]),
]


@pytest.mark.parametrize(("text", "expected"), VERBS + NOUNS + APART + ANAPHORA)
def test_event(text: str, expected: list[str]) -> None:
    assert [claim.event for claim in extract(text, PUBLISHED)] == expected
