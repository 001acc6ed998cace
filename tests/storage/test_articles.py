"""Articles, versions, stories and claims, and what makes each of them one row however often a step runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, func, select

from monitor.model import Entry, Relevance
from storage import articles, claims, entries, schema, stories
from storage.engine import Database
from storage.values import Candidate
from tests.storage.make import DAY, HOUR, NOW, article, claim, feed, quantity, record, text_of, told

# ---------------------------------------------------------------- articles


def test_an_article_is_known_by_its_address(database: Database) -> None:
    with database.write() as conn:
        new = articles.add(conn, record(), NOW)
        assert new is not None
        assert articles.add(conn, record(), NOW) is None
        assert articles.save(conn, record(), NOW) == new
        assert articles.save(conn, record("other"), NOW) != new


def test_an_article_comes_back_as_it_was_written(database: Database) -> None:
    full = record(
        kind="ticker",
        feed_id=None,
        modified=NOW,
        language="de",
        authors=("Anna Beispiel", "Ole Muster"),
        agency="dpa",
        canonical="https://nordkurier.example/verluste",
        syndicated_from="https://agentur.example/1",
        paywalled=True,
        truncated=True,
    )
    with database.write() as conn:
        stored = articles.find(conn, articles.save(conn, full, NOW))
        assert stored is not None
        assert stored.record == full
        assert (stored.first_seen_at, stored.last_seen_at, stored.version) == (NOW, NOW, 0)
        assert articles.find(conn, full.url) == stored == articles.find(conn, str(stored.id))
        assert articles.find(conn, "https://nordkurier.example/else") is None
        assert articles.find(conn, "99999") is None


def test_a_later_look_renews_what_the_page_says_and_keeps_what_it_no_longer_says(database: Database) -> None:
    with database.write() as conn:
        one, other = feed(conn, "A").id, feed(conn, "B").id
        article_id = articles.save(conn, record(feed_id=one), NOW)
        articles.save(conn, record(feed_id=other, published=None, title="Neu"), NOW + HOUR)
        stored = articles.find(conn, article_id)
        assert stored is not None
        assert stored.record == record(feed_id=one, title="Neu")
        assert (stored.first_seen_at, stored.last_seen_at) == (NOW, NOW + HOUR)


def test_other_addresses_lead_to_the_article(database: Database) -> None:
    with database.write() as conn:
        one, other = article(conn, "one"), article(conn, "other")
        for owner in (other, one, one):  # the latest word counts
            articles.add_alias(conn, "https://nordkurier.example/old", owner)
        found = articles.find(conn, "https://nordkurier.example/old")
        assert found is not None
        assert found.id == one


def test_relevance_is_kept_by_topic_and_renewed(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        articles.set_relevance(conn, article_id, "krieg", Relevance(False))
        articles.set_relevance(conn, article_id, "krieg", Relevance(True, 3, ("Kursk*", "Überläufer")))
        articles.set_relevance(conn, article_id, "streik", Relevance(False, 1, ("Bahn",)))
        assert articles.relevance(conn, article_id) == {
            "krieg": Relevance(True, 3, ("Kursk*", "Überläufer")),
            "streik": Relevance(False, 1, ("Bahn",)),
        }


# ---------------------------------------------------------------- versions


def test_only_a_new_text_is_a_new_version(database: Database) -> None:
    edited = text_of("Schwere Verluste\nBisher starben 4.000 Soldaten.", NOW + HOUR, modified=NOW)
    with database.write() as conn:
        article_id = articles.save(conn, record(), NOW)
        assert articles.latest_version(conn, article_id) is None
        numbers = [articles.add_version(conn, article_id, text) for text in (text_of(), text_of(), edited, edited)]
        assert numbers == [1, None, 2, None]
        assert articles.add_version(conn, article_id, text_of(seen_at=NOW + DAY)) == 3  # edited back
        first, second, third = articles.versions(conn, article_id)
        assert (first.record, second.record) == (text_of(), edited)
        assert articles.latest_version(conn, article_id) == third
        assert articles.version(conn, article_id, 2) == second
        assert articles.version(conn, article_id, 4) is None
        stored = articles.find(conn, article_id)
        assert stored is not None
        assert stored.version == 3


def test_versions_wait_until_they_were_compared(database: Database) -> None:
    with database.write() as conn:
        article(conn, "one")
        article(conn, "other")
        first, second = articles.uncompared(conn)
        articles.mark_compared(conn, [first.id], NOW)
        assert articles.uncompared(conn) == [second]
        articles.mark_compared(conn, [], NOW)
        [kept] = articles.versions(conn, first.article_id)
        assert kept == replace(first, compared_at=NOW)


# ---------------------------------------------------------------- rechecks


def test_articles_are_read_again_when_they_are_due(database: Database) -> None:
    with database.write() as conn:
        one, other, never = (article(conn, slug) for slug in ("one", "other", "never"))
        articles.set_recheck(conn, one, NOW + 2 * HOUR, 1, etag='"x"', last_modified="Mon", now=NOW)
        articles.set_recheck(conn, other, NOW + HOUR, 0, etag=None, last_modified=None, now=NOW)
        articles.set_recheck(conn, never, None, 5, etag=None, last_modified=None, now=NOW + HOUR)
        assert articles.due_rechecks(conn, NOW) == []
        due = articles.due_rechecks(conn, NOW + 2 * HOUR)
        assert [found.id for found in due] == [other, one]
        assert [found.id for found in articles.due_rechecks(conn, NOW + 2 * HOUR, limit=1)] == [other]
        assert (due[1].rechecks_done, due[1].etag, due[1].last_modified) == (1, '"x"', "Mon")


# ---------------------------------------------------------------- stories


def test_articles_that_share_a_band_are_candidates(database: Database) -> None:
    signature = (0, 7, 2**32 - 1)
    with database.write() as conn:
        one, other, alone = (article(conn, slug) for slug in ("one", "other", "alone"))
        for article_id, hashes in ((one, [-(2**63), 2, 2]), (other, [2**63 - 1]), (alone, [2])):
            stories.sign(conn, article_id, signature, hashes, NOW)
        story = stories.create(conn, one, "dpa", "dpa", NOW)
        stories.create(conn, other, None, "Nordkurier", NOW)
        found = stories.candidates(conn, [2, -(2**63), 99], date(2025, 1, 13))
        assert found == [Candidate(one, story, signature)]  # once, and only where there is a story
        stories.join(conn, alone, story)
        assert [c.article_id for c in stories.candidates(conn, [2], date(2025, 1, 13))] == [one, alone]
        assert stories.candidates(conn, [2], date(2025, 1, 14)) == []
        assert stories.candidates(conn, [], date(2025, 1, 13)) == []
        assert stories.articles_of(conn, story) == [one, alone]
        kept = stories.get(conn, story)
        assert kept is not None
        assert (kept.first_article_id, kept.agency, kept.origin, kept.created_at) == (one, "dpa", "dpa", NOW)
        assert stories.get(conn, 999) is None


def test_an_edited_article_is_found_by_each_of_its_texts(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        stories.create(conn, article_id, None, "Nordkurier", NOW)
        stories.sign(conn, article_id, (1,), [5, 6], NOW)
        stories.sign(conn, article_id, (2,), [6, 7], NOW + HOUR)
        for band in (5, 6, 7):
            [found] = stories.candidates(conn, [band], NOW.date())
            assert found.signature == (2,)
        stories.sign(conn, article_id, (), [], NOW)  # nothing left to sign


# ---------------------------------------------------------------- claims


def test_claims_come_back_as_they_were_written_in_the_order_of_the_text(database: Database) -> None:
    full = quantity(
        2.5,
        high=None,
        bound="at_least",
        per="day",
        place="Kursk",
        as_of=date(2025, 1, 12),
        period="P1D",
        hedge="supposed",
        marks=("part", "old"),
        rule="n-m",
        converted=(2.4, "EUR"),
    )
    bare = quantity(None, high=None, unit=None, counted=None, event=None, party=None, attribution=None, start=1)
    with database.write() as conn:
        article_id = article(conn)
        rows = [
            claim(article_id, said=full, implausible=True, reason="no metric"),
            claim(article_id, said=bare, topic=None, metric=None, claimant=None),
        ]
        ids = claims.add(conn, rows)
        written = [replace(row, id=row_id) for row, row_id in zip(rows, ids, strict=True)]
        assert claims.of_version(conn, article_id, 1) == written[::-1]
        assert claims.get(conn, ids[0]) == written[0]
        assert claims.get(conn, 999) is None
        assert claims.of_version(conn, article_id, 2) == []
        assert claims.add(conn, []) == []


def test_ids_come_in_the_order_of_the_claims(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        ids = claims.add(conn, [claim(article_id, said=quantity(n)) for n in range(1100)])
        lows = [claims.get(conn, ids[n]) for n in (0, 999, 1000, 1001, 1099)]
        assert [row.claim.low for row in lows if row] == [0, 999, 1000, 1001, 1099]


def test_what_a_claim_met_is_written_later(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        one, other = claims.add(conn, [claim(article_id, metric=None, claimant=None)] * 2)
        claims.set_matches(conn, [claims.Match(one, "nk_killed", "NIS", True, "met")])
        claims.set_matches(conn, [])
        claims.set_reason(conn, other, "repeat")
        first, second = claims.of_version(conn, article_id, 1)
    assert (first.metric, first.claimant, first.implausible, first.reason) == ("nk_killed", "NIS", True, "met")
    assert (second.metric, second.reason) == (None, "repeat")


# ---------------------------------------------------------------- the whole of it


def test_a_deleted_article_takes_along_what_hangs_on_it(database: Database) -> None:
    with database.write() as conn:
        feed_id = feed(conn).id
        whole = told(conn)
        article_id = whole.statement.article_id
        articles.add_alias(conn, "https://nordkurier.example/old", article_id)
        articles.set_relevance(conn, article_id, "krieg", Relevance(True))
        [entry] = entries.add(conn, feed_id, [Entry("k", "https://nordkurier.example/verluste", "T")], NOW).new
        entries.done(conn, entry.id, article_id, NOW)
        conn.execute(delete(schema.articles).where(schema.articles.c.id == article_id))
        left = {
            table.name: conn.execute(select(func.count()).select_from(table)).scalar()
            for table in schema.metadata.sorted_tables
        }
        assert {name for name, rows in left.items() if rows} == {"feeds", "entries"}
        assert told(conn).alert_id != whole.alert_id  # an id that was cited means nothing else later


def test_a_step_that_is_cut_off_and_run_again_leaves_one_of_each(database: Database) -> None:
    def step(*, cut_off: bool) -> None:
        with database.write() as conn:
            article_id = articles.save(conn, record(), NOW)
            number = articles.add_version(conn, article_id, text_of())
            if number is not None:
                claims.add(conn, [claim(article_id, version=number)])
            if cut_off:
                raise RuntimeError

    with pytest.raises(RuntimeError):
        step(cut_off=True)
    step(cut_off=False)
    step(cut_off=False)
    with database.read() as conn:
        counts = [
            conn.execute(select(func.count()).select_from(table)).scalar()
            for table in (schema.articles, schema.versions, schema.claims)
        ]
    assert counts == [1, 1, 1]


def test_times_in_zones_are_exact(database: Database) -> None:
    at = datetime(2025, 1, 13, 6, 0, 0, 250_000, UTC)
    with database.write() as conn:
        article_id = articles.save(conn, record(), NOW)
        articles.add_version(conn, article_id, text_of(seen_at=at))
        latest = articles.latest_version(conn, article_id)
        assert latest is not None
        assert latest.record.zones[1].at == at
