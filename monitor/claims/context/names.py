"""Names of sources in the nominative: "des ukrainischen Generalstabs" is "ukrainischer Generalstab"."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.claims.context.tokens import Token

_ARTICLES = frozenset({
    "der", "die", "das", "des", "dem", "den", "ein", "eine", "eines", "einer", "einem", "einen", "sein", "seine", "seines", "seiner", "seinem", "ihr", "ihre",
    "ihres", "ihrer", "ihrem", "dieser", "diese", "dieses", "diesem", "mehrerer", "mehrere", "mehreren", "zwei", "drei", "vier", "am", "vom", "zum", "beim", "im",
})  # fmt: skip
_FEMININE = ("ung", "heit", "keit", "schaft", "tion", "in", "ei", "tät", "waffe", "armee", "behörde", "polizei", "gruppe", "bank", "seite", "wehr", "firma", "agentur", "presse", "zeitung", "fabrik", "partei", "justiz", "marine", "leitung", "kommission", "wahlleiterin")  # fmt: skip
_NEUTER = ("ministerium", "institut", "amt", "militär", "haus", "komitee", "unternehmen", "projekt", "portal", "magazin", "gericht", "zentrum", "medium", "kreuz", "parlament", "werk", "blatt", "team", "land", "mitglied", "endergebnis")  # fmt: skip
_PLURAL = ("medien", "kreise", "quellen", "angaben", "leute", "experten", "analysten", "behörden", "beobachter", "ermittler", "dienste", "daten", "bilder", "schätzungen", "offizielle", "forscher", "nationen", "streitkräfte", "truppen", "diensten", "berichte", "berichten", "ärzte", "stadtwerke", "wissenschaftler", "netzwerke", "gruppen", "organisationen", "insider", "beamte", "offiziere")  # fmt: skip


def nominative(tokens: Sequence[Token], case_word: str = "") -> str:
    """The name that ``tokens`` make, as it stands in the nominative; ``case_word`` is the article before it."""
    words = [token for token in tokens if token.is_word]
    article = case_word
    while words and words[0].low in _ARTICLES:
        article, words = words[0].low, words[1:]
    if not words:
        return ""
    head = next((number for number, word in enumerate(words) if word.is_name and not _adjective(word, words[number + 1 :])), 0)
    noun = _noun(words[head].text, article, words[:head])
    ending = _ending(noun, article)
    first = [_adjective_in(word.text, ending) for word in words[:head]]
    return " ".join([*first, noun, *(word.text for word in words[head + 1 :])])


def _adjective(word: Token, following: Sequence[Token]) -> bool:
    """"Internationalen Komitees", "Weißen Hauses": an adjective in a name has a capital and stands before a noun."""
    return word.low.endswith(("en", "em")) and bool(following) and following[0].is_name and len(word.low) > 5


def _noun(text: str, article: str, adjectives: Sequence[Token]) -> str:
    genitive = article in ("des", "eines", "seines", "ihres") or (not article and any(a.low.endswith("es") for a in adjectives))
    if genitive:
        return _without_genitive(text)
    dative_plural = (article in ("den", "") and text.endswith(("ern", "kreisen", "diensten", "berichten")))
    return text[:-1] if dative_plural and text.endswith("n") and _is_dative(text) else text


def _is_dative(text: str) -> bool:
    return text.lower().endswith(("beobachtern", "ermittlern", "insidern", "forschern", "kreisen", "diensten", "berichten", "forensikern", "versicherern", "bürgern", "veranstaltern"))  # fmt: skip


def _without_genitive(text: str) -> str:
    low = text.lower()
    if low.endswith(("dienstes", "amtes", "stabes", "rates", "verbandes", "hauses", "kreuzes", "landes", "bundes", "staates", "werkes")):
        return text[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is", "as")):
        return text[:-1]
    if low.endswith(("beamten", "experten", "präsidenten", "abgeordneten", "gesandten", "analysten", "kommandanten", "vorsitzenden")):
        return text if not low.endswith(("beamten", "abgeordneten", "vorsitzenden", "gesandten")) else text[:-1] + "r"
    return text


def _ending(noun: str, article: str) -> str:
    low = noun.lower()
    if low.endswith(_PLURAL) and article not in ("des", "ein", "eine", "einer"):
        return "e"
    if low.endswith(_FEMININE) or article == "die":
        return "e"
    return "es" if low.endswith(_NEUTER) or article == "das" else "er"


def _adjective_in(text: str, ending: str) -> str:
    for old in ("en", "em", "er", "es", "e"):
        if text.endswith(old) and len(text) > len(old) + 2:
            return text[: -len(old)] + ending
    return text
