"""What a paper serves: its feed in one of four formats, and its articles in one of three page templates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.demo.week import Paper, Piece

TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
}
# Numbers that stand round every article and belong to none: a good reader leaves them out.
TEASERS = (
    "Lottozahlen vom Wochenende: 4, 11, 19, 23, 37, 48",
    "Ski: Sieg um 0,12 Sekunden",
    "Die 10 schönsten Wanderungen unter 20 Kilometern",
)
_templates = Environment(
    loader=PackageLoader("monitor.demo"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


@dataclass(frozen=True, slots=True)
class Print:
    """An article as it is printed now: its current text, and when its first one appeared."""

    piece: Piece
    url: str
    published: datetime


def feed(paper: Paper, home: str, prints: Sequence[Print], changed: datetime) -> str:
    """The paper's feed, newest article first; ``changed`` is when anything in it last changed."""
    newest = sorted(prints, key=lambda item: item.published, reverse=True)
    if paper.format == "json":
        return _json_feed(paper, home, newest)
    template = _templates.get_template(f"{paper.format}.xml")
    return template.render(paper=paper, home=home, prints=newest, changed=changed, rfc822=format_datetime)


def _json_feed(paper: Paper, home: str, prints: Sequence[Print]) -> str:
    items = [
        {
            "id": item.url,
            "url": item.url,
            "title": item.piece.title,
            "summary": item.piece.lead,
            "date_published": item.published.isoformat(),
        }
        for item in prints
    ]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": paper.name, "home_page_url": home, "language": "de"}
    return json.dumps({**head, "items": items}, ensure_ascii=False, indent=1)


def page(paper: Paper, item: Print) -> str:
    """The article's page in the paper's template."""
    template = _templates.get_template(f"{paper.template}.html")
    return template.render(paper=paper, item=item, piece=item.piece, teasers=TEASERS, linked=_linked_data(paper, item))


def front(paper: Paper, prints: Sequence[Print], feed_url: str) -> str:
    """The paper's start page, which names its feed so that it can be found from the site's address."""
    return _templates.get_template("front.html").render(
        paper=paper, prints=prints, feed_url=feed_url, type=TYPES[paper.format]
    )


def _linked_data(paper: Paper, item: Print) -> str:
    """The article's JSON-LD; a closing tag inside it would end the script element."""
    author = item.piece.agency or paper.name
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": item.piece.title,
        "description": item.piece.lead,
        "url": item.url,
        "datePublished": item.published.isoformat(),
        "author": {"@type": "Organization", "name": author},
        "publisher": {"@type": "Organization", "name": paper.name},
        "isAccessibleForFree": True,
    }
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
