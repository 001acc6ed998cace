"""Step 5: which story an article belongs to, so that ten papers with one agency report are one origin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from monitor import stories as minhash
from monitor.articles.zones import OUTSIDE_TEXT
from monitor.model import BERLIN
from monitor.pipeline.texts import Prepared
from storage import articles, stories
from storage.values import Candidate

WINDOW = timedelta(days=14)  # copies of a report appear within days; an older one is another report


def join(conn: Connection, article_id: int, prepared: Prepared, now: datetime) -> None:
    """Sign the article's text; a first version joins the story of the copy it carries, or begins its own."""
    keys = [key for _, key in minhash.bands(prepared.signature)]
    story = _story_of(conn, article_id, prepared, keys, now)
    stories.sign(conn, article_id, prepared.signature, keys, now)
    if story is None:
        page = prepared.page
        stories.create(conn, article_id, page.agency, page.agency or page.publisher, now)
    else:
        stories.join(conn, article_id, story)


def _story_of(conn: Connection, article_id: int, prepared: Prepared, keys: list[int], now: datetime) -> int | None:
    """The story that the article has, or that its copy belongs to."""
    known = articles.find(conn, article_id)
    if known and known.story_id is not None:
        return known.story_id
    stories.alone(conn, keys)
    since, until = ((now + step).astimezone(BERLIN).date() for step in (-WINDOW, WINDOW))
    found = stories.candidates(conn, keys, since, until)
    return carried(conn, prepared.signature, prepared.page.text, found)


def carried(conn: Connection, signature: Sequence[int], text: str, found: Iterable[Candidate]) -> int | None:
    """The story of the most similar of the articles found whose text is a copy of ``text``; None if none's is."""
    others = [minhash.Candidate(c.article_id, c.story_id, c.signature) for c in found]
    likely = minhash.likely(signature, others)
    return next((one.story for one in likely if minhash.is_copy(text, _body(conn, one.article))), None)


def _body(conn: Connection, article_id: int) -> str:
    """An article's latest text as it is signed: without headline and captions."""
    version = articles.latest_version(conn, article_id)
    if version is None:
        return ""
    kept = (zone for zone in version.record.zones if zone.kind not in OUTSIDE_TEXT)
    return "\n".join(version.record.text[zone.start : zone.end] for zone in kept)
