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
from monitor.articles.page import Block, Box, Page, Stamp, Turn
from monitor.articles.words import WORDS, label_words

# What the walk does with a tag; ``words.toml`` names them, and one that it doesn't name opens a box.
_TEXT, _SKIP, _HEAD, _MEDIA, _PLAIN, _MARK, _BOX, _FOOT = range(8)
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
    "footer": _FOOT,
}
_NAMED_TAGS = 1000  # Lexbor's numbers for tags it knows are below; others are numbered anew in each document
_known: dict[int, tuple[str, int]] = {}  # a tag's number: its name and what the walk does; asking for names is slow
MAX_DEPTH = 80  # boxes in boxes; real pages have some 25, and what is deeper counts as its surroundings
_MOST_MARKED = 50  # elements
_NO_LABELS: frozenset[str] = frozenset()
_FOOTED = frozenset(("article", "figure", "blockquote", "section"))
_BOLD = frozenset(("b", "strong"))
_NAME_LENGTH = 2_000  # characters of an element's names; real ones have at most some 500
_TURN_LENGTH = 40  # characters
_MOST_TURNS = 1_000  # links that turn pages; an article's further pages are a dozen
_TURNS = frozenset(WORDS["paging"]["links"])
_TURN_PART: str = WORDS["paging"]["link_part"]
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def _learn(node: LexborNode) -> tuple[str, int]:
    """A node's tag and what the walk does with it, remembered where its number lasts."""
    tag = node.tag or "-"
    entry = tag, _KINDS.get(tag, _BOX)
    number = node.tag_id
    if number < _NAMED_TAGS:
        _known[number] = entry
    return entry


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
                tag, kind = _known.get(node.tag_id) or _learn(node)
                if kind == _HEAD:
                    _read_head(node, tag, page)
        else:
            _Walk(page).run(child)
    return page


def marked(html: str, selector: str) -> list[str]:
    """The texts of the elements that a CSS selector finds, in order, each once.

    It parses the page again, so it is for the few pages that lack something.
    """
    found = LexborHTMLParser(html).css(selector)
    texts = (inline.clean(node.text(separator=" ") or "") for node in found[:_MOST_MARKED])
    return list(dict.fromkeys(text for text in texts if text))


def _read_head(node: LexborNode, tag: str, page: Page) -> None:
    if tag == "meta":
        _read_meta(node.attributes, page)
    elif tag == "link":
        attributes = node.attributes
        rel, href = attributes.get("rel"), attributes.get("href")
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


def _turns_page(said: str) -> bool:
    """Whether a link's words (in lower case) turn a page: a number of one, "weiter", "nächste Seite"."""
    return said in _TURNS or _TURN_PART in said or (len(said) < 3 and said.isdecimal())


def _ends_page(above: list[tuple[LexborNode, str, int]]) -> bool:
    """Whether a footer that begins here is the page's, not an article's or a picture's: it holds no text."""
    return not any(tag in _FOOTED for _, tag, _ in above)


def _box(node: LexborNode, parent: Box) -> Box:
    """An element's box, with what its attributes say."""
    tag, _ = _known.get(node.tag_id) or _learn(node)
    attributes = node.attributes
    if not attributes:
        return Box(tag, "", _NO_LABELS, parent, False)
    get = attributes.get
    name = (get("class") or "")[:_NAME_LENGTH]
    if len(attributes) == 1 and name:
        return Box(tag, name, label_words(name), parent, False)
    name = " ".join(filter(None, (name, get("id"), get("role"), get("itemprop"), get("aria-label"))))[:_NAME_LENGTH]
    style = get("style")
    hidden = "hidden" in attributes or (style is not None and bool(_HIDING.search(style)))
    return Box(tag, name, label_words(name), parent, hidden)


