"""Little archives of invented pages, written as crawlers, browsers and newsrooms write them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

SAID = "Nach Angaben des südkoreanischen Geheimdienstes sind in Kursk {} nordkoreanische Soldaten getötet worden."
MORE = "Die Regierung in Seoul beobachtet die Lage an der Front in der Region Kursk nach eigenen Angaben genau."


def page(killed: int | str, published: datetime | None, *, title: str = "Lage in Kursk", head: str = "") -> str:
    """A page of an article with one figure that meets the metric ``nk_killed`` of the tests' topic."""
    meta = f'<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
    body = "".join(f"<p>{line}</p>" for line in (SAID.format(killed), MORE, MORE.replace("Seoul", "Kiew")))
    return f"<html><head><title>{title}</title>{meta}{head}</head><article><h1>{title}</h1>{body}</article></html>"


def record(kind: str, headers: Mapping[str, str], block: bytes, *, compressed: bool = True) -> bytes:
    """A record as ISO 28500 has it: version, headers, block, two empty lines; each one compressed by itself."""
    told = {"WARC-Type": kind, **headers, "Content-Length": str(len(block))}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    whole = f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n"
    return gzip.compress(whole) if compressed else whole


def answer(url: str, date: str, body: bytes, *, status: str = "200 OK", compressed: bool = True, **sent: str) -> bytes:
    """A server's answer: ``sent`` are its headers, with ``_`` for ``-``."""
    http = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in sent.items())
    block = f"HTTP/1.1 {status}\r\n{http}\r\n".encode() + body
    headers = {
        "WARC-Target-URI": url,
        "WARC-Date": date,
        "WARC-Record-ID": "<urn:uuid:6c0fd2e7-9d3b-4d1c-8f77-0a1b2c3d4e5f>",
        "Content-Type": "application/http; msgtype=response",
    }
    return record("response", headers, block, compressed=compressed)


def warc(file: Path, answers: Iterable[tuple[str, datetime, str]], *, compressed: bool = True) -> Path:
    """A WARC file with an answer for each address, the time it was asked, and the page."""
    with file.open("ab") as opened:
        for url, at, html in answers:
            date, body = at.strftime("%Y-%m-%dT%H:%M:%SZ"), html.encode()
            opened.write(answer(url, date, body, compressed=compressed, Content_Type="text/html; charset=utf-8"))
    return file


def lines(file: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """A file of JSON Lines."""
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return file
