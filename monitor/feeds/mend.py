"""Make the text of a feed into XML that a parser can read, before a parser sees it.

What feeds get wrong again and again: undefined entities, bare ampersands, control characters, upper-case tags,
tags within titles, words before and after the document, an end that is missing. A document type is taken out, so
that no parser loads or expands anything from it.
"""

from __future__ import annotations

import re
from html.entities import html5

from monitor.errors import FeedError

MOST_ENTRIES = 2_000

_TAGS = 30  # for each entry that is read, opening and closing; more are there to keep a parser busy
_HEAD = 50_000  # a document's first element stands here or nowhere
_ENTRIES = ("item", "entry", "url", "sitemap")
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|rdf|feed|channel|urlset|sitemapindex)(?=[\s>/])", re.IGNORECASE)
_PREFIXED = re.compile(r"<([\w.-]{1,40}):rss(?=[\s>])")
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]*(?:\[(?P<subset>.*?)\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"""<!ENTITY\s+(?P<name>[\w.-]+)\s+(?P<quote>["'])(?P<value>[^"'<>]*)(?P=quote)\s*>""")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(
    r"&(?:#(?P<dec>\d{1,7});|#[xX](?P<hex>[0-9A-Fa-f]{1,6});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?"
)
_LOUD = re.compile(r"<[A-Z]{3,}[\s>]")
_NAME = re.compile(r"<([A-Za-z][\w.:-]*)")
_TAG_NAME = re.compile(r"(</?)([A-Za-z][\w.:-]*)")
_UNCLOSED_TAG = re.compile(r"<([A-Za-z][\w:.-]*)(?=<)")
_CHANNEL = re.compile(r"<channel[\s>]")
_TITLE_END = re.compile(r"</title\s*>")
_ELEMENT = re.compile(r"<(?:item|entry|link|guid|url|div|\w+:div)\b")
_OPENED = re.compile(r"<(?:item|entry|url|sitemap)(?=[\s>])")
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})


def mend(text: str, most: int = MOST_ENTRIES) -> tuple[str, tuple[str, ...]]:
    """Mend a feed's text; give it back with notes on what was wrong. The first ``most`` entries are kept.

    Raises FeedError where the document declares entities that are built from others or lie elsewhere.
    """
    text, entities = _without_doctype(_from_root(text))
    text = _ILLEGAL.sub("", text)
    notes = []
    for step in (_lower_tags, _without_prefix, _cut_at_end, _wrap_titles):
        text, note = step(text)
        notes.append(note)
    text, many = _cut_long(text, most)
    if _CDATA.sub("", text).count("<") > most * _TAGS:
        raise FeedError(f"The feed has more than {most * _TAGS:,} tags, far more than its entries need.")
    text, odd = _mend_references(text, entities)
    return text, tuple(note for note in (*notes, many, odd) if note)


def mend_markup(text: str) -> str:
    """Mend XML of any kind, and take declaration and document type out. Raises FeedError."""
    text = _DECLARATION.sub("", text[max(text.find("<"), 0) :])
    text, entities = _without_doctype(text.lstrip())
    return _mend_references(_ILLEGAL.sub("", text), entities)[0]


def _from_root(text: str) -> str:
    """Drop what stands before the document: blanks, a server's warnings, the XML declaration (the text is decoded)."""
    root = find_root(text)
    start = root.start() if root else 0
    doctype = _DOCTYPE.search(text, 0, start)
    return text[doctype.start() if doctype else start :]


def find_root(text: str) -> re.Match[str] | None:
    """Find the element that makes a document a feed or sitemap; its local name is group 1."""
    return _ROOT.search(text, 0, _HEAD)


def _without_doctype(text: str) -> tuple[str, dict[str, str]]:
    doctype = _DOCTYPE.match(text)
    if doctype is None:
        return text, {}
    entities = _own_entities(doctype["subset"] or "")
    return text[doctype.end() :].lstrip(), entities


