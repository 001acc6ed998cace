"""What goes into the database and comes out of it where ``monitor.model`` has no value for it.

All are frozen. Times are aware and in UTC, durations ``timedelta``; an ``id`` of None is a row not yet written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, Protocol

from monitor.model import Claim, DeliveryState, Severity, Trust

PollOutcome = Literal["new", "unchanged", "not_modified", "pushed", "error"]
ArticleKind = Literal["article", "ticker", "none"]
Sort = Literal["published", "seen", "as_of", "value", "id"]


# ---------------------------------------------------------------- feeds


class FeedSettings(Protocol):
    """What the settings say of a feed (``monitor.options.FeedConfig`` is one)."""

    @property
    def name(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def interval(self) -> timedelta | None: ...
    @property
    def trust(self) -> Trust: ...


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed with its settings and the state of its polling.

    The first block follows the settings (``feeds.sync`` writes it) and the last is counted by
    ``feeds.save_poll``; what lies between is decided by whoever polls, and written by ``save_poll`` as it is.
    """

    id: int
    url: str
    name: str
    publisher: str
    language: str
    trust: Trust
    interval_set: timedelta | None
    position: int
    active: bool
    added_at: datetime

    next_check_at: datetime
    interval: timedelta | None = None
    rate: float | None = None
    shown: int | None = None
    format: str | None = None
    title: str | None = None
    home: str | None = None
    hub: str | None = None
    ttl: timedelta | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    moved_to: str | None = None
    moved_times: int = 0
    failures: int = 0
    last_error: str | None = None
    last_status: int | None = None
    last_success_at: datetime | None = None

    first_poll_at: datetime | None = None
    last_poll_at: datetime | None = None
    last_new_at: datetime | None = None
    polls_total: int = 0
    entries_total: int = 0


@dataclass(frozen=True, slots=True)
class PollRecord:
    """One request for a feed, or one push of its hub. ``bytes`` came over the wire.

    ``entries`` counts the document's items, ``new`` those not known before.
    """

    at: datetime
    outcome: PollOutcome
    status: int | None = None
    elapsed_ms: int | None = None
    bytes: int | None = None
    entries: int = 0
    new: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a feed's hub was asked to push. ``token`` ends the callback's address, ``secret`` signs what is pushed.

    ``failures`` counts the requests since the hub last granted one; ``last_gap_at`` is the last poll that found what no
    push had told.
    """

    feed_id: int
    hub: str
    topic: str
    token: str
    secret: str
    state: Literal["asked", "active", "denied", "failed"]
    next_at: datetime
    failures: int = 0
    leased_until: datetime | None = None
    last_push_at: datetime | None = None
    last_gap_at: datetime | None = None
    pushes: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Farewell:
    """A subscription that its hub is asked to end; ``failures`` counts the requests that it did not ask back after."""

    token: str
    hub: str
    topic: str
    next_at: datetime
    failures: int = 0


# ---------------------------------------------------------------- entries


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """An entry whose article is to be read; ``article_id`` is set if that was read before."""

    id: int
    feed_id: int
    key: str
    url: str
    title: str
    published: datetime | None
    updated: datetime | None
    article_id: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Added:
    """What a feed brought: entries not known before, and known ones that changed. Both are pending now."""

    new: tuple[PendingEntry, ...] = ()
    changed: tuple[PendingEntry, ...] = ()


# ---------------------------------------------------------------- articles


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What is known of a page. ``url`` is its cleaned final address and tells it from all others."""

    url: str
    publisher: str
    title: str
    kind: ArticleKind = "article"
    feed_id: int | None = None
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    canonical: str | None = None
    syndicated_from: str | None = None
    paywalled: bool = False
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it lies in the database; ``version`` is its latest version's number, 0 before the first."""

    id: int
    record: ArticleRecord
    first_seen_at: datetime
    last_seen_at: datetime
    version: int
    etag: str | None
    last_modified: str | None
    next_recheck_at: datetime | None
    rechecks_done: int
    story_id: int | None


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """A zone's place in its version's text: code points, end exclusive; ``at`` is a ticker entry's own time."""

    kind: str
    start: int
    end: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A state of an article's text: headline, newline, zones joined by newlines.

    ``text_hash`` is the SHA-256 of the text in hexadecimal, ``rules`` the version of the extraction.
    """

    title: str
    text: str
    text_hash: str
    zones: tuple[ZoneSpan, ...]
    seen_at: datetime
    rules: str
    published: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it lies in the database; an article's versions are numbered from 1."""

    id: int
    article_id: int
    number: int
    record: VersionRecord
    compared_at: datetime | None


