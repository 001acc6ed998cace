"""Linked data in its script tags: mended where it is broken, flattened, and the article's node picked out."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from monitor.articles import inline
from monitor.articles.words import WORDS

Node = dict[str, Any]

_ARTICLE_TYPES: list[str] = WORDS["types"]["article"]
_CONTAINERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|h\d|tr|td)\b[^<>]*>")
_CONTROL = re.compile(r"[\x00-\x1f]")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_MISSING_COMMA = re.compile(r'(["}\]])\s*\n\s*(?="[^"\n]+"\s*:)')
_COMMENT = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
MAX_DEPTH = 12  # real nodes nest five deep; deeper is an attack or a mistake


def load(script: str) -> Any:
    """What a script says, mended if it is not quite JSON; None if it can't be."""
    for mend in (_as_is, _tidied, _escaped):
        try:
            return json.loads(mend(script), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def nodes(scripts: Iterable[str]) -> list[Node]:
    """Every node of the scripts that has a type, containers before what they hold."""
    found: list[Node] = []
    for script in scripts:
        found.extend(_flatten(load(script), 0))
    return found


def article(candidates: list[Node], url: str = "") -> Node:
    """The node of the page's article: the page's own address first, then the best type, then the fullest."""
    typed = [node for node in candidates if types(node) & set(_ARTICLE_TYPES)]
    articles = [node for node in typed if types(node) != {"ClaimReview"}] or typed  # its day is the claim's
    if not articles:
        return {}
    return max(articles, key=lambda node: (_names(node, url), bool(node.get("headline")), _rank(node), len(node)))


def types(node: Node) -> set[str]:
    """The node's types, without their vocabulary's address."""
    value = node.get("@type") or node.get("type")
    values = value if isinstance(value, list) else [value]
    return {str(v).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for v in values if isinstance(v, str)}


def strings(value: Any) -> list[str]:
    """The strings in a value that may be one, a list of them, or nodes with a name or a value."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    if isinstance(value, dict):
        return strings(value.get("name") or value.get("@value") or "")
    return []


def first(value: Any) -> str:
    """The first string of a value, unescaped twice at most (some escape HTML inside JSON), or an empty one."""
    found = strings(value)
    return plain(found[0]) if found else ""


def plain(text: str) -> str:
    """Text without HTML entities (escaped twice at most) and tags, its blanks collapsed."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", _BLOCK_TAG.sub(" ", text))
    return inline.clean(text)


def paragraphs(text: str) -> list[str]:
    """A body's paragraphs: parted by tags or line breaks, unescaped, without other tags."""
    if "&lt;" in text:
        text = html.unescape(text)
    parts = re.split(rf"\n+|{_BLOCK_TAG.pattern}", text)
    return [part for part in (plain(part) for part in parts) if part]


def truth(value: Any) -> bool | None:
    """A boolean in the shapes pages give it: true, "True", "http://schema.org/False"; None if it is none."""
    if isinstance(value, bool):
        return value
    word = str(value).rsplit("/", 1)[-1].strip().lower()
    return {"true": True, "false": False, "1": True, "0": False}.get(word)


def _flatten(value: Any, depth: int) -> Iterator[Node]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flatten(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "headline" in value:
            yield value
        for key in _CONTAINERS:
            if isinstance(value.get(key), (list, dict)):
                yield from _flatten(value[key], depth + 1)


def _names(node: Node, url: str) -> bool:
    """Whether a node says that it is about this address (without query and scheme)."""
    said = [text for key in ("url", "@id", "mainEntityOfPage") for text in _addresses(node.get(key))]
    path = _path(url)
    return bool(path) and any(_path(text) == path for text in said)


def _addresses(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [str(value.get(key)) for key in ("@id", "url") if value.get(key)]
    return [value] if isinstance(value, str) else []


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]*|[?#].*$|/$", "", url)


def _rank(node: Node) -> int:
    known = types(node)
    return -min(i for i, name in enumerate(_ARTICLE_TYPES) if name in known)


def _as_is(script: str) -> str:
    return script


def _tidied(script: str) -> str:
    """Without comment marks, trailing commas, unknown escapes; with commas between lines that lack them."""
    script = _COMMENT.sub("", _COMMENT.sub("", script)).strip().rstrip(";")
    script = _BAD_ESCAPE.sub(r"\\\\", script)
    script = _TRAILING_COMMA.sub("", script)
    return _MISSING_COMMA.sub(r"\1,\n", script)


_CLOSING = re.compile(r'\s*(?:[}\]]|:|,\s*(?:["{\[\d-]|true|false|null)|$)')


def _escaped(script: str) -> str:
    """With quotation marks inside values escaped: one that neither opens nor closes a value is text."""
    script = _CONTROL.sub(" ", _tidied(script))
    out, inside, last = [], False, 0
    for match in re.finditer(r'(?<!\\)"', script):
        at = match.start()
        out.append(script[last:at])
        last = at + 1
        if not inside:
            inside = True
            out.append('"')
        elif _CLOSING.match(script, at + 1):
            inside = False
            out.append('"')
        else:
            out.append('\\"')
    return "".join(out) + script[last:]
