"""Settings from the environment: ``MONITOR_WEB_PORT`` stands for ``port`` in ``[web]`` and goes before the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypedDict, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from monitor.settings.lines import Path
from monitor.settings.schema import MonitorFile
from monitor.settings.sentences import nearest


class Applied(TypedDict):
    """The tables with the environment's values in them, and the variable's name for each of these places."""

    tables: dict[str, Any]
    overrides: dict[Path, str]


def apply(tables: dict[str, Any], environ: Mapping[str, str]) -> Applied:
    """Puts the environment's values over the file's. An empty variable counts as not set; lists have none."""
    merged = dict(tables)
    overrides: dict[Path, str] = {}
    for name, section, key, field in _variables():
        if text := environ.get(name):
            table = merged.get(section)
            merged[section] = {**(table if isinstance(table, dict) else {}), key: _typed(text, field)}
            overrides[section, key] = name
    return {"tables": merged, "overrides": overrides}


def strays(environ: Mapping[str, str]) -> list[str]:
    """A warning for each variable that looks like a setting and is none."""
    known = {name for name, *_ in _variables()}
    prefixes = tuple(f"MONITOR_{section.upper()}_" for section in MonitorFile.model_fields)
    odd = (name for name in environ if name.startswith(prefixes) and name not in known)
    return [f"the environment variable {name} is no setting; {_hint(name, known)}" for name in sorted(odd)]


def _hint(name: str, known: set[str]) -> str:
    return (
        nearest(name.lower(), (variable.lower() for variable in known)).upper().replace("DID YOU MEAN", "did you mean")
    )


def _variables() -> Iterator[tuple[str, str, str, FieldInfo]]:
    for section, outer in MonitorFile.model_fields.items():
        table = outer.annotation
        if isinstance(table, type) and issubclass(table, BaseModel):
            for key, field in table.model_fields.items():
                if list not in _types(field):
                    yield f"MONITOR_{section}_{key}".upper(), section, key, field


def _types(field: FieldInfo) -> set[object]:
    """The plain types a setting may have: of ``list[X]``, ``list``."""
    parts = get_args(field.annotation) or (field.annotation,)
    origin = getattr(field.annotation, "__origin__", None)
    return {*parts, origin}


def _typed(text: str, field: FieldInfo) -> object:
    """A variable is text; where the setting is a number or a switch, it is read as one."""
    types = _types(field)
    if bool in types and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    return int(text) if int in types and text.isdecimal() else text
