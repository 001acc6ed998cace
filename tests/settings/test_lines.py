"""On which line a key stands."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from monitor.settings import lines

TEXT = '''title = "a"          # 1
[relevance]
any = [
  "x = 1",              # a key's look inside a list
  "[y]",
]
none = []               # 7

[[metric]]              # 9
key = "one"
note = """
key = "no key"
[[metric]]
"""
alert = { on = ["first"], above = 3 }   # 15
"quoted key" = 1

[[metric]]              # 18
key = "two"
plausible = [1,
  2]
[metric.sub]            # 22
deep.er = 1

[a.b]                   # 25
c = '[' # ]
d = 'x'
[[alerts.channel]]      # 28
name = "x"
'''

PLACES = [
    (("title",), 1),
    (("relevance",), 2),
    (("relevance", "any"), 3),
    (("relevance", "any", 1), 3),  # an item has its key's line
    (("relevance", "none"), 7),
    (("metric", 0), 9),
    (("metric", 0, "key"), 10),
    (("metric", 0, "alert", "on", 0), 15),
    (("metric", 0, "quoted key"), 16),
    (("metric", 1), 18),
    (("metric", 1, "key"), 19),
    (("metric", 1, "missing"), 18),  # what is missing has its table's line
    (("metric", 1, "sub", "deep", "er"), 23),
    (("a", "b", "d"), 27),
    (("alerts", "channel", 0, "name"), 29),
    (("nowhere",), None),
]


def test_each_key_is_found_on_its_line() -> None:
    tomllib.loads(TEXT)
    index = lines.index(TEXT)
    assert [(path, lines.find(index, path)) for path, _ in PLACES] == PLACES


def test_what_looks_like_a_key_inside_a_value_is_none() -> None:
    assert ("metric", 2) not in lines.index(TEXT)
    assert ("x",) not in lines.index(TEXT)


@given(st.text())
def test_any_text_can_be_indexed(text: str) -> None:
    count = text.count("\n") + 1
    assert all(1 <= line <= count for line in lines.index(text).values())
