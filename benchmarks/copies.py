"""``python -m benchmarks.copies``: how well copies are found among near-duplicates, and what looking them up costs.

Generated articles of 150 to 500 words over a vocabulary of natural frequencies; each fourteenth is followed by a copy
that is cut and edited (or only cut) until the Jaccard similarity of their word 4-grams is what is wanted. All goes
through the same functions and tables as in the pipeline. ``--articles`` and ``--stored`` set the sizes; the look-up is
measured by the processor's time, by turns, in databases whose pages have all been read.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from sqlalchemy import Connection, insert, text

from monitor import stories as minhash
from monitor.pipeline.copies import WINDOW, carried
from storage import migrations, schema, stories
from storage.engine import Database, open_database

NOW = datetime(2025, 1, 13, 6, tzinfo=UTC)
WANTED = (0.9, 0.8, 0.64, 0.5, 0.39, 0.3, 0.2)
WORDS = 20_000
SINCE = (NOW - WINDOW).date()


@dataclass(frozen=True)
class Made:
    """A generated text; ``of`` is the number of what it copies, ``share`` their true Jaccard similarity."""

    words: list[str]
    of: int | None = None
    share: float = 0.0


EACH = 14  # one original in so many is copied, once: a copy of a copy is rightly of the same story


def texts(count: int, dice: random.Random) -> Iterator[Made]:
    """So many articles; behind each fourteenth original a copy of it, of each wanted similarity by turns."""
    vocabulary = [f"wort{number}" for number in range(WORDS)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))
    made = originals = 0
    while made < count:
        original = dice.choices(vocabulary, cum_weights=weights, k=dice.randint(150, 500))
        yield Made(original)
        number, made, originals = made, made + 1, originals + 1
        if originals % EACH == 0:
            copy = edited(original, WANTED[originals // EACH % len(WANTED)], vocabulary, dice)
            yield Made(copy, number, jaccard(original, copy))
            made += 1


def edited(original: list[str], wanted: float, vocabulary: list[str], dice: random.Random) -> list[str]:
    """A copy with its end cut off and words exchanged until the similarity falls to what is wanted; one in three is
    only cut."""
    kept = wanted if dice.random() < 1 / 3 else dice.uniform(wanted, 1)
    copy = list(original[: max(30, round(len(original) * kept))])
    while (share := jaccard(original, copy)) > wanted + 0.005:
        for _ in range(max(1, round((share - wanted) * len(copy) / 16))):  # an edit costs up to four 4-grams
            copy[dice.randrange(len(copy))] = dice.choice(vocabulary)
    return copy


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[start:] for start in range(4)), strict=False))


def jaccard(one: list[str], other: list[str]) -> float:
    """The true similarity of two texts' word 4-grams."""
    mine, theirs = shingles(one), shingles(other)
    return len(mine & theirs) / len(mine | theirs)


def joined(database: Database, found: Iterator[Made]) -> Iterator[tuple[Made, int | None]]:
    """Each text, and the number of the article whose story it joined; stored as the pipeline stores it."""
    with database.write() as conn:
        for number, made in enumerate(found):
            yield made, _stored(conn, number, " ".join(made.words))


def _stored(conn: Connection, number: int, body: str) -> int | None:
    now = NOW + timedelta(seconds=number)
    signature = minhash.signature(body)
    keys = [key for _, key in minhash.bands(signature)]
    story = carried(conn, signature, body, stories.candidates(conn, keys, SINCE))
    conn.execute(insert(schema.articles).values(article(number, now)))
    conn.execute(insert(schema.versions).values(version(number, body, now)))
    stories.sign(conn, number + 1, signature, keys, now)
    if story is None:
        stories.create(conn, number + 1, None, None, now)
        return None
    stories.join(conn, number + 1, story)
    known = stories.get(conn, story)
    return known.first_article_id - 1 if known else None


def article(number: int, now: datetime) -> dict[str, object]:
    """The row of a generated article."""
    times = dict.fromkeys(("first_seen_at", "last_seen_at", "dated_at"), now)
    flags = {"paywalled": False, "truncated": False, "authors": [], "kind": "article"}
    return {"id": number + 1, "url": f"https://x.example/{number}", "publisher": "x", "title": "x", **times, **flags}


def version(number: int, body: str, now: datetime) -> dict[str, object]:
    """The row of its text."""
    kept = {"title": "x", "text": body, "text_hash": "x", "zones": [["paragraph", 0, len(body), None]], "rules": "1"}
    return {"article_id": number + 1, "number": 1, "seen_at": now, "compared_at": now, **kept}


