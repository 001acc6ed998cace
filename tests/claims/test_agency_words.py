"""What short items of news agencies say in plain words: who takes part, comes home, gets something, pays more."""

from __future__ import annotations

import pytest

from monitor.claims import extract

EVENTS = [
    # who gets things for somebody, or draws them from a country
    ("Das Bündnis hat Kiew 900.000 Granaten verschafft.", "supplied"),
    ("Aus dem Nachbarland bezog die Armee 40 Panzer.", "supplied"),
    ("In zwei Jahren verließen 4.000 Container mit Munition den Hafen.", "supplied"),
    # who takes part in talks
    ("An dem Treffen nahmen elf Delegierte teil.", "other"),
    # children who come home are nobody's prisoners
    ("Helfer haben 17 Kinder aus Russland heimgebracht.", "other"),
    ("Seither kehrten 300 Kinder zurück.", "other"),
    # residents who can't
    ("Noch 4.000 Einwohner warten auf ihre Rückkehr.", "displaced"),
    # who leaves an army, and who is taken into one
    ("Jeder sechste Rekrut verlasse die Armee, sagte ein Offizier.", "deserted"),
    ("Am Tag werden 300 Freiwillige aufgenommen.", "recruited"),
    # honours
    ("Der Präsident zeichnete 40 Soldaten aus.", "other"),
    # fighting is no attack that somebody launched, a breach hurts nobody
    ("Am Montag gab es 120 Gefechte.", "other"),
    ("Die Armee registrierte zwölf Verletzungen des Luftraums.", "other"),
    # what falls down of itself
    ("Zwei Drohnen stürzten auf einen Acker.", "other"),
    # trains and their rescuers
    ("Vier Waggons sprangen aus den Gleisen.", "destroyed"),
    ("Um die Verletzten kümmerten sich 90 Helfer.", "deployed"),
    # what is being built
    ("Am Stadtrand entstehen 200 Wohnungen.", "other"),
    # prices rise, rates of a tax do not
    ("Die Inflation ging auf 2,9 Prozent zurück.", "cost"),
    ("Butter war um sieben Prozent billiger.", "cost"),
    ("Die Mehrwertsteuer auf Brot soll auf sechs Prozent sinken.", "other"),
    # what is announced the noun says
    ("Die Niederlande kündigten die Verlegung von zwei Flugabwehrsystemen an.", "deployed"),
    # what people think, and how they vote
    ("Den Umfang der Hilfe halten 44 Prozent für angemessen.", "opinion"),
    ("Im Ausland gaben 200.000 Rumänen ihre Stimme ab.", "opinion"),
]
NOBODYS = [
    # dearer goods are no country's, nor is a tax's rate, nor is fighting
    "In Polen verteuerte sich Kaffee um 15 Prozent.",
    "In Polen soll die Mehrwertsteuer auf sechs Prozent sinken.",
    "In der Ukraine gab es am Montag 120 Gefechte.",
]


@pytest.mark.parametrize(("sentence", "event"), EVENTS)
def test_says_what_plain_words_say(sentence: str, event: str) -> None:
    assert [claim.event for claim in extract(sentence)] == [event]


@pytest.mark.parametrize("sentence", NOBODYS)
def test_leaves_to_no_country_what_is_nobodys(sentence: str) -> None:
    assert [claim.party for claim in extract(sentence)] == [None]


def test_takes_what_is_drawn_from_a_country_for_that_countrys() -> None:
    """Under a verb of getting the giver stands behind "aus"."""
    assert [claim.party for claim in extract("Iran bezog 600 Raketen aus Nordkorea.")] == ["north_korea"]


SOURCES = [
    # a past tense that looks like a Konjunktiv is the paper's own
    ("Minister Kolb kündigte Hilfe an. Vier Flughäfen blieben am Abend geschlossen.", [None]),
    # a Konjunktiv goes on with who spoke
    ("Der Geheimdienst sprach von Engpässen. Die Armee verschieße 900 Granaten am Tag.", ["Geheimdienst"]),
]


@pytest.mark.parametrize(("text", "sources"), SOURCES)
def test_takes_a_fresh_indicative_for_the_papers_own(text: str, sources: list[str | None]) -> None:
    assert [claim.attribution for claim in extract(text)] == sources
