"""``python -m benchmarks.copies``: how well copies are found among near-duplicates, and what looking them up costs.

Generated articles of 150 to 500 words over a vocabulary of natural frequencies; each hundredth is followed by copies
that are cut and edited until the Jaccard similarity of their word 4-grams is what is wanted. All goes through the
same functions and tables as in the pipeline. ``--articles`` and ``--stored`` set the sizes.
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

from sqlalchemy import insert

from monitor import stories as minhash
from storage import migrations, schema, stories
from storage.engine import Database, open_database

NOW = datetime(2025, 1, 13, 6, tzinfo=UTC)
WANTED = (0.9, 0.8, 0.64, 0.5, 0.39, 0.3, 0.2)
WORDS = 20_000
WINDOW = timedelta(days=14)


@dataclass(frozen=True)
class Made:
    """A generated text; ``of`` is the number of what it copies, ``share`` their true Jaccard similarity."""

    words: list[str]
    of: int | None = None
    share: float = 0.0


def texts(count: int, dice: random.Random) -> Iterator[Made]:
    """So many articles, with a copy of each wanted similarity behind every hundredth."""
    vocabulary = [f"wort{number}" for number in range(WORDS)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))
    made = 0
    while made < count:
        original = dice.choices(vocabulary, cum_weights=weights, k=dice.randint(150, 500))
        yield Made(original)
        number, made = made, made + 1
        if number % 100 == 0:
            for wanted in WANTED:
                copy = edited(original, wanted, vocabulary, dice)
                yield Made(copy, number, jaccard(original, copy))
                made += 1


def edited(original: list[str], wanted: float, vocabulary: list[str], dice: random.Random) -> list[str]:
    """A copy cut at its end and with words exchanged until the similarity falls to what is wanted."""
    copy = list(original[: max(40, round(len(original) * dice.uniform((1 + wanted) / 2, 1)))])
    while (share := jaccard(original, copy)) > wanted:
        for _ in range(max(1, round((share - wanted) * len(copy) / 16))):  # an edit costs up to four 4-grams
            copy[dice.randrange(len(copy))] = dice.choice(vocabulary)
    return copy


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[start:] for start in range(4)), strict=False))


def jaccard(one: list[str], other: list[str]) -> float:
    """The true similarity of two texts' word 4-grams."""
    mine, theirs = shingles(one), shingles(other)
    return len(mine & theirs) / len(mine | theirs)


def joined(database: Database, found: Iterator[Made]) -> Iterator[tuple[Made, int, int | None]]:
    """Each text, its number, and the number of the article whose story it joined; stored as the pipeline stores it."""
    with database.write() as conn:
        for number, made in enumerate(found):
            now = NOW + timedelta(seconds=number)
            text = " ".join(made.words)
            signature, size = minhash.signature(text), len(made.words)
            keys = [key for _, key in minhash.bands(signature)]
            near = stories.candidates(conn, keys, (now - WINDOW).date())
            chosen = minhash.choose(
                signature, size, [minhash.Candidate(one.story_id, one.signature, one.words) for one in near]
            )
            conn.execute(insert(schema.articles).values(article(number, now)))
            stories.sign(conn, number + 1, signature, size, keys, now)
            if chosen is None:
                stories.create(conn, number + 1, None, None, now)
                yield made, number, None
            else:
                stories.join(conn, number + 1, chosen.story)
                story = stories.get(conn, chosen.story)
                yield made, number, story.first_article_id - 1 if story else None


def article(number: int, now: datetime) -> dict[str, object]:
    """The row of a generated article."""
    times = dict.fromkeys(("first_seen_at", "last_seen_at", "dated_at"), now)
    flags = {"paywalled": False, "truncated": False, "authors": [], "kind": "article"}
    return {"id": number + 1, "url": f"https://x.example/{number}", "publisher": "x", "title": "x", **times, **flags}


def recall(folder: Path, count: int) -> None:
    """Print the recall for each similarity, and how many texts under 0.4 were joined."""
    dice, began = random.Random(7), time.perf_counter()
    hits: defaultdict[float, list[bool]] = defaultdict(list)
    strangers = 0
    with_database = open_database(f"sqlite:///{folder}/recall.db")
    migrations.prepare(with_database)
    for made, _, story in joined(with_database, texts(count, dice)):
        if made.of is None:
            strangers += story is not None
        else:
            hits[nearest(made.share)].append(story == made.of)
    with_database.close()
    print(f"{count:,} articles in {time.perf_counter() - began:.0f} s; {strangers} originals joined to a stranger")
    for wanted in WANTED:
        found = hits[wanted]
        bar = {0.9: "≥ .99", 0.8: "≥ .99", 0.64: "≥ .93"}.get(wanted, "≤ .0001 of all" if wanted < 0.4 else "")
        rate = sum(found) / len(found)
        extra = f"  {sum(found) / count:.6f} of all articles" if wanted < 0.4 else ""
        print(f"  Jaccard {wanted}: joined {sum(found):5} of {len(found):5} = {rate:.4f}  {bar}{extra}")


def nearest(share: float) -> float:
    return min(WANTED, key=lambda wanted: abs(wanted - share))


# ---------------------------------------------------------------- look-up


def lookup(folder: Path, sizes: tuple[int, ...]) -> None:
    """Print the time of one look-up at each number of stored articles, taken by turns in one run."""
    databases = {size: filled(folder, size) for size in sizes}
    rounds: dict[int, list[float]] = {size: [] for size in sizes}
    dice = random.Random(11)
    for _ in range(40):
        for size in sizes:
            rounds[size].append(timed(databases[size], dice))
    base = statistics.median(rounds[sizes[0]])
    for size in sizes:
        middle = statistics.median(rounds[size])
        print(f"  look-up at {size:>9,} stored: {1000 * middle:.3f} ms, {middle / base:.2f} times that at {sizes[0]:,}")
    for database in databases.values():
        database.close()


def filled(folder: Path, size: int) -> Database:
    """A database with so many signed articles of the last 14 days; their signatures are random, as strangers' are."""
    database, dice = open_database(f"sqlite:///{folder}/{size}.db"), random.Random(size)
    migrations.prepare(database)
    for start in range(0, size, 5_000):
        rows = range(start, min(size, start + 5_000))
        with database.write() as conn:
            conn.execute(insert(schema.articles), [article(number, NOW) for number in rows])
            bands = [
                {"hash": dice.getrandbits(63), "day": NOW.toordinal() - dice.randrange(14), "article_id": number + 1}
                for number in rows
                for _ in range(minhash.BANDS)
            ]
            conn.execute(insert(schema.bands), bands)
    return database


def timed(database: Database, dice: random.Random) -> float:
    """Seconds of one look-up, the mean of fifty new texts' bands."""
    asked = [[dice.getrandbits(63) for _ in range(minhash.BANDS)] for _ in range(50)]
    with database.read() as conn:
        begin = time.perf_counter()
        for keys in asked:
            stories.candidates(conn, keys, (NOW - WINDOW).date())
        return (time.perf_counter() - begin) / len(asked)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Near-duplicates: recall by similarity, and the cost of a look-up.")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--stored", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        recall(Path(made), options.articles)
        lookup(Path(made), (10_000, options.stored))


if __name__ == "__main__":
    main()
