"""What is published when: an invented flood in many towns, told by many papers. Pure; hours count from the start.

In each town figures follow each other far enough apart that what reaches the monitor some hours late still comes in
the same order: then faults must leave nothing behind.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from itertools import product

START = datetime(2025, 3, 3, 5, tzinfo=UTC)
TICK = 10 / 60  # hours between two rounds of the daemon's steps
QUIET = 30.0  # hours at the end in which nothing is published, so that all that was can be read
SHOWN = 20  # entries of a feed
FEEDS_A_TOWN = 5
ROUND = 110.0  # hours that one round of news on a town takes
_HEADS = ("Alt", "Neu", "Ober", "Unter", "Hohen", "Langen", "Kirch", "Mühl", "Stein", "Wald")
_TAILS = ("brück", "hausen", "feld", "rode", "stedt", "born", "furt", "moor", "kamp", "winkel")


@dataclass(frozen=True, slots=True)
class Post:
    """One article: its feed's number, when it appears, its text, and the text behind it later on."""

    feed: int
    slug: str
    at: float
    text: str
    edited_at: float = float("inf")
    edited: str = ""

    def states(self, at: float) -> int:
        """How many states of it there have been: 0 to 2."""
        return int(at >= self.at) + int(at >= self.edited_at)


def towns(feeds: int) -> list[str]:
    """The towns of so many feeds, one to five of them."""
    names = [head + tail for tail, head in product(_TAILS, _HEADS)]
    return names[: max(feeds // FEEDS_A_TOWN, 1)]


def topic(feeds: int) -> str:
    """The topic's TOML: one metric a town."""
    claimants = ("Krisenstab", "Deutsches Rotes Kreuz", "Innenministerium")
    rows = [f'[[claimant]]\nname = "{name}"\n' for name in claimants]
    rows += [
        f'[[metric]]\nkey = "dead_{number}"\ntitle = "Tote in {town}"\nkind = "total"\nevent = "killed"\n'
        f'unit = "person"\nnear = ["{town}"]\n'
        for number, town in enumerate(towns(feeds))
    ]
    return 'title = "Hochwasser"\nrelevance = { any = ["Hochwasser"] }\n' + "\n".join(rows)


def posts(feeds: int, days: float, seed: int) -> dict[int, list[Post]]:
    """All articles by their feeds' numbers, in the order in which they appear."""
    chance, end = random.Random(seed), days * 24 - QUIET
    made = [post for number, town in enumerate(towns(feeds)) for post in _of_town(number, town, feeds, end, chance)]
    made += [post for feed in range(feeds) for post in _passing(feed, end, chance)]
    found: dict[int, list[Post]] = {feed: [] for feed in range(feeds)}
    for post in sorted(made, key=lambda post: (post.at, post.slug)):
        if post.at < end:
            found[post.feed].append(post)
    return found


def _of_town(number: int, town: str, feeds: int, end: float, chance: random.Random) -> Iterator[Post]:
    """Rounds of news on one town: a first figure, copies, a rounded repeat, higher ones, another voice, an edit."""
    dead, begin, turn = chance.randint(5, 40), chance.uniform(0, 20), 0
    while begin < end:
        slug, own = f"flut-{number}-{turn}", chance.sample(range(feeds), min(feeds, 7))
        papers = [own[n % len(own)] for n in range(7)]
        first = _told("der Krisenstab", town, dead, turn)
        yield Post(papers[0], f"{slug}-a", begin, first)
        yield Post(papers[1], f"{slug}-b", begin + 0.4, first)
        yield Post(papers[2], f"{slug}-c", begin + 18, _told("der Krisenstab", town, dead + 7, turn + 1))
        yield Post(papers[3], f"{slug}-d", begin + 36, _told("das Deutsche Rote Kreuz", town, 3 * dead + 60, turn + 2))
        yield Post(papers[4], f"{slug}-e", begin + 54, _told("der Krisenstab", town, dead + 7, turn + 3))
        said = _told("das Innenministerium", town, 5 * dead + 200, turn + 4)
        mended = _told("das Innenministerium", town, 5 * dead + 300, turn + 4)
        yield Post(papers[5], f"{slug}-f", begin + 66, said, begin + 75, mended)
        begin, dead, turn = begin + ROUND, dead + 20, turn + 1


def _told(who: str, town: str, dead: int, turn: int) -> str:
    """A short article with one figure."""
    more = (
        "Die Straßen zum Marktplatz sind gesperrt, Busse fahren eine Umleitung.",
        "Viele Keller stehen unter Wasser, die Feuerwehr pumpt seit dem Morgen.",
        "In der Turnhalle stehen Betten bereit, Nachbarn bringen Decken und Tee.",
    )
    return (
        f"Hochwasser in {town}: Zahl der Toten gestiegen\n"
        f"Bei dem Hochwasser in {town} sind {dead} Menschen ums Leben gekommen, teilte {who} mit.\n"
        f"{more[turn % len(more)]} Das Wasser soll erst in einigen Tagen sinken, hieß es."
    )


def _passing(feed: int, end: float, chance: random.Random) -> Iterator[Post]:
    """What else a paper prints: nothing that the topic asks for."""
    at, number = chance.uniform(0, 48), 0
    while at < end:
        text = f"Stadtrat {feed} berät {number}\nDer Stadtrat berät über {feed + 3} Bänke im Park und den Weg zum Bad."
        yield Post(feed, f"rat-{feed}-{number}", at, text)
        at, number = at + chance.uniform(20, 90), number + 1


# ---------------------------------------------------------------- as documents


def feed_url(feed: int) -> str:
    """Three feeds lie on one host."""
    return f"https://blatt{feed // 3}.example/feed{feed}"


def page_url(post: Post) -> str:
    """The address of a post's page."""
    return f"https://blatt{post.feed // 3}.example/artikel/{post.slug}"


def rss(feed: int, shown: Sequence[Post]) -> bytes:
    """A feed as it stands."""
    items = "".join(
        f"<item><title>{escape(post.text.splitlines()[0])}</title><link>{page_url(post)}</link><guid>{post.slug}</guid>"
        f"<pubDate>{format_datetime(moment(post.at))}</pubDate></item>"
        for post in reversed(shown[-SHOWN:])
    )
    return f'<rss version="2.0"><channel><title>Blatt {feed}</title>{items}</channel></rss>'.encode()


def page(post: Post, state: int) -> bytes:
    """A post's page in its first or second state."""
    title, *paragraphs = (post.text if state == 1 else post.edited).splitlines()
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta property="article:published_time" content="{moment(post.at).isoformat()}"></head>'
        f"<body><main><article><h1>{escape(title)}</h1>{body}</article></main></body></html>"
    ).encode()


def moment(hours: float) -> datetime:
    """The time so many hours after the start."""
    return START + timedelta(hours=hours)
