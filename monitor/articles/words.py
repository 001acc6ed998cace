"""The reader's words, from ``words.toml``: label patterns, agencies, months, phrases."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(files("monitor.articles").joinpath("words.toml").read_text("utf-8"))


def alternation(words: list[str]) -> str:
    """A regular expression for any of the words; ``*`` stands for any letters, a blank for any blank."""
    parts = (re.escape(word).replace(r"\*", "[a-zäöüß]*").replace(r"\ ", r"\s+") for word in words)
    return "(?:" + "|".join(parts) + ")"


# A digit before a word, or letters behind one, are of a hash: "css-l3ad" is no "ad"; "ad-2" and "teaser3" are numbered.
LABELS: dict[str, re.Pattern[str]] = {
    label: re.compile(rf"(?<![a-z0-9]){alternation(words)}\d*(?![a-z0-9])") for label, words in WORDS["labels"].items()
}
_SEAM = re.compile(r"(?<=[a-zäöüß])(?=[A-Z])")


@lru_cache(maxsize=16384)
def label_words(names: str) -> frozenset[str]:
    """The labels that an element's class and id suggest."""
    spelled = _SEAM.sub("-", names).lower().replace("_", "-")
    return frozenset(label for label, pattern in LABELS.items() if pattern.search(spelled))
