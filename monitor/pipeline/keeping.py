"""What a page that was read, or could not be, leaves in the database: article, version, story, claims, next reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loguru import logger
from sqlalchemy import Connection

from monitor import schedule
from monitor.errors import FetchError, MonitorError, ReadError
from monitor.feeds.urls import clean, host_of, site_of
from monitor.fetch import Response
from monitor.model import Article
from monitor.pipeline import copies, drift
from monitor.pipeline.agenda import Target
from monitor.pipeline.texts import RULES, Prepared, first_seen
from monitor.pipeline.tools import Tools
from storage import articles, claims, deletions, entries, health, points
from storage.values import ArticleRecord, ClaimRecord, FeedState, PendingEntry, StoredArticle, VersionRecord

# Waits before a failed page is tried again; then it is given up until its feed changes the entry. A page that is gone
# or forbidden gets the first two tries only.
WAITS = (*(timedelta(minutes=m) for m in (5, 30)), *(timedelta(hours=h) for h in (2, 6, 12, 24, 24)))
WAITS_IF_HARD = 2
RECHECK_AGAIN = timedelta(hours=2)  # after a recheck that failed for a reason that may pass


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a page was stored: its article, and its version if the text is new."""

    article: int | None = None
    version: int | None = None


def keep(
    conn: Connection,
    tools: Tools,
    target: Target,
    shown: Article,
    prepared: Prepared,
    response: Response,
    now: datetime,
) -> Kept:
    """Store the page; one that is new (no recheck) counts for what its publisher's pages give.

    What another process may wait for comes last, so that it waits for the commit alone: the stories of its copies.
    """
    kept = store(conn, tools, target, prepared, response, now)
    if target.entries:
        drift.note(conn, target.feed.publisher, site_of(target.url), shown, now)
    if kept.article is not None and kept.version is not None:
        copies.join(conn, kept.article, prepared, now)
    return kept


def store(
    conn: Connection, tools: Tools, target: Target, prepared: Prepared, response: Response, now: datetime
) -> Kept:
    """Write article, version and claims in the caller's transaction, which joins the story.

    A known article keeps the address by which it is known, wherever it has moved to. A page that shows less than it did
    (a wall, a consent page, the teaser before a paywall) is no new version: nothing was taken back.
    """
    if target.article and shows_less(conn, target.article, prepared):
        put_off(conn, tools, target, ReadError(f"{target.url} shows less than it did"), now)
        return Kept(target.article.id)
    if any(deletions.is_deleted(conn, url) for url in {prepared.url, clean(prepared.page.url)}):
        pass_over(conn, target, now)
        return Kept()
    url = target.article.record.url if target.article else prepared.url
    record = replace(record_of(target.feed, prepared), url=url)
    addresses = {target.url, prepared.url, clean(prepared.page.url)}
    article_id, number = write(conn, record, prepared, addresses, now)
    _finish(conn, tools, target, article_id, response, now)
    return Kept(article_id, number)


def write(
    conn: Connection,
    record: ArticleRecord,
    prepared: Prepared,
    addresses: Collection[str],
    now: datetime,
    compared_at: datetime | None = None,
) -> tuple[int, int | None]:
    """Write an article as it stood at ``now``: its id, and its version's number if the text is new.

    ``addresses`` led to it; with ``compared_at`` its claims don't wait to be compared. The caller joins its story.
    """
    article_id = articles.save(conn, record, now)
    for other in set(addresses) - {record.url}:
        articles.add_alias(conn, other, article_id)
    number = articles.add_version(conn, article_id, _version(prepared, now), compared_at)
    if number is not None:
        for topic, judged in prepared.relevance.items():
            articles.set_relevance(conn, article_id, topic, judged)
        claims.write(conn, list(_claims(conn, prepared, article_id, number, now)))
    return article_id, number


def pass_over(conn: Connection, target: Target, now: datetime) -> None:
    """Nothing is read behind entries whose article was deleted."""
    for entry in target.entries:
        entries.done(conn, entry.id, None, now)


def shows_less(conn: Connection, known: StoredArticle, prepared: Prepared) -> bool:
    """Whether an article that was read whole now gives no article, or only its beginning."""
    page, record = prepared.page, known.record
    if known.version == 0 or record.kind == "none":
        return False
    shut = (page.truncated and not record.truncated) or (page.paywalled and not record.paywalled)
    last = articles.latest_version(conn, known.id)
    return page.kind == "none" or bool(shut and last and len(prepared.text) < len(last.record.text))


