"""Quantities: each construction of German news figures, several sentences each."""

from __future__ import annotations

import pytest

from monitor.claims.quantities import find
from monitor.claims.sentences import split
from tests.claims.reading import Row, quantities, rows

TABLES: dict[str, list[tuple[str, list[Row]]]] = {
    "bare counts": [
        ("417 Gäste kamen.", [("417", 417, 417, "exact", "person")]),
        ("Sie bauten 12.400 Häuser.", [("12.400", 12400, 12400, "exact", "piece")]),
        ("Sechs suchen wir noch.", [("Sechs", 6, 6, "exact", None)]),
        ("Gezählt wurden 38 000 Kraniche.", [("38 000", 38000, 38000, "exact", "piece")]),
        ("Im Lager sind 1’250 Rekruten.", [("1’250", 1250, 1250, "exact", "person")]),
    ],
    "foreign thousands before a counted noun": [
        ("Es kamen 10,000 Pilger.", [("10,000", 10000, 10000, "exact", "person")]),
        ("Der Liter kostet 1,799 Euro.", [("1,799 Euro", 1.799, 1.799, "exact", "EUR")]),
    ],
    "behind a quarter or a day of play": [
        (
            "Das Werk hat im dritten Quartal 3,2 Milliarden Euro verdient.",
            [("3,2 Milliarden Euro", 3.2e9, 3.2e9, "exact", "EUR")],
        ),
        ("Im ersten Halbjahr 1,4 Millionen Räder.", [("1,4 Millionen", 1.4e6, 1.4e6, "exact", "piece")]),
        ("Im zweiten Quartal 12.000 Boote.", [("12.000", 12000, 12000, "exact", "piece")]),
        ("Am dritten Spieltag 54.000 Zuschauer.", [("54.000", 54000, 54000, "exact", "person")]),
        ("Im Block 3,2 Millionen Tonnen Kies.", [("3,2 Millionen Tonnen", 3.2e6, 3.2e6, "exact", "ton")]),
        ("Im Quartal 3 lief es besser.", []),
    ],
    "a noun or unit behind a bracket": [
        (
            "Verloren gingen 61.300 (+420) Soldaten und 910 (+3) Boote.",
            [
                ("61.300", 61300, 61300, "exact", "person"),
                ("420", 420, 420, "exact", None),
                ("910", 910, 910, "exact", "piece"),
                ("3", 3, 3, "exact", None),
            ],
        ),
        (
            "Der Anteil lag bei 17,5 (Vorjahr: 16,9) Prozent.",
            [("17,5", 17.5, 17.5, "exact", "percent"), ("16,9", 16.9, 16.9, "exact", "percent")],
        ),
        (
            "Rund 3,5 (Vorjahr: 2,8) Mio. Euro gab der Kreis aus.",
            [("Rund 3,5", 3.5e6, 3.5e6, "about", "EUR"), ("2,8", 2.8e6, 2.8e6, "exact", "EUR")],
        ),
        # a label of the next number is no noun of the one before
        (
            "Rote 15 (-1) Graue 12 (+1).",
            [
                ("15", 15, 15, "exact", None),
                ("1", 1, 1, "exact", None),
                ("12", 12, 12, "exact", None),
                ("1", 1, 1, "exact", None),
            ],
        ),
    ],
    "an old value with statt": [
        (
            "Der Turm kostete 4,2 statt der geplanten 2,8 Milliarden Euro.",
            [("4,2", 4.2e9, 4.2e9, "exact", "EUR"), ("2,8 Milliarden Euro", 2.8e9, 2.8e9, "exact", "EUR")],
        ),
        (
            "Künftig zahlen sie sechs statt bisher 5,1 Prozent.",
            [("sechs", 6, 6, "exact", "percent"), ("5,1 Prozent", 5.1, 5.1, "exact", "percent")],
        ),
        (
            "Es kamen 450 statt 300 Wachleute.",
            [("450", 450, 450, "exact", "person"), ("300", 300, 300, "exact", "person")],
        ),
        (
            "Gebaut werden 90 anstatt der ursprünglich vorgesehenen 120 Wohnungen.",
            [("90", 90, 90, "exact", "piece"), ("120", 120, 120, "exact", "piece")],
        ),
    ],
    "magnitudes": [
        ("Das Erbe: 2,5 Mio. Euro.", [("2,5 Mio. Euro", 2500000, 2500000, "exact", "EUR")]),
        ("Rund 3 Mrd. Liter fehlen.", [("Rund 3 Mrd. Liter", 3e9, 3e9, "about", "litre")]),
        ("Es gab 5 tausend Zuschauer.", [("5 tausend", 5000, 5000, "exact", "person")]),
        ("Fast zwei Billionen Dollar Schulden.", [("Fast zwei Billionen Dollar", 2e12, 2e12, "about", "USD")]),
        (
            "Zwei Millionen dreihundert Bäume stehen.",
            [("Zwei Millionen dreihundert", 2000300, 2000300, "exact", "piece")],
        ),
        (
            "Drei Milliarden eine Million Bienen.",
            [("Drei Milliarden eine Million", 3001000000, 3001000000, "exact", "piece")],
        ),
        ("Eine halbe Million Bienen schwärmte.", [("Eine halbe Million", 500000, 500000, "exact", "piece")]),
        ("Eine Viertelmillion Euro fehlt.", [("Eine Viertelmillion Euro", 250000, 250000, "exact", "EUR")]),
    ],
    "qualifiers": [
        ("Etwa 640 Schafe weiden hier.", [("Etwa 640", 640, 640, "about", "piece")]),
        ("Sie fanden knapp 90 Münzen.", [("knapp 90", 90, 90, "about", "piece")]),
        ("Um die 2800 Läufer starten.", [("Um die 2800", 2800, 2800, "about", "person")]),
        ("Fällig sind mindestens aber 350 Euro.", [("mindestens aber 350 Euro", 350, None, "at_least", "EUR")]),
        ("Mindestens 13 Hütten brannten.", [("Mindestens 13", 13, None, "at_least", "piece")]),
        ("Nicht weniger als 50 Zeugen sagten aus.", [("Nicht weniger als 50", 50, None, "at_least", "person")]),
        ("Mehr als 88 Boote liegen dort.", [("Mehr als 88", 88, None, "more_than", "piece")]),
        ("Über 9.400 Schüler lernen hier.", [("Über 9.400", 9400, None, "more_than", "person")]),
        ("Bis zu 300 Jobs fallen weg.", [("Bis zu 300", None, 300, "at_most", "piece")]),
        ("Höchstens 40 Gäste sind erlaubt.", [("Höchstens 40", None, 40, "at_most", "person")]),
        ("Weniger als 4 Prozent stimmten zu.", [("Weniger als 4 Prozent", None, 4, "less_than", "percent")]),
        ("Es waren keine zehn Besucher da.", [("keine zehn", None, 10, "less_than", "person")]),
        ("Gefragt sind 500 oder mehr Helfer.", [("500 oder mehr", 500, None, "at_least", "person")]),
        ("Ein gutes Dutzend Kühe brach aus.", [("Ein gutes Dutzend", 12, 12, "about", "piece")]),
    ],
    "stacked qualifiers: the outer one counts": [
        ("Mindestens rund 300 Zelte stehen.", [("Mindestens rund 300", 300, None, "at_least", "piece")]),
        ("Höchstens etwa 640 Hektar brannten.", [("Höchstens etwa 640 Hektar", None, 640, "at_most", "ha")]),
        ("Insgesamt ca. 80 Kisten kamen an.", [("Insgesamt ca. 80", 80, 80, "about", "piece")]),
    ],
    "verbs that cross a mark": [
        ("Die Schulden überschritten 90.000 Euro.", [("90.000 Euro", 90000, None, "more_than", "EUR")]),
        ("Der Klub knackte die Marke von 500 Siegen.", [("500", 500, None, "more_than", "piece")]),
        ("Weil die Zahl 4.000 überstieg, war zu.", [("4.000", 4000, None, "more_than", None)]),
        ("Der Preis unterschritt 70 Euro.", [("70 Euro", None, 70, "less_than", "EUR")]),
        ("Es kamen 214 Unterschriften an.", [("214", 214, 214, "exact", "piece")]),
        ("Die Marke von 300 Gästen bleibt ein Traum.", [("300", 300, 300, "exact", "person")]),
    ],
    "über as a preposition": [
        ("Die Stadt verfügt über 55 Busse.", [("55", 55, 55, "exact", "piece")]),
        ("Er sprach über 20 Bilder.", [("20", 20, 20, "exact", "piece")]),
        ("Ein Vertrag über 500 Waggons liegt vor.", [("500", 500, 500, "exact", "piece")]),
        ("Der Wert lag bei über 70 Euro.", [("über 70 Euro", 70, None, "more_than", "EUR")]),
    ],
    "über behind a noun of sums belongs to the noun": [
        ("Oslo schnürt ein Hilfspaket über 40 Millionen Euro.", [("40 Millionen Euro", 4e7, 4e7, "exact", "EUR")]),
        ("Es gibt ein Programm über 9 Millionen Franken.", [("9 Millionen Franken", 9e6, 9e6, "exact", "CHF")]),
        ("Ein Rahmenvertrag über 300 Busse liegt vor.", [("300", 300, 300, "exact", "piece")]),
        # a stretch of time is no subject of a quarrel
        ("Sie stritten über drei Wochen lang.", [("über drei Wochen", 3, None, "more_than", "week")]),
        ("Der über 90 Seiten lange Bericht.", [("über 90", 90, None, "more_than", "piece")]),
        ("Sie stritten über drei Vorschläge.", [("drei", 3, 3, "exact", "piece")]),
    ],
    "gegen behind an exchange or a breach is no qualifier": [
        (
            "Zwölf Pferde wurden gegen 15 Kühe übergeben.",
            [
                ("Zwölf", 12, 12, "exact", "piece"),
                ("15", 15, 15, "exact", "piece"),
            ],
        ),
        ("Das verstößt gegen zwei Regeln.", [("zwei", 2, 2, "exact", "piece")]),
    ],
    "more than, behind a unit that is no figure's": [
        ("Binnen eines Jahres mehr als 1.200 Höfe.", [("mehr als 1.200", 1200, None, "more_than", "piece")]),
        ("Es sind 18 Prozent mehr als 2024.", [("18 Prozent", 18, 18, "exact", "percent")]),
    ],
    "zu gut": [
        ("Das Dach ist zu gut zwei Dritteln fertig.", [("gut zwei Dritteln", 66.67, 66.67, "about", "percent")]),
        ("Die Chance ist so gut wie null.", [("null", 0, 0, "exact", None)]),
    ],
    "a year before a count makes no range": [
        ("Bis Ende 2027 bis zu 4.500 Gäste.", [("bis zu 4.500", None, 4500, "at_most", "person")]),
        ("Sie bauen 2000 bis 3000 Häuser.", [("2000 bis 3000", 2000, 3000, "range", "piece")]),
    ],
    "halb behind a number is an adverb": [
        (
            "Neun Häuser sind ganz leer, sechs halb.",
            [
                ("Neun", 9, 9, "exact", "piece"),
                ("sechs", 6, 6, "exact", None),
            ],
        ),
    ],
    "speeds are kilometres an hour": [
        ("Der Zug fuhr 95 Kilometer pro Stunde.", [("95 Kilometer", 95, 95, "exact", "km")]),
        ("Es wehte mit 120 km/h.", [("120 km", 120, 120, "exact", "km")]),
        ("Erlaubt sind 60 Stundenkilometer.", [("60 Stundenkilometer", 60, 60, "exact", "km")]),
    ],
    "currencies by a country that the text has named": [
        (
            "Delhi hilft.\nDer Staat zahlt zwei Millionen Rupien.",
            [
                ("zwei Millionen Rupien", 2e6, 2e6, "exact", "INR"),
            ],
        ),
        # nearest first, and none where no country is named
        ("Oslo wartet. Stockholm nicht. Es kostet 90 Kronen.", [("90 Kronen", 90, 90, "exact", "SEK")]),
        ("Die Industrie zahlt 90 Rupien.", [("90 Rupien", 90, 90, "exact", "")]),
        # the conversion of a currency that no country tells is one too
        ("Er zahlt 90 Rupien (0,90 Euro).", [("90 Rupien", 90, 90, "exact", "")]),
    ],
    "ranges": [
        (
            "Zwischen 10.000 und 12.000 Fans reisen an.",
            [("Zwischen 10.000 und 12.000", 10000, 12000, "range", "person")],
        ),
        ("Es dauert 3 bis 5 Tage.", [("3 bis 5 Tage", 3, 5, "range", "day")]),
        ("Das kostet 100 bis 300 Milliarden Euro.", [("100 bis 300 Milliarden Euro", 1e11, 3e11, "range", "EUR")]),
        ("Etwa 3–5 km Leitung fehlen.", [("Etwa 3–5 km", 3, 5, "range", "km")]),
        ("40-60.000 Stimmen sind offen.", [("40-60.000", 40000, 60000, "range", "piece")]),
        ("Zwei- bis dreitausend Störche ziehen.", [("Zwei- bis dreitausend", 2000, 3000, "range", "piece")]),
        ("Zwei-, dreihundert Leute warten.", [("Zwei-, dreihundert", 200, 300, "range", "person")]),
        ("Drei oder vier Fähren sollen fahren.", [("Drei oder vier", 3, 4, "range", "piece")]),
        ("Sie blieben zwei, drei Wochen.", [("zwei, drei Wochen", 2, 3, "range", "week")]),
        ("Von 100 bis 200 Gramm ist alles da.", [("Von 100 bis 200 Gramm", 0.1, 0.2, "range", "kg")]),
    ],
    "vague": [
        ("Etliche hundert Bäume fielen.", [("Etliche hundert", 200, 999, "vague", "piece")]),
        ("Dutzende Autos stehen im Stau.", [("Dutzende", 24, None, "vague", "piece")]),
        ("Hunderte von Fischern protestieren.", [("Hunderte", 200, None, "vague", "person")]),
        ("Zehntausende fliehen.", [("Zehntausende", 20000, None, "vague", None)]),
        ("Mehrere hundert Bauern kamen.", [("Mehrere hundert", 200, 999, "vague", "person")]),
        ("Ein paar Tausend Euro fehlen.", [("Ein paar Tausend Euro", 2000, 9999, "vague", "EUR")]),
        ("Einige Dutzend Kinder sangen.", [("Einige Dutzend", 24, 99, "vague", "person")]),
        ("Eine dreistellige Zahl von Tieren starb.", [("dreistellige Zahl", 100, 999, "vague", "piece")]),
        ("Mehrere Hunderte Millionen Euro.", [("Mehrere Hunderte Millionen Euro", 2e8, 999e6, "vague", "EUR")]),
    ],
    "shares": [
        ("Zwei Drittel der Äpfel sind faul.", [("Zwei Drittel", 66.67, 66.67, "exact", "percent")]),
        ("Gut die Hälfte stimmte zu.", [("Gut die Hälfte", 50, 50, "about", "percent")]),
        ("Jeder fünfte Wähler zögert.", [("Jeder fünfte", 20, 20, "exact", "percent")]),
        ("Fast jede zweite Schule ist marode.", [("Fast jede zweite", 50, 50, "about", "percent")]),
        ("Sieben von zehn Befragten zweifeln.", [("Sieben von zehn", 70, 70, "exact", "percent")]),
        ("Der Anteil liegt bei ½.", [("½", 50, 50, "exact", "percent")]),
    ],
    "a part of a concrete set is two counts": [
        ("27 von 31 Booten sanken.", [("27", 27, 27, "exact", None), ("31", 31, 31, "exact", "piece")]),
        ("8 von 10 Brücken hielten.", [("8", 8, 8, "exact", None), ("10", 10, 10, "exact", "piece")]),
    ],
    "factors and counts of times": [
        ("Es kamen dreimal so viele wie sonst.", [("dreimal", 3, 3, "exact", "factor")]),
        ("Das ist das Doppelte.", [("Doppelte", 2, 2, "exact", "factor")]),
        ("Sie zahlen fast das Dreifache.", [("fast das Dreifache", 3, 3, "about", "factor")]),
        ("Der Preis stieg auf das 2,8-Fache.", [("2,8-Fache", 2.8, 2.8, "exact", "factor")]),
        ("18-mal so viele Mücken flogen.", [("18-mal", 18, 18, "exact", "factor")]),
        ("Er läutete viermal.", [("viermal", 4, 4, "exact", "piece")]),
        ("Sie hielt zwei- bis dreimal so lange durch.", [("zwei- bis dreimal", 2, 3, "range", "factor")]),
    ],
    "numbers inside words": [
        ("Eine 30-köpfige Gruppe reiste an.", [("30-köpfige", 30, 30, "exact", "person")]),
        ("Die 12.000-Mann-Truppe wartet.", [("12.000-Mann", 12000, 12000, "exact", "person")]),
        ("Das Zwei-Milliarden-Euro-Paket kommt.", [("Zwei-Milliarden-Euro", 2e9, 2e9, "exact", "EUR")]),
        ("Eine dreitägige Feier begann.", [("dreitägige", 3, 3, "exact", "day")]),
        ("Er braucht eine 15-prozentige Mehrheit.", [("15-prozentige", 15, 15, "exact", "percent")]),
    ],
    "currencies": [
        ("Sie zahlt $ 15 dafür.", [("$ 15", 15, 15, "exact", "USD")]),
        ("Der Kanton gibt CHF 1,5 Mio. aus.", [("CHF 1,5 Mio.", 1500000, 1500000, "exact", "CHF")]),
        ("Oslo bietet 1,5 Mrd. Kronen.", [("1,5 Mrd. Kronen", 1.5e9, 1.5e9, "exact", "NOK")]),
        ("Das Los kostet zwei Euro fünfzig.", [("zwei Euro fünfzig", 2.5, 2.5, "exact", "EUR")]),
        ("London zahlt 800 Millionen Pfund.", [("800 Millionen Pfund", 8e8, 8e8, "exact", "GBP")]),
        ("Das Brot wiegt drei Pfund.", [("drei Pfund", 1.5, 1.5, "exact", "kg")]),
    ],
    "units are brought to the guide's": [
        ("Es fielen 3 cm Schnee.", [("3 cm", 0.03, 0.03, "exact", "m")]),
        ("Das Werk liefert 14 Gigawatt.", [("14 Gigawatt", 14000, 14000, "exact", "MW")]),
        ("Im Becken sind 4,18m^3 Wasser.", [("4,18m^3", 4180, 4180, "exact", "litre")]),
        ("Die Datei hat 40 Gigabyte.", [("40 Gigabyte", 40, 40, "exact", "")]),
        ("Bei −8,3 Prozent lag das Minus.", [("−8,3 Prozent", -8.3, -8.3, "exact", "percent")]),
    ],
    "one, only where it counts": [
        ("Mindestens einer überlebte.", [("Mindestens einer", 1, None, "at_least", None)]),
        ("Ein Prozent fehlt.", [("Ein Prozent", 1, 1, "exact", "percent")]),
        ("Eine Frau ging über eine Brücke.", []),
    ],
    "umlauts in two parts": [
        ("Gezählt wurden fu\u0308nf Ga\u0308ste.", [("fu\u0308nf", 5, 5, "exact", "person")]),
    ],
    "ranges from the article": [
        ("Es sind ein bis zwei Meter.", [("ein bis zwei Meter", 1, 2, "range", "m")]),
        ("Eine oder zwei Wochen bleibt sie.", [("Eine oder zwei Wochen", 1, 2, "range", "week")]),
    ],
    "mixed numbers": [
        ("Es sind 1 1/4 Liter.", [("1 1/4 Liter", 1.25, 1.25, "exact", "litre")]),
        ("Er lief zweieinhalb Stunden.", [("zweieinhalb Stunden", 2.5, 2.5, "exact", "hour")]),
        (
            "Es sind fünf und drei Viertel Milliarden Euro.",
            [("fünf und drei Viertel Milliarden Euro", 5.75e9, 5.75e9, "exact", "EUR")],
        ),
    ],
    "shared units": [
        (
            "Er sank von 51 auf 44 Prozent.",
            [("51", 51, 51, "exact", "percent"), ("44 Prozent", 44, 44, "exact", "percent")],
        ),
        (
            "Es steht 64 zu 62 Mrd. Euro.",
            [("64", 64e9, 64e9, "exact", "EUR"), ("62 Mrd. Euro", 62e9, 62e9, "exact", "EUR")],
        ),
        ("Er gab eine weitere Milliarde Euro.", [("eine weitere Milliarde Euro", 10**9, 10**9, "exact", "EUR")]),
        ("Er gab eine weitere Stunde.", []),
        (
            "Das Netz hatte 55 Gigawatt, jetzt sind es weniger als 18.",
            [("55 Gigawatt", 55000, 55000, "exact", "MW"), ("weniger als 18", None, 18000, "less_than", "MW")],
        ),
    ],
}

