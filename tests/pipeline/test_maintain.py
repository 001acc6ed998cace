"""Upkeep as a step: copies by schedule, damage found, texts cut, an article deleted, with or without a word."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor import pipeline
from monitor.options import BackupSettings, RetentionSettings, Settings
from storage import articles, deletions, health, maintenance, meta, queries
from storage.backup import verify
from storage.engine import Database, open_database
from tests.pipeline.conftest import working
from tests.pipeline.site import Site

NOW = datetime(2025, 1, 13, 12, tzinfo=UTC)
DAY = timedelta(days=1)
STORY = "Nach Angaben des Pentagons sind in Kursk bislang {} nordkoreanische Soldaten getötet worden."


def troubles(database: Database) -> set[tuple[str, str]]:
    with database.read() as conn:
        return set(health.troubles(conn))


def run_steps(settings: Settings, database: Database, *steps: tuple[str, datetime]) -> None:
    """Steps of the pipeline one after the other, each at its time."""

    async def run() -> None:
        async with working(settings, database, NOW) as tools:
            for name, at in steps:
                await getattr(pipeline, name)(tools, at)

    asyncio.run(run())


@pytest.fixture
def kept(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a copy a day, two kept, and texts for thirty days."""
    backup = BackupSettings(tmp_path / "copies", DAY, 2)
    return replace(settings, backup=backup, retention=RetentionSettings(texts=30 * DAY))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_copies_are_made_when_due_tried_and_the_oldest_forgotten(kept: Settings, database: Database) -> None:
    times = [NOW, NOW + DAY / 2, NOW + DAY, NOW + 2 * DAY]
    run_steps(kept, database, *(("maintain", at) for at in times))
    assert kept.backup.folder
    copies = sorted(kept.backup.folder.iterdir())
    assert [copy.name for copy in copies] == [f"monitor-{at:%Y%m%dT%H%M%SZ}.db" for at in (NOW + DAY, NOW + 2 * DAY)]
    assert all(copy.stat().st_mode & 0o777 == 0o600 for copy in copies)
    for copy in copies:
        verify(copy)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_copy_that_cannot_be_made_is_told_and_tried_again(kept: Settings, database: Database) -> None:
    assert kept.backup.folder
    kept.backup.folder.write_text("in the way", "utf-8")
    run_steps(kept, database, ("maintain", NOW))
    assert troubles(database) == {("backup", "database")}
    kept.backup.folder.unlink()
    run_steps(kept, database, ("maintain", NOW + DAY / 2))
    assert troubles(database) == set()
    assert len(list(kept.backup.folder.iterdir())) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_damage_is_told_until_it_is_over(kept: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance, "_sqlite_faults", lambda conn, quick: "page 7 is torn")
    run_steps(kept, database, ("maintain", NOW))
    assert troubles(database) == {("check", "database")}
    monkeypatch.undo()
    run_steps(kept, database, ("maintain", NOW + DAY))
    assert troubles(database) == set()


def test_old_texts_are_cut_and_reprocessing_leaves_their_claims(kept: Settings, database: Database, site: Site) -> None:
    site.publish("gefallene", "Nordkoreaner gefallen", STORY.format(300), published=NOW - DAY)
    steps = [("poll", NOW), ("read", NOW), ("compare", NOW)]
    run_steps(
        replace(kept, schedule=replace(kept.schedule, recheck=())), database, *steps, ("maintain", NOW + 40 * DAY)
    )
    with database.read() as conn:
        [text] = [version.record.text for version in articles.versions_after(conn, 0, 10)]
        [claim] = queries.claims(conn, queries.Filter())
    assert text == f"Nordkoreaner gefallen\n{claim['quote']}"
    assert text[claim["start"] : claim["end"]] == claim["text"]


# ---------------------------------------------------------------- an article deleted


