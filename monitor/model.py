"""The values that flow through the monitor, from a feed's bytes to an alert's text.

Everything here is frozen and knows nothing of network, database or settings files. Times are aware
``datetime`` objects in UTC unless a field says otherwise; dates are days in Europe/Berlin; numbers are
``int`` where whole, else ``float`` (they are computed as decimals and converted at the end).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")

Number = int | float
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "range", "vague"]
Hedge = Literal["planned", "demanded", "supposed", "denied"]
Trust = Literal["high", "normal", "low"]
MetricKind = Literal["total", "rate", "strength", "incident", "package"]
ChangeKind = Literal["first", "raised", "lowered", "narrowed", "contradicted", "corrected", "withdrawn", "confirmed"]
Severity = Literal["info", "notice", "urgent"]
DeliveryState = Literal["pending", "sent", "failed", "dead"]

# Why a claim is stored but can never move a metric's history (timeline rulings 6 and 7).
Mark = Literal[
    "increment",  # "drei weitere Leichen": adds to a figure that is not given
    "old",  # the old value of a change: "von 200 auf 300", "zuvor 200"
    "part",  # a part of a figure: "davon 300", "darunter elf Kinder", a sector, a single fight
    "history",  # another war, or more than a year back
    "wrong",  # what a correction note takes back
]


# ---------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantity as one source gives it, with what the text says of it.

    ``start`` and ``end`` count Unicode code points of the text it was read from, end exclusive, and
    ``text`` is that part; ``quote`` is the whole sentence, an exact part of the text too. An open side of
    the quantity is None. ``as_of`` is the day for which the figure holds, ``period`` its time window as an
    ISO 8601 duration or interval. ``marks`` say why it may not move a history; ``rule`` names the reading.
    """

    start: int
    end: int
    text: str
    low: Number | None
    high: Number | None
    bound: Bound
    unit: str | None
    per: str | None
    counted: str | None
    event: str | None
    party: str | None
    attribution: str | None
    quote: str
    place: str | None = None
    as_of: date | None = None
    period: str | None = None
    hedge: Hedge | None = None
    marks: tuple[Mark, ...] = ()
    rule: str = ""
    converted: tuple[Number, str] | None = None  # what stands in parentheses behind an amount: (5_300_000_000, "EUR")


# ---------------------------------------------------------------- articles


@dataclass(frozen=True, slots=True)
class Zone:
    """A labelled piece of a page, in reading order; ``at`` is a ticker entry's own time."""

    kind: Literal[
        "headline",
        "lead",
        "subheading",
        "paragraph",
        "list",
        "table",
        "infobox",
        "caption",
        "quote",
        "correction",
        "ticker",
    ]
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says: the outcome of ``monitor.articles.read``.

    ``text`` is the body (lead, subheadings, paragraphs, lists, tables, boxes) joined by newlines, without headline and
    captions; ``zones`` holds everything kept, captions and correction notes included. ``titles`` are the
    headline's variants, ``title`` first. ``further_pages`` are the addresses of its next pages, in order,
    ``whole_page`` that of all in one. ``kind`` is "none" for an index, video, gallery or login page.
    """

    url: str
    title: str
    text: str
    titles: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    agency: str | None = None
    canonical: str | None = None
    syndicated_from: str | None = None
    language: str | None = None
    kind: Literal["article", "ticker", "none"] = "article"
    paywalled: bool = False
    truncated: bool = False
    notes: tuple[str, ...] = ()
    further_pages: tuple[str, ...] = ()
    whole_page: str | None = None


@dataclass(frozen=True, slots=True)
class Harvest:
    """How many pages of a publisher were read, and how many of them gave a body, a date of their own, a figure."""

    pages: int = 0
    bodies: int = 0
    dates: int = 0
    figures: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a feed. ``key`` tells it from the feed's other items (guid, or link where guids repeat)."""

    key: str
    url: str
    title: str
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A parsed feed: its entries in the feed's order and what it says of its own rhythm."""

    format: Literal["rss", "atom", "rdf", "json", "sitemap", "index", "listing"]
    title: str = ""
    home: str | None = None
    entries: tuple[Entry, ...] = ()
    ttl: timedelta | None = None  # RSS ttl, sy:updatePeriod / sy:updateFrequency
    hub: str | None = None  # WebSub
    topic: str | None = None  # the address under which the hub knows it
    children: tuple[str, ...] = ()  # the sitemaps of an index, the newest first
    notes: tuple[str, ...] = ()  # what had to be mended


