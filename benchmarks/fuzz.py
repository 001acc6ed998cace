"""``python -m benchmarks.fuzz``: broken texts for some minutes; prints what goes wrong, and exits with 1 if any did.

The texts are made of the project's own annotated texts, number words, signs and odd Unicode, cut, joined and shuffled.
Of each it is asked that reading raises nothing, that spans lie in the text and are what they say, that low is not above
high, and that the time of reading keeps in step with the length.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from datetime import date

from benchmarks.texts import dense, running
from monitor import extract
from monitor.claims import explain
from monitor.model import Claim

_NUMBERS = (
    *("eins", "zwei", "zwölf", "hundertzwanzig", "dreitausend", "eine Million", "Dutzende", "anderthalb", "½", "2½"),
    *("1.500", "1,5", "10'000", "12 000", "3-5", "40-60.000", "0", "007", "1e9", "9" * 40, "1.2.3.4", "24.02.2022"),
    *(
        "Mio.",
        "Milliarden",
        "Prozent",
        "%",
        "km²",
        "$ 15",
        "€",
        "CHF",
        "Tonnen",
        "je",
        "pro Tag",
        "mal",
        "-mal",
        "-fach",
    ),
    *("zwischen", "bis zu", "mehr als", "von", "auf", "und", "oder", "bis", "davon", "weitere", "ein", "einer von"),
)
_ODD = (
    *("\x00", "\u0301", "\u200b", "\u200d", "\u2028", "\u2029", "\x85", "\xa0", "\u202f", "\u2009", "\ufeff", "\u202e"),
    *(
        "ß",
        "ẞ",
        "İ",
        "ı",
        "ﬁ",
        "Ⅷ",
        "٣",
        "१२",
        "𝟙𝟚",
        "²",
        "𝔄",
        "😀",
        "👨\u200d👩\u200d👧",
        "\ud7ff",
        "\U0010ffff",
        "\x1b[31m",
    ),
    *(
        "((((",
        "))))",
        "„",
        "“",
        "‚",
        '"',
        "'",
        "’",
        "…",
        "–",
        "—",
        "-",
        "/",
        ":",
        ";",
        ",",
        ".",
        "!",
        "?",
        "\n",
        "\r",
        "\t",
    ),
)
_LONGEST = 6000
_START, _EACH_KB = 0.3, 0.25  # seconds of processor that a text may take, and each KB of it


def main() -> int:
    """Reads broken texts until the time is over."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None, help="repeats a run")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(10**9)
    began, texts, faults = time.monotonic(), 0, 0
    pick, sources = random.Random(seed), [*dense(), *running()[:12]]
    explain(sources[0]), extract(sources[0])  # reads the word lists
    while time.monotonic() - began < 60 * options.minutes:
        text, texts = broken(sources, pick), texts + 1
        for fault in check(text, pick.choice((None, date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31)))):
            faults += 1
            print(f"text {texts}: {fault}\n    {text!r}\n", flush=True)
    print(f"seed {seed}: {texts} texts, {faults} findings")
    return min(faults, 1)


def broken(sources: list[str], pick: random.Random) -> str:
    """One broken text: pieces of others with odd things between them."""
    text = "".join(_piece(sources, pick) for _ in range(pick.randint(1, 12)))
    for change in pick.choices(_CHANGES, k=pick.randint(0, 3)):
        text = change(text, pick)
    return text[:_LONGEST]


def _piece(sources: list[str], pick: random.Random) -> str:
    kind = pick.random()
    if kind < 0.5:
        source = pick.choice(sources)
        start = pick.randrange(len(source))
        return source[start : start + pick.choice((5, 40, 200, 800))]
    if kind < 0.8:
        return " ".join(pick.choice(_NUMBERS) for _ in range(pick.randint(1, 8))) + pick.choice((" ", "", ". ", "\n"))
    if kind < 0.95:
        return pick.choice(_ODD) * pick.choice((1, 1, 1, 2, 50))
    return chr(pick.choice((pick.randrange(0xD800), pick.randrange(0xE000, 0x110000))))


def _swap(text: str, pick: random.Random) -> str:
    words = text.split(" ")
    pick.shuffle(words)
    return " ".join(words)


def _repeat(text: str, pick: random.Random) -> str:
    start = pick.randrange(len(text) + 1)
    return text[:start] + text[start : start + pick.choice((1, 3, 20))] * pick.choice((2, 100)) + text[start:]


def _insert(text: str, pick: random.Random) -> str:
    at = pick.randrange(len(text) + 1)
    return text[:at] + pick.choice((*_ODD, *_NUMBERS)) + text[at:]


def _one_line(text: str, pick: random.Random) -> str:
    return text.replace("\n", pick.choice((" ", "", ", ")))


def _case(text: str, pick: random.Random) -> str:
    return pick.choice((str.upper, str.lower, str.title, str.swapcase))(text)


_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (_swap, _repeat, _insert, _one_line, _case)


def check(text: str, published: date | None) -> Iterator[str]:
    """What is wrong with the reading of a text, in words."""
    began = time.process_time()
    try:
        claims, readings = extract(text, published), explain(text, published)
    except Exception as error:  # noqa: BLE001 - any exception is a finding
        yield f"{type(error).__name__}: {error}"
        return
    used = time.process_time() - began
    if used > _START + _EACH_KB * len(text) / 1024:
        yield f"took {used:.2f} s for {len(text)} characters"
    yield from (fault for claim in claims for fault in _faults(text, claim))
    for reading in readings:
        if not 0 <= reading.start < reading.end <= len(text) or text[reading.start : reading.end] != reading.text:
            yield f"explains {reading.text!r} at {reading.start}, where it does not stand"


def _faults(text: str, claim: Claim) -> Iterator[str]:
    if not 0 <= claim.start < claim.end <= len(text) or text[claim.start : claim.end] != claim.text:
        yield f"claims {claim.text!r} at {claim.start}, where it does not stand"
    if claim.low is not None and claim.high is not None and claim.low > claim.high:
        yield f"reads {claim.text!r} as {claim.low} to {claim.high}"
    if claim.quote not in text or claim.text not in claim.quote:
        yield f"quotes {claim.text!r} with {claim.quote!r}"


if __name__ == "__main__":
    raise SystemExit(main())
