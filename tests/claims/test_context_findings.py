"""Who says what a study finds, a register counts or a formula closes: each row is a text and its figures' sources.

The texts are invented; near misses stand beside their rule.
"""

from __future__ import annotations

import pytest

from monitor.claims import extract

ROWS: list[tuple[str, list[str | None]]] = [
    # what somebody comes to is told of the sentence before, and goes on
    ("Es fehlen 90 Minuten Schlaf. Zu diesem Schluss kommt das Institut.", ["Institut"]),
    ("Zu diesem Befund kommt ein Team der Universität Ulm. Demnach fehlen 90 Tonnen.", ["Team der Universität Ulm"]),
    ("Es fehlen 90 Minuten Schlaf. Auf diese Zahl kommt Somnia.", ["Somnia"]),  # whatever its name
    (
        "Es fehlen 90 Minuten Schlaf. Auf diese Zahl kommen das Amt und der Verband, die fragten.",
        ["Amt und der Verband"],
    ),
    ("Es fehlen 90 Minuten Schlaf. Auf diese Straße kommen Wagen.", [None]),
    # who raises or lowers a number, tells it
    ("Das Institut senkte die Zahl der Fälle auf 49.", ["Institut"]),
    ("Der Generalstab hob die Zahl der Gefallenen auf 800 an.", ["Generalstab"]),
    # reflexive verbs say nothing
    ("In zwei Orten hat sich der Verdacht der Behörde nicht bestätigt.", [None]),
    # "Das gab X bekannt" goes on through a Konjunktiv that stands for the other
    ("Es kamen 40 Fälle. Das gab das Amt bekannt. Nun befänden sich 90 Kranke in Kliniken.", ["Amt", "Amt"]),
    ("Zu diesem Preis kommt der Versand. Es fehlen 90 Tonnen.", [None]),  # a price is no finding
    # studies and numbers show
    ("Eine Studie der Universität Ulm zeigt, dass 40 Prozent schlafen.", ["Studie der Universität Ulm"]),
    ("Wie eine Studie des Ifo-Instituts zeigt, sind 40 Prozent dagegen.", ["Studie des Ifo-Instituts"]),
    ("Der Verkäufer zeigt 40 Schuhe.", [None]),  # shows what he has
    # institutions by their heads
    ("Das Menschenrechtsbüro hat 120 Fälle dokumentiert.", ["Menschenrechtsbüro"]),
    ("Der Städtetag warnte, es fehlten 40 Lehrer.", ["Städtetag"]),
    ("Die Rentenversicherung rechnet mit 15 Milliarden Euro.", ["Rentenversicherung"]),
    ("Mit 40 Millionen Euro rechnet der Stadtrat.", ["Stadtrat"]),
    ("Die Kartierer kommen auf 60 Prozent.", ["Kartierer"]),
    # verbs with a parted prefix in the plural
    ("Ein Rückgang um ein Viertel, rechnen die Vereinten Nationen vor.", ["Vereinte Nationen"]),
    ("40 Häuser seien zerstört, räumen die Behörden ein.", ["Behörden"]),
    ("40 Häuser seien zerstört, lässt der Sprecher ausrichten.", ["Sprecher"]),
    # of two, who tells of the other's count
    ("Die Ärzte registrierten 40 Fälle, wie das Ministerium mitteilte.", ["Ministerium"]),
    ("Der Arzt sprach von 40 Fällen, wie der Sender berichtete.", ["Arzt"]),  # he said it himself
    # from whom a paper heard it
    ("Wie die dpa aus Regierungskreisen erfuhr, fehlen 40 Panzer.", ["Regierungskreise"]),
    # a party in a poll has the share
    ("Die SPD kommt auf 14 Prozent, die AfD auf 20 Prozent.", [None, None]),
    ("Die Bank kommt auf 14 Prozent.", ["Bank"]),  # reckons
    # counted with another noun
    ("Die Truppe zählte 40 Soldatinnen und Soldaten.", ["Truppe"]),
    # behind a colon, round a relative clause
    (
        "Präsident Orlow lehnt das ab: Von den zehn Brigaden, deren Geräte fehlten, seien zwei bereit.",
        ["Orlow", "Orlow"],
    ),
    # a topic before a colon is no source
    ("Land: Ein Fünftel der Ukraine ist besetzt.", [None]),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row, id=row[0][:40]) for row in ROWS])
def test_attribution(text: str, expected: list[str | None]) -> None:
    assert [claim.attribution for claim in extract(text)] == expected