CASES = [
    pytest.param(text, expected, id=f"{name}: {text[:40]}")
    for name, table in TABLES.items()
    for text, expected in table
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_constructions_are_read(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


RATES = [
    ("Täglich sterben 40 Bienen.", ["day"]),
    ("Es sterben 40 Bienen pro Tag.", ["day"]),
    ("Im Schnitt fliegen 12 Ballons je Nacht.", ["day"]),
    ("Der Verein zahlt 900 Euro im Monat.", ["month"]),
    ("Jeden Monat kommen 300 Neue.", ["month"]),
    ("Pro Kopf und Jahr sind es 12 Liter.", ["year"]),
    ("Das Werk hat 5 Millionen Tonnen Jahreskapazität.", ["year"]),
    ("Sie bauen 30 Wagen und 50 Räder pro Woche.", ["week", "week"]),
    ("Der Plan sieht 90 Euro im Monat vor.", ["month"]),  # the end of a verb
    ("Viele haben vier Stunden am Tag Strom.", ["day"]),  # a noun that is no month
    ("Er bekommt 300 Hrywnja (rund 6 Euro) im Monat.", ["month"]),  # behind the conversion
    ("Der Sturm erreicht 140 km/h.", ["hour"]),
    ("Der Sturm erreicht 140 Stundenkilometer.", ["hour"]),
    ("Im Monat Mai kamen 40 Gäste.", [None]),  # a month
    ("Im Monat vor der Wahl kamen 40 Gäste.", [None]),
    ("Am Tag darauf kamen 40 Gäste.", [None]),  # a day, no rate
    ("Im Jahr 2024 waren es 300 Gäste.", [None]),  # a year, no rate
    ("Binnen 24 Stunden fielen 30 Bäume.", [None]),  # a window, no rate
    ("Sie füllt täglich 300 Flaschen ab und hat 20 Mitarbeiter.", ["day", None]),  # another verb
]


@pytest.mark.parametrize(("text", "expected"), RATES)
def test_rates_belong_to_their_quantity(text: str, expected: list[str | None]) -> None:
    assert [quantity.per for quantity in quantities(text)] == expected


NOUNS = [
    ("Drei schwer verletzte Wanderer riefen an.", "schwer verletzte Wanderer", "Wanderer"),
    ("Gut 40 Männer und Frauen halfen.", "Männer und Frauen", "Frauen"),
    ("Zehn Prozent der Befragten schweigen.", "der Befragten", "Befragten"),
    ("500 der Läufer gaben auf.", "Läufer", "Läufer"),
    ("Es halfen 300 Kiewer Familien.", "Kiewer Familien", "Familien"),
    # an adjective in the nominative does not end in "en": it is the verb
    ("Fünf erlitten Brüche.", None, None),
    ("Mit drei alten Wagen kamen sie.", "alten Wagen", "Wagen"),
    # the genitive of one body is whose they are
    ("Es kamen zwölf der polnischen Seite.", None, None),
    ("Davon sind 40 verletzt.", None, None),
    ("Es waren 31 mit Fahrschein.", None, None),
]


@pytest.mark.parametrize(("text", "noun", "head"), NOUNS)
def test_the_counted_noun_phrase_is_found(text: str, noun: str | None, head: str | None) -> None:
    (quantity,) = quantities(text)
    assert (quantity.noun.text if quantity.noun else None, quantity.head) == (noun, head)


PEOPLE = [
    "Luftabwehrsoldaten",
    "Ukrainerinnen",
    "Geflohene",
    "Krankenpfleger",
    "Rettungskräfte",
    "Leichen",
    "Demonstranten",
]
THINGS = [
    "Eurofighter",
    "Stromversorger",
    "Autokonzern",
    "Schützenpanzer",
    "Marschflugkörper",
    "Familien",
    "Werkzeugen",
    "Krankenhäuser",
    "Drohnen",
    "Unbekanntheiten",
]


@pytest.mark.parametrize(("noun", "unit"), [*((n, "person") for n in PEOPLE), *((n, "piece") for n in THINGS)])
def test_a_compound_is_what_its_end_is(noun: str, unit: str) -> None:
    (quantity,) = quantities(f"Gezählt wurden 30 {noun}.")
    assert quantity.unit == unit


MARKS = [
    ("Weitere 40 Gäste kamen.", [{"increment"}]),
    ("Die Zahl stieg von 200 auf 300.", [{"old"}, set()]),
    ("Es kamen fünf statt sieben Züge.", [set(), {"old"}]),
    ("Es starben 58 Tiere, darunter elf Kälber.", [set(), {"part"}]),
    ("Sie tauschten jeweils 85 Gefangene.", [{"each"}]),
    ("Bestand: 702.110 (+1.230)", [set(), {"delta"}]),
]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks_say_what_can_move_no_history(text: str, expected: list[set[str]]) -> None:
    assert [set(quantity.marks) for quantity in quantities(text)] == expected


def test_reading_is_deterministic() -> None:
    text = "Rund 40 Gäste kamen, 12 gingen.\nEs blieben zwei Drittel, also 28."
    assert find(text, split(text)) == find(text, split(text))


def test_quantities_keep_the_index_of_their_sentence() -> None:
    text = "Es regnet. Drei Keller liefen voll. Zwei blieben trocken."
    assert [quantity.sentence for quantity in quantities(text)] == [1, 2]
