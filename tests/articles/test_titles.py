"""Headlines without brands and kickers."""

from __future__ import annotations

import pytest

from monitor.articles import titles

BRANDS = titles.brands("Nordbote GmbH", "Nordbote", "https://www.nord-bote.example/a")
HEADLINE = "Explosion im Hafen von Lindhaven fordert Verletzte"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"{HEADLINE} | Nordbote", HEADLINE),
        (f"{HEADLINE} - Nordbote", HEADLINE),
        (f"{HEADLINE} – Nordbote – 28.04.2023", HEADLINE),  # the day behind the brand
        (f"{HEADLINE} | Politik | Nordbote", HEADLINE),  # the section before it
        (f"{HEADLINE} - nord-bote.example", HEADLINE),  # the host
        (f"{HEADLINE}: nordbote", HEADLINE),
        (f"Nordbote | {HEADLINE}", HEADLINE),
        (HEADLINE, HEADLINE),
        ("Hafen - und kein Ende", "Hafen - und kein Ende"),
        ("Sturm: Der Norden räumt auf", "Sturm: Der Norden räumt auf"),  # a kicker is no brand
        ("Nordbote", "Nordbote"),  # nothing would be left
    ],
)
def test_brands_are_cut(title: str, expected: str) -> None:
    assert titles.without_brand(title, BRANDS) == expected


VARIANTS = [
    # linked data's headline comes first
    (("A im Hafen von Lindhaven", "B am Hafen von Lindhaven", ("C",)), "A im Hafen von Lindhaven"),
    # without it, what stands over the article
    (("", HEADLINE, (f"Ganz anderer Titel für Suchmaschinen | {'Nordbote'}",)), HEADLINE),
    # one that was cut off counts least
    (("Explosion im Hafen von Lindhaven ...", HEADLINE, ()), HEADLINE),
    # a kicker in the heading, the headline alone in a meta tag
    (("", f"Lindhaven {HEADLINE}", (HEADLINE,)), HEADLINE),
    # two kickers
    (("", f"Unglück - {HEADLINE}", (f"Norden: {HEADLINE}",)), HEADLINE),
    # a kicker in linked data belongs to its headline
    ((f"Norden: {HEADLINE}", HEADLINE, ()), f"Norden: {HEADLINE}"),
    # only the page's title
    (("", None, (f"{HEADLINE} | Nordbote",)), HEADLINE),
]


@pytest.mark.parametrize(("said", "expected"), VARIANTS)
def test_best_variant_comes_first(said: tuple[str, str | None, tuple[str, ...]], expected: str) -> None:
    assert titles.variants(*said, BRANDS)[0] == expected


def test_no_title_gives_no_variants() -> None:
    assert titles.variants("", None, (), BRANDS) == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("„Hafen“ – und kein Ende", '"Hafen" - und kein Ende', True),
        ("Explosion im Hafen von Lindhaven", "Explosion am Hafen von Lindhaven", False),
        (HEADLINE, f"{HEADLINE} heute", True),
        ("", "", False),
    ],
)
def test_sameness(one: str, other: str, expected: bool) -> None:
    assert titles.same(one, other) is expected
