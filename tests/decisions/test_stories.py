"""Copies of one report are one story."""

import random
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from monitor import stories

WORDS = [f"wort{number}" for number in range(4000)]


def _text(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)  # noqa: S311 (no secret)


def _edited(text: list[str], share: float, seed: int) -> list[str]:
    """The same beginning, another end: the 4-grams' Jaccard similarity is close to ``share``."""
    kept = int(2 * len(text) * share / (1 + share))
    return text[:kept] + _text(seed + 10_000, len(text) - kept)


def _meet(one: list[str], other: list[str]) -> bool:
    """Whether the second text would be found by its bands and join the first's story."""
    texts = " ".join(one), " ".join(other)
    first, second = map(stories.signature, texts)
    found = set(stories.bands(first)) & set(stories.bands(second))
    return bool(found and stories.likely(second, [stories.Candidate(1, 7, first)])) and stories.is_copy(*texts)


@pytest.mark.parametrize(
    ("share", "least", "most"), [(0.94, 60, 60), (0.8, 60, 60), (0.64, 54, 60), (0.35, 0, 0), (0.1, 0, 0)]
)
def test_texts_meet_by_their_likeness(share: float, least: int, most: int) -> None:
    met = sum(_meet(text, _edited(text, share, seed)) for seed in range(60) if (text := _text(seed)))
    assert least <= met <= most


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        (170, 38, 40),  # half of the copy is left
        (135, 30, 40),  # not much less: its bands meet more seldom
        (110, 0, 0),  # under 0.4 nothing is joined, however much of it stands in the longer text
    ],
)
def test_a_copy_that_was_cut_is_the_same_story(words: int, least: int, most: int) -> None:
    met = sum(_meet(text, text[:words]) for seed in range(40) if (text := _text(seed)))
    assert least <= met <= most


def test_case_punctuation_and_layout_do_not_matter() -> None:
    one = stories.signature("Der Fluss steigt weiter, sagte die Behörde.\nHelfer füllen Sandsäcke.")
    other = stories.signature("DER FLUSS STEIGT WEITER – sagte die Behörde: Helfer füllen Sandsäcke")
    assert one == other


def test_similarity_is_estimated() -> None:
    text = _text(3, 800)
    first, second = (stories.signature(" ".join(words)) for words in (text, _edited(text, 0.5, 3)))
    assert stories.similar(first, second) == pytest.approx(0.5, abs=0.15)
    assert stories.similar(first, first) == 1
    assert stories.similar(first, ()) == 0


def test_the_most_similar_candidate_comes_first_and_strangers_are_left_out() -> None:
    text = _text(5)
    mine = stories.signature(" ".join(text))
    near, far, strange = (stories.signature(" ".join(_edited(text, share, 5))) for share in (0.9, 0.65, 0.05))
    candidates = [stories.Candidate(n, n, one) for n, one in enumerate((far, near, strange, near))]
    assert [one.story for one in stories.likely(mine, candidates)] == [1, 3, 0]


def test_short_and_empty_texts() -> None:
    assert stories.signature("") == ()
    assert stories.signature("… – !") == ()
    assert stories.bands(()) == []
    assert len(stories.signature("Eilmeldung")) == stories.BINS
    assert stories.likely((), [stories.Candidate(1, 1, ())]) == []
    assert not stories.is_copy("", "")


def test_bands_are_signed_64_bit_integers() -> None:
    bands = stories.bands(stories.signature(" ".join(_text(1))))
    assert [number for number, _ in bands] == list(range(21))
    assert all(-(2**63) <= key < 2**63 for _, key in bands)
    assert any(key < 0 for _, key in bands)


STORED = Path(__file__).with_name("signature.bin")
TEXT = """Am Dienstag stieg der Pegel der Lasse auf 8,40 Meter. Das teilte die Hochwasserzentrale in Ellerbruck mit.
Über die Straße „Am Öhrchen“ fließt Wasser; 1.200 Menschen mußten gehen. Ligaturen: ﬁnden, Brüche: ½, Zeichen: ﬀ."""


def test_a_signature_that_an_earlier_version_stored_is_that_of_today() -> None:
    """Its bytes as they lie in databases of version 0.1, and its first and last bands there."""
    stored = struct.unpack(f">{stories.BINS}I", STORED.read_bytes())
    assert stories.signature(TEXT) == stored
    assert stories.similar(stored, stories.signature(TEXT.upper())) == 1
    assert [stories.bands(stored)[0], stories.bands(stored)[20]] == [
        (0, 3550748867056118046),
        (20, 4270315434287920208),
    ]


def test_a_signature_does_not_depend_on_the_hash_seed() -> None:
    code = f"from monitor import stories as s; print(s.bands(s.signature({TEXT!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert done.stdout.strip() == str(stories.bands(stories.signature(TEXT)))


def test_signatures_of_another_scheme_meet_nothing() -> None:
    """A change of the scheme changes the length, so that old and new are never taken for one another."""
    mine = stories.signature(TEXT)
    assert stories.likely(mine, [stories.Candidate(1, 1, (*mine, 0))]) == []
