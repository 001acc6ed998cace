"""Lists of feeds as other readers keep them: OPML 1.0 and 2.0, in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, indent, tostring

from monitor.errors import FeedError
from monitor.feeds.charset import decode
from monitor.feeds.mend import mend_markup
from monitor.feeds.text import plain
from monitor.feeds.urls import is_web

_DEEPEST = 20  # folders in folders


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list; ``folders`` name where it stands, from the outermost."""

    title: str
    url: str
    home: str | None = None
    folders: tuple[str, ...] = ()


def read(data: bytes) -> list[Outline]:
    """Read a list of feeds; the first mention of an address counts. Raises FeedError."""
    text, _ = decode(data)
    try:
        root = fromstring(mend_markup(text))  # noqa: S314  the document type was taken out before
    except ParseError as error:
        raise FeedError("The file can't be read as OPML.") from error
    outlines = (outline for body in root.iter("body") for outline in _outlines(body, ()))
    unique: dict[str, Outline] = {}
    for outline in outlines:
        unique.setdefault(outline.url, outline)
    return list(unique.values())


def write(outlines: Iterable[Outline], title: str) -> bytes:
    """Write a list of feeds as OPML 2.0 in UTF-8; folders with one name are one."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    folders: dict[tuple[str, ...], Element] = {(): SubElement(root, "body")}
    for outline in outlines:
        attributes = {"type": "rss", "text": outline.title, "title": outline.title, "xmlUrl": outline.url}
        home = {"htmlUrl": outline.home} if outline.home else {}
        SubElement(_folder(folders, outline.folders), "outline", {**attributes, **home})
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _outlines(element: Element, folders: tuple[str, ...]) -> Iterator[Outline]:
    for child in element:
        attributes = {name.lower(): value for name, value in child.attrib.items()}
        title = plain(attributes.get("title") or attributes.get("text") or "", 300)
        url = (attributes.get("xmlurl") or "").strip()
        if is_web(url):
            yield Outline(title or url, url, attributes.get("htmlurl") or None, folders)
        elif len(folders) < _DEEPEST:
            yield from _outlines(child, (*folders, title) if title else folders)


def _folder(folders: dict[tuple[str, ...], Element], path: tuple[str, ...]) -> Element:
    if path not in folders:
        folders[path] = SubElement(_folder(folders, path[:-1]), "outline", {"text": path[-1]})
    return folders[path]
