"""Everything anew from the stored texts, after better rules or a changed topic: claims, then figures and changes.

No page is asked for, and nobody is told unless that is asked for. Claims are read again in batches, each one
transaction with the place it came to, so that a run that was cut off goes on where it stood; a claim that reads as
before keeps its row. Then the history is rebuilt, and what differs is written in one transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from monitor import relevance
from monitor.model import Claim
from monitor.pipeline import baseline
from monitor.pipeline.gather import Shelf
from monitor.pipeline.overrides import Overrides
from monitor.pipeline.rebuild import Draft, rebuild
from monitor.pipeline.restate import Difference, Telling, restate
from monitor.pipeline.texts import RULES, first_seen, read_claims, said
from monitor.pipeline.tools import Tools
from storage import articles, claims, meta, points
from storage.retention import CUT
from storage.values import ClaimRecord, Version

PLACE = "reprocess.after"  # how far a run came: the row id of the last version it read, and by which rules
BATCH = 50

Progress = Callable[[str, int, int], None]  # what is done, how many of how many


@dataclass(frozen=True, slots=True)
class Report:
    """What reprocessing found otherwise; ``resumed``: an earlier run had done the first part, and told it."""

    differences: tuple[Difference, ...]
    versions: int
    resumed: bool


def reprocess(tools: Tools, now: datetime, telling: Telling, progress: Progress) -> Report:
    """Read, rebuild and write. The caller holds the database's lock."""
    with tools.database.read() as conn:
        after, total = _place(conn, tools), articles.count_versions(conn)
    found, resumed, done = list[Difference](), after > 0, 0
    while True:
        with tools.database.write() as conn:
            last, differences = _batch(conn, tools, after, now)
        if last is None:
            break
        found, after, done = found + differences, last, done + BATCH
        progress("claims", min(done, total), total)
    with tools.database.read() as conn:
        draft = drafted(conn, tools, partial(progress, "figures"))
    with tools.database.write() as conn:
        found += restated(conn, tools, draft, now, telling)
        meta.remove(conn, PLACE)
    return Report(tuple(found), total, resumed)


def _place(conn: Connection, tools: Tools) -> int:
    """The version behind which to go on: 0, unless a run by the same rules and topics was cut off."""
    after, rules = meta.get(conn, PLACE, (0, ""))
    return int(after) if rules == _rules(tools) else 0


def _rules(tools: Tools) -> str:
    return hashlib.sha256(f"{RULES} {tools.settings.topics!r}".encode()).hexdigest()[:16]


def rehearse(tools: Tools, now: datetime, progress: Progress) -> Report:
    """What ``reprocess`` would find, with nothing of it kept: it is done in one transaction and undone."""
    with tools.database.write() as conn, conn.begin_nested() as kept:
        after, found, total = 0, list[Difference](), articles.count_versions(conn)
        while (step := _batch(conn, tools, after, now))[0] is not None:
            after, found = step[0], found + step[1]
        draft = drafted(conn, tools, partial(progress, "figures"))
        found += restated(conn, tools, draft, now, Telling())
        kept.rollback()
    return Report(tuple(found), total, resumed=False)


def drafted(conn: Connection, tools: Tools, progress: Callable[[int, int], None]) -> Draft:
    """The history of all metrics as the stored claims give it."""
    return rebuild(Shelf(conn, tools, Overrides.of(conn)), progress=progress)


def restated(conn: Connection, tools: Tools, draft: Draft, now: datetime, telling: Telling) -> list[Difference]:
    """Write the history of all metrics, those too that no topic declares any more; what differs."""
    metrics = baseline.declared(tools) | set(points.metrics(conn))
    found = restate(Shelf(conn, tools, Overrides.of(conn)), draft, metrics, now, telling)
    baseline.built(conn, tools)
    return found


# ---------------------------------------------------------------- claims


def _batch(conn: Connection, tools: Tools, after: int, now: datetime) -> tuple[int | None, list[Difference]]:
    """Read the next versions anew; the row id of the last, or None where none is left."""
    versions = articles.versions_after(conn, after, BATCH)
    if not versions:
        return None, []
    found = [difference for version in versions for difference in reread(conn, tools, version, now)]
    meta.put(conn, PLACE, (versions[-1].id, _rules(tools)))
    return versions[-1].id, found


