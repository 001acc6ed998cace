"""An invented record of any size: ten claims an article on a topic, one in five a figure, of which one in ten changes.

The database makes the rows itself, each column by arithmetic on the row's number, so that a record is the same every
time and on both databases. What articles say repeats itself after 50,000: texts and claims behind these are copied. All
is done in large transactions, without looking for the rows that others refer to, and indexes are made behind the rows,
as SQLite's full text is. On PostgreSQL, where stemming took longer than all else, a row's search document is put
together from those of its sentences: its column holds what a generated one holds.
"""
# ruff: noqa: S608 - every word of the statements is our own

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Index, text

from storage import derived, schema
from storage.engine import Database

METRICS, CLAIMANTS, PUBLISHERS, WORDS, SENTENCES = 58, 75, 55, 4_000, 20_000
NOW = datetime(2026, 6, 1, tzinfo=UTC)
SECONDS = 700 * 86_400  # from the first article to the last
EACH = 10  # claims of an article on a topic
TOGETHER = 50_000  # articles in one transaction, after which they say the same again
EVENTS = ("killed", "wounded", "deployed", "destroyed", "aid", "cost", "displaced", "other")
NUMBERED = (
    schema.feeds,
    schema.articles,
    schema.entries,
    schema.versions,
    schema.claims,
    schema.points,
    schema.changes,
    schema.alerts,
)
FILLED = (*NUMBERED, schema.article_topics)
_PRIME = 2_147_483_647
_WORDS: Mapping[str, Mapping[str, str]] = {
    "sqlite": {
        "moment": "strftime('%Y-%m-%d %H:%M:%f000', '2026-06-01', '-' || {} || ' seconds')",
        "join": "group_concat",
        "documents": "",
        "line": "char(10)",
        "no": "0",
        "yes": "1",
    },
    "postgresql": {
        "moment": "timestamptz '2026-06-01 00:00+00' - {} * interval '1 second'",
        "join": "string_agg",
        "documents": "yes",
        "line": "chr(10)",
        "no": "false",
        "yes": "true",
    },
}


def fill(database: Database, claims: int, every: int = 1) -> None:
    """Write so many claims, with all that hangs on them, into an empty record; let the database learn of its tables.

    One article in ``every``, a divisor of ``TOGETHER``, is on the topic and has claims, as in a whole paper's archive.
    """
    with database.write() as connection:
        derived.drop(connection)
        for index in _indexes():
            index.drop(connection)
        _sentences(connection)
        if connection.dialect.name == "postgresql":
            _documents(connection)
        connection.execute(text(_feeds(_WORDS[connection.dialect.name])))
    if database.path:
        database.close()  # a file's journal is changed by whoever is alone with it
        database.between_transactions([_UNSAFE])
    articles = claims // EACH * every
    for first in range(1, articles + 1, TOGETHER):
        with database.write() as connection:
            if not database.path:
                connection.execute(text("SET LOCAL session_replication_role = replica"))  # no look at other tables
            _rows(connection, first, min(first + TOGETHER - 1, articles), articles, every)
    _finish(database)


def _documents(connection: Connection) -> None:
    """The columns that ``derived`` would fill, and what makes them of the sentences' documents."""
    connection.execute(text("ALTER TABLE sentences ADD COLUMN words tsvector"))
    connection.execute(text("UPDATE sentences SET words = to_tsvector('german', said)"))
    for table in derived.SEARCHED:
        connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {table}_search tsvector"))
    connection.execute(
        text("CREATE AGGREGATE joined(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '')")
    )


# Nobody needs half a record: no journal, no waiting for the disk, and room for sorting what the indexes hold.
_UNSAFE = (
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000; "
    "PRAGMA temp_store = FILE"
)
_SAFE = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -2000"


