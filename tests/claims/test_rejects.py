"""Numbers that are no quantities, each with the guide's reason; and look-alikes that are quantities after all."""

from __future__ import annotations

import pytest

from tests.claims.reading import quantities, rejections, rows

# Reason, then sentences whose only numbers are rejected for it: the parts as they stand.
REJECTED: dict[str, list[tuple[str, list[str]]]] = {
    "date": [
        ("Am 6. August begann es.", ["6. August"]),
        ("Vom 8. bis 13. Oktober ist Messe.", ["8. bis 13. Oktober"]),
        ("Stichtag ist der 17.12.2024.", ["17.12.2024"]),
        ("Im Mai 2019 war es so.", ["2019"]),
        ("Der Bericht trägt das Datum 2018-08-31.", ["2018-08-31"]),
        ("Markt ist am 14./15.10. in Graz.", ["14./15.10."]),
    ],
    "year": [
        ("Seit 2014 steht das Haus leer.", ["2014"]),
        ("2022 war er noch Lehrer.", ["2022"]),
        ("In den 1990er-Jahren war es anders.", ["1990er-Jahren"]),
        ("Im Winter 1946/47 fror der Fluss zu.", ["1946/47"]),
        ("Bis 2036 soll es dauern.", ["2036"]),
        ("Zwischen 1991 und 2020 war es kälter.", ["1991 und 2020"]),
        ("Er kam, bevor sie 2008 Chefin wurde.", ["2008"]),
        ("2024 beschädigten Unbekannte das Tor.", ["2024"]),
        ("Die Burg stand ab etwa 900 v. Chr. dort.", ["900"]),
    ],
    "clock": [
        ("Um 4.53 Uhr bebte die Erde.", ["4.53 Uhr"]),
        ("Die Feier beginnt um 14:05.", ["14:05"]),
        ("Wir treffen uns um drei.", ["drei"]),
        ("Morgens um sieben öffnet der Laden.", ["sieben"]),
        ("Es war halb vier am Nachmittag.", ["vier"]),
        ("Um viertel nach drei kam er.", ["drei"]),
        ("Geöffnet von 9 bis 12 Uhr.", ["9 bis 12 Uhr"]),
    ],
    "age": [
        ("Die 58 Jahre alte Frau blieb ruhig.", ["58 Jahre alte"]),
        ("Der 34-Jährige floh.", ["34-Jährige"]),
        ("Ein 28-jähriger Koch gewann.", ["28-jähriger"]),
        ("Bürgermeister Huber (58) lacht.", ["58"]),
        ("So sei es immer, sagte die Bäckerin Rosa Thalmann, 44.", ["44"]),
        ("Kinder im Alter von acht Jahren singen.", ["acht Jahren"]),
        ("Männer zwischen 18 und 60 dürfen nicht ausreisen.", ["18 und 60"]),
        ("Besonders gefährdet sind 5- bis 14-Jährige.", ["5- bis 14-Jährige"]),
        ("Die Frauen (54 und 71) schweigen.", ["54", "71"]),
        ("Ihr Bruder (†16) liegt dort.", ["16"]),
        ("Die meisten sind älter als 35.", ["35"]),
        ("Der Geiger starb mit 73.", ["73"]),
    ],
    "ordinal": [
        ("Der 47. Präsident lacht.", ["47."]),
        ("Es ist sein 750. Spiel.", ["750."]),
        ("Sie kam auf Platz drei.", ["drei"]),
    ],
    "model": [
        ("Die F-16 flog tief.", ["16"]),
        ("Ein T-72 rollte vorbei.", ["72"]),
        ("Der Leopard 2 ist schwer.", ["2"]),
        ("Die Boeing 737-800 landete.", ["737-800"]),
        ("Das Virus H1N1 geht um.", ["1N1"]),
    ],
    "name": [
        ("Ein Bus 42 kam nicht.", ["42"]),
        ("Das iPhone 16 liegt dort.", ["16"]),
        ("Der Film hat FSK 12.", ["12"]),
        ("Der G7-Gipfel tagt.", ["7"]),
        ("Sie fährt mit der Linie 12.", ["12"]),
        ("Der 28-Punkte-Plan liegt vor.", ["28-Punkte-Plan"]),
        ("Die Elf spielte schlecht.", ["Elf"]),
        ("Das neue Galaxy Flip 6 ist da.", ["6"]),
        ("Die Buslinien 4, 7 und 12 fahren nicht.", ["4, 7 und 12"]),
        ("Es steht 50/50.", ["50/50"]),
    ],
    "calibre": [("Es fehlen 155-Millimeter-Granaten.", ["155-Millimeter-Granaten"])],
    "law": [
        ("So will es Dekret 821.", ["821"]),
        ("Artikel 33 verbietet das.", ["33"]),
        ("Das regelt § 12 der Satzung.", ["12"]),
        ("Die Resolution 1718 gilt.", ["1718"]),
    ],
    "road": [
        ("Auf der B 51 bei Trier liegt Öl.", ["51"]),
        ("Die A 8 ist wieder frei.", ["8"]),
        ("Auf der A7 staut es sich.", ["7"]),
        ("Dort gilt Tempo 70.", ["70"]),
    ],
    "flight": [("Der Flug SU 1417 fiel aus.", ["1417"])],
    "house": [("Er wohnt in der Lindenstraße 12.", ["12"])],
    "sport": [
        ("Das Spiel endete 4:3.", ["4:3"]),
        ("Sie spielen im 4-2-3-1.", ["4-2-3-1"]),
        ("Er schoss zwei Tore.", ["zwei"]),
        ("Sie kam 41‘ später an.", ["41‘"]),
    ],
    "furniture": [
        ("Das Urteil hat das Zeichen 12 O 345/25.", ["12 O 345/25"]),
        ("Lesedauer: 3 Min.", ["3"]),
        ("Mehr unter https://example.org/a/12.", ["12"]),
        ("Drei Gründe, warum das stimmt", ["Drei"]),
        ("© 2025 Kölner Morgen", ["2025"]),
        ("Rufen Sie an: +49 30 1234567.", ["49 30 1234567"]),
        ("Meistgelesen: Drei Tote in Bern", ["Drei"]),
    ],
    "idiom": [("Sie sprachen unter vier Augen.", ["vier Augen"])],
    "time": [
        ("Vor drei Jahren zog er um.", ["drei Jahren"]),
        ("Binnen 24 Stunden war alles weg.", ["24 Stunden"]),
        ("Zwei Tage später war er da.", ["Zwei Tage"]),
        ("In den vergangenen sechs Wochen regnete es.", ["sechs Wochen"]),
        ("Jeden zweiten Tag ruft sie an.", ["Jeden zweiten"]),
    ],
    "scale": [
        ("Heute sind es 18 Grad.", ["18 Grad"]),
        ("Das Beben hatte die Stärke 6,2.", ["6,2"]),
        ("Der Index fiel auf 18.450 Punkte.", ["18.450 Punkte"]),
        ("Das Verhältnis ist eins zu neun.", ["eins zu neun"]),
    ],
}

