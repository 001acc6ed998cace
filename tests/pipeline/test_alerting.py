"""What the policy holds back, and when it lets it out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from monitor.model import AlertPolicy
from monitor.options import Settings
from monitor.pipeline import alerting
from storage import deliveries, points
from storage.engine import Database
from tests.pipeline.conftest import TOPIC, working
from tests.pipeline.site import Site
from tests.pipeline.test_way import FILLER, KILLED, MINUTE, MORE, NOW, TITLE, ask, one_pass

HOUR = timedelta(hours=1)


def policed(settings: Settings, **policy: Any) -> Settings:
    """The settings with this policy for the first metric."""
    first, *others = TOPIC.metrics
    topic = replace(TOPIC, metrics=(replace(first, alert=AlertPolicy(**policy)), *others))
    return replace(settings, topics=(topic,))


def states(database: Database) -> list[list[str]]:
    """The states of each alert's deliveries."""
    return [[delivery["state"] for delivery in alert["deliveries"]] for alert in ask(database, "alerts")]


def test_at_the_end_of_a_cooldown_only_the_last_state_is_told(
    site: Site, settings: Settings, database: Database
) -> None:
    cooling = policed(settings, cooldown=6 * HOUR)
    figures = ((0, KILLED), (1, MORE), (3, MORE.replace("450", "600")))
    for hours, text in figures:
        moment = NOW + hours * HOUR
        site.publish(f"stand-{hours}", f"{TITLE}: Stand {hours}", text, FILLER, published=moment - MINUTE)
        one_pass(cooling, database, moment)
    assert states(database) == [["sent"], [], ["pending"]]
    one_pass(cooling, database, NOW + 6 * HOUR - MINUTE)
    assert states(database) == [["sent"], [], ["pending"]]
    one_pass(cooling, database, NOW + 6 * HOUR)
    assert states(database) == [["sent"], [], ["sent"]]
    _, replaced, last = ask(database, "changes")
    assert (replaced["verdict"], "later figure" in replaced["verdict_reason"]) == ("hold", True)
    assert (last["verdict"], last["new"]["low"]) == ("hold", 600)


def test_a_figure_waits_for_a_second_origin(site: Site, settings: Settings, database: Database) -> None:
    confirming = policed(settings, confirm=True)
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(confirming, database)
    assert states(database) == [[]]
    metric = confirming.topics[0].metrics[0]

    async def confirm(origin: int, low: int) -> int:
        async with working(confirming, database, NOW) as tools:
            with database.write() as conn:
                known = points.of_metric(conn, TOPIC.key, metric.key)
                said = replace(known[0].statement, origin=known[0].statement.origin + origin, low=low, high=low)
                return alerting.confirmed(conn, tools, said, metric, NOW + HOUR)

    assert asyncio.run(confirm(0, 300)) == 0  # the same voice again
    assert asyncio.run(confirm(1, 900)) == 0  # another figure
    assert asyncio.run(confirm(1, 300)) == 1
    assert asyncio.run(confirm(1, 300)) == 0  # it is out
    assert states(database) == [["pending"]]
    with database.read() as conn:
        assert [len(message.alerts) for message in deliveries.due(conn, NOW + HOUR)] == [1]
    (change,) = ask(database, "changes")
    assert change["verdict"] == "send"


def test_a_figure_that_two_origins_give_waits_for_none(site: Site, settings: Settings, database: Database) -> None:
    confirming = policed(settings, confirm=True)
    weak = replace(confirming, feeds=(replace(confirming.feeds[0], trust="low"),))
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(weak, database)
    assert states(database) == []  # what only a weak source carries is no change
    again = MORE.replace("450", "rund 300")
    site.publish("bericht", "Geheimdienst nennt Zahl", again, published=NOW + HOUR - MINUTE)
    one_pass(confirming, database, NOW + HOUR)
    assert states(database) == [["sent"]]


def test_a_users_template_that_fails_holds_up_nothing(site: Site, settings: Settings, database: Database) -> None:
    folder = settings.folder / "templates"
    folder.mkdir()
    (folder / "alert.de.j2").write_text("{{ old.low }}", "utf-8")  # there is no old figure
    site.publish("gefallene", TITLE, KILLED, FILLER, published=NOW - MINUTE)
    one_pass(settings, database)
    (alert,) = ask(database, "alerts")
    assert alert["title"].startswith("Getötete Nordkoreaner: erstmals")
    assert states(database) == [["sent"]]
