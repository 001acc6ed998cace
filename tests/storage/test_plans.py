"""The queries that run all day use the index that was made for them (SQLite: a partial index needs its very words)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, event

from monitor.changes import Span
from storage import articles, deliveries, entries, feeds, points, queries, stories
from storage.engine import Database
from storage.past import StoredPast
from storage.queries import Filter
from storage.queries.changes import of_article
from tests.storage.make import NOW

NEWEST = Filter(newest_first=True, limit=50)
NEWEST_SEEN = Filter(newest_first=True, limit=50, time_field="seen")
BY_VALUE: dict[str, Any] = {"newest_first": True, "limit": 50, "sort": "value"}
AS_OF = replace(NEWEST, as_of=date(2025, 1, 1))
Ask = Callable[[Connection], object]


def plan(database: Database, ask: Ask, at: int = 0) -> str:
    """How SQLite goes about the first statement of a query, or another one."""
    said: list[tuple[str, Any]] = []

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        said.append((statement, parameters))

    with database.read() as conn:
        event.listen(conn, "before_cursor_execute", note)
        ask(conn)
        event.remove(conn, "before_cursor_execute", note)
        statement, parameters = said[at]
        return "\n".join(row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters))


@pytest.mark.parametrize(
    ("index", "ask"),
    [
        ("ix_feeds_due", lambda conn: feeds.due(conn, NOW)),
        ("ix_entries_pending", lambda conn: entries.pending(conn, NOW, 50)),
        ("ix_articles_recheck", lambda conn: articles.due_rechecks(conn, NOW, 50)),
        ("ix_versions_uncompared", articles.uncompared),
        ("ix_messages_open", lambda conn: deliveries.due(conn, NOW)),
        ("PRIMARY KEY (hash=? AND day>? AND day<?)", lambda conn: stories.candidates(conn, [1, 2], date(2025, 1, 1))),
        ("ix_points_metric", lambda conn: points.of_metric(conn, "krieg", "nk_killed")),
        ("ix_points_metric", lambda conn: queries.history(conn, "nk_killed")),
        ("ix_claims_metric", lambda conn: queries.claims(conn, Filter("krieg", "nk_killed", newest_first=True))),
        ("ix_claims_published", lambda conn: queries.claims(conn, NEWEST)),
        ("ix_points_published", lambda conn: queries.figures(conn, NEWEST)),
        ("ix_articles_dated", lambda conn: queries.articles(conn, NEWEST)),
        ("ix_changes_at", lambda conn: queries.changes(conn, NEWEST_SEEN)),
        ("ix_alerts_created", lambda conn: queries.alerts(conn, NEWEST_SEEN)),
        ("ix_changes_published", lambda conn: queries.changes(conn, NEWEST)),
        ("ix_alerts_published", lambda conn: queries.alerts(conn, NEWEST)),
        ("ix_points_value", lambda conn: queries.figures(conn, Filter(metric="nk_killed", **BY_VALUE))),
        ("ix_points_metric", lambda conn: StoredPast(conn, "krieg", "nk_killed").lately(Span(90, 110), 30)),
        ("ix_points_value", lambda conn: StoredPast(conn, "krieg", "nk_killed").within(Span(90, 110))),
        ("ix_claims_value", lambda conn: queries.claims(conn, Filter(after=1, **BY_VALUE))),
        ("ix_changes_told", lambda conn: queries.changes(conn, replace(NEWEST, text="Soldaten"))),
        ("ix_changes_told", lambda conn: of_article(conn, 1)),
        ("ix_claims_seen", lambda conn: queries.claims(conn, AS_OF)),
        ("ix_points_seen", lambda conn: queries.figures(conn, AS_OF)),
        ("ix_articles_seen", lambda conn: queries.articles(conn, AS_OF)),
        ("ix_claims_value", lambda conn: queries.claims(conn, replace(NEWEST, least=1e9))),
        ("ix_claims_as_of", lambda conn: queries.claims(conn, replace(NEWEST, sort="as_of"))),
        ("ix_claims_topic", lambda conn: queries.claims(conn, replace(NEWEST, topic="streik"))),
        ("ix_points_topic", lambda conn: queries.figures(conn, replace(NEWEST, topic="streik"))),
        ("ix_points_change", lambda conn: queries.figures(conn, replace(NEWEST, kind="raised"))),
        ("ix_article_topics_topic", lambda conn: queries.articles(conn, replace(NEWEST, topic="streik"))),
        ("ix_points_metric_", lambda conn: queries.figures(conn, Filter("krieg", "nk_killed", kind="raised", limit=9))),
        ("ix_points_moved", lambda conn: queries.overview(conn, ["nk_killed"])),
        # A count of at most 201: any index that holds all it asks of will do.
        ("COVERING INDEX ix_points_", lambda conn: queries.plotted(conn, "nk_killed", 200)),
    ],
)
def test_a_query_uses_its_index(sqlite_database: Database, index: str, ask: Ask) -> None:
    assert index in plan(sqlite_database, ask)


def test_whether_a_claimant_has_more_points_than_a_plot_holds_is_told_by_an_index(sqlite_database: Database) -> None:
    asked = plan(sqlite_database, lambda conn: queries.plotted(conn, "nk_killed", 200, claimant="Kiew"), at=1)
    assert "ix_points_metric_claimant" in asked


@pytest.mark.parametrize(("part", "searched"), [(0, "<expr>=? AND id<?"), (1, "<expr><?")])
def test_what_lies_behind_a_claim_by_its_number_is_begun_at_by_the_index(
    sqlite_database: Database, part: int, searched: str
) -> None:
    asked = plan(sqlite_database, lambda conn: queries.claims(conn, Filter(after=1, **BY_VALUE)), at=part)
    assert f"ix_claims_value ({searched})" in asked
    assert "TEMP B-TREE" not in asked
