"""Logs: readable lines, JSON on demand, rotation, the libraries' logs, and no secrets."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from loguru import logger

from monitor import logs
from monitor.errors import SettingsError
from monitor.options import LogSettings


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Leaves loguru and the standard logging as they were found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    yield
    logger.remove()
    logger.configure(patcher=lambda _: None)
    root.handlers, root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
def text() -> io.StringIO:
    stream = io.StringIO()
    logs.configure(LogSettings(), stream)
    return stream


@pytest.fixture
def lines() -> io.StringIO:
    stream = io.StringIO()
    logs.configure(LogSettings(format="json"), stream)
    return stream


def test_a_line_says_when_what_and_with_which_result(text: io.StringIO) -> None:
    logger.info("polled feed", feed="Neue Zeit", status=304, took=0.21345, wait=timedelta(minutes=2), error=None)
    row = text.getvalue()
    assert row[:20].replace("-", "").replace(":", "").replace(" ", "").isdigit()
    assert row[20:] == 'INFO    polled feed  feed="Neue Zeit" status=304 took=0.213 wait=120s\n'


def test_days_and_empty_texts_are_told(text: io.StringIO) -> None:
    logger.info("read", day=date(2026, 3, 1), title="", quoted='a"b')
    assert text.getvalue().endswith('read  day=2026-03-01 title="" quoted="a\\"b"\n')


def test_json_is_one_object_a_line(lines: io.StringIO) -> None:
    logger.warning(
        "polled feed", feed="Neue Zeit", took=0.5, wait=timedelta(seconds=3), day=date(2026, 3, 1), path=Path("/x")
    )
    logger.info("again")
    first, second = map(json.loads, lines.getvalue().splitlines())
    assert first.pop("time").endswith("+00:00")
    assert first == {
        "level": "WARNING",
        "message": "polled feed",
        "module": __name__,
        "feed": "Neue Zeit",
        "took": 0.5,
        "wait": 3.0,
        "day": "2026-03-01",
        "path": "/x",
    }
    assert second["message"] == "again"


def test_a_field_can_not_replace_the_head_of_a_json_line(lines: io.StringIO) -> None:
    logger.bind(level="x", time="y").info("said")
    said = json.loads(lines.getvalue())
    assert (said["level"], said["message"]) == ("INFO", "said")


def test_text_from_outside_makes_no_line_of_its_own_and_steers_no_terminal(text: io.StringIO) -> None:
    logger.info("read article", title="a\n2026-01-01 00:00:00 ERROR forged\x1b[2J <red>{x}</red>")
    assert text.getvalue().count("\n") == 1
    assert "\x1b" not in text.getvalue()
    assert "<red>{x}</red>" in text.getvalue()


SECRET = "https://anna:geheim@host.example/?token=geheim"


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_logged(form: str) -> None:
    stream = io.StringIO()
    logs.configure(LogSettings(format=form), stream)  # type: ignore[arg-type]
    logger.info("asked", url=SECRET)
    logging.getLogger("some.library").warning("GET %s", SECRET)
    try:
        raise ValueError(SECRET)
    except ValueError:
        logger.exception("failed")
    assert "geheim" not in stream.getvalue()
    assert "anna" not in stream.getvalue()
    assert stream.getvalue().count("***@host.example") >= 3


def test_an_exception_has_its_traceback_without_the_values_of_variables(text: io.StringIO) -> None:
    password = "geheim"
    try:
        len(password) / 0
    except ZeroDivisionError:
        logger.exception("failed")
    assert "    ZeroDivisionError: division by zero" in text.getvalue()
    assert "geheim" not in text.getvalue()


def test_libraries_log_through_us_with_their_name(text: io.StringIO) -> None:
    logging.getLogger("some.library").warning("odd: %s", 3)
    assert text.getvalue().endswith("WARNING odd: 3  logger=some.library\n")


def test_a_library_that_logs_a_level_of_its_own(text: io.StringIO) -> None:
    logging.getLogger("some.library").log(35, "odd")
    assert "odd  logger=some.library" in text.getvalue()


@pytest.mark.parametrize("name", ["httpx", "httpcore.connection", "apscheduler.executors"])
def test_talkative_libraries_are_heard_from_warnings_on(text: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("HTTP Request: GET ...")
    assert text.getvalue() == ""
    logging.getLogger(name).warning("odd")
    assert "odd" in text.getvalue()


def test_a_run_that_is_skipped_because_the_last_one_lasts_is_no_warning(text: io.StringIO) -> None:
    logging.getLogger("apscheduler.scheduler").warning('Execution of job "read" skipped')
    assert text.getvalue() == ""
    logging.getLogger("apscheduler.scheduler").error("odd")
    assert "odd" in text.getvalue()


def test_levels_below_the_one_set_are_not_logged() -> None:
    stream = io.StringIO()
    logs.configure(LogSettings(level="ERROR"), stream)
    logger.warning("no")
    logging.getLogger("httpx").warning("no")
    logger.error("yes")
    assert "no" not in stream.getvalue()
    assert "yes" in stream.getvalue()


def test_the_last_configuration_counts() -> None:
    first, second = io.StringIO(), io.StringIO()
    logs.configure(LogSettings(), first)
    logs.configure(LogSettings(), second)
    logger.info("once")
    assert first.getvalue() == ""
    assert second.getvalue().count("once") == 1


def test_the_file_rotates_and_old_ones_go(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "m{time}.log"  # a name that looks like a format is taken as it is
    logs.configure(LogSettings(file=file, rotation=2000, retention=2), io.StringIO())
    for number in range(200):
        logger.info("counted", number=number)
    names = [path.name for path in file.parent.iterdir()]
    assert "m{time}.log" in names
    assert len(names) == 3  # the file and two old ones
    assert "number=199" in file.read_text(encoding="utf-8")


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"file/m.log, key logs.file: the log file can't be written"):
        logs.configure(LogSettings(file=tmp_path / "file" / "m.log"), io.StringIO())
