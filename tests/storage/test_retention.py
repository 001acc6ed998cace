"""What goes when it is old: texts around their quotes, rows that nobody needs; what stays is as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.model import Claim
from monitor.options import RetentionSettings
from storage import articles, claims, clock, feeds, health, maintenance, meta, retention, schema
from storage.engine import Database
from tests.storage.make import DAY, HOUR, NOW, claim, feed, quantity, record, text_of

TITLE = "Hochwasser im Tal"
FIRST = "Nach Angaben des Krisenstabs sind 12 Menschen tot und 30 verletzt."
SECOND = "Der Schaden liegt bei 4 Millionen Euro."
TEXT = "\n".join([TITLE, FIRST, "Die Straßen sind gesperrt, Busse fahren nicht.", SECOND])


@pytest.fixture
def old(database: Database) -> int:
    """An article with three claims that has been compared and is not read again."""
    with database.write() as conn:
        article_id = articles.save(conn, record(title=TITLE), NOW - 100 * DAY)
        articles.add_version(conn, article_id, text_of(TEXT, seen_at=NOW - 100 * DAY))
        told = (("12", FIRST), ("30", FIRST), ("4 Millionen Euro", SECOND))
        claims.add(conn, [claim(article_id, said=_said(words, quote)) for words, quote in told])
        row = conn.execute(select(schema.versions.c.id)).scalar_one()
        articles.mark_compared(conn, [row], NOW - 100 * DAY)
    return article_id


def _said(words: str, quote: str) -> Claim:
    start = TEXT.index(words)
    return quantity(text=words, quote=quote, start=start, end=start + len(words))


def test_a_text_is_cut_to_its_quotes_and_its_claims_still_stand_in_it(database: Database, old: int) -> None:
    with database.write() as conn:
        assert retention.cut_texts(conn, NOW - 90 * DAY) == 1
        assert retention.cut_texts(conn, NOW - 90 * DAY) == 0
    with database.read() as conn:
        kept = articles.versions(conn, old)[0].record
        stored = [record.claim for record in claims.of_version(conn, old, 1)]
    assert kept.text == "\n".join([TITLE, FIRST, SECOND])
    assert [kept.text[one.start : one.end] for one in stored] == ["12", "30", "4 Millionen Euro"]
    assert all(one.quote in kept.text for one in stored)
    assert [kept.text[zone.start : zone.end] for zone in kept.zones] == [TITLE, FIRST, SECOND]


@pytest.mark.parametrize("reason", ["young", "awaited", "waiting"])
def test_a_text_that_is_still_needed_stays(database: Database, old: int, reason: str) -> None:
    with database.write() as conn:
        if reason == "awaited":
            articles.set_recheck(conn, old, NOW + HOUR, 1, etag=None, last_modified=None, now=NOW)
        if reason == "waiting":
            conn.execute(schema.versions.update().values(compared_at=None))
        assert retention.cut_texts(conn, NOW - (101 if reason == "young" else 90) * DAY) == 0
        assert articles.versions(conn, old)[0].record.text == TEXT


def test_old_health_alerts_go_once_they_are_over(database: Database) -> None:
    with database.write() as conn:
        for subject, closed in (("open", None), ("old", NOW - 400 * DAY), ("new", NOW - DAY)):
            health.add(conn, "feed", subject, "down", NOW - 500 * DAY)
            if closed:
                health.close(conn, "feed", subject, closed)
        maintenance.prune(conn, RetentionSettings(health=365 * DAY), NOW)
        assert [alert.subject for alert in health.listing(conn)] == ["open", "new"]


# ---------------------------------------------------------------- a clock that was wrong


@pytest.mark.parametrize(
    ("back", "due"),
    [(timedelta(0), NOW + HOUR), (timedelta(seconds=30), NOW + HOUR), (5 * DAY, NOW - 5 * DAY)],
    ids=["right", "a little", "days ahead"],
)
def test_what_a_wrong_clock_put_into_the_future_is_due_now(database: Database, back: timedelta, due: object) -> None:
    with database.write() as conn:
        feeds.put_off(conn, [(feed(conn).id, NOW + HOUR)])
        meta.put_time(conn, "last_pass_at", NOW)
        assert clock.settle(conn, NOW - back) == (back or None)
        assert feeds.active(conn)[0].next_check_at == due
        assert meta.get_time(conn, "last_pass_at") == NOW - back
