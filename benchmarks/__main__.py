"""``python -m benchmarks``: speed and memory as ratios against floors measured in the same run.

Each row says what was measured against what, both medians, the ratio, its spread over the rounds, and the bar.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks import claims
from benchmarks.measure import Ratio, command, memory_of, python, ratio
from benchmarks.texts import dense

ROOT = Path(__file__).resolve().parent.parent
MONITOR = str(Path(sys.executable).with_name("monitor"))
EVERYTHING = """import monitor.daemon, monitor.cli.app, monitor.settings.schema, monitor.claims
import alembic.command, apscheduler.schedulers.asyncio, plotext, rich.table"""


def articles() -> Ratio:
    """An article with all its metadata from a page against the bare parse of the page."""
    from selectolax.lexbor import LexborHTMLParser

    from monitor.articles import read

    pages = [(_page(text), f"https://example.org/{number}.html") for number, text in enumerate(dense())]
    return ratio(
        "article from page / bare Lexbor parse",
        lambda: [read(html, url) for html, url in pages],
        lambda: [LexborHTMLParser(html) for html, _ in pages],
    )


def _page(text: str) -> str:
    """A page of usual size: a large head, navigation, teasers, the text, a footer."""
    title, *paragraphs = text.split("\n")
    links = "".join(f'<li class="nav__item"><a href="/thema/{n}">Thema {n}</a></li>' for n in range(250))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    styles = "".join(f".c{n}{{margin:{n}px}}" for n in range(1500))
    return (
        f"<html lang=de><head><title>{title}</title><style>{styles}</style>"
        '<meta property="article:published_time" content="2025-01-13T07:00:00+01:00"></head>'
        f"<body><nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>"
        f"<footer><ul>{links}</ul></footer></body></html>"
    )


def start() -> Iterator[Ratio]:
    """Commands as whole processes against importing everything, and against an interpreter that does nothing."""
    everything, nothing = python(EVERYTHING), python("pass")
    yield ratio("monitor --help / importing everything", command(MONITOR, "--help"), everything)
    yield ratio("monitor --help / python -c pass", command(MONITOR, "--help"), nothing)


BARS = {
    "claims, running text / naive reader": 10,
    "claims, dense text / naive reader": 30,
    "claims, 1 MB of paragraphs / a tenth": 11,
    "claims, one line of 1 MB / a tenth": 11,
    "article from page / bare Lexbor parse": 3.5,
    "monitor --help / importing everything": 0.4,
    "monitor --help / python -c pass": 10,
}


def rows() -> Iterator[Ratio]:
    """All ratios, each when it has been measured."""
    yield from claims.rows()
    yield articles()
    yield from start()


def main() -> None:
    """Measure and print."""
    machine = f"{platform.machine()}, {platform.system()}"
    print(f"Python {platform.python_version()}, zahlenmonitor {version('zahlenmonitor')}, {machine}\n")
    print(f"{'measure':42} {'ours ms':>10} {'floor ms':>10} {'ratio':>8} {'spread':>16} {'bar':>6}")
    for row in rows():
        low, high = row.spread
        numbers = f"{1000 * row.ours:10.1f} {1000 * row.floor:10.2f} {row.value:8.2f} {low:7.2f} – {high:6.2f}"
        print(f"{row.name:42} {numbers} {BARS[row.name]:6.1f}", flush=True)
    used = memory_of("import monitor; monitor.extract('rund 300 Soldaten')")
    print(f"\nmemory of `import monitor; monitor.extract(…)`: {used:.0f} MB (bar 80)")


if __name__ == "__main__":
    main()
