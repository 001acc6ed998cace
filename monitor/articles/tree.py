"""One walk over the parsed page: everything the reader needs, as plain values.

``survey`` gives a ``Page``: the head's metadata, the scripts with linked data, the stamps, and the body's text as
``Block`` values (a run of text no block-level tag interrupts) hanging in ``Box`` values (block-level elements).
Later steps work on these alone, so that the parser's tree is touched once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.articles import inline
from monitor.articles.words import label_words

SKIPPED = frozenset(
    "style noscript template svg iframe object embed canvas select option input textarea audio video map frame "
    "frameset applet picture source img progress meter datalist del s strike".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data dfn em font i ins kbd mark nobr q ruby rt samp small span strong "
    "sub sup time tt u var wbr label".split()
)
HEAD_TAGS = frozenset(("meta", "link", "script", "title", "base"))
BOLD = frozenset(("b", "strong"))
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Box:
    """A block-level element: its tag, the labels its names suggest, its parent, and room for sums."""

    __slots__ = ("bad", "clean", "hidden", "labels", "name", "parent", "tag", "weight")

    def __init__(self, tag: str, name: str, labels: frozenset[str], parent: Box | None, hidden: bool):
        self.tag, self.name, self.labels, self.parent, self.hidden = tag, name, labels, parent, hidden
        self.weight = self.clean = 0
        self.bad: str | None = None


class Block:
    """A run of text: ``links`` counts its characters inside links, ``bold`` says that all of it is bold."""

    __slots__ = ("bold", "box", "index", "links", "text")

    def __init__(self, text: str, box: Box, links: int, bold: bool, index: int):
        self.text, self.box, self.links, self.bold, self.index = text, box, links, bold, index


@dataclass(slots=True)
class Stamp:
    """A ``<time>`` element: its attribute, the text it shows, and the box it stands in."""

    value: str
    text: str
    box: Box
    index: int


@dataclass(slots=True)
class Page:
    """What one walk found; ``metas`` keeps each name's values in order, names in lower case."""

    language: str | None = None
    title: str = ""
    metas: dict[str, list[str]] = field(default_factory=dict)
    canonical: str | None = None
    links: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    root: Box = field(default_factory=lambda: Box("body", "", frozenset(), None, False))


def survey(html: str) -> Page:
    """The page's values, from its HTML (already guarded against bombs)."""
    parser = LexborHTMLParser(html)
    page = Page()
    root = parser.root
    if root is not None:
        page.language = root.attributes.get("lang") or None
        for child in root.iter():
            if child.tag == "head":
                _read_head(child, page)
            elif child.tag == "body":
                _Walk(page).run(child)
    return page


def _read_head(head: LexborNode, page: Page) -> None:
    node = head.first_child
    while node is not None:
        _read_head_node(node, page)
        node = node.next


def _read_head_node(node: LexborNode, page: Page) -> None:
    match node.tag:
        case "meta":
            _read_meta(node.attributes, page)
        case "link":
            _read_link(node.attributes, page)
        case "script":
            _read_script(node, page)
        case "title" if not page.title:
            page.title = node.text() or ""


def _read_meta(attributes: dict[str, str | None], page: Page) -> None:
    content = attributes.get("content")
    if not content:
        return
    name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
    if name:
        page.metas.setdefault(name.strip().lower(), []).append(content)


def _read_link(attributes: dict[str, str | None], page: Page) -> None:
    rel, href = attributes.get("rel"), attributes.get("href")
    if rel and href:
        page.links.setdefault(rel.strip().lower(), href.strip())


def _read_script(node: LexborNode, page: Page) -> None:
    kind = node.attributes.get("type")
    if kind and "ld+json" in kind.lower():
        child = node.first_child
        if child is not None and child.text_content:
            page.scripts.append(child.text_content)


class _Walk:
    """The walk over ``<body>``: an open block of text is closed at each block-level border."""

    def __init__(self, page: Page):
        self.page = page
        self.box = page.root
        self.text = inline.Buffer()
        self.times: list[tuple[str, int]] = []

    def run(self, body: LexborNode) -> None:
        """Visit every node once, without recursion: a page may nest deeper than Python's stack."""
        open_nodes: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = body
        while node is not None:
            tag = self._enter(node)
            child = node.first_child if tag else None
            if child is not None:
                open_nodes.append((node, tag))
                node = child
                continue
            if tag:
                self._leave(tag)
            following = node.next if open_nodes else None
            while following is None and open_nodes:
                node, tag = open_nodes.pop()
                self._leave(tag)
                following = node.next if open_nodes else None
            node = following
        self._close_block()

    def _enter(self, node: LexborNode) -> str:
        """Take in the node; its tag if its children are to be visited, else an empty string."""
        tag = node.tag or "-"
        if tag == "-text":
            self.text.add(node.text_content or "")
            return ""
        if tag in INLINE:
            self._enter_inline(node, tag)
            return tag
        if tag in SKIPPED or tag[0] == "-":
            return ""
        if tag in HEAD_TAGS:
            _read_head_node(node, self.page)
            return ""
        self._enter_box(node, tag)
        return tag

    def _enter_inline(self, node: LexborNode, tag: str) -> None:
        text = self.text
        if tag == "a":
            text.link_depth += 1
        elif tag in BOLD:
            text.bold_depth += 1
        elif tag == "br":
            text.pieces.append(inline.BREAK)
        elif tag == "sup":
            text.open_superscript()
        elif tag == "time":
            self.times.append((node.attributes.get("datetime") or "", len(text.pieces)))

    def _enter_box(self, node: LexborNode, tag: str) -> None:
        self._close_block()
        attributes = node.attributes
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        role = attributes.get("role") or ""
        if role:
            name = f"{name} {role}"
        style = attributes.get("style")
        hidden = "hidden" in attributes or bool(style and HIDING.search(style))
        self.box = Box(tag, name, label_words(name), self.box, hidden)
        self.page.boxes.append(self.box)

    def _leave(self, tag: str) -> None:
        text = self.text
        if tag not in INLINE:
            self._close_block()
            if self.box.parent is not None:
                self.box = self.box.parent
        elif tag == "span":
            text.seam = True
        elif tag == "a":
            text.link_depth -= 1
        elif tag in BOLD:
            text.bold_depth -= 1
        elif tag == "sup":
            text.close_superscript()
        elif tag == "time":
            value, start = self.times.pop()
            shown = inline.clean("".join(text.pieces[start:]))
            self.page.stamps.append(Stamp(value, shown, self.box, len(self.page.blocks)))

    def _close_block(self) -> None:
        text = self.text
        if not text.pieces:
            return
        box, blocks = self.box, self.page.blocks
        parts = text.parts()
        if len(parts) == 1:
            length = len(parts[0]) - parts[0].count(" ")
            blocks.append(Block(parts[0], box, text.linked, text.bold >= length, len(blocks)))
        elif parts:
            share = text.linked / max(1, sum(map(len, parts)))
            blocks.extend(
                Block(part, box, int(share * len(part)), False, len(blocks) + i) for i, part in enumerate(parts)
            )
        text.clear()
        text.superscripts = [(0, linked) for _, linked in text.superscripts]
        self.times = [(value, 0) for value, _ in self.times]
