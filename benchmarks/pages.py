"""``python -m benchmarks.pages [--half odd|even] [--rules DIR] [--rounds N]``: the article reader on real pages.

Prints the figures of the pages' own scorer on all pages and on either half of the publishers (sorted by name, every
other one), and the time of reading beside that of the bare parse. Time is the processor's, of the best of N rounds a
page: other than the scorer's, which is the clock's, it stands on a busy machine. Without ``--rules`` no publisher has a
rule of its own. The pages lie in ``../shared/pages``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType

from selectolax.lexbor import LexborHTMLParser

from monitor.articles import publishers, read
from tests.articles import real

_Reader = Callable[[str, str], object]


def main() -> None:
    """Run, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("odd", "even"), help="only this half of the publishers")
    parser.add_argument("--rules", type=Path, help="a folder with publishers' rules")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    if not real.FOLDER.is_dir():
        sys.exit("the real pages are not beside the checkout, in ../shared/pages")
    reader: _Reader = partial(read, rules=publishers.load([chosen.rules])) if chosen.rules else read
    module = real.scorer(rounds=1)
    pages = module.load(real.FOLDER)
    parts = {"all": pages, **real.halves(pages)}
    if chosen.half:
        parts = {chosen.half: parts[chosen.half]}
    columns = {name: measured(module, reader, part, chosen.rounds) for name, part in parts.items()}
    print(f"{'':18}" + "".join(f"{name:>8}" for name in columns))
    for figure in next(iter(columns.values())):
        print(f"{figure:18}" + "".join(f"{column[figure]:8}" for column in columns.values()))


def measured(module: ModuleType, reader: _Reader, pages: list[real.Page], rounds: int) -> dict[str, float]:
    """The scorer's figures, with the ratio of times as the processor's."""
    figures = real.summary(module, reader, pages)
    times = [least(reader, page, rounds) for page in pages]
    parsing, reading = (sum(column) for column in zip(*times, strict=True))
    return figures | {"time_ratio": round(reading / parsing, 2), "parse_ms": round(parsing * 1000)}


def least(reader: _Reader, page: real.Page, rounds: int) -> tuple[float, float]:
    """The processor's seconds of parsing and of reading a page, by turns: each the best of some rounds."""
    turns = [(seconds(_parse, page), seconds(reader, page)) for _ in range(rounds)]
    return min(parsing for parsing, _ in turns), min(reading for _, reading in turns)


def seconds(run: _Reader, page: real.Page) -> float:
    """The processor's seconds of one run."""
    begin = time.process_time()
    run(page["html"], page["url"])
    return time.process_time() - begin


def _parse(html: str, _: str) -> object:
    return LexborHTMLParser(html)


if __name__ == "__main__":
    main()