class _Walk:
    """The walk over ``<body>``: an open block of text is closed at each block-level border.

    ``open`` are the block-level elements around the place, from outside inwards: as boxes where text or a picture was
    found in them, else as the parser's nodes, since half of them hold nothing and would be made in vain.
    """

    def __init__(self, page: Page):
        self.page = page
        self.open: list[Box | LexborNode] = []
        self.text = inline.Buffer()
        self.times: list[tuple[str, int]] = []
        self.link: tuple[LexborNode, int] | None = None  # the open link, and where in the text it begins

    def run(self, body: LexborNode) -> None:
        """Visit every node once, without recursion: a page may nest deeper than Python's stack."""
        above: list[tuple[LexborNode, str, int]] = []
        add, pieces, known = self.text.add, self.text.pieces, _known.get
        node: LexborNode | None = body
        while node is not None:
            tag, kind = known(node.tag_id) or _learn(node)
            if kind == _TEXT:
                words = node.text_content
                if words and (pieces or not words.isspace()):
                    add(words)
            elif kind >= _PLAIN and not (kind == _FOOT and _ends_page(above)):
                if kind > _PLAIN:
                    self._enter(node, tag, kind)
                child = node.first_child
                if child is not None:
                    above.append((node, tag, kind))
                    node = child
                    continue
                self._leave(tag, kind)
            elif _SKIP < kind < _PLAIN:
                self._note(node, tag, kind)
            following = node.next if above else None
            while following is None and above:
                node, tag, kind = above.pop()
                if kind > _PLAIN:
                    self._leave(tag, kind)
                following = node.next if above else None
            node = following
        self._end_block()

    def _here(self) -> Box:
        """The innermost open element's box, made now with those around it if it is the first to be needed."""
        opened, box = self.open, self.page.root
        if opened and len(opened) <= MAX_DEPTH and isinstance(opened[-1], Box):
            return opened[-1]
        for place, element in enumerate(opened[:MAX_DEPTH]):
            if isinstance(element, Box):
                box = element
            else:
                box = opened[place] = _box(element, box)
                self.page.boxes.append(box)
        return box

    def _note(self, node: LexborNode, tag: str, kind: int) -> None:
        """What holds no text: a picture is noted in the two boxes around it, what belongs in the head is read."""
        if kind == _HEAD:
            _read_head(node, tag, self.page)
        elif node.attributes.get("width") not in ("0", "1"):  # no counting pixel
            box = self._here()
            box.media = True
            if box.parent is not None:
                box.parent.media = True

    def _open_mark(self, node: LexborNode, tag: str) -> None:
        text = self.text
        if tag == "a":
            text.link_depth += 1
            self.link = node, len(text.pieces)
        elif tag in _BOLD:
            text.bold_depth += 1
        elif tag == "br":
            text.pieces.append(inline.BREAK)
        elif tag == "sup":
            text.open_superscript()
        elif tag == "time":
            self.times.append((node.attributes.get("datetime") or "", len(text.pieces)))

    def _enter(self, node: LexborNode, tag: str, kind: int) -> None:
        if kind == _MARK:
            self._open_mark(node, tag)
            return
        if self.text.pieces:
            self._end_block()
        self.open.append(node)

    def _leave(self, tag: str, kind: int) -> None:
        if kind == _MARK:
            self._close_mark(tag)
        elif kind >= _BOX:
            if self.text.pieces:
                self._end_block()
            self.open.pop()

    def _close_mark(self, tag: str) -> None:
        text = self.text
        if tag == "span":
            text.seam = True
        elif tag == "a":
            text.link_depth -= 1
            self._note_turn()
        elif tag in _BOLD:
            text.bold_depth -= 1
        elif tag == "sup":
            text.close_superscript()
        elif tag == "time":
            self._note_stamp(*self.times.pop())

    def _note_turn(self) -> None:
        """A link ends: keep where it leads if it may turn a page."""
        if self.link is None:
            return
        link, start = self.link
        self.link = None
        said = "".join(self.text.pieces[start:]).strip() if start < len(self.text.pieces) else ""
        if 0 < len(said) <= _TURN_LENGTH and _turns_page(said.lower()) and len(self.page.turns) < _MOST_TURNS:
            self.page.turns.append(Turn(link.attributes.get("href") or "", self._here()))

    def _note_stamp(self, value: str, start: int) -> None:
        """A ``<time>`` ends that began at this piece."""
        pieces = self.text.pieces
        before = inline.clean("".join(pieces[max(0, start - 3) : start]))[-40:]
        shown = inline.clean("".join(pieces[start:]))
        self.page.stamps.append(Stamp(value, shown, before, self._here(), len(self.page.blocks)))

    def _end_block(self) -> None:
        text = self.text
        parts = text.parts() if text.pieces else []
        if parts:
            box, blocks = self._here(), self.page.blocks
            total = sum(map(len, parts))
            bold = text.bold * 10 > total * 9
            for part in parts:
                blocks.append(Block(part, box, text.linked * len(part) // total, bold, len(blocks)))
        text.clear()
        if self.times:
            self.times = [(value, 0) for value, _ in self.times]
