"""Articles: a list, one with its figures marked in the text, and two of its versions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from monitor.web.asking import asked, onward
from monitor.web.desk import Desk, NotThereError, number
from monitor.web.marking import Piece, Span, compared, pieces
from storage import articles, claims, queries
from storage.queries import Filter
from storage.queries.changes import of_article
from storage.values import ClaimRecord, StoredArticle, Version

COPIES = 50  # of a story that are listed


@dataclass(frozen=True, slots=True)
class Block:
    """A zone of the text with its figures marked."""

    kind: str
    pieces: list[Piece]


def listing(desk: Desk, request: Request) -> Response:
    """Articles by publisher, text, time, and by what their claims say."""
    wanted = asked(request.query_params)
    with desk.reading() as connection:
        rows = queries.articles(connection, wanted)
    following = onward("/articles", request.query_params, rows, wanted.limit)
    return desk.page(request, "articles.html", rows=rows, following=following, asked=request.query_params, desk=desk)


def show(desk: Desk, request: Request) -> Response:
    """An article's version (the latest, or ``?version=``) with every figure, why it is one, and the story's copies."""
    with desk.reading() as connection:
        found = _found(connection, request)
        versions = articles.versions(connection, found.id)
        version = _version(versions, request.query_params.get("version"))
        said = claims.of_version(connection, found.id, version.number) if version else []
        made = of_article(connection, found.id)
        copies = _copies(connection, found)
    values: dict[str, Any] = {
        "article": found,
        "versions": versions,
        "version": version,
        "claims": said,
        "copies": copies,
    }
    return desk.page(request, "article.html", **values, changes=made, blocks=_blocks(version, said))


def difference(desk: Desk, request: Request) -> Response:
    """Two versions side by side."""
    with desk.reading() as connection:
        found = _found(connection, request)
        versions = articles.versions(connection, found.id)
    old = _version(versions, request.path_params["old"])
    new = _version(versions, request.path_params["new"])
    if old is None or new is None:
        raise NotThereError
    lines = compared(old.record.text, new.record.text)
    return desk.page(request, "difference.html", article=found, old=old, new=new, lines=lines)


def _found(connection: Connection, request: Request) -> StoredArticle:
    found = articles.find(connection, number(request.path_params["article"]))
    if found is None:
        raise NotThereError
    return found


def _version(versions: list[Version], asked_for: str | None) -> Version | None:
    """The version of that number, or the latest; None only for an article without any."""
    if asked_for is None:
        return versions[-1] if versions else None
    wanted = number(asked_for)
    match = next((version for version in versions if version.number == wanted), None)
    if match is None:
        raise NotThereError
    return match


def _copies(connection: Connection, found: StoredArticle) -> list[dict[str, object]]:
    if found.story_id is None:
        return []
    rows = queries.articles(connection, Filter(story=found.story_id, limit=COPIES))
    return [row for row in rows if row["id"] != str(found.id)]


def _blocks(version: Version | None, said: list[ClaimRecord]) -> list[Block]:
    if version is None:
        return []
    spans = [Span(record.claim.start, record.claim.end, str(record.id)) for record in said]
    text = version.record.text
    return [Block(zone.kind, pieces(text, zone.start, zone.end, spans)) for zone in version.record.zones]
