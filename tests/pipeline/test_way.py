"""The way of the data over a real site and a real database: what is stored and told, and that nothing comes twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor import pipeline
from monitor.options import AlertSettings, FeedConfig, Settings
from monitor.pipeline import Pass
from storage import queries
from storage.engine import Database
from tests.pipeline.conftest import working
from tests.pipeline.site import Site

NOW = datetime(2025, 1, 13, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TITLE = "Seoul: Hunderte Nordkoreaner in Kursk gefallen"
KILLED = (
    "Nach Angaben des südkoreanischen Geheimdienstes sind in der Region Kursk bislang rund 300 nordkoreanische Soldaten"
    " getötet worden. Die Einheiten rückten über offenes Gelände vor, hieß es in dem Bericht an das Parlament."
)
MORE = (
    "Nach Angaben des südkoreanischen Geheimdienstes sind in der Region Kursk inzwischen 450 nordkoreanische Soldaten"
    " getötet worden. Die Verluste stiegen schneller als erwartet, sagte ein Abgeordneter nach der Unterrichtung."
)
FILLER = (
    "Die Kämpfe in dem Grenzgebiet dauern an. Beobachter rechnen damit, dass sich die Lage in den kommenden Wochen"
    " weiter zuspitzt, weil beide Seiten Verstärkung heranführen und der Boden gefroren ist."
)


def one_pass(settings: Settings, database: Database, at: datetime = NOW) -> Pass:
    """One pass as ``monitor check --all --at`` makes it."""

    async def run() -> Pass:
        async with working(settings, database, at) as tools:
            return await pipeline.one_pass(tools, at, everything=True)

    return asyncio.run(run())


def ask(database: Database, name: str, **wanted: Any) -> list[dict[str, Any]]:
    """Rows of the query layer."""
    with database.read() as connection:
        rows: list[dict[str, Any]] = getattr(queries, name)(connection, queries.Filter(**wanted))
        return rows


def test_a_figure_goes_from_the_feed_to_an_alert(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    done = one_pass(settings, database)
    (article,) = ask(database, "articles")
    (alert,) = ask(database, "alerts")
    claims = ask(database, "claims", metric="nk_killed")
    assert (article["title"], article["publisher"], article["versions"]) == (TITLE, "Testblatt", 1)
    assert article["url"] == site.url("gefallene")
    assert article["published_at"] == "2025-01-13T07:59:00Z"
    assert (alert["kind"], alert["metric"], alert["claimant"]) == ("first", "nk_killed", "Südkoreanischer Geheimdienst")
    assert (alert["old"], alert["new"]["low"], alert["new"]["bound"]) == (None, 300, "about")
    assert alert["new"]["quote"] == KILLED.partition(". ")[0] + "."
    assert [(d["channel"], d["state"]) for d in alert["deliveries"]] == [("log", "sent")]
    assert {claim["low"] for claim in claims} >= {300}
    assert (done.polled.new, done.read.read, done.compared.alerts, done.delivered) == (1, 1, 1, 1)


def test_a_second_pass_finds_nothing_new(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(settings, database)
    again = one_pass(settings, database, NOW + MINUTE)
    assert (again.polled.new, again.read.read, again.compared.versions, again.delivered) == (0, 0, 0, 0)
    assert site.statuses[304] == 1
    assert [len(ask(database, name)) for name in ("articles", "alerts", "changes")] == [1, 1, 1]


def test_two_feeds_with_one_article_leave_one_article(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    twice = (*settings.feeds, FeedConfig("zweitfeed", site.feed_url + "?all=1", "Testblatt"))
    one_pass(replace(settings, feeds=twice), database)
    assert [len(ask(database, name)) for name in ("articles", "alerts")] == [1, 1]
    assert site.asked["/artikel/gefallene.html"] == 1


def test_a_new_figure_is_told_with_the_old_one(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(settings, database)
    later = NOW + timedelta(days=1)
    site.publish("mehr", "Geheimdienst nennt neue Zahl", MORE, FILLER, published=later - MINUTE)
    one_pass(settings, database, later)
    _, alert = ask(database, "alerts")
    assert (alert["kind"], alert["old"]["low"], alert["new"]["low"]) == ("raised", 300, 450)
    assert alert["old"]["url"] == site.url("gefallene")
    assert alert["new"]["url"] == site.url("mehr")


def test_a_silent_edit_is_a_correction(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(settings, database)
    site.publish("gefallene", TITLE, KILLED.replace("rund 300", "rund 200"), FILLER, published=NOW - MINUTE)
    one_pass(settings, database, NOW + timedelta(minutes=20))
    _, alert = ask(database, "alerts")
    assert (alert["kind"], alert["old"]["low"], alert["new"]["low"]) == ("corrected", 300, 200)
    assert (alert["old"]["version"], alert["new"]["version"]) == (1, 2)


def test_an_edit_of_mere_wording_tells_nothing(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(settings, database)
    site.publish("gefallene", TITLE, KILLED, FILLER.replace("dauern an", "gehen weiter"), published=NOW - MINUTE)
    one_pass(settings, database, NOW + timedelta(minutes=20))
    (article,) = ask(database, "articles")
    assert article["versions"] == 2
    assert len(ask(database, "changes")) == 1
    assert len(ask(database, "claims", metric="nk_killed", text="rund 300")) == 1  # listed once, not once a version


def test_a_page_that_fails_is_tried_again(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    site.faults["/artikel/gefallene.html"] = 503
    failed = one_pass(settings, database)
    assert (failed.read.failed, ask(database, "articles")) == (1, [])
    site.faults.clear()
    one_pass(settings, database, NOW + timedelta(minutes=10))
    assert len(ask(database, "alerts")) == 1


def test_a_feed_that_fails_is_asked_again_and_tells_why(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    site.faults["/feed.xml"] = 500
    done = one_pass(settings, database)
    (feed,) = ask(database, "feeds")
    assert (done.polled.failed, feed["state"], feed["failures"], feed["status"]) == (1, "failing", 1, 500)
    assert "500" in feed["error"]
    site.faults.clear()
    one_pass(settings, database, NOW + timedelta(minutes=30))
    (feed,) = ask(database, "feeds")
    assert (feed["state"], feed["failures"], feed["error"]) == ("ok", 0, None)
    assert len(ask(database, "alerts")) == 1


def test_a_site_without_a_feed_is_watched_by_a_selector(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    page = FeedConfig("uebersicht", site.server.url_for("/uebersicht"), "Testblatt", selector="main h2 a")
    one_pass(replace(settings, feeds=(page,)), database)
    assert [len(ask(database, name)) for name in ("articles", "alerts")] == [1, 1]
    assert ask(database, "feeds")[0]["format"] == "listing"


def test_the_first_run_is_quiet_and_ends_with_one_summary(site: Site, settings: Settings, database: Database) -> None:
    quiet = replace(settings, alerts=AlertSettings(first_run="quiet"))
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    first = one_pass(quiet, database)
    assert (ask(database, "alerts"), first.delivered) == ([], 1)
    (change,) = ask(database, "changes")
    assert (change["kind"], change["verdict"], change["verdict_reason"]) == ("first", "drop", "baseline")
    later = NOW + timedelta(days=1)
    site.publish("mehr", "Geheimdienst nennt neue Zahl", MORE, FILLER, published=later - MINUTE)
    one_pass(quiet, database, later)
    (alert,) = ask(database, "alerts")
    assert (alert["kind"], alert["old"]["low"], alert["new"]["low"]) == ("raised", 300, 450)


class CutError(BaseException):
    """The power went off: nothing catches that."""


@pytest.mark.parametrize("commit", range(1, 9))
def test_a_pass_cut_off_at_any_commit_is_made_up_for(
    site: Site, settings: Settings, database: Database, commit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each write of a pass in turn is undone as by a crash before its commit; the next pass leaves the same rows."""
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    whole, writes = Database.write, []

    def cut(self: Database, **how: bool) -> Any:
        writes.append(1)
        return _cut_off(whole(self, **how)) if len(writes) == commit else whole(self, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", cut)
        try:
            one_pass(settings, database)
        except CutError:
            pass
        else:
            assert len(writes) < commit  # there were fewer writes than that
    one_pass(settings, database, NOW + MINUTE)
    (alert,) = ask(database, "alerts")
    assert [(d["channel"], d["state"]) for d in alert["deliveries"]] == [("log", "sent")]
    (article,) = ask(database, "articles")
    assert (article["versions"], len(ask(database, "changes"))) == (1, 1)


class _cut_off:  # noqa: N801 - stands in for a context manager
    """A transaction that does all its work and is then undone."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __enter__(self) -> Any:
        return self.inner.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if kind is None:
            kind, error = CutError, CutError()
        self.inner.__exit__(kind, error, trace)
        raise error
