"""Numeric claims in German news text: what is counted, how many, who says so, when and where.

``extract`` gives the claims of a text, ``explain`` what became of each number in it.
"""

from monitor.claims.extract import explain, extract
from monitor.claims.lexicon import Language, load

__all__ = ["Language", "explain", "extract", "load"]
