"""What ``monitor extract --page`` shows: a page's fields and zones, and why they are what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitor.cli.output import Format, clip, emit
from monitor.model import Article

if TYPE_CHECKING:
    from monitor.articles.publishers import Rules

_FIELDS = (
    *("title", "published", "modified", "authors", "publisher", "agency", "canonical", "syndicated_from", "language"),
    *("kind", "paywalled", "truncated", "further_pages", "whole_page", "notes"),
)


def show(source: tuple[bytes, str, str | None], style: Format, *, explain: bool, rules: Rules | None) -> None:
    """Print what was read of a page (its bytes, address and content type), a row a field and zone."""
    data, url, content_type = source
    if explain:
        from monitor.articles.explain import explain as reasons

        found = reasons(data, url, content_type=content_type, rules=rules)
        rows = [{"part": reason.part or "no article", "text": reason.text, "why": reason.why} for reason in found]
        emit(rows, style, EXPLAINED)
        return
    from monitor.articles import read

    emit(_rows(read(data, url, content_type=content_type, rules=rules)), style, SHOWN)


def _rows(article: Article) -> list[dict[str, Any]]:
    fields = [{"part": name, "text": _text(getattr(article, name)), "at": None} for name in _FIELDS]
    zones = [{"part": zone.kind, "text": zone.text, "at": _text(zone.at) or None} for zone in article.zones]
    return [row for row in fields if row["text"]] + zones


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


SHOWN = {
    "part": lambda row: row["part"],
    "at": lambda row: row["at"] or "",
    "text": lambda row: clip(row["text"]),
}
EXPLAINED = {
    "part": lambda row: row["part"],
    "text": lambda row: clip(row["text"], 80),
    "why": lambda row: clip(row["why"], 80),
}
