"""Serves the invented papers over HTTP on loopback, each on a free port of its own.

with Newsstand() as stand:
    for at in stand.week.passes:
        stand.advance(at)       # prints what is due
        ...                     # look at stand.feeds()
"""

from __future__ import annotations

from datetime import UTC, datetime
from types import TracebackType
from typing import NamedTuple, Self

from monitor.demo import pages
from monitor.demo.pages import Print
from monitor.demo.server import Document, LoopbackServer
from monitor.demo.week import Paper, Piece, Week, load
from monitor.model import Trust

ROBOTS = "User-agent: *\nDisallow: /intern/\n"
_NEVER = datetime.fromtimestamp(0, UTC)


class FeedAddress(NamedTuple):
    """A feed to watch, with the fields of ``feeds.toml``."""

    name: str
    url: str
    publisher: str
    trust: Trust


class PaperSite:
    """One paper's site as it stands now. It is read and printed on in different threads: each state is one tuple."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self._prints: tuple[Print, ...] = ()
        self.server = LoopbackServer(self.document)
        self.home = self.server.home
        self.feed_url = f"{self.home}feed"

    def print(self, piece: Piece) -> None:
        """Put an article on the site, or a new text behind the address of an earlier one."""
        url = f"{self.home}artikel/{piece.slug}.html"
        earlier = next((item for item in self._prints if item.url == url), None)
        kept = tuple(item for item in self._prints if item is not earlier)
        self._prints = (*kept, Print(piece, url, earlier.published if earlier else piece.due))

    def document(self, path: str) -> Document | None:
        """What a path answers with; None where there is nothing."""
        prints = self._prints
        changed = max((item.piece.due for item in prints), default=_NEVER)
        if path == "/robots.txt":
            return Document("text/plain", ROBOTS.encode(), _NEVER)
        if path == "/":
            return Document("text/html", pages.front(self.paper, prints, self.feed_url).encode(), changed)
        if path == "/feed":
            text = pages.feed(self.paper, self.home, prints, changed)
            return Document(pages.TYPES[self.paper.format], text.encode(), changed)
        item = next((item for item in prints if item.url == self.home.rstrip("/") + path), None)
        return Document("text/html", pages.page(self.paper, item).encode(), item.piece.due) if item else None


class Newsstand:
    """All the papers of a week (the shipped one by default), open while the ``with`` block lasts."""

    def __init__(self, week: Week | None = None) -> None:
        self.week = week or load()
        self._waiting = list(self.week.pieces)
        self._sites: dict[str, PaperSite] = {}

    def __enter__(self) -> Self:
        self._sites = {key: PaperSite(paper) for key, paper in self.week.papers.items()}
        for site in self._sites.values():
            site.server.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for site in self._sites.values():
            site.server.close()

    def feeds(self) -> list[FeedAddress]:
        """The papers' feeds, to be written into ``feeds.toml``."""
        return [
            FeedAddress(site.paper.name, site.feed_url, site.paper.name, site.paper.trust)
            for site in self._sites.values()
        ]

    def advance(self, to: datetime) -> list[Piece]:
        """Print everything that is due until then (an aware time, inclusive); gives what was printed."""
        due = [piece for piece in self._waiting if piece.due <= to]
        self._waiting = [piece for piece in self._waiting if piece.due > to]
        for piece in due:
            self._sites[piece.paper].print(piece)
        return due
