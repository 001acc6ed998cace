"""``python -m benchmarks.crash``: a replayed week with passes killed by SIGKILL, against the same undisturbed.

First passes are killed at random moments (``--kills``), then just before and just after a commit, a later one each time
(``--commits``). ``--steps`` plays only the week's beginning. Two webhooks listen: one that takes everything, one that
fails, asks to wait, hangs, or reads a message and cuts the line. In the end alerts must be equal, both must have seen
every alert, and a repeat only under its key.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import tomlkit

from benchmarks.dying import Death, Ended, run
from benchmarks.measure import MONITOR
from benchmarks.receivers import CUT, HANG, Receiver
from tests.weeks.paper import Paper
from tests.weeks.week import Step, Week, load

ROOT = Path(__file__).resolve().parent.parent
FLOOD = ROOT / "tests" / "weeks" / "flood.toml"
MARKS = ("kind", "metric", "claimant", "old", "new", "title", "severity", "created_at")
WHIMS = (200, 200, 200, 500, 429, CUT, HANG)

# Given folder, step and its number, ends the step's pass and gives how many processes were killed on the way.
Pass = Callable[[Path, Step, int], int]


@dataclass(frozen=True)
class Outcome:
    """What a week left: the alerts, what receivers saw, how many processes were killed, seconds."""

    alerts: list[dict[str, Any]]
    receivers: tuple[Receiver, ...]
    kills: int
    seconds: float


def play(folder: Path, passing: Pass, dice: random.Random, most: int | None = None) -> Outcome:
    """The week (``most`` of its steps), each pass as ``passing`` plays it; a day later one more with kind receivers."""
    began, whims = time.perf_counter(), list(WHIMS)
    receivers = (Receiver(lambda: 200), Receiver(lambda: dice.choice(whims)))
    week, killed = load(FLOOD, folder), 0
    steps = week.steps[:most]
    with ExitStack() as stack:
        papers = {key: Paper(name) for key, (name, _) in week.papers.items()}
        for paper in papers.values():
            paper.server.open()
            stack.callback(paper.server.close)
        _write_settings(folder, week, papers, receivers)
        for number, step in enumerate(steps):
            for text in step.texts:
                papers[text.paper].print(text)
            killed += passing(folder, step, number)
        whims[:] = [200]
        _finished(run(folder, (steps[-1].at + timedelta(days=1)).isoformat()))
    return Outcome(_alerts(folder), receivers, killed, time.perf_counter() - began)


def _alerts(folder: Path) -> list[dict[str, Any]]:
    words = [MONITOR, "--config", str(folder), "alerts", "--format", "json"]
    found: list[dict[str, Any]] = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
    return found


def _write_settings(folder: Path, week: Week, papers: dict[str, Paper], receivers: tuple[Receiver, ...]) -> None:
    (folder / "topics").mkdir()
    (folder / f"{FLOOD.stem}.toml").rename(folder / "topics" / FLOOD.name)
    channels = [{"name": f"hook{number}", "url": one.url} for number, one in enumerate(receivers)]
    main = {
        "database": {"url": "sqlite:///monitor.db"},
        "fetch": {"per_host_gap": "0s", "allow_private_networks": True},
        "alerts": {"first_run": "send", "channel": channels},
        "logs": {"level": "WARNING"},
    }
    rows = [
        {"name": name, "url": papers[key].feed_url, "publisher": name, "trust": trust}
        for key, (name, trust) in week.papers.items()
    ]
    (folder / "monitor.toml").write_text(tomlkit.dumps(main), "utf-8")
    (folder / "feeds.toml").write_text(tomlkit.dumps({"feed": rows}), "utf-8")


# ---------------------------------------------------------------- how passes end


def undisturbed(folder: Path, step: Step, number: int) -> int:
    """To its end."""
    return _finished(run(folder, step.at.isoformat()))


def at_random(kills: int, steps: int, usual: float, dice: random.Random) -> Pass:
    """So many kills spread over the steps, each within the ``usual`` seconds of a pass, then to its end."""

    def passing(folder: Path, step: Step, number: int) -> int:
        share = kills * (number + 1) // steps - kills * number // steps
        at, met = step.at.isoformat(), 0
        while met < share:
            ended = run(folder, at, seconds=dice.uniform(0, usual))
            met += ended.code < 0
            _finished(ended, killed=True)
        return met + _finished(run(folder, at))

    return passing


def at_commits(folder: Path, step: Step, number: int) -> int:
    """Killed before and after the first commit, the second and so on, until a pass comes to its end first."""
    met = 0
    for death in _deaths():
        ended = run(folder, step.at.isoformat(), death=death)
        _finished(ended, killed=True)
        if ended.code == 0:
            return met
        met += 1
    return met


COMMITS = 60  # of one pass, at most: a pass that never comes to its end is a fault


def _deaths() -> Iterator[Death]:
    """Before and after the first commit, then a commit later each time: what a pass writes first, it writes anew."""
    for commit in range(1, COMMITS):
        yield from (Death(commit, after=False), Death(commit, after=True))
    raise SystemExit(f"a pass still commits after {COMMITS} kills")


def _finished(ended: Ended, *, killed: bool = False) -> int:
    """Nothing, where a pass did its work, or was to be killed."""
    if ended.code > 0 or (ended.code < 0 and not killed):
        raise SystemExit(f"a pass failed with {ended.code}: {ended.log}")
    return 0


# ---------------------------------------------------------------- comparing


def faults(calm: Outcome, killed: Outcome) -> list[str]:
    """What a killed week has otherwise than the calm one."""
    found = []
    if _marks(calm) != _marks(killed):
        found.append("the alerts differ")
    told = {alert["id"] for alert in killed.alerts}
    for number, receiver in enumerate(killed.receivers):
        under = [alert for alerts in receiver.seen.values() for alert in alerts]
        found += [f"receiver {number} never saw alert {one}" for one in sorted(told - set(under))]
        found += [f"receiver {number} saw alert {one} under two keys" for one in set(under) if under.count(one) > 1]
    states = {delivery["state"] for alert in killed.alerts for delivery in alert["deliveries"]}
    return found + ([f"deliveries are {sorted(states)}"] if states != {"sent"} else [])


def _marks(outcome: Outcome) -> list[str]:
    """The alerts without what a port or a row's number makes of them, in the order in which they were made."""
    kept = ("low", "high", "bound", "text", "quote", "publisher", "version")
    rows = []
    for alert in outcome.alerts:
        sides = {side: alert[side] and {name: alert[side][name] for name in kept} for side in ("old", "new")}
        sent = sorted((delivery["channel"], delivery["state"]) for delivery in alert["deliveries"])
        marks = {name: alert[name] for name in MARKS} | sides | {"sent": sent}
        rows.append(json.dumps(marks, ensure_ascii=False))
    return rows


