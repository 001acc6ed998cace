"""What pydantic reports, as sentences for the person who wrote the file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from monitor.settings.readers import shown

Where = tuple[str | int, ...]

_WANTED = {
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be a text in quotes",
    "list_type": 'must be a list in brackets, such as ["a", "b"]',
    "dict_type": "must be a table",
    "model_type": "must be a table",
}


def sentence(error: ErrorDetails, model: type[BaseModel]) -> str:
    """What is wrong and what would be right, for one of the errors that checking by ``model`` gave."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(error["loc"], model)
    if kind == "missing":
        return "this key is missing"
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return _choice(value, _choices(context["expected"]))
    if kind == "list_type" and _table(model, error["loc"]) is not None:
        name = ".".join(str(part) for part in error["loc"])
        return f"must be a list of tables: write [[{name}]] above each"
    return f"{_limit(kind, context)}, not {shown(value)}"


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint at what was meant: ``did you mean "x"?``, or what there is where nothing is near."""
    known = sorted(words)
    if close := difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6):
        return f'did you mean "{close[0]}"?'
    return f"known are: {', '.join(known)}" if known else "none is known"


def _limit(kind: str, context: dict[str, Any]) -> str:
    if kind == "greater_than_equal":
        return f"must be at least {context['ge']}"
    if kind == "less_than_equal":
        return f"must be at most {context['le']}"
    if kind == "string_too_short":
        return "must be a text that isn't empty"
    if kind == "string_pattern_mismatch":
        return "must begin with a small letter and have only small letters, digits and _"
    return _WANTED.get(kind, "has a value that can't be used")


def _choices(expected: str) -> list[str]:
    """pydantic gives the choices as text: ``'a', 'b' or 'c'``."""
    return expected.split("'")[1::2]


def _choice(value: object, choices: list[str]) -> str:
    close = difflib.get_close_matches(value.lower(), choices, n=1) if isinstance(value, str) else []
    hint = f'; did you mean "{close[0]}"?' if close else ""
    return f"must be one of {', '.join(map(shown, choices))}, not {shown(value)}{hint}"


def _unknown(where: Where, model: type[BaseModel]) -> str:
    key = str(where[-1])
    table = _table(model, where[:-1])
    homes = [name for name, fields in _tables(model) if key in fields and name]
    if homes:
        return f"unknown key here; it belongs to [{homes[0]}]"
    return f"unknown key; {nearest(key, table.model_fields if table else ())}"


def _table(model: type[BaseModel], where: Where) -> type[BaseModel] | None:
    """The table's class at a place in the file."""
    table: type[BaseModel] | None = model
    for part in where:
        if isinstance(part, int):
            continue
        if table is None or part not in table.model_fields:
            return None
        table = _inner(table.model_fields[part].annotation)
    return table


def _tables(model: type[BaseModel], name: str = "") -> Iterator[tuple[str, Iterable[str]]]:
    """Each table of a file with its keys."""
    yield name, model.model_fields
    for key, field in model.model_fields.items():
        if inner := _inner(field.annotation):
            yield from _tables(inner, f"{name}.{key}".strip("."))


def _inner(annotation: object) -> type[BaseModel] | None:
    """The table's class inside ``X``, ``list[X]`` or ``X | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part))), None)
