"""Step 5: which story an article belongs to, so that ten papers with one agency report are one origin."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from monitor import stories as minhash
from monitor.model import BERLIN
from monitor.pipeline.texts import Prepared
from storage import articles, stories

WINDOW = timedelta(days=14)  # copies of a report appear within days; an older one is another report


def join(conn: Connection, article_id: int, prepared: Prepared, now: datetime) -> None:
    """Sign the article's text; a first version joins the story of the copy it carries, or begins its own."""
    words = len(minhash.words(prepared.page.text))
    keys = [key for _, key in minhash.bands(prepared.signature)]
    story = _story_of(conn, article_id, prepared, words, keys, now)
    stories.sign(conn, article_id, prepared.signature, words, keys, now)
    if story is None:
        page = prepared.page
        stories.create(conn, article_id, page.agency, page.agency or page.publisher, now)
    else:
        stories.join(conn, article_id, story)


def _story_of(
    conn: Connection, article_id: int, prepared: Prepared, words: int, keys: list[int], now: datetime
) -> int | None:
    """The story that the article has, or that its copy belongs to."""
    known = articles.find(conn, article_id)
    if known and known.story_id is not None:
        return known.story_id
    found = stories.candidates(conn, keys, (now - WINDOW).astimezone(BERLIN).date())
    others = [minhash.Candidate(c.story_id, c.signature, c.words) for c in found if c.story_id is not None]
    chosen = minhash.choose(prepared.signature, words, others)
    return chosen.story if chosen else None
