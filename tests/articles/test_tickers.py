"""Live tickers: entries with their own time, wherever the page keeps them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from monitor.articles import read
from monitor.model import Article
from tests.articles.pages import TITLE, URL, linked, page

ENTRIES = [
    (
        "2025-01-13T08:10:00+01:00",
        "Feuer unter Kontrolle",
        "Die Feuerwehr hat den Brand nach 5 Stunden unter Kontrolle gebracht.",
    ),
    (
        "2025-01-13T07:30:00+01:00",
        "Zahl der Verletzten steigt",
        "Inzwischen werden 17 Verletzte gezählt, teilt das Krankenhaus mit.",
    ),
    (
        "2025-01-12T23:45:00+01:00",
        "Explosion im Hafen",
        "Im Hafen von Lindhaven hat es gegen 23.20 Uhr eine Explosion gegeben.",
    ),
]
TIMES = [
    datetime(2025, 1, 13, 7, 10, tzinfo=UTC),
    datetime(2025, 1, 13, 6, 30, tzinfo=UTC),
    datetime(2025, 1, 12, 22, 45, tzinfo=UTC),
]
UPDATES: list[dict[str, Any]] = [
    {"@type": "BlogPosting", "headline": head, "articleBody": f"<p>{text}</p>", "datePublished": at}
    for at, head, text in ENTRIES
]
BLOG = linked(**{"@type": "LiveBlogPosting", "liveBlogUpdate": UPDATES, "datePublished": "2024-04-01T09:00:00+02:00"})


def entries(found: Article) -> list[tuple[datetime | None, list[str]]]:
    return [(zone.at, zone.text.split("\n")) for zone in found.zones if zone.kind == "ticker"]


EXPECTED = [(at, [head, text]) for at, (_, head, text) in zip(TIMES, ENTRIES, strict=True)]


def test_entries_that_are_in_linked_data_only() -> None:
    found = read(page(f"<h1>{TITLE}</h1><div id='app'></div>", head=BLOG), URL)
    assert found.kind == "ticker"
    assert entries(found) == EXPECTED


def test_entries_of_linked_data_that_the_page_shows_come_once() -> None:
    shown = "".join(f"<div><h3>{head}</h3><p>{text}</p></div>" for _, head, text in ENTRIES[:2])
    found = read(page(f"<main><h1>{TITLE}</h1>{shown}</main>", head=BLOG), URL)
    assert entries(found) == EXPECTED


def test_entries_in_boxes_with_times() -> None:
    shown = "".join(
        f"<article class='liveblog'><time datetime='{at}'>{at[11:16]} Uhr</time><h3>{head}</h3><p>{text}</p></article>"
        for at, head, text in ENTRIES
    )
    found = read(
        page(f"<main><h1>{TITLE}</h1><p>Was in Lindhaven seit der Nacht alles geschieht.</p><div>{shown}</div></main>"),
        URL,
    )
    assert found.kind == "ticker"
    assert entries(found) == EXPECTED


def test_entries_by_clocks_with_the_day_above() -> None:
    head = linked(datePublished="2024-04-01T09:00:00+02:00", dateModified="2025-01-13T09:00:00+01:00")
    lines = (
        "<h2>Montag, 13. 1.</h2>"
        f"<h3>8.10 Uhr: {ENTRIES[0][1]}</h3><p>{ENTRIES[0][2]}</p>"
        f"<h3>7.30 Uhr: {ENTRIES[1][1]}</h3><p>{ENTRIES[1][2]}</p>"
        "<h2>Sonntag, 12. Januar</h2>"
        f"<h3>23.45 Uhr: {ENTRIES[2][1]}</h3><p>{ENTRIES[2][2]}</p>"
    )
    found = read(page(f"<main><h1>{TITLE}</h1>{lines}</main>", head=head), URL)
    assert [at for at, _ in entries(found)] == TIMES
    assert [texts[1] for _, texts in entries(found)] == [text for _, _, text in ENTRIES]


def test_day_without_year_lies_in_the_past() -> None:
    head = linked(datePublished="2024-12-30T09:00:00+01:00", dateModified="2025-01-02T09:00:00+01:00")
    lines = "<h2>Dienstag, 31. 12.</h2>" + "".join(
        f"<h3>{hour}.00 Uhr: Meldung</h3><p>Um {hour} Uhr standen 300 Menschen am Hafen, teilt die Stadt mit.</p>"
        for hour in (11, 10, 9)
    )
    found = read(page(f"<main><h1>{TITLE}</h1>{lines}</main>", head=head), URL)
    assert [at for at, _ in entries(found)] == [datetime(2024, 12, 31, hour, tzinfo=UTC) for hour in (10, 9, 8)]


def test_two_dated_boxes_are_no_ticker() -> None:
    shown = "".join(f"<div><time datetime='{at}'></time><p>{text}</p></div>" for at, _, text in ENTRIES[:2])
    assert read(page(f"<main><h1>{TITLE}</h1>{shown}</main>"), URL).kind == "article"


def test_malformed_updates_do_no_harm() -> None:
    odd = linked(
        **{
            "@type": "LiveBlogPosting",
            "liveBlogUpdate": [None, "x", {}, {"headline": ""}, {"headline": "Nur ein Titel"}],
        }
    )
    found = read(page(f"<h1>{TITLE}</h1>", head=odd), URL)
    assert entries(found) == [(None, ["Nur ein Titel"])]
