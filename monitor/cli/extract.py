"""``monitor extract``: the claims of a text or page, without a database."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor import times
from monitor.cli.output import Format, clip, emit, quantity
from monitor.cli.waiting import wait_for
from monitor.errors import ReadError, UsageError
from monitor.model import BERLIN, Article, Claim

if TYPE_CHECKING:
    from monitor.articles.publishers import Rules
    from monitor.claims.values import Reading
    from monitor.figures import Matched
    from monitor.model import Topic
    from monitor.names import Resolver


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(extract)


def extract(
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="[FILE|URL|-]", help="A text or HTML file, an address, or - for standard input.")
    ] = "-",
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day on which the text was published.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option(help="The topic whose names and metrics apply (default: the first that is meant).")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="For each number: the reading and its rule, or why it is none.")
    ] = False,
    page: Annotated[
        bool, typer.Option("--page", help="What was read of the page: title, dates, flags, zones (--explain: why).")
    ] = False,
    style: Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")] = Format.table,
) -> None:
    """The numeric claims of a text or page, each with its quote."""
    from monitor.claims import extract as read_claims

    day = times.day(published, "--published")
    if page:
        from monitor.cli import pages

        pages.show(_source(context, source), style, explain=explain, rules=_rules(context, source))
        return
    article = _article(context, source)
    text = f"{article.title}\n{article.text}" if article.title else article.text
    day = day or (article.published.astimezone(BERLIN).date() if article.published else None)
    if explain:
        _explain(text, day, style)
        return
    rows = _rows(read_claims(text, day), _dated(article, day), text, _topic(context, topic))
    emit(rows, style, COLUMNS)


SEEN = 70  # characters of the quote that are shown before the quantity


def around(quote: str, text: str) -> str:
    """The quote with the quantity marked, cut so that the quantity is seen."""
    at = quote.find(text)
    start = max(0, at - SEEN)
    marked = f"{'…' if start else ''}{quote[start:at]}»{text}«{quote[at + len(text) :]}"
    return clip(marked, 160)


COLUMNS = {
    "quantity": quantity,
    "unit": lambda row: row["unit"] or "–",
    "counted": lambda row: row["counted"] or "–",
    "event": lambda row: row["event"] or "–",
    "party": lambda row: row["party"] or "–",
    "said by": lambda row: row["claimant"] or row["attribution"] or "–",
    "metric": lambda row: row["metric"] or "–",
    "quote": lambda row: around(row["quote"], row["text"]),
}


def _article(context: typer.Context, source: str) -> Article:
    """What stands at ``source``: a page is read as an article, anything else is its text."""
    data, url, content_type = _source(context, source)
    if _is_web(source) or _is_html(data):
        from monitor.articles import read

        return read(data, url, content_type=content_type, rules=_rules(context, source))
    try:
        return Article(url="", title="", text=data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        from monitor.articles.charset import decode

        text, _ = decode(data)
        return Article(url="", title="", text=text)


def _source(context: typer.Context, source: str) -> tuple[bytes, str, str | None]:
    """The bytes at ``source``, their address, and the type that a server gave them."""
    if _is_web(source):
        return wait_for(_fetched(context, source))
    if source == "-":
        return sys.stdin.buffer.read(), "stdin:", None
    return _file(Path(source)), Path(source).absolute().as_uri(), None


def _rules(context: typer.Context, source: str) -> Rules | None:
    """The settings' rules for publishers, which go by the host; a file has none."""
    if not _is_web(source):
        return None
    from monitor.articles import publishers
    from monitor.cli.state import load

    return publishers.load([load(context).folder / "publishers"])


def _is_web(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path} can't be read: {error.strerror or 'no such file'}") from None


def _is_html(data: bytes) -> bool:
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")) or b"<html" in head


async def _fetched(context: typer.Context, url: str) -> tuple[bytes, str, str | None]:
    """The page at an address, fetched under the configured rules (robots.txt, private networks)."""
    from monitor.cli.state import load
    from monitor.fetch import Fetcher

    async with Fetcher(load(context).fetch) as fetcher:
        response = await fetcher.get(url, kind="page")
    return response.body, response.url, response.content_type


