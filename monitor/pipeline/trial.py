"""A new or changed topic tried on what is stored: what it would have matched, changed and sent. Nothing is written.

A text is taken with the claims that are stored of it, whichever topic they were read for; where none are, because it
was on no topic, it is read now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from monitor import alerts as policy
from monitor import relevance
from monitor.changes import agree
from monitor.model import Change, Metric, Topic, Verdict
from monitor.names import Resolver
from monitor.pipeline.gather import Shelf
from monitor.pipeline.overrides import Overrides
from monitor.pipeline.rebuild import Draft, Progress, rebuild, silent
from monitor.pipeline.texts import read_claims
from monitor.pipeline.tools import Tools
from storage import articles, claims
from storage.values import ClaimRecord, Version


@dataclass(frozen=True, slots=True)
class Trial:
    """What a topic would have made: ``matched`` claims of ``claims`` met a metric; ``changes`` with their verdicts."""

    claims: int
    matched: int
    changes: tuple[tuple[Change, Verdict], ...]

    @property
    def sent(self) -> int:
        """How many changes would have become alerts."""
        return sum(verdict.action != "drop" for _, verdict in self.changes)


@dataclass(frozen=True, slots=True)
class _Trying(Shelf):
    """The stored texts as the tried topic reads them."""

    topic: Topic

    def topics(self, version: Version) -> set[str | None]:
        article = articles.find(self.conn, version.article_id)
        judged = relevance.judge(self.topic.relevance, version.record.title, version.record.text)
        on = article is not None and article.record.kind != "none" and judged.relevant
        return {self.topic.key} if on else set()

    def claims(self, version: Version, topic: str) -> list[ClaimRecord]:
        rows = claims.of_version(self.conn, version.article_id, version.number) or list(self._read(version))
        first = {(row.claim.start, row.claim.end, row.claim.low, row.claim.high): row for row in reversed(rows)}
        return sorted(first.values(), key=lambda row: row.claim.start)

    def _read(self, version: Version) -> Iterator[ClaimRecord]:
        """The claims of a text that is stored without any; their ids, below zero, are of this trial alone."""
        record = version.record
        found = read_claims(record.text, record.zones, record.published, self.tools.language)
        for number, (claim, zone) in enumerate(found):
            made = -(version.id * 10_000 + number + 1)
            yield ClaimRecord(claim, version.article_id, version.number, zone, record.seen_at, id=made)


def trial(conn: Connection, tools: Tools, topic: Topic, progress: Progress = silent) -> Trial:
    """Play all passes so far for ``topic`` alone, on one state of the database."""
    alone = replace(
        tools, settings=replace(tools.settings, topics=(topic,)), resolvers={topic.key: Resolver(topic.claimants)}
    )
    draft = rebuild(_Trying(conn, alone, Overrides.of(conn), topic), progress=progress, claimless=True)
    matched = sum(match.metric is not None for match in draft.matches.values())
    return Trial(len(draft.matches), matched, tuple(_judged(draft)))


def _judged(draft: Draft) -> Iterator[tuple[Change, Verdict]]:
    """Each change with what the policy would have said, in the order in which they came."""
    told: dict[str, list[policy.Told]] = {}
    for change, metric, at in draft.changes.values():
        past = told.setdefault(metric.key, [])
        verdict = policy.judge(change, metric, past, at, origins=_origins(draft, change, metric))
        if verdict.action != "drop":
            past.append(policy.Told(change.claimant, change.scope, verdict.until or at))
        yield change, verdict


def _origins(draft: Draft, change: Change, metric: Metric) -> int:
    """How many origins gave the new figure, by now."""
    new = change.new
    if new is None:
        return 1
    known = (point.statement for point in draft.past[change.topic, metric.key].points if point.state != "withdrawn")
    others = (one for one in known if one.origin != new.origin and one.scope == new.scope and agree(one, new))
    return 1 + len({one.origin for one in others})
