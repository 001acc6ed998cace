"""What is kept of a page, and what is not: the traits of real pages, on invented ones."""

from __future__ import annotations

import pytest

from monitor.articles import read
from monitor.model import Article
from tests.articles.pages import (
    BODY,
    FIRST,
    LEAD,
    SECOND,
    TEASERS,
    THIRD,
    TITLE,
    URL,
    article,
    linked,
    page,
    paragraphs,
)

WHOLE = "\n".join((LEAD, *BODY))
LONG_JUNK = "Wir und unsere 187 Partner speichern Informationen auf Ihrem Gerät, um Inhalte zu messen. " * 40


def kinds(found: Article, kind: str) -> list[str]:
    return [zone.text for zone in found.zones if zone.kind == kind]


NOTHING_ADDED = {
    "plain": article(),
    "share bar, reading time": article('<div class="share">4.312 mal geteilt</div><div>3 Min. Lesezeit</div>'),
    "stamp": article("<p>Stand: 24.04.2024 22:58 Uhr</p>"),
    "broadcast": article("<p>Über dieses Thema berichtete das Radio am 24. März 2023 um 05:20 Uhr.</p>"),
    "permalink": article("<p>Permalink: https://nordbote.example/-b868j12</p>"),
    "agency number": article("<p>© dpa-infocom, dpa:240516-99-53606/3</p>"),
    "source": article("<p>Quelle: dpa</p>"),
    "copyright": article("<p>© 2024 Nordbote</p>"),
    "newsletter": article(
        '<div class="newsletter-box"><h3>Schon 120.000 Leser</h3><p>Die 5 Themen des Tages in 3 Minuten.</p></div>'
    ),
    "newsletter without a class": article(
        "<section aria-label='Newsletter Anmeldung'><h3>Hafen intern</h3><p>Jede Woche 7 Meldungen.</p></section>"
    ),
    "hashed teaser cards": article(f'<div class="q8z1">{TEASERS}</div>'),
    "nested article cards": article(
        "<article><h3>Sturm</h3><p>Im Norden sitzen seit Dienstag 31 Schiffe im Eis fest.</p></article>"
    ),
    "comments": article(
        f'<div id="kommentare"><p>{"Ich zähle mindestens 99 Verletzte, wer glaubt denn das! " * 30}</p></div>'
    ),
    "consent dialog longer than the text": article(
        f'<div class="cookie-layer">{paragraphs(LONG_JUNK, LONG_JUNK)}</div>'
    ),
    "hidden dialog": article(f'<div style="display: none">{paragraphs(LONG_JUNK)}</div>'),
    "embedded content's notice": article(
        "<div><p>An dieser Stelle findest du einen externen Inhalt von YouTube.</p></div>"
    ),
    "links under a heading": article(
        '<h2>Mehr zum Thema</h2><ul><li><a href="/1">Sturm: 31 Schiffe sitzen fest</a></li></ul>'
    ),
    "heading of nothing": article("<h2>Weitere Entwicklung</h2>"),
    "form around everything": article(around="<form>{}</form>"),
    "aside around everything": article(around="<aside>{}</aside>"),
    "a bad class around everything": article(around='<div class="widget teaser ad">{}</div>'),
    "a state on the body": article().replace("<body>", '<body class="has-consent comments-open">'),
    "hidden copy": article(f"<div hidden>{paragraphs(LEAD, *BODY)}</div>"),
    "second copy": article(f'<div class="print-copy">{paragraphs(*BODY)}</div>'),
    "pull quote": article("<blockquote>rief die 8.500 Anwohner des Viertels auf</blockquote>"),
    "byline and biography": article(
        "<p>Von Ada Beispiel</p><p>Ada Beispiel ist seit 2011 Redakteurin und berichtet über Häfen.</p>",
        head=linked(author={"@type": "Person", "name": "Ada Beispiel"}),
    ),
    "notes on machines, hands and sources": article(
        paragraphs(
            "Dieser Text wurde am 14. Mai 2025 mit KI übersetzt.",
            "Dieser Artikel wurde mit Unterstützung von künstlicher Intelligenz erstellt.",
            "Hinweis: Dieser Beitrag wurde mit DeepL aus dem Polnischen übersetzt.",
            "Diese Meldung wurde um 14.05 Uhr automatisch erstellt.",
            "KI-generierte Zusammenfassung",
            "Aus dem Englischen von Xenia Muster",
            "Mit Material von dpa und AFP",
            "Dieser Artikel erschien zuerst in der Ausgabe 12/2024.",
            "Original-Content von: Polizei Lindhaven, übermittelt durch news aktuell",
        )
    ),
    "struck out": article().replace("mindestens 17", "mindestens <del>71 </del>17"),
    "counting pixel in a paragraph": article().replace("<p>Der Bürger", '<p><img src="/z.gif" width="1">Der Bürger'),
    "deep wrappers": article(around="<div>" * 40 + "{}" + "</div>" * 40),
}


