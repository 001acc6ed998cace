"""Run by the peers' interpreter: ``timed.py PEER`` times a peer on texts and pages from standard input.

Imports nothing of the project. One row goes to standard output as JSON: name, seconds of peer and floor, least
and greatest ratio. Time is the processor's; peer and floor by turns, after one round that warms both.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

ROUNDS = 5
Run = Callable[[], object]


def naive(given: dict[str, Any]) -> Run:
    """The naive expression over all texts."""
    pattern = re.compile(given["naive"], re.IGNORECASE)
    return lambda: [[match.groups() for match in pattern.finditer(text)] for text in given["texts"]]


def parse(given: dict[str, Any]) -> Run:
    """The bare Lexbor parse of all pages."""
    from selectolax.lexbor import LexborHTMLParser

    return lambda: [LexborHTMLParser(html) for html, _ in given["pages"]]


def text2num(given: dict[str, Any]) -> Run:
    """Number words turned into digits."""
    from text_to_num import alpha2digit

    return lambda: [alpha2digit(text, "de") for text in given["texts"]]


def spacy(given: dict[str, Any]) -> Run:
    """Only spaCy's tokenizer for German."""
    from spacy.lang.de import German

    language = German()
    return lambda: [language.tokenizer(text) for text in given["texts"]]


def trafilatura(given: dict[str, Any]) -> Run:
    """Text with metadata, as trafilatura gives them."""
    from trafilatura import bare_extraction

    return lambda: [bare_extraction(html, url=url, with_metadata=True) for html, url in given["pages"]]


def resiliparse(given: dict[str, Any]) -> Run:
    """The main text alone; resiliparse reads no dates or authors."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda: [extract_plain_text(html, main_content=True) for html, _ in given["pages"]]


def fundus(given: dict[str, Any]) -> Run:
    """Fundus has a parser for each publisher: that of one with plain markup reads all pages."""
    from fundus import PublisherCollection

    parser = PublisherCollection.de.Tagesschau.parser()
    return lambda: [parser.parse(html) for html, _ in given["pages"]]


FLOORS: dict[str, tuple[str, Callable[[dict[str, Any]], Run]]] = {
    "text2num": ("naive reader", naive),
    "spacy": ("naive reader", naive),
    "trafilatura": ("bare Lexbor parse", parse),
    "resiliparse": ("bare Lexbor parse", parse),
    "fundus": ("bare Lexbor parse", parse),
}


def row(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """One peer against its floor."""
    told, floor = FLOORS[name]
    theirs, base = globals()[name](given), floor(given)
    theirs(), base()
    pairs = [(seconds(theirs), seconds(base)) for _ in range(ROUNDS)]
    ratios = sorted(peer / bare for peer, bare in pairs)
    peer, bare = (statistics.median(column) for column in zip(*pairs))  # noqa: B905 - pairs are of one length
    title = f"{name} {version(name)} / {told}"
    return {"name": title, "ours": peer, "floor": bare, "low": ratios[0], "high": ratios[-1]}


def seconds(run: Run) -> float:
    """The processor's seconds of one run."""
    begin = time.process_time()
    run()
    return time.process_time() - begin


if __name__ == "__main__":
    print(json.dumps(row(sys.argv[1], json.load(sys.stdin))))
