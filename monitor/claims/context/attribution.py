"""Who says a figure: the voice that reaches it in its sentence, or the one that goes on from the sentence before.

The reach follows the guide's ruling 8: a voice covers its clause and what follows in the sentence, a closing formula
the whole sentence, "Das teilte X mit" the sentence before; it goes on through Konjunktiv I, "demnach", quotation and
"weitere"; a fresh sentence in the indicative has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, takewhile

from monitor.claims.context import chunks, governed, interviews, subjects
from monitor.claims.context.chunks import Chunk
from monitor.claims.context.clauses import Clause
from monitor.claims.context.lazy import OnDemand
from monitor.claims.context.saying import voices
from monitor.claims.context.scene import Scene
from monitor.claims.context.speaker import QUOTES, Speaker, is_office, still_quoting
from monitor.claims.context.vocabulary import Vocabulary
from monitor.claims.context.voices import LAST_LINK, Voice, appositive, gender, resolved

_NEAR = 8  # sentences before one in which is looked for who spoke last, before all are


class Talk:
    """Who speaks in a text and says its figures. What a sentence has of it is read when it is asked for: most sentences
    have no figure, and what is said of few figures goes back to them.

    ``voices`` are those of each sentence; of one that points back, or goes on, the name is not yet told.
    """

    def __init__(self, scenes: Sequence[Scene], words: Vocabulary) -> None:
        self._scenes, self._words = scenes, words
        self.voices: OnDemand[tuple[Voice, ...]] = OnDemand(lambda number: voices(scenes[number]))
        self._told: OnDemand[dict[int, str | None]] = OnDemand(self._told_here)
        self._speakers = [Speaker()]
        self._interview = interviews.find(scenes)
        self._quoters: dict[int, Voice | None] = {}
        marks = (scene.sentence.text for scene in scenes)
        self._quoting = list(accumulate(marks, still_quoting, initial=False))

    def sources(self, number: int) -> dict[int, str | None]:
        """The source of the figure at each spot of a sentence."""
        sources, behind = self._told[number], number + 1
        if self._is_told_behind(behind):
            name, own = self.named(behind)[0].name, bool(self.voices[number])
            sources = {spot: known if own and known else name for spot, known in sources.items()}
        if self._interview and self._interview.says(self._scenes[number].sentence.line):
            sources = {spot: known or self._interview.name for spot, known in sources.items()}
        quoter = self._quoter(number)
        return sources if quoter is None else dict.fromkeys(sources, quoter.name)

    def named(self, number: int) -> tuple[Voice, ...]:
        """A sentence's voices with their names."""
        here = self.voices[number]
        return here if all(voice.name for voice in here) else _named(here, self.speaker(number), self._words)[0]

    def last(self, number: int, *, person: bool = False) -> str | None:
        """The name of who spoke last before a sentence, or of the last person who did, if any.

        It mostly stands a few sentences before, so that the others need not be read for it.
        """
        for name in self._names_before(number):
            if name is None:
                break
            if not person or not is_office(name, self._words):
                return name
        speaker = self.speaker(number)
        return (speaker.quoted or speaker.name) if person else speaker.name

    def _names_before(self, number: int) -> Iterator[str | None]:
        """The names of who spoke shortly before a sentence, the newest first; None for one that others must tell."""
        for at in range(number - 1, max(-1, number - 1 - _NEAR), -1):
            if here := self.voices[at]:
                yield from (voice.name for voice in reversed(here))
            elif chunk := _opener(self._scenes[at]):
                yield _name_of(self._scenes[at], chunk)

    def speaker(self, number: int) -> Speaker:
        """Who spoke last before a sentence."""
        for at in range(len(self._speakers) - 1, number):
            here, before = self.voices[at], self._speakers[at]
            behind = _named(here, before, self._words)[1] if here else _opened(self._scenes[at], before)
            self._speakers.append(behind)
        return self._speakers[number]

    def quoting(self, number: int) -> bool:
        """Whether a quotation is open before a sentence."""
        return self._quoting[number]

    def fresh(self, number: int) -> bool:
        """Whether the sentence before was somebody's."""
        before = number - 1
        spoken = number > 0 and bool(self.voices[before])
        return spoken or (number > 0 and any(name is not None for name in self._told[before].values()))

    def _told_here(self, number: int) -> dict[int, str | None]:
        scene = self._scenes[number]
        return _sources(scene, self.named(number), self) if scene.spots else {}

    def _is_told_behind(self, behind: int) -> bool:
        """Whether the next sentence names the source of this one."""
        if behind >= len(self._scenes) or not _tells_back(self._scenes[behind - 1], self._scenes[behind]):
            return False
        return bool(self.voices[behind])

    def _quoter(self, number: int) -> Voice | None:
        """ "„Es kamen 40. Zwölf starben“, sagte X": the whole quotation is X's, who is named behind it."""
        if number not in self._quoters:
            end, found = self._end_of_quotation(number)
            self._quoters |= dict.fromkeys(range(number, max(end, number + 1)), found)
        return self._quoters[number]

    def _end_of_quotation(self, number: int) -> tuple[int, Voice | None]:
        """The first sentence behind this one that has voices, if the quotation is open till then, and who is named."""
        for at in range(number, len(self._scenes)):
            if here := self.voices[at]:
                closing = at > number and any(voice.whole for voice in here)
                return at, self.named(at)[-1] if closing else None
            if not self._quoting[at + 1]:
                return at, None
        return len(self._scenes), None


