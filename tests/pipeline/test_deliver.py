"""Delivery against channels that fail, refuse, hang over days or break: nothing lost, nothing twice, order kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from monitor import pipeline
from monitor.errors import DeliveryError
from monitor.notify import Message
from monitor.options import AlertSettings, ChannelConfig, Settings
from monitor.pipeline.deliver import wait
from storage.engine import Database
from tests.pipeline.conftest import working
from tests.pipeline.site import Site
from tests.pipeline.test_way import FILLER, KILLED, MINUTE, NOW, TITLE, ask

CHANNELS = (ChannelConfig("gut", "log:"), ChannelConfig("schlecht", "log:"))


@dataclass
class Channel:
    """Takes messages, unless it has something to raise first."""

    name: str
    faults: list[Exception] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    def send(self, message: Message) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.taken.append(message.key)


@pytest.fixture
def alerted(site: Site, settings: Settings) -> Settings:
    """Settings with two channels and an article that alerts."""
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    return replace(settings, alerts=AlertSettings(first_run="send", channels=CHANNELS))


def play(settings: Settings, database: Database, channels: Iterable[Channel], *times: datetime) -> None:
    """A pass, then the delivery step at each time."""

    async def run() -> None:
        async with working(settings, database, NOW) as opened:
            tools = replace(opened, channels={channel.name: channel for channel in channels})
            await pipeline.one_pass(tools, NOW, everything=True)
            for at in times:
                await pipeline.deliver(tools, at)

    asyncio.run(run())


def deliver(settings: Settings, database: Database, channel: Channel, at: datetime) -> None:
    """The delivery step alone."""

    async def run() -> None:
        async with working(settings, database, at) as opened:
            await pipeline.deliver(replace(opened, channels={channel.name: channel}), at)

    asyncio.run(run())


def states(database: Database) -> dict[str, tuple[str, int]]:
    (alert,) = ask(database, "alerts")
    return {row["channel"]: (row["state"], row["attempts"]) for row in alert["deliveries"]}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(DeliveryError("busy"), id="refused for now"),
        pytest.param(DeliveryError("busy", retry_after=99999999999999), id="asks for an absurd wait"),
        pytest.param(KeyError("bug"), id="an error in the channel"),
    ],
)
def test_a_failure_is_tried_again_and_touches_no_other_channel(
    alerted: Settings, database: Database, fault: Exception
) -> None:
    good, bad = Channel("gut"), Channel("schlecht", [fault])
    play(alerted, database, [good, bad])
    assert states(database) == {"gut": ("sent", 1), "schlecht": ("failed", 1)}
    play(alerted, database, [good, bad], NOW + timedelta(hours=2))
    assert states(database) == {"gut": ("sent", 1), "schlecht": ("sent", 2)}
    assert (len(good.taken), len(bad.taken)) == (1, 1)


def test_a_refusal_for_good_is_told_and_not_tried_again(alerted: Settings, database: Database) -> None:
    bad = Channel("schlecht", [DeliveryError("no such address", permanent=True)])
    play(alerted, database, [Channel("gut"), bad], NOW + timedelta(hours=2))
    assert states(database)["schlecht"] == ("dead", 1)
    (health,) = ask(database, "health")
    assert (health["kind"], health["subject"]) == ("delivery", "schlecht")
    assert "no such address" in health["message"]


def test_three_days_count_from_the_first_attempt(alerted: Settings, database: Database) -> None:
    """A machine that was off for a week gives each message its three days all the same."""
    week = NOW + timedelta(days=7)
    bad = Channel("schlecht", [DeliveryError("down")] * 3)
    play(alerted, database, [Channel("gut")])
    deliver(alerted, database, bad, week)
    assert states(database)["schlecht"][0] == "failed"
    deliver(alerted, database, bad, week + timedelta(days=4))
    assert states(database)["schlecht"][0] == "dead"


def test_a_channel_that_is_gone_from_the_settings_is_told_once(alerted: Settings, database: Database) -> None:
    play(alerted, database, [Channel("gut")], NOW + MINUTE, NOW + 2 * MINUTE)
    (health,) = ask(database, "health")
    assert (health["kind"], health["subject"], health["open"]) == ("channel", "schlecht", True)
    play(alerted, database, [Channel("gut"), Channel("schlecht")], NOW + 3 * MINUTE)
    assert states(database)["schlecht"][0] == "sent"
    assert not ask(database, "health")[0]["open"]


def test_waits_double_up_to_an_hour() -> None:
    assert [wait(attempt, None).total_seconds() for attempt in (0, 1, 2, 50)] == [30, 60, 120, 3600]
    assert wait(0, float("inf")) == timedelta(hours=1)
