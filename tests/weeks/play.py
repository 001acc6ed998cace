"""Plays a replayed week through the real pipeline and says what each step made beside what was due.

python -m tests.weeks.play tests/weeks/flood.toml     # prints each step's misses and surplus, precision and recall
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from loguru import logger

from monitor import pipeline
from monitor.options import AlertSettings, FeedConfig, FetchSettings, Settings
from storage import feeds, migrations, queries
from storage.engine import Database, open_database
from tests.weeks.paper import Paper
from tests.weeks.week import Due, Step, Week, load


@dataclass(frozen=True)
class Played:
    """A step with the alerts that it made."""

    step: Step
    made: tuple[Due, ...]

    @property
    def missed(self) -> list[Due]:
        """What was due and not made."""
        return _rest(self)[0]

    @property
    def surplus(self) -> list[Due]:
        """What was made and not due."""
        return _rest(self)[1]


def _rest(played: Played) -> tuple[list[Due], list[Due]]:
    """What finds no partner: due alerts, and made ones."""
    missed, left = [], list(played.made)
    for due in played.step.due:
        partner = next((made for made in left if due.meets(made)), None)
        if partner is None:
            missed.append(due)
        else:
            left.remove(partner)
    return missed, left


def play(week: Week, database: Database, folder: Path) -> list[Played]:
    """The week's passes on a database, which keeps what they stored."""
    with ExitStack() as stack:
        papers = {key: Paper(name) for key, (name, _) in week.papers.items()}
        for paper in papers.values():
            paper.server.open()
            stack.callback(paper.server.close)
        return asyncio.run(_passes(week, papers, _settings(week, papers, folder), database))


def _settings(week: Week, papers: dict[str, Paper], folder: Path) -> Settings:
    sources = tuple(
        FeedConfig(name, papers[key].feed_url, name, trust=trust) for key, (name, trust) in week.papers.items()
    )
    fetch = FetchSettings(per_host_gap=timedelta(0), allow_private_networks=True)
    alerts = AlertSettings(first_run="send")
    return replace(Settings(folder, folder), fetch=fetch, alerts=alerts, feeds=sources, topics=(week.topic,))


async def _passes(week: Week, papers: dict[str, Paper], given: Settings, database: Database) -> list[Played]:
    migrations.prepare(database)
    played, seen = [], set[str]()
    async with pipeline.opened(given, database, lambda: 0.0) as tools:
        for step in week.steps:
            for text in step.texts:
                papers[text.paper].print(text)
            await tools.writing(lambda conn, now=step.at: feeds.sync(conn, given.feeds, now))  # type: ignore[misc]  # bound now
            await pipeline.one_pass(tools, step.at, everything=True)
            rows = await tools.reading(lambda conn: queries.alerts(conn, queries.Filter()))
            played.append(Played(step, tuple(Due.of(row) for row in rows if row["id"] not in seen)))
            seen |= {row["id"] for row in rows}
    return played


def main() -> int:
    """Play the weeks that are named, and print what went wrong."""
    logger.remove()
    wrong = 0
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as made, closing(open_database(f"sqlite:///{made}/week.db")) as database:
            wrong += _print(play(load(Path(name), Path(made)), database, Path(made)))
    return int(wrong > 0)


def _print(played: list[Played]) -> int:
    for row in played:
        for word, alerts in (("missed", row.missed), ("surplus", row.surplus)):
            for alert in alerts:
                print(f"{row.step.at:%Y-%m-%d %H:%M}  {word}: {alert}   ({row.step.note})")
    due, made = sum(len(row.step.due) for row in played), sum(len(row.made) for row in played)
    missed, surplus = sum(len(row.missed) for row in played), sum(len(row.surplus) for row in played)
    precision, recall = (made - surplus) / (made or 1), (due - missed) / (due or 1)
    print(f"{len(played)} steps, {due} due, {made} made: precision {precision:.3f}, recall {recall:.3f}")
    return missed + surplus


if __name__ == "__main__":
    sys.exit(main())
