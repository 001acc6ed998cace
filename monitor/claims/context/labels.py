"""Sources before a colon: "London: Bis zu 900 Tote", "Seoul hebt Schätzung an: Mehr als 900 Tote"."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.claims.context import chunks
from monitor.claims.context.chunks import Chunk
from monitor.claims.context.clauses import Clause
from monitor.claims.context.scene import Scene
from monitor.claims.context.speakers import named, person_by_name, speaks
from monitor.claims.context.voices import Voice

_QUOTES = "„«‚‹\"»“'"


def labels(scene: Scene) -> Iterator[Voice]:
    """The sources that stand before a sentence's colons."""
    for number, clause in enumerate(scene.clauses if ":" in scene.word_set else ()):
        if number and clause.mark == ":":
            chunk = _label(scene, number)
            if chunk:
                first = min(chunk.first, scene.clauses[max(0, number - 3)].first)
                yield Voice(clause.first - 1, chunks.name(chunk, scene.words.speech), (first, clause.first), strength=2)


def _label(scene: Scene, number: int) -> Chunk | None:
    start = scene.clauses[number - 1]
    colon = scene.clauses[number].first - 1
    if scene.tokens[colon - 1].text == ")" and number >= 2:
        return _bracketed(scene, number)
    chunk = chunks.read(scene.tokens, _first_word(scene, start), start.end, scene.words.speech)
    if chunk is None or any(spot in start for spot in scene.spots):
        return None
    if not chunk.article and [word.low for word in chunk.words] == ["land"]:
        return None  # "Land: Ein Fünftel …" is a topic
    if owner := _owner_of_report(scene, chunk, start):
        return owner
    if speaks(scene, chunk) and _tells_a_report(scene, chunk, start):
        return chunk
    return chunk if _names_source(scene, chunk, start, colon) else None


def _first_word(scene: Scene, start: Clause) -> int:
    words = (at for at in range(start.first, start.end) if scene.tokens[at].text[0].isalpha())
    return next(words, start.end)


def _names_source(scene: Scene, chunk: Chunk, start: Clause, colon: int) -> bool:
    """A phrase alone before the colon; before a quotation any name, else one that can speak and is no topic."""
    alone = not start.finite and start.end - chunk.end <= 2  # "Terechow zu BILD:"
    if not alone or (chunk.first == start.first and chunk.article in ("der", "die", "das")):
        return False
    quoted = colon + 1 < len(scene.tokens) and scene.tokens[colon + 1].text in _QUOTES
    if quoted and not chunk.article and (len(chunk.words) == 1 or person_by_name(scene, chunk)):
        return True
    dated = scene.tokens[colon - 1].text == ")"  # "USA (Dezember):"
    return speaks(scene, chunk) and (dated or not _is_topic(scene, chunk, colon))


def _is_topic(scene: Scene, chunk: Chunk, colon: int) -> bool:
    """ "Kims Armee: …" tells of the army; "Peru: 40 Tote" of Peru, but "Südkorea: Nordkorea will …" of another."""
    owner, head = chunk.words[0], chunk.words[-1]
    inside = [hit for hit in scene.names if chunk.first <= hit.first < chunk.end]
    owned = any(scene.tokens[hit.first] is owner and _genitive(scene, hit.last) for hit in inside)
    if owned and len(chunk.words) > 1:
        return not head.low.startswith(scene.words.speech.offices)
    if _is_at_home(scene, chunk):
        return True
    countries = {hit.value.party for hit in inside if not hit.value.town}
    if not countries or not named(scene, chunk, ("name",)):
        return False
    others = any(hit.first > colon and hit.value.party not in countries for hit in scene.names)
    konjunktiv = any(token.low in scene.words.grammar.konjunktiv for token in scene.tokens[colon:])
    return not (others or konjunktiv)


def _is_at_home(scene: Scene, chunk: Chunk) -> bool:
    """ "Wien: Elf Tote nach Amoklauf": a capital of the language's own countries, where no other country is named."""
    federations = scene.words.sides.federations
    towns = [hit for hit in scene.names if chunk.first <= hit.first < chunk.end and hit.value.town]
    own = [hit for hit in towns if hit.value.party in federations]
    return bool(own) and len(chunk.words) == 1 and all(hit.value.party == own[0].value.party for hit in scene.names)


def _genitive(scene: Scene, at: int) -> bool:
    """ "Kims", "Südkoreas": a name with the ending of its genitive."""
    return scene.tokens[at].low.endswith("s") and any(
        hit.last == at and not hit.value.base.lower().endswith("s") for hit in scene.names
    )


def _tells_a_report(scene: Scene, chunk: Chunk, start: Clause) -> bool:
    """ "Seoul hebt Schätzung an:": what somebody does with a report before a colon is what stands behind it."""
    return any(
        token.is_name and scene.words.speech.reports.word(token.low) is not None
        for token in scene.tokens[chunk.end : start.end]
    )


def _owner_of_report(scene: Scene, chunk: Chunk, start: Clause) -> Chunk | None:
    """ "Bilanz der Polizei:": the police."""
    head = chunk.words[chunk.head]
    if scene.words.speech.reports.word(head.low) is None:
        return None
    behind = next(at for at in range(chunk.first, chunk.end) if scene.tokens[at] is head) + 1
    if behind >= start.end or scene.tokens[behind].low not in scene.words.forms.genitive_source:
        return None
    owner = chunks.read(scene.tokens, behind, start.end, scene.words.speech)
    return owner if owner and speaks(scene, owner) else None


def _bracketed(scene: Scene, number: int) -> Chunk | None:
    """ "Südkorea (NIS, 13. Januar):" names the source in brackets, "USA (Dezember):" before them."""
    opening = next((at for at in range(number - 1, 0, -1) if scene.clauses[at].mark == "("), None)
    if opening is None:
        return None
    bracket, before = scene.clauses[opening], scene.clauses[opening - 1]
    inner = chunks.read(scene.tokens, bracket.first, bracket.end, scene.words.speech)
    if inner and inner.words[0].low not in scene.words.calendar.months:
        return inner
    return chunks.read(scene.tokens, before.first, before.end, scene.words.speech)
