"""Workers killed at random moments, against the same undisturbed: nothing lost, nothing told twice."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.receivers import Receiver
from benchmarks.workers import world
from benchmarks.workers.world import World, now
from monitor import pipeline
from monitor.scale import leaving
from storage import queries

ROUND = 10  # articles between two comparisons, whose order counts
OPEN = "SELECT count(*) FROM entries WHERE state = 'pending'"
UNSENT = "SELECT count(*) FROM messages WHERE state IN ('pending', 'failed')"
LOST = 2.0  # seconds without a sign of life; workers here give one each half second
LIFE = (1.0, 5.0)  # seconds within which a worker is killed, of which starting takes the first


@dataclass
class Crew:
    """Two workers that are started again whenever they are gone, and killed now and then."""

    world: World
    dice: random.Random
    kills: int
    made: int = 0
    running: dict[subprocess.Popen[bytes], float] = field(default_factory=dict)

    def look(self) -> None:
        """Kill whose time has come, start what is missing."""
        clock = asyncio.get_running_loop().time()
        for process, end in list(self.running.items()):
            if clock > end:
                process.kill()
                process.wait()
                del self.running[process]
                self.made += 1
        while len(self.running) < 2:
            life = self.dice.uniform(*LIFE) if self.made < self.kills else 3600
            self.running[world.start(self.world.folder)] = clock + life

    def end(self) -> None:
        """End those that are left."""
        for process in self.running:
            world.ended(process)


async def faults(kills: int, seed: int) -> list[str]:
    """What a run with so many kills has otherwise than a calm one."""
    calm, _ = await _run(0, ROUND * max(kills // 10, 2), random.Random(seed))
    rough, receiver = await _run(kills, ROUND * max(kills // 10, 2), random.Random(seed))
    print(
        f"{len(calm['articles'])} articles, {len(calm['claims'])} claims, {len(calm['alerts'])} alerts; {kills} kills"
    )
    found = [f"the {name} differ" for name in calm if calm[name] != rough[name]]
    under = [alert for alerts in receiver.seen.values() for alert in alerts]
    found += ["an alert came under two keys"] if len(under) != len(set(under)) else []
    found += ["the receiver did not see every alert"] if len(set(under)) != len(rough["alerts"]) else []
    return found


async def _run(kills: int, articles: int, dice: random.Random) -> tuple[dict[str, list[str]], Receiver]:
    receiver = Receiver(lambda: 200)
    async with world.world([{"name": "hook", "url": receiver.url}]) as made:
        crew = Crew(made, dice, kills)
        try:
            for first in range(0, articles, ROUND):
                await made.publish(first, ROUND)
                await _until_read(made, crew)
                await pipeline.compare(made.tools, now())
            while made.count(UNSENT) or crew.made < kills:
                await _tick(made, crew)
        finally:
            crew.end()
        return _left(made), receiver


async def _until_read(made: World, crew: Crew) -> None:
    while made.count(OPEN):
        await _tick(made, crew)


async def _tick(made: World, crew: Crew) -> None:
    """What the daemon does between two comparisons."""
    crew.look()
    steps = leaving.steps(made.queue)
    await steps["read"](made.tools, now())
    await steps["deliver"](made.tools, now())
    await made.queue.take_over(now(), lost=LOST)
    await asyncio.sleep(0.1)


def _left(made: World) -> dict[str, list[str]]:
    """What stands in the record, without numbers and times that differ between any two runs."""
    with made.database.read() as conn:
        asked = (("articles", queries.articles), ("claims", queries.claims), ("alerts", queries.alerts))
        rows = {name: query(conn, queries.Filter(limit=None)) for name, query in asked}
    return {name: sorted(_marks(found, made.port)) for name, found in rows.items()}


def _marks(rows: Iterable[dict[str, Any]], port: int) -> Iterable[str]:
    kept = ("url", "title", "text", "quote", "low", "high", "metric", "claimant", "kind", "severity")
    for row in rows:
        marks = {name: row[name] for name in kept if name in row}
        yield json.dumps(marks, ensure_ascii=False).replace(str(port), "PORT")
