"""Names of sources in the nominative: "des ukrainischen Generalstabs" is "ukrainischer Generalstab"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Speech

_DECLINED = frozenset({"des", "dem", "den"})


def nominative(words: Sequence[Token], article: str, speech: Speech) -> str:
    """The name that ``words`` make, as it stands in the nominative; ``article`` is the lower-case article before it."""
    if not words:
        return ""
    head = _head(words, article, speech)
    noun = _noun(words[head].text, article, speech)
    oblique = article == "der" and any(word.low.endswith("en") for word in words[:head])
    ending = "e" if oblique else _ending(noun, article, speech)  # "der Deutschen Bahn": feminine or plural
    before = [_adjective(word, ending, speech) for word in words[:head]]
    return " ".join([*before, noun, *_tail(words[head + 1 :], speech)])


def _tail(words: Sequence[Token], speech: Speech) -> Iterator[str]:
    """What stands behind the noun; "der BBC und des Portals Mediazona" is "BBC und Portal Mediazona"."""
    article = ""
    for before, word in zip((None, *words), words, strict=False):
        if before is not None and before.low == "und" and word.low in _DECLINED:
            article = word.low
        else:
            yield _noun(word.text, article, speech) if article else word.text
            article = ""


def _head(words: Sequence[Token], article: str, speech: Speech) -> int:
    """The first noun; an adjective in a name ("Internationalen Komitees") has a capital too, and a noun behind it, and
    so has one of a place: of "des Wiener Bürgermeisters" only the second word has the genitive's ending.
    """
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else None
        placed = word.low.endswith("er") and (article == "des" or word.low[:-2] in speech.capitals)
        proper = placed or (word.low.endswith(("en", "em")) and len(word.low) > 5) or is_proper(word, speech)
        attribute = proper and following is not None and following.is_name
        if word.is_name and (not attribute or word.low.endswith(speech.plural)):
            return number
    return 0


def is_proper(word: Token, speech: Speech) -> bool:
    """An adjective that belongs to a name and so has a capital: "Rote Kreuz", "Statistischen Bundesamts"."""
    stem = next((word.low.removesuffix(end) for end in ("en", "em", "er", "es", "e") if word.low.endswith(end)), "")
    return word.is_name and stem.endswith(speech.proper)


def _noun(text: str, article: str, speech: Speech) -> str:
    low, forms = text.lower(), speech.forms
    oblique = article in forms.genitive_articles or article in forms.dative_articles
    if oblique and low.endswith(forms.weak_nouns):
        return text[:-2]
    if article in forms.genitive_articles:
        return _without_genitive(text, speech)
    if article in forms.dative_articles and low.endswith(forms.nominalised):
        return text[:-1] + ("" if article == "den" else "r")
    if article == "der" and f"{low}n".endswith(forms.nominalised):
        return text + "r"
    plural = article in ("den", "") and low.endswith(forms.dative_plural) and low not in forms.names_in_ern
    return text[:-1] if plural else text


def _without_genitive(text: str, speech: Speech) -> str:
    low = text.lower()
    if low.endswith(speech.forms.long_genitive):
        return text[:-2]
    if low.endswith(speech.forms.nominalised):
        return text[:-1] + "r"
    return text[:-1] if low.endswith("s") and not low.endswith(speech.forms.no_genitive) else text


def _ending(noun: str, article: str, speech: Speech) -> str:
    low = noun.lower()
    if low.endswith(speech.plural) and article not in ("des", "ein", "eine", "eines"):
        return "e"
    if low.endswith(speech.feminine) or article == "die":
        return "e"
    return "es" if low.endswith(speech.neuter) or article == "das" else "er"


def _adjective(word: Token, ending: str, speech: Speech) -> str:
    text = word.text
    if text[0].islower() or text.endswith(("en", "em", "es")) or is_proper(word, speech):
        for old in ("en", "em", "er", "es", "e"):
            if text.endswith(old) and len(text) > len(old) + 2:
                return text[: -len(old)] + ending
    return text
