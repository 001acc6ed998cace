"""Alerts as an Atom feed in a file: ``atom:alerts.xml`` (RFC 4287).

The file is written as a whole and put in place at once, so that a web server beside it never hands out half.
What it holds is its own memory: an alert that is sent again replaces its entry.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from monitor.errors import DeliveryError
from monitor.notify.message import Message
from monitor.options import ChannelConfig

ATOM = "http://www.w3.org/2005/Atom"
FEED = "urn:zahlenmonitor:alerts"
MOST = 100  # entries kept, newest first

# XML 1.0 has no place for most control characters, not even as references.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ET.register_namespace("", ATOM)


class AtomChannel:
    """Keeps the newest alerts in one file."""

    def __init__(self, config: ChannelConfig):
        self.name = config.name
        self._file = Path(config.url.partition(":")[2])
        if not self._file.name:
            raise ValueError("an Atom feed needs a file: atom:alerts.xml")

    def send(self, message: Message) -> None:
        """Raises DeliveryError where the file can't be written or is not a feed of ours."""
        entries = [_entry(message, alert) for alert in message.alerts] or [_entry(message, {})]
        new = {entry.findtext(f"{{{ATOM}}}id") for entry in entries}
        try:
            old = [entry for entry in self._present() if entry.findtext(f"{{{ATOM}}}id") not in new]
            self._write(_feed(message, (entries + old)[:MOST]))
        except OSError as error:
            raise DeliveryError(f"the file {self._file} can't be written ({error.strerror})") from error

    def _present(self) -> list[ET.Element]:
        if not self._file.exists():
            return []
        try:
            root = ET.parse(self._file).getroot()  # noqa: S314 - a file that this class wrote
        except ET.ParseError:
            root = ET.Element("broken")
        if root.findtext(f"{{{ATOM}}}id") != FEED:
            raise DeliveryError(f"the file {self._file} is no feed of alerts; it is left as it is", permanent=True)
        return root.findall(f"{{{ATOM}}}entry")

    def _write(self, feed: ET.Element) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{self._file.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                ET.ElementTree(feed).write(stream, encoding="utf-8", xml_declaration=True)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o644)  # a web server reads it under another user
            Path(name).replace(self._file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _feed(message: Message, entries: list[ET.Element]) -> ET.Element:
    feed = ET.Element(f"{{{ATOM}}}feed")
    _text(feed, "id", FEED)
    _text(feed, "title", "Zahlenmonitor")
    _text(feed, "updated", message.created_at.isoformat())
    _text(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", "Zahlenmonitor")
    feed.extend(entries)
    return feed


def _entry(message: Message, alert: dict[str, Any]) -> ET.Element:
    """An alert's entry; a message without alerts (a summary, a test) is one entry itself."""
    entry = ET.Element(f"{{{ATOM}}}entry")
    moment = str(alert.get("created_at") or message.created_at.isoformat())
    _text(
        entry, "id", f"urn:zahlenmonitor:alert:{alert['id']}" if alert else f"urn:zahlenmonitor:message:{message.key}"
    )
    _text(entry, "title", str(alert.get("title") or message.title))
    _text(entry, "updated", moment)
    _text(entry, "published", moment)
    for side in (alert.get("new"), alert.get("old")):
        if side and side.get("url"):
            ET.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=_clean(str(side["url"])))
            break
    for term in (alert.get("metric"), alert.get("kind")):
        if term:
            ET.SubElement(entry, f"{{{ATOM}}}category", term=_clean(str(term)))
    _text(entry, "content", str(alert.get("body") or message.body)).set("type", "text")
    return entry


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
