"""Copies of one report are one story."""

import random
import subprocess
import sys

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
    first, second = stories.signature(" ".join(one)), stories.signature(" ".join(other))
    found = set(stories.bands(first)) & set(stories.bands(second))
    return bool(found) and stories.choose(second, len(other), [stories.Candidate(7, first, len(one))]) is not None


@pytest.mark.parametrize(
    ("share", "least", "most"), [(0.94, 60, 60), (0.8, 60, 60), (0.64, 54, 60), (0.35, 0, 0), (0.1, 0, 0)]
)
def test_texts_meet_by_their_likeness(share: float, least: int, most: int) -> None:
    met = sum(_meet(text, _edited(text, share, seed)) for seed in range(60) if (text := _text(seed)))
    assert least <= met <= most


def test_a_copy_cut_to_its_first_half_is_the_same_story() -> None:
    met = sum(_meet(text, text[:170]) for seed in range(40) if (text := _text(seed)))
    assert met >= 30


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


def test_the_most_similar_candidate_is_chosen() -> None:
    text = _text(5)
    mine = stories.signature(" ".join(text))
    near, far = (stories.signature(" ".join(_edited(text, share, 5))) for share in (0.9, 0.65))
    chosen = stories.choose(mine, 300, [stories.Candidate(1, far, 300), stories.Candidate(2, near, 300)])
    assert chosen is not None
    assert chosen.story == 2
    assert stories.choose(mine, 300, []) is None


def test_short_and_empty_texts() -> None:
    assert stories.signature("") == ()
    assert stories.signature("… – !") == ()
    assert stories.bands(()) == []
    assert len(stories.signature("Eilmeldung")) == stories.BINS
    assert stories.choose((), 0, [stories.Candidate(1, (), 0)]) is None


def test_bands_are_signed_64_bit_integers() -> None:
    bands = stories.bands(stories.signature(" ".join(_text(1))))
    assert [number for number, _ in bands] == list(range(21))
    assert all(-(2**63) <= key < 2**63 for _, key in bands)
    assert any(key < 0 for _, key in bands)


def test_signatures_stay_valid() -> None:
    """Stored signatures are compared with new ones: these values may never change, whatever the hash seed."""
    text = "Am Dienstag stieg der Pegel auf acht Meter"
    code = f"from monitor import stories as s; v = s.signature({text!r}); print(v[:4], s.bands(v)[0])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    values = stories.signature(text)
    assert done.stdout.strip() == f"{values[:4]} {stories.bands(values)[0]}"
    assert stories.bands(values)[0] == (0, 6039442330424244477)
