"""Where settings are found, and the copy to edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor import settings
from monitor.errors import SettingsError
from monitor.settings import places


def make(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "feeds.toml").touch()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "home")}


def test_the_search_order(tmp_path: Path, home: dict[str, str]) -> None:
    """Each place is found only while none before it is there."""
    cwd = tmp_path / "work"
    cwd.mkdir()
    assert settings.find(None, home, cwd).shipped
    user = make(tmp_path / "home/.config/zahlenmonitor")
    assert settings.find(None, home, cwd) == settings.Found(user, shipped=False, data=user)
    local = make(cwd / "config")
    assert settings.find(None, home, cwd).folder == local
    named = make(tmp_path / "named")
    assert settings.find(None, {**home, "MONITOR_CONFIG": str(named)}, cwd).folder == named
    explicit = make(tmp_path / "explicit")
    assert settings.find(explicit, {**home, "MONITOR_CONFIG": str(named)}, cwd).folder == explicit


def test_a_relative_folder_starts_from_where_one_stands(tmp_path: Path) -> None:
    make(tmp_path / "a/b")
    assert settings.find(Path("a/../a/b"), {}, tmp_path).folder == tmp_path / "a/b"


def test_some_other_projects_config_folder_is_passed_over(tmp_path: Path, home: dict[str, str]) -> None:
    (tmp_path / "config").mkdir()
    assert settings.find(None, home, tmp_path).shipped


@pytest.mark.parametrize("environ", [{}, {"MONITOR_CONFIG": "none"}], ids=["--config", "MONITOR_CONFIG"])
def test_a_folder_that_is_named_must_be_there(tmp_path: Path, environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="none: there is no such settings folder; `monitor init` writes one"):
        settings.find(None if environ else Path("none"), environ, tmp_path)


def test_with_the_shipped_settings_data_lies_with_the_user(tmp_path: Path, home: dict[str, str]) -> None:
    assert settings.find(None, home, tmp_path).data == tmp_path / "home/.local/share/zahlenmonitor"
    environ = {**home, "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": "relative"}
    assert settings.find(None, environ, tmp_path).data == tmp_path / "data/zahlenmonitor"
    assert settings.user_folder(environ) == tmp_path / "home/.config/zahlenmonitor"  # a relative one is ignored


def test_the_installed_package_carries_its_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = make(tmp_path / "monitor/config")
    monkeypatch.setattr(places, "PACKAGE", tmp_path / "monitor")
    assert settings.shipped_folder() == inside


def test_init_writes_a_copy_that_loads(tmp_path: Path) -> None:
    written = settings.init(tmp_path / "new")
    assert {file.relative_to(tmp_path / "new").as_posix() for file in written} >= {
        "feeds.toml",
        "monitor.toml",
        "topics/ukraine.toml",
    }
    given = settings.load(tmp_path / "new", environ={})
    assert given.feeds
    assert given.warnings == ()


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text("# mine", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"feeds.toml: the file is there already, and nothing is overwritten"):
        settings.init(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["feeds.toml"]


def test_init_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"file/new: the settings can't be written here"):
        settings.init(tmp_path / "file" / "new")
