"""Zahlenmonitor: the record of figures in the German-language press.

``monitor.extract(text, published=None)`` gives the numeric claims of a German text. It is imported on first use, so
that the command line starts without reading the grammar.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.claims import extract as extract

__all__ = ["extract"]


def __getattr__(name: str) -> Any:
    if name != "extract":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("monitor.claims").extract
