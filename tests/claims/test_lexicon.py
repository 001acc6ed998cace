"""The package's word lists are kept as Python keeps modules, and what is kept never hides what a file says now."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from monitor.claims import lexicon
from monitor.errors import SettingsError

WORDS = '[kinds]\nship = ["kutter", "größere Boote"]\n[[row]]\nweight = 2\n'
TABLE = {"kinds": {"ship": ["kutter", "größere Boote"]}, "row": [{"weight": 2}]}


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the package's own folder."""
    monkeypatch.setattr(lexicon, "PACKAGE", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "words.toml"
    file.write_text(WORDS, "utf-8")
    return file


def kept(words: Path) -> Path:
    """What is kept of it after it was read."""
    assert lexicon.read(words) == TABLE
    (file,) = words.parent.glob("__pycache__/words.*.pyc")
    return file


def test_what_is_kept_is_what_the_file_says(words: Path) -> None:
    kept(words)
    assert lexicon.read(words) == TABLE


def test_it_is_what_is_read(words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(words)
    monkeypatch.setattr(lexicon, "_parsed", lambda data, path: pytest.fail("it was parsed again"))
    assert lexicon.read(words) == TABLE


def test_an_edited_file_is_read_anew(words: Path) -> None:
    kept(words)
    words.write_text('[kinds]\nship = ["ewer"]\n', "utf-8")
    assert lexicon.read(words) == {"kinds": {"ship": ["ewer"]}}


def test_so_is_one_of_the_same_size_and_another_date(words: Path) -> None:
    kept(words)
    words.write_text(WORDS.replace("kutter", "barken"), "utf-8")
    os.utime(words, (0, 1_000_000))
    assert lexicon.read(words)["kinds"]["ship"][0] == "barken"


@pytest.mark.parametrize(
    "damaged",
    [
        lambda data: b"",
        lambda data: b"no bytecode at all",
        lambda data: data[:16],  # the head alone
        lambda data: data[: len(data) // 2],
        lambda data: data[:16] + b"\xff" * 40,
        lambda data: data[:16] + b"N",  # something else than code
        lambda data: b"\0\0\0\0" + data[4:],  # another version of Python
    ],
    ids=["empty", "foreign", "head", "half", "garbage", "None", "version"],
)
def test_what_is_damaged_is_not_used(words: Path, damaged: object) -> None:
    file = kept(words)
    assert callable(damaged)
    file.write_bytes(damaged(file.read_bytes()))
    assert lexicon.read(words) == TABLE


def test_where_nothing_may_be_kept_the_file_is_read(words: Path) -> None:
    (words.parent / "__pycache__").write_text("no folder")
    assert lexicon.read(words) == TABLE


def test_a_broken_file_is_told(words: Path) -> None:
    words.write_text("[kinds\n")
    with pytest.raises(SettingsError, match="no valid TOML"):
        lexicon.read(words)
    words.write_bytes(b'a = "\xff"\n')
    with pytest.raises(SettingsError, match="can't be read"):
        lexicon.read(words)
    words.unlink()
    assert lexicon.read(words) == {}