def _own_entities(subset: str) -> dict[str, str]:
    entities = {match["name"]: match["value"] for match in _ENTITY.finditer(subset)}
    plain = all(len(value) <= 100 and not re.search(r"&(?!#)|%|<", value) for value in entities.values())
    if subset.upper().count("<!ENTITY") != len(entities) or not plain:
        raise FeedError(
            "The document declares XML entities that are built from others or lie elsewhere; these are not expanded."
        )
    return entities


def _lower_tags(text: str) -> tuple[str, str]:
    text = _UNCLOSED_TAG.sub(r"<\1>", text)
    if not _LOUD.search(text, 0, _HEAD):
        return text, ""
    return _TAG_NAME.sub(lambda match: match[1] + match[2].lower(), text), "upper-case tags"


def _without_prefix(text: str) -> tuple[str, str]:
    """Drop the prefix of an RSS document's own elements: RSS has no namespace, and parsers know none."""
    prefix = _PREFIXED.match(text)
    if prefix is None:
        return text, ""
    return re.sub(rf"(</?){re.escape(prefix[1])}:", r"\1", text), "prefixed tags"


def _cut_at_end(text: str) -> tuple[str, str]:
    """Cut what follows the document, or close a document that breaks off after its last whole entry."""
    root = _NAME.match(text)
    end = text.rfind(f"</{root[1]}") if root else -1
    if root and end >= 0:
        return f"{text[:end]}</{root[1]}>", ""
    last = max(text.rfind(f"</{name}>") + len(name) + 3 for name in _ENTRIES)
    return _close(text[:last]), "broken off"


def _cut_long(text: str, most: int) -> tuple[str, str]:
    starts = [match.start() for match in _OPENED.finditer(text)]
    if len(starts) <= most:
        return text, ""
    return _close(text[: starts[most]]), f"only the first {most} of {len(starts)} entries read"


def _close(text: str) -> str:
    """Close channel and root of a document that was cut between two entries."""
    root = _NAME.match(text)
    channel = "</channel>" if _CHANNEL.search(text, 0, _HEAD) and "</channel>" not in text else ""
    return f"{text}{channel}</{root[1]}>" if root else text


def _wrap_titles(text: str) -> tuple[str, str]:
    """Escape markup that stands bare in a title, where a parser would take it for elements of the feed."""
    pieces = _TITLE_END.split(text)
    mended = "</title>".join([*map(_escape_title, pieces[:-1]), pieces[-1]])
    return mended, "markup in titles" if mended.count("&lt;") > text.count("&lt;") else ""


def _escape_title(piece: str) -> str:
    """Escape what follows the last opening of a title, if that is markup and neither CDATA nor a part of the feed."""
    start = piece.rfind("<title")
    inside = piece.find(">", start) + 1
    title = piece[inside:]
    if start < 0 or not inside or "<" not in title or "<![CDATA[" in title or _ELEMENT.search(title):
        return piece
    return piece[:inside] + title.replace("<", "&lt;")


def _mend_references(text: str, entities: dict[str, str]) -> tuple[str, str]:
    """Resolve entities that XML does not know and escape bare ampersands, outside of CDATA."""
    pieces = _CDATA.split(text)
    mended = "".join(
        piece if n % 2 else _REFERENCE.sub(lambda match: _refer(match, entities), piece)
        for n, piece in enumerate(pieces)
    )
    return mended, "" if mended == text else "undefined entities or bare ampersands"


def _refer(match: re.Match[str], entities: dict[str, str]) -> str:
    name = match["name"]
    if name:
        if name in _KEPT:
            return match[0]
        known = entities.get(name) or html5.get(f"{name};")
        return known if known else f"&amp;{name};"
    if match["dec"] or match["hex"]:
        return _character(match[0], int(match["dec"]) if match["dec"] else int(match["hex"], 16))
    return "&amp;"


def _character(reference: str, code: int) -> str:
    """Check a character given by number: 128 to 159 are meant as cp1252, and what XML forbids is dropped."""
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore")
    return "" if code > 0x10FFFF or _ILLEGAL.match(chr(code)) else reference
