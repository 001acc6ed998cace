"""What holds for any text: no exception, quotes and days that exist."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.claims import lexicon, sentences
from monitor.claims.context import describe
from monitor.claims.quantities import find
from monitor.model import Claim

LANGUAGE = lexicon.load()
PUBLISHED = date(2025, 3, 14)
FRAGMENTS = [
    "12 Tote",
    "von den 28",
    "(2,7)",
    "„Wir haben",
    "“",
    "laut",
    "zufolge",
    "der Polizei",
    "Russland",
    "Charkiw",
    "hat",
    "wurden",
    "getötet",
    ",",
    ";",
    ":",
    "–",
    "und",
    "davon",
    "weitere 30",
    "Das teilte",
    "mit",
    "in der Nacht zum",
    "Samstag",
    "5. Januar",
    "seit",
    "2022",
    "die Zahl der",
    "stieg auf 40",
    ".",
    "\n",
    "könnte",
    "so",
    "Er",
    ". (…)",
]


def read(text: str) -> list[Claim]:
    parts = sentences.split(text, LANGUAGE)
    return describe(text, parts, find(text, parts, LANGUAGE), PUBLISHED, LANGUAGE)


@pytest.mark.no_cover  # a long run over much text: other tests say what is covered
@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for claim in read(text):
        assert claim.quote in text
        assert claim.event
        assert text[claim.start : claim.end] == claim.text


def test_a_claim_of_an_endless_sentence_quotes_the_whole() -> None:
    text = "In Charkiw starben 12 Menschen, " * 60 + "sagte die Polizei."
    assert {claim.quote for claim in read(text)} == {text}


@pytest.mark.parametrize("marks", ["(…)", "((((", "– – –", "!!! ???", ")))"])
def test_a_sentence_of_marks_alone_behind_a_figure_says_nothing(marks: str) -> None:
    (claim,) = read(f"In Charkiw starben 12 Menschen. {marks}")
    assert (claim.low, claim.attribution) == (12, None)
