"""Documentation that is checked: the fields of every list, and the commands and settings that README names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from monitor.cli.app import tree
from storage import derived, schema
from tests.cli.conftest import Run, filled, folder, played, run, site

__all__ = ["filled", "folder", "played", "run", "site"]  # the fixtures of the command line's tests
ROOT = Path(__file__).resolve().parent.parent
SECTIONS = dict(re.findall(r"^## (.+?)\n\n`(.+?)`", (ROOT / "docs" / "fields.md").read_text("utf-8"), re.MULTILINE))


APART = ("alerts --health", "feeds show")


@pytest.mark.parametrize("heading", [name for name in SECTIONS if name not in APART])
def test_the_documented_fields_are_those_that_are_given(filled: Run, heading: str) -> None:
    documented = SECTIONS[heading].split(", ")
    if heading == "verdict list":
        filled("verdict", "merge", "Seoul", "Südkorea", "--by", "x", "--why", "y")
    command = ["figures"] if heading == "figures, history" else heading.split()
    row = json.loads(filled(*command, "--format", "json").out)[0]
    assert list(row) == documented


def test_health_has_its_documented_fields(run: Run, site: object) -> None:
    site.faults["/feed.xml"] = 410  # type: ignore[attr-defined]  # the fixture's site
    run("check", "--all")
    row = json.loads(run("alerts", "--health", "--format", "json").out)[0]
    assert list(row) == SECTIONS["alerts --health"].split(", ")


def test_a_feed_has_its_documented_fields(filled: Run) -> None:
    row = json.loads(filled("feeds", "show", "testblatt", "--format", "json").out)[0]
    listed = SECTIONS["feeds list"].split(", ")
    assert list(row) == [*listed, *SECTIONS["feeds show"].split(", ")]


def test_the_documented_views_and_tables_are_those_of_the_schema() -> None:
    views, _, tables = (ROOT / "docs" / "schema.md").read_text("utf-8").partition("\n## Tables\n")
    named = [set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)) for part in (views, tables)]
    assert named == [{derived.view_name(view) for view in derived.VIEWS}, set(schema.metadata.tables)]


def test_every_command_that_readme_names_exists() -> None:
    app = tree()
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    known |= {group.name for group in app.registered_groups if group.name}
    named = set(re.findall(r"`monitor (?:--config \S+ )?([a-z][a-z-]*)", (ROOT / "README.md").read_text("utf-8")))
    assert named
    assert named <= known
