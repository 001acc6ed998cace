"""Names of sources in the nominative: "des ukrainischen Generalstabs" is "ukrainischer Generalstab"."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Speech

_GENITIVE = frozenset({"des", "eines", "seines", "ihres", "dieses"})
_LONG_GENITIVE = (
    "dienstes",
    "amtes",
    "stabes",
    "rates",
    "verbandes",
    "hauses",
    "kreuzes",
    "landes",
    "bundes",
    "staates",
    "werkes",
)
_WEAK = ("beamten", "abgeordneten", "gesandten", "vorsitzenden", "offiziellen", "beauftragten")
_WEAK_NOUNS = ("präsidenten", "experten", "analysten", "kommandanten", "ökonomen", "soldaten", "diplomaten", "abgesandten", "assistenten", "journalisten")
_DATIVE = frozenset({"dem", "den", "einem", "einen", "vom", "beim", "zum"})
_NO_GENITIVE = ("ss", "us", "is", "as", "os")
_NAMES_IN_ERN = frozenset({"bayern", "bern", "luzern", "ungarn", "südbayern", "intern"})
_DATIVE_PLURAL = ("ern", "eisen", "iensten", "ichten")


def nominative(words: Sequence[Token], article: str, speech: Speech) -> str:
    """The name that ``words`` make, as it stands in the nominative; ``article`` is the lower-case article before it."""
    if not words:
        return ""
    head = _head(words)
    noun = _noun(words[head].text, article, words[:head])
    ending = _ending(noun, article, speech)
    before = [_adjective(word.text, ending) for word in words[:head]]
    return " ".join([*before, noun, *(word.text for word in words[head + 1 :])])


def _head(words: Sequence[Token]) -> int:
    """The first noun; an adjective in a name ("Internationalen Komitees") has a capital too, and stands before a noun."""
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else None
        proper = (
            word.low.endswith(("en", "em", "es")) and len(word.low) > 5 and following is not None and following.is_name
        )
        if word.is_name and not proper:
            return number
    return 0


def _noun(text: str, article: str, adjectives: Sequence[Token]) -> str:
    low = text.lower()
    if article in _GENITIVE | _DATIVE and low.endswith(_WEAK_NOUNS):
        return text[:-2]
    if article in _GENITIVE:
        return _without_genitive(text)
    if article in _DATIVE and low.endswith(_WEAK):
        return text[:-1] + ("r" if article == "einem" else "")
    if article == "einer" and low.endswith("en"):
        return text
    dative = (
        article == "den" or (not article and any(word.low.endswith("en") for word in adjectives))
    ) and low.endswith(_DATIVE_PLURAL)
    return text[:-1] if dative else text


def _without_genitive(text: str) -> str:
    low = text.lower()
    if low.endswith(_LONG_GENITIVE):
        return text[:-2]
    if low.endswith(_WEAK):
        return text[:-1] + "r"
    return text[:-1] if low.endswith("s") and not low.endswith(_NO_GENITIVE) else text


def _ending(noun: str, article: str, speech: Speech) -> str:
    low = noun.lower()
    if low.endswith(speech.plural) and article not in ("des", "ein", "eine", "eines"):
        return "e"
    if low.endswith(speech.feminine) or article == "die":
        return "e"
    return "es" if low.endswith(speech.neuter) or article == "das" else "er"


def _adjective(text: str, ending: str) -> str:
    if text[0].islower() or text.endswith(("en", "em", "es")):
        for old in ("en", "em", "er", "es", "e"):
            if text.endswith(old) and len(text) > len(old) + 2:
                return text[: -len(old)] + ending
    return text
