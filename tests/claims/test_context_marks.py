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
    # plans, aims and what will be; hearsay and claims to have done it are none
    ("Die Regierung will 300 Panzer kaufen.", "planned"),
    ("Berlin beabsichtigt, 300 Panzer zu kaufen.", "planned"),
    ("Das Heer soll auf 260.000 Soldaten wachsen.", "planned"),
    ("Bis 2030 sollen 40 Brigaden entstehen.", "planned"),
    ("Nordkorea werde weitere 3.000 Soldaten schicken, heißt es.", "planned"),
    ("Geplant sind 40 neue Wohnungen.", "planned"),
    ("Im kommenden Jahr werden 300 Stellen gestrichen.", "planned"),
    ("Die Armee soll 300 Soldaten verloren haben.", None),
    ("300 Soldaten sollen getötet worden sein.", None),
    ("Die Luftwaffe will 30 Drohnen abgefangen haben.", None),
    ("Kiew fordert 300 Panzer.", "demanded"),
    ("Die Ukraine bittet um 20 Flugabwehrsysteme.", "demanded"),
    ("Nötig wären 300 Millionen Euro.", "demanded"),
    ("Benötigt werden 40 Ärzte.", "demanded"),
    # what a verb of asking has in the clause behind it
    ("Die Ministerin forderte, Betriebe müssten 15 Prozent Strom sparen.", "demanded"),
    ("Die Kammer verlangte, dass 40 Ärzte eingestellt werden.", "demanded"),
    ("Der Minister mahnte, man müsse 20 Prozent sparen.", "demanded"),
    ("Die Kammer forderte Hilfe, 40 Ärzte seien erkrankt.", None),
    ("Es fehlen 300 Lehrer.", None),
    ("Die Opposition verlangt 40 Millionen Euro mehr.", "demanded"),
    ("Bei einem Angriff könnten 5.000 Menschen sterben.", "supposed"),
    ("Würde das Werk schließen, verlören 300 Menschen ihre Arbeit.", "supposed"),
    ("Wenn der Damm bricht, wären 40 Dörfer unter Wasser.", "supposed"),
    ("„Wenn es 1.000 Fälle werden, mache ich zu“, sagt die Wirtin.", "supposed"),  # the condition is quoted
    ("Experten befürchten bis zu 300 Tote.", "supposed"),
    ("Womöglich sind 300 Menschen verschüttet.", "supposed"),
    ("Die Bank rechnet mit 4 Prozent Wachstum.", "supposed"),
    ("Rechnen die Forscher richtig, starben 300 Menschen.", None),
    ("300 Tote bei Angriff auf Markt?", "supposed"),
    ("Schickt Kim weitere 3.000 Soldaten?", "supposed"),
    ("Warum 300 Menschen im Wald leben", None),
    ("Das Ministerium dementierte, dass 300 Soldaten gefallen seien.", "denied"),
    ("Berichte über 300 Tote wies der Kreml zurück.", "denied"),
    ("Die Zahl von 300 Toten ist falsch.", "denied"),
    ("Es gibt keine 300 Kriegsgefangenen in dem Lager.", "denied"),
    ("Die Behauptung, 300 Söldner seien gefallen, ist frei erfunden.", "denied"),
    ("Nein, 300.000 Flüchtlinge bekommen kein Geld.", "denied"),
    ("Nicht 300, sondern 40 Menschen starben.", None),
    ("Bislang starben 300 Menschen.", None),
    ("Die Stadt hat 300 Bäume gepflanzt.", None),
    ("Er sagte, es habe 40 Tote gegeben.", None),
    ("Der Etat soll um 4 Milliarden Euro steigen.", "planned"),
    ("Ziel sind 300.000 Drohnen im Jahr.", "planned"),
    ("Kiew hofft auf 300 Raketen.", "demanded"),
    # a condition touches what depends on it, "wenn" alone may tell when
    ("Seoul sieht es ähnlich, wenn auch anders: rund 300 Gefallene.", None),
    ("Ein halbes Jahr Flut: Wer zahlt 300 Euro?", None),
    # not this number, but that
    ("Es kamen 40 Drohnen und nicht 300.", "denied"),
    ("Die Armee griff mit 40 Drohnen an, nicht mit 300.", "denied"),
    ("Das Heer zählt nicht mehr als 300 Mann.", None),
    # asked for
    ("Der Kreis hat die Armee um 80 Soldaten gebeten.", "demanded"),
    # a pledge is given where it shall be paid, and not where somebody only means to
    ("Berlin sagt Kiew 300 Millionen Euro zu, die im Mai fließen sollen.", None),
    ("Berlin will Kiew 300 Millionen Euro geben.", "planned"),
    ("Für Kiew ist ein Darlehen von 300 Millionen Euro vorgesehen.", "planned"),
    # what is stated
    ("Die Armee hat 5.000 Soldaten verloren.", None),
]

MARKS = [
    # one battle's part
    ("Allein bei Pokrowsk seien 120 Soldaten gefallen.", ("part",)),
    ("Allein an der Front im Osten seien 120 Soldaten gefallen.", ("part",)),
    # what came to those that are known
    ("Am Wochenende kamen sechs Höfe dazu.", ("increment",)),
    ("Es starben 30 Menschen, hinzu kommen 50 Verletzte.", ()),
    # the most that it ever was
    ("Nur 60 Helfer sind da, in der Spitze waren es 104.", ("old",)),
    # "at this event", where nothing is told that it could be a part of
    ("Drei Menschen wurden dabei verletzt.", ()),
    # an army of the past
    ("In Afghanistan verlor die Sowjetarmee 15.000 Soldaten.", ("history",)),
]


@pytest.mark.parametrize(("text", "expected"), HEDGES)
def test_hedge(text: str, expected: str | None) -> None:
    assert extract(text, PUBLISHED)[-1].hedge == expected


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks(text: str, expected: tuple[str, ...]) -> None:
    assert extract(text, PUBLISHED)[-1].marks == expected
