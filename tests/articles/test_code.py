"""What is cut out of a page before it is parsed, and what is left to the parser."""

from __future__ import annotations

import time

import pytest

from monitor.articles import code

ROWS = [
    # script, style, drawing and <noscript> go, whatever their attributes
    ("a<script async>'<p>'</script>b<style>p{}</style>c<svg><path d=''/></svg>d<noscript><img></noscript>e", "abcde"),
    # so do menus, choices and templates, whatever stands in them
    ("a<nav class='m'><ul><li>x</ul></nav>b<select><option>1</select>c<template><p>d</p></template>e", "abce"),
    # one in another goes alone, and one that never ends takes nothing with it
    ("<nav>a<nav>b</nav>c</nav>d<nav>e", "<nav>ac</nav>d<nav>e"),
    # the page's own foot goes; an article's, a section's, and one with linked data stay
    ("<main>a</main><footer>b<section>c</section></footer>d", "<main>a</main></footer>d"),
    ("<article>a<footer>b</footer></article>", "<article>a<footer>b</footer></article>"),
    (
        "a<footer><script type=application/ld+json>{}</script></footer>",
        "a<footer><script type=application/ld+json>{}</script></footer>",
    ),
    ("a<footer>b", "a<footer>b"),
    # linked data stays
    ('<script type="application/ld+json">{}</script>', '<script type="application/ld+json">{}</script>'),
    # a script ends at the first end tag, in whatever case, and however it is spelled
    ("<script>document.write('<script><\\/script>')</SCRIPT\n>a", "a"),
    # one that never ends swallows the rest, as it does in a browser
    ("a<script>b<p>c", "a"),
    # a name that begins alike is another element
    ("<scripted>a</scripted><style-guide>b</style-guide>", "<scripted>a</scripted><style-guide>b</style-guide>"),
    # a drawing in a drawing goes alone, and so does one behind another that was left open
    ("<svg>a<svg>b</svg>c</svg>", "<svg>ac</svg>"),
    ("<svg><p>a</p><svg>b</svg><p>c</p>", "<svg><p>a</p><p>c</p>"),
    # a <noscript> that never ends takes nothing with it
    ("<noscript><p>a</p>", "<noscript><p>a</p>"),
]


@pytest.mark.parametrize(("html", "rest"), ROWS)
def test_code_is_cut(html: str, rest: str) -> None:
    assert code.without(html) == rest


@pytest.mark.parametrize(
    "start",
    ["<script ", "<script>", "<svg>", "<noscript><svg><style ld+json>", "<svg></svg>", "<nav>", "<nav><select>"],
)
def test_time_is_linear(start: str) -> None:
    begin = time.process_time()
    code.without(start * (4_000_000 // len(start)))
    assert time.process_time() - begin < 3
