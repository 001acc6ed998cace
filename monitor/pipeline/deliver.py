"""Step 8's second half: send what is due on each channel, in order, and note how it went."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter

from loguru import logger

from monitor.errors import DeliveryError
from monitor.notify import Channel, Message
from monitor.pipeline.tools import Tools
from storage import deliveries
from storage.values import DueMessage

FIRST_RETRY = timedelta(seconds=30)  # doubled with each attempt
LONGEST_RETRY = timedelta(hours=1)
GIVE_UP = timedelta(hours=72)  # a receiver that is down over a weekend still gets its alerts


async def deliver(tools: Tools, now: datetime) -> int:
    """Send every message that is due; how many were sent. A channel that fails holds up no other."""
    due = await tools.reading(lambda conn: deliveries.due(conn, now))
    by_channel = groupby(sorted(due, key=attrgetter("channel")), key=attrgetter("channel"))
    rounds = [_channel(tools, name, list(messages), now) for name, messages in by_channel]
    return sum(await asyncio.gather(*rounds))


async def _channel(tools: Tools, name: str, messages: Sequence[DueMessage], now: datetime) -> int:
    """One channel's messages in their order; after a failure the rest waits, so that the order holds."""
    channel = tools.channels.get(name)
    if channel is None:
        logger.warning("channel is not configured any more; its alerts wait", channel=name, waiting=len(messages))
        return 0
    for sent, message in enumerate(messages):
        sealed = await tools.writing(partial(deliveries.seal, key=message.key, now=now))
        if sealed and not await _send(tools, channel, sealed, now):
            return sent
    return len(messages)


async def _send(tools: Tools, channel: Channel, due: DueMessage, now: datetime) -> bool:
    """Try once, and write the outcome."""
    try:
        await asyncio.to_thread(channel.send, composed(due, now))
    except DeliveryError as error:
        retry = None if error.permanent or now - due.due_at > GIVE_UP else now + wait(due.attempts, error.retry_after)
        told = str(error)
        await tools.writing(lambda conn: deliveries.failed(conn, due.key, told, retry, now))
        logger.warning(
            "delivery failed", channel=due.channel, key=due.key, error=told, retry=retry and retry.isoformat()
        )
        return False
    await tools.writing(lambda conn: deliveries.sent(conn, due.key, now))
    logger.info("delivered", channel=due.channel, key=due.key, alerts=len(due.alerts))
    return True


def composed(due: DueMessage, now: datetime) -> Message:
    """The message as a channel sends it: one alert as it is, several under a title that counts them."""
    titles = [alert["title"] for alert in due.alerts]
    title = titles[0] if len(titles) == 1 else f"{titles[0]} (+{len(titles) - 1})"
    body = "\n\n———\n\n".join(
        f"{alert['title']}\n\n{alert['body']}" if len(titles) > 1 else alert["body"] for alert in due.alerts
    )
    return Message(due.key, due.channel, title, body, due.alerts, now)


def wait(attempts: int, retry_after: float | None) -> timedelta:
    """Time until the next attempt: doubled each time, or what the receiver asked for, capped."""
    asked = timedelta(seconds=retry_after) if retry_after else FIRST_RETRY * 2 ** min(attempts, 12)
    return min(asked, LONGEST_RETRY)