def _opened(scene: Scene, speaker: Speaker) -> Speaker:
    """Who spoke last behind a sentence without a voice: whom it begins with, if that is somebody who can speak."""
    chunk = _opener(scene)
    if chunk is None:
        return speaker
    name = _name_of(scene, chunk) or speaker.office or chunks.name(chunk, scene.words.speech)
    return speaker.then(name, gender(chunk), scene.words)


def _opener(scene: Scene) -> Chunk | None:
    """Whom a sentence in the indicative begins with, if that is somebody who can speak."""
    chunk = subjects.opening(scene)
    return None if chunk is None or scene.subjunctives else chunk


def _name_of(scene: Scene, chunk: Chunk) -> str | None:
    return appositive(scene, chunk) or resolved(chunk, scene.words.speech)


def _named(found: Sequence[Voice], speaker: Speaker, words: Vocabulary) -> tuple[tuple[Voice, ...], Speaker]:
    """The voices with their names, and who spoke last; one that points back takes the last whom it may mean."""
    named: list[Voice] = []
    for voice in found:
        name = voice.name or speaker.meant(voice.gender, voice.office) or voice.else_name
        speaker = speaker.then(name, voice.gender, words)
        named.append(replace(voice, name=name))
    return tuple(named), speaker


def _tells_back(before: Scene, scene: Scene) -> bool:
    """ "Das teilte die Polizei mit", "Auf diese Zahl kommt das Amt" name the source of the sentence before."""
    tokens = scene.tokens
    if before.sentence.line != scene.sentence.line or len(tokens) < 3 or not scene.clauses:
        return False
    if subjects.points_to_finding(scene, scene.clauses[0]):
        return any(hit.first == 0 for hit in scene.says)
    if tokens[0].low not in scene.words.forms.that or _has_spot(scene, scene.clauses[0]):
        return False
    return tokens[1].low in scene.words.forms.have or scene.words.speech.saying.word(tokens[1].low) is not None


def _sources(scene: Scene, here: Sequence[Voice], talk: Talk) -> dict[int, str | None]:
    sources: dict[int, str | None] = {}
    previous: int | None = None
    for spot in scene.spots:
        voice = _reaching(scene, spot, here) if here else None
        if voice:
            sources[spot] = voice.name
        elif _said_by_somebody(scene, spot, talk):
            sources[spot] = _local(scene, spot, here, talk)
        elif teller := governed.content(scene, spot):
            sources[spot] = resolved(teller, scene.words.speech)
        elif previous is not None and _takes_up(scene, spot):
            sources[spot] = sources[previous]
        elif previous is None and _takes_up(scene, spot) and talk.fresh(scene.index):
            sources[spot] = talk.last(scene.index)
        else:
            sources[spot] = None
        previous = spot
    return sources


