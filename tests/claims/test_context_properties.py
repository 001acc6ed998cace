"""What holds for any text: no exception, quotes and days that exist, time that grows with the text."""

from __future__ import annotations

import time
from datetime import date

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
]


def read(text: str) -> list[Claim]:
    parts = sentences.split(text, LANGUAGE)
    return describe(text, parts, find(text, parts, LANGUAGE), PUBLISHED, LANGUAGE)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for claim in read(text):
        assert claim.quote in text
        assert claim.event
        assert text[claim.start : claim.end] == claim.text


def test_time_grows_with_the_text_also_within_one_sentence() -> None:
    """Ten times the words of one endless sentence take at most some twenty times as long (a square would take 100)."""
    row = "Russland verlor 30 Panzer, laut Kiew wurden 12 Menschen verletzt, "
    read(row)  # compiles the word lists
    short, long = (_seconds(row * times) for times in (40, 400))
    assert long < 20 * short + 0.5


def _seconds(text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


def test_a_claim_of_an_endless_sentence_quotes_the_whole() -> None:
    text = "In Charkiw starben 12 Menschen, " * 60 + "sagte die Polizei."
    assert {claim.quote for claim in read(text)} == {text}