# ---------------------------------------------------------------- stories, claims


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that shares a band with another one, and may carry the same copy."""

    article_id: int
    story_id: int
    signature: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The same copy in several papers. ``origin`` is the agency, else the first publisher."""

    id: int
    first_article_id: int
    agency: str | None
    origin: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim of an article's version, with the metric that it met and the claimant's one name, if any.

    ``first_seen_at`` is the time at which the article first said so: of a claim that stands unchanged in the next
    version it is the earlier version's.
    """

    claim: Claim
    article_id: int
    version: int
    zone: str
    first_seen_at: datetime
    topic: str | None = None
    metric: str | None = None
    claimant: str | None = None
    implausible: bool = False
    reason: str | None = None
    id: int | None = None


# ---------------------------------------------------------------- alerts


@dataclass(frozen=True, slots=True)
class AlertRecord:
    """What is to be told; ``hold_until`` delays it.

    ``change_id`` is None for a summary, a health alert and a retraction, which takes back the alert ``retracts_id``.
    """

    title: str
    body: str
    severity: Severity = "notice"
    change_id: int | None = None
    topic: str | None = None
    hold_until: datetime | None = None
    kind: Literal["change", "summary", "health", "retraction"] = "change"
    retracts_id: int | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where an alert goes, and what it goes with: alerts of one channel, group and time are one message.

    ``group`` is for example ``article:17`` or ``digest:ukraine``. ``due_at`` None is the alert's
    ``hold_until``, and without that at once.
    """

    channel: str
    group: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A message to send now. ``key`` stays the same however often it is tried.

    ``alerts`` have the fields of ``queries.alerts``, in the order in which they arose; ``sealed_at`` is the time of the
    first attempt, None before it.
    """

    key: str
    channel: str
    group: str
    due_at: datetime
    attempts: int
    state: DeliveryState
    alerts: tuple[dict[str, Any], ...]
    sealed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HealthAlert:
    """Trouble with a feed or the system; it is open until ``closed_at``. ``times`` counts how often it was seen."""

    id: int
    kind: str
    subject: str
    message: str
    times: int
    opened_at: datetime
    last_at: datetime
    closed_at: datetime | None


# ---------------------------------------------------------------- verdicts


@dataclass(frozen=True, slots=True)
class HumanVerdict:
    """What a person decided, who and why; it holds until it is undone, also when texts are read anew.

    ``wrong``: the claim ``claim_id`` is none, and so is the same figure in other copies and versions of its text.
    ``merge``: ``claimant`` is ``into``. ``mute``: of ``metric`` (of its incident at ``place`` on ``day``, where these
    are given) nothing is told before ``until``. ``metrics`` are those whose history it touches; ``applied_at`` is None
    while that is to be rebuilt.
    """

    kind: Literal["wrong", "merge", "mute"]
    author: str
    reason: str
    at: datetime
    claim_id: int | None = None
    claimant: str | None = None
    into: str | None = None
    metric: str | None = None
    place: str | None = None
    day: date | None = None
    until: datetime | None = None
    metrics: tuple[str, ...] = ()
    undone_at: datetime | None = None
    undone_by: str | None = None
    applied_at: datetime | None = None
    id: int | None = None


# ---------------------------------------------------------------- queries


@dataclass(frozen=True, slots=True)
class Filter:
    """What a query looks for; fields that are None, False or empty let everything through.

    ``since`` is the first moment of ``time_field`` that counts, ``until`` the first that no longer does (the ``as_of``
    of a claim is compared by their days in Berlin). ``as_of`` shows what was first seen by the end of that day there.
    ``text`` is words and "phrases", all of which headline and quote must hold (``storage.queries.search``);
    ``claimant`` and ``publisher`` compare without case, the others exactly. ``least`` and ``most`` bound the stated
    number, of a range both its ends. ``hedged`` True wants plans, demands, suppositions and denials alone, False none.
    ``delivery`` is a state that one of an alert's deliveries has.

    ``sort`` orders the result, by default by ``time_field``; ``newest_first`` (for values: largest first) also decides
    which rows ``limit`` keeps. ``after`` goes on behind the row with that id, in the same order. With ``text`` and
    ``limit`` but no ``sort`` the order is that of the ids, which needs no look at more rows than are given.
    """

    topic: str | None = None
    metric: str | None = None
    claimant: str | None = None
    party: str | None = None
    event: str | None = None
    publisher: str | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    time_field: Literal["published", "seen", "as_of"] = "published"
    as_of: date | None = None
    text: str | None = None
    unmatched: bool = False
    hedged: bool | None = None
    unit: str | None = None
    least: float | None = None
    most: float | None = None
    story: int | None = None
    delivery: DeliveryState | None = None
    sort: Sort | None = None
    after: int | None = None
    limit: int | None = None
    newest_first: bool = False
