"""``python -m benchmarks.workers``: what workers on PostgreSQL do.

- ``--articles 600``: read by one worker, then by two: wall time, processor time an article, waits for locks
- ``--jobs 4000``: empty jobs through the queue by 1 to 64 simulated workers, jobs a second
- ``--kills 100``: workers killed (SIGKILL) at random moments; articles, claims and alerts against an undisturbed run
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from benchmarks.workers import killed, reading, simulated
from monitor import logs
from monitor.options import LogSettings


def main() -> int:
    """Measure what is asked for, print, and fail if something was lost or repeated."""
    parser = argparse.ArgumentParser(description="Workers on PostgreSQL.")
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not (options.articles or options.jobs or options.kills):
        parser.error("say what to measure: --articles 600, --jobs 4000 or --kills 100")
    logs.configure(LogSettings(level="ERROR"))
    wrong: list[str] = []
    if options.articles:
        print(asyncio.run(reading.told(options.articles)), flush=True)
    if options.jobs:
        print(asyncio.run(simulated.told(options.jobs)), flush=True)
    if options.kills:
        wrong = asyncio.run(killed.faults(options.kills, options.seed))
        print("\n".join(wrong) or "nothing lost, nothing told twice")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
