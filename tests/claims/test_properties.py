"""Properties of the whole reading: no exception, spans in place, numbers round-trip."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from monitor.claims import explain, extract
from monitor.claims.quantities import survey
from monitor.claims.sentences import split
from monitor.claims.values import Quantity, Rejection
from monitor.claims.vocabulary import Words
from tests.claims.reading import quantities

# Pieces of the language itself reach deeper into the grammar than any letters would.
WORDS = (
    "ein eine zwei dreißig Millionen Mio Euro Prozent bis von zwischen und oder auf mehr als rund über unter"
    " jeder fünfte halbe Dutzend Dutzende mehrere hundert Uhr Jahre alt im Alter pro Tag täglich Soldaten Männer"
    " August mal so viele Hälfte drei Viertel köpfig -köpfig minus Nr. 6. F-16"
)
SIGNS = "12 1.200 12,5 3/4 ½ 2024 . , - – ( ) : % € § + ' ’ † #"
PIECES = st.sampled_from([*WORDS.split(), *SIGNS.split(), "\n", "\xa0", "\u202f"])
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_any_text_is_read_without_error_and_every_span_is_a_part_of_it(text: str) -> None:
    found, refused = survey(text, split(text))
    parts: list[Quantity | Rejection] = [*found, *refused]
    for part in parts:
        assert 0 <= part.start < part.end <= len(text)
        assert part.text == text[part.start : part.end]
        assert "\n" not in part.text
    assert [q.start for q in found] == sorted(q.start for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_low_is_never_above_high(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.low is not None or quantity.high is not None
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_the_whole_way_reads_any_text(text: str) -> None:
    for claim in extract(text):
        assert claim.text == text[claim.start : claim.end]
        assert claim.quote in text
    assert all(reading.text == text[reading.start : reading.end] for reading in explain(text))


@settings(deadline=None, max_examples=300)
@given(st.integers(min_value=2, max_value=10**12))
def test_number_words_round_trip_in_a_sentence(number: int) -> None:
    word = num2words(number, lang="de").replace("einstausend", "eintausend")
    (quantity,) = quantities(f"Gezählt wurden {word} Menschen.")
    assert (quantity.low, quantity.high, quantity.unit) == (number, number, "person")


@settings(deadline=None, max_examples=200)
@given(st.integers(min_value=1000, max_value=10**9), st.sampled_from([".", " ", "\xa0", "\u202f", "\u2009", "'", "’"]))
def test_digits_round_trip_in_every_grouping(number: int, separator: str) -> None:
    written = f"{number:,}".replace(",", separator)
    (quantity,) = quantities(f"Gezählt wurden {written} Menschen.")
    assert (quantity.low, quantity.text) == (number, written)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_the_quick_look_at_a_sentence_never_hides_a_number(text: str) -> None:
    seen = quantities(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Words, "may_hold", lambda self, sentence: True)
        assert quantities(text) == seen
