"""The event of a figure of which its sentence says nothing: what the paragraph is about, or what its kind suggests."""

from __future__ import annotations

from monitor.claims.context.counted import Phrase, family
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.scene import OPENING, Scene
from monitor.claims.context.wholes import is_base

_OF_KIND = {
    "land": "territory",
    "vote": "opinion",
    "voter": "opinion",
    "attack": "launched",
    "casualty": "killed_or_wounded",
    "unit": "deployed",
}
_MONEY = ("EUR", "USD", "CHF")
_LONGEST_TITLE = 8  # words of a sentence that only names what is told next
_OF_A_POLL = 3  # sentences behind the name of a survey or vote in which a share of which nothing is said is its result
# Is said beside the figure or not at all: under "Odessa trauert um die Toten" hundreds of mourners are no dead.
_OWN_WORDS = frozenset(
    {"affected", "deployed", "exchanged", "killed", "wounded", "killed_or_wounded", "captured", "missing"}
)
_GIVEN = frozenset({"aid", "supplied"})


def event(scene: Scene, spot: int, kind: str, found: Phrase, unit: str | None, memory: Memory) -> str:
    """Sums go on with the paragraph's, others with the heading or with what is given; drones flew, land is held where
    there is war, and what firms have is turnover, not cost."""
    money = next((fact for fact in memory.recent() if fact.kind == kind == "money"), None)
    if money and _in_paragraph(money, scene):
        return money.event
    if _is_asked(scene, kind, unit, memory):
        return "opinion"
    return _of_surroundings(scene, kind, found, memory) or _of_kind(scene, spot, kind, unit)


def of_question(scene: Scene, kind: str, memory: Memory) -> str | None:
    """What a sentence without a verb has put to be answered: "Und die Verluste? Im Winter waren es vier Panzer"."""
    before = memory.previous
    if before is None or before.spots or len(before.tokens) > _LONGEST_TITLE or before.index != scene.index - 1:
        return None
    if before.finites or any(not before.tokens[mark.at].is_name for mark in before.verbs):
        return None
    return next((cue.event for cue in before.governors if cue.speaks_of(kind)), None)


def _of_surroundings(scene: Scene, kind: str, found: Phrase, memory: Memory) -> str | None:
    if heading := _of_heading(scene, kind, memory):
        return heading
    if _is_given(scene, kind, memory):
        return "supplied"
    if _is_abroad(scene, found):
        return "deployed"
    if _has_fled(scene, found, memory):
        return "displaced"
    if (memory.firm and kind == "money") or (kind == "land" and not _is_fought_for(scene, memory)):
        return "other"
    return "launched" if _flew(scene, kind, memory) else None


def _is_fought_for(scene: Scene, memory: Memory) -> bool:
    """Whether the sentence or the opening names those who fight, or land taken was told of: else it is a mere area."""
    sides = scene.words.sides.opponents
    named = any(mention.party in sides and mention.role == "agent" for mention in memory.opening)
    here = any(hit.value.party in sides for hit in scene.names)
    return named or here or memory.war or any(fact.event == "territory" for fact in memory.recent())


def _of_kind(scene: Scene, spot: int, kind: str, unit: str | None) -> str:
    if kind == "munition" and is_base(scene, spot):
        return "launched"
    if kind == "land" and unit == "ha":
        return "other"
    if kind == "money" or unit in _MONEY:
        return "cost"
    return _OF_KIND.get(kind, "other")


def _in_paragraph(fact: Fact, scene: Scene) -> bool:
    return fact.scene.sentence.line == scene.sentence.line


def _is_asked(scene: Scene, kind: str, unit: str | None, memory: Memory) -> bool:
    """Whether a share of which nothing is said is the result of a survey or vote: one was named a moment ago, or the
    text opens with one and people are counted."""
    of_people = unit == "percent" and kind == "person"
    after = scene.index - memory.polled <= _OF_A_POLL
    return (after and (of_people or kind in ("share", "voter"))) or (of_people and memory.poll)


def _of_heading(scene: Scene, kind: str, memory: Memory) -> str | None:
    """What the heading above speaks of: "Die Ukraine-Hilfen im Überblick", and sums below it."""
    if memory.headline is None or memory.headline.sentence.line >= scene.sentence.line:
        return None
    told = (cue.event for cue in memory.headline.governors if cue.speaks_of(kind))
    events = [event for event in told if event not in _OWN_WORDS and (event != "cost" or kind == "money")]
    return events[-1] if events else None


def _is_given(scene: Scene, kind: str, memory: Memory) -> bool:
    """Arms and goods in a paragraph that told of help last: "28 Milliarden Euro … Zuletzt kamen sechs Panzer hinzu"."""
    last = next(memory.recent(), None)
    return family(kind) == "arms" and last is not None and last.event in _GIVEN and _in_paragraph(last, scene)


def _is_abroad(scene: Scene, found: Phrase) -> bool:
    """People of a side that attacks, counted at a place, are its troops: "15.000 Nordkoreaner in Russland"."""
    attacked, behind = scene.words.sides.attacked, scene.lows(found.core, found.core + 1)
    if not scene.words.forms.place_prepositions.intersection(behind):
        return False
    people = (hit for hit in scene.names if hit.first == found.head and hit.value.form == "people")
    return any(attacked.get(hit.value.party, hit.value.party) != hit.value.party for hit in people)


def _has_fled(scene: Scene, found: Phrase, memory: Memory) -> bool:
    """ "Berlin – Im Kreis leben 1.870 Ukrainer": people of a land that is attacked, in a text that begins elsewhere."""
    sides = scene.words.sides
    people = {hit.value.party for hit in scene.names if hit.first == found.head and hit.value.form == "people"}
    dwell = any(token.low.startswith(scene.words.forms.dwelling) for token in scene.tokens if not token.is_name)
    if people.isdisjoint(sides.attacked.values()) or not dwell:
        return False
    named = (hit.value for here in memory.scenes[:OPENING] for hit in here.names)
    first = next((name.party for name in named if name.form in ("name", "place")), None)
    return first is not None and first not in sides.opponents


def _flew(scene: Scene, kind: str, memory: Memory) -> bool:
    """In the news of a war drones and missiles of which nothing is said flew: "Fast 600 Drohnen in einer Nacht"."""
    sides = scene.words.sides.opponents
    return kind == "munition" and any(mention.party in sides for mention in memory.opening)
