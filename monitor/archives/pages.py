"""Saved pages, each in a file; a mirror's folders are the addresses' hosts and paths, as ``wget -r`` lays them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

from monitor.archives.values import Place, Record, unreadable
from monitor.feeds.urls import is_web

# What browsers write into a page that they save: <!-- saved from url=(0031)https://blatt.example/lage.html -->
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(\S+) -->")
_HEAD = 100_000  # bytes in which a page tells its address
_TAG = re.compile(rb"<(?:link|meta)\b[^>]*>", re.IGNORECASE)
_IS_ADDRESS = re.compile(rb"""(?:rel|property)\s*=\s*["']?(?:canonical|og:url)\b""", re.IGNORECASE)
_ADDRESS = re.compile(rb"""(?:href|content)\s*=\s*["']?(https?://[^"'\s>]+)""", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)


def records(file: Path, max_bytes: int, root: Path, base: str) -> Iterator[Record]:
    """The page in a file, as the only record. Its address is what it says itself, or follows from its path.

    With ``base``, an address, the path under ``root`` is taken as relative to it.
    """
    place = Place(file, 0)
    try:
        if file.stat().st_size > max_bytes:
            yield Record(place, passed="too large")
            return
        page = file.read_bytes()
    except OSError as error:
        raise unreadable(file, error.strerror or "it is damaged") from error
    url = _told(page[:_HEAD]) or _by_path(file.relative_to(root) if file != root else Path(file.name), base)
    yield Record(place, url, page=page) if is_web(url) else Record(place, passed="no address")


def _told(head: bytes) -> str:
    """The address that the page gives as its own, or that a browser noted when it saved it."""
    tags = (tag for tag in _TAG.findall(head) if _IS_ADDRESS.search(tag))
    found = next((match for tag in tags if (match := _ADDRESS.search(tag))), None) or _SAVED_FROM.search(head)
    return found[1].decode("utf-8", "replace").replace("&amp;", "&") if found else ""


def _by_path(path: Path, base: str) -> str:
    """The address that a file's path stands for; "" where its first folder is no host."""
    if base:
        return urljoin(base if base.endswith("/") else f"{base}/", quote(path.as_posix()))
    host, *rest = path.parts
    return f"https://{host}/{quote('/'.join(rest))}" if rest and _HOST.fullmatch(host) else ""
