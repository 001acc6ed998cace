"""The JSON schemas of what the API gives: the fields of ``docs/fields.md`` with their types, none more, none less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from monitor.model import Bound, ChangeKind, DeliveryState, Hedge, MetricKind, Severity, Trust

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_WORD: Json = {"type": ["string", "null"]}
_COUNT: Json = {"type": "integer"}
_NUMBER: Json = {"type": ["number", "null"]}
_FLAG: Json = {"type": "boolean"}
_ID: Json = {"type": "string", "pattern": "^[0-9]+$"}
_NO_ID: Json = {"type": ["string", "null"], "pattern": "^[0-9]+$"}
_TIME: Json = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_NO_TIME: Json = _TIME | {"type": ["string", "null"]}
_DAY: Json = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_NO_DAY: Json = _DAY | {"type": ["string", "null"]}


def _one_of(words: Any, *, null: bool = False, more: tuple[str, ...] = ()) -> Json:
    return {"enum": [*get_args(words), *more, *([None] if null else [])]}


def _object(**fields: Json) -> Json:
    return {"type": "object", "required": list(fields), "properties": fields, "additionalProperties": False}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


_QUANTITY = {"low": _NUMBER, "high": _NUMBER, "bound": _one_of(Bound), "unit": _WORD, "per": _WORD}
_INCIDENT = _or_null(_object(place=_WORD, date=_DAY))
_WHERE = {"article_id": _ID, "version": _COUNT, "url": _TEXT, "publisher": _TEXT}
_SIDE = _or_null(_object(**_QUANTITY, text=_TEXT, quote=_TEXT, claim_id=_ID, **_WHERE, published_at=_NO_TIME))
_DELIVERY = _object(channel=_TEXT, state=_one_of(DeliveryState), attempts=_COUNT, sent_at=_NO_TIME, error=_WORD)
_KIND = _one_of(ChangeKind)
_ARTICLE = {
    "id": _ID,
    "url": _TEXT,
    "title": _TEXT,
    "publisher": _TEXT,
    "authors": {"type": "array", "items": _TEXT},
    "agency": _WORD,
    "language": _WORD,
    "kind": {"enum": ["article", "ticker", "none"]},
    "paywalled": _FLAG,
    "truncated": _FLAG,
    "topics": {
        "type": "array",
        "items": _object(topic=_TEXT, score=_COUNT, terms={"type": "array", "items": _TEXT}),
    },
    "versions": _COUNT,
    "claims": _COUNT,
    "story_id": _NO_ID,
    "feed_id": _NO_ID,
    "published_at": _NO_TIME,
    "modified_at": _NO_TIME,
    "first_seen_at": _TIME,
    "last_seen_at": _TIME,
    "next_recheck_at": _NO_TIME,
}
_VERSION = _object(
    version=_COUNT,
    seen_at=_TIME,
    published_at=_NO_TIME,
    title=_TEXT,
    text=_TEXT,
    zones={"type": "array", "items": _object(kind=_TEXT, start=_COUNT, end=_COUNT)},
)

SCHEMAS: Mapping[str, Json] = {
    "Claim": _object(
        **{"id": _ID, "topic": _WORD, "metric": _WORD, "claimant": _WORD, **_QUANTITY, "period": _WORD},
        hedge=_one_of(Hedge, null=True),
        counted=_WORD,
        event=_WORD,
        party=_WORD,
        attribution=_WORD,
        place=_WORD,
        as_of=_NO_DAY,
        start=_COUNT,
        end=_COUNT,
        text=_TEXT,
        quote=_TEXT,
        **{"zone": _TEXT, "implausible": _FLAG, **_WHERE, "title": _TEXT, "published_at": _NO_TIME},
        first_seen_at=_TIME,
    ),
    "Figure": _object(
        **{"id": _ID, "topic": _TEXT, "metric": _TEXT, "claimant": _WORD, "incident": _INCIDENT, **_QUANTITY},
        as_of=_DAY,
        change=_one_of(ChangeKind, null=True),
        state={"enum": ["held", "waiting", "withdrawn"]},
        **{"event": _WORD, "party": _WORD, "text": _TEXT, "quote": _TEXT, "zone": _TEXT, "claim_id": _ID, **_WHERE},
        title=_TEXT,
        trust=_one_of(Trust),
        story_id=_NO_ID,
        published_at=_NO_TIME,
        first_seen_at=_TIME,
    ),
    "Change": _object(
        id=_ID,
        topic=_TEXT,
        kind=_KIND,
        metric=_TEXT,
        claimant=_WORD,
        incident=_INCIDENT,
        old=_SIDE,
        new=_SIDE,
        reason=_TEXT,
        verdict={"enum": ["send", "hold", "drop"]},
        verdict_reason=_TEXT,
        hold_until=_NO_TIME,
        alert_id=_NO_ID,
        created_at=_TIME,
    ),
    "Alert": _object(
        id=_ID,
        topic=_WORD,
        kind=_one_of(ChangeKind, more=("retraction",)),
        metric=_WORD,
        claimant=_WORD,
        incident=_INCIDENT,
        old=_SIDE,
        new=_SIDE,
        title=_TEXT,
        body=_TEXT,
        severity=_one_of(Severity),
        created_at=_TIME,
        deliveries={"type": "array", "items": _DELIVERY},
    ),
    "Article": _object(**_ARTICLE),
    "ArticleWithTexts": _object(
        **_ARTICLE, texts={"type": "array", "items": _VERSION}, claim_ids={"type": "array", "items": _ID}
    ),
    "Feed": {"type": "object", "required": ["id", "name", "url", "publisher", "state"]},
    "Metric": _object(
        key=_TEXT,
        title=_TEXT,
        kind=_one_of(MetricKind),
        event=_WORD,
        party=_WORD,
        unit=_WORD,
        per=_WORD,
        history=_TEXT,
    ),
    "Trouble": _object(
        id=_ID,
        kind=_TEXT,
        subject=_TEXT,
        message=_TEXT,
        times=_COUNT,
        open=_FLAG,
        created_at=_TIME,
        last_at=_TIME,
        closed_at=_NO_TIME,
    ),
    "Cited": {"type": "object", "required": ["@context", "@type", "identifier", "text", "appearance"]},
    "Error": _object(error=_TEXT),
}