def _dated(article: Article, day: date | None) -> Article:
    """The article with the day that the user gave as its publication, where it says none itself."""
    if article.published or day is None:
        return article
    return dataclasses.replace(article, published=datetime.combine(day, time(12), BERLIN).astimezone(UTC))


def _rows(found: Sequence[Claim], article: Article, text: str, topic: Topic | None) -> list[dict[str, Any]]:
    """The claims with the fields of the contract; ids are null, because nothing is stored."""
    from monitor.names import Resolver

    resolver = Resolver(topic.claimants) if topic else None
    matched = _matched(found, article, text, topic)
    return [_row(claim, article, topic, resolver, matched[place]) for place, claim in enumerate(found)]


def _matched(found: Sequence[Claim], article: Article, text: str, topic: Topic | None) -> list[Matched | None]:
    """What each claim meets in the topic, if there is one."""
    if topic is None:
        return [None] * len(found)
    from monitor import figures

    published = article.published or datetime.now(UTC)
    source = figures.Source(
        0, 0, article.url, article.publisher or "", "normal", published, 0, article.title, text=text
    )
    stated = [figures.Stated(claim, place) for place, claim in enumerate(found)]
    first: dict[int, Matched] = {}
    for match in figures.state(stated, source, topic):
        first.setdefault(match.stated.claim_id, match)
    return [first.get(place) for place in range(len(found))]


def _row(
    claim: Claim, article: Article, topic: Topic | None, resolver: Resolver | None, match: Matched | None
) -> dict[str, Any]:
    said = {field.name: getattr(claim, field.name) for field in dataclasses.fields(Claim)}
    statement = match.statement if match else None
    resolved = resolver.resolve(claim.attribution) if resolver else claim.attribution
    around = {
        "id": None,
        "topic": topic.key if topic else None,
        "metric": match.metric if match else None,
        "claimant": statement.claimant if statement else resolved,
        "zone": None,
        "implausible": bool(match and match.implausible),
        "article_id": None,
        "version": None,
        "url": article.url or None,
        "title": article.title or None,
        "publisher": article.publisher,
        "published_at": article.published and article.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "first_seen_at": None,
        "as_of": claim.as_of and claim.as_of.isoformat(),
    }
    return {name: (said | around)[name] for name in CLAIM_FIELDS}


# The fields of a claim, as the README documents them.
CLAIM_FIELDS = (
    *(
        "id",
        "topic",
        "metric",
        "claimant",
        "low",
        "high",
        "bound",
        "unit",
        "per",
        "period",
        "hedge",
        "counted",
        "event",
    ),
    *("party", "attribution", "place", "as_of", "start", "end", "text", "quote", "zone", "implausible", "article_id"),
    *("version", "url", "title", "publisher", "published_at", "first_seen_at"),
)


def _explain(text: str, day: date | None, style: Format) -> None:
    """Every number of the text with what was made of it: a reading and its rule, or why it is no claim."""
    from monitor.claims import explain

    emit([_explained(reading) for reading in explain(text, day)], style, EXPLAINED)


def _explained(reading: Reading) -> dict[str, Any]:
    quantity, refused = reading.quantity, reading.rejection
    number = {name: getattr(quantity, name, None) for name in ("low", "high", "bound", "unit", "per")}
    return {
        "start": reading.start,
        "end": reading.end,
        "text": reading.text,
        "claim": quantity is not None,
        **number,
        "rule": quantity.rule if quantity else refused.rule if refused else None,
        "why_not": refused.reason if refused else None,
    }


EXPLAINED = {
    "at": lambda row: str(row["start"]),
    "number": lambda row: clip(row["text"]),
    "read as": lambda row: quantity(row) if row["claim"] else f"no claim: {row['why_not']}",
    "bound": lambda row: row["bound"] or "–",
    "rule": lambda row: row["rule"] or "–",
}


def _topic(context: typer.Context, wanted: str | None) -> Topic | None:
    """The topic that is asked for by key, else the first of the configured ones."""
    from monitor.cli.state import load

    topics = load(context).topics
    chosen = next((topic for topic in topics if wanted in (None, topic.key)), None)
    if chosen is None and wanted is not None:
        raise UsageError(f"there is no topic {wanted!r}; known: {', '.join(topic.key for topic in topics)}")
    return chosen
