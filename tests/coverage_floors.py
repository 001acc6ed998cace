"""Fails if coverage is under its floors: ``python -m tests.coverage_floors`` after a test run with ``--cov``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from coverage import Coverage

FLOORS = Path(__file__).with_name("floors.json")
PURE = (
    "model",
    "errors",
    "names",
    "relevance",
    "stories",
    "figures",
    "changes",
    "alerts",
    "schedule",
    "claims",
    "articles",
    "feeds",
)


def measure() -> dict[str, float]:
    """Percent of statements that ran, of the pure modules and of everything."""
    coverage = Coverage()
    coverage.load()
    with TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(report))
        files = json.loads(report.read_text("utf-8"))["files"]
    return {"coverage.pure": share(files, pure_only=True), "coverage.all": share(files, pure_only=False)}


def share(files: dict[str, dict[str, dict[str, int]]], *, pure_only: bool) -> float:
    """Covered statements in percent."""
    rows = [entry["summary"] for name, entry in files.items() if not pure_only or is_pure(name)]
    return 100 * sum(row["covered_lines"] for row in rows) / max(1, sum(row["num_statements"] for row in rows))


def is_pure(name: str) -> bool:
    """Whether a file belongs to the core that knows neither network nor database."""
    parts = Path(name).with_suffix("").parts
    return parts[0] == "monitor" and len(parts) > 1 and parts[1] in PURE


def main() -> int:
    """Print each share beside its floor; 1 if one is below."""
    floors = json.loads(FLOORS.read_text("utf-8"))["min"]
    below = False
    for name, value in measure().items():
        below |= value < floors[name]
        print(f"{name}: {value:.1f} % (floor {floors[name]} %)")
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
