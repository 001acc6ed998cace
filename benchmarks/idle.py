"""The memory of a daemon that has nothing to do: ``monitor run`` with the dashboard and a feed that is not due again.

Its own resident memory, and with its page readers what all hold for themselves, of shared pages their share (PSS).
"""

from __future__ import annotations

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from benchmarks.load import resident
from benchmarks.measure import MONITOR, Figure, descendants

SETTINGS = '[web]\nport = {port}\n[logs]\nlevel = "ERROR"\n'
TOPIC = 'title = "Krieg"\n[relevance]\nany = ["Soldaten"]\n[[metric]]\nkey = "m"\ntitle = "M"\nkind = "total"\n'
MOST = 300.0  # seconds until it must be there
SETTLED = 40.0  # seconds in which each of its jobs but the hourly one has run


def rows() -> Iterator[Figure]:
    """The measures of this module."""
    with tempfile.TemporaryDirectory(prefix="idle-") as name:
        port = _configured(Path(name))
        process = subprocess.Popen([MONITOR, "run", "--config", name])
        try:
            _await(f"http://127.0.0.1:{port}/readyz")
            time.sleep(SETTLED)
            own, all_ = resident(process.pid), together(process.pid)
        finally:
            process.terminate()
            process.wait()
    yield Figure("memory of an idle daemon", own, "MB")
    yield Figure("memory of an idle daemon and its page readers", all_, "MB")


def _configured(folder: Path) -> int:
    """Write the settings; the dashboard's port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    (folder / "topics").mkdir()
    (folder / "monitor.toml").write_text(SETTINGS.format(port=port), "utf-8")
    (folder / "feeds.toml").write_text('[[feed]]\nname = "paper"\nurl = "http://127.0.0.1:9/feed"\n', "utf-8")
    (folder / "topics" / "krieg.toml").write_text(TOPIC, "utf-8")
    return port


def _await(url: str) -> None:
    end = time.monotonic() + MOST
    while time.monotonic() < end:
        try:
            httpx.get(url, timeout=5)
        except httpx.TransportError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"the daemon was not ready within {MOST:.0f} seconds")


def together(pid: int) -> float:
    """What a process and its children hold in MB, of what they share with others their share."""
    return sum(map(_held, [pid, *descendants(pid)]))


def _held(pid: int) -> float:
    """A process's memory in MB, of what it shares its share."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