def recall(folder: Path, count: int) -> None:
    """Print the recall for each similarity, and how many texts under 0.4 were joined."""
    dice, began = random.Random(7), time.process_time()
    hits: defaultdict[float, list[bool]] = defaultdict(list)
    strangers = 0
    database = open_database(f"sqlite:///{folder}/recall.db")
    migrations.prepare(database)
    for made, story in joined(database, texts(count, dice)):
        if made.of is None:
            strangers += story is not None
        else:
            hits[nearest(made.share)].append(story == made.of)
    database.close()
    print(f"{count:,} articles in {time.process_time() - began:.0f} s of processor time", flush=True)
    for wanted in WANTED:
        bar = {0.9: "≥ .99", 0.8: "≥ .99", 0.64: "≥ .93"}.get(wanted, "")
        found = hits[wanted]
        print(f"  Jaccard {wanted}: joined {sum(found):5} of {len(found):5} = {sum(found) / len(found):.4f}  {bar}")
    wrong = strangers + sum(sum(hits[wanted]) for wanted in WANTED if wanted < 0.4)
    print(f"  under 0.4: {wrong} joined = {wrong / count:.6f} of all articles  ≤ .0001", flush=True)


def nearest(share: float) -> float:
    return min(WANTED, key=lambda wanted: abs(wanted - share))


# ---------------------------------------------------------------- look-up


def lookup(folder: Path, sizes: tuple[int, ...]) -> None:
    """Print the time of one look-up at each number of stored articles, taken by turns in one run."""
    databases = {size: filled(folder, size) for size in sizes}
    rounds: dict[int, list[float]] = {size: [] for size in sizes}
    for turn in range(44):
        for size in sizes:
            spent = timed(databases[size], random.Random(turn))
            rounds[size] += [spent] if turn >= 4 else []  # the first turns only warm up
    base = statistics.median(rounds[sizes[0]])
    for size in sizes:
        middle = statistics.median(rounds[size])
        print(f"  look-up at {size:>9,} stored: {1000 * middle:.3f} ms, {middle / base:.2f} times that at {sizes[0]:,}")
    for database in databases.values():
        database.close()


# Articles of the last 14 days, each with a story of its own. Bands come sorted: a table that is filled in the order of
# its key is filled fast.
COUNTED = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :size)"
FILL = (
    f"{COUNTED} INSERT INTO stories (id, first_article_id, created_at) SELECT i, i, :now FROM n",  # noqa: S608 - our own
    f"""{COUNTED} INSERT INTO articles (id, url, publisher, title, kind, authors, paywalled, truncated, first_seen_at,
          last_seen_at, dated_at, story_id, signature)
        SELECT i, 'https://x.example/' || i, 'x', 'x', 'article', '[]', 0, 0, :now, :now, :now, i, randomblob(504)
        FROM n""",  # noqa: S608 - our own
    f"""{COUNTED}, b(j) AS (SELECT 1 UNION ALL SELECT j + 1 FROM b WHERE j < {minhash.BANDS})
        INSERT INTO bands (hash, day, article_id) SELECT random(), :day - i % 14, i FROM n, b ORDER BY 1""",  # noqa: S608
)


def filled(folder: Path, size: int) -> Database:
    """A database with so many signed articles of the last 14 days; signatures and bands are random, as strangers'
    are."""
    database = open_database(f"sqlite:///{folder}/{size}.db")
    migrations.prepare(database)
    began = time.process_time()
    with database.write() as conn:
        for statement in FILL:
            conn.execute(text(statement), {"size": size, "now": NOW.isoformat(" ")[:19], "day": NOW.toordinal()})
    with database.read() as conn:  # every page once, so that both databases lie in the page cache
        conn.execute(text("SELECT total(hash) FROM bands")).all()
        conn.execute(text("SELECT sum(length(signature)) FROM articles")).all()
    print(f"  {size:,} articles stored in {time.process_time() - began:.0f} s of processor time", flush=True)
    return database


def met(database: Database, number: int) -> int:
    """A stored band near a number."""
    with database.read() as conn:
        found: int = conn.execute(text("SELECT hash FROM bands WHERE hash >= :h LIMIT 1"), {"h": number}).scalar_one()
    return found


def timed(database: Database, dice: random.Random) -> float:
    """Seconds of one look-up, the mean of fifty new texts' bands; one in five meets a stored article."""
    asked = [[dice.getrandbits(63) for _ in range(minhash.BANDS)] for _ in range(50)]
    for keys in asked[::5]:
        keys[0] = met(database, dice.getrandbits(62))
    with database.read() as conn:
        begin = time.process_time()
        found = [stories.candidates(conn, keys, SINCE) for keys in asked]
        spent = time.process_time() - begin
    assert sum(map(len, found)) >= 10
    return spent / len(asked)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Near-duplicates: recall by similarity, and the cost of a look-up.")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--stored", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        lookup(Path(made), (10_000, options.stored))
        recall(Path(made), options.articles)


if __name__ == "__main__":
    main()
