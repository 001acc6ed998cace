"""Read the annotated news texts beside this file into records.

A document is a UTF-8 text file: a header, an empty line, and the text with marks in it::

    published: 2025-01-13
    title: ⟦Rund 300|about 300 person|killed|north_korea⟧ Tote

    In Kursk fielen ⟨2024|year⟩ laut Kiew ⟦rund 300|about 300 person|killed|north_korea|Kiew|Soldaten⟧ Soldaten.

``⟦text|reading|event|party|attribution|counted⟧`` is a claim; fields at the end may be left out, ``-`` stands for none.
The reading is ``bound numbers unit``, with ``/period`` behind the unit of a rate and ``optional`` as a last word where
careful readers would disagree. Numbers are ``300``, ``10000..12000``, ``24..`` (open above) or ``..500`` (open below).
``⟨text|reason⟩`` is a number that is no claim. The title, if there is one, is the text's first line.

A record has ``id, published, title, text, claims, negatives``; offsets count code points of ``text``, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
FRESH = HERE / "fresh"
FRESH2 = HERE / "fresh2"
FRESH3 = HERE / "fresh3"
FRESH4 = HERE / "fresh4"
PROSE = HERE / "prose"
SETS = {
    "own": DOCUMENTS,
    "fresh": FRESH,
    "fresh2": FRESH2,
    "fresh3": FRESH3,
    "fresh4": FRESH4,
    "prose": PROSE,
}

MARK = re.compile(r"⟦(?P<claim>[^⟦⟧⟨⟩]*)⟧|⟨(?P<negative>[^⟦⟧⟨⟩]*)⟩")
STRAY = re.compile(r"[⟦⟧⟨⟩]")
CLAIM_FIELDS = ("event", "party", "attribution", "counted")


class MarkError(ValueError):
    """A document's header or marks can't be read; the text says which file and what."""


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """What a reader takes from one quantity; the fields are those of ``monitor.model.Claim``."""

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    bound: str
    unit: str | None
    per: str | None
    event: str | None
    party: str | None
    attribution: str | None
    counted: str | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Negative:
    """A number that is no claim, and why."""

    start: int
    end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated text."""

    id: str
    published: date | None
    title: str | None
    text: str
    claims: tuple[GoldClaim, ...] = field(default=())
    negatives: tuple[Negative, ...] = field(default=())


def load(folder: Path = DOCUMENTS, half: str | None = None) -> list[Document]:
    """A folder's documents in the order of their names; ``half`` takes every second (``odd``: the first, third…)."""
    documents = [read(path) for path in sorted(folder.glob("*.txt"))]
    return documents if half is None else documents[0 if half == "odd" else 1 :: 2]


def read(path: Path) -> Document:
    """The document in a file; raises MarkError where header or marks are wrong."""
    return parse(path.read_text(encoding="utf-8"), path.stem)


def parse(source: str, name: str) -> Document:
    """The document that a file's content stands for; ``name`` becomes its id."""
    head, separator, body = source.partition("\n\n")
    if not separator:
        raise MarkError(f"{name}: an empty line must part header and text")
    header = _header(head, name)
    title = header.get("title")
    text, claims, negatives = _unmark(f"{title}\n{body.strip()}" if title else body.strip(), name)
    published = date.fromisoformat(header["published"]) if "published" in header else None
    return Document(name, published, text.split("\n")[0] if title else None, text, tuple(claims), tuple(negatives))


def _header(head: str, name: str) -> dict[str, str]:
    header = {}
    for line in head.splitlines():
        key, separator, value = line.partition(":")
        if not separator or key not in {"published", "title"}:
            raise MarkError(f"{name}: header line {line!r} is neither 'published: …' nor 'title: …'")
        header[key] = value.strip()
    return header


def _unmark(marked: str, name: str) -> tuple[str, list[GoldClaim], list[Negative]]:
    """The plain text, and its marks with offsets in it."""
    plain, at, claims, negatives = "", 0, list[GoldClaim](), list[Negative]()
    for mark in MARK.finditer(marked):
        plain += marked[at : mark.start()]
        phrase, *fields = (mark["claim"] or mark["negative"]).split("|")
        start, end = len(plain), len(plain) + len(phrase)
        try:
            if mark["claim"] is not None:
                claims.append(_claim(start, end, phrase, fields))
            else:
                (why,) = fields
                negatives.append(Negative(start, end, phrase, why))
        except ValueError as error:
            raise MarkError(f"{name}: mark {mark[0]} can't be read: {error}") from error
        plain += phrase
        at = mark.end()
    plain += marked[at:]
    if stray := STRAY.search(plain):
        raise MarkError(f"{name}: stray {stray[0]} before {plain[stray.end() : stray.end() + 30]!r}")
    return plain, claims, negatives


def _claim(start: int, end: int, phrase: str, fields: list[str]) -> GoldClaim:
    reading, *rest = fields
    bound, numbers, unit, *flags = reading.split(" ")
    if flags not in ([], ["optional"]):
        raise ValueError(f"{flags} is not 'optional'")
    low, high = _numbers(numbers)
    unit, _, per = unit.partition("/")
    if len(rest) > len(CLAIM_FIELDS):
        raise ValueError("too many fields")
    event, party, attribution, counted = _none_for_dash(rest)
    return GoldClaim(
        start, end, phrase, low, high, bound, None if unit == "-" else unit, per or None,
        event, party, attribution, counted, bool(flags),
    )  # fmt: skip


def _none_for_dash(fields: list[str]) -> Iterator[str | None]:
    for given in fields + ["-"] * (len(CLAIM_FIELDS) - len(fields)):
        yield None if given == "-" else given


def _numbers(written: str) -> tuple[float | None, float | None]:
    if ".." not in written:
        return float(written), float(written)
    low, _, high = written.partition("..")
    return (float(low) if low else None), (float(high) if high else None)
