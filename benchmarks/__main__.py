"""``python -m benchmarks [PART …] [--keep]``: speed and memory, as ratios against floors and peers of the same run.

Each row says what was measured against what: the ratio of processor times with its spread over the rounds, both
medians, and the bar. At the end it says which measures are more than 15 % above those of the kept table
(``benchmarks/table.json``; ``--keep`` writes it). Without PART all are measured; what takes an hour has a command of
its own (``docs/performance.md``).
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import chain
from tempfile import NamedTemporaryFile

from benchmarks import claims, delivery, flow, history, idle, peers, table
from benchmarks.measure import MONITOR, Figure, Row, children, command, memory_of, python, ratio
from benchmarks.texts import ENDLESS, dense, pages

EVERYTHING = """import monitor.daemon, monitor.cli.app, monitor.settings.schema, monitor.claims
monitor.cli.app.tree()
import alembic.command, apscheduler.schedulers.asyncio, plotext, rich.table"""
VERSIONS = ("zahlenmonitor", "selectolax", "httpx", "sqlalchemy", "feedparser")


def articles() -> Iterator[Row]:
    """An article with all its metadata from a page against the bare parse of the page."""
    from selectolax.lexbor import LexborHTMLParser

    from monitor.articles import read

    given = pages()
    yield ratio(
        "article from page / bare Lexbor parse",
        lambda: [read(html, url) for html, url in given],
        lambda: [LexborHTMLParser(html) for html, _ in given],
    )


def feeds() -> Iterator[Row]:
    """A feed's entries against feedparser's of the same feed; an unchanged poll against the bare request."""
    import feedparser

    from benchmarks.feeds.cost import unchanged_poll
    from monitor.feeds import parse

    document = _feed()
    url = "https://example.org/feed"
    yield ratio("feed of 100 entries / feedparser", lambda: parse(document, url), lambda: feedparser.parse(document))
    yield unchanged_poll()


def _feed() -> bytes:
    item = "<item><title>Meldung {0}</title><link>/{0}</link><guid>{0}</guid><description>{1}</description></item>"
    items = "".join(item.format(number, text[:300].replace("&", "&amp;")) for number, text in enumerate(dense()))
    return f'<rss version="2.0"><channel><title>Paper</title>{items}</channel></rss>'.encode()


def commands() -> Iterator[Row]:
    """Whole processes against importing everything, and against an interpreter that does nothing."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # warm: modules and word lists are kept compiled
    nothing = python("pass")
    told = command(MONITOR, "--help")
    yield ratio("monitor --help / importing everything", told, python(EVERYTHING), clock=children)
    yield ratio("monitor --help / python -c pass", told, nothing, clock=children, floor_runs=5)
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(dense()[0])
        file.flush()
        article = command(MONITOR, "extract", file.name)
        yield ratio("monitor extract of one text / python -c pass", article, nothing, clock=children, floor_runs=5)


def memory() -> Iterator[Row]:
    """What a fresh process takes that reads one text, and a daemon that has nothing to do."""
    used = memory_of("import monitor; monitor.extract('rund 300 Soldaten')")
    yield Figure("memory of `import monitor; monitor.extract(…)`", used, "MB")
    yield from idle.rows()


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "claims": claims.rows,
    "articles": articles,
    "flow": flow.rows,
    "feeds": feeds,
    "delivery": delivery.rows,
    "history": history.rows,
    "commands": commands,
    "memory": memory,
    "peers": peers.rows,
}
BARS = {
    "claims, running text / naive reader": 8,
    "claims, dense text / naive reader": 30,
    "claims, 1 MB of paragraphs / a tenth": 11,
    "claims, one line of 1 MB / a tenth": 11,
    "article from page / bare Lexbor parse": 3,
    "page bytes to stored claims / Lexbor parse and raw insert": 4,
    "feed of 100 entries / feedparser": 1,
    "CPU of an unchanged poll / bare request": 2,
    "start of a poll to its alert delivered, p95": 1,
    "monitor --help / importing everything": 0.4,
    "monitor --help / python -c pass": 10,
    "monitor extract of one text / python -c pass": 20,
    "memory of `import monitor; monitor.extract(…)`": 80,
    "memory of an idle daemon": 120,
    "memory of an idle daemon and its page readers": 120,
    **{f"claims, a sentence of {name} / a tenth": 13 for name in ENDLESS},
    **{f"new figure of {history.LARGE:,} / 10,000: {kind}": history.BAR for kind in history.KINDS},
}


def main() -> None:
    """Measure, print, compare, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}")
    parser.add_argument("--keep", action="store_true", help="keep what was measured in benchmarks/table.json")
    chosen = parser.parse_args()
    if unknown := [name for name in chosen.parts if name not in PARTS]:
        parser.error(f"there is no part {unknown[0]}")
    machine, kept = _machine(), table.load()
    print(", ".join(f"{name} {value}" for name, value in machine.items()), f"\n\n{table.HEAD}")
    rows = list(chain.from_iterable(map(_measured, chosen.parts or PARTS)))
    for one in table.regressions(rows, table.known(kept)):
        print(one.told())
    if chosen.keep:
        table.keep(rows, machine)


def _measured(part: str) -> Iterator[Row]:
    """The measures of a part, each printed as it is there; one that can't be taken is told and costs no other part."""
    try:
        for row in PARTS[part]():
            print(table.line(row, BARS.get(row.name)), flush=True)
            yield row
    except SystemExit as error:
        print(f"{part}: {error}", file=sys.stderr)


def _machine() -> dict[str, str]:
    python_ = {"Python": platform.python_version(), "machine": f"{platform.machine()} {platform.system()}"}
    return python_ | {name: version(name) for name in VERSIONS}


if __name__ == "__main__":
    main()
