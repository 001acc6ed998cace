"""Points of a metric's history, and the changes that they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from monitor.model import Change, Point, Verdict
from storage import changes, claims, points
from storage.engine import Database
from tests.storage.make import DAY, HOUR, NOW, article, claim, statement


def test_a_point_comes_back_with_its_evidence(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        [claim_id] = claims.add(conn, [claim(article_id, zone="headline")])
        said = statement(
            claim_id,
            article_id,
            zone="headline",
            scope="sumy|2025-01-12",
            place="Sumy",
            day=date(2025, 1, 12),
            position=3,
            feed_order=2,
            trust="high",
            converted=(5.3, "EUR"),
            background=True,
            day_given=False,
            follows_up=True,
        )
        point_id = points.add(conn, Point(said, "first"), NOW)
        assert points.of_metric(conn, "krieg", "nk_killed") == [Point(said, "first", "held", NOW, point_id)]
        assert points.of_article(conn, article_id) == points.of_metric(conn, "krieg", "nk_killed")


def test_a_claim_is_one_point_of_a_metric(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        [claim_id] = claims.add(conn, [claim(article_id)])
        said = statement(claim_id, article_id)
        one = points.add(conn, Point(said, "first"), NOW)
        assert points.add(conn, Point(said, "raised"), NOW + HOUR) == one
        assert points.add(conn, Point(replace(said, metric="other"), "first"), NOW) != one
        assert [point.change for point in points.of_metric(conn, "krieg", "nk_killed")] == ["first"]


def test_a_history_is_in_the_order_of_as_of_publication_feed_and_text(database: Database) -> None:
    day = date(2025, 1, 12)
    orders = [
        {"as_of": day, "published_at": NOW, "feed_order": 1, "position": 1},
        {"as_of": day, "published_at": NOW, "feed_order": 1, "position": 0},
        {"as_of": day, "published_at": NOW, "feed_order": 0, "position": 9},
        {"as_of": day, "published_at": NOW - HOUR, "feed_order": 9, "position": 9},
        {"as_of": day - timedelta(days=1), "published_at": NOW + DAY, "feed_order": 9, "position": 9},
    ]
    with database.write() as conn:
        article_id = article(conn)
        ids = claims.add(conn, [claim(article_id)] * len(orders))
        for number, (claim_id, order) in enumerate(zip(ids, orders, strict=True)):
            points.add(conn, Point(statement(claim_id, article_id, number, **order), None), NOW)
        found = points.of_metric(conn, "krieg", "nk_killed")
        assert [point.statement.low for point in found] == [4, 3, 2, 1, 0]
        assert len(points.of_metric(conn, "krieg", "nk_killed", since=day)) == 4
        assert points.of_metric(conn, "other", "nk_killed") == []


def test_one_incident_is_found_among_others(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        for claim_id, scope in zip(claims.add(conn, [claim(article_id)] * 3), ("a", "b", "a"), strict=True):
            points.add(conn, Point(statement(claim_id, article_id, scope=scope), None), NOW)
        assert len(points.of_metric(conn, "krieg", "nk_killed", scope="a")) == 2
        assert len(points.of_metric(conn, "krieg", "nk_killed", scope="c")) == 0


def test_a_point_can_be_withdrawn_and_hold_again(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        [claim_id] = claims.add(conn, [claim(article_id)])
        points.add(conn, Point(statement(claim_id, article_id), "first", "waiting"), NOW)
        [point] = points.of_metric(conn, "krieg", "nk_killed")
        for state in ("held", "withdrawn", "held"):
            points.save(conn, replace(point, state=state, change=None), NOW + HOUR)
            [found] = points.of_metric(conn, "krieg", "nk_killed")
            assert (found.state, found.change, found.seen_at) == (state, None, NOW)


def test_the_same_change_is_written_once(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        one, other = claims.add(conn, [claim(article_id)] * 2)
        old, new = statement(one, article_id, 3000), statement(other, article_id, 4000)
        raised = Change("raised", "krieg", "nk_killed", "NIS", old, new, NOW)
        verdict = Verdict("drop", "under min_change")
        assert changes.add(conn, raised, verdict, NOW) is not None
        assert changes.add(conn, raised, verdict, NOW + HOUR) is None
        withdrawn = Change("withdrawn", "krieg", "nk_killed", "NIS", new, None, NOW)
        first = Change("first", "krieg", "nk_killed", "NIS", None, new, NOW)
        others = (withdrawn, first, replace(first, scope="sumy"), replace(first, metric="other"))
        assert None not in [changes.add(conn, change, verdict, NOW) for change in others]
