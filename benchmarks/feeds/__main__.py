"""``python -m benchmarks.feeds --cost | --simulated | --schedule | --minutes N | --hostile``: feeds under load."""

from __future__ import annotations

import argparse

from benchmarks.feeds import cost, hostile, loopback, played, simulated
from monitor import logs
from monitor.options import LogSettings


def main() -> None:
    """Run what was asked for, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.feeds", description=__doc__)
    parser.add_argument("--cost", action="store_true", help="CPU of an unchanged poll against the bare request")
    parser.add_argument("--hostile", action="store_true", help="a round over servers that do what none should")
    parser.add_argument("--simulated", action="store_true", help="a day in the process")
    parser.add_argument("--schedule", action="store_true", help="the day's schedule alone, in half a minute")
    parser.add_argument("--seed", type=int, default=7, help="which draw of feeds the schedule is played over")
    parser.add_argument("--hours", type=float, default=24.0, help="length of the simulated day")
    parser.add_argument("--minutes", type=float, help="real minutes over loopback")
    parser.add_argument("--faster", type=float, default=2.0, help="how fast time runs over loopback")
    parser.add_argument("--feeds", type=int, help="how many (default: 10,000 simulated, 1,000 over loopback)")
    given = parser.parse_args()
    logs.configure(LogSettings(level="ERROR"))
    if given.cost:
        row = cost.unchanged_poll()
        low, high = row.spread
        print(
            f"{row.name}: {1000 * row.ours:.2f} / {1000 * row.floor:.2f} ms = {row.value:.2f} ({low:.2f} – {high:.2f})"
        )
    if given.simulated:
        print(simulated.day(given.feeds or 10_000, given.hours))
    if given.schedule:
        print(played.told(given.feeds or 10_000, given.hours, given.seed))
    if given.hostile:
        print(hostile.told())
    if given.minutes:
        print(loopback.minutes(given.feeds or 1_000, given.minutes, given.faster))


if __name__ == "__main__":
    main()
