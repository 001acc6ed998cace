"""From a page to what is stored of it: its text with zones, its relevance, its claims. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor import claims, relevance, stories
from monitor.claims.lexicon import Language
from monitor.feeds.urls import clean, same_site
from monitor.model import BERLIN, Article, Claim, Relevance, Topic
from storage.values import ClaimRecord, ZoneSpan

RULES = "1"  # the version of reading and extraction, stored with each text: older ones deserve a new reading


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is computed of a page before anything is written."""

    page: Article
    url: str  # the address by which the article is known
    text: str
    zones: tuple[ZoneSpan, ...]
    text_hash: str
    relevance: dict[str, Relevance]
    claims: tuple[tuple[Claim, str], ...]  # each with its zone; none where no topic is met
    signature: tuple[int, ...]


def prepare(page: Article, topics: Sequence[Topic], language: Language) -> Prepared:
    """Everything that the texts of ``page`` give; claims are only read where a topic is met."""
    text, zones = joined(page)
    found = {topic.key: relevance.judge(topic.relevance, page.title, text) for topic in topics}
    relevant = page.kind != "none" and any(judged.relevant for judged in found.values())
    return Prepared(
        page=page,
        url=identity(page),
        text=text,
        zones=zones,
        text_hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        relevance=found,
        claims=tuple(read_claims(text, zones, page.published, language)) if relevant else (),
        signature=stories.signature(page.text),
    )


def identity(page: Article) -> str:
    """The cleaned address: the canonical one if it is on the page's own site, else the final one."""
    final = clean(page.url)
    if page.canonical and same_site(page.canonical, final):
        return clean(page.canonical)
    return final


def joined(page: Article) -> tuple[str, tuple[ZoneSpan, ...]]:
    """Headline, newline, zones joined by newlines; and where each of them stands."""
    pieces = [("headline", page.title, None), *((z.kind, z.text, z.at) for z in page.zones if z.kind != "headline")]
    spans, at = [], 0
    for kind, piece, when in pieces:
        spans.append(ZoneSpan(kind, at, at + len(piece), when))
        at += len(piece) + 1
    return "\n".join(piece for _, piece, _ in pieces), tuple(spans)


def read_claims(
    text: str, zones: Sequence[ZoneSpan], published: datetime | None, language: Language
) -> Iterable[tuple[Claim, str]]:
    """The text's claims with the kind of zone each stands in.

    What a correction note takes back is marked, and an entry of a ticker speaks of its own day.
    """
    day = published.astimezone(BERLIN).date() if published else None
    for claim in claims.extract(text, day, language=language):
        zone = next((z for z in zones if z.start <= claim.start < z.end), zones[0])
        yield _placed(claim, zone, day), zone.kind


def _placed(claim: Claim, zone: ZoneSpan, day: date | None) -> Claim:
    if zone.kind == "correction":
        return replace(claim, marks=tuple({*claim.marks, "wrong"}))
    if zone.at and claim.as_of == day:
        return replace(claim, as_of=zone.at.astimezone(BERLIN).date())
    return claim


def first_seen(claim: Claim, earlier: Iterable[ClaimRecord], now: datetime) -> datetime:
    """When the article first said so: an earlier version's claim with the same figure, words and source, or now."""
    same = (record.first_seen_at for record in earlier if said(record.claim) == said(claim))
    return min(same, default=now)


def said(claim: Claim) -> tuple[object, ...]:
    """What must be equal for two versions' claims to be one."""
    return (
        claim.low,
        claim.high,
        claim.bound,
        claim.unit,
        claim.per,
        claim.event,
        claim.party,
        claim.attribution,
        claim.hedge,
    )