def reread(conn: Connection, tools: Tools, version: Version, now: datetime) -> list[Difference]:
    """Judge and read one version's text with the rules of now, and write what it says otherwise; what that is.

    Of a text that was cut to its quotes nothing is read anew: what stood around them is gone.
    """
    if version.record.rules == CUT:
        return []
    on = _judge(conn, tools, version)
    record = version.record
    read = list(read_claims(record.text, record.zones, record.published, tools.language)) if on else []
    stored = claims.of_version(conn, version.article_id, version.number)
    before = claims.of_version(conn, version.article_id, version.number - 1)
    found: list[Difference] = []
    for topic in sorted({*on, *(row.topic for row in stored if row.topic)}):
        old = [row for row in stored if row.topic == topic]
        earlier = [row for row in before if row.topic == topic]
        new = [_record(claim, zone, version, topic, earlier) for claim, zone in (read if topic in on else ())]
        found += _reconcile(conn, version, topic, old, new, now)
    return found


def _judge(conn: Connection, tools: Tools, version: Version) -> list[str]:
    """The topics that the text is on, noted if it is its article's latest."""
    article = articles.find(conn, version.article_id)
    judged = {
        topic.key: relevance.judge(topic.relevance, version.record.title, version.record.text)
        for topic in tools.settings.topics
    }
    if article and article.version == version.number:
        for topic, verdict in judged.items():
            articles.set_relevance(conn, version.article_id, topic, verdict)
    is_article = article is not None and article.record.kind != "none"
    return [topic for topic, verdict in judged.items() if verdict.relevant and is_article]


def _record(claim: Claim, zone: str, version: Version, topic: str, earlier: Sequence[ClaimRecord]) -> ClaimRecord:
    seen = first_seen(claim, earlier, version.record.seen_at)
    return ClaimRecord(claim, version.article_id, version.number, zone, seen, topic=topic)


def _reconcile(
    conn: Connection, version: Version, topic: str, old: list[ClaimRecord], new: list[ClaimRecord], now: datetime
) -> Iterator[Difference]:
    """Give each claim that was read its row: its own, that of the same words, one that was retired, or a new one."""
    retired, fresh = claims.retired(conn, version.article_id, version.number, topic), list[ClaimRecord]()
    for record in new:
        if row := _taken(old, record):
            if _facts(row.claim) != _facts(record.claim):
                yield Difference("claim", "changed", row.id, row.metric, f"{_told(row)} → {_told(record)}")
            if row.claim != record.claim or row.zone != record.zone:
                claims.rewrite(conn, row.id or 0, record)
        elif row := _taken(retired, record):
            claims.rewrite(conn, row.id or 0, record)
            yield Difference("claim", "new", row.id, None, _told(record))
        else:
            fresh.append(record)
    for row in old:
        claims.retire(conn, row.id or 0, now)
        yield Difference("claim", "gone", row.id, row.metric, _told(row))
    for record, number in zip(fresh, claims.add(conn, fresh), strict=True):
        yield Difference("claim", "new", number, None, _told(record))


def _taken(rows: list[ClaimRecord], record: ClaimRecord) -> ClaimRecord | None:
    """The row of the claim at the same place, or of one that says the same, taken out of ``rows``."""
    claim = record.claim
    placed = (row for row in rows if (row.claim.start, row.claim.end) == (claim.start, claim.end))
    alike = (row for row in rows if said(row.claim) == said(claim) and row.claim.text == claim.text)
    row = next(placed, None) or next(alike, None)
    if row:
        rows.remove(row)
    return row


def _facts(claim: Claim) -> Claim:
    """The claim without what is no news: the name of the rule that read it, and the order of its marks."""
    return replace(claim, rule="", marks=tuple(sorted(claim.marks)))


def _told(row: ClaimRecord) -> str:
    claim = row.claim
    about = " ".join(word for word in (claim.event, claim.party) if word)
    number = claim.low if claim.low == claim.high else f"{claim.low}–{claim.high}"
    return f"»{claim.text}« = {number} {claim.unit or ''} ({about}) by {claim.attribution or 'no source'}"