# ---------------------------------------------------------------- topics


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """Which changes of a metric are let out. Steps are shares (0.03 is 3 %) of the old figure, or absolute."""

    on: tuple[ChangeKind, ...] = ("first", "raised", "lowered", "narrowed", "contradicted", "corrected", "withdrawn")
    min_change: Number = 0
    min_change_relative: bool = True
    above: Number | None = None
    below: Number | None = None
    cooldown: timedelta | None = None
    digest: bool = False
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that is followed over time, as the topic declares it."""

    key: str
    title: str
    kind: MetricKind
    event: str | None = None
    party: str | None = None
    unit: str | None = None
    per: str | None = None
    counted: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    plausible: tuple[Number, Number] | None = None
    alert: AlertPolicy = field(default_factory=AlertPolicy)


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody who states figures: one name for all the ways in which the press names them."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    trust: Trust = "normal"


@dataclass(frozen=True, slots=True)
class Terms:
    """A topic's words; ``*`` stands for any letters, case is ignored."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What one file of ``config/topics`` declares; ``key`` is the file's name without its ending."""

    key: str
    title: str
    language: str = "de"
    relevance: Terms = field(default_factory=Terms)
    metrics: tuple[Metric, ...] = ()
    claimants: tuple[Claimant, ...] = ()


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether a text is on a topic: the terms that fired, with their number of hits as score."""

    relevant: bool
    score: int = 0
    terms: tuple[str, ...] = ()


# ---------------------------------------------------------------- figures and changes


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim that met a metric: a candidate for the metric's history.

    ``scope`` is None for kinds followed per claimant, the incident's key (``place|YYYY-MM-DD``) or the
    pledge's key otherwise. ``origin`` names the copy it came from (the story), so that ten papers with
    one agency report are one voice. ``position`` orders statements of one article.
    """

    topic: str
    metric: str
    claimant: str | None
    low: Number | None
    high: Number | None
    bound: Bound
    unit: str | None
    per: str | None
    as_of: date
    published_at: datetime
    claim_id: int
    article_id: int
    version: int
    origin: int
    publisher: str
    trust: Trust
    text: str
    quote: str
    url: str
    zone: str = "paragraph"
    position: int = 0
    feed_order: int = 0
    scope: str | None = None
    place: str | None = None
    day: date | None = None
    converted: tuple[Number, str] | None = None  # "5,6 Milliarden Dollar (5,3 Milliarden Euro)": the latter
    background: bool = False  # told as something earlier: "hatte am Freitag … genannt", "zuvor"
    day_given: bool = True  # the text names the incident's day; else it was taken to be the publication's
    guessed: bool = False  # what is said of the number is taken from the sentences before, not from its own words
    inherited: bool = False  # its sentence does not name the claimant: that was read from the sentences before
    follows_up: bool = False  # the text speaks of an incident that the reader knows: "stieg auf", "nach dem Angriff"


@dataclass(frozen=True, slots=True)
class Point:
    """A statement as the history holds it.

    ``change`` is the kind of change it was, or None for a repeat or confirmation-less restatement; points
    with a change (``confirmed`` included for its own claimant) are the baseline. ``state`` is ``waiting`` for
    what only outlets of low trust carry, ``withdrawn`` for what its article took back.
    """

    statement: Statement
    change: ChangeKind | None
    state: Literal["held", "waiting", "withdrawn"] = "held"
    seen_at: datetime | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a new figure means against the history. ``first`` has no old, ``withdrawn`` no new."""

    kind: ChangeKind
    topic: str
    metric: str
    claimant: str | None
    old: Statement | None
    new: Statement | None
    at: datetime
    scope: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the policy says of a change: send it, hold it until ``until``, or drop it, and why."""

    action: Literal["send", "hold", "drop"]
    reason: str
    until: datetime | None = None
