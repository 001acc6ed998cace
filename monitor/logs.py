"""Logs that a person can read: what happened, to which feed or article, with what result, how long.

    logger.info("polled feed", feed=name, status=304, took=0.21)

A message is a constant sentence; everything that varies is a field, so that no text from outside is ever
read as a format, and JSON logs can be searched. Secrets are hidden in messages, fields and tracebacks.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from inspect import currentframe
from typing import TYPE_CHECKING, Any, TextIO

from loguru import logger

from monitor.errors import SettingsError
from monitor.masking import mask_text
from monitor.options import LogSettings

if TYPE_CHECKING:
    from loguru import FormatFunction, Record

# Libraries that tell of each request or job at INFO, httpx with whole addresses, passwords included.
TALKATIVE = (
    *("httpx", "httpcore", "hpack", "h2", "urllib3", "requests", "asyncio"),
    *("apscheduler", "uvicorn", "procrastinate", "psycopg", "alembic", "markdown"),
)

DETAILS = "details"  # the field with a text of several lines, shown indented below its line
TRACE = "trace"
LINE = "line"


def configure(given: LogSettings, stream: TextIO | None = None) -> None:
    """Sends the logs of this program and of its libraries to ``stream`` (standard error) and to the file, if any.

    May be called again; the last call counts. Raises SettingsError where the file can't be written.
    """
    logger.remove()
    logger.configure(patcher=_clean)
    form = _json_line if given.format == "json" else _text_line
    logger.add(stream or sys.stderr, level=given.level, format=form, backtrace=False, diagnose=False)
    if given.file:
        _add_file(given, form)
    _take_over_stdlib(given.level)


def _add_file(given: LogSettings, form: FormatFunction) -> None:
    path = str(given.file).replace("{", "{{").replace("}", "}}")  # loguru would read {time} in a file's name
    try:
        logger.add(
            path,
            level=given.level,
            format=form,
            rotation=given.rotation,
            retention=given.retention,
            encoding="utf-8",
            opener=lambda name, flags: os.open(name, flags, 0o640),
            colorize=False,
            backtrace=False,
            diagnose=False,
        )
    except OSError as error:
        raise SettingsError(
            f"the log file can't be written ({error.strerror})", file=given.file, key="logs.file"
        ) from error


# ---------------------------------------------------------------- the libraries' logs


class _Intercept(logging.Handler):
    """Hands what libraries log by the standard way to loguru, with the logger's name as a field."""

    def emit(self, record: logging.LogRecord) -> None:
        """Logs at the level of the same name; the frames of ``logging`` itself are skipped."""
        try:
            level: str | int = logger.level(record.levelname).name
        except ValueError:
            level = record.levelno
        frame, depth = currentframe(), 0
        while frame and (depth == 0 or frame.f_code.co_filename == logging.__file__):
            frame, depth = frame.f_back, depth + 1
        bound = logger.bind(logger=record.name).opt(depth=depth, exception=record.exc_info)
        bound.log(level, "{}", record.getMessage())


def _take_over_stdlib(level: str) -> None:
    logging.basicConfig(handlers=[_Intercept()], level=level, force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    # A step that outlasts its interval is skipped as it should be; its own deadline tells if it hangs.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


# ---------------------------------------------------------------- how a record looks


def _clean(record: Record) -> None:
    """Hides secrets before any sink sees the record, the traceback's included."""
    record["message"] = mask_text(record["message"])
    if error := record["exception"]:
        record["extra"][TRACE] = mask_text("".join(traceback.format_exception(*error)).rstrip())
        record["exception"] = None
    for name, value in record["extra"].items():
        if isinstance(value, str):
            record["extra"][name] = mask_text(value)


def _text_line(record: Record) -> str:
    """``2026-11-22 15:41:44 INFO    polled feed  feed=tagesschau status=304``, in the machine's own time."""
    extra = record["extra"]
    record["extra"][LINE] = "  ".join(filter(None, [_one_line(record["message"]), " ".join(_fields(extra))]))
    below = "".join(
        f"\n    {_visible(line)}" for name in (DETAILS, TRACE) for line in str(extra.get(name, "")).splitlines()
    )
    record["extra"]["below"] = below
    return "{time:YYYY-MM-DD HH:mm:ss} <level>{level: <7}</level> {extra[line]}{extra[below]}\n"


def _json_line(record: Record) -> str:
    """One JSON object a line: time in UTC, level, message, and the fields beside them."""
    head = {
        "time": record["time"].astimezone(UTC).isoformat(timespec="milliseconds"),
        "level": record["level"].name,
        "message": record["message"],
        "module": record["name"],
    }
    fields = {name: value for name, value in record["extra"].items() if name not in {LINE, "below"}}
    record["extra"][LINE] = json.dumps(fields | head, ensure_ascii=False, default=_jsonable)
    return "{extra[line]}\n"


def _fields(extra: dict[str, Any]) -> Iterator[str]:
    for name, value in extra.items():
        if value is not None and name not in {DETAILS, TRACE, LINE, "below"}:
            yield f"{name}={_field(value)}"


def _field(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g}s"
    text = _one_line(value.isoformat() if isinstance(value, date) else str(value))
    return json.dumps(text, ensure_ascii=False) if not text or " " in text or '"' in text else text


def _one_line(text: str) -> str:
    """Text from outside can't begin a line of its own, nor steer the terminal."""
    return _visible(" ".join(text.split()))


def _visible(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _jsonable(value: object) -> object:
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.isoformat() if isinstance(value, date) else str(value)
