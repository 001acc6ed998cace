"""The way from a page's bytes to an article, step by step."""

from __future__ import annotations

from typing import NamedTuple

from monitor.articles import (
    agency,
    authors,
    body,
    charset,
    code,
    flags,
    guard,
    header,
    jsonld,
    metadata,
    moments,
    paging,
    tickers,
    titles,
    tree,
    zones,
)
from monitor.articles.body import Area
from monitor.articles.metadata import Metadata
from monitor.articles.moments import Times
from monitor.articles.page import Block, Page
from monitor.articles.publishers import Rule, Rules
from monitor.articles.words import WORDS
from monitor.model import BERLIN, Article, Zone

LINKED_SHARE = 0.4  # of linked data's body: what the page shows of it is less where a script has yet to print the rest


def read(html: str | bytes, url: str, *, content_type: str | None = None, rules: Rules | None = None) -> Article:
    """Read a news page: what it says, in labelled zones, and what it says of itself.

    ``html`` is the page as it came (bytes; ``content_type`` is the header's) or already decoded; ``url`` is its final
    address, against which its links are resolved; ``rules`` are publishers' rules. A page that is no article comes back
    with ``kind`` "none". Raises ``ReadError`` for a page that would take unreasonable time to parse; nothing else
    escapes.
    """
    page, meta, names, headline, area, note, text = look(html, url, content_type=content_type, rules=rules)
    near = header.lines(page, headline, area)
    people = authors.choose(authors.linked(meta.node), meta.authors, header.bylines(near), names)
    people = people or authors.marked(tree.marked(text, WORDS["bylines"]["selector"]), names)
    times = moments.choose(meta.published, meta.modified, page, near, header.span(headline, area), url)
    variants = titles.variants(meta.headline, headline.text if headline else None, meta.titles, names)
    found = _zones(page, area, meta, variants, people, times)
    text_found = running_text(found)
    turns = paging.links(page, url)
    said = flags.of(meta, page, area, found, text_found)
    return Article(
        url=url,
        title=variants[0] if variants else "",
        text=text_found,
        titles=variants,
        zones=tuple(found),
        published=times.published,
        modified=times.modified,
        authors=people,
        publisher=meta.publisher,
        agency=agency.of_article(people, [block.text for block in area.blocks]),
        canonical=meta.canonical,
        syndicated_from=meta.syndicated_from,
        language=meta.language,
        notes=tuple(note for note in (note, *times.notes) if note),
        kind=said.kind,
        paywalled=said.paywalled,
        truncated=said.truncated,
        further_pages=paging.following(turns, url),
        whole_page=paging.whole(turns, url),
    )


class Look(NamedTuple):
    """What is seen of a page before its article is put together."""

    page: Page
    meta: Metadata
    brands: tuple[str, ...]
    headline: Block | None
    area: Area
    note: str | None  # on its charset
    html: str  # without code


def look(html: str | bytes, url: str, *, content_type: str | None = None, rules: Rules | None = None) -> Look:
    """The first half of ``read``: metadata, headline, and the article's place on the page."""
    text, note = (html, None) if isinstance(html, str) else charset.decode(html, content_type)
    text = code.without(text)
    guard.check(text, url)
    page, text = _survey(text)
    meta = metadata.read(page, url)
    names = titles.brands(meta.publisher, meta.site_name, url)
    stated = [titles.without_brand(title, names) for title in dict.fromkeys((meta.headline, *meta.titles))]
    headline = header.headline(page, list(dict.fromkeys(stated)))
    day = meta.published[0].at.astimezone(BERLIN).date() if meta.published else None
    area = body.find(page, headline, rules.of(url, day) if rules else Rule())
    return Look(page, meta, names, headline, area, note, text)


def _survey(text: str) -> tuple[Page, str]:
    """The page, and its text as the parser took it."""
    try:
        return tree.survey(text), text
    except UnicodeEncodeError:
        text = charset.without_surrogates(text)
        return tree.survey(text), text


def running_text(found: list[Zone]) -> str:
    """The body as one text: its zones joined by newlines, without captions and what the newsroom took back."""
    return "\n".join(zone.text for zone in found if zone.kind not in zones.OUTSIDE_TEXT)


def _zones(
    page: Page, area: Area, meta: Metadata, variants: tuple[str, ...], people: tuple[str, ...], times: Times
) -> list[Zone]:
    pieces = zones.collect(area, meta.description, variants, people)
    linked = tickers.updates(meta.nodes)
    tickers.mark(pieces, area, page.stamps, linked, times.modified or times.published)
    found = [*zones.join(pieces), *tickers.missing(pieces, linked)]
    linked_text = next(iter(jsonld.strings(meta.node.get("articleBody"))), "")
    enough = max(len(running_text(found)) / LINKED_SHARE, body.GROUP_LIMIT)
    if len(linked_text) > enough and len(jsonld.plain(linked_text)) > enough:
        return [Zone("paragraph", text) for text in jsonld.paragraphs(linked_text)]
    return found
