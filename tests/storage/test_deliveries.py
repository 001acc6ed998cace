"""Alerts and their messages: none lost, none twice, each channel's in order."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, func, select

from storage import alerts, deliveries, schema
from storage.engine import Database
from storage.values import AlertRecord, Route
from tests.storage.make import DAY, HOUR, NOW, told


def alert(conn: Connection, title: str, *routes: Route, **fields: object) -> int:
    """An alert that is no change's, for what only messages do."""
    alert_id = alerts.add(conn, AlertRecord(title, "Körper", kind="summary", **fields), routes, NOW)  # type: ignore[arg-type]  # the test's own words
    assert alert_id is not None
    return alert_id


def titles(conn: Connection, now: object = NOW) -> dict[str, list[list[str]]]:
    """What is due on each channel: the titles in each message."""
    found: dict[str, list[list[str]]] = {}
    for message in deliveries.due(conn, now):  # type: ignore[arg-type]  # a time
        found.setdefault(message.channel, []).append([told["title"] for told in message.alerts])
    return found


def test_a_change_has_one_alert(database: Database) -> None:
    with database.write() as conn:
        whole = told(conn, routes=(Route("log", "article:1"),))
        again = AlertRecord("again", "again", change_id=whole.change_id)
        assert alerts.add(conn, again, [Route("log", "article:1")], NOW) is None
        [message] = deliveries.due(conn, NOW)
        assert [one["title"] for one in message.alerts] == ["first: 3000"]
        assert len(alerts.of_metric(conn, "krieg", "nk_killed", NOW)) == 1
        assert alerts.of_metric(conn, "krieg", "nk_killed", NOW + HOUR) == []


def test_alerts_of_one_article_go_out_as_one_message_on_each_channel(database: Database) -> None:
    with database.write() as conn:
        for title in ("one", "two"):
            alert(conn, title, Route("log", "article:1"), Route("mail", "article:1"))
        alert(conn, "three", Route("log", "article:2"))
        assert titles(conn) == {"log": [["one", "two"], ["three"]], "mail": [["one", "two"]]}
        keys = [message.key for message in deliveries.due(conn, NOW)]
        assert len(set(keys)) == 3


def test_nothing_joins_a_message_that_may_have_been_sent(database: Database) -> None:
    with database.write() as conn:
        alert(conn, "one", Route("log", "article:1"))
        [message] = deliveries.due(conn, NOW)
        alert(conn, "joins", Route("log", "article:1"))
        sealed = deliveries.seal(conn, message.key, NOW)
        assert sealed is not None
        assert [one["title"] for one in sealed.alerts] == ["one", "joins"]
        alert(conn, "late", Route("log", "article:1"))
        assert titles(conn) == {"log": [["one", "joins"], ["late"]]}
        deliveries.sent(conn, message.key, NOW)
        assert titles(conn) == {"log": [["late"]]}
        assert deliveries.seal(conn, message.key, NOW) is None  # nothing to send any more


def test_a_failed_message_keeps_its_key_and_its_place(database: Database) -> None:
    with database.write() as conn:
        alert(conn, "one", Route("mail", "article:1"), Route("log", "article:1"))
        alert(conn, "two", Route("mail", "article:2"))
        [key] = {m.key for m in deliveries.due(conn, NOW, limit=1)}
        deliveries.failed(conn, key, "no answer", NOW + HOUR, NOW)
        assert titles(conn) == {"log": [["one"]]}  # the other channel goes on, this one waits
        assert titles(conn, NOW + HOUR) == {"log": [["one"]], "mail": [["one"], ["two"]]}
        retried = deliveries.due(conn, NOW + HOUR)[0]
        assert (retried.key, retried.attempts, retried.state, retried.due_at) == (key, 1, "failed", NOW)
        deliveries.failed(conn, key, "refused", None, NOW + HOUR)
        assert titles(conn, NOW + HOUR) == {"log": [["one"]], "mail": [["two"]]}  # given up, and out of the way


def test_what_was_held_goes_out_at_its_time(database: Database) -> None:
    with database.write() as conn:
        alert(conn, "quiet", Route("log", "article:1"), hold_until=NOW + 2 * HOUR)
        alert(conn, "urgent", Route("log", "article:1"))
        for title in ("a", "b"):
            alert(conn, title, Route("mail", "digest:krieg", NOW + DAY))
        assert titles(conn) == {"log": [["urgent"]]}
        assert titles(conn, NOW + DAY) == {"log": [["urgent"], ["quiet"]], "mail": [["a", "b"]]}


def test_an_alert_without_a_channel_is_kept(database: Database) -> None:
    with database.write() as conn:
        alert(conn, "one")
        assert deliveries.due(conn, NOW) == []
        assert conn.execute(select(func.count()).select_from(schema.alerts)).scalar() == 1


def test_an_attempt_that_is_cut_off_is_made_again_with_the_same_key(database: Database) -> None:
    with database.write() as conn:
        alert(conn, "one", Route("log", "article:1"))
    with database.read() as conn:
        [before] = deliveries.due(conn, NOW)
    with database.write() as conn:
        deliveries.seal(conn, before.key, NOW)
    with database.read() as conn:  # the process was killed while it sent
        assert deliveries.due(conn, NOW) == [replace(before, sealed_at=NOW)]
