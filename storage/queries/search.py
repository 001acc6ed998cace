"""Full text: words, beginnings* and "phrases", all of which must be there, on FTS5 and PostgreSQL's German search.

PostgreSQL stems German words; FTS5 does not. There a word's ending is taken off, and the rest is looked for with each
ending that German has: both find ``Soldaten`` by ``Soldat`` and the other way round. FTS5 gives the rows of whole words
one after the other as they are asked for; those of a beginning it first puts together all, which for a usual one
takes a time that grows with the record. Numbers and words inside of phrases are found as they are.

PostgreSQL's index puts together all rows before it gives one. Where they are many by what the server knows of its
words, the rows are gone through instead, the newest first, until a page is full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, cast

from sqlalchemy import ColumnElement, Connection, Table, TableClause, bindparam, column, text
from sqlalchemy import table as table_clause

from storage.columns import clean
from storage.derived import SEARCHED
from storage.queries.shapes import FEW
from storage.sql import Condition

MOST = 12  # words of a search; what is beyond narrows nothing that a person could mean
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_STEM = re.compile(r"(\w{3,}?)(?:ische[mnrs]?|isch|ern|ers|ens|em|en|er|es|e|n|s)", re.IGNORECASE)
# A stem must hold a vowel before a consonant, as in Snowball's German stemmer, which is PostgreSQL's
# (https://snowballstem.org/algorithms/german/stemmer.html): "Haus" has no ending.
_SYLLABLE = re.compile(r"[aeiouyäöü][^aeiouyäöü]", re.IGNORECASE)
_DECLINED = ("", "e", "em", "en", "er", "es")
_ENDINGS = (*_DECLINED, "ens", "ern", "ers", "n", "s", *(f"isch{ending}" for ending in _DECLINED))
How = Literal["in any ending", "as a beginning", "as it is"]
Piece = tuple[str, How]


def matching(conn: Connection, table: Table, asked: str | None) -> list[Condition]:
    """The condition that rows of a searched table hold what is asked; none where nothing is."""
    if not asked:
        return []
    if not (found := list(pieces(clean(asked)))):
        return [table.c.id.in_([])]  # signs alone, which no index holds
    if conn.dialect.name == "postgresql":
        return [_of_document(conn, table.name, postgresql(found))]
    index = _INDEXES[table.name]
    return [table.c.id == index.c.rowid, _condition(f"{index.name} MATCH :sought", fts5(found))]


def _of_document(conn: Connection, table: str, sought: str) -> Condition:
    """Few rows are all found by the index first, as an array of ids, which the planner can't think better of.

    For usual words it is the function behind the operator, which no index serves.
    """
    query = "to_tsquery('german', :sought)"
    found = f"FROM {table} AS found WHERE found.{table}_search @@ {query}"
    plan = conn.execute(text(f"EXPLAIN (FORMAT JSON) SELECT {found}"), {"sought": sought}).scalar_one()
    if plan[0]["Plan"]["Plan Rows"] > FEW:
        return _condition(f"ts_match_vq({table}.{table}_search, {query})", sought)
    return _condition(f"{table}.id = ANY (ARRAY (SELECT found.id {found}))", sought)


def hits(conn: Connection, table: Table, asked: str | None) -> ColumnElement[int] | None:
    """The number by which the search of ``matching`` gives rows in order; None where none is sought, or it has none."""
    if conn.dialect.name == "postgresql" or not asked or not any(pieces(clean(asked))):
        return None
    return _INDEXES[table.name].c.rowid


# One object each: conditions and order must speak of the same table.
_INDEXES: dict[str, TableClause] = {name: table_clause(f"{name}_search", column("rowid")) for name in SEARCHED}


def _condition(words: str, sought: str) -> Condition:
    return cast("Condition", text(words).bindparams(bindparam("sought", sought, unique=True)))


def pieces(asked: str) -> Iterator[Piece]:
    """What is looked for, each with how; what holds no letter and no digit is passed over.

    A word is looked for in any ending, one with a star behind it as a beginning; a phrase, a number, a word with digits
    or signs in it as it is.
    """
    for number, found in enumerate(_PIECE.finditer(asked)):
        if number < MOST and any(map(str.isalnum, found[0])):
            yield _piece(found[2], found[1])


def _piece(word: str | None, phrase: str) -> Piece:
    if word is None:
        return phrase, "as it is"
    if word.endswith("*") and word[:-1].isalpha():
        return word[:-1], "as a beginning"
    return word, "in any ending" if word.isalpha() else "as it is"


def fts5(found: Iterable[Piece]) -> str:
    """The query as FTS5 takes it."""
    return " AND ".join(_fts5(piece, how) for piece, how in found)


def _fts5(piece: str, how: How) -> str:
    if how == "in any ending":
        return "(" + " OR ".join(f'"{form}"' for form in forms(piece)) + ")"
    return f'"{piece}" *' if how == "as a beginning" else f'"{piece}"'


def postgresql(found: Iterable[Piece]) -> str:
    """The query as ``to_tsquery`` takes it."""
    quoted = ((piece.replace("\\", " ").replace("'", "''"), how) for piece, how in found)
    return " & ".join(f"'{piece}':*" if how == "as a beginning" else f"'{piece}'" for piece, how in quoted)


def forms(word: str) -> list[str]:
    """A word with each ending that it may have, and as it is."""
    fit = _STEM.fullmatch(word)
    stem = fit[1] if fit and _SYLLABLE.search(fit[1]) else word
    return sorted({word, *(stem + ending for ending in _ENDINGS)})
