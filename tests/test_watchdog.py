"""The service manager is told what it must know, and a process that hangs is ended."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from monitor import watchdog


@pytest.mark.parametrize("abstract", [False, True], ids=["a path", "an abstract address"])
def test_states_reach_the_socket_that_is_named(tmp_path: Path, abstract: bool) -> None:
    name = f"zahlenmonitor-test-{tmp_path.name}-{id(tmp_path)}" if abstract else str(tmp_path / "n")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(f"\0{name}" if abstract else name)
        manager.settimeout(5)
        assert watchdog.notify("READY=1", {"NOTIFY_SOCKET": f"@{name}" if abstract else name})
        assert manager.recv(100) == b"READY=1"


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "/nowhere/socket"}])
def test_without_a_manager_nothing_is_told(environment: dict[str, str]) -> None:
    assert not watchdog.notify("READY=1", environment)


def test_what_no_longer_turns_is_ended() -> None:
    ended = threading.Event()
    with watchdog.watching(0.1, ended.set) as alive:
        alive()
        assert ended.wait(10)


def test_what_turns_is_left_alone() -> None:
    ended, pause = threading.Event(), threading.Event()
    with watchdog.watching(30, ended.set) as alive:
        for _ in range(3):
            alive()
            pause.wait(0.01)
    assert not ended.is_set()


@pytest.mark.parametrize(
    ("wall", "jump"),
    [
        (105.0, None),  # as long as the other one says
        (106.0, None),  # slewed
        (3705.0, timedelta(hours=1)),
        (-86295.0, -timedelta(days=1)),
    ],
)
def test_a_clock_that_was_set(wall: float, jump: timedelta | None) -> None:
    walls, steadies = [100.0, wall, wall], [1.0, 6.0, 6.0]
    clock = watchdog.Clock(lambda: walls.pop(0), lambda: steadies.pop(0))
    assert clock.jumped() == jump
    assert clock.jumped() is None  # told once
