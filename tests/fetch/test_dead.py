"""Hosts that give no answer: when they are left alone, and when not."""

from __future__ import annotations

import asyncio

import pytest

from monitor.errors import FetchError
from monitor.fetch import Fetcher, dead
from monitor.fetch.dead import REST, DeadHosts
from tests.fetch.server import OPEN, Request, reply, run, serve

# What happens, by host: "+" it answers, "-" it gives no answer; then the hosts that are left alone.
COURSES: tuple[tuple[str, str], ...] = (
    ("", ""),
    ("a- b+ a- b+ a-", "a"),
    ("a- b+ a-", ""),  # twice may happen
    ("a- a- a- a-", ""),  # nobody else answered meanwhile: it may be our own network
    ("a- b- c- a- b- c- a- b- c- d+", ""),  # the network returns, and nobody is called dead for what it did
    ("a- b+ a- b+ a+ b+ a-", ""),  # an answer clears
    ("a- b+ a- b+ a- b+ a- c- b+ c- b+ c-", "a c"),
)


@pytest.mark.parametrize(("course", "alone"), COURSES, ids=[course[0] or "nothing" for course in COURSES])
def test_a_host_that_never_answers_while_others_do_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, course: str, alone: str
) -> None:
    monkeypatch.setattr(dead, "clock", lambda: 100.0)
    hosts = DeadHosts()
    for step in course.split():
        (hosts.answered if step.endswith("+") else hosts.failed)(step[:-1])
    assert [host for host in "abcd" if hosts.rest(host)] == alone.split()


def test_a_dead_host_is_asked_again_after_its_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(dead, "clock", lambda: now)
    hosts = DeadHosts()
    for _ in range(3):
        hosts.answered("other")
        hosts.failed("away")
    assert hosts.rest("away") == REST
    now += REST
    assert hosts.rest("away") == 0
    hosts.answered("other")
    hosts.failed("away")
    assert hosts.rest("away") == REST  # one failure more is enough


def test_a_dead_host_costs_no_request_and_no_time() -> None:
    async def hang_up(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def scenario() -> None:
        async with (
            serve({"/": hang_up}) as away,
            serve({"/": reply(200)}, "127.0.0.2") as here,
            Fetcher(OPEN) as fetcher,
        ):
            for _ in range(3):
                await fetcher.get(here.url + "/")
                with pytest.raises(FetchError, match="broke off"):
                    await fetcher.get(away.url + "/")
            asked = len(away.requests)
            with pytest.raises(FetchError, match="asked again in 10 minutes") as caught:
                await fetcher.get(away.url + "/")
            assert (caught.value.lasting, caught.value.status) == ("temporary", None)
            assert caught.value.retry_after == pytest.approx(REST, abs=5)
            assert len(away.requests) == asked

    run(scenario())