def record_of(feed: FeedState | None, prepared: Prepared) -> ArticleRecord:
    """What is known of a page that a feed led to; of one that none did, its site stands for the publisher."""
    page = prepared.page
    return ArticleRecord(
        url=prepared.url,
        publisher=page.publisher or (feed.publisher if feed else site_of(prepared.url)),
        title=page.title,
        kind=page.kind,
        feed_id=feed.id if feed else None,
        published=page.published,
        modified=page.modified,
        language=page.language or (feed.language if feed else None),
        authors=page.authors,
        agency=page.agency,
        canonical=page.canonical,
        syndicated_from=page.syndicated_from,
        paywalled=page.paywalled,
        truncated=page.truncated,
    )


def _version(prepared: Prepared, now: datetime) -> VersionRecord:
    page = prepared.page
    return VersionRecord(
        page.title,
        prepared.text,
        prepared.text_hash,
        prepared.zones,
        now,
        RULES,
        published=page.published,
        modified=page.modified,
    )


def _claims(conn: Connection, prepared: Prepared, article_id: int, number: int, now: datetime) -> Iterable[ClaimRecord]:
    """One row a claim and topic; a claim that stood in the version before keeps the time of its first sight."""
    earlier = claims.of_version(conn, article_id, number - 1) if number > 1 else []
    for topic in (key for key, judged in prepared.relevance.items() if judged.relevant):
        for claim, zone in prepared.claims:
            seen = first_seen(claim, (row for row in earlier if row.topic == topic), now)
            yield ClaimRecord(claim, article_id, number, zone, seen, topic=topic)


def unchanged(conn: Connection, tools: Tools, target: Target, response: Response | None, now: datetime) -> None:
    assert target.article is not None  # only what is known can be unchanged
    _finish(conn, tools, target, target.article.id, response, now)


def _finish(
    conn: Connection, tools: Tools, target: Target, article_id: int, response: Response | None, now: datetime
) -> None:
    """Note that the page was read: its entries are done, and its next recheck is set."""
    for entry in target.entries:
        entries.done(conn, entry.id, article_id, now)
    health.close(conn, "wall", host_of(target.url), now)
    stored = articles.find(conn, article_id)
    if stored is None or response is None:
        return
    ages: Sequence[timedelta] = tools.settings.schedule.recheck
    if points.any_of(conn, article_id):
        ages = schedule.ages_of_watched(ages)
    articles.set_recheck(
        conn,
        article_id,
        schedule.next_recheck(stored.first_seen_at, ages, now),
        stored.rechecks_done + (not target.entries),
        etag=response.etag or (stored.etag if response.not_modified else None),
        last_modified=response.last_modified or (stored.last_modified if response.not_modified else None),
        now=now,
    )


def put_off(conn: Connection, tools: Tools, target: Target, error: MonitorError, now: datetime) -> None:
    """Note the failure; entries are tried again for some days, a recheck before its next age if it may help."""
    logger.warning("page failed", url=target.url, **target.ids, error=str(error))
    if isinstance(error, FetchError) and error.wall:
        health.add(conn, "wall", host_of(target.url), str(error), now)
    for entry in target.entries:
        entries.failed(conn, entry.id, str(error), _retry(entry, error, now), now)
    if target.article and not target.entries:
        stored, ages = target.article, tools.settings.schedule.recheck
        following = _recheck(stored, ages, error, now)
        articles.set_recheck(
            conn,
            stored.id,
            following,
            stored.rechecks_done,
            etag=stored.etag,
            last_modified=stored.last_modified,
            now=stored.last_seen_at,
        )


def _retry(entry: PendingEntry, error: MonitorError, now: datetime) -> datetime | None:
    """When to try an entry's page again, or None to give it up."""
    waits = WAITS[:WAITS_IF_HARD] if _is_hard(error) else WAITS
    if entry.attempts >= len(waits):
        return None
    asked = error.retry_after if isinstance(error, FetchError) else None
    return now + max(waits[entry.attempts], timedelta(seconds=asked or 0))


def _recheck(stored: StoredArticle, ages: Sequence[timedelta], error: MonitorError, now: datetime) -> datetime | None:
    """When to read an article again after a failed recheck: a day beyond its last age it is let go."""
    following = schedule.next_recheck(stored.first_seen_at, ages, now)
    soon = now + RECHECK_AGAIN
    if _is_hard(error) or (following and following <= soon):
        return following
    return soon if ages and now < stored.first_seen_at + max(ages) + timedelta(days=1) else following


def _is_hard(error: MonitorError) -> bool:
    return isinstance(error, FetchError) and error.lasting == "hard"
