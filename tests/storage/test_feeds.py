"""Feeds follow the settings, fall due, and keep what their polls found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage import feeds, queries
from storage.engine import Database
from storage.values import FeedState, PollRecord
from tests.storage.make import DAY, HOUR, NOW, config


def names(states: list[FeedState]) -> list[str]:
    return [state.name for state in states]


def test_the_settings_decide_which_feeds_there_are_and_in_which_order(database: Database) -> None:
    with database.write() as conn:
        feeds.sync(conn, [config("A"), config("B"), config("C")], NOW)
        feeds.sync(conn, [config("C", trust="low", interval=HOUR), config("A")], NOW + DAY)
        assert names(feeds.active(conn)) == ["C", "A"]
        assert names(feeds.listing(conn)) == ["C", "A", "B"]  # what B brought stays
        c = feeds.active(conn)[0]
        assert (c.trust, c.interval_set, c.position, c.added_at) == ("low", HOUR, 0, NOW)
        feeds.sync(conn, [config("B")], NOW + DAY)
        assert names(feeds.active(conn)) == ["B"]
        assert feeds.get(conn, c.id) == replace(c, active=False)
        assert feeds.get(conn, 999) is None


def test_the_same_settings_again_change_nothing(database: Database) -> None:
    with database.write() as conn:
        feeds.sync(conn, [config("A"), config("B")], NOW)
        before = feeds.listing(conn)
        feeds.sync(conn, [config("A"), config("B")], NOW + DAY)
        assert feeds.listing(conn) == before


def test_the_longest_overdue_feed_comes_first(database: Database) -> None:
    with database.write() as conn:
        feeds.sync(conn, [config("A"), config("B"), config("C")], NOW)
        a, b, c = feeds.due(conn, NOW)
        feeds.save_poll(conn, replace(a, next_check_at=NOW + HOUR), PollRecord(NOW, "unchanged"))
        feeds.save_poll(conn, replace(b, next_check_at=NOW - HOUR), PollRecord(NOW, "unchanged"))
        assert names(feeds.due(conn, NOW)) == ["B", "C"]
        assert names(feeds.due(conn, NOW + HOUR)) == ["B", "C", "A"]
        assert names(feeds.due(conn, NOW, everything=True)) == ["A", "B", "C"]
        feeds.sync(conn, [config("C")], NOW)
        assert feeds.due(conn, NOW) == [replace(c, position=0)]  # what rests is never due


def test_a_poll_that_failed_is_not_the_first(database: Database) -> None:
    with database.write() as conn:
        feeds.sync(conn, [config("A")], NOW)
        [state] = feeds.active(conn)
        feeds.save_poll(conn, replace(state, failures=1, last_error="no answer"), PollRecord(NOW, "error"))
        [failed] = feeds.active(conn)
        assert (failed.first_poll_at, failed.last_poll_at, failed.polls_total) == (None, NOW, 1)
        feeds.save_poll(conn, failed, PollRecord(NOW + HOUR, "new", 200, entries=3, new=3))
        [answered] = feeds.active(conn)
        assert answered.first_poll_at == NOW + HOUR
        told = queries.counts(conn, NOW)
        assert (told["polls"], told["polls_failed"]) == (2, 1)


def test_a_poll_leaves_the_new_state_and_its_own_record(database: Database) -> None:
    with database.write() as conn:
        feeds.sync(conn, [config("A")], NOW)
        [state] = feeds.due(conn, NOW)
        decided = replace(
            state,
            next_check_at=NOW + HOUR,
            interval=timedelta(minutes=10),
            format="rss",
            title="A aktuell",
            home="https://a.example/",
            hub="https://hub.example/",
            ttl=HOUR,
            etag='"x"',
            last_modified="Mon, 13 Jan 2025 06:00:00 GMT",
            body_hash="abc",
            moved_to="https://a.example/new",
            moved_times=2,
            last_status=200,
            last_success_at=NOW,
        )
        first = PollRecord(NOW, "new", 200, 120, 4096, entries=30, new=30)
        feeds.save_poll(conn, decided, first)
        stored = feeds.get(conn, state.id)
        assert stored == replace(
            decided, first_poll_at=NOW, last_poll_at=NOW, last_new_at=NOW, polls_total=1, entries_total=30
        )
        broken = replace(stored, failures=1, last_error="no answer", last_status=None)
        second = PollRecord(NOW + HOUR, "error", error="no answer")
        feeds.save_poll(conn, broken, second)
        assert feeds.get(conn, state.id) == replace(broken, last_poll_at=NOW + HOUR, polls_total=2)
        assert feeds.polls(conn, state.id) == [second, first]
        assert feeds.polls(conn, state.id, limit=1) == [second]