@pytest.mark.parametrize("html", NOTHING_ADDED.values(), ids=NOTHING_ADDED.keys())
def test_furniture_is_left_out_and_the_text_is_whole(html: str) -> None:
    found = read(html, URL)
    assert found.text == WHOLE
    assert (found.title, found.kind) == (TITLE, "article")


THREE = "<p>{a}</p><p>{b}</p><p>{c}</p>"
LAYOUTS = {
    "a wrapper for each paragraph": (
        "<main><h1>{title}</h1>"
        + "<div><p>{lead}</p></div><div><p>{a}</p></div><div><p>{b}</p></div><div><p>{c}</p></div></main>"
    ),
    "paragraphs are divs": (
        "<div><h1>{title}</h1>"
        + "<div class='vorspann'><b>{lead}</b></div><div>{a}</div><div>{b}</div><div>{c}</div></div>"
    ),
    "paragraphs parted by breaks": "<div><h1>{title}</h1><p>{lead}</p><div>{a}<br><br>{b}<br>{c}</div></div>",
    "two halves": (
        "<main><h1>{title}</h1>"
        + "<p>{lead}</p><div class='seite'><p>{a}</p></div><div class='seite'><p>{b}</p><p>{c}</p></div></main>"
    ),
    "lead calls itself teaser": (
        "<main><h1>{title}</h1>" + "<p class='article-teaser-text'>{lead}</p><div>" + THREE + "</div></main>"
    ),
    "lead is a heading": ("<main><h1>{title}</h1><h2>{lead}</h2><div>" + THREE + "</div></main>"),
    "lead beside a picture": (
        "<main><h1>{title}</h1>"
        + "<div><img src='/a.jpg'><p class='intro'>{lead}</p></div><div>"
        + THREE
        + "</div></main>"
    ),
    "text goes on behind links": (
        "<main><h1>{title}</h1>"
        + "<p>{lead}</p><p>{a}</p><h3>Mehr zum Thema</h3><p><a href='/1'>31 Schiffe</a></p><p>{b}</p><p>{c}</p></main>"
    ),
    "headline without a heading": ("<div class='kopf'>{title}</div><p class='lead'>{lead}</p><div>" + THREE + "</div>"),
    "headline in a menu too": (
        "<ul class='menu'><li><h1>{title}</h1>" + "</li></ul><main><h2>{title}</h2><p>{lead}</p>" + THREE + "</main>"
    ),
    "headline repeated": ("<main><h1>{title}</h1><p>{lead}</p><div><h1>{title}</h1>" + THREE + "</div></main>"),
    "custom elements": (
        "<x-page><h1>{title}</h1>" + "<x-lead><p>{lead}</p></x-lead><x-body>" + THREE + "</x-body></x-page>"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_text_is_found_in_any_layout(layout: str) -> None:
    found = read(page(layout.format(title=TITLE, lead=LEAD, a=FIRST, b=SECOND, c=THIRD)), URL)
    assert found.text.split("\n") == [LEAD, *BODY]


def test_figures_in_lists_tables_and_boxes_are_kept_with_their_zone() -> None:
    found = read(
        article(
            "<ul><li>9 Schwerverletzte</li><li>8 Leichtverletzte</li></ul>"
            "<table><tr><th>Jahr</th><th>Brände</th></tr><tr><td>2023</td><td>14</td></tr></table>"
            "<aside class='infobox'><h3>Der Hafen</h3><p>Der Hafen schlägt im Jahr 41 Millionen Tonnen um.</p></aside>"
            "<details><summary>Zur Halle</summary><p>Die Halle wurde 1974 gebaut und hat 3 Tore.</p></details>"
            "<dl><dt>Fläche</dt><dd>12 Hektar</dd></dl>"
        ),
        URL,
    )
    assert kinds(found, "list") == ["9 Schwerverletzte", "8 Leichtverletzte", "Fläche", "12 Hektar"]
    assert kinds(found, "table") == ["Jahr | Brände", "2023 | 14"]
    assert kinds(found, "infobox") == [
        "Der Hafen schlägt im Jahr 41 Millionen Tonnen um.",
        "Die Halle wurde 1974 gebaut und hat 3 Tore.",
    ]
    assert all(zone.text in found.text for zone in found.zones if zone.kind in ("list", "table", "infobox"))


CAPTIONS = {
    "figcaption": "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>",
    "class": "<div class='image-caption'>{}</div>",
    "figure without caption tag": "<figure><img src='a.jpg'><p>{}</p></figure>",
    "beside a picture": "<div class='k3'><picture><img src='a.jpg'></picture><span>{}</span></div>",
    "with a credit": "<p>{} Foto: Ada Beispiel</p>",
    "with an agency's credit": "<p>{} (Uwe Muster/dpa)</p>",
}


@pytest.mark.parametrize("markup", CAPTIONS.values(), ids=CAPTIONS.keys())
def test_captions_are_zones_of_their_own(markup: str) -> None:
    caption = "Einsatzkräfte vor der Halle, in der 2.400 Tonnen lagern"
    found = read(article(markup.format(caption)), URL)
    assert len(kinds(found, "caption")) == 1
    assert kinds(found, "caption")[0].startswith(caption)
    assert found.text == WHOLE


CORRECTIONS = [
    "In einer früheren Version dieses Textes war von 1.200 Tonnen die Rede. Richtig ist 2.400.",
    "Korrektur: Es sind 17 Verletzte, nicht 71.",
    "Anmerkung der Redaktion: Wir hatten irrtümlich von 12.000 Anwohnern berichtet.",
    "Ursprünglich hieß es, 71 Menschen seien verletzt. Richtig sind 17.",
]


@pytest.mark.parametrize("note", CORRECTIONS)
def test_corrections_are_kept_out_of_the_text(note: str) -> None:
    found = read(article(f"<p>{note}</p>"), URL)
    assert kinds(found, "correction") == [note]
    assert found.text == WHOLE


KEPT = [
    "Der Bericht wurde 2019 ursprünglich vom Rechnungshof erstellt, der 300 Seiten prüfte und 12 Fälle beanstandete.",
    "Das Unternehmen hat im vergangenen Jahr 300 Texte mit KI übersetzt, sagte der Chef.",
    "Die Polizei hat den Text mit KI ausgewertet und 300 Hinweise gefunden.",
]


@pytest.mark.parametrize("text", KEPT)
def test_sentences_about_texts_and_machines_are_no_notes(text: str) -> None:
    assert text in read(article(f"<p>{text}</p>"), URL).text


QUOTED = {
    "figure": "<figure><blockquote><p>{}</p></blockquote><figcaption>Ada Beispiel</figcaption></figure>",
    "class": "<div class='zitat'><p>{}</p></div>",
}


@pytest.mark.parametrize("markup", QUOTED.values(), ids=QUOTED.keys())
def test_quotes_are_labelled(markup: str) -> None:
    words = "„Wir haben in 30 Jahren nichts Vergleichbares gesehen“, sagt die Hafenmeisterin."
    found = read(article(markup.format(words)), URL)
    assert kinds(found, "quote") == [words]


def test_bold_lines_are_subheadings() -> None:
    found = read(
        article(
            "<p><b>Was in der Halle lag</b></p><p>Der Dünger war in 4.800 Säcken verpackt, sagte der Betreiber.</p>"
        ),
        URL,
    )
    assert kinds(found, "subheading") == ["Was in der Halle lag"]


def test_linked_data_stands_in_for_a_body_that_a_script_prints() -> None:
    text = "".join(f"<p>{text} {text.lower()}</p>" for text in (LEAD, *BODY))
    found = read(
        page(f"<h1>{TITLE}</h1><div id='app'></div>", head=linked(articleBody=text, datePublished="2024-05-03")), URL
    )
    assert [zone.text.split(".")[0] for zone in found.zones] == [text.split(".")[0] for text in (LEAD, *BODY)]


def test_short_page_is_read() -> None:
    found = read(page(f"<h1>{TITLE}</h1><p>Die Stadt meldet 3 Tote.</p><p>Mehr in Kürze.</p>", head=linked()), URL)
    assert found.text == "Die Stadt meldet 3 Tote.\nMehr in Kürze."


def test_accelerated_page_is_read() -> None:
    html = article().replace("<html ", "<html amp ").replace("<h1>", "<amp-img src='a.jpg'></amp-img><h1>")
    found = read(
        html.replace("</head>", f'<link rel="canonical" href="{URL}"></head>'),
        "https://amp.nordbote.example/12345.html",
    )
    assert (found.text, found.canonical) == (WHOLE, URL)


def test_nothing_escapes_on_an_empty_page() -> None:
    assert read("", URL).kind == "none"
    assert read(b"", URL).kind == "none"
    assert read("<", URL).text == ""