def _reaching(scene: Scene, spot: int, here: Sequence[Voice]) -> Voice | None:
    number = scene.clause_of[spot]
    inside = [voice for voice in here if scene.clause_of[voice.at] == number]
    closing = [voice for voice in here if voice.whole and _closes_over(scene, voice, spot)]
    behind = [voice for voice in here if scene.clause_of[voice.at] == number + 1 and voice.strength > 1]
    relative = [voice for voice in behind if voice.strength in (3, 4) and _only_says(scene, scene.clauses[number + 1])]
    relative += [voice for voice in here if voice.strength == 1 and _counts_them(scene, voice, number + 1)]
    before = [voice for voice in here if voice.at < spot and _goes_on_to(scene, voice, spot)]
    chain = [voice for voice in closing if voice.strength == 9]
    chain += [voice for voice in here if voice.strength == LAST_LINK and _passed_on(scene, voice, spot)]
    if closing and inside and all(_only_counts(scene, voice) for voice in inside):
        inside = []
    for group in (chain, inside, closing):
        if group:
            return max(group, key=lambda voice: (voice.strength, voice.at))
    others = before or relative
    return others[-1] if others else None


def _passed_on(scene: Scene, voice: Voice, spot: int) -> bool:
    """ "Der Dienst gehe davon aus, dass 40 starben": the estimate's clause, and the one that depends on it."""
    number = scene.clause_of[spot]
    return scene.clause_of[voice.at] in (number, number - (scene.clause(spot).kind == "subordinate"))


def _goes_on_in(scene: Scene, number: int) -> int:
    """ "Von den zehn, deren Ausrüstung fehle, seien zwei …": the clause in which a verbless one goes on, else -1."""
    following = scene.clauses[number + 1 : number + 3]
    parted = len(following) > 1 and following[0].kind == "relative" and not scene.clauses[number].finite
    return number + 2 if parted and following[1].first in scene.finites else -1


def _only_counts(scene: Scene, voice: Voice) -> bool:
    """ "Die Ärzte registrierten 40 Fälle, wie das Amt mitteilte": a voice of which another tells, or nobody's."""
    counts = voice.strength == 1 and scene.tokens[voice.at].low.startswith(scene.words.speech.registering)
    return counts or voice.name is None


def _only_says(scene: Scene, clause: Clause) -> bool:
    """A relative clause without figures of its own: "40 Drohnen, die laut Kiew aus Kursk kamen"."""
    return clause.kind == "relative" and not _has_spot(scene, clause)


def _counts_them(scene: Scene, voice: Voice, number: int) -> bool:
    """ "Von den 1.400 Zivilisten, die die Stadt noch zählt": who says it stands in the figure's relative clause."""
    if scene.clause_of[voice.at] != number or not _only_says(scene, scene.clauses[number]):
        return False
    return voice.span[0] >= scene.clauses[number].first


def _closes_over(scene: Scene, voice: Voice, spot: int) -> bool:
    """A formula at the end covers all before it, one in the middle the clause that it parts and what follows."""
    number = scene.clause_of[voice.at]
    behind = takewhile(lambda clause: clause.mark != ";", scene.clauses[number + 1 :])
    at_end = voice.strength in (5, 9) or not any(clause.finite or _has_spot(scene, clause) for clause in behind)
    return (voice.far or _unbroken(scene, voice.at, spot)) and (at_end or scene.clause_of[spot] >= number - 1)


def _has_spot(scene: Scene, clause: Clause) -> bool:
    return any(spot in clause for spot in scene.spots)


def _goes_on_to(scene: Scene, voice: Voice, spot: int) -> bool:
    """A report covers what follows in the sentence; a verb's subject no further main clause in the indicative, and
    nothing behind a semicolon or its relative clause.
    """
    unbroken = _unbroken(scene, voice.at, spot)
    if voice.strength > 1:
        return not (voice.whole and unbroken)
    clause, said = scene.clause(spot), scene.clause(voice.at)
    aside = said.kind == "relative" and said is not clause and clause.kind == "main"
    if not unbroken or (aside and scene.tokens[said.first - 2].low not in scene.words.forms.number_of):
        return False
    mine = clause.kind in ("main", "relative") and clause.mark == "," and scene.has_finite(clause.first, clause.end)
    indicative = mine and not _konjunktiv(scene, clause.first, clause.end)
    return not (indicative and clause.first not in scene.finites and not governed.goes_on(scene, clause))


