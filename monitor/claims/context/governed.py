"""Whom indirect speech depends on, whatever verb says it: "X winkt ab: Es seien nur 40", "X hat enthüllt, dass 40 …",
"40 seien gefallen, prahlt X"."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.claims.context import chunks, subjects
from monitor.claims.context.chunks import Chunk
from monitor.claims.context.clauses import Clause
from monitor.claims.context.scene import Scene
from monitor.claims.context.speakers import speaks
from monitor.claims.context.voices import Voice, appositive, gender, resolved

_ASIDES = 3  # clauses between "dass" and the figure that depends on it


def content(scene: Scene, spot: int) -> Chunk | None:
    """Who is the subject of the clause on which a figure's "dass" depends: a new verb of saying needs no list."""
    number = scene.clause_of[spot]
    opener = next((at for at in range(number, max(0, number - _ASIDES - 1), -1) if _opens_content(scene, at)), 0)
    ruling = scene.clauses[opener - 1] if opener and _is_inside(scene, opener, number) else None
    if ruling is None or ruling.kind != "main" or any(at in ruling for at in scene.spots):
        return None
    reported = any(at in ruling for at in scene.subjunctives)
    return None if reported or _causes(scene, ruling) else subjects.governing(scene, ruling)


def _opens_content(scene: Scene, number: int) -> bool:
    clause = scene.clauses[number]
    return clause.mark == "," and scene.tokens[clause.first].low == "dass"


def _is_inside(scene: Scene, opener: int, number: int) -> bool:
    """Whether all that stands between "dass" and a clause is part of the same content, its verb at the end."""
    between = scene.clauses[opener + 1 : number + 1]
    return all(clause.kind != "main" or _is_verb_final(scene, clause) or not clause.finite for clause in between)


def goes_on(scene: Scene, clause: Clause) -> bool:
    """ "dass von den Truppen, die …, 40 gefallen sind": the "dass" before an aside goes on, no main clause begins."""
    content = clause.kind == "main" and "dass" in scene.word_set and _is_verb_final(scene, clause)
    return content and any(
        scene.tokens[other.first].low == "dass" for other in scene.clauses if other.first < clause.first
    )


def _is_verb_final(scene: Scene, clause: Clause) -> bool:
    return clause.end - 1 in scene.finites and clause.first not in scene.finites


def _causes(scene: Scene, ruling: Clause) -> bool:
    """ "verhindert, dass …", "sorgt dafür, dass …": what somebody does or brings about is not said by him."""
    lows = scene.lows(ruling.first, ruling.end)
    return any(low.startswith(scene.words.speech.causing) for low in lows)


def closing(scene: Scene) -> Iterator[Voice]:
    """ "40 seien gefallen, prahlte der Generalstab": behind indirect speech any verb is one of saying."""
    known = {hit.first for hit in scene.says}
    for number, clause in enumerate(scene.clauses[1:], start=1) if scene.subjunctives else ():
        if clause.first not in known and _is_formula(scene, number, clause):
            chunk = chunks.read(scene.tokens, clause.first + 1, clause.end, scene.words.speech)
            if chunk and chunk.first == clause.first + 1 and chunk.article not in _OBLIQUE and speaks(scene, chunk):
                name = appositive(scene, chunk) or resolved(chunk, scene.words.speech)
                span = (chunk.first, chunk.end)
                yield Voice(clause.first, name, span, whole=True, strength=4, gender=gender(chunk))


_OBLIQUE = frozenset({"dem", "den", "des", "einem", "einen", "eines"})
_FINITE_ENDINGS = ("t", "te", "ten")


def _is_formula(scene: Scene, number: int, clause: Clause) -> bool:
    """A clause without a figure that begins with a finite verb, behind one in the Konjunktiv."""
    verb, before = scene.tokens[clause.first], scene.clauses[number - 1]
    said = any(at in before for at in scene.subjunctives)
    finite = verb.is_word and not verb.is_name and verb.low.endswith(_FINITE_ENDINGS)
    small = verb.low in scene.words.speech.function_words or verb.low in scene.words.forms.all_prepositions
    told = any(spot in clause for spot in scene.spots)
    return clause.mark == "," and clause.kind == "main" and said and finite and not small and not told