CASES = [
    pytest.param(reason, text, parts, id=f"{reason}: {text[:40]}")
    for reason, table in REJECTED.items()
    for text, parts in table
]


@pytest.mark.parametrize(("reason", "text", "parts"), CASES)
def test_what_is_no_quantity_is_rejected_with_its_reason(reason: str, text: str, parts: list[str]) -> None:
    assert rows(text) == []
    assert [(r.text, r.reason) for r in rejections(text)] == [(part, reason) for part in parts]


def test_a_conversion_is_rejected_beside_its_sum() -> None:
    text = "Das kostet 5,6 Milliarden Dollar (5,3 Milliarden Euro)."
    (quantity,) = quantities(text)
    assert (quantity.text, quantity.converted) == ("5,6 Milliarden Dollar", (5_300_000_000, "EUR"))
    assert [(r.text, r.reason) for r in rejections(text)] == [("5,3 Milliarden Euro", "conversion")]


QUANTITIES = [
    # a year's digits before a counted noun, behind a qualifier, behind "auf" of a change
    ("Es fehlen 2000 Lehrer.", ["2000"]),
    ("Mehr als 2000 starben.", ["Mehr als 2000"]),
    ("Die Zahl stieg auf 1980.", ["1980"]),
    # an hour's words where something changes by them
    ("Die Zahl der Toten stieg um drei.", ["drei"]),
    # a duration that is one
    ("Die Fahrt dauerte 38 Stunden.", ["38 Stunden"]),
    ("Das Werk stand vier Wochen lang still.", ["vier Wochen"]),
    # brackets with a count behind a counted noun
    ("Sie zerstörten 23 Wagen (20).", ["23", "20"]),
    # a count behind a word that often has a number of its own
    ("Auf unserer Seite 12 Verletzte.", ["12"]),
    # a sum that is only told in another currency
    ("Er zahlt umgerechnet 20.000 Euro.", ["20.000 Euro"]),
    # an adjective of years for a thing
    ("Ihm droht eine dreijährige Haft.", ["dreijährige"]),
]


@pytest.mark.parametrize(("text", "phrases"), QUANTITIES)
def test_look_alikes_are_quantities(text: str, phrases: list[str]) -> None:
    assert [row[0] for row in rows(text)] == phrases


NOTHING = [
    "Zweifel, Einsicht, Vierteljahr, Achtung, Siebenschläfer.",
    "Er nahm sich in Acht.",
    "Mehrere kamen, viele gingen.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_only_look_like_numbers_are_left_alone(text: str) -> None:
    assert rows(text) == []


def test_numbers_never_join_across_a_sentence() -> None:
    assert [row[1] for row in rows("Es kostet 60 Millionen Euro. Dreißig Gäste zahlen.")] == [60_000_000, 30]
    assert [row[1] for row in rows("Es sind 60\n000 Gäste")] == [60, 0]
