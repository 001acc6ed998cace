"""Feeds: from bytes to entries, addresses to one spelling, and where a site keeps its feeds. Pure."""

from monitor.feeds.document import parse

__all__ = ["parse"]
