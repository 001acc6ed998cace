"""Entries wait until their article has been read, and wait again when the feed changes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.model import Entry
from storage import entries, feeds
from storage.engine import Database
from storage.values import PollRecord
from tests.storage.make import DAY, HOUR, NOW, article, feed

ENTRY = Entry("guid-1", "https://a.example/1", "Schwere Verluste", "Kurz gesagt.", NOW - HOUR, None)


def test_the_same_feed_twice_brings_its_entries_once(database: Database) -> None:
    shown = [replace(ENTRY, key=f"guid-{n}") for n in range(600)]
    with database.write() as conn:
        feed_id = feed(conn).id
        first = entries.add(conn, feed_id, shown, NOW)
        second = entries.add(conn, feed_id, shown, NOW + HOUR)
        assert [entry.key for entry in first.new] == [entry.key for entry in shown]
        assert (first.changed, second.new, second.changed) == ((), (), ())
        assert len(entries.pending(conn, NOW)) == 600


def test_an_entry_is_known_by_feed_and_key(database: Database) -> None:
    with database.write() as conn:
        one, other = feed(conn, "A").id, feed(conn, "B").id
        twice = [ENTRY, replace(ENTRY, title="the same key again"), replace(ENTRY, key="guid-1\x00"), ENTRY]
        added = entries.add(conn, one, twice, NOW)
        assert [entry.title for entry in added.new] == [ENTRY.title, ENTRY.title]
        assert len(entries.add(conn, other, [ENTRY], NOW).new) == 1
        assert entries.add(conn, one, twice[:1] + twice[2:], NOW).changed == ()


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"title": "Noch schwerere Verluste"}, True),
        ({"summary": "Länger gesagt."}, True),
        ({"updated": NOW}, True),
        ({"published": NOW}, False),  # feeds that put the time of the request there would never rest
        ({"url": "https://a.example/1?ref=rss"}, False),
        ({}, False),
    ],
)
def test_an_entry_that_changed_is_read_again(database: Database, change: dict[str, Any], again: bool) -> None:
    with database.write() as conn:
        feed_id = feed(conn).id
        [entry] = entries.add(conn, feed_id, [ENTRY], NOW).new
        article_id = article(conn)
        entries.done(conn, entry.id, article_id, NOW)
        changed = entries.add(conn, feed_id, [replace(ENTRY, **change)], NOW + HOUR).changed
        assert [found.id for found in changed] == [entry.id] * again
        assert entries.pending(conn, NOW + HOUR) == list(changed)
        assert all(found.article_id == article_id for found in changed)


def test_an_entry_waits_until_it_was_read(database: Database) -> None:
    with database.write() as conn:
        feed_id = feed(conn).id
        shown = [replace(ENTRY, key=f"guid-{n}") for n in range(3)]
        first, second, third = entries.add(conn, feed_id, shown, NOW).new
        assert entries.pending(conn, NOW) == [first, second, third]
        assert entries.pending(conn, NOW, limit=2) == [first, second]
        assert entries.pending(conn, NOW - HOUR) == []
        entries.done(conn, first.id, None, NOW)
        entries.failed(conn, second.id, "no answer", NOW + HOUR, NOW)
        assert entries.pending(conn, NOW) == [third]
        assert entries.pending(conn, NOW + HOUR) == [third, replace(second, attempts=1)]
        entries.failed(conn, second.id, "gone", None, NOW + HOUR)
        entries.done(conn, third.id, None, NOW)
        assert entries.pending(conn, NOW + DAY) == []
        changed = entries.add(conn, feed_id, [replace(shown[1], title="Neu")], NOW + DAY).changed
        assert changed == (replace(second, title="Neu", attempts=0),)  # given up, until the feed changes it


def test_what_a_feeds_first_poll_brought_is_told_from_what_came_later(database: Database) -> None:
    with database.write() as conn:
        state = feed(conn)
        shown = [replace(ENTRY, key=f"guid-{n}") for n in range(3)]
        first, failing = entries.add(conn, state.id, shown[:2], NOW).new
        feeds.save_poll(conn, state, PollRecord(NOW, "new"))
        [later] = entries.add(conn, state.id, shown, NOW + HOUR).new
        old, new = article(conn, "old"), article(conn, "new")
        assert entries.first_poll_waits(conn)
        entries.done(conn, first.id, old, NOW)
        entries.done(conn, later.id, new, NOW + HOUR)
        assert entries.of_first_poll(conn, [old, new]) == {old}
        assert entries.first_poll_waits(conn)
        entries.failed(conn, failing.id, "no answer", NOW + HOUR, NOW)
        assert not entries.first_poll_waits(conn)  # it does not hold up the others
        assert entries.of_first_poll(conn, []) == set()
