"""Full text: words and "phrases", all of which must be there, on SQLite's FTS5 and on PostgreSQL's German search.

PostgreSQL stems German words; FTS5 does not. There a word's ending is taken off and whatever begins with the rest is
found; PostgreSQL takes the stem as a beginning too, so that both find ``Soldaten`` by ``Soldat`` and the other way
round. Numbers and words inside of phrases are found as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from sqlalchemy import ColumnElement, Connection, Table, TableClause, bindparam, column, text
from sqlalchemy import table as table_clause

from storage.columns import clean
from storage.derived import SEARCHED, german
from storage.sql import Condition

MOST = 12  # words of a search; what is beyond narrows nothing that a person could mean
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_ENDING = re.compile(r"(?:ern|en|er|es|em|e|n|s)$")
SHORTEST = 4  # letters that must be left of a word without its ending


def matching(conn: Connection, table: Table, asked: str | None) -> list[Condition]:
    """The condition that rows of a searched table hold what is asked; none where nothing is."""
    if not asked:
        return []
    if not (found := list(pieces(clean(asked)))):
        return [table.c.id.in_([])]  # signs alone, which no index holds
    if conn.dialect.name == "postgresql":
        document = german(table.name, f"{table.name}.")
        return [_condition(f"{document} @@ to_tsquery('german', :sought)", postgresql(found))]
    index = _INDEXES[table.name]
    return [table.c.id == index.c.rowid, _condition(f"{index.name} MATCH :sought", fts5(found))]


def hits(conn: Connection, table: Table, asked: str | None) -> ColumnElement[int] | None:
    """The number by which the search of ``matching`` gives rows in order; None where none is sought, or it has none."""
    if conn.dialect.name == "postgresql" or not asked or not any(pieces(clean(asked))):
        return None
    return _INDEXES[table.name].c.rowid


# One object each: conditions and order must speak of the same table.
_INDEXES: dict[str, TableClause] = {name: table_clause(f"{name}_search", column("rowid")) for name in SEARCHED}


def _condition(words: str, sought: str) -> Condition:
    return cast("Condition", text(words).bindparams(bindparam("sought", sought, unique=True)))


def pieces(asked: str) -> Iterator[tuple[str, bool]]:
    """What is looked for, each with whether its beginning is enough; what holds no letter and no digit is passed over.

    A word's is; a phrase, a number, a word with digits or signs in it must be there as it is.
    """
    for number, found in enumerate(_PIECE.finditer(asked)):
        piece = found[2] or found[1]
        if number < MOST and any(map(str.isalnum, piece)):
            yield piece, found[2] is not None and piece.isalpha()


def fts5(found: list[tuple[str, bool]]) -> str:
    """The query as FTS5 takes it."""
    return " ".join(f'"{stem(piece)}" *' if begins else f'"{piece}"' for piece, begins in found)


def postgresql(found: list[tuple[str, bool]]) -> str:
    """The query as ``to_tsquery`` takes it."""
    quoted = ((piece.replace("\\", " ").replace("'", "''"), begins) for piece, begins in found)
    return " & ".join(f"'{piece}':*" if begins else f"'{piece}'" for piece, begins in quoted)


def stem(word: str) -> str:
    """A word without its German ending, where enough of it is left."""
    rest = _ENDING.sub("", word)
    return rest if len(rest) >= SHORTEST else word