def _print(name: str, calm: Outcome, outcome: Outcome) -> bool:
    """Say how a week went; whether something was wrong."""
    wrong = faults(calm, outcome)
    repeats = ", ".join(str(receiver.repeats) for receiver in outcome.receivers)
    done = f"{name}: {outcome.kills} kills, {len(outcome.alerts)} alerts, {outcome.seconds:.0f} s, repeats {repeats}"
    print(
        done, "\n  " + ("\n  ".join(wrong) or "alerts and deliveries equal; every receiver saw every alert"), flush=True
    )
    return bool(wrong)


def main() -> int:
    """Play the week undisturbed and killed, compare, print."""
    parser = argparse.ArgumentParser(description="A replayed week with killed processes against an undisturbed one.")
    parser.add_argument("--kills", type=int, default=300, help="at random moments; 0 leaves this part out")
    parser.add_argument("--commits", action="store_true", help="also before and after commits, a later one each time")
    parser.add_argument("--steps", type=int, help="of the week, from its beginning; all, if not given")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    def played(passing: Pass) -> Outcome:
        with tempfile.TemporaryDirectory() as made:
            return play(Path(made), passing, random.Random(options.seed), options.steps)

    calm = played(undisturbed)
    wrong = _print("undisturbed", calm, calm)
    with tempfile.TemporaryDirectory() as made:
        steps = len(load(FLOOD, Path(made)).steps[: options.steps])
    if options.kills:
        usual = calm.seconds / (steps + 1)
        wrong |= _print("at random moments", calm, played(at_random(options.kills, steps, usual, random.Random(2))))
    if options.commits:
        wrong |= _print("at commits", calm, played(at_commits))
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
