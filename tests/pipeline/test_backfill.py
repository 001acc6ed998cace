"""Archives: the record is what it would be had the articles been read in their time, and nobody is told."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import pipeline
from monitor.errors import ReadError
from monitor.options import AlertSettings, FeedConfig, FetchSettings, Settings
from monitor.pipeline import backfill
from monitor.pipeline.backfill import Loaded
from monitor.pipeline.texts import prepare
from storage import migrations
from storage.engine import Database, open_database
from tests.archives.made import MORE, SAID, lines, page, warc
from tests.pipeline.conftest import TOPIC, working
from tests.pipeline.site import Site
from tests.pipeline.test_way import ask, one_pass

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NIS = "Südkoreanischer Geheimdienst"
START = datetime(2024, 12, 20, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)
KILLED = (300, 300, 500, 400, 500, 1100)  # day after day: first, a repeat, raised, lowered, said before, raised


def fill(
    settings: Settings, database: Database, archive: Path, *, told: bool = False, stop: asyncio.Event | None = None
) -> Loaded:
    """Load an archive and build the histories."""

    async def scenario() -> Loaded:
        async with working(settings, database, NOW) as tools:
            done = await backfill.load(tools, archive, "", NOW, stop or asyncio.Event(), lambda *_: None)
            await backfill.history(tools, NOW, told=told, progress=lambda *_: None)
            return done

    return asyncio.run(scenario())


def said(database: Database) -> list[tuple[Any, ...]]:
    """Each change without what differs between any two runs: kind, figure, source, and what stood before."""
    return [
        (row["kind"], row["new"] and row["new"]["low"], row["old"] and row["old"]["low"], row["claimant"])
        for row in ask(database, "changes")
    ]


def figures(database: Database) -> list[tuple[Any, ...]]:
    return [(row["low"], row["as_of"], row["change"], row["published_at"]) for row in ask(database, "figures")]


def text(name: str, killed: int, at: datetime) -> dict[str, object]:
    """A line of JSON with an article that gives a figure; it was seen five minutes after its publication."""
    seen = (at + timedelta(minutes=5)).isoformat()
    url = f"https://blatt.example/{name}"
    return {"url": url, "text": f"{SAID.format(killed)}\n{MORE}", "published": at.isoformat(), "seen": seen}


def texts(file: Path, killed: Sequence[int] = KILLED) -> Path:
    """An archive with a figure a day."""
    return lines(file, (text(str(day), number, START + day * DAY) for day, number in enumerate(killed)))


@pytest.fixture
def settings(tmp_path: Path, site: Site) -> Settings:
    """Those of the pipeline's tests, without a database of each kind."""
    return Settings(
        folder=tmp_path,
        data=tmp_path,
        fetch=FetchSettings(per_host_gap=timedelta(0), allow_private_networks=True),
        alerts=AlertSettings(first_run="send"),
        feeds=(FeedConfig("testblatt", site.feed_url, "Testblatt"),),
        topics=(TOPIC,),
    )


@pytest.fixture
def other(new_url: Callable[[], str]) -> Iterator[Database]:
    """A second database, empty."""
    opened = open_database(new_url())
    migrations.prepare(opened)
    yield opened
    opened.close()


def test_an_archive_gives_what_a_live_run_would_have(
    site: Site, settings: Settings, database: Database, other: Database, tmp_path: Path
) -> None:
    moments = [START + day * DAY for day in range(4)]

    async def live() -> list[tuple[str, datetime, str]]:
        answers = []
        async with working(settings, other, START) as tools:
            for killed, at in zip(KILLED, moments, strict=False):
                slug = f"{at:%d}"
                site.publish(slug, f"Lage am {slug}.", SAID.format(killed), MORE, published=at - timedelta(minutes=5))
                answers.append((site.url(slug), at, site.page(slug)))
                await pipeline.one_pass(tools, at, everything=True)
        return answers

    answers = asyncio.run(live())
    crawled = warc(tmp_path / "a.warc.gz", reversed(answers))  # a crawler has an order of its own
    assert fill(settings, database, crawled) == Loaded(stored=4)
    assert said(database) == said(other)
    assert figures(database) == figures(other)
    seen = [row["first_seen_at"] for row in ask(database, "articles")]
    assert sorted(seen) == [at.strftime("%Y-%m-%dT%H:%M:%SZ") for at in moments]
    assert {row["publisher"] for row in ask(database, "articles")} == {"Testblatt"}  # the feed of its site
    assert ask(database, "alerts") == []
    again = one_pass(replace(settings, feeds=()), database, NOW)
    assert (again.read.read, again.compared.versions) == (0, 0)  # nothing of it waits


def test_what_is_older_is_not_new_and_what_is_younger_is_measured_against_it(
    site: Site, settings: Settings, one_database: Database, tmp_path: Path
) -> None:
    site.publish("jung", "Jung", SAID.format(1100), MORE, published=NOW - DAY)
    one_pass(settings, one_database, NOW - DAY)
    assert said(one_database) == [("first", 1100, None, NIS)]
    [told] = ask(one_database, "alerts")
    fill(settings, one_database, texts(tmp_path / "a.jsonl", (300, 500)))
    assert said(one_database) == [
        ("first", 300, None, NIS),
        ("raised", 500, 300, NIS),
        ("raised", 1100, 500, NIS),  # it had been the first
    ]
    assert [(row["id"], row["deliveries"]) for row in ask(one_database, "alerts")] == [
        (told["id"], told["deliveries"])
    ]  # what was told stays, and nothing joins it


