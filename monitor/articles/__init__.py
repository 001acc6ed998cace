"""The article reader: a news page in, an ``Article`` with labelled zones out.

``read`` does it in this process, ``worker.Reader`` in one that can be killed.
"""

from __future__ import annotations

from monitor.articles.reader import read

__all__ = ["read"]
