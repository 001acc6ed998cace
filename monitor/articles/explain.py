"""Why a page was read as it was: its pieces by zone or what kept them out, and whence title and times."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.articles import body, dates, titles, zones
from monitor.articles.body import Area
from monitor.articles.labels import Kind
from monitor.articles.page import Block
from monitor.articles.publishers import Rules
from monitor.articles.reader import Look, look, read
from monitor.model import Article

_SHOWN = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of the page: ``part`` is a field or zone, or None for what is no article; ``why`` a short sentence."""

    part: str | None
    text: str
    why: str


def explain(
    html: str | bytes, url: str, *, content_type: str | None = None, rules: Rules | None = None
) -> list[Reason]:
    """The reasons for a page's fields, then for each of its blocks in order; raises ``ReadError`` as ``read`` does."""
    article = read(html, url, content_type=content_type, rules=rules)
    seen = look(html, url, content_type=content_type, rules=rules)
    return [*_fields(article, seen), *_blocks(article, seen)]


def _fields(article: Article, seen: Look) -> list[Reason]:
    found = [
        Reason("title", article.title, _whence_title(article.title, seen)),
        Reason(
            "published", str(article.published or ""), _whence_time(article.published, seen.meta.published, "published")
        ),
        Reason("modified", str(article.modified or ""), _whence_time(article.modified, seen.meta.modified, "modified")),
        Reason("authors", ", ".join(article.authors), "named by linked data, byline or meta tags, in this order"),
        Reason("kind", article.kind, _why_kind(article, seen)),
    ]
    return [reason for reason in found if reason.text]


def _whence_title(title: str, seen: Look) -> str:
    if titles.same(title, seen.meta.headline):
        return "linked data's headline"
    if seen.headline and titles.same(title, seen.headline.text):
        return f"the page's <{seen.headline.box.tag}>"
    return "the head's title tags, without the site's name"


def _whence_time(time: object, stated: list[dates.Moment], name: str) -> str:
    if any(moment.at == time for moment in stated):
        return f"stated as {name} by linked data or meta tags"
    return "shown on the page, or told by its address" if time else ""


def _why_kind(article: Article, seen: Look) -> str:
    words = len(article.text.split())
    said = (
        "says that it is an article" if seen.meta.node or seen.meta.og_type == "article" else "does not say what it is"
    )
    return f"{words} words of running text; the page {said}"


def _blocks(article: Article, seen: Look) -> list[Reason]:
    pieces = zones.collect(seen.area, seen.meta.description, article.titles, article.authors)
    kept = {piece.block.index: piece.kind for piece in pieces}
    return [Reason(kept.get(block.index), block.text, _why(block, seen, kept)) for block in seen.page.blocks]


def _why(block: Block, seen: Look, kept: dict[int, Kind]) -> str:
    name = f"<{block.box.tag}{' ' + block.box.name[:_SHOWN] if block.box.name else ''}>"
    if block.index in kept:
        return name
    if seen.headline is block:
        return "the headline"
    return f"{_why_not(block, seen.area)}, {name}"


def _why_not(block: Block, area: Area) -> str:
    if block.box.bad:
        return f"in a box of the kind {block.box.bad}"
    if block.notice:
        return f"worded as {block.notice}"
    if block.links * 2 > len(block.text):
        return "mostly a link"
    if not body.within(block.box, area.core) or block.index < area.start:
        kind = body.furniture(block.box)
        return f"in a box of the kind {kind}" if kind else "outside of the article's box"
    return "no sentence, a repeat, or a heading of nothing"
