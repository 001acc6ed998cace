"""Checks the word lists: what is there twice, contradicts itself, is out of reach, empty, or of the wrong shape.

    python -m monitor.claims.wordlists [FOLDER]

Without a folder the package's own lists are checked, with one the lists in it as they add to the package's.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from monitor.claims.context.compiling import verb_forms
from monitor.claims.context.forms import Forms
from monitor.claims.context.matching import GAPS, SHORTEST_PART
from monitor.claims.context.tokens import fold, words_of
from monitor.claims.lexicon import PACKAGE, Language, Table, read
from monitor.claims.shapes import misshapen
from monitor.claims.vocabulary import LONGEST_PHRASE, phrase
from monitor.errors import SettingsError

Kind = Literal["shape", "unread", "empty", "twice", "contradiction", "unreachable"]
# How a list's entries are looked up (the first that fits a path): as words of a sentence with patterns, as single
# words, as their beginnings or endings, as phrases beside numbers, or in ways of their own.
Use = Literal["pattern", "word", "part", "phrase", "other"]
_PATTERNS = (
    r"verbs\.verb\[\]\.forms|events\.(military|neutral|survey|hollow|strangers|uprooted|kinds\.\w+|(counted|about)\[\]\.nouns)"
    r"|sources\.(report_nouns|plain_reports|evidence|citing|carry|say|tell|reckon|emerge|institutions|roles|media)"
    r"|cues\.(denied|never|supposed|planned|intended|demanded|part|old|correction|history|sector)|times\.window\[\]\.forms"
    r"|parties\.sides\.manners\.\w+|parties\.\w+\.(names|capitals|people|leaders|bodies)|places\.\w+"
)
_PARTS = r"sources\.(offices|feminine|neuter|plural|adverbs|persons|proper|quote|hear|register|cause|speaking_kinds)"
_PHRASES = r"qualifiers\.(exact|about|at_least|more_than|at_most|less_than|after\.\w+|fillers\.\w+)|traps\.\w+\.phrases"
_OTHER = r"events\..*\.of|verbs\..*\.of|parties\.(.*\.adjectives|sides\..*)|times\.(\w+_aliases\..*|last_week)"
_USES: tuple[tuple[str, Use], ...] = (
    (_PATTERNS, "pattern"),
    (_PARTS, "part"),
    (_OTHER, "other"),
    (_PHRASES, "phrase"),
    (r"(sources|cues|times)\..*", "word"),
)
# Lists that are asked alone, and only whether they have a word: no entry keeps it from another list.
_ALONE = r"sources\..*|events\.(military|neutral|hollow|survey|strangers|uprooted)"
# Lists of which an entry can stand in one only: what it means, or counts as, would not be told.
_EXCLUSIVE = (
    r"events\.kinds\.\w+",
    r"events\.counted\[\]\.nouns",
    r"cues\.(denied|supposed|planned|demanded)",
    r"times\.window\[\]\.forms",
    r"parties\.\w+\.(names|capitals|people|leaders|bodies)|places\.\w+",
    r"units\.unit\[\]\.words",
    r"units\.unit\[\]\.signs",
    r"units\.unit\[\]\.prefix",
    r"qualifiers\.(exact|about|at_least|more_than|at_most|less_than)",
    r"nouns\.(person|piece)",
    r"traps\.numbered\.strong\.\w+",
    r"traps\.numbered\.weak\.\w+",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an entry of a list; ``where`` is the list's place: file and keys."""

    kind: Kind
    where: str
    entry: str
    detail: str

    def __str__(self) -> str:
        entry = f" »{self.entry}«" if self.entry else ""
        return f"{self.where}:{entry} {self.detail}"


@dataclass(frozen=True, slots=True)
class _List:
    path: str  # with row numbers
    entries: tuple[str, ...]
    reading: str  # what tells it from the lists beside it: its keys, or its row's values

    @property
    def place(self) -> str:
        """The path without the numbers of rows."""
        return re.sub(r"\[\d+\]", "[]", self.path)


def problems(folder: Path | None = None) -> list[Problem]:
    """What is wrong with the package's lists, or with those of ``folder`` beside them, in the order of the files.

    Raises SettingsError for a file that can't be read.
    """
    package = Language((PACKAGE,))
    if folder is None:
        return [problem for name in package.names() for problem in _of_table(package.table(name), {}, name)]
    found: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        found += _of_file(path, package)
    return found


def _of_file(path: Path, package: Language) -> list[Problem]:
    name, given = path.stem, read(path)
    if name not in package.names():
        return [
            Problem("unread", name, "", f"nothing reads a list of this name; there are {', '.join(package.names())}")
        ]
    ours = package.table(name)
    wrong = [Problem("shape", where, "", detail) for where, detail in misshapen(given, ours, name)]
    return wrong or list(_of_table(given, ours, name))


def _of_table(given: Table, ours: Table, name: str) -> Iterator[Problem]:
    lists, known = list(_lists(given, name, "")), list(_lists(ours, name, ""))
    for here in lists:
        yield from _empty(here)
        yield from _twice(here, [other for other in known if other.path == here.path])
        yield from _unreachable(here)
    yield from _contradictions(lists, known)


