"""What a page says of itself, through the whole reader: times, addresses, publisher, flags, kind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.articles import read
from tests.articles.pages import BODY, LEAD, TEASERS, TITLE, URL, article, linked, page, paragraphs

AT = datetime(2024, 5, 3, 13, 47, tzinfo=UTC)
PRINTED = "<p>03.05.2024, 15:47 Uhr</p>"


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def headed(lines: str, head: str = "") -> str:
    """The article with lines between headline and lead."""
    return article(head=head).replace("</h1>", f"</h1>{lines}")


PUBLISHED = {
    "linked data": article(head=linked(datePublished="2024-05-03T15:47:00+0200")),
    "linked data before meta tags": article(
        head=meta("date", "2020-01-01") + linked(datePublished="2024-05-03T13:47Z")
    ),
    "meta tag": article(head=meta("article:published_time", "2024-05-03T15:47:00+02:00")),
    "meta tag, spelled oddly": article(head=meta("article:published:time", "2024-05-03 15:47")),
    "time element": headed('<time datetime="2024-05-03T15:47">heute</time>'),
    "time element that says it in words": headed("<time>3. Mai 2024, 15:47 Uhr</time>"),
    "printed": headed("<p>Veröffentlicht am 3. Mai 2024 um 15:47</p>"),
    "printed, bare": headed(PRINTED),
    "printed behind the text": article("<ul><li>Datum 03.05.2024, 15.47 Uhr</li></ul>"),
    "day in linked data, time printed": headed(PRINTED, linked(datePublished="2024-05-03")),
    "local time stamped Z beside the right one": article(
        head=linked(datePublished="2024-05-03T15:47:00Z") + meta("article:published_time", "2024-05-03T15:47:10+02:00")
    ),
    "time of an audio file": article(
        head=meta("article:published_time", "2024-05-03T13:47:00Z")
        + linked(**{"@type": "AudioObject", "datePublished": "2024-05-01T00:00:00Z"})
    ),
}


@pytest.mark.parametrize("html", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_publication_is_found(html: str) -> None:
    published = read(html, URL).published
    assert published is not None
    assert published.replace(second=0) == AT


def test_publication_from_the_address() -> None:
    found = read(article(), "https://nordbote.example/2024/05/03/hafen.html")
    assert found.published == datetime(2024, 5, 2, 22, tzinfo=UTC)


def test_date_in_the_text_is_no_publication() -> None:
    assert (
        read(article("<p>Der Hafen wurde am 3. Mai 1911 eröffnet, 40 Jahre nach dem ersten Plan.</p>"), URL).published
        is None
    )


def test_teaser_s_time_is_no_publication() -> None:
    html = article(f'<div class="teaser"><time datetime="2020-01-01T10:00Z"></time>{TEASERS}</div>')
    assert read(html, URL).published is None


MODIFIED = {
    "linked data": article(head=linked(datePublished="2024-05-03T10:00Z", dateModified="2024-05-03T13:47Z")),
    "time element": headed(
        '<p><time datetime="2024-05-03T12:00+02:00">12 Uhr</time>, aktualisiert '
        '<time datetime="2024-05-03T15:47+02:00">15:47</time></p>'
    ),
    "printed": headed("<p>Aktualisiert: 03.05.2024, 15:47 Uhr</p>", linked(datePublished="2024-05-03T10:00Z")),
}


@pytest.mark.parametrize("html", MODIFIED.values(), ids=MODIFIED.keys())
def test_modification_is_found(html: str) -> None:
    assert read(html, URL).modified == AT


def test_modification_before_publication_is_clamped_and_noted() -> None:
    found = read(article(head=linked(datePublished="2024-05-03T13:47Z", dateModified="2024-05-03T09:00Z")), URL)
    assert (found.published, found.modified) == (AT, AT)
    assert "modified lay before published" in found.notes


def test_lie_about_the_zone_is_noted() -> None:
    html = PUBLISHED["local time stamped Z beside the right one"]
    assert "local time was stamped as UTC" in read(html, URL).notes


@pytest.mark.parametrize(
    ("link", "canonical", "source"),
    [
        (URL, URL, None),
        ("/politik/hafen.html", "https://www.nordbote.example/politik/hafen.html", None),
        ("https://m.nordbote.example/a", "https://m.nordbote.example/a", None),  # a host of the same site
        ("https://suedbote.example.org/a", None, "https://suedbote.example.org/a"),  # syndicated
        ("javascript:void(0)", None, None),
        ("", None, None),
    ],
)
def test_canonical_address(link: str, canonical: str | None, source: str | None) -> None:
    found = read(article(head=f'<link rel="canonical" href="{link}">'), URL)
    assert (found.canonical, found.syndicated_from) == (canonical, source)


def test_sites_under_a_country_s_second_level_are_told_apart() -> None:
    found = read(article(head='<link rel="canonical" href="https://sued.co.at/a">'), "https://nord.co.at/a")
    assert found.syndicated_from == "https://sued.co.at/a"


def test_hosts_that_are_addresses_are_sites() -> None:
    found = read(article(head='<link rel="canonical" href="http://127.0.0.12:80/a">'), "http://127.0.0.11:80/a")
    assert found.syndicated_from == "http://127.0.0.12:80/a"


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (linked(publisher={"@type": "Organization", "name": "Nordbote"}), "Nordbote"),
        (meta("og:site_name", "Nordbote"), "Nordbote"),
        (linked(**{"@type": "WebSite", "name": "Nordbote"}), "Nordbote"),
        ("", None),
    ],
)
def test_publisher(head: str, publisher: str | None) -> None:
    assert read(article(head=head), URL).publisher == publisher


@pytest.mark.parametrize(
    ("attribute", "language"),
    [("de", "de"), ("de-DE", "de"), ("de_AT", "de"), ("EN", "en"), ("deutsch!", None), ("", None)],
)
def test_language(attribute: str, language: str | None) -> None:
    assert read(article().replace('lang="de"', f'lang="{attribute}"'), URL).language == language


BYLINES = {
    "labelled": "<div class='author'>Von Ada Beispiel</div>",
    "worded": "<p>Von Ada Beispiel</p>",
    "address": "<address>Ada Beispiel</address>",
    "in a line of stamps": "<div class='entry-meta'>27. Januar 2026 • Ada Beispiel • 3 Minuten</div>",
}


@pytest.mark.parametrize("line", BYLINES.values(), ids=BYLINES.keys())
def test_byline_is_read(line: str) -> None:
    assert read(headed(line), URL).authors == ("Ada Beispiel",)


def test_byline_behind_the_text_is_read() -> None:
    assert read(article("<ul><li>Autorin/Autor Ada Beispiel</li></ul>"), URL).authors == ("Ada Beispiel",)


NOT_FREE = linked(isAccessibleForFree="False", datePublished="2024-05-03")
CUT = page(
    f"<main><h1>{TITLE}</h1><p>{LEAD}</p><p>Die Feuerwehr rückte mit 120 Einsatzkräften aus …</p></main>", head=NOT_FREE
)
WALL = page(
    f"<main><h1>{TITLE}</h1><p>{LEAD}</p><div class='box'><p>Weiterlesen mit dem Digitalabo: testen</p></div></main>",
    head=linked(datePublished="2024-05-03"),
)


@pytest.mark.parametrize(
    ("html", "paywalled", "truncated"),
    [
        (article(head=linked(isAccessibleForFree=True)), False, False),
        (article("<div class='paywall'></div>"), False, False),  # the class is on a third of all pages
        (
            article(paragraphs(*[f"{text} {i}." for i in range(3) for text in BODY]), head=NOT_FREE),
            True,
            False,
        ),  # all is there
        (CUT, True, True),
        (WALL, True, True),
        (
            article(head=linked(isAccessibleForFree="http://schema.org/False", articleBody=" ".join(BODY) * 5)),
            True,
            False,
        ),
    ],
)
def test_paywall(html: str, paywalled: bool, truncated: bool) -> None:
    found = read(html, URL)
    assert (found.paywalled, found.truncated) == (paywalled, truncated)


LINKS = "".join(
    f"<div><h3><a href='/{i}'>Meldung Nummer {i} aus dem Hafen von Lindhaven</a></h3></div>" for i in range(12)
)
NO_ARTICLE = {
    "index": page(f"<main><h1>Nachrichten</h1>{LINKS}</main>", title="Nachrichten"),
    "index with introductions": page(
        f"<main><h1>Politik</h1><p>Alle Nachrichten aus der Politik, jeden Tag für Sie ausgewählt.</p>{LINKS}</main>",
        title="Politik",
    ),
    "video": page(
        "<h1>Der Hafen im Film</h1><p>Laufzeit 3 Minuten</p>", head=linked(**{"@type": "VideoObject", "name": "Film"})
    ),
    "gallery": page("<h1>Bilder</h1><p>Bild 1 von 12</p>", head=linked(**{"@type": "ImageGallery"})),
    "login": page("<h1>Anmelden</h1><form><label>Name</label><input><button>Los</button></form>"),
    "empty": page(""),
}


@pytest.mark.parametrize("html", NO_ARTICLE.values(), ids=NO_ARTICLE.keys())
def test_pages_that_are_no_article(html: str) -> None:
    assert read(html, URL).kind == "none"
