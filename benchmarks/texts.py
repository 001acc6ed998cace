"""German texts to read: dense in figures as a war's bulletin, or running on as most of a newspaper does."""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import cycle, islice

from tests.gold.loader import PROSE, load

_ASIDE = 3  # paragraphs of an annotated text that are set into one of plain prose
_RUNNING = 60
_NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{6,}\b")
_SYLLABLES = tuple(a + b + c for a in ("b", "dr", "f", "gl", "k", "m", "st", "w") for b in "aeiou" for c in "lnrst")

# What a sentence without an end may be made of, each to be said again and again.
ENDLESS = {
    "attributions": "Russland verlor 30 Panzer, laut Kiew wurden 12 Menschen verletzt, ",
    "ranges": "zwischen 40 und 60 Tote, 1.200 bis 1.500 Euro, zwei- bis dreitausend Häuser, ",
    "a list": "30 Panzer, 20 Autos und sieben Häuser, davon drei im Norden, ",
    "quotations": "„Es sind 40“, sagte er, und „12 Tote“, so die Sprecherin, ",
    "an open quotation": "„Wir haben 12 Drohnen; ",
    "parentheses": "Menschen (40), Frauen (davon 12 im Alter von 30 Jahren), Tote (2,7 Prozent), ",
    "headlines": "Kiew: 30 Tote in Charkiw – 12 Panzer zerstört – ",
}


def dense() -> list[str]:
    """The annotated set: some 50 figures in 1,000 words."""
    return [document.text for document in load()]


def running() -> list[str]:
    """Plain prose with the headline and two paragraphs of an annotated text in each: some 20 figures in 1,000 words."""
    prose = [path.read_text("utf-8").strip().split("\n") for path in sorted(PROSE.glob("*.txt"))]
    pairs = islice(zip(cycle(prose), cycle(dense()), strict=False), _RUNNING)
    return [_mixed(paragraphs, news.split("\n"), number) for number, (paragraphs, news) in enumerate(pairs)]


def _mixed(paragraphs: list[str], news: list[str], number: int) -> str:
    title, *lines = news[:_ASIDE]
    at = number % len(paragraphs)
    return "\n".join([title, *paragraphs[:at], *lines, *paragraphs[at:]])


def invented(number: int) -> list[str]:
    """A headline and a paragraph, the same for the same number, with some nouns that no other text has."""
    dice = random.Random(number)
    return [f"Lage {number}", _NOUN.sub(lambda noun: _renamed(noun[0], dice), dice.choice(_lines()))]


@cache
def _lines() -> list[str]:
    """The paragraphs of the running texts."""
    return [line for text in running() for line in text.split("\n") if len(line) > 80]


def _renamed(noun: str, dice: random.Random) -> str:
    """A noun, or one time in two an invented compound of it."""
    if dice.random() < 0.5:
        return noun
    return "".join(dice.choices(_SYLLABLES, k=3)).capitalize() + noun.lower()


def of_length(characters: int, between: str) -> str:
    """Running text of so many characters, paragraphs parted by ``between``: a blank makes one endless line."""
    paragraphs = cycle([line for text in running() for line in text.split("\n")])
    parts, length = [], 0
    while length < characters:
        parts.append(next(paragraphs))
        length += len(parts[-1]) + len(between)
    return between.join(parts)[:characters]


def pages() -> list[tuple[str, str]]:
    """A page of usual size with each dense text, and its address."""
    return [(_page(text), f"https://example.org/{number}.html") for number, text in enumerate(dense())]


def _page(text: str) -> str:
    """A large head, navigation, the text, a footer."""
    title, *paragraphs = text.split("\n")
    links = "".join(f'<li class="nav__item"><a href="/thema/{n}">Thema {n}</a></li>' for n in range(250))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    styles = "".join(f".c{n}{{margin:{n}px}}" for n in range(1500))
    return (
        f"<html lang=de><head><title>{title}</title><style>{styles}</style>"
        '<meta property="article:published_time" content="2025-01-13T07:00:00+01:00"></head>'
        f"<body><nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>"
        f"<footer><ul>{links}</ul></footer></body></html>"
    )
