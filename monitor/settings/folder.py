"""Reading a settings folder: files to tables, and every mistake of all files told at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from monitor.errors import SettingsError
from monitor.model import Topic
from monitor.options import Settings
from monitor.settings import checks, environment
from monitor.settings.documents import Document, MistakesError, check, read
from monitor.settings.fields import Folder
from monitor.settings.schema import FeedsFile, MonitorFile, TopicFile
from monitor.settings.values import values

Model = TypeVar("Model", bound=BaseModel)


def load(folder: Folder) -> Settings:
    """What ``monitor.settings.load`` promises."""
    if not folder.path.is_dir():
        raise SettingsError("the settings folder doesn't exist; `monitor init` writes one", file=folder.path)
    mistakes: list[SettingsError] = []
    main = _checked(_main(folder, mistakes), MonitorFile, folder, mistakes)
    feeds = _checked(_feeds(folder, mistakes), FeedsFile, folder, mistakes)
    topics = [_checked(document, TopicFile, folder, mistakes) for document in _topics(folder, mistakes)]
    mistakes += checks.all_files(main, feeds, topics)
    if main and feeds and not mistakes:
        return values(folder, main[1], feeds, [topic for topic in topics if topic])
    raise mistakes[0] if len(mistakes) == 1 else MistakesError(tuple(mistakes))


def topic(file: Path) -> Topic:
    """What ``monitor.settings.topic`` promises."""
    mistakes: list[SettingsError] = []
    found = _checked(_read(file, mistakes), TopicFile, Folder(file.parent, file.parent, {}), mistakes)
    if found is None:
        raise mistakes[0] if len(mistakes) == 1 else MistakesError(tuple(mistakes))
    return found[1].value(file.stem)


def _main(folder: Folder, mistakes: list[SettingsError]) -> Document | None:
    file = folder.path / "monitor.toml"
    document = _read(file, mistakes) if file.exists() else Document(file)
    return document and replace(document, **environment.apply(document.tables, folder.environ))


def _feeds(folder: Folder, mistakes: list[SettingsError]) -> Document | None:
    file = folder.path / "feeds.toml"
    if file.exists():
        return _read(file, mistakes)
    mistakes.append(SettingsError("the file is missing; it lists the feeds to read", file=file))
    return None


def _topics(folder: Folder, mistakes: list[SettingsError]) -> list[Document | None]:
    files = sorted((folder.path / "topics").glob("*.toml"))
    if not files:
        mistakes.append(SettingsError("there is no topic here; write at least one *.toml", file=folder.path / "topics"))
    return [_read(file, mistakes) for file in files]


def _read(file: Path, mistakes: list[SettingsError]) -> Document | None:
    try:
        return read(file)
    except SettingsError as error:
        mistakes.append(error)
        return None


def _checked(
    document: Document | None, model: type[Model], folder: Folder, mistakes: list[SettingsError]
) -> tuple[Document, Model] | None:
    """The document with its tables, or None where it couldn't be read or is wrong; the mistakes are told."""
    if document is None:
        return None
    tables = check(document, model, folder, mistakes)
    return (document, tables) if tables else None
