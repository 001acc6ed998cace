"""Surveys and votes: what people and states were asked is an opinion, whatever the verb says of it."""

from __future__ import annotations

import pytest

from monitor import extract

ROWS = [
    # a referendum: its results by verb, by "Ja" and "Nein", by noun
    ("Das Tessin hat den Tunnelbau mit 55,4 Prozent verworfen.", ["opinion"]),
    ("Bei der Volksabstimmung sagten 61 Prozent Nein.", ["opinion"]),
    ("Der Ja-Anteil lag in Chur bei 39 Prozent.", ["opinion"]),
    ("Die Stimmbeteiligung betrug 45 Prozent.", ["opinion"]),
    # states vote like people
    ("93 Staaten haben für den Antrag gestimmt, 18 dagegen, 65 enthielten sich.", ["opinion"] * 3),
    ("Im Rat gab es zehn Ja-Stimmen und fünf Enthaltungen.", ["opinion"] * 2),
    # shares of people beside verbs of opinion
    ("Zwei Drittel der Litauer befürworten das.", ["opinion"]),
    ("44 Prozent der Mieter plädieren für einen Deckel.", ["opinion"]),
    # the survey is named first, and its further results have no verb of opinion
    ("Das ergab eine Umfrage. 38 Prozent könnten damit leben. Im Westen sind es 51 Prozent.", ["opinion"] * 2),
    # the survey is named afterwards
    ("Drei von vier Esten halten den Zaun für richtig. Das ergab eine Befragung von 900 Bürgern.", ["opinion"] * 2),
    # who is elected gets votes, no money
    ("Bei der Stichwahl hat sie 54 Prozent bekommen.", ["opinion"]),
    # a price's share stays money's
    ("Super verteuerte sich um 40 Prozent.", ["cost"]),
]


@pytest.mark.parametrize(("text", "events"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_results_of_surveys_and_votes_are_opinions(text: str, events: list[str]) -> None:
    assert [claim.event for claim in extract(text)] == events