def _finish(database: Database) -> None:
    """What stands behind the rows: indexes, full text, what the database knows of its tables."""
    for index in _indexes():
        with _building(database) as connection:
            index.create(connection)
    with _building(database) as connection:
        connection.exec_driver_sql("DROP TABLE sentences")
        for statement in derived.statements(connection.dialect.name):
            if not statement.startswith("ALTER TABLE"):  # PostgreSQL's columns are there: see ``_documents``
                connection.exec_driver_sql(statement)
    if database.path:
        database.between_transactions(["ANALYZE", _SAFE])
        return
    with database.write() as connection:
        connection.exec_driver_sql("DROP AGGREGATE joined(tsvector)")
        _go_on(connection)
    with database.session() as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")  # what the server does by itself some minutes later


@contextmanager
def _building(database: Database) -> Iterator[Connection]:
    """A transaction with room for sorting."""
    with database.write() as connection:
        if not database.path:
            connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '1GB'")
        yield connection


def _indexes() -> list[Index]:
    return [index for table in FILLED for index in table.indexes]


def _sentences(connection: Connection) -> None:
    """Sentences to choose from; some words are in every third and most in few."""
    chance = random.Random(7)
    connection.exec_driver_sql("CREATE TABLE sentences (id INTEGER PRIMARY KEY, said TEXT NOT NULL)")
    made = [{"id": number, "said": " ".join(_words(chance)) + "."} for number in range(SENTENCES)]
    connection.execute(text("INSERT INTO sentences VALUES (:id, :said)"), made)


def _words(chance: random.Random) -> Iterator[str]:
    if chance.random() < 0.3:
        yield "Soldaten"
    for _ in range(14):
        yield f"Wort{int(chance.paretovariate(0.6)) % WORDS}"


def _rows(connection: Connection, first: int, last: int, articles: int, every: int) -> None:
    words = _WORDS[connection.dialect.name]
    sources = (_articles(words, articles, every), _ENTRIES, _topics(every))
    said = (_versions(words), _claims(words, every))
    again = (_copies("versions", words), _copies("claims", words))
    for statement in (*sources, *(said if first == 1 else again), _points(words), _CHANGES, _alerts(words)):
        connection.execute(text(statement), {"first": first, "last": last})


def _mixed(number: str, salt: int, values: int) -> str:
    """A number below ``values`` that follows from a row's number and looks like chance: a square modulo a prime."""
    linear = f"(({number} * 48271 + {salt * 69_621}) % {_PRIME})"
    return f"({linear} * {linear} % {_PRIME} % {values})"


def _insert(table: str, columns: Mapping[str, str], source: str, before: str = "") -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) {before} SELECT {', '.join(columns.values())} FROM {source}"


def _feeds(words: Mapping[str, str]) -> str:
    """A feed a publisher."""
    columns = {
        "id": "n",
        "url": "'https://blatt.example/feed/' || n",
        **dict.fromkeys(("name", "publisher"), "'Blatt ' || (n - 1)"),
        "language": "'de'",
        "trust": "'normal'",
        "position": "n",
        "active": words["yes"],
        **dict.fromkeys(("added_at", "next_check_at"), words["moment"].format("0")),
    }
    numbers = f"SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {PUBLISHERS}"
    return _insert("feeds", columns, "numbers", f"WITH RECURSIVE numbers(n) AS ({numbers})")


def _articles(words: Mapping[str, str], articles: int, every: int) -> str:
    at, again = words["moment"].format(f"(({articles} - n) * {SECONDS} / {articles})"), f"((n - 1) % {TOGETHER} + 1)"
    columns = {
        "id": "n",
        "url": "'https://blatt.example/' || n",
        "feed_id": f"1 + {_mixed(again, 1, PUBLISHERS)}",
        "publisher": f"'Blatt ' || {_mixed(again, 1, PUBLISHERS)}",
        "title": f"(SELECT said FROM sentences WHERE sentences.id = {_mixed(again, 2, SENTENCES)})",
        "kind": "'article'",
        "authors": "'[]'",
        "paywalled": words["no"],
        "truncated": words["no"],
        "topical": f"n % {every} = 0",
        "version": "1",
        **dict.fromkeys(("first_seen_at", "last_seen_at", "dated_at", "published_at"), at),
    }
    numbers = "SELECT CAST(:first AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < :last"
    return _insert("articles", columns, "numbers", f"WITH RECURSIVE numbers(n) AS ({numbers})")


