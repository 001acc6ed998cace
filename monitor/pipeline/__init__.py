"""The way of the data, readable from top to bottom.

1. ``poll``     ask the feeds that are due, parse them into entries
2. ``read``     fetch and read what entries announce, and again what is due for it: article, version, story, claims
3. ``compare``  people's verdicts take effect (``settle``); claims that meet a metric become points; what they change
   becomes changes and alerts
4. ``deliver``  send what the policy let out

Each step reads what it needs, decides, and writes all of it in one transaction; each may be repeated or cut off at any
moment. ``now`` comes in as an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.pipeline import backfill, deletion, verdicts
from monitor.pipeline.compare import Compared
from monitor.pipeline.compare import compare as compare_waiting
from monitor.pipeline.deliver import deliver, deliver_only
from monitor.pipeline.listen import listen
from monitor.pipeline.maintain import maintain
from monitor.pipeline.poll import Polled, poll, poll_beside, poll_only
from monitor.pipeline.pushes import subscribe
from monitor.pipeline.read import Done, read, read_beside, read_only, warm
from monitor.pipeline.restate import Difference
from monitor.pipeline.tools import Tools, jitter, opened

__all__ = [
    "Pass",
    "Tools",
    "compare",
    "deliver",
    "deliver_only",
    "jitter",
    "listen",
    "maintain",
    "one_pass",
    "opened",
    "poll",
    "poll_beside",
    "poll_only",
    "read",
    "read_beside",
    "read_only",
    "settle",
    "subscribe",
    "warm",
]


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did."""

    polled: Polled
    read: Done
    compared: Compared
    delivered: int

    def sentence(self) -> str:
        """For a person."""
        return (
            f"{self.polled.feeds} feeds asked ({self.polled.failed} failed), {self.polled.new} new entries, "
            f"{self.read.read} articles read ({self.read.failed} failed), {self.compared.claims} claims compared, "
            f"{self.compared.changes} changes, {self.compared.alerts} alerts, {self.delivered} messages sent"
        )


async def settle(tools: Tools, now: datetime) -> list[Difference]:
    """Let people's deletions, what archives brought and verdicts take effect; what the verdicts changed."""
    await deletion.carry_out(tools, now)
    await backfill.settle(tools, now)
    return await verdicts.settle(tools, now)


async def compare(tools: Tools, now: datetime) -> Compared:
    """Let people's verdicts take effect, then compare every version that waits. Falsy if none did."""
    await settle(tools, now)
    return await compare_waiting(tools, now)


async def one_pass(tools: Tools, now: datetime, *, everything: bool = False) -> Pass:
    """Poll, read all that waits, compare it in order, deliver."""
    polled = await poll(tools, now, everything=everything)
    total = Done()
    while done := await read(tools, now):
        total += done
    return Pass(polled, total, await compare(tools, now), await deliver(tools, now))
