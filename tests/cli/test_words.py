"""What is done with the words of a command line before anything is opened."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor.cli import main, to_front
from monitor.cli.app import COMMANDS, command_of, tree
from monitor.errors import UsageError
from monitor.times import day, day_or_time, moment


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["claims"], ["claims"], id="nothing to move"),
        pytest.param(["--config", "c", "claims"], ["--config", "c", "claims"], id="in front already"),
        pytest.param(["claims", "--config", "c"], ["--config", "c", "claims"], id="behind the command"),
        pytest.param(
            ["feeds", "list", "--database=sqlite:///x"], ["--database=sqlite:///x", "feeds", "list"], id="with ="
        ),
        pytest.param(
            ["claims", "--database", "u", "--text", "x", "--config", "c"],
            ["--database", "u", "--config", "c", "claims", "--text", "x"],
            id="both, among others",
        ),
        pytest.param(["extract", "--", "--config"], ["extract", "--", "--config"], id="behind -- it is a file's name"),
        pytest.param(["claims", "--config"], ["--config", "claims"], id="its value forgotten: Typer says so"),
    ],
)
def test_global_options_move_to_the_front(words: list[str], expected: list[str]) -> None:
    assert to_front(words) == expected


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_that_is_kept_as_text_is_what_the_commands_say(
    asked: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        tree()(["--help"], prog_name="monitor")
    told = capsys.readouterr().out
    main([asked])
    assert capsys.readouterr().out == told, "commands have changed: `make help-text`"


@pytest.mark.parametrize("module", COMMANDS)
def test_each_module_registers_the_commands_by_which_it_is_found(module: str) -> None:
    app = tree([COMMANDS[module][0]])
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    names += [group.name for group in app.registered_groups if group.name]
    assert sorted(names) == sorted(COMMANDS[module])


@pytest.mark.parametrize(
    ("words", "command"),
    [
        pytest.param(["extract", "run"], "extract", id="not its arguments"),
        pytest.param(["--config", "run", "--database=x", "feeds", "list"], "feeds", id="behind the global options"),
        pytest.param(["--version"], None, id="none"),
    ],
)
def test_the_command_of_a_line(words: list[str], command: str | None) -> None:
    assert command_of(words) == command


@pytest.mark.parametrize(
    ("given", "ends", "expected"),
    [
        pytest.param("2025-01-13", False, "2025-01-12T23:00:00+00:00", id="a day begins in Berlin"),
        pytest.param("2025-07-13", False, "2025-07-12T22:00:00+00:00", id="in summer an hour earlier"),
        pytest.param("2025-01-13", True, "2025-01-13T23:00:00+00:00", id="a last day is inclusive"),
        pytest.param("2025-03-30", True, "2025-03-30T22:00:00+00:00", id="the day on which summer time begins"),
        pytest.param("2025-01-13T07:00", False, "2025-01-13T06:00:00+00:00", id="a time without zone is Berlin's"),
        pytest.param("2025-01-13T07:00Z", False, "2025-01-13T07:00:00+00:00", id="a time with zone"),
    ],
)
def test_bounds_of_time(given: str, ends: bool, expected: str) -> None:
    bound = day_or_time(given, "--since", ends=ends)
    assert bound is not None
    assert bound.astimezone(UTC).isoformat() == expected


@pytest.mark.parametrize("given", ["gestern", "2025-13-01", "13.01.2025", "2025-01-13T25:00"])
def test_a_bound_that_is_no_time_is_told_with_its_option(given: str) -> None:
    with pytest.raises(UsageError, match="--until .*" + given[:4]):
        day_or_time(given, "--until")


@pytest.mark.parametrize("given", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31", "9999-12-31T23:59:59-01:00"])
def test_a_year_that_no_clock_shows_is_told_with_the_bounds(given: str) -> None:
    for ends in (False, True):
        with pytest.raises(UsageError, match="--until takes a year from 1900 to 2200"):
            day_or_time(given, "--until", ends=ends)
    with pytest.raises(UsageError, match="--at takes a year"):
        moment(given)
    with pytest.raises(UsageError, match="--as-of takes a year"):
        day(given[:10], "--as-of")


def test_the_clock_of_a_pass() -> None:
    assert moment("2025-01-13T07:00") == datetime(2025, 1, 13, 6, tzinfo=UTC)
    assert moment("2025-01-13T07:00:00+02:00") == datetime(2025, 1, 13, 5, tzinfo=UTC)
    with pytest.raises(UsageError, match="--at takes a time"):
        moment("morgen")


def test_a_day() -> None:
    assert day("2025-01-13", "--as-of") == date(2025, 1, 13)
    assert day(None, "--as-of") is None
    with pytest.raises(UsageError, match="--as-of takes a day"):
        day("heute", "--as-of")