_BETWEEN = "articles WHERE id BETWEEN :first AND :last"
_ENTRIES = _insert(
    "entries",
    {"id": "id", "feed_id": "feed_id", "key": "url", "url": "url", "title": "title", "summary_hash": "''"}
    | {"state": "'done'", "article_id": "id", "first_seen_at": "published_at", "changed_at": "published_at"},
    _BETWEEN,
)


def _topics(every: int) -> str:
    columns = {"article_id": "id", "topic": "'t'", "relevant": f"id % {every} = 0", "score": "3", "terms": "'[]'"}
    return _insert("article_topics", columns, _BETWEEN)


_PLACES = " UNION ALL ".join(f"SELECT {place} AS place" for place in range(EACH))
_NUMBER = f"((a.id - 1) * {EACH} + place + 1)"
_TITLE, _QUOTE = _mixed("a.id", 2, SENTENCES), _mixed(_NUMBER, 3, SENTENCES)
_SAID = f"(SELECT said FROM sentences WHERE sentences.id = {_QUOTE})"


def _document(words: Mapping[str, str], table: str, made: str) -> dict[str, str]:
    """The column of a row's search document, where the database has one."""
    return {f"{table}_search": made} if words["documents"] else {}


def _known(sentence: str) -> str:
    """A sentence's document."""
    return f"(SELECT words FROM sentences WHERE sentences.id = {sentence})"


def _copies(table: str, words: Mapping[str, str]) -> str:
    """What the first articles say, said again by these."""
    own = {"id", "article_id", "text_hash", "as_of", "published_at", "first_seen_at", "seen_at", "compared_at"}
    columns = (_version_columns if table == "versions" else _claim_columns)(words)
    same = {name: f"said.{name}" for name in columns if name not in own}
    of_article = {"article_id": "a.id", "text_hash": "a.id", "as_of": "date(a.published_at)"}
    number = "a.id" if table == "versions" else f"said.id + (a.id - said.article_id) * {EACH}"
    times = dict.fromkeys(own - {"id", *of_article}, "a.published_at")
    theirs = {"id": number, **of_article, **times}
    first = f"((a.id - 1) % {TOGETHER} + 1)"
    source = f"articles AS a JOIN {table} AS said ON said.article_id = {first} WHERE a.id BETWEEN :first AND :last"
    return _insert(table, same | {name: theirs[name] for name in columns if name in own}, source)


def _versions(words: Mapping[str, str]) -> str:
    return _insert("versions", _version_columns(words), "articles AS a WHERE a.id BETWEEN :first AND :last")


def _version_columns(words: Mapping[str, str]) -> dict[str, str]:
    said = f"(SELECT {words['join']}({_SAID}, {words['line']}) FROM ({_PLACES}) AS places)"
    said_known = f"(SELECT joined({_known(_QUOTE)}) FROM ({_PLACES}) AS places)"
    return {
        "id": "a.id",
        "article_id": "a.id",
        "number": "1",
        "title": "title",
        "text_hash": "a.id",
        "rules": "'1'",
        "text": f"title || {words['line']} || {said}",
        "zones": """'[["paragraph", 0, 1000, null]]'""",
        **dict.fromkeys(("published_at", "seen_at", "compared_at"), "published_at"),
        **_document(words, "versions", f"{_known(_TITLE)} || {said_known}"),
    }


def _claims(words: Mapping[str, str], every: int) -> str:
    chosen = f"a.id BETWEEN :first AND :last AND a.id % {every} = 0"
    return _insert("claims", _claim_columns(words), f"articles AS a CROSS JOIN ({_PLACES}) AS places WHERE {chosen}")


