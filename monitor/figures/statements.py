"""A claim that met a metric, as a statement: claimant, scope, as-of day, order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from monitor import names
from monitor.figures import days, entries
from monitor.figures.background import follows_up, is_background
from monitor.figures.passages import Passage
from monitor.figures.places import country_of, place_of
from monitor.model import Claim, Metric, Statement, Topic


def statement(passage: Passage, metric: Metric, topic: Topic, claimant: str | None, position: int) -> Statement:
    """The statement that a claim makes on a metric, with the incident or the pledge that it speaks of."""
    claim, stated, source = passage.stated.claim, passage.stated, passage.source
    plain = Statement(
        topic=topic.key,
        metric=metric.key,
        claimant=claimant,
        low=claim.low,
        high=claim.high,
        bound=claim.bound,
        unit=claim.unit,
        per=claim.per or metric.per,
        as_of=passage.as_of or passage.reference,
        published_at=stated.at or source.published_at,
        claim_id=stated.claim_id,
        article_id=source.article_id,
        version=source.version,
        origin=source.origin,
        publisher=source.publisher,
        trust=source.trust,
        text=claim.text,
        quote=claim.quote,
        url=source.url,
        zone=stated.zone,
        position=position,
        feed_order=source.feed_order,
        converted=claim.converted,
        background=is_background(passage),
        guessed="default" in claim.rule.split(", "),
        inherited=_is_inherited(claim),
    )
    if metric.kind == "incident":
        return _of_incident(plain, passage, metric)
    return _of_pledge(plain, metric) if metric.kind == "package" else plain


def _is_inherited(claim: Claim) -> bool:
    """Whether the claim's sentence names its source in no form, so that it was taken over from a sentence before."""
    return claim.attribution is not None and not names.speaks_of(claim.quote, claim.attribution)


# ---------------------------------------------------------------- incidents


def _of_incident(plain: Statement, passage: Passage, metric: Metric) -> Statement:
    """The incident's place and day; a toll holds for the day on which it is told, not for the event's."""
    found = _day(passage, metric)
    day, place = found or passage.reference, place_of(passage)
    as_of = plain.as_of if plain.as_of > day else passage.reference
    country = country_of(passage) if metric.party is None else None  # a metric of one party has one country
    return replace(
        plain,
        scope=f"{place or country or ''}|{day.isoformat()}",
        place=place,
        day=day,
        day_given=found is not None,
        follows_up=follows_up(passage),
        as_of=as_of,
    )


def _day(passage: Passage, metric: Metric) -> date | None:
    """The event's day: from the claim's sentence, those before it, lead, headline, opening; else the claim's as-of."""
    anchors = _anchors(metric.near)
    texts = [entries.without_marks(text) for text in passage.around()]
    own = days.of_event(texts[0], passage.reference, anchors, passage.offset)
    named = (days.of_event(text, passage.reference, anchors) for text in texts[1:])
    as_of = passage.stated.claim.as_of
    return own or next((day for day in named if day), as_of if as_of and as_of < passage.reference else None)


@lru_cache(maxsize=256)
def _anchors(near: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = (re.escape(glob).replace(r"\*", r"[^\W\d_]*") for glob in near)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE) if near else None


# ---------------------------------------------------------------- pledges


def _of_pledge(plain: Statement, metric: Metric) -> Statement:
    """The pledge in the metric's currency, known by its amount and its day."""
    turned = _in_currency_of(metric, plain)
    amount = turned.low if turned.low is not None else turned.high
    return replace(turned, scope=f"{amount} {turned.unit}|{turned.as_of.isoformat()}")


def _in_currency_of(metric: Metric, plain: Statement) -> Statement:
    """Where the text gives both amounts, the metric's currency is the one that counts."""
    if metric.unit is None or plain.unit == metric.unit or plain.converted is None:
        return plain
    amount, unit = plain.converted
    stated = plain.low if plain.low is not None else plain.high
    kept = (stated, plain.unit) if stated is not None and plain.unit else None
    low, high = (amount if side is not None else None for side in (plain.low, plain.high))
    return replace(plain, low=low, high=high, unit=unit, converted=kept)
