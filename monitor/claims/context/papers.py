"""Reports that say it themselves: "Ukrainische Angaben lauten auf 400", "eine Studie, nach der 400 …"."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.claims.context import chunks
from monitor.claims.context.clauses import Clause
from monitor.claims.context.reports import behind_report
from monitor.claims.context.scene import Scene
from monitor.claims.context.voices import Voice, resolved


def speaking(scene: Scene) -> Iterator[Voice]:
    """The voices of reports that are a verb's subject, or on which a relative clause rests."""
    forms = scene.words.forms
    if scene.says or not forms.amounting.isdisjoint(scene.word_set):
        for clause in scene.clauses:
            yield from _as_subject(scene, clause)
    if not (forms.resting | forms.whereafter).isdisjoint(scene.word_set):
        for clause in scene.clauses[1:]:
            if _rests_on(scene, clause):
                yield from _before(scene, clause)


def _as_subject(scene: Scene, clause: Clause) -> Iterator[Voice]:
    """ "Schätzungen der Nato liegen bei 300.000", "Eine Auswertung der BBC ergab, dass …": whose the report is."""
    speech = scene.words.speech
    chunk = chunks.read(scene.tokens, clause.first, clause.end, speech)
    if chunk is None or chunk.end >= clause.end or not _tells(scene, chunk.end, clause):
        return
    head = next((at for at in range(chunk.first, chunk.end) if scene.tokens[at] is chunk.words[chunk.head]), None)
    if head is None or not speech.reports.word(scene.tokens[head].low):
        return
    owner = behind_report(scene, head, speech)
    if owner:
        yield Voice(chunk.end, resolved(owner, speech), (chunk.first, chunk.end), strength=3)
    elif any(chunk.first <= hit.first < head for hit in scene.names):
        yield Voice(chunk.end, chunks.name(chunk, speech), (chunk.first, chunk.end), strength=3)


def _tells(scene: Scene, verb: int, clause: Clause) -> bool:
    """Whether the verb behind a report comes to a number, or is one of saying, in the indicative."""
    low, amounting = scene.tokens[verb].low, scene.words.forms.amounting
    if low in scene.words.grammar.konjunktiv:
        return False
    comes_to = low in amounting and (_has_number(scene, verb, clause) or scene.says_in(clause))
    return comes_to or (low not in scene.words.speech.finding and any(hit.first == verb for hit in scene.says))


def _has_number(scene: Scene, at: int, clause: Clause) -> bool:
    """ "liegen bei 300", "lauten auf rund 300": a preposition and the number, not far behind."""
    led = at + 1 < clause.end and scene.tokens[at + 1].low in scene.words.forms.amounting_to
    return led and any(at < spot <= at + 4 for spot in scene.spots)


def _rests_on(scene: Scene, clause: Clause) -> bool:
    """ ", nach der acht von zehn …", ", wonach …"; "nach der Explosion" rests on nothing."""
    forms, tokens = scene.words.forms, scene.tokens
    if clause.mark != "," or clause.end - clause.first < 3:
        return False
    if tokens[clause.first].low in forms.whereafter:
        return True
    on = tokens[clause.first].low in forms.resting and tokens[clause.first + 1].low in forms.recipient | {"denen"}
    behind = tokens[clause.first + 2]
    return on and (
        behind.quantity is not None or behind.low in forms.determiners or behind.low in forms.all_prepositions
    )


def _before(scene: Scene, clause: Clause) -> Iterator[Voice]:
    """The report that stands last before the comma, or whose it is."""
    speech, end = scene.words.speech, clause.first - 1
    nouns = (at for at in range(end - 1, max(-1, end - 8), -1) if scene.tokens[at].is_name)
    noun = next((at for at in nouns if speech.reports.word(scene.tokens[at].low)), None)
    if noun is None:
        return
    chunk = behind_report(scene, noun, speech) or chunks.read(scene.tokens, noun, end, speech)
    if chunk and chunk.end <= end:
        yield Voice(clause.first, resolved(chunk, speech), (chunk.first, chunk.end), strength=3)
