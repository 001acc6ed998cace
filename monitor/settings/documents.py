"""A settings file's text with its places, and the list of what is wrong with all of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from monitor.errors import SettingsError
from monitor.settings import lines
from monitor.settings.fields import Folder
from monitor.settings.sentences import sentence

Model = TypeVar("Model", bound=BaseModel)

# tomllib's complaints, by how they begin, in words that help.
_COMPLAINTS = {
    "Cannot overwrite": "the same key stands here twice",
    "Cannot declare": "the same table stands here twice",
    "Cannot mutate": "this adds to something that is complete already",
    "Expected '='": "an equals sign is missing after the key",
    "Invalid value": "the value can't be read; a text needs quotes around it",
    "Unterminated": "a text isn't closed by its quotation mark",
    "Illegal character": "a character stands here that isn't allowed; perhaps a quotation mark is missing before",
    "Unclosed": "a bracket isn't closed",
    "Expected newline": "something stands behind the value that doesn't belong to it",
    "Unescaped": "a backslash must be doubled, or the text put in single quotes",
}


class MistakesError(SettingsError):
    """Several mistakes told together, a line each; ``errors`` has them one by one."""

    def __init__(self, errors: tuple[SettingsError, ...]):
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors
        self.file, self.key, self.line = errors[0].file, errors[0].key, errors[0].line


@dataclass(frozen=True)
class Document:
    """A file and what it says. ``overrides`` are places whose value the environment gave, with the variable's name."""

    file: Path
    tables: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    overrides: dict[lines.Path, str] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[lines.Path, int]:
        """The line of each key; looked for once there is something to tell."""
        return lines.index(self.text)

    def mistake(self, path: lines.Path, message: str) -> SettingsError:
        """The error of a key, with its line, or with the environment variable's name that gave the value."""
        if path[:2] in self.overrides:
            return SettingsError(message, key=self.overrides[path[:2]])
        key = ".".join(part for part in path if isinstance(part, str))
        return SettingsError(message, file=self.file, key=key or None, line=lines.find(self.places, path))

    def here(self, path: lines.Path) -> str:
        """A place in words, for a sentence that points to a second one."""
        line = lines.find(self.places, path)
        return f"{self.file.name}, line {line}" if line else self.file.name


def read(file: Path) -> Document:
    """The file's TOML. Raises SettingsError where it can't be read, is no UTF-8 or no TOML, with the line."""
    text = _text(file)
    try:
        return Document(file, tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        complaint = str(error)
        found = re.search(r"at line (\d+)", complaint)
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        known = (words for start, words in _COMPLAINTS.items() if complaint.startswith(start))
        raise SettingsError(
            f"not valid TOML: {next(known, 'this is not how TOML is written')}", file=file, line=line
        ) from error


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SettingsError(f"the file can't be read ({error.strerror})", file=file) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettingsError("the file is not UTF-8 text", file=file, line=line) from error


def check(document: Document, model: type[Model], folder: Folder, mistakes: list[SettingsError]) -> Model | None:
    """The document as ``model``; what is wrong is appended to ``mistakes``, and None given."""
    try:
        return model.model_validate(document.tables, context=folder)
    except ValidationError as error:
        found = (document.mistake(details["loc"], sentence(details, model)) for details in error.errors())
        mistakes += sorted(found, key=lambda mistake: mistake.line or 0)
        return None
