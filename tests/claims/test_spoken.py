"""Numbers as they are spoken or set in print, and short lines that name a source: what is read, and what is none."""

from __future__ import annotations

import pytest

from monitor import extract

QUANTITIES = [
    ("Im Lager lagen 5½ Tonnen Mehl.", "5½ Tonnen", 5.5, "ton"),  # a sign that is glued to its digits
    ("Für das Fest kaufte die Küche 1 1/4 Tonnen Zucker.", "1 1/4 Tonnen", 1.25, "ton"),  # whole and share
    ("Der Pegel stieg auf drei Komma eins vier Meter.", "drei Komma eins vier Meter", 3.14, "m"),  # places spoken
    ("Die Teuerung lag bei 1 Komma 1 Prozent.", "1 Komma 1 Prozent", 1.1, "percent"),  # … between digits
    ("Eine Viertelmillion Menschen kam an die Küste.", "Eine Viertelmillion", 250_000, "person"),  # part of a magnitude
    ("Die Sitzung dauerte dreiviertel Stunde.", "dreiviertel Stunde", 0.75, "hour"),  # a part that stands alone
    ("Auf der Fähre waren hundert und fünf Menschen.", "hundert und fünf", 105, "person"),  # "und" behind a hundred
    ("Auf der Fähre waren fünf und zwanzig Menschen.", "fünf und zwanzig", 25, "person"),  # a word in three
    ("Das Los kostet 3 Euro 50.", "3 Euro 50", 3.5, "EUR"),  # cents without their word
    ("Die Karte kostet 5 Euro und 20 Cent.", "5 Euro und 20 Cent", 5.2, "EUR"),  # … and with it
    ("Die Fahrt dauerte 2 Stunden 30 Minuten.", "2 Stunden 30 Minuten", 2.5, "hour"),  # the lesser unit of time
    ("Fünf und drei Viertel Tonnen Fisch verdarben.", "Fünf und drei Viertel Tonnen", 5.75, "ton"),  # mixed, in words
    ("5 und eine halbe Tonne Fisch verdarb.", "5 und eine halbe Tonne", 5.5, "ton"),  # … and a half
    ("Null Tote meldete die Werft in diesem Jahr.", "Null", 0, "person"),  # nobody is a count
]
NONE = [
    "Das Beben hatte die Stärke 6.",  # a magnitude
    "Die Temperatur fiel auf minus 12 Grad.",  # a scale
    "Nachts bleibt es bei 3 Grad über null.",  # … round its zero
    "Für Gewalt gelte null Toleranz.",  # an idiom
    "Nach drei Viertelstunden war der Brand gelöscht.",  # how long it took stands beside the news
]
SOURCES = [
    ("Südkorea (NIS, 13. Januar): 300 Tote", "NIS"),  # the source in brackets
    ("USA (Dezember): 120 Tote", "USA"),  # only a month in brackets: the source before them
    ("Bericht des Hafenamts: 40 Tote", "Hafenamt"),  # whose report it is
    ("Lage der Werften: 40 Tote", None),  # a topic
    ("Quelle: Hafenamt, 40 Boote gesunken.", "Hafenamt"),  # a line under a picture
    ("Nach einer Auswertung von Bildern durch das Seeamt sanken 40 Boote.", "Seeamt"),  # who did it
    ("Nach Einschätzung Washingtons sind 40 Boote gesunken.", "Washington"),  # a name's genitive without article
]


@pytest.mark.parametrize(("text", "span", "value", "unit"), QUANTITIES)
def test_a_quantity_is_read(text: str, span: str, value: float, unit: str) -> None:
    [claim] = extract(text)
    assert (claim.text, float(claim.low or 0), claim.high, claim.unit) == (span, value, claim.low, unit)


@pytest.mark.parametrize("text", NONE)
def test_a_number_that_counts_nothing_is_no_claim(text: str) -> None:
    assert list(extract(text)) == []


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_a_short_line_names_its_source(text: str, source: str | None) -> None:
    assert [claim.attribution for claim in extract(text)] == [source]
