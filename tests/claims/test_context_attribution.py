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


@pytest.mark.parametrize(("text", "expected"), FORMS + REACH)
def test_attribution(text: str, expected: list[str | None]) -> None:
    assert [claim.attribution for claim in extract(text, PUBLISHED)] == expected