def _claim_columns(words: Mapping[str, str]) -> dict[str, str]:
    figure = f"{_mixed(_NUMBER, 4, 5)} = 0"
    value = f"(1 + {_mixed(_NUMBER, 5, 10**5)} / (1 + 9 * {_mixed(_NUMBER, 6, 12)}))"
    listed = " ".join(f"WHEN {number} THEN '{event}'" for number, event in enumerate(EVENTS))
    seldom = _mixed(_NUMBER, 7, 100)
    return {
        "id": _NUMBER,
        "article_id": "a.id",
        "version": "1",
        "topic": "'t'",
        "title": "title",
        "metric": f"CASE WHEN {figure} THEN 'm' || {_mixed(_NUMBER, 8, METRICS)} END",
        "claimant": f"CASE WHEN {figure} THEN 'Quelle ' || {_mixed(_NUMBER, 9, CLAIMANTS)} END",
        "low": value,
        "high": value,
        "text": value,
        "bound": "'exact'",
        "unit": "'person'",
        "quote": _SAID,
        "event": f"CASE {_mixed(_NUMBER, 10, len(EVENTS))} {listed} END",
        "party": f"'p' || ({seldom} * {seldom} * {seldom} / 50000)",  # p0 in every third, p19 in one of a hundred
        "span_start": "0",
        "span_end": "4",
        "zone": "'paragraph'",
        "marks": "'[]'",
        "rule": "'plain'",
        "publisher": "publisher",
        "implausible": words["no"],
        "carried": words["no"],
        "as_of": "date(published_at)",
        **dict.fromkeys(("published_at", "first_seen_at"), "published_at"),
        **_document(words, "claims", f"{_known(_TITLE)} || {_known(_QUOTE)}"),
    }


def _points(words: Mapping[str, str]) -> str:
    same = ("article_id", "version", "topic", "metric", "claimant", "low", "high", "bound", "unit", "as_of")
    columns = {
        "id": "id",
        "claim_id": "id",
        "state": "'held'",
        "origin": "article_id",
        "trust": "'normal'",
        **{name: name for name in (*same, "published_at")},
        "change": f"CASE WHEN {_mixed('id', 11, 10)} = 0 THEN 'raised' END",
        **dict.fromkeys(("state_at", "seen_at"), "published_at"),
        "background": words["no"],
        "day_given": words["yes"],
        "follows_up": words["no"],
    }
    return _insert("points", columns, f"claims WHERE metric IS NOT NULL AND {_OF_THESE}")


_OF_THESE = "article_id BETWEEN :first AND :last"
_CHANGES = _insert(
    "changes",
    {name: name for name in ("id", "topic", "metric", "claimant")}
    | {
        "key": "id",
        "kind": "change",
        "new_claim_id": "id",
        "reason": "''",
        "at": "seen_at",
        "published_at": "published_at",
        "action": "'send'",
    }
    | {"published_at": "published_at", "action_reason": "''"},
    f"points WHERE change IS NOT NULL AND {_OF_THESE}",
)


def _alerts(words: Mapping[str, str]) -> str:
    columns = {
        "id": "id",
        "kind": "'change'",
        "change_id": "id",
        "topic": "'t'",
        "severity": "'notice'",
        "title": "'Titel'",
        "body": "(SELECT quote FROM claims WHERE claims.id = points.claim_id)",
        "created_at": "seen_at",
        "published_at": "published_at",
        **_document(words, "alerts", f"to_tsvector('german', 'Titel') || {_known(_mixed('points.id', 3, SENTENCES))}"),
    }
    return _insert("alerts", columns, f"points WHERE change IS NOT NULL AND {_OF_THESE}")


def _go_on(connection: Connection) -> None:
    """Let PostgreSQL's ids go on behind these rows."""
    for table in NUMBERED:
        name = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.execute(text(f"SELECT setval({name}, (SELECT max(id) FROM {table.name}))"))
