"""The whole way from text to claims and readings, and the word lists behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

import monitor
from monitor.claims import explain, extract, load
from monitor.errors import SettingsError
from monitor.model import Claim

TEXT = "Waldbrand: Rund 300 Menschen fliehen\nAm 3. Mai brannten 40 Hektar, teilte die Feuerwehr mit."


def test_extract_gives_claims_in_the_order_of_the_text() -> None:
    claims = extract(TEXT)
    assert all(isinstance(claim, Claim) for claim in claims)
    assert [(c.text, c.unit) for c in claims] == [("Rund 300", "person"), ("40 Hektar", "ha")]


def test_the_quote_is_the_whole_sentence() -> None:
    assert extract(TEXT)[1].quote == "Am 3. Mai brannten 40 Hektar, teilte die Feuerwehr mit."


def test_the_package_offers_extract_on_first_use() -> None:
    assert monitor.extract is extract
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        monitor.extrakt  # noqa: B018 - the look-up itself is what is tested


def test_a_measure_without_a_unit_in_the_guide_has_none() -> None:
    (claim,) = extract("Die Datei hat 40 Gigabyte.")
    assert (claim.low, claim.unit) == (40, None)


def test_explain_tells_of_every_number_what_became_of_it() -> None:
    readings = explain(TEXT)
    assert [(r.text, r.quantity is not None, r.rejection and r.rejection.reason) for r in readings] == [
        ("Rund 300", True, None),
        ("3. Mai", False, "date"),
        ("40 Hektar", True, None),
    ]
    assert all((r.quantity or r.rejection) is not None for r in readings)


def test_two_readings_of_one_text_are_equal() -> None:
    assert extract(TEXT) == extract(TEXT)


def test_a_users_words_are_added_to_the_packages(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('[[unit]]\nunit = "km"\nwords = ["werst"]\nfactor = "1.0668"\n', "utf-8")
    assert extract("Es sind 10 Werst bis dahin.")[0].unit == "piece"
    (claim,) = extract("Es sind 10 Werst bis dahin.", language=load(tmp_path))
    assert (claim.low, claim.unit) == (10.668, "km")


def test_a_broken_word_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "nouns.toml").write_text("person = [", "utf-8")
    with pytest.raises(SettingsError, match=r"nouns\.toml: the word list is no valid TOML"):
        load(tmp_path)