@pytest.mark.parametrize(("told", "alerts"), [(False, 0), (True, 4)])
def test_alerts_are_sent_where_they_are_asked_for(
    settings: Settings, one_database: Database, tmp_path: Path, *, told: bool, alerts: int
) -> None:
    archive = texts(tmp_path / "a.jsonl")
    for _ in range(2):  # once, however often
        fill(settings, one_database, archive, told=told)
        assert len(ask(one_database, "alerts")) == alerts


def test_a_run_that_is_cut_off_goes_on_where_it_stood(
    settings: Settings, one_database: Database, other: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfill, "BATCH", 2)
    archive = texts(tmp_path / "a.jsonl")
    fill(settings, other, archive)
    stop = asyncio.Event()
    stop.set()
    assert fill(settings, one_database, archive, stop=stop) == Loaded(stored=2)
    assert fill(settings, one_database, archive, stop=stop) == Loaded(stored=1, known=1)  # the last one again
    assert fill(settings, one_database, archive) == Loaded(stored=3, known=1)
    assert (said(one_database), figures(one_database)) == (said(other), figures(other))
    assert fill(settings, one_database, archive) == Loaded(known=6)
    assert (said(one_database), figures(one_database)) == (said(other), figures(other))


def test_states_of_one_page_are_its_versions(settings: Settings, one_database: Database, tmp_path: Path) -> None:
    first = text("lage", 300, START)
    later = [text("lage", killed, START) | {"seen": (START + DAY).isoformat()} for killed in (300, 200)]
    later[1]["seen"] = (START + 2 * DAY).isoformat()
    archive = lines(tmp_path / "a.jsonl", [first, *later, text("lage", 250, START - DAY)])
    assert fill(settings, one_database, archive) == Loaded(stored=3, known=1)  # what is older comes too late
    [article] = ask(one_database, "articles")
    assert (article["versions"], article["publisher"]) == (2, "blatt.example")  # no feed is of this site
    assert set(said(one_database)) == {("first", 300, None, NIS), ("corrected", 200, 300, NIS)}


def test_texts_and_saved_pages_stand_at_their_own_time(
    settings: Settings, one_database: Database, tmp_path: Path
) -> None:
    """Without a time of the archive the publication counts, or a later change; never a time to come."""
    rows: list[dict[str, object]] = [
        {"url": "https://blatt.example/1", "title": "Lage", "text": SAID.format(300), "published": START.isoformat()},
        {
            "url": "https://blatt.example/2",
            "text": SAID.format(400),
            "published": (START + DAY).isoformat(),
            "modified": (START + 2 * DAY).isoformat(),
        },
        {"url": "https://blatt.example/3", "text": MORE},
        {"url": "https://blatt.example/4", "text": MORE, "published": (NOW + DAY).isoformat()},
    ]
    lines(tmp_path / "texte.jsonl", rows)
    (tmp_path / "blatt.example").mkdir()
    (tmp_path / "blatt.example" / "5.html").write_text(page(500, START + 3 * DAY), "utf-8")
    (tmp_path / "blatt.example" / "index.html").write_text("<title>Start</title><ul><li><a href=/1>Lage</a></ul>")
    assert fill(settings, one_database, tmp_path) == Loaded(stored=5, passed=1)
    seen = {row["url"][-6:]: row["first_seen_at"] for row in ask(one_database, "articles")}
    wanted = {"mple/1": START, "mple/2": START + 2 * DAY, "mple/3": NOW, "mple/4": NOW, "5.html": START + 3 * DAY}
    assert seen == {name: at.strftime("%Y-%m-%dT%H:%M:%SZ") for name, at in wanted.items()}
    assert [row[:3] for row in said(one_database)] == [
        ("first", 300, None),
        ("raised", 400, 300),
        ("raised", 500, 400),
    ]


def test_a_record_that_breaks_the_program_costs_itself_alone(
    settings: Settings, one_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(read: Any, *rest: Any) -> Any:
        if read.url.endswith("1"):
            raise KeyError(read.url)
        return prepare(read, *rest)

    monkeypatch.setattr(sys.modules["monitor.pipeline.backfill"], "prepare", breaks)
    states = [(f"https://blatt.example/{n}", START, page(300 + n, START)) for n in range(3)]
    states.append(("https://blatt.example/bombe", START, "<div>" * 9000))
    assert fill(settings, one_database, warc(tmp_path / "a.warc.gz", states)) == Loaded(stored=2, failed=2)


def test_the_daemon_builds_what_was_loaded_beside_it(
    settings: Settings, one_database: Database, tmp_path: Path
) -> None:
    archive = texts(tmp_path / "a.jsonl")

    async def scenario() -> Sequence[object]:
        async with working(replace(settings, feeds=()), one_database, NOW) as tools:
            await backfill.load(tools, archive, "", NOW, asyncio.Event(), lambda *_: None)
            await pipeline.compare(tools, NOW)
            assert said(one_database) == []
            await tools.writing(lambda conn: backfill.ask(conn, told=False))
            await pipeline.compare(tools, NOW)
            return await backfill.settle(tools, NOW)

    assert asyncio.run(scenario()) == ()  # once
    assert len(said(one_database)) == 4


def test_an_archive_that_changed_is_told(settings: Settings, one_database: Database, tmp_path: Path) -> None:
    archive = texts(tmp_path / "a.jsonl")

    async def scenario() -> None:
        async with working(settings, one_database, NOW) as tools:
            await backfill.read_only(tools, [str(archive), "", f"{archive}@{archive.stat().st_size}"], NOW)

    with pytest.raises(ReadError, match="no record begins at byte"):
        asyncio.run(scenario())
