"""WebSub: ask hubs to push, take their word for it, and take what they push, as if a poll had brought it."""

from __future__ import annotations

import asyncio
from datetime import datetime

from loguru import logger

from monitor import schedule
from monitor.errors import FeedError, FetchError
from monitor.feeds import websub
from monitor.fetch import Response
from monitor.masking import mask
from monitor.options import FeedConfig
from monitor.pipeline.asking import read
from monitor.pipeline.outcomes import Found, save_push
from monitor.pipeline.tools import Tools
from storage import feeds, subscriptions
from storage.values import Farewell, FeedState, Subscription

FAREWELLS = 4  # requests to end a subscription after the first


async def subscribe(tools: Tools, now: datetime) -> int:
    """Ask the hubs that are due: for a first time, for a renewal, or again, or to push no more; how many."""
    callback = tools.settings.fetch.websub_callback
    if not callback:
        return 0
    if await tools.reading(subscriptions.removed):
        await tools.writing(lambda conn: subscriptions.withdraw_removed(conn, now))
    due = await tools.reading(lambda conn: subscriptions.due(conn, now))
    leaving = await tools.reading(lambda conn: subscriptions.leaving(conn, now))
    await asyncio.gather(
        *(_ask(tools, subscription, callback, now) for subscription in due),
        *(_leave(tools, known, callback, now) for known in leaving),
    )
    return len(due) + len(leaving)


async def _ask(tools: Tools, known: Subscription, callback: str, now: datetime) -> None:
    """Ask one hub. It answers twice: that it took the request, and, at the callback, that it grants it.

    The latter may come first: that it was asked is written before it is.
    """
    again = schedule.ask_hub_again(now, known.failures)
    form = websub.request(websub.Offer(known.hub, known.topic), _address(callback, known.token), known.secret)
    await tools.writing(lambda conn: subscriptions.asked(conn, known.feed_id, again))
    try:
        await tools.fetcher.post(known.hub, form)
    except FetchError as error:
        told = str(error)
        logger.warning("hub took no subscription", hub=mask(known.hub), topic=mask(known.topic), error=told)
        await tools.writing(lambda conn: subscriptions.refused(conn, known.feed_id, "failed", told, again))


async def _leave(tools: Tools, known: Farewell, callback: str, now: datetime) -> None:
    """Ask one hub to push no more. One that does not care is left to its lease, after some requests."""
    form = websub.farewell(websub.Offer(known.hub, known.topic), _address(callback, known.token))
    try:
        await tools.fetcher.post(known.hub, form)
    except FetchError as error:
        logger.warning("hub ends no subscription", hub=mask(known.hub), topic=mask(known.topic), error=str(error))
    again = schedule.ask_hub_again(now, known.failures) if known.failures < FAREWELLS else None
    await tools.writing(lambda conn: subscriptions.asked_to_end(conn, known.token, again))


def _address(callback: str, token: str) -> str:
    return f"{callback.rstrip('/')}/{token}"


async def verify(tools: Tools, token: str, said: websub.Verdict, now: datetime) -> str | None:
    """Take a hub's word on a subscription; the challenge to echo, or None if it is none that was asked for."""
    if said.leaving:
        asked = await tools.writing(lambda conn: subscriptions.left(conn, token, said.topic))
        return said.challenge if asked else None
    known = await _known(tools, token)
    if known is None or known.topic != said.topic:
        return None
    if said.challenge is None or said.lease is None:
        words, again = said.reason or "the hub gave no reason", schedule.ask_hub_again(now, known.failures + 4)
        await tools.writing(lambda conn: subscriptions.refused(conn, known.feed_id, "denied", words, again))
        return ""
    until, renewal = now + said.lease, schedule.renewal(now, said.lease)
    await tools.writing(lambda conn: subscriptions.granted(conn, known.feed_id, until, renewal))
    return said.challenge


async def receive(tools: Tools, token: str, body: bytes, headers: dict[str, str], now: datetime) -> bool:
    """Take what a hub pushed; False if nobody asked for it. What is not signed as agreed is dropped without a word.

    A push that can't be read as a feed, or holds nothing, still says that there is something: then the feed is polled.
    """
    known = await _known(tools, token)
    if known is None:
        return False
    feed = await tools.reading(lambda conn: feeds.get(conn, known.feed_id))
    if feed is None or not feed.active:
        return False
    if not websub.is_signed(body, headers.get("x-hub-signature", ""), known.secret):
        logger.warning("dropped a push without a valid signature", feed=feed.name, hub=mask(known.hub))
        return True
    found = await _saved(tools, feed, body, headers.get("content-type"), now)
    if found is None:
        await tools.writing(lambda conn: feeds.put_off(conn, [(feed.id, now)]))
    logger.info("feed pushed", feed=feed.name, new=found.new if found else None)
    return True


async def _known(tools: Tools, token: str) -> Subscription | None:
    return await tools.reading(lambda conn: subscriptions.of_token(conn, token))


async def _saved(tools: Tools, feed: FeedState, body: bytes, kind: str | None, now: datetime) -> Found | None:
    """Read and write what was pushed; None if that is no feed."""
    response = Response(feed.url, 200, {}, body, content_type=kind, received=len(body))
    try:
        answer = await read(feed, response, FeedConfig(feed.name, feed.url, feed.publisher))
    except FeedError:
        return None
    return await tools.writing(lambda conn: save_push(conn, tools, answer, now)) if answer.document else None
