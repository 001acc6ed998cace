"""What inline tags and odd characters do to a text."""

from __future__ import annotations

import pytest

from monitor.articles import read
from tests.articles.pages import TITLE, URL, page

REST = " und das ist für diesen Satz lang genug, sagte die Sprecherin."

MARKED = [
    # footnote marks don't glue to words or numbers
    ("8.500 Soldaten<sup>1</sup>", "8.500 Soldaten"),
    ("10.000<sup>2</sup> Tonnen", "10.000 Tonnen"),
    ("10.000<sup><a href='#f3'>3</a></sup> Tonnen", "10.000 Tonnen"),
    ("10.000<sup>[4]</sup> Tonnen", "10.000 Tonnen"),
    ("10.000<sup>*</sup> Tonnen", "10.000 Tonnen"),
    # units and powers keep their meaning
    ("12 km<sup>2</sup> Wald", "12 km² Wald"),
    ("12&nbsp;m<sup>3</sup> Wasser", "12\u00a0m³ Wasser"),
    ("3 mal 10<sup>6</sup> Stück", "3 mal 10⁶ Stück"),
    ("10<sup>-3</sup> Gramm", "10⁻³ Gramm"),
    ("5 m<sup><a href='#f2'>2</a></sup> hoch", "5 m hoch"),  # a link is a footnote
    ("die 1<sup>er</sup> Liste", "die 1er Liste"),
    # blanks
    ("10&nbsp;000 Menschen", "10\u00a0000 Menschen"),
    ("10 &nbsp; Menschen", "10 Menschen"),
    ("  viele\n\t Blanks ", "viele Blanks"),
    # invisible characters
    ("Feuer&shy;wehr", "Feuerwehr"),
    ("Feuer\u200bwehr\ufeff", "Feuerwehr"),
    ("Feuer\x01wehr", "Feuerwehr"),
    # inline tags don't part words; spans beside each other do
    ("<b>12</b>.<i>000</i> Mann", "12.000 Mann"),
    ("<span>Lindhaven.</span><span>Die</span>", "Lindhaven. Die"),
    ("Ein Haus.<span>Foto und Text</span>", "Ein Haus. Foto und Text"),
    ("Lehrer<span>I</span>nnen", "LehrerInnen"),
    # blanks between tags part words, and are no more than one
    ("<b>12</b> <i>Tote</i>", "12 Tote"),
    ("<b>12</b><i> </i>Tote", "12 Tote"),
    ("<b>12 </b>\n<i><u> Tote</u></i>", "12 Tote"),
    ("12<i></i> <i></i>Tote", "12 Tote"),
    ("12<i></i><i></i>.000", "12.000"),
    # what was struck out is no longer said
    ("<s>71</s> 17 Verletzte", "17 Verletzte"),
    ("am <time datetime='2024-05-03'>3. Mai</time>", "am 3. Mai"),
]


@pytest.mark.parametrize(("markup", "text"), MARKED)
def test_inline_markup(markup: str, text: str) -> None:
    found = read(page(f"<h1>{TITLE}</h1><p>{markup}{REST}</p>"), URL)
    assert found.text == f"{text}{REST}"


def test_a_raised_mark_that_was_never_closed_takes_no_text_with_it() -> None:
    found = read(page(f"<h1>{TITLE}</h1><p>Ein Satz<sup>1{REST}</p><p>Noch ein Satz{REST}</p>"), URL)
    assert f"Noch ein Satz{REST}" in found.text


def test_block_inside_a_raised_mark_does_no_harm() -> None:
    found = read(page(f"<h1>{TITLE}</h1><p>Ein Satz{REST}<sup><div>7</div></sup></p><p>Noch ein Satz{REST}</p>"), URL)
    assert f"Noch ein Satz{REST}" in found.text
