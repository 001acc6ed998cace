"""How a country is mentioned: as who acts, as place, as target, as owner of what stands behind its adjective."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from monitor.claims.context import roles
from monitor.claims.context.lazy import lazy
from monitor.claims.context.matching import Hit
from monitor.claims.context.scene import OPENING, Scene
from monitor.claims.context.vocabulary import Named, Vocabulary
from monitor.claims.context.voices import Voice

_PLACES_OF = frozenset({"land", "region", "settlement"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A country at token ``at``; ``role`` is agent, place, target, origin (aus), doer (von, durch),
    beside (mit, neben), owner or oblique.

    ``noun`` is the token of the noun that an adjective or genitive belongs to (None: the country itself is meant).
    ``town`` tells a town or region from a country; ``local`` if a place can be meant ("in der russischen Region", not
    "in russischer Haft"); ``speaks`` if it is only named as the source of figures; ``arms`` if the noun is an attack or
    what it is flown with; ``struck`` if an attack on it is told of; ``dateline``
    if a text only comes from there ("Genf (dpa) - ").
    """

    at: int
    party: str
    form: str
    base: str
    role: str
    noun: int | None = None
    town: bool = False
    local: bool = False
    speaks: bool = False
    arms: bool = False
    struck: bool = False
    dateline: bool = False


def read(scene: Scene, voices: Callable[[], Sequence[Voice]], land: Land) -> tuple[Mention, ...]:
    """The mentions of a sentence in its order; ``voices`` gives the sources that it names."""
    return tuple(_mention(scene, hit, voices, land) for hit in scene.names)


def _mention(scene: Scene, hit: Hit[Named], voices: Callable[[], Sequence[Voice]], land: Land) -> Mention:
    named = hit.value
    noun, role = roles.owned_noun(scene, hit), roles.role(scene, hit)
    speaks = (
        _is_war(scene, hit)
        or _office(scene, noun)
        or "sitz" in scene.lows(max(0, hit.first - 3), hit.first)  # "eine Gruppe mit Sitz in den USA"
        or (named.form in ("leader", "body") and _office(scene, hit.first - 1))
        or (named.form == "leader" and not scene.spots and role != "owner")  # what a leader does beside the figures
        or _is_source(scene, hit, voices())
    )
    dateline = _is_dateline(scene, hit)
    role = "oblique" if dateline else role
    arms = noun is not None and scene.words.nouns.kinds.word(scene.tokens[noun].low) in ("munition", "attack")
    local = named.form == "place" or noun is None or scene.words.nouns.kinds.word(scene.tokens[noun].low) in _PLACES_OF
    return Mention(
        hit.first,
        land.party(named),
        named.form,
        named.base,
        role,
        noun,
        named.town or named.form == "place",
        local,
        speaks or dateline,
        arms,
        _is_struck(scene, hit, role, noun),
        dateline,
    )


def _is_dateline(scene: Scene, hit: Hit[Named]) -> bool:
    """ "Genf (dpa) - ", "Kiew/Seoul. ": towns that open a line."""
    tokens, behind = scene.tokens, hit.last + 1
    opens = hit.first == 0 or (hit.first == 2 and tokens[1].text == "/")
    town = hit.value.town or hit.value.form == "place"
    return opens and town and behind < len(tokens) and tokens[behind].text in ("(", ".", "/", "–")


def _is_struck(scene: Scene, hit: Hit[Named], role: str, noun: int | None) -> bool:
    """ "Raketen auf Israel", "griff die Ukraine an", "beschossen Nikopol": named behind the attacker."""
    region = noun is None or scene.tokens[noun].low in scene.words.forms.region_words
    if not region or role not in ("target", "agent", "oblique"):
        return False
    if any(token.low.startswith(scene.words.forms.attacking) for token in scene.tokens):
        clause = scene.clause_of[hit.first]
        return role == "target" or any(scene.clause_of[n.first] == clause for n in scene.names if n.first < hit.first)
    kinds = scene.words.nouns.kinds
    return role == "target" and any(t.is_name and kinds.word(t.low) in ("munition", "attack") for t in scene.tokens)


