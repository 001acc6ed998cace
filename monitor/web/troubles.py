"""What went wrong, in German: with feeds, deliveries, the database, and with what an address asks for.

The record, the log and the API keep it in English. The sentences and their translations are ``troubles.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from monitor.web.formats import moment, short_day
from monitor.web.phrases import phrases


def trouble(sentence: str | None) -> str:
    """The sentence in German, or as it is where it is not known."""
    return _german(sentence or "") or sentence or ""


def _german(sentence: str) -> str | None:
    """The first phrase that fits counts; none where what stands in it is not known itself."""
    for phrase in phrases("troubles", "sentences"):
        if found := phrase.sentence.fullmatch(sentence):
            said = {name: _SAID.get(name, str)(text) for name, text in found.groupdict().items()}
            known = {name: text for name, text in said.items() if text is not None}
            if len(known) == len(said):
                return phrase.filled(known)
    return None


def _moment(text: str) -> str:
    return moment(datetime.strptime(text, "%Y-%m-%d %H:%M UTC").replace(tzinfo=UTC))


def _word(text: str) -> str:
    return next((part.german for part in phrases("troubles", "parts") if part.sentence.fullmatch(text)), text)


# What stands in a gap, by what kind of thing the gap is for; None for a sentence that is not known. Others stay.
_SAID: Mapping[str, Callable[[str], str | None]] = {
    "what": _german,
    "count": lambda text: text.replace(",", "."),
    "share": lambda text: text.replace("%", "\N{NO-BREAK SPACE}%"),
    "day": short_day,
    "moment": _moment,
    "trait": _word,
    "cause": _word,
}
