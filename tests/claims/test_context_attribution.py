"""Who says it: each row is a text and the sources of its quantities, in their order."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 3, 14)

FORMS = [
    # prepositions
    ("Laut Polizei wurden neun Menschen verletzt.", ["Polizei"]),
    ("Nach Angaben des ukrainischen Generalstabs fielen 900 Soldaten.", ["ukrainischer Generalstab"]),
    ("Nach Angaben von Präsident Wolodymyr Selenskyj fielen 900 Soldaten.", ["Wolodymyr Selenskyj"]),
    ("Nach Angaben aus Kiew wurden 30 Drohnen abgeschossen.", ["Kiew"]),
    ("Nach Erkenntnissen der USA und Südkoreas sind 11.000 Mann vor Ort.", ["USA und Südkoreas"]),
    ("Nach ukrainischen Angaben fielen 300 Soldaten.", ["ukrainische Angaben"]),
    ("Nach Behördenangaben starben vier Menschen.", ["Behördenangaben"]),
    ("Nach eigenen Angaben hat die Ukraine 40 Drohnen abgeschossen.", [None]),
    ("Die Bundeswehr hat nach eigenen Angaben 2.000 Mann ausgebildet.", ["Bundeswehr"]),
    ("Dem britischen Verteidigungsministerium zufolge fielen 40.000 Mann.", ["britisches Verteidigungsministerium"]),
    ("Gemäss dem Bundesamt sind 70'000 Personen registriert.", ["Bundesamt"]),
    # verbs
    ("Selenskyj sprach von 45.000 gefallenen Soldaten.", ["Selenskyj"]),
    ("Das Pentagon geht von 10.000 Soldaten aus.", ["Pentagon"]),
    ("Die ukrainische Luftwaffe meldete 87 Drohnen.", ["ukrainische Luftwaffe"]),
    ("Der Generalstab beziffert die Verluste auf 860.000 Mann.", ["Generalstab"]),
    ("Menschenrechtsgruppen nennen 16.000 Gefangene.", ["Menschenrechtsgruppen"]),
    ("Die Vereinten Nationen haben 12.000 getötete Zivilisten erfasst.", ["Vereinte Nationen"]),
    ("Ein Sprecher sagte, 40 Häuser seien zerstört.", ["Sprecher"]),
    # formulas behind
    ("Sieben Menschen seien gestorben, teilte der Katastrophenschutz am Abend mit.", ["Katastrophenschutz"]),
    ("In der Stadt starben sechs Menschen, wie Gouverneur Oleh Synjehubow mitteilte.", ["Oleh Synjehubow"]),
    ("Die Verluste lägen bei 3.000 Mann, so der Geheimdienst weiter.", ["Geheimdienst"]),
    ("Im Lager seien 300 Mann, hieß es in Seoul.", ["Seoul"]),
    ("21 Raffinerien wurden getroffen, hat die BBC gezählt.", ["BBC"]),
    # whoever stands at the verb of a formula, or of telling
    ("Der Schaden beträgt 80'000 Franken, teilt die Kantonspolizei mit.", ["Kantonspolizei"]),
    ("Es starben 70 Menschen, wie der Halbmond am Montag mitteilte.", ["Halbmond"]),
    ("Der Pegel stieg um 40 Zentimeter, wie Fachleute maßen.", ["Fachleute"]),
    ("Das koste 900 Euro im Jahr, errechnete ein Vergleichsportal.", ["Vergleichsportal"]),
    ("Die Sanitäterin spricht von 30 Verletzten.", ["Sanitäterin"]),
    ("Am Montag meldete der Versorger 4.000 Haushalte ohne Strom.", ["Versorger"]),
    # an acting verb's clause behind is no formula
    ("Es kamen 300 Gäste, gestern war der Saal leer.", [None]),
    # the chain's last link
    ("Es seien 2.000 Mann gefallen, berichtete die Zeitung unter Berufung auf US-Beamte.", ["US-Beamte"]),
    # headline
    ("London: Bis zu 900 Soldaten gefallen", ["London"]),
    ("Die große Flucht: 900 Menschen verlassen das Dorf", [None]),
    # names without titles, in the nominative
    ("Bürgermeister Ihor Terechow sprach von acht Toten.", ["Ihor Terechow"]),
    ("Nach Einschätzung des Weißen Hauses fielen 1.000 Mann.", ["Weißes Haus"]),
    # two sources with one verb
    ("Moskau sprach von 90 Toten, London von mehr als 300.", ["Moskau", "London"]),
    # an acting verb is no saying, nor is a verb of saying that acts with its particle
    ("Japan sagte 470 Milliarden Yen zu.", [None]),
    ("Die Bundesregierung liefert 15 Panzer.", [None]),
    ("Der Bundestag bewilligte 3 Milliarden Euro.", [None]),
    # a dateline is no source
    ("Kiew (dpa) - Bei einem Angriff sind fünf Menschen gestorben.", [None]),
]

SOURCES = [
    # a paper, answer, reckoning or list and whose it is
    ("Nach einer Aufstellung des Finanzministeriums flossen 300 Millionen Euro.", ["Finanzministerium"]),
    ("Nach einer Zählung der Nachrichtenseite Grenzbote starben 44 Menschen.", ["Nachrichtenseite Grenzbote"]),
    ("Nach einer Auswertung von Satellitenfotos durch das Institut Terra brannten 40 Hallen.", ["Institut Terra"]),
    ("Nach einer Antwort der Bundesregierung auf eine Anfrage der Linken gab es 210 Angriffe.", ["Bundesregierung"]),
    ("Laut einer Antwort des Senats fehlen 300 Lehrer.", ["Senat"]),
    ("Nach Lesart des Kremls fielen 400 Ukrainer.", ["Kreml"]),
    ("Einer Analyse des Thinktanks Rohan zufolge fielen 400 Ukrainer.", ["Thinktank Rohan"]),
    ("Nach Daten des Portals Karte fielen 40 Dörfer.", ["Portal Karte"]),
    ("Nach Zahlen der Bundesbank stiegen die Einlagen um 4 Prozent.", ["Bundesbank"]),
    ("Nach Darstellung der Besatzungsbehörden starben acht Menschen.", ["Besatzungsbehörden"]),
    ("Nach ersten Erkenntnissen der Ermittler waren 12 Männer beteiligt.", ["Ermittler"]),
    ("Nach übereinstimmenden Medienberichten starben acht Menschen.", ["Medienberichte"]),
    ("Nach Medienberichten starben acht Menschen.", ["Medienberichte"]),
    # what it emerges from
    ("Wie aus einem Schreiben des Rechnungshofs hervorgeht, kostete der Bau 90 Millionen Euro.", ["Rechnungshof"]),
    (
        "Aus einem Bericht des Verteidigungsministeriums geht hervor, dass 300 Panzer fehlen.",
        ["Verteidigungsministerium"],
    ),
    ("Das geht aus einer Antwort des Innenministeriums hervor, wonach 40 Anträge vorliegen.", ["Innenministerium"]),
    ("Im Lager lebten 900 Menschen, wie aus Zahlen der Stadt hervorgeht.", ["Stadt"]),
    ("Im Dezember kamen 900 Menschen. Das geht aus Daten des Bundesamts hervor.", ["Bundesamt"]),
    ("Aus dem Haushaltsentwurf geht hervor, dass 30 Milliarden Euro eingeplant sind.", ["Haushaltsentwurf"]),
    # who claims to have done it
    ("Die Flugabwehr will 60 Drohnen abgefangen haben.", ["Flugabwehr"]),
    ("In der Nacht will die Luftwaffe 30 Drohnen abgeschossen haben.", ["Luftwaffe"]),
    ("Moskau will 14 Ortschaften eingenommen haben.", ["Moskau"]),
    ("40 davon will die ukrainische Armee zerstört haben.", ["ukrainische Armee"]),
    ("Der Zeuge will drei Männer gesehen haben.", ["Zeuge"]),
    # whoever stands at a verb that only somebody can say
    ("Weltweit zählte das Hilfswerk 5,7 Millionen Flüchtlinge.", ["Hilfswerk"]),
    ("Der Kämmerer kalkuliert mit 10.400 Euro pro Kopf.", ["Kämmerer"]),
    ("Die Reederei rechnet mit 40 Prozent weniger Fracht.", ["Reederei"]),
    ("Im Oktober zählten Naturschützer 400 Kraniche.", ["Naturschützer"]),
    ("Der Förster schätzt den Schaden auf 90.000 Euro.", ["Förster"]),
    ("Auf 90.000 Euro schätzt der Förster den Schaden.", ["Förster"]),
    ("Mediziner gehen von 300 Infizierten aus.", ["Mediziner"]),
    ("Das Seniorenheim gab die Zahl der Erkrankten mit 40 an.", ["Seniorenheim"]),
    ("Die Opferzahl gab der Zivilschutz mit 40 an.", ["Zivilschutz"]),
    ("Ein Augenzeuge berichtete von 40 Leichen.", ["Augenzeuge"]),
    ("Die Bahn meldet 200 ausgefallene Züge.", ["Bahn"]),
    ("Nordkorea meldete 40 Tote.", ["Nordkorea"]),
    # formulas that cover all before them
    ("Im Tal seien 40 Häuser zerstört, schreibt die Zeitung La Riva.", ["Zeitung La Riva"]),
    ("Im Tal wurden 40 Häuser zerstört, 300 Menschen flohen, berichtete der Rundfunk.", ["Rundfunk", "Rundfunk"]),
    (
        "40 Häuser brannten ab, 12 Menschen starben, sagte der Bürgermeister von Krel, Jan Toman, am Montag.",
        ["Jan Toman", "Jan Toman"],
    ),
    (
        "Vier Menschen kamen um, wie die Nachrichtenagentur ABP unter Berufung auf den Grenzschutz meldete.",
        ["Grenzschutz"],
    ),
    ("Vier Menschen starben, hieß es aus dem Rathaus.", ["Rathaus"]),
    ("Mehr als 300 Menschen sitzen fest, so eine Sprecherin des Flughafens.", ["Sprecherin des Flughafens"]),
    ("Rund 300 Menschen sitzen fest, hat der Flughafen mitgeteilt.", ["Flughafen"]),
    ("Es fehlten 300 Betten, rechnete die Klinikleitung vor.", ["Klinikleitung"]),
    ("„Wir haben 40 Betten“, sagt Pflegedienstleiterin Tanja Grote.", ["Tanja Grote"]),
    ("„Wir haben 40 Betten“, so Grote.", ["Grote"]),
    ("Wie der Landkreis am Freitag mitteilte, sind 300 Haushalte ohne Strom.", ["Landkreis"]),
    ("Wie viele Menschen starben, ist unklar, 40 sind vermisst.", [None]),
    # chains: the last link, the one quoted
    ("Laut der Zeitung Kurier, die sich auf Diplomaten beruft, fielen 300 Mann.", ["Diplomaten"]),
    ("Der Sender RTX berichtete unter Verweis auf Kreise der Regierung von 300 Toten.", ["Kreise der Regierung"]),
    ("Selenskyj sagte unter Berufung auf den Geheimdienst, 300 Mann seien gefallen.", ["Geheimdienst"]),
    # before a colon: who can speak, not what is spoken of
    ("Luftwaffe: 30 Drohnen abgeschossen", ["Luftwaffe"]),
    ("Kims Geheim-Armee: 10.000 Mann an der Front", [None]),
    ("KIMS GEHEIM-ARMEE: 10.000 Mann an der Front", [None]),
    ("Selenskyj: Schon 3.000 Nordkoreaner gefallen", ["Selenskyj"]),
    ("Peru: 40 Tote bei Busunglück", [None]),
    ("Ukraine: 40 Tote nach Raketenangriff", [None]),
    ("Geheimdienst: 300 Nordkoreaner gefallen", ["Geheimdienst"]),
    ("Studie: 40 Prozent der Deutschen schlafen schlecht", ["Studie"]),
    ("Umfrage: 40 Prozent für Waffenlieferungen", ["Umfrage"]),
    ("Kanada (Mai): 40 Tote", ["Kanada"]),
    ("Polen: Belarus schickt 300 Soldaten", ["Polen"]),
    ("Ukraine-Krieg: 300 Tote an einem Tag", [None]),
    ("NATO-General: 300.000 Mann in Bereitschaft", ["NATO-General"]),
    ("300 Tote laut Kiew", ["Kiew"]),
    ("300 Soldaten gefallen, sagt Seoul", ["Seoul"]),
    ("Seoul: Kim schickt 3.000 weitere Soldaten", ["Seoul"]),
    ("Sudan: UN melden 300 Tote", ["UN"]),
    ("Schlagabtausch: 300 Drohnen in einer Nacht", [None]),
]

REACH = [
    # what follows in the sentence
    ("Laut Kiew fielen 900 Mann und 2.000 wurden verwundet.", ["Kiew", "Kiew"]),
    # not what stands before
    ("Russland griff mit 90 Drohnen an, 60 wurden laut Luftwaffe abgeschossen.", [None, "Luftwaffe"]),
    # Konjunktiv goes on, the indicative starts anew
    ("Der Gouverneur meldete drei Tote. Weitere zehn Menschen seien verletzt.", ["Gouverneur", "Gouverneur"]),
    ("Der Gouverneur meldete drei Tote. In Odessa starben zwei Menschen.", ["Gouverneur", None]),
    # "demnach", "den Angaben zufolge"
    ("Die Polizei legte Zahlen vor. Demnach wurden 40 Menschen verletzt.", ["Polizei"]),
    ("Laut Feuerwehr brannte es. Den Angaben zufolge sind acht Menschen verletzt.", ["Feuerwehr"]),
    # pronouns and offices point back
    (
        "Der südkoreanische Generalstab hat eine Schätzung. Er geht von 1.100 Toten aus.",
        ["südkoreanischer Generalstab"],
    ),
    (
        "Laut dem Geheimdienst SBU kamen 300 Mann. Später sprach die Behörde von 400.",
        ["Geheimdienst SBU", "Geheimdienst SBU"],
    ),
    # "Das teilte … mit"
    ("In Klietz wurden 530 Soldaten ausgebildet. Das teilte die Bundeswehr mit.", ["Bundeswehr"]),
    # a semicolon parts two sources, also one that opens with its article
    (
        "900 Mann seien gefallen, meldet der Kiewer Generalstab; das Pentagon kommt auf 600.",
        ["Kiewer Generalstab", "Pentagon"],
    ),
    # a time behind the name is no part of it
    ("Es kamen viele, wie westliche Quellen Wochen zuvor 900 Mann genannt hatten.", ["westliche Quellen"]),
    # a quotation
    (
        "„Wir haben drei Menschen gerettet“, sagte Bürgermeister Ihor Terechow. „Sechs suchen wir noch.“",
        ["Ihor Terechow", "Ihor Terechow"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS + SOURCES + REACH)
def test_attribution(text: str, expected: list[str | None]) -> None:
    assert [claim.attribution for claim in extract(text, PUBLISHED)] == expected
