"""The way from a text to its claims: sentences, quantities, and what the text says of them."""

from __future__ import annotations

from datetime import date

from monitor.claims import quantities, sentences
from monitor.claims.context import describe
from monitor.claims.lexicon import Language, load
from monitor.claims.values import Reading
from monitor.model import Claim


def extract(text: str, published: date | None = None, *, language: Language | None = None) -> list[Claim]:
    """The numeric claims of ``text`` in its order.

    ``published`` is the day (Europe/Berlin) that weekdays and "gestern" are told from. Never raises on any text.
    """
    language = language or load()
    parts = sentences.split(text, language)
    return describe(text, parts, quantities.find(text, parts, language), published, language)


def explain(text: str, published: date | None = None, *, language: Language | None = None) -> list[Reading]:
    """What became of each number of ``text``, in its order: the quantity that was read, or why it is none."""
    language = language or load()
    found, refused = quantities.survey(text, sentences.split(text, language), language)
    readings = [Reading(q.start, q.end, q.text, q, None) for q in found]
    readings += [Reading(r.start, r.end, r.text, None, r) for r in refused]
    return sorted(readings, key=lambda reading: (reading.start, reading.end))
