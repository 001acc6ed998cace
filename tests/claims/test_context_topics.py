"""What a text is about decides what its words mean, and a figure may go back to a sentence without one."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 3, 14)

TRADE = [
    # firms deliver goods, but give no arms
    ("Der Autobauer lieferte im Mai 21.000 Fahrzeuge aus.", "other"),
    ("Der Hersteller übergab der Bahn 14 Lokomotiven.", "other"),
    ("Börse: Aktie steigt\nDie Werft liefert im Juni drei Fähren.", "other"),
    # near misses: a country gives, a firm gives to one at war
    ("Schweden lieferte 50 Schützenpanzer.", "supplied"),
    ("Der Hersteller lieferte der Ukraine 40 Fahrzeuge.", "supplied"),
]
SICKNESS = [
    # who lies in a hospital is no wounded
    ("Wegen des Virus kamen 40 Menschen ins Krankenhaus.", "other"),
    ("Masern: Zahl der Fälle steigt\nAcht Kinder liegen auf der Intensivstation.", "other"),
    ("300 Patienten mussten ins Krankenhaus.", "other"),
    # near misses
    ("Nach dem Unfall kamen vier Menschen ins Krankenhaus.", "wounded"),
    ("Nach der Explosion liegen zwei Arbeiter auf der Intensivstation.", "wounded"),
]
HIT = [
    # no power, water or heat where the sentence or the paragraph speaks of it
    ("Vom Stromausfall sind 40 Orte betroffen.", "affected"),
    ("In Kiew fiel die Heizung aus. Betroffen sind 700 Wohnhäuser.", "affected"),
    ("Ohne Strom waren 9.000 Haushalte. Betroffen sind zwölf Dörfer.", "affected"),
    # what the paragraph told
    ("Aus 17 Orten wurden Familien evakuiert. Betroffen sind 109 Kinder.", "displaced"),
    # near miss: nothing is said of what befell them
    ("Von der Preiserhöhung sind 60.000 Kunden betroffen.", "other"),
]
TOLD = [
    # the number of a sentence without one
    ("Die Zahl der Gefallenen bleibt geheim. Das Blatt spricht von 40.000.", "killed"),
    ("Gegen Mittag kamen die Verletzten. Neun waren es gestern.", "wounded"),
    ("Die Zahl der Vermissten ist unklar. Die Behörde nennt 30.", "missing"),
    # near misses: nothing points back, or a figure stands nearer
    ("Am Morgen kamen die Verletzten. Der Bus hielt um neun, 40 stiegen ein.", "other"),
    ("Im Ort leben 300 Menschen. Vier waren es am Anfang.", "other"),
]
HOME = [
    # captives who reach a place have been let go
    ("Minsk entlässt 123 Gefangene. 114 von ihnen trafen in der Ukraine ein.", "exchanged"),
    ("Zehn Geiseln kamen am Abend in Tel Aviv an.", "exchanged"),
    ("Am Grenzübergang wurden 90 Kriegsgefangene in Empfang genommen.", "exchanged"),
    # near misses
    ("Zehn Touristen kamen am Abend in Tel Aviv an.", "other"),
    ("Am Grenzübergang trafen 90 Soldaten ein.", "deployed"),
]
REACH = [
    # a relative clause with figures of its own tells of others
    ("84 Bewohner eines Heims, in dem vier Menschen starben, wurden evakuiert.", "displaced killed"),
    ("30 Gäste eines Hotels, in dem zwei Arbeiter verletzt wurden, zogen um.", "other wounded"),
    # near miss: without a figure it tells of these
    ("84 Bewohner, die im Heim starben, waren Rentner.", "killed"),
    # a way gone stands behind a comma
    ("Die Truppen waren bis an den Fluss vorgedrungen, zehn Kilometer in drei Tagen.", "territory"),
    # near miss: a distance with a verb of its own
    ("Die Truppen sind vorgedrungen, bis zum Fluss sind es zehn Kilometer.", "other"),
]


WORDS = [
    # separable verbs in all their forms, verbs with "in Brand", "Schaden"
    ("Drohnen setzten drei Tanklager in Brand.", "destroyed"),
    ("Zwölf Häuser und 40 Autos nahmen Schaden.", "destroyed destroyed"),
    ("Prag hat 500 Granaten aufgetrieben.", "supplied"),
    ("Berlin stockt die Hilfe um 400 Millionen Euro auf.", "aid"),
    ("In den Wäldern haben sich 17 Russen ergeben.", "captured"),
    ("Über das Mittelmeer kamen im Mai 4.100 Menschen.", "displaced"),
    ("61.000 Menschen stellten einen Asylantrag.", "displaced"),
    # near misses
    ("Der Chor setzte drei Lieder in Szene.", "other"),
    ("Aus der Zählung haben sich 17 Lücken ergeben.", "other"),
    ("Über das Mittelmeer führen 14 Kabel.", "other"),
]
SUMS = [
    # what the money is for is told behind "für"; what it is, otherwise
    ("Bern stellt für den Wiederaufbau 120 Millionen Franken bereit.", "aid"),
    ("Lösegeld von 600.000 Dollar sei nicht geflossen.", "cost"),
    # a loss of millions is no loss of people
    ("Der Klub nahm neun Millionen Euro ein. Im Vorjahr gab es einen Verlust von elf Millionen.", "other other"),
    # near miss: losses are
    ("Die Armee erlitt Verluste von 700 Mann.", "killed_or_wounded"),
    # more of something
    ("Die Gewerkschaft fordert 7,5 Prozent mehr Lohn.", "cost"),
    ("Das Defizit sank von 4,7 auf 4,2 Prozent der Wirtschaftsleistung.", "other"),
    ("Gefunden wurden 240.000 Euro Bargeld.", "other"),
]
LAND = [
    # an area is fought for where there is war
    ("Der Nationalpark umfasst 300 Quadratkilometer Land.", "other"),
    ("Die Seen bedecken ein Zehntel der Fläche.", "other"),
    ("Brandenburg\nVermint sind noch 40 Quadratkilometer Land.", "other"),
    # near misses
    ("Russlands Truppen rückten vor\nEs geht um 300 Quadratkilometer Land.", "territory"),
    ("Krieg im Sudan\nBei der Stadt waren es 80 Quadratkilometer.", "territory"),
]
FIRMS = [
    # what a firm has is no price
    ("Der Konzern meldet Zahlen\nIm Mai waren es 31 Millionen Euro.", "other"),
    ("Der Aufsichtsrat tagt\nErwartet wurden 1,2 Milliarden Dollar.", "other"),
    # near misses: a price is said, or no firm is
    ("Der Konzern zieht um\nDer Neubau kostet 31 Millionen Euro.", "cost"),
    ("Der Landkreis baut\nIm Mai waren es 31 Millionen Euro.", "cost"),
    ("Das Unternehmen hilft\nEs spendete 200.000 Euro.", "aid"),
]


@pytest.mark.parametrize(
    ("text", "events"), [*LAND, *FIRMS, *TRADE, *SICKNESS, *HIT, *TOLD, *HOME, *REACH, *WORDS, *SUMS]
)
def test_what_the_text_makes_of_it(text: str, events: str) -> None:
    got = [claim.event for claim in extract(text, PUBLISHED) if claim.unit not in ("day", "hour")]
    assert got[-len(events.split()) :] == events.split()
