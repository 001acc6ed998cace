"""``python -m benchmarks.crash``: a replayed week with passes killed at random moments, against the same undisturbed.

Each pass is ``monitor check`` as a process of its own; it is killed (SIGKILL) so many times before it may end. Two
webhooks listen: one that takes everything, one that fails, asks to wait, or reads a message and cuts the line. In the
end alerts must be equal, both must have seen every alert, and a repeat only under its key.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import tomlkit

from tests.weeks.paper import Paper
from tests.weeks.week import Week, load

ROOT = Path(__file__).resolve().parent.parent
FLOOD = ROOT / "tests" / "weeks" / "flood.toml"
MONITOR = str(Path(sys.executable).with_name("monitor"))
MARKS = ("kind", "metric", "claimant", "old", "new", "title", "severity", "created_at")


@dataclass
class Receiver:
    """A webhook; ``whim`` gives the status with which it answers next, 0 to cut the line after reading."""

    whim: Callable[[], int]
    seen: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # key to the alerts under it
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = receiver.whim()
                if status in {0, 200}:  # what was read may have been acted on, whatever the sender learns of it
                    receiver.seen[self.headers["Idempotency-Key"]] |= {alert["id"] for alert in body["alerts"]}
                if status:
                    self.send_response(status)
                    self.send_header("Retry-After", "1")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                self.close_connection = True

            def log_message(self, *_: Any) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"webhook+http://127.0.0.1:{self.server.server_port}/"


@dataclass(frozen=True)
class Outcome:
    """What a week left: the alerts, what receivers saw, how many processes were killed, seconds."""

    alerts: list[dict[str, Any]]
    receivers: tuple[Receiver, ...]
    kills: int
    seconds: float


def play(folder: Path, kills: int, dice: random.Random, usual: float = 0) -> Outcome:
    """The week, with so many processes killed, spread over its passes and the ``usual`` seconds of a pass."""
    began, killed = time.perf_counter(), 0
    whims = [200, 200, 500, 429, 0]
    receivers = (Receiver(lambda: 200), Receiver(lambda: dice.choice(whims)))
    week = load(FLOOD, folder)
    with ExitStack() as stack:
        papers = {key: Paper(name) for key, (name, _) in week.papers.items()}
        for paper in papers.values():
            paper.server.open()
            stack.callback(paper.server.close)
        _write_settings(folder, week, papers, receivers)
        for number, step in enumerate(week.steps):
            for text in step.texts:
                papers[text.paper].print(text)
            share = kills * (number + 1) // len(week.steps) - kills * number // len(week.steps)
            killed += _pass(folder, step.at.isoformat(), share, dice, usual)
        whims[:] = [200]
        _pass(folder, (week.steps[-1].at + timedelta(days=1)).isoformat(), 0, dice, usual)
    alerts = json.loads(_command(folder, "alerts", "--format", "json").communicate()[0])
    return Outcome(alerts, receivers, killed, time.perf_counter() - began)


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


def _pass(folder: Path, at: str, kills: int, dice: random.Random, usual: float) -> int:
    """One pass that is killed so many times before it is let to its end; how many kills met a living process."""
    met = 0
    for _ in range(kills):
        process = _command(folder, "check", "--all", "--at", at)
        with suppress(subprocess.TimeoutExpired):
            process.wait(dice.uniform(usual / 3, usual * 1.1))  # before a third it only starts
        met += process.poll() is None
        process.kill()
        process.communicate()
    last = _command(folder, "check", "--all", "--at", at)
    _, errors = last.communicate()
    if last.returncode:
        raise SystemExit(f"a pass at {at} failed: {errors}")
    return met


def _command(folder: Path, *words: str) -> subprocess.Popen[str]:
    arguments = [MONITOR, "--config", str(folder), *words]
    return subprocess.Popen(arguments, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


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
    """The alerts without what a port or a row's number makes of them."""
    kept = ("low", "high", "bound", "text", "quote", "publisher", "version")
    rows = []
    for alert in outcome.alerts:
        sides = {side: alert[side] and {name: alert[side][name] for name in kept} for side in ("old", "new")}
        rows.append(json.dumps({name: alert[name] for name in MARKS} | sides, ensure_ascii=False))
    return rows


def main() -> int:
    """Play both, compare, print."""
    parser = argparse.ArgumentParser(description="A replayed week with killed processes against an undisturbed one.")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        calm = play(Path(one), 0, random.Random(options.seed))
        state = faults(calm, calm) or "all delivered"
        print(f"undisturbed: {len(calm.alerts)} alerts, {calm.seconds:.0f} s; {state}", flush=True)
        usual = calm.seconds / (len(load(FLOOD, Path(one)).steps) + 1)
        killed = play(Path(other), options.kills, random.Random(options.seed), usual)
    wrong = faults(calm, killed)
    met = f"{killed.kills} of {options.kills} kills met a living process"
    print(f"{met}, {len(killed.alerts)} alerts, {killed.seconds:.0f} s")
    print("\n".join(wrong) or "alerts and deliveries equal; every receiver saw every alert, repeats under their keys")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
