"""Score the extraction of figures against annotated texts.

    python -m tests.gold.scoring [--set own|fresh|fresh2|fresh3|fresh4|prose] [--half odd|even] [--show] [--field NAME]

Four levels, each within the one before: *found* (a claim overlaps the annotated span), *quantity* (numbers, bound,
unit and period agree), *event* (event and party agree too), *full* (the source agrees too). One prediction answers
one annotation. Optional annotations are neither asked for nor held against. Precision is the share of the
predictions that reach a level, recall that of the annotations.

The levels hide a field's faults behind those of the fields before it. So each field that says what a quantity is about
is counted alone too, over the answered annotations whose quantity is right; ``--field`` shows the faults of one.
"""

from __future__ import annotations

import argparse
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tests.gold import loader
from tests.gold.loader import Document, GoldClaim

LEVELS = ("found", "quantity", "event", "full")
# The fields that a level asks for beyond the one before, in the order in which they are compared.
ASKED = (("low", "high", "bound", "unit", "per"), ("event", "party"), ("attribution",))
# Those counted alone, where what the first level asks for is right.
FIELDS = (*ASKED[1], *ASKED[2])
ENDING = re.compile(r"(?<=\w{3})(?:en|er|em|es|e|n|s)$")


class Prediction(Protocol):
    """What is compared of an extracted claim (``monitor.model.Claim`` has it all)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


Extractor = Callable[[str, date | None], Iterable[Prediction]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One disagreement: ``kind`` is missed, spurious, or the first field that differs."""

    document: str
    kind: str
    phrase: str
    got: str
    expected: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over a set of documents."""

    words: int
    gold: int
    predicted: int
    spurious: int
    reached: dict[str, int]
    faults: tuple[Fault, ...]
    wrong: dict[str, tuple[Fault, ...]]

    def precision(self, level: str) -> float:
        return self.reached[level] / self.predicted if self.predicted else 0.0

    def recall(self, level: str) -> float:
        return self.reached[level] / self.gold if self.gold else 0.0

    def f1(self, level: str) -> float:
        p, r = self.precision(level), self.recall(level)
        return 2 * p * r / (p + r) if p + r else 0.0

    def accuracy(self, field: str) -> float:
        """The share of the right quantities of which this field is right, whatever the others are."""
        right = self.reached["quantity"]
        return 1 - len(self.wrong[field]) / right if right else 0.0

    @property
    def spurious_per_1000_words(self) -> float:
        return 1000 * self.spurious / self.words if self.words else 0.0


def score(documents: Sequence[Document], extract: Extractor) -> Score:
    """Run ``extract`` over the documents and count how far its claims agree with the annotations."""
    words = gold = predicted = spurious = 0
    reached = Counter(dict.fromkeys(LEVELS, 0))
    faults: list[Fault] = []
    wrong: dict[str, list[Fault]] = {field: [] for field in FIELDS}
    for document in documents:
        predictions = list(extract(document.text, document.published))
        pairs = align(predictions, document.claims)
        asked = [number for number, claim in enumerate(document.claims) if not claim.optional]
        answered = [number for number in asked if number in pairs]
        surplus = [p for number, p in enumerate(predictions) if number not in pairs.values()]
        words += len(document.text.split())
        gold += len(asked)
        predicted += len(answered) + len(surplus)
        spurious += len(surplus)
        for number in answered:
            prediction, claim = predictions[pairs[number]], document.claims[number]
            level, differs = agreement(prediction, claim)
            reached.update(LEVELS[:level])
            if differs:
                faults.append(_wrong(document, prediction, claim, differs))
            for field in _differing(prediction, claim) if level > 1 else ():
                wrong[field].append(_wrong(document, prediction, claim, field))
        missing = (document.claims[number] for number in asked if number not in pairs)
        faults += [
            Fault(document.id, "missed", c.text, "", _reading(c), _around(document.text, c.start)) for c in missing
        ]
        faults += [_spurious(document, prediction) for prediction in surplus]
    alone = {field: tuple(found) for field, found in wrong.items()}
    return Score(words, gold, predicted, spurious, dict(reached), tuple(faults), alone)


def align(predictions: Sequence[Prediction], claims: Sequence[GoldClaim]) -> dict[int, int]:
    """The prediction that answers each annotation: the best agreement first, then the longest overlap."""
    rated = []
    for number, claim in enumerate(claims):
        for at, prediction in enumerate(predictions):
            shared = min(claim.end, prediction.end) - max(claim.start, prediction.start)
            if shared > 0:
                rated.append((agreement(prediction, claim)[0], shared, -number, -at))
    pairs: dict[int, int] = {}
    for _, _, number, at in sorted(rated, reverse=True):
        if -number not in pairs and -at not in pairs.values():
            pairs[-number] = -at
    return pairs


def agreement(prediction: Prediction, claim: GoldClaim) -> tuple[int, str | None]:
    """How many levels are reached, and the first field that differs (None at the last level)."""
    for reached, names in enumerate(ASKED, start=1):
        for name in names:
            if not _same(name, getattr(prediction, name), getattr(claim, name)):
                return reached, name
    return len(LEVELS), None


def _differing(prediction: Prediction, claim: GoldClaim) -> Iterator[str]:
    return (name for name in FIELDS if not _same(name, getattr(prediction, name), getattr(claim, name)))


def _same(name: str, got: object, expected: object) -> bool:
    if name == "attribution":
        return same_name(str(got or ""), str(expected or ""))
    if isinstance(got, int | float) and isinstance(expected, int | float):
        return math.isclose(got, expected, rel_tol=1e-6, abs_tol=1e-6)
    return (got or None) == (expected or None) if name not in {"low", "high"} else got is None and expected is None


def same_name(one: str, other: str) -> bool:
    """Whether two names mean one source: every word of the shorter one is found in the other, whatever its ending.

    ``Selenskyj`` is ``Wolodymyr Selenskyj``; ``südkoreanischen Geheimdienstes`` is ``südkoreanischer Geheimdienst``.
    """
    shorter, longer = sorted((stems(one), stems(other)), key=len)
    return bool(shorter) == bool(longer) and shorter <= longer


def stems(name: str) -> set[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
    return {_stem(word) for word in re.findall(r"\w+", plain)}


def _stem(word: str) -> str:
    """A word without its case endings: both forms of a pair are cut down until nothing more comes off."""
    while (shorter := ENDING.sub("", word)) != word:
        word = shorter
    return word


def _wrong(document: Document, prediction: Prediction, claim: GoldClaim, name: str) -> Fault:
    got, expected = repr(getattr(prediction, name)), repr(getattr(claim, name))
    return Fault(document.id, name, claim.text, got, expected, _around(document.text, claim.start))


def _spurious(document: Document, prediction: Prediction) -> Fault:
    why = (n.why for n in document.negatives if n.start < prediction.end and prediction.start < n.end)
    return Fault(document.id, "spurious", prediction.text, "", next(why, "-"), _around(document.text, prediction.start))


def _reading(claim: GoldClaim) -> str:
    return f"{claim.bound} {claim.low}..{claim.high} {claim.unit}"


def _around(text: str, at: int) -> str:
    """The stretch of a line round an offset, with the place marked by nothing but its nearness to the middle."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[max(start, at - 110) : min(end if end >= 0 else len(text), at + 90)]


