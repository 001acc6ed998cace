"""One walk over the parsed page: everything the reader needs, as plain values.

``survey`` gives a ``Page``: the head's metadata, the scripts with linked data, the stamps, and the body's text as
``Block`` values (runs of text that no block-level tag interrupts) hanging in ``Box`` values (block-level elements).
Later steps work on these alone, so that the parser's tree is touched once. Python's share of the time is spent here:
the loop in ``_Walk.run`` is the one place where speed decides the form.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.articles import inline
from monitor.articles.page import Block, Box, Page, Stamp
from monitor.articles.words import WORDS, label_words

# What the walk does with a tag; ``words.toml`` names them, and one that it doesn't name opens a box.
_TEXT, _SKIP, _HEAD, _MEDIA, _PLAIN, _MARK, _BOX = range(7)
_KINDS: dict[str, int] = {
    "-": _SKIP,
    "-text": _TEXT,
    "-comment": _SKIP,
    "-doctype": _SKIP,
    **dict.fromkeys(WORDS["tags"]["skipped"], _SKIP),
    **dict.fromkeys(WORDS["tags"]["head"], _HEAD),
    **dict.fromkeys(WORDS["tags"]["media"], _MEDIA),
    **dict.fromkeys(WORDS["tags"]["inline"], _PLAIN),
    **dict.fromkeys(WORDS["tags"]["marks"], _MARK),
}
MAX_DEPTH = 80  # boxes in boxes; real pages have some 25, and what is deeper counts as its surroundings
_NAMING = frozenset(("class", "id", "role", "itemprop", "aria-label"))
_BOLD = frozenset(("b", "strong"))
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def survey(html: str) -> Page:
    """The page's values, from its HTML (already guarded against bombs)."""
    page = Page()
    root = LexborHTMLParser(html).root
    if root is None:
        return page
    page.language = root.attributes.get("lang") or None
    for child in root.iter():
        if child.tag == "head":
            for node in child.iter():
                _read_head(node, node.tag, page)
        else:
            _Walk(page).run(child)
    return page


def _read_head(node: LexborNode, tag: str | None, page: Page) -> None:
    if tag == "meta":
        _read_meta(node.attributes, page)
    elif tag == "link":
        rel, href = node.attributes.get("rel"), node.attributes.get("href")
        if rel and href:
            page.links.setdefault(rel.strip().lower(), href.strip())
    elif tag == "script":
        _read_script(node, page)
    elif tag == "title" and not page.title:
        page.title = inline.clean(node.text() or "")


def _read_meta(attributes: dict[str, str | None], page: Page) -> None:
    content = attributes.get("content")
    name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
    if content and name:
        page.metas.setdefault(name.strip().lower(), []).append(content)


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
        self.beyond = 0
        self.text = inline.Buffer()
        self.times: list[tuple[str, int]] = []

    def run(self, body: LexborNode) -> None:
        """Visit every node once, without recursion: a page may nest deeper than Python's stack."""
        ancestors: list[tuple[LexborNode, str, int]] = []
        add, kind_of = self.text.add, _KINDS.get
        node: LexborNode | None = body
        while node is not None:
            tag = node.tag or "-"
            kind = kind_of(tag, _BOX)
            if kind == _TEXT:
                add(node.text_content or "")
            elif kind >= _PLAIN and not (tag == "footer" and self._ends_page()):
                if kind == _BOX:
                    self._open_box(node, tag)
                elif kind == _MARK:
                    self._open_mark(node, tag)
                child = node.first_child
                if child is not None:
                    ancestors.append((node, tag, kind))
                    node = child
                    continue
                self._close(tag, kind)
            elif _SKIP < kind < _PLAIN:
                self._note(node, tag, kind)
            following = node.next if ancestors else None
            while following is None and ancestors:
                node, tag, kind = ancestors.pop()
                self._close(tag, kind)
                following = node.next if ancestors else None
            node = following
        self._end_block()

    def _ends_page(self) -> bool:
        """Whether a footer that begins here is the page's, not an article's or a picture's: it holds no text."""
        return not any(box.tag in ("article", "figure", "blockquote", "section") for box in self.box.path)

    def _note(self, node: LexborNode, tag: str, kind: int) -> None:
        """What holds no text: a picture is noted in the two boxes around it, what belongs in the head is read."""
        if kind == _HEAD:
            _read_head(node, tag, self.page)
            return
        if node.attributes.get("width") in ("0", "1"):
            return  # a counting pixel
        self.box.media = True
        if self.box.parent is not None:
            self.box.parent.media = True

    def _open_mark(self, node: LexborNode, tag: str) -> None:
        text = self.text
        if tag == "a":
            text.link_depth += 1
        elif tag in _BOLD:
            text.bold_depth += 1
        elif tag == "br":
            text.pieces.append(inline.BREAK)
        elif tag == "sup":
            text.open_superscript()
        elif tag == "time":
            self.times.append((node.attributes.get("datetime") or "", len(text.pieces)))

    def _open_box(self, node: LexborNode, tag: str) -> None:
        if self.text.pieces:
            self._end_block()
        if self.box.depth >= MAX_DEPTH:
            self.beyond += 1
            return
        attributes = node.attributes
        name, hidden = "", False
        if attributes:
            name = " ".join([value for key, value in attributes.items() if value and key in _NAMING])
            style = attributes.get("style")
            hidden = "hidden" in attributes or (style is not None and bool(_HIDING.search(style)))
        self.box = Box(tag, name, label_words(name), self.box, hidden)
        self.page.boxes.append(self.box)

    def _close(self, tag: str, kind: int) -> None:
        if kind == _BOX:
            if self.text.pieces:
                self._end_block()
            if self.beyond:
                self.beyond -= 1
            elif self.box.parent is not None:
                self.box = self.box.parent
        elif kind == _MARK:
            self._close_mark(tag)

    def _close_mark(self, tag: str) -> None:
        text = self.text
        if tag == "span":
            text.seam = True
        elif tag == "a":
            text.link_depth -= 1
        elif tag in _BOLD:
            text.bold_depth -= 1
        elif tag == "sup":
            text.close_superscript()
        elif tag == "time":
            value, start = self.times.pop()
            before, shown = (
                inline.clean("".join(part)) for part in (text.pieces[max(0, start - 3) : start], text.pieces[start:])
            )
            self.page.stamps.append(Stamp(value, shown, before[-40:], self.box, len(self.page.blocks)))

    def _end_block(self) -> None:
        text = self.text
        parts = text.parts() if text.pieces else []
        blocks = self.page.blocks
        total = sum(map(len, parts))
        for part in parts:
            links = text.linked * len(part) // total
            blocks.append(Block(part, self.box, links, text.bold * 10 > total * 9, len(blocks)))
        text.clear()
        self.times = [(value, 0) for value, _ in self.times]
