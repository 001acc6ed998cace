"""Text inside a block: what inline tags do to it.

Blanks collapse, but a no-break space stays (it tells ``10 000`` from two numbers); soft hyphens and zero-width
characters go; footnote marks do not glue to the number before them; raised units and powers keep their meaning.
"""

from __future__ import annotations

import re

BREAK = "\v"  # a <br>, until the block is closed
# Controls too: NUL and its like come from broken exports, and databases refuse them.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u180e]+")
_MARGIN = " \u00a0\n\t\r\f"
_BLANKS = re.compile("  +")
_MIXED_BLANKS = re.compile("(?: \u00a0|\u00a0 |\u00a0{2})[ \u00a0]*")
_BREAKS = re.compile(rf" ?{BREAK}[ \u00a0{BREAK}]*")
_SENTENCE_END = (".", "!", "?", ":", "…")
_CLOSING_QUOTES = "\"'“”«»‘’)"
_FOOTNOTE = re.compile(r"\[?\(?(?:\d{1,2}|[*†‡]{1,3}|[a-z])(?:\s*[,;]\s*\d{1,2})*\)?\]?$")
_RAISED = str.maketrans("0123456789-+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ")
_LENGTH_UNIT = re.compile(r"(?:^|[\s\d.,(/])(?:[kcdm]?m|ft|in|sm)$", re.I)
_POWER_BASE = re.compile(r"(?:^|[^\d.,\u00a0])(?:10|2|x)$")
_POWER = re.compile(r"[-+−]?\d{1,2}|n")


def clean(text: str) -> str:
    """The text with blanks collapsed, invisible characters cut and no-break spaces kept."""
    text = text.strip(_MARGIN)
    if not text.isprintable():
        text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    if text.isprintable():
        return text
    text = _INVISIBLE.sub("", text)
    if "\u00a0" in text:
        text = _MIXED_BLANKS.sub(" ", text)
    return text.strip(" \u00a0")


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence: with a stop, question or exclamation mark, or a colon."""
    return text.rstrip(_CLOSING_QUOTES).endswith(_SENTENCE_END)


def raised(before: str, mark: str, *, linked: bool) -> str:
    """What a superscript adds to the text before it: nothing for a footnote, ``²`` for a unit or power."""
    mark = mark.strip()
    if linked:
        return "" if _FOOTNOTE.match(mark) else mark
    if mark in ("2", "3") and _LENGTH_UNIT.search(before):
        return mark.translate(_RAISED)
    if _POWER.fullmatch(mark) and _POWER_BASE.search(before):
        return mark.replace("−", "-").translate(_RAISED)
    return "" if _FOOTNOTE.match(mark) else mark


class Buffer:
    """The open block's text, with counts of the characters that are linked and bold."""

    __slots__ = ("bold", "bold_depth", "link_depth", "linked", "pieces", "seam", "superscripts")

    def __init__(self) -> None:
        self.link_depth = self.bold_depth = self.linked = self.bold = 0
        self.pieces: list[str] = []
        self.superscripts: list[tuple[int, int]] = []
        self.seam = False

    def clear(self) -> None:
        """Forget the text; inline tags that are open stay open."""
        self.pieces.clear()
        self.linked = self.bold = 0
        self.seam = False
        if self.superscripts:
            self.superscripts = [(0, 0) for _ in self.superscripts]

    def add(self, text: str) -> None:
        """Append a text node; blanks before the first word are no text."""
        if text.isspace():
            if self.pieces:
                self.pieces.append(text if "\u00a0" in text else " ")
            return
        if self.seam:
            self._bridge(text)
        if self.link_depth:
            self.linked += len(text.strip())
        if self.bold_depth:
            self.bold += len(text.strip())
        self.pieces.append(text)

    def _bridge(self, text: str) -> None:
        """Two spans side by side are set apart on the page: part words that would glue."""
        self.seam = False
        last = self.pieces[-1][-1:] if self.pieces else ""
        if text[:1].isupper() and (last.islower() or last in _SENTENCE_END) and last:
            self.pieces.append(" ")

    def open_superscript(self) -> None:
        """A ``<sup>`` begins: remember where."""
        self.superscripts.append((len(self.pieces), self.linked))

    def close_superscript(self) -> None:
        """A ``<sup>`` ends: decide what of it stays."""
        start, linked = self.superscripts.pop()
        mark = "".join(self.pieces[start:])
        before = "".join(self.pieces[max(0, start - 3) : start])[-12:]
        self.pieces[start:] = [raised(before, mark, linked=self.linked > linked)]

    def parts(self) -> list[str]:
        """The text as paragraphs: two line breaks part them, as does one behind a whole sentence."""
        text = clean("".join(self.pieces))
        if BREAK not in text:
            return [text] if text else []
        return _split(text)


def _split(text: str) -> list[str]:
    parts, current, position = [], "", 0
    for match in _BREAKS.finditer(text):
        current += text[position : match.start()]
        position = match.end()
        if match.group().count(BREAK) > 1 or ends_sentence(current):
            parts.append(current)
            current = ""
        elif current:
            current += " "
    parts.append(current + text[position:])
    return [part for part in (part.strip(" \u00a0") for part in parts) if part]
