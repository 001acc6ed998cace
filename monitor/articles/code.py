"""Cuts out of a page, before it is parsed, what holds no text of an article: three quarters of its characters.

Scripts, styles and drawings are code; menus in ``<nav>``, choices in ``<select>``, templates and the page's foot are
not read either. The parser would spend more than half its time on them. A script or style ends where the parser ends
it: at its first end tag or with the page. What else holds a start tag of its own kind, or never ends, is left to the
parser. Scripts with linked data stay.
"""

from __future__ import annotations

import re

# The time is linear: what is found is passed over, and what fails has been searched up to the next start tag only.
_CODE = re.compile(
    r"<(?:(script|style)(?=[\s>])(?![^<>]{0,300}ld\+json)[^<]*+(?:<(?!/(?i:\1)[\s/>])[^<]*+)*+(?:</(?i:\1)[^>]*+>?|\Z)"
    r"|(svg|noscript|nav|select|template)(?=[\s>])[^<]*+(?:<(?!/?\2[\s>])[^<]*+)*+</\2>)"
)


_FOOTED = ("article", "section", "figure", "blockquote")  # their footers may hold text


def without(html: str) -> str:
    """The page without that; start tags in capitals are left to the parser."""
    return _without_foot(_CODE.sub("", html))


def _without_foot(html: str) -> str:
    """The page without its last footer, if that is the page's own: nothing that may hold it ends behind it."""
    start = html.rfind("<footer")
    end = html.find("</footer>", start)
    if start < 0 or end < 0 or "ld+json" in html[start:end]:
        return html
    behind = html[start:]
    if any(behind.count(f"</{tag}") > behind.count(f"<{tag}") for tag in _FOOTED):
        return html
    return html[:start] + html[end:]
