"""Builds the wheel and tries it where nothing else is: ``python -m tests.wheel``.

The checkout can hide a file that the wheel lacks, so CI asks the installed wheel for what a new user asks first.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = "Nach Angaben des Pentagons wurden in Kursk rund 400 nordkoreanische Soldaten getötet."


def build(folder: Path) -> Path:
    """The wheel, built into ``folder``."""
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "-w",
        str(folder),
    ]
    subprocess.run([*pip, str(ROOT)], check=True)
    return next(folder.glob("zahlenmonitor-*.whl"))


def install(wheel: Path, folder: Path) -> Path:
    """A new environment with the wheel and its pinned requirements; the path of its ``monitor`` command."""
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    return folder / "bin" / "monitor"


def contents(wheel: Path) -> None:
    """The wheel holds the two packages, the shipped configuration, and nothing beside them."""
    names = ZipFile(wheel).namelist()
    assert not [name for name in names if name.endswith((".db", ".log", ".lock"))]
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"monitor", "storage"}, tops
    assert {"monitor/config/monitor.toml", "monitor/config/feeds.toml", "monitor/config/topics/ukraine.toml"} <= set(
        names
    )


def try_out(monitor: Path, folder: Path) -> None:
    """What a new user does first: version, a figure, a copy of the settings, a look at the stored claims."""

    def run(*arguments: str, text: str = "") -> str:
        done = subprocess.run(
            [monitor, *arguments], input=text, capture_output=True, text=True, cwd=folder, check=False
        )
        assert done.returncode == 0, f"monitor {' '.join(arguments)}: {done.stderr}"
        return done.stdout

    assert run("--version").strip()
    (claim,) = json.loads(run("extract", "-", "--format", "json", text=SENTENCE))
    assert (claim["low"], claim["event"], claim["party"], claim["claimant"]) == (
        400,
        "killed",
        "north_korea",
        "Pentagon",
    ), claim
    run("init", str(folder / "mine"))
    assert json.loads(run("--config", str(folder / "mine"), "claims", "--format", "json")) == []


def main() -> None:
    """Build, look inside, install, try out."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder)
        contents(wheel)
        try_out(install(wheel, folder / "env"), folder)
        print(f"{wheel.name}: holds what it should, and works where nothing else is installed")


if __name__ == "__main__":
    main()
