"""Articles over several pages: which links lead on, and what the pages give together."""

from __future__ import annotations

import pytest

from monitor.articles import paging, read
from tests.articles.pages import BODY, FIRST, LEAD, SECOND, THIRD, TITLE, article, page, paragraphs

HOST = "https://www.nordbote.example"

FURTHER = [
    # address of the first page, what is linked, what leads on
    ("/a/hafen.html", "<a href='/a/hafen-2.html'>2</a> <a href='/a/hafen-3.html'>3</a>", ["-2.html", "-3.html"]),
    ("/a/hafen", "<a href='/a/hafen/seite-2'>Seite 2</a>", ["/seite-2"]),
    ("/a/hafen", "<a href='/a/hafen/2'>Nächste Seite</a>", ["/2"]),
    ("/a/hafen", "<a href='?page=3'>3</a> <a href='?page=2'>2</a>", ["?page=2", "?page=3"]),  # in their own order
    ("/a/hafen?id=7", "<a href='/a/hafen?id=7&seite=2'>weiter</a>", ["&seite=2"]),
    ("/a/hafen", "<a href='/a/hafen/page/2/'>»</a>", ["/page/2/"]),
    ("/a/hafen", "<a href='/a/hafen?page=2'>2</a><a href='/a/hafen?page=2'>weiter</a>", ["?page=2"]),  # each once
    # what leads elsewhere
    ("/a/hafen", "<a href='/a/fischer'>weiter</a>", []),  # the next article
    ("/a/hafen", "<a href='https://andere.example/a/hafen/2'>2</a>", []),  # another host
    ("/a/hafen/3", "<a href='/a/hafen/2'>2</a>", []),  # back
    ("/a/hafen", "<div class='comments'><a href='?page=2'>2</a></div>", []),  # the comments' pages
    ("/a/hafen", "<a href='?page=2#comments'>2</a>", []),
    ("/a/hafen", "<a href='?page=2'>Alle 300 Bilder vom Brand in der großen Halle</a>", []),  # says something else
    ("/a/hafen", "<a href='http://[2/'>2</a>", []),  # no address
    ("/a/hafen", "".join(f"<a href='?page={n}'>{n}</a>" for n in range(2, 40)), [f"?page={n}" for n in range(2, 11)]),
]


@pytest.mark.parametrize(("path", "links", "endings"), FURTHER)
def test_links_that_turn_the_page(path: str, links: str, endings: list[str]) -> None:
    found = read(article(f"<div>{links}</div>"), HOST + path).further_pages
    assert len(found) == len(endings)
    assert all(address.endswith(ending) for address, ending in zip(found, endings, strict=True))


def test_next_of_the_head_counts_if_it_is_the_same_article() -> None:
    head = "<link rel='next' href='{}'>"
    assert read(article(head=head.format("/a/hafen/2")), f"{HOST}/a/hafen").further_pages == (f"{HOST}/a/hafen/2",)
    assert read(article(head=head.format("/a/fischer")), f"{HOST}/a/hafen").further_pages == ()


WHOLE = [
    ("<a href='/a/hafen?page=all'>Auf einer Seite lesen</a>", "/a/hafen?page=all"),
    ("<a href='/a/hafen/komplettansicht'>Komplettansicht</a>", "/a/hafen/komplettansicht"),
    ("<a href='/a/fischer/komplettansicht'>Komplettansicht</a>", None),
]


@pytest.mark.parametrize(("link", "address"), WHOLE)
def test_a_page_that_shows_all_in_one(link: str, address: str | None) -> None:
    assert read(article(link), f"{HOST}/a/hafen").whole_page == (HOST + address if address else None)


def test_pages_are_one_article() -> None:
    first = read(page(f"<h1>{TITLE}</h1><p class='lead'>{LEAD}</p>{paragraphs(FIRST)}"), f"{HOST}/a/hafen")
    second = read(page(f"<h1>{TITLE}</h1><p class='lead'>{LEAD}</p>{paragraphs(SECOND, THIRD)}"), f"{HOST}/a/hafen/2")
    assert paging.belongs(first, second)
    whole = paging.joined(first, [second], complete=True)
    assert whole.text.split("\n") == [LEAD, *BODY]  # the lead, which stands on both, comes once
    assert (whole.truncated, whole.notes) == (False, ("2 pages",))
    assert paging.joined(first, [], complete=False).truncated


def test_another_article_is_none_of_the_pages() -> None:
    other = read(page(f"<h1>Zoo zählt 300 Pinguine im Freigehege</h1>{paragraphs(*BODY)}", title="Zoo"), f"{HOST}/b")
    assert not paging.belongs(read(article(), f"{HOST}/a"), other)
    assert not paging.belongs(read(article(), f"{HOST}/a"), read("", f"{HOST}/a/2"))
