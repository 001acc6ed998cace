"""The way to the web: polite, bounded and guarded. The one package that knows httpx."""

from monitor.fetch.fetcher import Fetcher
from monitor.fetch.values import Kind, Response

__all__ = ["Fetcher", "Kind", "Response"]
