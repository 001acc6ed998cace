"""Daemons under test: ``monitor run`` as processes of their own on the settings of the test's ``folder`` fixture."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

MONITOR = (sys.executable, "-m", "monitor")
PATIENCE = 240  # seconds until a test gives up waiting; a loaded machine is slow to start a process

Start = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts daemons; whatever still runs at the test's end is killed."""
    running: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        command = [*MONITOR, "--config", str(folder), "run"]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()
