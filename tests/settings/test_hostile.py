"""Whatever stands in the files: settings, or one sentence a mistake. Nothing else."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from monitor import settings
from monitor.errors import SettingsError

CONFIG = Path(__file__).resolve().parents[2] / "config"
FILES = ("monitor.toml", "feeds.toml", "topics/ukraine.toml")

# What a hand may type where something else belongs.
WRONG: tuple[Any, ...] = (
    3,
    -1,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    " ",
    "x",
    "env:",
    "file:",
    "env:NOT_THERE",
    "1" * 500 + "d",
    "https://[",
    "http://a:b",
    "sqlite:///\0",
    "*",
    True,
    [],
    [[]],
    ["x", 3],
    {},
    {"x": {"y": 1}},
    tomllib.loads("a = 2026-01-01T10:00:00Z")["a"],
)

LIBRARIES = ("pydantic", "Invalid", "Input should", "has a value that can't be used")

CHANNEL = {"name": "a", "url": "log:", "kinds": ["first"], "metrics": ["nk_*"], "digest": "1h", "secret": "s"}
FEED = {"headers": {"a": "b"}, "cookies": {"a": "b"}, "proxy": "http://p", "selector": "a", "interval": "1h"}


def documents() -> dict[str, dict[str, Any]]:
    """The shipped files, cut short and with every optional key in use."""
    read = {name: tomllib.loads((CONFIG / name).read_text(encoding="utf-8")) for name in FILES}
    read["monitor.toml"]["alerts"]["channel"] = [CHANNEL]
    read["feeds.toml"]["feed"] = [read["feeds.toml"]["feed"][0] | FEED]
    topic = read["topics/ukraine.toml"]
    topic["metric"], topic["claimant"] = topic["metric"][:1], topic["claimant"][:1]
    topic["relevance"] = {key: words[:1] for key, words in topic["relevance"].items()}
    return read


def paths(table: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document, tables and list items included."""
    items = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from paths(value, (*path, key))


def broken(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The document with each place in turn wrong, in a few ways of all that there are: enough, and soon done."""
    document = documents()[name]
    for number, path in enumerate(paths(document)):
        for wrong in (WRONG * 2)[number * 5 % len(WRONG) :][:5]:
            changed = copy.deepcopy(document)
            holder = changed
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = wrong
            yield f"{path} = {wrong!r}", changed


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_value_anywhere_is_told_or_taken(tmp_path: Path, name: str) -> None:
    (tmp_path / "topics").mkdir()
    for other, document in documents().items():
        (tmp_path / other).write_text(tomlkit.dumps(document), encoding="utf-8")
    taken, told = 0, []
    for what, document in broken(name):
        (tmp_path / name).write_text(tomlkit.dumps(document), encoding="utf-8")
        try:
            settings.show(settings.load(tmp_path, environ={}))
            taken += 1
        except SettingsError as error:
            told.append((what, str(error)))
    assert len(told) > taken > 0
    for what, sentence in told:
        assert sentence.startswith(str(tmp_path)), what
        assert not any(words in sentence for words in LIBRARIES), what
