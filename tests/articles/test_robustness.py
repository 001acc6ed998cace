"""No page, however broken, brings the reader down."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.articles import read
from tests.articles.pages import TEASERS, URL, article, linked, page

SEEDS = [
    text.encode()
    for text in (
        article(TEASERS, head=linked(datePublished="2024-05-03T15:47:00+0200", articleBody="<p>x</p>")),
        page("<time datetime='2024-05-03T10:00'>10 Uhr</time><table><tr><td>12<sup>1</sup></td></tr></table>"),
        page(
            "", head=linked(**{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"headline": "a", "datePublished": "x"}]})
        ),
    )
]
SNIPPETS = (
    b"<div> </div> <sup> </sup> <article> <time> </time> <!-- <svg> <body> <br> </a> &shy; &#0; "
    b'\x00 \xff\xfe \xc3 {"@graph":[ 31.02.2024'
).split()


def mutated(chance: random.Random, seeds: Sequence[bytes] = SEEDS) -> bytes:
    """One of the seeds with some bytes cut, doubled, changed, or put in."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                del data[at : at + chance.randint(1, 60)]
            case 1:
                data[at:at] = chance.choice(SNIPPETS)
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                start = chance.randrange(len(data) + 1)
                data[at:at] = data[start : start + chance.randint(1, 300)]
    return bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_pages_are_read(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same pages in every run
    for _ in range(100):
        found = read(mutated(chance), URL)
        found.text.encode()
        assert found.published is None or found.published.tzinfo is not None


def test_an_address_that_is_none_is_no_canonical() -> None:
    assert read(article(head="<link rel='canonical' href='https://[x/'>"), URL).canonical is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_is_read(text: str, title: str) -> None:
    found = read(page(text, title=title), URL)
    assert all(zone.text for zone in found.zones)
