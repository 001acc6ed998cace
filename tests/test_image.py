"""Image and compose file, as far as they can be held without an engine: well-formed, and each promise kept."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]
    return {name: {**found.get(service.get("extends"), {}), **service} for name, service in found.items()}


def test_a_worker_is_the_monitor_with_another_command(services: dict[str, Any]) -> None:
    same = ("build", "environment", "secrets", "read_only", "user", "cap_drop", "security_opt")
    assert all(services["worker"][key] == services["monitor"][key] for key in same)
    assert services["worker"]["command"] == ["worker"]
    assert services["worker"]["profiles"] == ["scale"]


def test_the_monitor_is_shut_in(services: dict[str, Any]) -> None:
    monitor = services["monitor"]
    assert monitor["read_only"] is True
    assert monitor["cap_drop"] == ["ALL"]
    assert monitor["security_opt"] == ["no-new-privileges:true"]
    assert not monitor["user"].startswith(("0", "root"))


def test_the_monitor_waits_for_a_healthy_database(services: dict[str, Any]) -> None:
    assert services["monitor"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert all("healthcheck" in service for service in services.values())


def test_data_outlives_the_containers(services: dict[str, Any]) -> None:
    whole = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    mounted = {volume.split(":")[0] for service in services.values() for volume in service["volumes"]}
    assert set(whole["volumes"]) <= mounted
    used = {secret for service in services.values() for secret in service["secrets"]}
    assert used == set(whole["secrets"])


def test_no_secret_stands_in_the_compose_file(services: dict[str, Any]) -> None:
    values = [value for service in services.values() for value in service["environment"].values()]
    assert not [value for value in values if re.search(r"//[^/@]+:[^/@]+@", value)]


def test_the_image_runs_as_nobody_and_says_whether_it_lives() -> None:
    stages = DOCKERFILE.split("FROM ")[1:]
    assert len(stages) == 2
    assert "USER monitor" in stages[1]
    assert "HEALTHCHECK" in stages[1]
    assert 'ENTRYPOINT ["monitor"]' in stages[1]


def test_everything_that_the_image_copies_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert copied
    assert all((ROOT / name).exists() for line in copied for name in line.split())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-image.txt"])
def test_pins_have_hashes_cover_the_project_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    pinned = {match.lower() for match in re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==", text, re.MULTILINE)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[\[<>=~ ]", row)[0].lower() for row in project["dependencies"]}
    assert wanted <= pinned
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text
