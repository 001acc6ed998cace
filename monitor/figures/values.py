"""What goes into the matching of claims to metrics, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from monitor.model import BERLIN, Claim, Statement, Trust

HEADINGS = frozenset({"headline", "lead", "subheading"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A stored claim with the kind of zone in which it stands; ``at`` is its ticker entry's own time."""

    claim: Claim
    claim_id: int
    zone: str = "paragraph"
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One version of a relevant article.

    ``published_at`` is the version's time: of publication, or of the open update that made it. ``origin`` is the story.
    ``text`` is what the claims' offsets count in; without it only a claim's own sentence, headline and lead are read.
    """

    article_id: int
    version: int
    url: str
    publisher: str
    trust: Trust
    published_at: datetime
    origin: int
    title: str
    lead: str = ""
    feed_order: int = 0
    agency: str | None = None
    text: str = ""

    @property
    def day(self) -> date:
        """The day of publication in Berlin."""
        return self.published_at.astimezone(BERLIN).date()


@dataclass(frozen=True, slots=True)
class Matched:
    """A claim and the metric that it met, with the statement that it makes; or, with neither, the reason why not.

    ``implausible``: the claim fits the metric, but its magnitude is absurd; it is kept and moves nothing.
    """

    stated: Stated
    metric: str | None
    statement: Statement | None
    reason: str
    implausible: bool = False