def main() -> None:
    """The command: print the counts, and the faults if asked."""
    parser = argparse.ArgumentParser(description="Score monitor.extract against the project's annotated texts.")
    parser.add_argument("--half", choices=("odd", "even"), help="every second document only")
    parser.add_argument("--set", choices=tuple(loader.SETS), default="own", help="which annotated texts")
    parser.add_argument("--prose", dest="set", action="store_const", const="prose", help="short for --set prose")
    parser.add_argument("--show", action="store_true", help="print each fault")
    parser.add_argument("--field", choices=FIELDS, help="show the faults of this field alone, whatever else is wrong")
    options = parser.parse_args()
    import monitor  # noqa: PLC0415 - so that --help answers at once

    documents = loader.load(loader.SETS[options.set], options.half)
    result = score(documents, monitor.extract)
    shown = result.wrong[options.field] if options.field else result.faults if options.show else ()
    for fault in sorted(shown, key=lambda fault: fault.kind):
        row = (fault.kind, fault.document, fault.phrase, f"got {fault.got}, not {fault.expected}", fault.sentence)
        print("\t".join(row))
    print(
        f"{len(documents)} documents, {result.words} words, {result.gold} claims; {result.predicted} predicted, "
        f"{result.spurious} spurious ({result.spurious_per_1000_words:.2f} per 1,000 words)"
    )
    for level in LEVELS:
        print(f"{level:9} P {result.precision(level):.3f}  R {result.recall(level):.3f}  F1 {result.f1(level):.3f}")
    print("alone    ", "  ".join(f"{field} {result.accuracy(field):.3f}" for field in FIELDS))
    print(
        "faults:",
        ", ".join(f"{kind} {n}" for kind, n in Counter(f.kind for f in result.faults).most_common()) or "none",
    )


if __name__ == "__main__":
    main()