@pytest.fixture
def filled(settings: Settings, database: Database, site: Site) -> Settings:
    """Two articles: a first figure, and a higher one by the same claimant."""
    for slug, number, at in (("eins", 300, NOW - DAY), ("zwei", 500, NOW)):
        site.publish(slug, "Nordkoreaner gefallen", STORY.format(number), published=at)
    run_steps(settings, database, ("poll", NOW), ("read", NOW), ("compare", NOW), ("deliver", NOW))
    return settings


def ask(database: Database, slug: str) -> None:
    with database.write() as conn:
        [article_id] = [int(row["id"]) for row in queries.articles(conn, queries.Filter()) if slug in row["url"]]
        deletions.ask(conn, article_id, by="Redaktion", why="auf Wunsch", now=NOW)


def test_an_article_goes_with_what_hangs_on_it_and_nobody_is_told(
    filled: Settings, database: Database, site: Site
) -> None:
    with database.read() as conn:
        assert [row["kind"] for row in queries.alerts(conn, queries.Filter())] == ["first", "raised"]
    ask(database, "eins")
    run_steps(filled, database, ("compare", NOW + DAY), ("deliver", NOW + DAY))
    with database.read() as conn:
        asked = queries.Filter()
        assert [row["url"].rpartition("/")[2] for row in queries.articles(conn, asked)] == ["zwei.html"]
        assert {row["low"] for row in queries.figures(conn, asked)} == {500}
        assert [(row["kind"], row["old"]) for row in queries.alerts(conn, asked)] == [("raised", None)]
        assert [row["kind"] for row in queries.changes(conn, asked)] == ["first"]
        [record] = deletions.listing(conn)
    assert (record.by, record.why, record.done_at is not None) == ("Redaktion", "auf Wunsch", True)
    if database.path:
        maintenance.check(database)


def test_a_deleted_article_is_not_read_again(filled: Settings, database: Database, site: Site) -> None:
    ask(database, "eins")
    run_steps(filled, database, ("compare", NOW + DAY))
    site.publish("eins", "Nordkoreaner gefallen, neuer Stand", STORY.format(900), published=NOW + DAY)
    before = sum(site.asked.values())
    later = NOW + 2 * DAY
    run_steps(filled, database, ("poll", later), ("read", later), ("compare", later))
    with database.read() as conn:
        assert "eins" not in "".join(row["url"] for row in queries.articles(conn, queries.Filter()))
        assert meta.with_prefix(conn, "deletion:")
    assert sum(site.asked.values()) > before  # the feed was asked


def test_restored_it_answers_as_before(filled: Settings, database: Database, tmp_path: Path) -> None:
    if database.path is None:
        return  # PostgreSQL's own tools copy it
    from storage.backup import backup  # noqa: PLC0415

    backup(database, tmp_path / "copy.db")
    copy = open_database(f"sqlite:///{tmp_path / 'copy.db'}")
    filters = [
        queries.Filter(),
        queries.Filter(metric="nk_killed"),
        queries.Filter(text="Kursk"),
        queries.Filter(limit=1),
    ]
    filters += [queries.Filter(claimant=name) for name in ("Pentagon", "Seoul")]
    filters += [queries.Filter(newest_first=True, since=NOW - days * DAY) for days in range(4)]
    asked = [(name, one) for name in ("articles", "claims", "figures", "changes", "alerts") for one in filters]
    assert len(asked) == 50
    with database.read() as here, copy.read() as there:
        for name, one in asked:
            assert getattr(queries, name)(here, one) == getattr(queries, name)(there, one)
    copy.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_the_machines_time_zone_changes_nothing(
    settings: Settings, database: Database, site: Site, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    site.publish("eins", "Nordkoreaner gefallen", STORY.format(300), published=NOW - DAY)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        run_steps(settings, database, ("poll", NOW), ("read", NOW), ("compare", NOW))
    finally:
        monkeypatch.undo()
        time.tzset()
    with database.read() as conn:
        [claim] = queries.claims(conn, queries.Filter())
        [alert] = queries.alerts(conn, queries.Filter())
    assert (claim["as_of"], claim["published_at"]) == ("2025-01-12", "2025-01-12T12:00:00Z")
    assert alert["created_at"] == "2025-01-13T12:00:00Z"
