"""Invented pages: the furniture of news sites around invented articles."""

from __future__ import annotations

import json
from typing import Any

URL = "https://www.nordbote.example/politik/hafen-lindau-12345.html"
TITLE = "Explosion im Hafen von Lindhaven fordert Verletzte"
LEAD = "Nach der Explosion in einem Lagerhaus sprechen die Behörden von mindestens 17 Verletzten."
FIRST = "Die Feuerwehr rückte mit 120 Einsatzkräften aus, wie ein Sprecher der Stadt am Morgen mitteilte."
SECOND = "In der Halle lagerten nach Angaben des Betreibers rund 2.400 Tonnen Dünger, die nicht in Brand gerieten."
THIRD = "Der Bürgermeister rief die 8.500 Anwohner des Viertels auf, Fenster und Türen geschlossen zu halten."
BODY = (FIRST, SECOND, THIRD)


def paragraphs(*texts: str, tag: str = "p") -> str:
    """The texts, each in a tag of its own."""
    return "\n".join(f"<{tag}>{text}</{tag}>" for text in texts)


def linked(**fields: Any) -> str:
    """A script with linked data of a news article; fields override."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | fields
    return script(json.dumps(node, ensure_ascii=False).replace("</", "<\\/"))


def script(text: str) -> str:
    """A script with linked data, as it is."""
    return f'<script type="application/ld+json">{text}</script>'


def page(body: str, *, head: str = "", title: str = f"{TITLE} | Nordbote") -> str:
    """A page around a body's markup."""
    return (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def article(content: str = "", *, head: str = "", around: str = "{}") -> str:
    """A page with menu, headline, lead, the three paragraphs, then ``content``, and a foot."""
    inner = f'<h1>{TITLE}</h1><p class="lead">{LEAD}</p>{paragraphs(*BODY)}{content}'
    menu = '<nav><a href="/">Start</a> <a href="/wetter">Wetter 14 Grad</a></nav>'
    foot = "<footer>© 2025 Nordbote · Tel. 0555 1234-0</footer>"
    return page(
        f"<header>Nordbote{menu}</header><main>{around.format(f'<article>{inner}</article>')}</main>{foot}", head=head
    )


TEASERS = "".join(
    f'<div class="card-x7"><a href="/{i}"><h3>{text}</h3></a><span>18.04.2024 | 0:2{i} min</span></div>'
    for i, text in enumerate(("Sturm: 31 Schiffe sitzen fest", "Streik trifft 19 Flughäfen", "Fund von 600 Münzen"))
)
