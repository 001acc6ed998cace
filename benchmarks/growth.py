"""``python -m benchmarks.growth [--articles 100000]``: a process's memory after so many articles, all different.

Everything but the network is real: each pass polls a feed that announces a hundred new pages, reads them in the page
readers' processes, reads their claims, stores all in SQLite, compares, and tends the database once a day. The pages are
short (a paragraph of some 50 words), each is on the topic, one in ten tells a higher figure of one of six metrics, and
each has words that were never met before, so that whatever is remembered of words fills up. A pass stands for half an
hour.

Printed are the resident memory of the process, and with its page readers what all hold for themselves, of shared pages
their share (PSS), in MB: as it is, nothing is collected or given back for the look.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from benchmarks.backfill import TOPIC
from benchmarks.delivery import KINDS
from benchmarks.feeds.memory import resident
from benchmarks.generated import NOW
from benchmarks.idle import together
from benchmarks.measure import family
from benchmarks.texts import invented
from monitor import daemon, logs, pipeline
from monitor.fetch import Fetcher, Response
from monitor.model import Metric, Terms
from monitor.options import AlertSettings, DatabaseSettings, FeedConfig, LogSettings, ScheduleSettings, Settings
from monitor.pipeline import Tools

PASS, STEP, PASSES_A_DAY = 100, timedelta(minutes=30), 48
TELLING = 10  # articles, of which one tells a figure of a metric
FEED = FeedConfig("paper", "https://zeitung.example/feed", "Zeitung")
MARKS = (100, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 50_000, 70_000, 100_000)
METRICS = tuple(Metric(f"m{n}", f"M {n}", "total", kind[2], kind[0], "person") for n, kind in enumerate(KINDS))
SAYS = "Nach Angaben des südkoreanischen Geheimdienstes sind bisher {} {} Soldaten {} worden."


class Paper:
    """The far side: a feed that announces a hundred pages more each time it is asked, and the pages."""

    def __init__(self) -> None:
        """Nothing was announced yet."""
        self.announced = 0

    async def get(self, url: str, **_: object) -> Response:
        """What is at an address."""
        kind, body = ("application/rss+xml", self._feed()) if url == FEED.url else ("text/html", page(int(url[24:])))
        return Response(url, 200, {}, body.encode(), f"{kind}; charset=utf-8")

    def _feed(self) -> str:
        numbers = range(self.announced, self.announced + PASS)
        self.announced += PASS
        items = "".join(f"<item><title>Lage {n}</title><link>/{n}</link><guid>{n}</guid></item>" for n in numbers)
        return f'<rss version="2.0"><channel><title>Zeitung</title>{items}</channel></rss>'


def page(number: int) -> str:
    """A page whose address ends with a number."""
    title, *lines = invented(number)
    _, whose, _, fate = KINDS[number // TELLING % len(KINDS)]
    told = [SAYS.format(1_000 + number // TELLING, whose, fate)] if number % TELLING == 0 else []
    body = "".join(f"<p>{line}</p>" for line in [*told, *lines])
    links = "".join(f'<li class="nav__item"><a href="/thema/{n}">Thema {n}</a></li>' for n in range(20))
    meta = f'<meta property="article:published_time" content="{moment(number).isoformat()}">'
    return (
        f"<html lang=de><head><title>{title}</title>{meta}</head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    )


def moment(number: int) -> datetime:
    """When the pass begins that reads an article."""
    return NOW + number // PASS * STEP


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--articles", type=int, default=100_000)
    logs.configure(LogSettings(level="ERROR"))
    with tempfile.TemporaryDirectory(prefix="growth-") as name:
        asyncio.run(_grown(Path(name), parser.parse_args().articles))


async def _grown(folder: Path, articles: int) -> None:
    topic = replace(TOPIC, relevance=Terms(any=("Lage",)), metrics=METRICS)
    given = Settings(
        folder=folder,
        data=folder,
        database=DatabaseSettings(f"sqlite:///{folder / 'monitor.db'}"),
        feeds=(FEED,),
        topics=(topic,),
        schedule=ScheduleSettings(recheck=()),
        alerts=AlertSettings(channels=()),
    )
    with daemon.opened(given, "growth") as (database, _):
        async with daemon.equipped(given, database, NOW, lambda: 0.0) as tools:
            await pipeline.warm(tools)
            _told(0, 0.0)
            await _passes(replace(tools, fetcher=cast(Fetcher, Paper())), articles)


async def _passes(tools: Tools, articles: int) -> None:
    begun = time.perf_counter()
    for number in range(0, articles, PASS):
        done = await pipeline.one_pass(tools, moment(number), everything=True)
        assert done.read.versions == PASS, done
        if number // PASS % PASSES_A_DAY == 0:
            await pipeline.maintain(tools, moment(number))
        if number + PASS in {*MARKS, articles}:
            _told(number + PASS, time.perf_counter() - begun)


def _told(articles: int, seconds: float) -> None:
    own, all_ = resident(), together(os.getpid())
    spent = family(os.getpid())
    print(
        f"{articles:7,} articles: {own:6.1f} MB, with page readers {all_:6.1f} MB; {spent:6.0f} s of processor, "
        f"{seconds:6.0f} by the clock",
        flush=True,
    )


if __name__ == "__main__":
    main()
