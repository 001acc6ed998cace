"""The unit for systemd: what it promises is there, and it fits the program."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

from monitor import jobs, watchdog
from monitor.errors import SettingsError

UNIT = Path(__file__).resolve().parent.parent / "deploy" / "zahlenmonitor.service"


@pytest.fixture(scope="module")
def service() -> dict[str, str]:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(UNIT.read_text("utf-8"))
    return dict(parser["Service"])


def test_the_unit_is_shut_in(service: dict[str, str]) -> None:
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    for name in (
        "NoNewPrivileges",
        "PrivateTmp",
        "PrivateDevices",
        "ProtectHome",
        "RestrictNamespaces",
        "LockPersonality",
    ):
        assert service[name] == "yes"
    assert service["User"] not in ("", "root")
    assert service["UMask"] == "0077"


def test_the_watchdog_waits_longer_than_the_daemon_between_two_signs(service: dict[str, str]) -> None:
    assert (service["Type"], service["WatchdogSec"]) == ("notify", "3min")
    assert 5 * jobs.LOOK < 3 * 60 < watchdog.STILL + jobs.LOOK * 60
    assert int(service["RestartPreventExitStatus"]) == SettingsError.exit_code
    assert service["Restart"] == "always"


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """Where systemd is there to be asked; elsewhere its words can't be checked."""
    if analyze := shutil.which("systemd-analyze"):
        unit = tmp_path / UNIT.name
        unit.write_text(UNIT.read_text("utf-8").replace("/opt/zahlenmonitor/bin/monitor", "/bin/true"), "utf-8")
        found = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True, check=False)
        assert "zahlenmonitor.service" not in found.stderr