def _lists(value: Any, path: str, reading: str) -> Iterator[_List]:
    """All lists of texts in a table."""
    if isinstance(value, Mapping):
        row = ", ".join(f"{key} {item}" for key, item in value.items() if not isinstance(item, list | Mapping))
        for key, item in value.items():
            yield from _lists(item, f"{path}.{key}", f"{reading} {row}".strip() or key)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield _List(path, tuple(value), f"{path} {reading}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _lists(item, f"{path}[{number}]", reading)


def _empty(here: _List) -> Iterator[Problem]:
    if not here.entries:
        yield Problem("empty", here.path, "", "has no entries")
    yield from (Problem("empty", here.path, entry, "is no word") for entry in here.entries if not entry.strip())


def _twice(here: _List, known: Iterable[_List]) -> Iterator[Problem]:
    count = Counter(_key(here, entry) for entry in here.entries)
    yield from (Problem("twice", here.path, entry, "is there twice") for entry, n in count.items() if n > 1)
    ours = {_key(other, entry) for other in known for entry in other.entries}
    rows = "[" in here.path  # a row of the same number is another row
    if not rows:
        yield from (
            Problem("twice", here.path, e, "is in the package's list") for e in here.entries if _key(here, e) in ours
        )


def _key(here: _List, entry: str) -> str:
    """What an entry is looked up as; a capital tells a noun from a verb, a unit's sign from another."""
    return fold(entry) if _use(here.place) == "word" else entry


def _use(place: str) -> Use:
    if place.startswith("cues.forms."):
        return "word" if _FORMS.get(place.rpartition(".")[2], "").startswith("frozenset") else "part"
    return next((use for pattern, use in _USES if re.fullmatch(pattern, place)), "other")


_FORMS = {name: str(kind) for name, kind in Forms.__annotations__.items()}


def _unreachable(here: _List) -> Iterator[Problem]:
    why = {"pattern": _no_pattern, "word": _no_word, "part": _no_part, "phrase": _no_phrase}.get(_use(here.place))
    if why is None:
        return
    for entry in here.entries:
        details = (why(form) for form in (verb_forms(entry) if why is _no_pattern else (entry,)))
        if entry.strip() and (detail := next(filter(None, details), "")):
            yield Problem("unreachable", here.path, entry, detail)
    if re.fullmatch(_ALONE, here.place) and why is _no_pattern:
        yield from _covered(here)


def _no_word(entry: str) -> str:
    if "*" in entry:
        return "is looked up as it stands, and no word has a star"
    return "" if words_of(entry) == [entry] else "is not one word of a sentence"


def _no_part(entry: str) -> str:
    return "" if words_of(entry) == [entry] else "is no part of one word"


def _no_pattern(entry: str) -> str:
    words = entry.split()
    if words[0] in GAPS or words[-1] in GAPS:
        return "begins or ends with a gap"
    return next(filter(None, (_no_word_pattern(word) for word in words if "*" in word)), "")


def _no_word_pattern(word: str) -> str:
    bare = word.removeprefix("*") if word.startswith("*") else word.removesuffix("*")
    if bare.startswith("*") or bare.endswith("*"):
        return "has a star at both ends; it may be at one"
    if len(bare) < SHORTEST_PART:
        return "is too short for a beginning or an end"
    return "" if words_of(bare) == [bare] else "is cut into other words in a sentence"


def _no_phrase(entry: str) -> str:
    if entry != entry.lower():
        return "has a capital, and is looked up in small letters"
    return f"has more than {LONGEST_PHRASE} words" if len(phrase(entry)) > LONGEST_PHRASE else ""


def _covered(here: _List) -> Iterator[Problem]:
    """Single words that another pattern of the same list always finds."""
    single = [entry for entry in dict.fromkeys(here.entries) if entry.strip() and not re.search(r"[ |]", entry)]
    beginnings = {fold(entry[:-1]): entry for entry in single if entry.endswith("*")}
    ends = {fold(entry[1:]): entry for entry in single if entry.startswith("*")}
    for entry in single:
        by = _cover(entry, beginnings, ends)
        if by and by[:1].isupper() == entry[:1].isupper():
            yield Problem("unreachable", here.path, entry, f"adds nothing to »{by}«")


def _cover(entry: str, beginnings: Mapping[str, str], ends: Mapping[str, str]) -> str | None:
    bare = fold(entry.strip("*"))
    own = 0 if "*" not in entry else 1
    if not entry.startswith("*"):
        found = next((beginnings[bare[:n]] for n in range(2, len(bare) + 1 - own) if bare[:n] in beginnings), None)
        if found:
            return found
    if entry.endswith("*"):
        return None
    return next((ends[bare[n:]] for n in range(own, len(bare) - 1) if bare[n:] in ends), None)


def _contradictions(lists: Iterable[_List], known: Iterable[_List]) -> Iterator[Problem]:
    """Entries that stand in two lists of which only one can hold."""
    everything = [*known, *lists]
    for pattern in _EXCLUSIVE:
        group = [here for here in everything if re.fullmatch(pattern, here.place)]
        readings: dict[str, _List] = {}
        for here in group:
            for entry in here.entries:
                first = readings.setdefault(_key(here, entry), here)
                if first.reading != here.reading and here in lists:
                    yield Problem("contradiction", here.path, entry, f"is in {first.path} too")


def main(arguments: list[str]) -> int:
    """The command: print each problem; 0 if there is none, 1 if there are, 2 for a file that can't be read."""
    try:
        found = problems(Path(arguments[0]) if arguments else None)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    sys.stderr.write(f"{len(found)} problems\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
