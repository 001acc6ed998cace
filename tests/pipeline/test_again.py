"""Pages that are read again, sites that change under us, feeds and metrics that come later, steps that go wrong."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.options import AlertSettings, FeedConfig, Settings
from monitor.pipeline.texts import prepare
from storage.engine import Database
from tests.pipeline.conftest import TOPIC
from tests.pipeline.site import Site
from tests.pipeline.test_way import FILLER, KILLED, MINUTE, MORE, NOW, TITLE, ask, one_pass

LATER = NOW + timedelta(minutes=20)


def kinds(database: Database) -> list[str]:
    return [alert["kind"] for alert in ask(database, "alerts")]


def test_an_article_that_moved_is_still_the_same(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(settings, database)
    site.publish("neu", TITLE, KILLED.replace("rund 300", "rund 200"), FILLER, published=NOW - MINUTE)
    site.pages = {"neu": site.pages["neu"]}
    site.moved["/artikel/gefallene.html"] = "/artikel/neu.html"
    done = one_pass(replace(settings, feeds=()), database, LATER)
    (article,) = ask(database, "articles")
    assert (article["url"], article["versions"], done.read.read) == (site.url("gefallene"), 2, 1)
    assert kinds(database) == ["first", "corrected"]


def test_a_wall_in_place_of_an_article_takes_nothing_back(site: Site, settings: Settings, database: Database) -> None:
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(settings, database)
    site.walled = True
    one_pass(settings, database, LATER)
    (article,) = ask(database, "articles")
    assert (article["versions"], kinds(database)) == (1, ["first"])
    site.walled = False
    site.publish("gefallene", TITLE, KILLED.replace("rund 300", "rund 200"), FILLER, published=NOW - MINUTE)
    one_pass(settings, database, LATER + timedelta(hours=3))
    assert kinds(database) == ["first", "corrected"]


def test_one_page_that_breaks_the_program_holds_up_no_other(
    site: Site, settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.publish("kaputt", "Nordkorea", FILLER, published=NOW - MINUTE)
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)

    def breaks(page: Any, *rest: Any) -> Any:
        if page.title == "Nordkorea":
            raise KeyError(page.title)
        return prepare(page, *rest)

    monkeypatch.setattr(sys.modules["monitor.pipeline.read"], "prepare", breaks)
    done = one_pass(settings, database)
    assert (done.read.failed, done.read.read, kinds(database)) == (1, 1, ["first"])


def test_an_edit_of_what_the_first_poll_brought_is_news(site: Site, settings: Settings, database: Database) -> None:
    quiet = replace(settings, alerts=AlertSettings(first_run="quiet"))
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(quiet, database)
    site.publish("gefallene", TITLE, KILLED.replace("rund 300", "rund 200"), FILLER, published=NOW - MINUTE)
    one_pass(quiet, database, LATER)
    assert kinds(database) == ["corrected"]


def test_a_feed_that_is_added_later_hushes_nothing_that_was_known(
    site: Site, settings: Settings, database: Database
) -> None:
    quiet = replace(settings, alerts=AlertSettings(first_run="quiet"))
    one_pass(quiet, database)
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW + MINUTE)
    one_pass(quiet, database, NOW + 2 * MINUTE)
    assert kinds(database) == []  # the first comparison of all builds the metrics' baseline
    more = replace(quiet, feeds=(*quiet.feeds, FeedConfig("zweitfeed", site.feed_url + "?all", "Testblatt")))
    site.publish("gefallene", TITLE, KILLED.replace("rund 300", "rund 200"), FILLER, published=NOW + MINUTE)
    one_pass(more, database, NOW + timedelta(minutes=20))
    assert kinds(database) == ["corrected"]


def test_a_metric_that_is_added_later_knows_what_was_said(site: Site, settings: Settings, database: Database) -> None:
    quiet = replace(settings, alerts=AlertSettings(first_run="quiet"))
    without = replace(quiet, topics=(replace(TOPIC, metrics=TOPIC.metrics[1:]),))
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(without, database)
    assert ask(database, "figures") == []
    day = timedelta(days=1)
    site.publish("mehr", "Geheimdienst nennt neue Zahl", MORE, FILLER, published=NOW + day - MINUTE)
    one_pass(quiet, database, NOW + day)
    assert (300, "first") in [(row["low"], row["change"]) for row in ask(database, "figures")]
    assert kinds(database) == []
    site.publish("noch", "Neue Zahl", MORE.replace("450", "600"), FILLER, published=NOW + 2 * day - MINUTE)
    one_pass(quiet, database, NOW + 2 * day)
    (alert,) = ask(database, "alerts")
    assert (alert["kind"], alert["old"]["low"], alert["new"]["low"]) == ("raised", 450, 600)


def test_what_waits_for_a_second_origin_is_told_when_it_comes(
    site: Site, settings: Settings, database: Database
) -> None:
    first, *rest = TOPIC.metrics
    careful = replace(first, alert=replace(first.alert, confirm=True))
    waiting = replace(settings, topics=(replace(TOPIC, metrics=(careful, *rest)),))
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(waiting, database)
    (held,) = ask(database, "alerts")
    assert held["deliveries"] == []
    other = "Wie der südkoreanische Geheimdienst mitteilte, wurden in Kursk rund 300 Soldaten aus Nordkorea getötet."
    site.publish("zweite", "Verluste der Truppe aus dem Norden", other, MORE[170:], published=NOW + MINUTE)
    one_pass(waiting, database, LATER)
    (told,) = ask(database, "alerts")
    assert [(row["channel"], row["state"]) for row in told["deliveries"]] == [("log", "sent")]
