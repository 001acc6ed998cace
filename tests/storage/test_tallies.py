"""What triggers count is what counting would find, on both databases, whatever is written, changed and deleted."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update

from storage import articles, claims, deletions, schema, tallies
from storage.engine import Database
from storage.queries import Filter, search
from storage.queries.claims import claims as asked
from storage.tallies import OfFeed
from tests.storage.make import NOW, article, claim, feed, quantity, record, told

TABLES = {name: schema.metadata.tables[name] for name in tallies.COUNTED}


def counted(conn: Connection) -> dict[str, int]:
    """The counts as the long way finds them."""
    return {name: conn.execute(select(func.count()).select_from(table)).scalar_one() for name, table in TABLES.items()}


def test_rows_that_come_and_go_are_counted(database: Database) -> None:
    with database.write() as conn:
        assert tallies.rows(conn) == counted(conn) == dict.fromkeys(TABLES, 0)
        first = article(conn)
        claims.add(conn, [claim(first, said=quantity(number)) for number in range(3)])
        told(conn, "other", low=3)
        article(conn)  # known already
        feed_id = feed(conn).id
        given = {"feed_id": feed_id, "url": "", "title": "", "summary_hash": "", "state": "done"}
        given |= {"first_seen_at": NOW, "changed_at": NOW}
        conn.execute(insert(schema.entries), [given | {"key": str(number)} for number in range(4)])
        assert tallies.rows(conn) == counted(conn)
        assert (counted(conn)["articles"], counted(conn)["claims"], counted(conn)["entries"]) == (2, 4, 4)
    with database.write() as conn:  # with all that hangs on it
        deletions.carry_out(conn, deletions.ask(conn, first, by="r", why="", now=NOW), NOW)
        assert tallies.rows(conn) == counted(conn)
        assert counted(conn)["claims"] == 1


def test_what_is_undone_is_not_counted(database: Database) -> None:
    with database.write() as conn:
        kept = conn.begin_nested()
        article(conn)
        assert tallies.rows(conn)["articles"] == 1
        kept.rollback()
    with database.read() as conn:
        assert tallies.rows(conn)["articles"] == 0


def test_articles_are_counted_by_the_feed_that_led_to_them(database: Database) -> None:
    with database.write() as conn:
        north, south = feed(conn, "Nordkurier").id, feed(conn, "Südpost").id
        saved = [articles.save(conn, record(str(number), feed_id=north), NOW) for number in range(3)]
        article(conn, "by hand")
        assert {name: of for name, of in tallies.of_feeds(conn).items() if name} == {north: OfFeed(3, 0)}
        conn.execute(update(schema.articles).where(schema.articles.c.id == saved[0]).values(topical=True))
        conn.execute(update(schema.articles).where(schema.articles.c.id == saved[1]).values(feed_id=south))
        assert tallies.of_feeds(conn)[north] == OfFeed(2, 1)
        assert tallies.of_feeds(conn)[south] == OfFeed(1, 0)
        assert tallies.rows(conn)["articles"] == 4
        conn.execute(delete(schema.articles).where(schema.articles.c.feed_id == south))
        assert south not in tallies.of_feeds(conn)


def test_connections_count_beside_each_other_and_what_they_leave_is_put_together(
    postgresql_database: Database,
) -> None:
    with postgresql_database.session() as beside, postgresql_database.write() as conn:
        article(conn, "a")
        beside.execute(insert(schema.messages), _message())  # while the other transaction goes on
        assert tallies.rows(beside)["messages"] == 1
    postgresql_database.close()  # from here on both are gone
    with postgresql_database.write() as conn:
        before = tallies.rows(conn)
        tallies.fold(conn)
        tallies.fold(conn)
        assert tallies.rows(conn) == before == counted(conn)
        assert conn.exec_driver_sql("SELECT count(*) FROM tallies WHERE writer <> 0").scalar_one() == 0


def _message() -> dict[str, object]:
    words = {"key": "k", "channel": "log", "group_key": "g", "state": "pending"}
    return words | {"due_at": NOW}


def test_usual_words_are_found_without_the_index_as_with_it(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresql_database.write() as conn:
        first = article(conn)
        claims.add(conn, [claim(first, said=quantity(n, quote=f"Satz {n} mit Soldaten.")) for n in range(3)])
        wanted = Filter(text="Soldat", newest_first=True, limit=2)
        by_index = asked(conn, wanted)
        monkeypatch.setattr(search, "FEW", -1)
        assert asked(conn, wanted) == by_index
        assert [row["low"] for row in by_index] == [2, 1]
        assert asked(conn, Filter(text="Panzer", limit=2)) == []
