"""Changes with their two sides, old and new: each a claim in an article, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from sqlalchemy import ColumnElement, FromClause, func

from storage import schema
from storage.queries.paging import Order
from storage.queries.shapes import Answer, ident, named, same, stamp
from storage.sql import AnyRow, Condition
from storage.values import Filter

_change = schema.changes
_old, _new = schema.claims.alias("old_claim"), schema.claims.alias("new_claim")
_old_article, _new_article = schema.articles.alias("old_article"), schema.articles.alias("new_article")
_CLAIM = ("low", "high", "bound", "unit", "per", "text", "quote", "id", "article_id", "version")
_ARTICLE = ("url", "publisher", "published_at")


def with_sides(start: FromClause) -> FromClause:
    """Changes, or what is joined to them, with the claims and articles of both sides."""
    return (
        start.outerjoin(_old, _old.c.id == _change.c.old_claim_id)
        .outerjoin(_old_article, _old_article.c.id == _old.c.article_id)
        .outerjoin(_new, _new.c.id == _change.c.new_claim_id)
        .outerjoin(_new_article, _new_article.c.id == _new.c.article_id)
    )


def side_columns() -> list[ColumnElement[Any]]:
    """What ``side`` reads of a row: the columns of both claims and articles, told apart by what stands before."""
    tables = (("", _CLAIM, (_old, _new)), ("at_", _ARTICLE, (_old_article, _new_article)))
    return [
        table.c[name].label(f"{which}_{before}{name}")
        for before, names, sides in tables
        for which, table in zip(("old", "new"), sides, strict=True)
        for name in names
    ]


def side(row: AnyRow, which: Literal["old", "new"]) -> Answer | None:
    """One side as answers give it, or None where the change has none."""
    values = row._mapping
    if values[f"{which}_id"] is None:
        return None
    claim = {name: values[f"{which}_{name}"] for name in _CLAIM}
    article = {name: values[f"{which}_at_{name}"] for name in _ARTICLE}
    return {
        **{name: claim[name] for name in ("low", "high", "bound", "unit", "per", "text", "quote")},
        "claim_id": ident(claim["id"]),
        "article_id": ident(claim["article_id"]),
        "version": claim["version"],
        "url": article["url"],
        "publisher": article["publisher"],
        "published_at": stamp(article["published_at"]),
    }


def order(ident: ColumnElement[int], seen: ColumnElement[Any], published: ColumnElement[Any]) -> Order:
    """How changes are ordered; by as-of date and value of the new claim, or of the old where there is no new."""
    return Order(
        id=ident,
        published=published,
        seen=seen,
        as_of=_either("as_of"),
        value=_either("low"),
        may_lack=("as_of", "value"),
    )


def asked(wanted: Filter) -> Iterator[Condition]:
    """What a filter asks of a change; all but its kind is asked of the new claim, or of the old."""
    told = _change.c
    yield from same([(told.topic, wanted.topic), (told.metric, wanted.metric), (told.kind, wanted.kind)])
    yield from same([(_either(name), getattr(wanted, name)) for name in ("party", "event", "unit")])
    publisher = func.coalesce(_new_article.c.publisher, _old_article.c.publisher)
    yield from named([(told.claimant, wanted.claimant), (publisher, wanted.publisher)])
    yield from same([(func.coalesce(_new_article.c.story_id, _old_article.c.story_id), wanted.story)])
    if wanted.least is not None:
        yield func.coalesce(_either("low"), _either("high")) >= wanted.least
    if wanted.most is not None:
        yield func.coalesce(_either("high"), _either("low")) <= wanted.most


def _either(name: str) -> ColumnElement[Any]:
    return func.coalesce(_new.c[name], _old.c[name])
