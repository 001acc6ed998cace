"""``python -m benchmarks.stages``: where the time of reading claims goes, by processor time, against the naive reader.

Each row does one step for all texts of running text: the least of some rounds for each text, by turns, all of them warm
(word lists compiled, the texts' words seen).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.claims import naive
from benchmarks.texts import running
from monitor import extract
from monitor.claims import quantities, sentences
from monitor.claims.tokens import tokenize

_ROUNDS = 7


def main() -> None:
    """Measure and print."""
    texts = running()
    parts = [sentences.split(text) for text in texts]
    steps: dict[str, Callable[[int], object]] = {
        "naive reader": lambda at: naive(texts[at]),
        "words cut, nothing else": lambda at: tokenize(texts[at], 0, len(texts[at])),
        "sentences": lambda at: sentences.split(texts[at]),
        "quantities": lambda at: quantities.find(texts[at], parts[at]),
        "claims: sentences, quantities and what is said of them": lambda at: extract(texts[at]),
    }
    for text in texts:
        extract(text)
    totals = dict.fromkeys(steps, 0.0)
    for at in range(len(texts)):
        for name, seconds in _least(steps, at).items():
            totals[name] += seconds
    words = sum(len(text.split()) for text in texts)
    for name, seconds in totals.items():
        print(f"{name:55} {1e6 * seconds / words:7.2f} µs a word  {seconds / totals['naive reader']:6.2f}")


def _least(steps: dict[str, Callable[[int], object]], at: int) -> dict[str, float]:
    """The least processor seconds of each step with one text."""
    rounds = [{name: _seconds(step, at) for name, step in steps.items()} for _ in range(_ROUNDS)]
    return {name: min(seconds[name] for seconds in rounds) for name in steps}


def _seconds(step: Callable[[int], object], at: int) -> float:
    begin = time.process_time()
    step(at)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