def _unbroken(scene: Scene, one: int, other: int) -> bool:
    """A semicolon parts what stands beside it like a full stop."""
    first, last = sorted((one, other))
    return not any(token.text == ";" for token in scene.tokens[first:last])


def _local(scene: Scene, spot: int, here: Sequence[Voice], talk: Talk) -> str | None:
    before = [voice for voice in here if voice.at < spot]
    if before:
        return before[-1].name
    governor = _governor(scene, spot)
    if governor:
        return governor
    return talk.last(scene.index, person=scene.sentence.text[0] in QUOTES)


def _governor(scene: Scene, spot: int) -> str | None:
    """Whoever is the subject of the clause in the indicative on which the figure's Konjunktiv depends."""
    mine = scene.clause(spot)
    number = scene.clause_of[spot]
    goes_on = scene.clauses[max(number, _goes_on_in(scene, number))]
    if number == 0 or not (_konjunktiv(scene, mine.first, mine.end) or _konjunktiv(scene, goes_on.first, goes_on.end)):
        return None
    before = scene.clauses[_behind_colon(scene, number) - 1]
    if before.kind != "main" or _konjunktiv(scene, before.first, before.end) or _has_spot(scene, before):
        return None
    chunk = subjects.governing(scene, before) or subjects.elsewhere(scene, before, before.first)
    return resolved(chunk, scene.words.speech) if chunk else None


def _behind_colon(scene: Scene, number: int) -> int:
    """The clause with which begins what stands behind a colon, for any of it; else the clause itself."""
    colons = (at for at in range(number, 0, -1) if scene.clauses[at].mark == ":")
    return next(colons, number)


def _said_by_somebody(scene: Scene, spot: int, talk: Talk) -> bool:
    """Konjunktiv in the figure's clause, or round a clause without a verb; an open quotation."""
    clause = scene.clause(spot)
    if talk.quoting(scene.index) or scene.sentence.text[0] in QUOTES:
        return True
    if _konjunktiv(scene, clause.first, clause.end):
        return True
    finite = any(at in clause and not _closes_bracket(scene, clause, at) for at in scene.finites)
    return not finite and _konjunktiv(scene, 0, len(scene.tokens))


def _closes_bracket(scene: Scene, clause: Clause, at: int) -> bool:
    """ "Es würden 25 Panzer, 14 Geschütze und 30 Boote geliefert werden": the infinitive that a list ends in."""
    return clause.kind == "main" and at == clause.end - 1 > clause.first and scene.tokens[at].low == "werden"


def _konjunktiv(scene: Scene, first: int, end: int) -> bool:
    return any(first <= at < end for at in scene.subjunctives)


def _takes_up(scene: Scene, spot: int) -> bool:
    """ "davon", "weitere", "das sind", "im Mai waren es": the figure is reckoned from, or beside, one of the source."""
    clause = scene.clause(spot)
    lows = scene.lows(clause.first, clause.end)
    if clause.kind == "relative":
        return False
    if clause.mark == "," and clause.first == spot and not clause.finite and _goes_with_before(scene, clause):
        return True
    if clause.mark == ";" and lows[0] not in ("seit", "im"):
        return not clause.finite
    part = scene.has_mood("part", clause)
    if part or scene.tokens[spot].low.startswith(("weitere", "zusätzlich")) or lows[0] == "hinzu":
        return True
    it = bool(scene.words.forms.be.intersection(lows)) and ("es" in lows or lows[0] == "das")
    it = it or ("das" in lows[:4] and any(low.startswith(scene.words.forms.summing) for low in lows[:4]))
    return it or lows[:2] == ["der", "rest"] or any(low.startswith(("entfiel", "befragt")) for low in scene.words_low)


def _goes_with_before(scene: Scene, clause: Clause) -> bool:
    """ "60 Prozent davon sind Frauen, 300 Kinder": the clause has the verb of the one before it, and its source."""
    return _has_spot(scene, scene.clauses[scene.clauses.index(clause) - 1])
