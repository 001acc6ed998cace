"""Step 8's second half: send what is due on each channel, in order, and note how it went."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Literal

from loguru import logger
from sqlalchemy import Connection

from monitor.errors import DeliveryError
from monitor.notify import Channel, Message
from monitor.pipeline.tools import Tools
from storage import deliveries, health
from storage.engine import Database
from storage.values import DueMessage

FIRST_RETRY = timedelta(seconds=30)  # doubled with each attempt
LONGEST_RETRY = timedelta(hours=1)
GIVE_UP = timedelta(hours=72)  # from the first attempt: a receiver that is down over a weekend still gets its alerts

Outcome = Literal["sent", "failed", "dead", "gone"]


async def deliver(tools: Tools, now: datetime) -> int:
    """Send every message that is due; how many were sent. A channel that fails holds up no other."""
    return await _send_all(tools, await tools.reading(lambda conn: deliveries.due(conn, now)), now)


async def deliver_only(tools: Tools, channels: Collection[str], now: datetime) -> int:
    """The same for some channels."""
    due = await tools.reading(lambda conn: deliveries.due(conn, now))
    return await _send_all(tools, [message for message in due if message.channel in channels], now)


async def _send_all(tools: Tools, due: Sequence[DueMessage], now: datetime) -> int:
    by_channel = groupby(sorted(due, key=attrgetter("channel")), key=attrgetter("channel"))
    rounds = [_channel(tools, name, list(messages), now) for name, messages in by_channel]
    return sum(await asyncio.gather(*rounds))


async def _channel(tools: Tools, name: str, messages: Sequence[DueMessage], now: datetime) -> int:
    """One channel's messages in their order; after a failure that may pass the rest waits, so that the order holds."""
    channel = tools.channels.get(name)
    if channel is None:
        await tools.writing(partial(_told_missing, name=name, waiting=len(messages), now=now))
        return 0
    await tools.writing(lambda conn: health.close(conn, "channel", name, now))
    sent = 0
    for message in messages:
        outcome = await asyncio.to_thread(_send, tools.database, channel, message.key, now)
        sent += outcome == "sent"
        if outcome == "failed":
            break
    return sent


def _told_missing(conn: Connection, name: str, waiting: int, now: datetime) -> None:
    """One health alert for a channel that is not in the settings any more; its messages wait."""
    if health.add(conn, "channel", name, f"{name} is not configured any more; {waiting} messages wait for it", now):
        logger.warning("channel is not configured any more", channel=name, waiting=waiting)


def _send(database: Database, channel: Channel, key: str, now: datetime) -> Outcome:
    """Seal, send, note: in one thread, so that nothing comes between a message's sending and the note of it."""
    with database.write(lasting=True) as conn:  # after a power cut, too, it is known under which key it may have gone
        due = deliveries.seal(conn, key, now)
    if due is None:
        return "gone"
    try:
        channel.send(composed(due, now))
    except DeliveryError as error:
        return _failed(database, due, error, now)
    except Exception as error:  # noqa: BLE001 - one channel's fault is its own; it is logged whole
        logger.exception("channel failed", channel=due.channel)
        return _failed(database, due, DeliveryError(f"an error in the program ({type(error).__name__})"), now)
    with database.write() as conn:
        deliveries.sent(conn, due.key, now)
    logger.info("delivered", channel=due.channel, key=due.key, alerts=_ids(due))
    return "sent"


def _failed(database: Database, due: DueMessage, error: DeliveryError, now: datetime) -> Outcome:
    """Note a refusal: the next attempt, or that the message is given up, which is told."""
    given_up = error.permanent or now - (due.sealed_at or now) > GIVE_UP
    retry = None if given_up else now + wait(due.attempts, error.retry_after)
    with database.write() as conn:
        deliveries.failed(conn, due.key, str(error), retry, now)
        if given_up:
            health.add(conn, "delivery", due.channel, f"»{due.alerts[0]['title']}« was not taken: {error}", now)
    logger.warning(
        "delivery failed",
        channel=due.channel,
        key=due.key,
        alerts=_ids(due),
        error=str(error),
        retry=retry and retry.isoformat(),
    )
    return "dead" if given_up else "failed"


def _ids(due: DueMessage) -> str:
    """The message's alerts, for the log."""
    return ",".join(alert["id"] for alert in due.alerts)


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
    longest = LONGEST_RETRY.total_seconds()
    doubled = FIRST_RETRY.total_seconds() * 2 ** min(attempts, 12)
    return timedelta(seconds=min(retry_after or doubled, longest))
