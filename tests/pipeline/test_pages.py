"""Articles over several pages, fetched from a site on loopback."""

from __future__ import annotations

import pytest

from monitor.options import Settings
from storage import articles
from storage.engine import Database
from tests.pipeline.site import Site
from tests.pipeline.test_way import FILLER, KILLED, MINUTE, NOW, TITLE, ask, one_pass

SECOND = "Auf der zweiten Seite steht, dass 4.100 Nordkoreaner verwundet worden seien."
PATH = "/artikel/gefallene.html"


def several(site: Site, *pages: str) -> None:
    """An article whose pages link to each other."""
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    links = "".join(f'<a href="?page={n}">{n}</a> ' for n in range(2, len(pages) + 2))
    first = site.page("gefallene").replace("</article>", f"<div>{links}</div></article>")
    site.raw[PATH] = first
    for number, text in enumerate(pages, 2):
        site.raw[f"{PATH}?page={number}"] = first.replace(KILLED, text).replace(FILLER, text[::-1] + ".")


def text_of(database: Database) -> str:
    (article,) = ask(database, "articles")
    with database.read() as conn:
        version = articles.latest_version(conn, int(article["id"]))
    assert version
    return version.record.text


def test_all_pages_are_read_in_their_order(site: Site, settings: Settings, database: Database) -> None:
    several(site, SECOND, "Auf der dritten Seite geht es um 900 Panzer.")
    one_pass(settings, database)
    text = text_of(database)
    assert text.index("rund 300") < text.index("4.100") < text.index("900 Panzer")
    assert ask(database, "articles")[0]["truncated"] is False


@pytest.mark.parametrize("status", [404, 500])
def test_a_page_that_fails_leaves_the_article_truncated(
    site: Site, settings: Settings, database: Database, status: int
) -> None:
    several(site, SECOND)
    del site.raw[f"{PATH}?page=2"]
    site.faults[f"{PATH}?page=2"] = status
    one_pass(settings, database)
    assert "rund 300" in text_of(database)
    assert ask(database, "articles")[0]["truncated"] is True


def test_a_page_of_another_article_is_not_taken(site: Site, settings: Settings, database: Database) -> None:
    several(site, SECOND)
    site.raw[f"{PATH}?page=2"] = site.raw[f"{PATH}?page=2"].replace(TITLE, "Zoo zählt 300 Pinguine im Freigehege")
    one_pass(settings, database)
    assert "4.100" not in text_of(database)
