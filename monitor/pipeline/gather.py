"""Step 7, first half: what the versions that wait say of the topics' metrics, in the order in which it is compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from monitor import changes, figures
from monitor.figures import Matched, Source, Stated
from monitor.model import Metric, Statement, Topic
from monitor.pipeline.overrides import Overrides
from monitor.pipeline.tools import Tools
from storage import articles, claims, feeds
from storage.values import ClaimRecord, FeedState, StoredArticle, Version, VersionRecord


@dataclass(frozen=True, slots=True)
class Reading:
    """One version of an article as the topic reads it; ``before`` is its last version, if it had one."""

    topic: Topic
    article: StoredArticle
    version: Version
    matched: tuple[Matched, ...]
    before: Reading | None = None

    def of(self, metric: Metric) -> list[Statement]:
        """The version's statements on a metric."""
        return [m.statement for m in self.matched if m.statement and m.metric == metric.key]

    @property
    def openly_updated(self) -> bool:
        """Whether the page itself says that it is newer: a later time of modification, or a new entry of a ticker."""
        if self.before is None:
            return False
        new, old = self.version.record, self.before.version.record
        return _later(new.modified, old.modified or old.published) or _later(_newest_entry(new), _newest_entry(old))


def _later(new: datetime | None, old: datetime | None) -> bool:
    return new is not None and (old is None or new > old)


def _newest_entry(version: VersionRecord) -> datetime | None:
    return max((zone.at for zone in version.zones if zone.at), default=None)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is decided together: one statement of a new article, or all that an edited article says of a metric."""

    reading: Reading
    metric: Metric
    statements: tuple[Statement, ...]
    old: tuple[Statement, ...] = field(default=())

    @property
    def edited(self) -> bool:
        """Whether an earlier version of the article stands behind it."""
        return self.reading.before is not None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The stored claims that are compared, and what people decided of them. A trial of another topic has its own."""

    conn: Connection
    tools: Tools
    overrides: Overrides

    def topics(self, version: Version) -> set[str | None]:
        """The topics that the version's claims were read for, and its article's, which may have lost its claims."""
        judged = articles.relevance(self.conn, version.article_id)
        rows = claims.of_version(self.conn, version.article_id, version.number)
        return {row.topic for row in rows} | {topic for topic, verdict in judged.items() if verdict.relevant}

    def claims(self, version: Version, topic: str) -> list[ClaimRecord]:
        """The version's claims on a topic, in the order of the text."""
        rows = claims.of_version(self.conn, version.article_id, version.number)
        return [row for row in rows if row.topic == topic]


def readings(shelf: Shelf, versions: Sequence[Version]) -> Iterator[Reading]:
    """Each version once for each topic that it is on."""
    conn = shelf.conn
    sources = {feed.id: feed for feed in feeds.listing(conn)}
    for version in versions:
        article, before = articles.find(conn, version.article_id), _before(conn, version)
        on = shelf.topics(version)
        for topic in shelf.tools.settings.topics:
            if article and topic.key in on:
                feed = sources.get(article.record.feed_id or 0)
                yield _reading(shelf, topic, article, version, feed, before)


def _before(conn: Connection, version: Version) -> Version | None:
    return articles.version(conn, version.article_id, version.number - 1) if version.number > 1 else None


def _reading(
    shelf: Shelf,
    topic: Topic,
    article: StoredArticle,
    version: Version,
    feed: FeedState | None,
    before: Version | None,
) -> Reading:
    earlier = _reading(shelf, topic, article, before, feed, None) if before else None
    updated = before is not None and _later(version.record.modified, before.record.modified or before.record.published)
    source = _source(article, version, feed, openly=updated)
    matched = _matched(shelf, [_stated(row, version) for row in shelf.claims(version, topic.key)], source, topic)
    return Reading(topic, article, version, tuple(matched), earlier)


def _matched(shelf: Shelf, found: Sequence[Stated], source: Source, topic: Topic) -> list[Matched]:
    """What the claims meet; those that people called wrong meet nothing, and stand beside no other."""
    wrong = {stated.claim_id: shelf.overrides.wrong(source.origin, stated.claim) for stated in found}
    refused = [Matched(stated, None, None, reason) for stated in found if (reason := wrong[stated.claim_id])]
    resolver = shelf.tools.resolvers[topic.key].merging(shelf.overrides.merges)
    return figures.state([one for one in found if not wrong[one.claim_id]], source, topic, resolver) + refused


def _source(article: StoredArticle, version: Version, feed: FeedState | None, *, openly: bool) -> Source:
    record = version.record
    published = (record.modified if openly else None) or record.published or article.first_seen_at
    return Source(
        article_id=article.id,
        version=version.number,
        url=article.record.url,
        publisher=article.record.publisher,
        trust=feed.trust if feed else "normal",
        published_at=published,
        origin=article.story_id or -article.id,
        title=record.title,
        lead=next((record.text[zone.start : zone.end] for zone in record.zones if zone.kind == "lead"), ""),
        feed_order=feed.position if feed else 0,
        agency=article.record.agency,
        text=record.text,
    )


def _stated(row: ClaimRecord, version: Version) -> Stated:
    zone = next((z for z in version.record.zones if z.start <= row.claim.start < z.end), None)
    return Stated(row.claim, row.id or 0, row.zone, zone.at if zone else None)


def units(found: Sequence[Reading]) -> list[Unit]:
    """All that is to be decided, in the order of as-of date, publication, feed and text over the whole pass."""
    loose = [unit for reading in found for unit in _units(reading)]
    first = [changes.order([*unit.statements, *unit.old])[0] for unit in loose]
    ranks = {id(statement): rank for rank, statement in enumerate(changes.order(first))}
    return [unit for _, unit in sorted(zip(first, loose, strict=True), key=lambda pair: ranks[id(pair[0])])]


def _units(reading: Reading) -> Iterator[Unit]:
    for metric in reading.topic.metrics:
        new = reading.of(metric)
        old = reading.before.of(metric) if reading.before else []
        if reading.before and (new or old):
            yield Unit(reading, metric, tuple(new), tuple(old))
        elif not reading.before:
            yield from (Unit(reading, metric, (statement,)) for statement in new)
