"""The way from a text to its claims: sentences, quantities, and what the text says of them."""

from __future__ import annotations

from datetime import date

from monitor.claims import quantities, sentences
from monitor.claims.lexicon import Language, load
from monitor.claims.values import Quantity, Reading, Sentence
from monitor.model import Claim


def extract(text: str, published: date | None = None, *, language: Language | None = None) -> list[Claim]:
    """The numeric claims of ``text`` in its order.

    ``published`` is the day (Europe/Berlin) that weekdays and "gestern" are told from. Never raises on any text.
    """
    language = language or load()
    parts = sentences.split(text, language)
    return [_claim(quantity, parts[quantity.sentence]) for quantity in quantities.find(text, parts, language)]


def explain(text: str, published: date | None = None, *, language: Language | None = None) -> list[Reading]:
    """What became of each number of ``text``, in its order: the quantity that was read, or why it is none."""
    language = language or load()
    found, refused = quantities.survey(text, sentences.split(text, language), language)
    readings = [Reading(q.start, q.end, q.text, q, None) for q in found]
    readings += [Reading(r.start, r.end, r.text, None, r) for r in refused]
    return sorted(readings, key=lambda reading: (reading.start, reading.end))


def _claim(quantity: Quantity, sentence: Sentence) -> Claim:
    return Claim(
        start=quantity.start,
        end=quantity.end,
        text=quantity.text,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=quantity.unit or None,
        per=quantity.per,
        counted=quantity.noun.text if quantity.noun else None,
        event=None,
        party=None,
        attribution=None,
        quote=sentence.text,
        rule=quantity.rule,
    )
