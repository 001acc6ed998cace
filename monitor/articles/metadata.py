"""What a page's head and linked data say of the article: headlines, moments, authors, publisher, address, flags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from monitor.articles import dates, jsonld
from monitor.articles.dates import Moment
from monitor.articles.page import Page
from monitor.articles.words import WORDS

_NAMES: dict[str, list[str]] = WORDS["metas"]


@dataclass(slots=True)
class Metadata:
    """The head's statements; lists hold their variants in the order of trust, ``headline`` is linked data's."""

    headline: str = ""
    titles: list[str] = field(default_factory=list)
    description: str = ""
    published: list[Moment] = field(default_factory=list)
    modified: list[Moment] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None
    site_name: str | None = None
    canonical: str | None = None
    syndicated_from: str | None = None
    language: str | None = None
    free: bool | None = None
    og_type: str = ""
    node: jsonld.Node = field(default_factory=dict)
    nodes: list[jsonld.Node] = field(default_factory=list)


def read(page: Page, url: str) -> Metadata:
    """The metadata of a surveyed page."""
    nodes = jsonld.nodes(page.scripts)
    node = jsonld.article(nodes, url)
    canonical, syndicated_from = _canonical(page, url)
    return Metadata(
        headline=jsonld.first(node.get("headline")),
        titles=[text for text in (*_all(page, "title"), page.title) if text],
        description=jsonld.first(node.get("description")) or _first(page, "description"),
        published=_moments(node.get("datePublished"), _all(page, "published")),
        modified=_moments(node.get("dateModified"), _all(page, "modified")),
        authors=_names(page),
        publisher=jsonld.first(node.get("publisher")) or _publisher(nodes) or _first(page, "site_name") or None,
        site_name=_first(page, "site_name") or None,
        canonical=canonical,
        syndicated_from=syndicated_from,
        language=_language(page, node),
        free=jsonld.truth(node["isAccessibleForFree"]) if "isAccessibleForFree" in node else None,
        og_type=_first(page, "type").lower(),
        node=node,
        nodes=nodes,
    )


def _all(page: Page, name: str) -> Iterator[str]:
    """The plain values of the meta tags that stand for a name, in the order of ``words.toml``."""
    metas = page.metas
    return (jsonld.plain(value) for meta in _NAMES[name] if meta in metas for value in metas[meta])


def _first(page: Page, name: str) -> str:
    return next((text for text in _all(page, name) if text), "")


def _moments(linked: object, metas: Iterable[str]) -> list[Moment]:
    values = [*(linked if isinstance(linked, list) else [linked]), *metas]
    return [moment for value in values if (moment := dates.read(value))]


def _names(page: Page) -> list[str]:
    return [value for value in _all(page, "author") if not value.startswith(("http:", "https:", "@"))]


def _publisher(nodes: list[jsonld.Node]) -> str | None:
    organisations = ("NewsMediaOrganization", "Organization", "WebSite")
    named = (jsonld.first(node.get("name")) for kind in organisations for node in nodes if kind in jsonld.types(node))
    return next((name for name in named if name), None)


def _language(page: Page, node: jsonld.Node) -> str | None:
    said = page.language or jsonld.first(node.get("inLanguage")) or _first(page, "language")
    code = said.replace("_", "-").partition("-")[0].strip().lower() if said else ""
    return code if 2 <= len(code) <= 3 and code.isalpha() else None


def _canonical(page: Page, url: str) -> tuple[str | None, str | None]:
    """The page's own statement of its address, resolved: as its address on this site, or as its source on another."""
    value = page.links.get("canonical") or _first(page, "url")
    try:
        address = urljoin(url, value) if value else ""
        parts = urlsplit(address)
    except ValueError:  # an address such as "http://[x"
        return None, None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None, None
    return (address, None) if _site(parts.hostname) == _site(urlsplit(url).hostname or "") else (None, address)


def _site(host: str) -> str:
    """The name a host is registered under: its last two labels, three behind endings like ``co.at``."""
    labels = host.lower().rstrip(".").split(".")
    if labels[-1].isdigit() or ":" in host:
        return host
    second = len(labels) > 2 and labels[-2] in ("co", "or", "ac", "gv", "com", "org", "net", "edu", "gov")
    return ".".join(labels[-3:] if second and len(labels[-1]) == 2 else labels[-2:])
