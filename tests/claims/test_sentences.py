"""Sentences: where they end, and where a full stop means something else."""

from __future__ import annotations

import pytest

from monitor.claims.sentences import split

ROWS = [
    # two plain sentences
    ("Der Damm brach. Das Dorf wurde geräumt.", ["Der Damm brach.", "Das Dorf wurde geräumt."]),
    # a number ends one sentence, another begins the next
    (
        "Die Zahl sank auf 50. 14 weitere Fälle prüft das Amt.",
        ["Die Zahl sank auf 50.", "14 weitere Fälle prüft das Amt."],
    ),
    ("Es kamen 14. 059 Briefe am 12. 5. an.", ["Es kamen 14. 059 Briefe am 12. 5. an."]),
    # a line break ends a headline without a full stop
    ("Damm gebrochen\nDas Dorf wurde geräumt.", ["Damm gebrochen", "Das Dorf wurde geräumt."]),
    # question and exclamation
    ("Wer zahlt? Niemand! Gut.", ["Wer zahlt?", "Niemand!", "Gut."]),
    # abbreviations with one and two parts
    ("Helfer, z. B. aus Wien, bzw. Linz kamen.", ["Helfer, z. B. aus Wien, bzw. Linz kamen."]),
    ("Es kostet 3 Mio. Euro. Das ist viel.", ["Es kostet 3 Mio. Euro.", "Das ist viel."]),
    ("Die Probe Nr. 7 aus St. Anton ist da.", ["Die Probe Nr. 7 aus St. Anton ist da."]),
    # initials
    ("Das sagte J. Weber. Er ging.", ["Das sagte J. Weber.", "Er ging."]),
    # ordinals by month and by article
    ("Am 6. August begann es.", ["Am 6. August begann es."]),
    ("Die 155. Brigade kam. Sie blieb.", ["Die 155. Brigade kam.", "Sie blieb."]),
    ("Es ist der 1.000. Tag. Er endet.", ["Es ist der 1.000. Tag.", "Er endet."]),
    ("Kroatien, 28. Mitglied der EU, stimmte zu.", ["Kroatien, 28. Mitglied der EU, stimmte zu."]),
    # a span's number, which is no ordinal
    ("Es sind 260.000 bis 2035. Derzeit sind es weniger.", ["Es sind 260.000 bis 2035.", "Derzeit sind es weniger."]),
    ("Es waren 14.000 bis 16.000. Kiew schweigt.", ["Es waren 14.000 bis 16.000.", "Kiew schweigt."]),
    ("Sie kämpften bis zum 300. Tag und bis 40. Auflage.", ["Sie kämpften bis zum 300. Tag und bis 40. Auflage."]),
    # a number at the end of a sentence
    ("Die Zahl stieg auf 40. Polizisten sperrten ab.", ["Die Zahl stieg auf 40.", "Polizisten sperrten ab."]),
    ("Es waren 900 000. 2022 waren es weniger.", ["Es waren 900 000.", "2022 waren es weniger."]),
    # dates of two numbers
    ("Vom 13. - 15. Juli ist zu.", ["Vom 13. - 15. Juli ist zu."]),
    # quotes belong to the sentence that they close
    ("„Es reicht.“ Dann ging er.", ["„Es reicht.“", "Dann ging er."]),
    # a list's numbers
    ("1. Freibad zu. 2. Straße offen.", ["1. Freibad zu.", "2. Straße offen."]),
    # nothing
    ("", []),
    (" \n\t\n ", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_sentences_end_where_they_should(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split(text)] == expected


def test_offsets_and_lines_are_those_of_the_text() -> None:
    text = "  Erste Zeile \n\nZweite. Dritte.  "
    sentences = split(text)
    assert [text[s.start : s.end] for s in sentences] == [s.text for s in sentences]
    assert [s.line for s in sentences] == [0, 1, 1]


def test_sentences_never_join_across_a_line_break() -> None:
    assert all("\n" not in sentence.text for sentence in split("z. B.\nEuro 5.\n6. August"))
