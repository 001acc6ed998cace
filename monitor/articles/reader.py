"""The way from a page to an article."""

from __future__ import annotations

from monitor.articles import agency, authors, body, metadata, titles, tree, zones
from monitor.articles.metadata import Metadata
from monitor.articles.tree import Block, Page
from monitor.model import Article


def read(html: str | bytes, url: str, *, content_type: str | None = None, rules: object = None) -> Article:
    """The article on a page."""
    page = tree.survey(html if isinstance(html, str) else html.decode("utf-8", "replace"))
    meta = metadata.read(page, url)
    brands = titles.brands(meta.publisher, meta.site_name, url)
    names = [titles.without_brand(t, brands) for t in meta.titles]
    headline = find_headline(page, names)
    people = authors.tidy(meta.authors, brands)
    found = zones.collect(body.find(page, headline), meta.description, people)
    text = "\n".join(z.text for z in found if z.kind not in ("caption", "correction"))
    variants = tuple(dict.fromkeys([*names, *([headline.text] if headline else [])]))
    return Article(
        url=url,
        title=variants[0] if variants else "",
        titles=variants,
        text=text,
        zones=tuple(found),
        published=meta.published,
        modified=meta.modified,
        authors=people,
        publisher=meta.publisher or meta.site_name,
        agency=agency.of_text(z.text for z in found),
        canonical=meta.canonical,
        language=meta.language,
    )


def find_headline(page: Page, names: list[str]) -> Block | None:
    """The block that shows the headline: an h1, or any heading, that says what the head says."""
    headings = [b for b in page.blocks if b.box.tag in ("h1", "h2", "h3") and not _in_nav(b)]
    for b in headings:
        if any(titles.same(b.text, n) or (n and titles.key(n) in titles.key(b.text)) for n in names):
            return b
    return next((b for b in headings if b.box.tag == "h1"), None)


def _in_nav(block: Block) -> bool:
    box = block.box
    while box is not None:
        if box.tag in ("nav", "footer", "button"):
            return True
        box = box.parent
    return False
