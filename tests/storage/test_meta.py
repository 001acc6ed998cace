"""Facts of the program, health alerts, and what is forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.options import RetentionSettings
from storage import feeds, health, maintenance, meta
from storage.engine import Database
from storage.values import PollRecord
from tests.storage.make import DAY, HOUR, NOW, feed


def test_facts_are_kept_replaced_and_forgotten(database: Database) -> None:
    with database.write() as conn:
        assert meta.get(conn, "a", "nothing") == "nothing"
        meta.put(conn, "a", {"x": [1, None]})
        meta.put(conn, "a", {"x": [2, "Ü"]})
        meta.put(conn, "b%", None)
        meta.put(conn, "bc", 1)
    with database.write() as conn:
        assert meta.get(conn, "a") == {"x": [2, "Ü"]}
        assert meta.get(conn, "b%", "nothing") is None
        assert meta.with_prefix(conn, "b%") == {"b%": None}
        meta.remove(conn, "a")
        assert meta.get(conn, "a") is None


def test_a_time_comes_back_and_needs_its_zone(database: Database) -> None:
    with database.write() as conn:
        assert meta.get_time(conn, "last_pass_at") is None
        meta.put_time(conn, "last_pass_at", NOW)
        assert meta.get_time(conn, "last_pass_at") == NOW
        with pytest.raises(ValueError, match="time zone"):
            meta.put_time(conn, "last_pass_at", NOW.replace(tzinfo=None))


def test_trouble_is_told_once_while_it_lasts(database: Database) -> None:
    with database.write() as conn:
        assert health.add(conn, "feed", "Nordkurier", "404", NOW)
        assert not health.add(conn, "feed", "Nordkurier", "410", NOW + HOUR)
        assert health.add(conn, "feed", "Südpost", "404", NOW)  # another subject
        assert health.close(conn, "feed", "Nordkurier", NOW + DAY)
        assert not health.close(conn, "feed", "Nordkurier", NOW + DAY)
        assert health.add(conn, "feed", "Nordkurier", "404", NOW + 2 * DAY)  # once more, after it was over
        all_of_it = health.listing(conn)
        still_open = health.listing(conn, only_open=True)
    first = all_of_it[0]
    assert (first.message, first.times, first.opened_at) == ("410", 2, NOW)
    assert (first.last_at, first.closed_at) == (NOW + HOUR, NOW + DAY)
    assert [alert.subject for alert in still_open] == ["Südpost", "Nordkurier"]


def test_old_polls_are_forgotten(database: Database) -> None:
    with database.write() as conn:
        state = feed(conn)
        for days in (40, 31, 1):
            feeds.save_poll(conn, state, PollRecord(NOW - timedelta(days=days), "unchanged"))
        assert maintenance.prune(conn, RetentionSettings(), NOW) == 2
        assert [poll.at for poll in feeds.polls(conn, state.id)] == [NOW - DAY]


def test_polls_in_vain_are_forgotten_sooner(database: Database) -> None:
    with database.write() as conn:
        state = feed(conn)
        for outcome in ("new", "not_modified", "pushed", "unchanged", "error"):
            feeds.save_poll(conn, state, PollRecord(NOW - 4 * DAY, outcome))
        assert maintenance.prune(conn, RetentionSettings(), NOW) == 2
        assert [poll.outcome for poll in feeds.polls(conn, state.id)] == ["error", "pushed", "new"]
