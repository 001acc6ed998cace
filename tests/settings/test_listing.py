"""Settings as text: complete, and without a secret."""

from __future__ import annotations

from monitor import settings
from tests.settings.conftest import FEEDS, Load

MONITOR = """
[database]
url = "postgresql://anna:geheim1@db/monitor"
[web]
token = "geheim2-geheim2-geheim2"
[alerts]
quiet_hours = "22:00-06:30"
[[alerts.channel]]
name = "mail"
url = "smtp://u:geheim3@mail.example/?to=a@b.example"
[[alerts.channel]]
name = "chat"
url = "tgram://geheim4/1234"
[[alerts.channel]]
name = "hook"
url = "webhook+https://x.example/h?token=geheim5"
secret = "geheim6"
kinds = ["raised"]
"""

FEED = """proxy = "http://p:geheim7@proxy.example"
headers = { Authorization = "geheim8" }
cookies = { session = "geheim9" }
"""


def test_no_secret_is_shown(load: Load) -> None:
    text = settings.show(load(monitor=MONITOR, feeds=FEEDS + FEED))
    assert "geheim" not in text
    assert "anna" not in text


def test_everything_else_is_shown(load: Load) -> None:
    text = settings.show(load(monitor=MONITOR, feeds=FEEDS + FEED))
    for row in (
        'url = "postgresql+psycopg://***@db/monitor"',
        'token = "***"',
        'quiet_hours = "22:00-06:30"',
        'timeout = "20s"',
        "respect_robots = true",
        'recheck = ["15m", "1h", "6h", "1d", "3d"]',
        'url = "smtp://***@mail.example/?to=a@b.example"',
        'url = "tgram://***"',
        'url = "webhook+https://x.example/h?token=***"',
        'kinds = ["raised"]',
        'proxy = "http://***@proxy.example"',
        'headers = { "Authorization" = "***" }',
        'cookies = { "session" = "***" }',
        "# topic strike: Hafenstreik, 1 metrics, 0 claimants",
    ):
        assert row in text.splitlines()