def _is_war(scene: Scene, hit: Hit[Named]) -> bool:
    """ "Ukraine-Krieg", "Krieg in der Ukraine": the war's name says nothing of whose the things are."""
    before = scene.lows(max(0, hit.first - 3), hit.first)
    named = any(low.startswith("krieg") or low.endswith("krieg") for low in before) and any(
        low in ("in", "gegen", "um") for low in before
    )
    return named or "krieg" in scene.tokens[hit.last].low


def _is_source(scene: Scene, hit: Hit[Named], voices: Sequence[Voice]) -> bool:
    return any(voice.span[0] <= hit.first < voice.span[1] for voice in voices) or _in_formula(scene, hit, voices)


def _in_formula(scene: Scene, hit: Hit[Named], voices: Sequence[Voice]) -> bool:
    """ ", sagte ein Sprecher in Washington": where it is said, not where it happened."""
    clause = scene.clause_of[hit.first]
    if clause < 0 or any(scene.clause_of[spot] == clause for spot in scene.spots):
        return False
    return any(voice.whole and scene.clause_of[voice.at] == clause > 0 for voice in voices)


def _office(scene: Scene, noun: int | None) -> bool:
    """ "südkoreanischer Geheimdienst NIS": an office speaks for its country more often than it acts in a war."""
    return noun is not None and noun >= 0 and scene.tokens[noun].low.startswith(scene.words.speech.offices)


@dataclass(frozen=True, eq=False)
class Land:
    """Where a text is at home, by all that its sentences name."""

    scenes: Sequence[Scene]
    words: Vocabulary

    @lazy
    def state(self) -> str:
        """The federation of which the text speaks most: "Bund" is its state."""
        hits = (hit for here in self.scenes for hit in here.names)
        named = Counter(hit.value.party for hit in hits if not _is_federal(hit.value, self.words))
        return max(self.words.sides.federations, key=lambda party: (named[party] + self._used[party], named[party]))

    @lazy
    def home(self) -> str | None:
        """The country of which a text speaks that names no other: the one it names most, else the one whose words it
        uses. None for a text that names several, and one that is not of the language."""
        named = Counter(self.party(hit.value) for here in self.scenes for hit in here.names)
        named = Counter({party: n for party, n in named.items() if party not in self.words.sides.alliances}) or named
        if len(named) == 1 and any(here.names for here in self.scenes[:OPENING]):
            return next(iter(named))
        federations = self.words.sides.federations
        if any(party not in federations for party in named) or self._of_the_world:
            return None
        return max(federations, key=lambda party: self._used[party] + named[party])

    @lazy
    def _of_the_world(self) -> bool:
        """Whether the opening speaks of the world or its organisations: such a text is nowhere at home."""
        words = (low for here in self.scenes[:OPENING] for low in here.word_set)
        return any(self.words.forms.is_of_world(low) for low in words)

    @lazy
    def _used(self) -> Counter[str]:
        """How often the text uses words of each country's press."""
        named = (here for here in self.scenes if here.may_hold("name"))
        manners = ((here, hit) for here in named for hit in here.found.every(self.words.sides.manners))
        used = Counter(hit.value for here, hit in manners if "ß" not in here.tokens[hit.first].text)
        units = (quantity.unit for here in self.scenes for _, quantity in here.quantities)
        used.update(party for unit in units if unit and (party := self.words.sides.currencies.get(unit)))
        return used

    def party(self, named: Named) -> str:
        """The party that is named, the text's own state by "Bund"."""
        return self.state if _is_federal(named, self.words) else named.party


def _is_federal(named: Named, words: Vocabulary) -> bool:
    return named.base in words.sides.federal


def forces(scene: Scene, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """The mentions that name people or arms: "Nordkoreaner", "russischen Verluste", "Soldaten aus Nordkorea"."""
    for mention in mentions:
        behind = {"origin": mention.at - 2, "owner": mention.at - 1}.get(mention.role, -1)
        if mention.form == "people" or _is_force(scene, mention.noun) or _is_force(scene, behind):
            yield mention


def _is_force(scene: Scene, at: int | None) -> bool:
    if at is None or at < 0:
        return False
    low = scene.tokens[at].low
    return (
        bool(scene.words.nouns.military.word(low))
        or scene.words.nouns.kinds.word(low) in _FORCES
        or low.endswith(scene.words.forms.armies)
    )


_FORCES = frozenset({"person", "casualty", "unit", "body", "captive", "munition", "attack"})
