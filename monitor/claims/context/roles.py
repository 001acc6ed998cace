"""What part a named country has in its sentence: who acts, place, target, owner of the noun beside it."""

from __future__ import annotations

from monitor.claims.context.forms import Forms
from monitor.claims.context.matching import Hit
from monitor.claims.context.scene import Scene
from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Named


def owned_noun(scene: Scene, hit: Hit[Named]) -> int | None:
    """The token of the noun that is the country's: "russischen Verluste", "Kims Truppen", "US-Militär"."""
    tokens = scene.tokens
    if hit.value.form == "adjective" and "-" in tokens[hit.last].low:
        return hit.last
    if hit.value.form != "adjective" and not _is_genitive(scene, hit) and not _adjectival_place(scene, hit):
        return None
    for at in range(hit.last + 1, min(len(tokens), hit.last + 4)):
        if tokens[at].is_name:
            return at
        if not tokens[at].is_word or not tokens[at].low.endswith(("e", "en", "er", "es", "und")):
            return None
    return None


def _is_genitive(scene: Scene, hit: Hit[Named]) -> bool:
    word = scene.tokens[hit.last].text
    return word.endswith("s") and word != hit.value.base.split()[-1] and hit.value.form != "adjective"


def _adjectival_place(scene: Scene, hit: Hit[Named]) -> bool:
    return hit.value.form == "place" and scene.tokens[hit.last].low == hit.value.base.lower().removesuffix("e") + "er"


def role(scene: Scene, hit: Hit[Named]) -> str:
    """The part of the country: agent, place, target, origin, doer, beside, owner or oblique."""
    ruler = hit.first - 2
    if ruler >= 0 and hit.value.town and _rules_from(scene, hit.first):
        return _role_of_rulers(scene, ruler)
    preposition, article = _grip(scene, hit.first)
    if not preposition and hit.first >= 2 and scene.tokens[hit.first - 1].low in ("und", "sowie", "oder"):
        preposition, _ = _grip(scene, hit.first - 2)
    if preposition:
        if _is_direction(scene, hit, preposition, article):
            return "target"
        if hit.value.form == "place" and preposition in scene.words.forms.doer_prepositions:
            noun = scene.tokens[hit.first - 2].is_name if hit.first > 1 else False
            return "owner" if noun else "place"  # "die Tankstellen von Belgorod", "südlich von Torezk"
        return next(role for role, words in _roles(scene.words.forms) if preposition in words)
    if article and hit.first >= 2 and scene.tokens[hit.first - 2].low in scene.words.forms.on_behalf:
        return "agent"  # "liefert im Auftrag der Bundesregierung 20 Panzer"
    return "owner" if _owner_behind_noun(scene, hit, article) else _nominative(scene, hit, article)


def _rules_from(scene: Scene, at: int) -> bool:
    """ "die Regierung in Seoul", "der Machthaber in Pjöngjang": the capital names whose rulers they are."""
    noun, preposition = scene.tokens[at - 2], scene.tokens[at - 1]
    return preposition.low == "in" and noun.is_name and noun.low.startswith(scene.words.forms.rulers)


def _role_of_rulers(scene: Scene, at: int) -> str:
    preposition, article = _grip(scene, at)
    if preposition:
        return next(role for role, words in _roles(scene.words.forms) if preposition in words)
    feminine = article == "der" and scene.tokens[at].low.endswith(("ung", "macht"))
    return "owner" if feminine or article in scene.words.forms.oblique else "agent"


def _is_direction(scene: Scene, hit: Hit[Named], preposition: str, article: str) -> bool:
    """ "in die Türkei", "in den Tschad", but "in den USA": whither, not where."""
    if preposition == "ins":
        return True
    masculine = article == "den" and hit.value.base.lower() in scene.words.forms.masculine_countries
    return preposition == "in" and (article in ("die", "das") or masculine)


def _roles(forms: Forms) -> tuple[tuple[str, frozenset[str]], ...]:
    """What a preposition makes of the country behind it."""
    return (
        ("place", forms.place_prepositions),
        ("target", forms.target_prepositions),
        ("origin", forms.origin_prepositions),
        ("doer", forms.doer_prepositions),
        ("beside", forms.other_prepositions),
    )


def _grip(scene: Scene, at: int) -> tuple[str, str]:
    """The preposition and the article that stand before a name, over adjectives and "Region"."""
    article, forms = "", scene.words.forms
    for back in range(at - 1, max(-1, at - 6), -1):
        token = scene.tokens[back]
        if any(token.low in words for _, words in _roles(forms)):
            return token.low, article
        if token.low in forms.determiners:
            article = article or token.low
        elif not _between(token, forms):
            break
    return "", article


def _between(token: Token, forms: Forms) -> bool:
    """Whether a word may stand between a preposition and a name: an adjective, or "Region", "Stadt"."""
    if token.low in forms.region_words:
        return True
    return token.is_word and not token.is_name and token.low.endswith(("en", "em", "er", "e"))


def _owner_behind_noun(scene: Scene, hit: Hit[Named], article: str) -> bool:
    """ "Verluste Pjöngjangs", "Präsident der Ukraine"."""
    before = hit.first - (2 if article else 1)
    if before < 0 or not (scene.tokens[before].is_name or before in scene.spots):
        return False  # "ein Fünftel der Ukraine" too
    return _is_genitive(scene, hit) or article in ("der", "des")


def _nominative(scene: Scene, hit: Hit[Named], article: str) -> str:
    word, forms = scene.tokens[hit.last].low, scene.words.forms
    if hit.value.form == "adjective" and "-" not in word:
        declined = (word.endswith("en") and article != "die") or (word.endswith("er") and not article)
        return "oblique" if declined or article in forms.oblique else "agent"
    if article in forms.oblique or (article == "der" and word in forms.feminine_countries):
        return "oblique"
    return "owner" if _is_genitive(scene, hit) and owned_noun(scene, hit) is None else "agent"
