"""The article reader: a page's HTML in, an ``Article`` out."""

from __future__ import annotations

from monitor.articles.reader import read

__all__ = ["read"]
