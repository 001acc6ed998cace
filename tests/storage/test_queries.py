"""The query layer: the contract's fields, and what each filter lets through."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete

from monitor.model import Change, Point, Relevance, Verdict
from storage import alerts, articles, changes, claims, deliveries, feeds, health, points, queries, schema, stories
from storage.engine import Database
from storage.queries import Filter, shapes
from storage.queries.changes import of_article
from storage.values import AlertRecord, PollRecord, Route
from tests.storage.make import DAY, HOUR, NOW, SENTENCE, article, claim, config, quantity, statement, text_of, told

EVERYTHING = Filter()


# ---------------------------------------------------------------- fields


def test_a_claim_has_the_fields_of_the_contract(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        said = quantity(3000, as_of=date(2025, 1, 12), place="Kursk", period="P1D", hedge="planned", per="day")
        [claim_id] = claims.add(conn, [claim(article_id, said=said)])
        [row] = queries.claims(conn, EVERYTHING)
    assert row == {
        "id": str(claim_id),
        "topic": "krieg",
        "metric": "nk_killed",
        "claimant": "Ukrainischer Generalstab",
        "low": 3000,
        "high": 3000,
        "bound": "exact",
        "unit": "person",
        "per": "day",
        "period": "P1D",
        "hedge": "planned",
        "counted": "Soldaten",
        "event": "killed",
        "party": "north_korea",
        "attribution": "Generalstab",
        "place": "Kursk",
        "as_of": "2025-01-12",
        "start": 32,
        "end": 37,
        "text": "3.000",
        "quote": SENTENCE,
        "zone": "paragraph",
        "implausible": False,
        "article_id": str(article_id),
        "version": 1,
        "url": "https://nordkurier.example/verluste",
        "title": "Schwere Verluste",
        "publisher": "Nordkurier",
        "published_at": "2025-01-13T05:00:00Z",
        "first_seen_at": "2025-01-13T06:00:00Z",
    }
    assert json.loads(json.dumps(row)) == row
    assert isinstance(row["low"], int)


def test_an_alert_has_the_fields_of_the_contract(database: Database) -> None:
    with database.write() as conn:
        first = told(conn, "first", low=3000)
        second = told(
            conn,
            "second",
            low=4000,
            kind="raised",
            old=first.statement,
            at=NOW + HOUR,
            routes=(Route("mail", "article:2"), Route("log", "article:2")),
            scope="sumy|2025-01-12",
            place="Sumy",
            day=date(2025, 1, 12),
        )
        mail = next(message for message in deliveries.due(conn, NOW + HOUR) if message.channel == "mail")
        deliveries.seal(conn, mail.key, NOW + HOUR)
        deliveries.failed(conn, mail.key, "no answer", NOW + DAY, NOW + HOUR)
        quiet, row = queries.alerts(conn, EVERYTHING)
    assert row | {"old": None, "new": None} == {
        "id": str(second.alert_id),
        "topic": "krieg",
        "kind": "raised",
        "metric": "nk_killed",
        "claimant": "Ukrainischer Generalstab",
        "incident": {"place": "Sumy", "date": "2025-01-12"},
        "old": None,
        "new": None,
        "title": "raised: 4000",
        "body": SENTENCE,
        "severity": "notice",
        "created_at": "2025-01-13T07:00:00Z",
        "deliveries": [
            {"channel": "mail", "state": "failed", "attempts": 1, "sent_at": None, "error": "no answer"},
            {"channel": "log", "state": "pending", "attempts": 0, "sent_at": None, "error": None},
        ],
    }
    assert row["new"] == {
        "low": 4000,
        "high": 4000,
        "bound": "exact",
        "unit": "person",
        "per": None,
        "text": "3.000",
        "quote": SENTENCE,
        "claim_id": str(second.claim_id),
        "article_id": str(second.statement.article_id),
        "version": 1,
        "url": "https://nordkurier.example/second",
        "publisher": "Nordkurier",
        "published_at": "2025-01-13T05:00:00Z",
    }
    assert row["old"] == quiet["new"]
    assert (quiet["old"], quiet["incident"], quiet["deliveries"]) == (None, None, [])


def test_a_withdrawn_figure_has_no_new(database: Database) -> None:
    with database.write() as conn:
        gone = told(conn).statement
        withdrawn = Change("withdrawn", "krieg", "nk_killed", gone.claimant, gone, None, NOW, reason="gone")
        changes.add(conn, withdrawn, Verdict("hold", "quiet hours", NOW + DAY), NOW + HOUR)
        first, second = queries.changes(conn, EVERYTHING)
        assert of_article(conn, gone.article_id) == {gone.claim_id: second}  # the last word on the claim
        assert of_article(conn, gone.article_id + 1) == {}
    assert (second["kind"], second["new"], second["old"]["low"]) == ("withdrawn", None, 3000)
    assert {name: second[name] for name in ("reason", "verdict", "verdict_reason", "hold_until", "alert_id")} == {
        "reason": "gone",
        "verdict": "hold",
        "verdict_reason": "quiet hours",
        "hold_until": "2025-01-14T06:00:00Z",
        "alert_id": None,
    }
    assert first["alert_id"] is not None


def test_figures_articles_feeds_and_health_say_what_they_are(database: Database) -> None:
    with database.write() as conn:
        feeds.sync(conn, [config("Nordkurier")], NOW)
        [state] = feeds.active(conn)
        whole = told(conn)
        articles.save(conn, replace(_stored(conn, whole.statement.article_id), feed_id=state.id), NOW)
        articles.set_relevance(conn, whole.statement.article_id, "krieg", Relevance(True, 3, ("Kursk*",)))
        articles.set_relevance(conn, whole.statement.article_id, "streik", Relevance(False))
        health.add(conn, "feed", "Nordkurier", "no answer", NOW)
        [figure], [listed] = queries.figures(conn, EVERYTHING), queries.articles(conn, EVERYTHING)
        [feed], [trouble] = queries.feeds(conn), queries.health(conn, EVERYTHING)
    assert (figure["change"], figure["state"], figure["low"], figure["as_of"]) == ("first", "held", 3000, "2025-01-12")
    assert (figure["quote"], figure["publisher"], figure["title"]) == (SENTENCE, "Nordkurier", "Schwere Verluste")
    assert (listed["versions"], listed["claims"], listed["title"]) == (1, 1, "Schwere Verluste")
    assert listed["topics"] == [{"topic": "krieg", "score": 3, "terms": ["Kursk*"]}]
    assert (feed["name"], feed["state"], feed["entries"], feed["error"]) == ("Nordkurier", "not polled yet", 0, None)
    assert (trouble["subject"], trouble["open"], trouble["created_at"]) == ("Nordkurier", True, "2025-01-13T06:00:00Z")
    assert json.dumps([figure, listed, feed, trouble])


def _stored(conn: Connection, article_id: int) -> Any:
    found = articles.find(conn, article_id)
    assert found is not None
    return found.record


def test_a_feed_tells_how_it_is(database: Database) -> None:
    with database.write() as conn:
        feeds.sync(conn, [config(name) for name in ("A", "B", "C")], NOW)
        for state, failures in zip(feeds.active(conn), (0, 3, 0), strict=True):
            poll = PollRecord(NOW, "error" if failures else "new", new=2)
            feeds.save_poll(conn, replace(state, failures=failures, interval=HOUR), poll)
        feeds.sync(conn, [config("A"), config("B")], NOW)
        rows = queries.feeds(conn)
        assert [(row["name"], row["state"]) for row in rows] == [("A", "ok"), ("B", "failing"), ("C", "resting")]
        assert (rows[0]["interval"], rows[0]["entries"], rows[0]["polls"]) == (3600, 2, 1)
        assert [row["name"] for row in queries.feeds(conn, Filter(publisher="b"))] == ["B"]


def test_a_feeds_address_is_shown_without_its_secrets(database: Database) -> None:
    with database.write() as conn:
        feeds.sync(conn, [replace(config(), url="https://reader:geheim@nordkurier.example/feed?token=geheim")], NOW)
        assert "geheim" not in json.dumps(queries.feeds(conn))


# ---------------------------------------------------------------- filters


@pytest.fixture
def stocked(database: Database) -> Database:
    """Three claims with figure, change and alert, a day apart, and one that met no metric."""
    with database.write() as conn:
        for day, (name, party) in enumerate((("NIS", "north_korea"), ("Überläufer", "russia"), ("NIS", "russia"))):
            at = NOW + day * DAY
            said = quantity(day, party=party, as_of=date(2025, 1, 12 + day), quote=f"Satz {day} mit 100 % Überläufern.")
            told(
                conn,
                f"a{day}",
                low=day,
                at=at,
                said=said,
                claimant=name,
                metric="nk_killed" if day else "nk_deployed",
                as_of=date(2025, 1, 12 + day),
                published_at=at - HOUR,
            )
        article_id = article(conn, "other", publisher="Südpost", title="Brücken und Züge", seen_at=NOW + 3 * DAY)
        other = quantity(3, event="destroyed", as_of=None)
        claims.add(conn, [claim(article_id, said=other, metric=None, claimant=None, first_seen_at=NOW + 3 * DAY)])
    return database


def lows(database: Database, name: str, wanted: Filter) -> list[float]:
    """Which rows come: each has its number as its figure."""
    with database.read() as conn:
        rows = getattr(queries, name)(conn, wanted)
    return [row["low"] if "low" in row else row["new"]["low"] for row in rows]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), [0, 1, 2, 3]),
        (Filter(limit=2), [0, 1]),
        (Filter(limit=2, newest_first=True, time_field="seen"), [3, 2]),  # one newer, where there is no fourth
        (Filter(metric="nk_killed"), [1, 2]),
        (Filter(metric="nk"), []),  # a metric's whole name
        (Filter(topic="krieg"), [0, 1, 2, 3]),
        (Filter(topic="streik"), []),
        (Filter(claimant="nis"), [0, 2]),  # names without regard to case
        (Filter(claimant="überläufer"), [1]),
        (Filter(party="russia"), [1, 2]),
        (Filter(event="killed"), [0, 1, 2]),
        (Filter(publisher="südpost"), [3]),
        (Filter(text="SATZ 1"), [1]),
        (Filter(text="100 % Überläufern"), [0, 1, 2]),
        (Filter(text="ÜBERLÄUFERN"), [0, 1, 2]),
        (Filter(text="%"), []),  # no wildcard, and no word
        (Filter(text='"satz 1 mit 100"'), [1]),  # a phrase
        (Filter(text='"100 satz"'), []),  # the words are there, but not so
        (Filter(text="überläufer satz"), [0, 1, 2]),  # all words, in any order, in any ending
        (Filter(text="satz überläufern 2"), [2]),
        (Filter(text="\" OR * NEAR( ' & | ! :* --"), []),  # signs of the databases' own languages mean nothing
        (Filter(unit="person"), [0, 1, 2, 3]),
        (Filter(unit="km2"), []),
        (Filter(least=1, most=2), [1, 2]),
        (Filter(least=2.5), [3]),
        (Filter(story=99), []),
        (Filter(newest_first=True, sort="value", limit=2, time_field="seen"), [3, 2]),
        (Filter(text="brücken UND"), [3]),  # in the title
        (Filter(metric="nk_killed", claimant="NIS", party="russia"), [2]),
        (Filter(time_field="seen", since=NOW + DAY), [1, 2, 3]),
        (Filter(time_field="seen", since=NOW + DAY, until=NOW + 2 * DAY), [1]),
        (Filter(time_field="as_of", since=NOW + DAY, until=NOW + 2 * DAY), [2]),
        (Filter(time_field="as_of", since=datetime(2025, 1, 11, 23, tzinfo=UTC)), [0, 1, 2]),  # already the 12th there
        (Filter(time_field="as_of", until=datetime(2025, 1, 12, 23, tzinfo=UTC)), [0]),  # the first moment after it
        (Filter(as_of=date(2025, 1, 14)), [0, 1]),
        (Filter(as_of=date(2025, 1, 12)), []),
    ],
)
def test_a_filter_lets_through_what_it_names(stocked: Database, wanted: Filter, found: list[int]) -> None:
    assert lows(stocked, "claims", wanted) == found
    for name in ("figures", "changes", "alerts"):
        # The fourth is a claim and no more.
        without = replace(wanted, limit=wanted.limit and 1) if 3 in found else wanted
        assert lows(stocked, name, without) == [low for low in found if low != 3], name


@pytest.mark.parametrize("sort", ["published", "seen", "as_of", "value", "id"])
@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("name", ["claims", "figures", "changes", "alerts"])
def test_pages_are_the_whole_list_in_pieces(stocked: Database, name: str, sort: Any, newest_first: bool) -> None:
    whole = Filter(sort=sort, newest_first=newest_first)
    with stocked.read() as conn:
        ask = getattr(queries, name)
        pages, after = [], None
        while page := ask(conn, replace(whole, limit=1, after=after)):
            pages += page
            after = int(page[-1]["id"])
        assert pages == ask(conn, whole)
        assert len(pages) == (4 if name == "claims" else 3)


@pytest.mark.parametrize(("name", "words"), [("claims", "satz"), ("articles", "starben")])
def test_a_search_is_paged_in_the_order_of_the_ids(stocked: Database, name: str, words: str) -> None:
    wanted = Filter(text=words, limit=1, newest_first=True)
    with stocked.read() as conn:
        found, after = [], None
        while page := getattr(queries, name)(conn, replace(wanted, after=after)):
            after = int(page[0]["id"])
            found.append(after)
    assert found == sorted(found, reverse=True)
    assert len(found) == (3 if name == "claims" else 4)


def test_hedged_claims_and_the_articles_of_a_story_can_be_asked_for(database: Database) -> None:
    with database.write() as conn:
        article_id, other = article(conn), article(conn, "other")
        story = stories.create(conn, article_id, "dpa", "dpa", NOW)
        said = [claim(article_id, said=quantity(1, hedge="planned")), claim(other, said=quantity(2, event="wounded"))]
        claims.add(conn, said)
        found = [queries.claims(conn, wanted) for wanted in (Filter(hedged=True), Filter(hedged=False))]
        assert [[row["low"] for row in rows] for rows in found] == [[1], [2]]
        assert [row["low"] for row in queries.claims(conn, Filter(story=story))] == [1]
        assert [row["id"] for row in queries.articles(conn, Filter(story=story))] == [str(article_id)]
        assert [row["id"] for row in queries.articles(conn, Filter(event="wounded"))] == [str(other)]
        assert [row["id"] for row in queries.articles(conn, Filter(claimant="ukrainischer generalstab", most=1))] == [
            str(article_id)
        ]


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("In Kursk starben Soldaten.", "Soldat"),  # without its ending
        ("Am Kriegsende waren es 3.", "Krieg*"),  # the beginning of a word
        ("Ukrainische Soldaten", "Ukraine"),
        ("Der Panzer brannte.", "panzers"),
        ("In Kursk starb ein Soldat.", "soldaten"),  # another ending
        ("Die Brücke fiel.", "Brücken"),
        ("Die Brücken fielen.", "brucke"),  # without the dots of the umlaut
        ("Rund 3.000 Mann", "3.000"),
        ("Rund 12,5 Prozent", "12,5"),
    ],
)
def test_both_databases_find_a_word_by_its_forms(database: Database, sentence: str, asked: str) -> None:
    with database.write() as conn:
        claims.add(conn, [claim(article(conn), said=quantity(quote=sentence))])
        assert len(queries.claims(conn, Filter(text=asked))) == 1
        assert queries.claims(conn, Filter(text="Zug")) == []


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Am Kriegsende waren es 3.", "Krieg"),  # another word, unless a star asks for all that begin so
        ("Der Hauer kam.", "Haus"),  # no ending of it
        ("Die Kursker kamen.", "Kurs*x"),  # a star inside is a sign like others
    ],
)
def test_another_word_that_begins_alike_is_not_found(database: Database, sentence: str, asked: str) -> None:
    with database.write() as conn:
        claims.add(conn, [claim(article(conn), said=quantity(quote=sentence))])
        assert queries.claims(conn, Filter(text=asked)) == []


def test_a_search_of_figures_tells_those_of_one_claim_apart(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        [claim_id] = claims.add(conn, [claim(article_id)])
        for metric in ("nk_killed", "nk_casualties", "ru_killed"):
            points.add(conn, Point(statement(claim_id, article_id, 3000, metric=metric), "first"), NOW)
        wanted = Filter(text="Soldaten", limit=1, newest_first=True)
        found, after = [], None
        while page := queries.figures(conn, replace(wanted, after=after)):
            after = int(page[0]["id"])
            found.append(page[0]["metric"])
    assert sorted(found) == ["nk_casualties", "nk_killed", "ru_killed"]


def test_what_is_deleted_is_no_longer_found(database: Database) -> None:
    with database.write() as conn:
        claims.add(conn, [claim(article(conn))])
        assert len(queries.articles(conn, Filter(text="bisher starben"))) == 1
        conn.execute(delete(schema.articles))
        assert queries.claims(conn, Filter(text="Soldaten")) == queries.articles(conn, Filter(text="starben")) == []


def test_claims_that_met_no_metric_can_be_asked_for(stocked: Database) -> None:
    assert lows(stocked, "claims", Filter(unmatched=True)) == [3]


def test_changes_and_alerts_can_be_asked_for_by_their_kind(stocked: Database) -> None:
    for name in ("changes", "alerts", "figures"):
        assert len(lows(stocked, name, Filter(kind="first"))) == 3
        assert lows(stocked, name, Filter(kind="raised")) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ["a0", "a1", "a2", "other"]),
        (Filter(newest_first=True, limit=1, time_field="seen"), ["other"]),
        (Filter(publisher="NORDKURIER"), ["a0", "a1", "a2"]),
        (Filter(text="züge"), ["other"]),
        (Filter(text="bisher starben", time_field="seen", since=NOW + 2 * DAY), ["a2", "other"]),
        (Filter(topic="krieg"), ["a1"]),
        (Filter(as_of=date(2025, 1, 13)), ["a0"]),
        (Filter(time_field="as_of", since=NOW + DAY), []),  # an article has no such day: its publication counts
    ],
)
def test_articles_are_found(stocked: Database, wanted: Filter, found: list[str]) -> None:
    with stocked.write() as conn:
        known = articles.find(conn, "https://nordkurier.example/a1")
        assert known is not None
        articles.set_relevance(conn, known.id, "krieg", Relevance(True))
        rows = queries.articles(conn, wanted)
    assert [row["url"].rpartition("/")[2] for row in rows] == found


def test_an_article_without_a_date_counts_from_its_first_sight(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn, published=None)
        claims.add(conn, [claim(article_id)])
        wanted = Filter(since=NOW, until=NOW + HOUR)
        assert [row["published_at"] for row in queries.articles(conn, wanted)] == [None]
        assert [row["published_at"] for row in queries.claims(conn, wanted)] == [None]


def test_a_claim_that_stands_in_the_next_version_too_is_listed_once(database: Database) -> None:
    with database.write() as conn:
        article_id = article(conn)
        claims.add(conn, [claim(article_id)])
        text = f"Schwere Verluste\n{SENTENCE} Dazu 12 Panzer."
        number = articles.add_version(conn, article_id, text_of(text, NOW + HOUR))
        assert number == 2
        fresh = claim(article_id, version=2, said=quantity(12), first_seen_at=NOW + HOUR)
        claims.add(conn, [claim(article_id, version=2, first_seen_at=NOW), fresh])
        assert [(row["low"], row["version"]) for row in queries.claims(conn, EVERYTHING)] == [(3000, 1), (12, 2)]
        assert queries.articles(conn, EVERYTHING)[0]["claims"] == 2


def test_health_alerts_are_found(database: Database) -> None:
    with database.write() as conn:
        health.add(conn, "feed", "Nordkurier", "no answer", NOW)
        health.add(conn, "outage", "network", "nothing answers", NOW + HOUR)
        health.close(conn, "feed", "Nordkurier", NOW + DAY)
        assert [row["open"] for row in queries.health(conn, EVERYTHING)] == [False, True]
        assert [row["kind"] for row in queries.health(conn, Filter(text="ANSWERS"))] == ["outage"]
        assert [row["kind"] for row in queries.health(conn, Filter(kind="feed"))] == ["feed"]
        assert [row["kind"] for row in queries.health(conn, Filter(newest_first=True, limit=1))] == ["outage"]


def test_summaries_and_health_alerts_are_sent_but_are_no_alerts_on_figures(database: Database) -> None:
    with database.write() as conn:
        alerts.add(conn, AlertRecord("Summary", "Körper", kind="summary"), [Route("log", "first")], NOW)
        alerts.add(conn, AlertRecord("Feed", "Körper", kind="health"), [Route("log", "first")], NOW)
        [message] = deliveries.due(conn, NOW)
        assert [(one["kind"], one["metric"], one["new"]) for one in message.alerts] == [
            ("summary", None, None),
            ("health", None, None),
        ]
        assert queries.alerts(conn, EVERYTHING) == []


def test_many_alerts_come_with_their_deliveries(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "CHUNK", 2)
    with database.write() as conn:
        for number in range(5):
            told(conn, f"a{number}", routes=(Route("log", f"article:{number}"),))
        assert [len(row["deliveries"]) for row in queries.alerts(conn, EVERYTHING)] == [1] * 5


# ---------------------------------------------------------------- history


def test_a_history_is_what_was_stated_by_as_of_date(stocked: Database) -> None:
    with stocked.read() as conn:
        assert [row["low"] for row in queries.history(conn, "nk_killed")] == [1, 2]
        assert queries.history(conn, "nothing") == []


def test_a_history_as_of_a_day_is_what_was_known_then(database: Database) -> None:
    end = datetime(2025, 1, 13, 23, tzinfo=UTC)  # of the 13th in Berlin
    moment = timedelta(microseconds=1)
    seen: list[tuple[datetime, str, datetime | None, str | None]] = [
        (end - moment, "held", None, None),
        (end, "held", None, None),  # seen on the 14th
        (NOW, "waiting", None, None),
        (NOW, "waiting", end - moment, "held"),
        (NOW, "waiting", end, "held"),  # on the 13th it still waited
        (NOW, "held", end - moment, "withdrawn"),
        (NOW, "held", end, "withdrawn"),  # on the 13th it still held
    ]
    with database.write() as conn:
        article_id = article(conn)
        rows = claims.add(conn, [claim(article_id)] * len(seen))
        for number, (claim_id, (at, state, later, then)) in enumerate(zip(rows, seen, strict=True)):
            point = Point(statement(claim_id, article_id, number), "first", state)  # type: ignore[arg-type]  # the rows' words
            point = replace(point, id=points.add(conn, point, at))
            if later:
                points.save(conn, replace(point, state=then), later)  # type: ignore[arg-type]  # the rows' words
        known = [(row["low"], row["state"]) for row in queries.history(conn, "nk_killed", date(2025, 1, 13))]
        now = [(row["low"], row["state"]) for row in queries.history(conn, "nk_killed")]
    assert known == [(0, "held"), (3, "held"), (5, "withdrawn"), (6, "held")]
    assert now == [(0, "held"), (1, "held"), (3, "held"), (4, "held"), (5, "withdrawn"), (6, "withdrawn")]


@pytest.mark.parametrize("sort", ["published", "seen", "as_of", "value"])
def test_a_search_goes_on_by_key_in_every_order(stocked: Database, sort: Any) -> None:
    ask: Any
    with stocked.read() as conn:
        for ask in (queries.claims, queries.figures, queries.changes, queries.alerts, queries.articles):
            wanted = Filter(text="Soldaten", sort=sort, newest_first=True, limit=50)
            rows = [row["id"] for row in ask(conn, wanted)]
            for number, last in enumerate(rows):
                further = ask(conn, replace(wanted, after=int(last)))
                assert [row["id"] for row in further] == rows[number + 1 :], ask.__name__
