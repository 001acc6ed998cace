"""Feeds: from bytes to entries, addresses to one spelling, and where a site keeps its feeds. Pure."""

from monitor.feeds.discovery import discover
from monitor.feeds.document import parse

__all__ = ["discover", "parse"]
