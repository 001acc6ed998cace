"""Idioms and parted verbs that say an event, in other words than the list of its plain verbs."""

from __future__ import annotations

import pytest

from monitor import extract

ROWS = [
    # land: what is lost, claimed and fetched back
    ("Der Grenzschutz bestätigte den Verlust von vier Siedlungen.", "territory"),
    ("Das Ministerium beansprucht sieben Dörfer.", "territory"),
    ("Die Brigade holte sechs Dörfer zurück.", "territory"),
    # without power: by the parted verb, by what fails for whom
    ("Bei Odessa fielen vier Umspannwerke aus.", "affected"),
    ("Für rund 1.900 Wohnhäuser ist die Heizung ausgefallen.", "affected"),
    # on its way is supplied
    ("Aus Litauen sind 90 Generatoren unterwegs.", "supplied"),
    # home left
    ("Die Einwohner elf weiterer Dörfer müssen ihre Häuser räumen.", "displaced"),
    ("Rund zehn Millionen Ukrainer haben ihr Zuhause verloren.", "displaced"),
    ("Achtzig Leute am Tag bringt man fort.", "displaced"),
    ("In der Schweiz leben 69’000 Personen mit Status S.", "displaced"),
    # blown up
    ("Die Bande hat 31 Geldautomaten in die Luft gejagt.", "destroyed"),
    ("Zwölf Schaufenster gingen zu Bruch.", "destroyed"),
    # injuries suffered, people under rubble
    ("Zwanzig Fahrgäste erlitten Verletzungen.", "wounded"),
    ("Unter den Trümmern liegen noch Hunderte Menschen.", "missing"),
    # losses in the present tense
    ("Russland büßt im Mai 38.000 Mann ein.", "killed_or_wounded"),
    # set free
    ("Minsk entlässt 123 Gefangene.", "exchanged"),
    # what falls from the sky takes no land
    ("Im Wallis fielen 150 Zentimeter Neuschnee.", "other"),
]


@pytest.mark.parametrize(("text", "event"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_an_idiom_says_its_event(text: str, event: str) -> None:
    assert [claim.event for claim in extract(text)][:1] == [event]
