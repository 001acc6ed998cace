"""Check annotated documents against the annotation rules: ``problems(document)`` gives one sentence a fault.

The rules' values and words are in ``guide.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.gold.loader import Document, GoldClaim
from tests.gold.scoring import stems

GUIDE = tomllib.loads(Path(__file__).with_name("guide.toml").read_text(encoding="utf-8"))
# Which ends of a quantity are given: (low, high).
SHAPES = {"at_least": (True, False), "more_than": (True, False), "at_most": (False, True), "less_than": (False, True)}
BEFORE = re.compile(rf"\b({GUIDE['span']['before'].replace(' ' * 2, '')})\s$", re.IGNORECASE)
BEHIND = re.compile(rf"\s({GUIDE['span']['behind'].replace(' ' * 2, '')})(?!\w)", re.IGNORECASE)
NUMBER = re.compile(rf"\d[\d.,:'’/-]*|\b(?:{GUIDE['number']['words'].replace(' ' * 2, '')})\b", re.IGNORECASE)
DIGITS = re.compile(r"\d+(?:[.\s'’]\d{3}(?!\d))*(?:[.,]\d+)?")


def problems(document: Document) -> Iterator[str]:
    """One sentence for each rule that the document breaks."""
    for claim in document.claims:
        for fault in _claim_faults(claim, document.text):
            yield f"{document.id}: {claim.text!r}: {fault}"
    for negative in document.negatives:
        if negative.why not in GUIDE["allowed"]["why"]:
            yield f"{document.id}: {negative.text!r}: reason {negative.why!r} is none of the guide's"
    yield from _uncovered(document)


def _claim_faults(claim: GoldClaim, text: str) -> Iterator[str]:
    for name in ("bound", "unit", "per", "event"):
        value = getattr(claim, name)
        if value not in GUIDE["allowed"][name] and not (value is None and name in {"unit", "per"}):
            yield f"{name} {value!r} is none of the guide's"
    yield from _span_faults(claim, text)
    yield from _number_faults(claim)
    if claim.party and not re.fullmatch(r"[a-z]+(_[a-z]+)*", claim.party):
        yield f"party {claim.party!r} is no short English name in snake_case"
    if claim.counted and claim.counted not in text:
        yield f"counted {claim.counted!r} does not stand in the text"
    if absent := stems(claim.attribution or "") - stems(text):
        yield f"source {claim.attribution!r}: {sorted(absent)} do not stand in the text"


def _span_faults(claim: GoldClaim, text: str) -> Iterator[str]:
    if claim.text != claim.text.strip() or not claim.text:
        yield "the span has blanks at its ends, or nothing in it"
    if outside := BEFORE.search(text[max(0, claim.start - 20) : claim.start]):
        yield f"{outside[1]!r} before it belongs to the span"
    if (outside := BEHIND.match(text, claim.end)) and not claim.text.lower().startswith("jede"):
        yield f"{outside[1]!r} behind it belongs to the span"


def _number_faults(claim: GoldClaim) -> Iterator[str]:
    low, high, phrase = claim.low, claim.high, claim.text.lower()
    given = (low is not None, high is not None)
    if given != SHAPES.get(claim.bound, (True, claim.bound != "vague" or given[1])):
        yield f"{claim.bound} does not go with {low}..{high}"
    if claim.bound in {"exact", "about"} and low != high:
        yield f"{claim.bound} wants one number, not {low}..{high}"
    if claim.bound in {"range", "vague"} and low is not None and high is not None and low >= high:
        yield f"{low}..{high} is no range"
    opened = next((row["bounds"] for row in GUIDE["opening"] if re.match(row["words"], phrase)), None)
    if opened and claim.bound not in opened:
        yield f"its first word calls for {opened}, not {claim.bound}"
    vague = next((row["reading"] for row in GUIDE["vague"] if re.search(row["words"], phrase)), None)
    if claim.bound == "vague" and vague and [side for side in (low, high) if side is not None] != vague:
        yield f"the conventional reading is {vague}, not {low}..{high}"
    yield from _digit_faults(claim)


def _digit_faults(claim: GoldClaim) -> Iterator[str]:
    given = {_significant(side) for side in (claim.low, claim.high) if side is not None}
    for written in DIGITS.findall(claim.text):
        value = float(re.sub(r"[.\s'’](?=\d{3}(?!\d))", "", written).replace(",", "."))
        if _significant(value) not in given:
            yield f"{written} is neither {claim.low} nor {claim.high}"


def _significant(value: float) -> str:
    """A number's digits without the zeros at its ends: what a magnitude word or a change of unit leaves alone."""
    return f"{value:.8f}".replace(".", "").strip("0")


def _uncovered(document: Document) -> Iterator[str]:
    spans = [(c.start, c.end) for c in document.claims] + [(n.start, n.end) for n in document.negatives]
    covered = {at for start, end in spans for at in range(start, end)}
    for number in NUMBER.finditer(document.text):
        if number.start() not in covered:
            around = document.text[max(0, number.start() - 30) : number.end() + 20]
            yield f"{document.id}: {number[0]!r} in …{around!r}… is neither a claim nor a negative"
