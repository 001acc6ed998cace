"""Adding feeds to feeds.toml and taking them out."""

from __future__ import annotations

import os
import tempfile
import tomllib
from pathlib import Path

import pytest

from monitor.errors import SettingsError
from monitor.settings import feeds_file, places

TEXT = """# Our feeds.
# Kept by the desk.

# found in the imprint, 2026-03-01
[[feed]]
name = "Hafenbote"   # the daily
url = "https://hafenbote.example/feed"

# ---------------------------------- islands

# weekly
[[feed]]
name = "Inselblatt"
url = "https://inselblatt.example/rss"
headers = { X = "1" }

[[feed]]
name = "Deichkurier"
url = "https://deichkurier.example/"
[feed.cookies]
a = "b"
# the end
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feeds.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def read(folder: Path) -> str:
    return (folder / "feeds.toml").read_text(encoding="utf-8")


def test_a_feed_is_appended_and_nothing_else_touched(folder: Path) -> None:
    feeds_file.add(folder, name='Watt "aktuell"', url="https://watt.example/f?a=1&b=2", publisher="Watt", interval="")
    assert read(folder).startswith(TEXT)
    added = tomllib.loads(read(folder))["feed"][-1]
    assert added == {"name": 'Watt "aktuell"', "url": "https://watt.example/f?a=1&b=2", "publisher": "Watt"}


def test_headers_are_added_in_one_line(folder: Path) -> None:
    feeds_file.add(folder, name="W", url="https://w.example", headers={"Authorization": "env:W"})
    assert 'headers = {Authorization = "env:W"}' in read(folder)


def test_the_first_feed_of_an_empty_file(folder: Path) -> None:
    (folder / "feeds.toml").write_text("", encoding="utf-8")
    feeds_file.add(folder, name="W", url="https://w.example")
    assert read(folder) == '[[feed]]\nname = "W"\nurl = "https://w.example"\n'


def test_a_file_without_a_last_newline(folder: Path) -> None:
    (folder / "feeds.toml").write_text("# end", encoding="utf-8")
    feeds_file.add(folder, name="W", url="https://w.example")
    assert read(folder).startswith("# end\n\n[[feed]]\n")


TWICE = [
    ("Hafenbote", "https://other.example"),  # the same name
    ("Other", "https://HAFENBOTE.example/feed"),  # the same address in another spelling
]


@pytest.mark.parametrize(("name", "url"), TWICE)
def test_a_feed_is_not_added_twice(folder: Path, name: str, url: str) -> None:
    with pytest.raises(SettingsError, match=r'the feed "Hafenbote" at .* is there already'):
        feeds_file.add(folder, name=name, url=url)
    assert read(folder) == TEXT


REMOVED = [
    # with its own comment, while the heading of the next section and that section's comments stay
    ("Hafenbote", TEXT.replace(TEXT[TEXT.index("# found") : TEXT.index("# -----")], "")),
    (
        "https://inselblatt.example/rss",
        TEXT.replace(TEXT[TEXT.index("# weekly") : TEXT.index('[[feed]]\nname = "D')], ""),
    ),
    ("Deichkurier", TEXT[: TEXT.index('[[feed]]\nname = "D')] + "# the end\n"),
]


@pytest.mark.parametrize(("name", "rest"), REMOVED)
def test_a_feed_is_removed_with_its_own_comment(folder: Path, name: str, rest: str) -> None:
    feeds_file.remove(folder, name)
    assert read(folder) == rest


def test_removing_gives_the_name(folder: Path) -> None:
    assert feeds_file.remove(folder, "https://deichkurier.example/") == "Deichkurier"


def test_an_unknown_feed_is_told(folder: Path) -> None:
    with pytest.raises(SettingsError, match='there is no feed with the name or address "Nordwind"'):
        feeds_file.remove(folder, "Nordwind")


def test_rights_and_links_are_kept(folder: Path) -> None:
    target = folder / "real.toml"
    (folder / "feeds.toml").rename(target)
    target.chmod(0o640)
    (folder / "feeds.toml").symlink_to(target)
    feeds_file.remove(folder, "Hafenbote")
    assert (folder / "feeds.toml").is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert not list(folder.glob(".*"))


def test_where_it_can_not_be_written_the_block_to_paste_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(SettingsError) as caught:
        feeds_file.add(folder, name="W", url="https://w.example")
    assert "can't be written; add these lines to it" in str(caught.value)
    assert '[[feed]]\nname = "W"\nurl = "https://w.example"' in str(caught.value)
    with pytest.raises(SettingsError, match=r"(?s)delete these lines from it:.*Inselblatt"):
        feeds_file.remove(folder, "Inselblatt")


def test_a_failed_write_leaves_the_file_and_no_rest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SettingsError, match="can't be written"):
        feeds_file.add(folder, name="W", url="https://w.example")
    assert read(folder) == TEXT
    assert os.listdir(folder) == ["feeds.toml"]  # noqa: PTH208 - hidden files too


def test_feeds_in_one_list_are_not_edited_but_told(folder: Path) -> None:
    one = 'feed = [{ name = "A", url = "https://a.example" }, { name = "B", url = "https://b.example" }]\n'
    (folder / "feeds.toml").write_text(one, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"(?s)can't be edited here; add these lines.*\[\[feed\]\]"):
        feeds_file.add(folder, name="W", url="https://w.example")
    with pytest.raises(SettingsError, match="can't be edited here"):
        feeds_file.remove(folder, "A")
    assert read(folder) == one


def test_a_broken_file_is_left_alone(folder: Path) -> None:
    (folder / "feeds.toml").write_text("[[feed]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="can't be read, so nothing was changed"):
        feeds_file.add(folder, name="W", url="https://w.example")


def test_the_file_inside_the_package_is_not_edited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds_file, "PACKAGE", folder)
    with pytest.raises(SettingsError, match="`monitor init` writes a copy"):
        feeds_file.add(folder, name="W", url="https://w.example")
    assert places.PACKAGE.name == "monitor"
