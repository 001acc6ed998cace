"""The unit of a number that has no noun of its own, from what the text has counted before."""

from __future__ import annotations

import pytest

from monitor import extract

ROWS = [
    # goes back to the count, not to the sum that stands nearer
    ("Das Heer kauft 105 Panzer für 2,9 Milliarden Euro. 44 gehen nach Litauen.", "44", "piece"),
    ("Die Stadt baute 60 Wohnungen für 18 Millionen Euro. Neun stehen leer.", "Neun", "piece"),
    ("Für 300 Helfer gab es 4 Millionen Franken. 120 blieben bis zum Herbst.", "120", "person"),
    ("Die Bahn bestellte 14 Züge, Preis: 500 Millionen Euro. Drei fahren schon.", "Drei", "piece"),
    ("Für 2 Milliarden Dollar kamen 40 Haubitzen. Elf sind verloren.", "Elf", "piece"),
    # sums of like size stay sums
    ("Das Tor kostete 500 Euro, die Tür 300.", "300", "EUR"),
    ("Er zahlte 12.000 Euro. Verlangt waren 15.000.", "15.000", "EUR"),
]


@pytest.mark.parametrize(("text", "number", "unit"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_a_bare_number_takes_the_unit_of_what_it_counts(text: str, number: str, unit: str) -> None:
    assert [claim.unit for claim in extract(text) if claim.text == number] == [unit]
