"""Who wrote it."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.articles import authors

BRANDS = ("Nordbote", "nordbote.example")

TIDIED = [
    (["Von Ada Beispiel"], ("Ada Beispiel",)),
    (["Ada Beispiel und Uwe Muster, dpa"], ("Ada Beispiel", "Uwe Muster", "dpa")),  # an agency beside persons stays
    (["Ada Beispiel (abe)", "Uwe Muster (umu)"], ("Ada Beispiel", "Uwe Muster")),  # sigla
    (["Ada Beispiel, ada.beispiel@nordbote.example"], ("Ada Beispiel",)),  # an address
    (["https://www.example.org/nordbote", "Ada Beispiel"], ("Ada Beispiel",)),
    (["Ada Beispiel", "Nordbote"], ("Ada Beispiel",)),  # the newsroom beside a person
    (["Nordbote"], ("Nordbote",)),  # nobody else is named
    (["Redaktion Nordbote"], ("Redaktion Nordbote",)),
    (["Autorin: Ada Beispiel und Uwe Muster, Lindhaven"], ("Ada Beispiel", "Uwe Muster")),  # a place behind
    (["Ein Kommentar von Ada Beispiel"], ("Ada Beispiel",)),
    (["Ada Beispiel Redakteurin"], ("Ada Beispiel",)),  # a role
    (["abe", "umu/dpa"], ("umu/dpa",)),  # sigla alone are nobody, an agency's is one
    (["Ada Beispiel", "ada beispiel"], ("Ada Beispiel",)),  # once
    (["AFP"], ("AFP",)),
    (["Ada Beispiel; Uwe Muster"], ("Ada Beispiel", "Uwe Muster")),
    (["12.03.2024"], ()),
    ([], ()),
]


@pytest.mark.parametrize(("names", "expected"), TIDIED)
def test_names_are_tidied(names: list[str], expected: tuple[str, ...]) -> None:
    assert authors.tidy(names, BRANDS) == expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"author": "Ada Beispiel"}, ["Ada Beispiel"]),
        ({"author": {"@type": "Person", "name": "Ada Beispiel"}}, ["Ada Beispiel"]),
        ({"author": [{"name": "Ada Beispiel"}, {"name": "Uwe Muster"}]}, ["Ada Beispiel", "Uwe Muster"]),
        ({"author": {"givenName": "Ada", "familyName": "Beispiel"}}, ["Ada Beispiel"]),  # apart
        ({"author": {"name": ["Ada Beispiel", "Uwe Muster"]}}, ["Ada Beispiel", "Uwe Muster"]),
        ({"creator": ["Ada &amp; Co"]}, ["Ada & Co"]),
        ({"author": {"@id": "#1"}}, []),
        ({"author": 7}, []),
    ],
)
def test_linked_names(node: dict[str, Any], expected: list[str]) -> None:
    assert authors.linked(node) == expected


@pytest.mark.parametrize(
    ("linked", "stated", "printed", "expected"),
    [
        (["Ada Beispiel"], ["Nordbote"], ["Von Uwe Muster"], ("Ada Beispiel",)),
        (["AFP"], [], ["Von: Ada Beispiel, Uwe Muster"], ("Ada Beispiel", "Uwe Muster")),  # persons before an agency
        ([], ["Nordbote Verlag"], ["Von Ada Beispiel"], ("Ada Beispiel",)),  # the owner stands in the meta tag
        ([], ["Ada Beispiel"], [], ("Ada Beispiel",)),
        (["dpa"], [], [], ("dpa",)),
        ([], [], [], ()),
    ],
)
def test_persons_are_preferred(
    linked: list[str], stated: list[str], printed: list[str], expected: tuple[str, ...]
) -> None:
    assert authors.choose(linked, stated, printed, BRANDS) == expected
