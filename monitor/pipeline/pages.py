"""The further pages of an article: fetched one after the other, as politely as any page, and joined."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from loguru import logger

from monitor.articles import paging
from monitor.errors import FetchError, ReadError
from monitor.model import Article


async def follow(first: Article, get: Callable[[str], Awaitable[Article]]) -> Article:
    """The article with its further pages, at most ``paging.MOST`` in all; ``get`` fetches and reads an address.

    A page that shows all in one is tried first. Where a page can't be had, the article keeps what came before it and is
    marked as truncated. A page that turns out to be of another article ends the way.
    """
    if not first.further_pages:
        return first
    if first.whole_page:
        whole = await _attempt(first.whole_page, get)
        if whole and paging.belongs(first, whole) and len(whole.text) > len(first.text):
            return paging.joined(whole, (), complete=True)
    return await _turned(first, get)


async def _turned(first: Article, get: Callable[[str], Awaitable[Article]]) -> Article:
    parts: list[Article] = []
    waiting, seen = list(first.further_pages), {first.url}
    while waiting and len(parts) < paging.MOST - 1:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        part = await _attempt(address, get)
        if part is None:
            return paging.joined(first, parts, complete=False)
        if not paging.belongs(first, part):
            break
        parts.append(part)
        waiting += [further for further in part.further_pages if further not in waiting]
    return paging.joined(first, parts, complete=True) if parts else first


async def _attempt(address: str, get: Callable[[str], Awaitable[Article]]) -> Article | None:
    try:
        return await get(address)
    except (FetchError, ReadError) as error:
        logger.warning("page of an article failed", url=address, error=str(error))
        return None
