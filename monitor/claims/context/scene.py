"""A sentence as the reading sees it: words, clauses, and where events, countries and quantities stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from monitor.claims.context.clauses import Clause, split
from monitor.claims.context.lazy import lazy
from monitor.claims.context.matching import Found, Hit
from monitor.claims.context.tokens import Token, read
from monitor.claims.context.vocabulary import Cue, Named, Vocabulary
from monitor.claims.values import Quantity, Sentence

_BOTH = Cue("killed_or_wounded", frozenset({"person"}), False, 8)
OPENING = 3  # sentences that tell what a text is about: headline, lead, first sentence
_NEVER_FINITE = frozenset({"worden", "gewesen"})
_OPENERS = '„«»“":+–'


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that says an event, at token ``at`` (the last of a phrase)."""

    at: int
    last: int
    cues: tuple[Cue, ...]


@dataclass(eq=False)
class Scene:
    """One sentence, read with ``words``; its parts are read when they are first asked for, as most sentences say
    nothing of figures. ``quantities`` are those inside it, with their index in the text's list; ``opens`` tells that
    the first word opens a sentence, which that of a later piece does not.
    """

    index: int
    sentence: Sentence
    quantities: tuple[tuple[int, Quantity], ...]
    words: Vocabulary
    opens: bool = True

    @lazy
    def tokens(self) -> tuple[Token, ...]:
        """The words and marks of the sentence, each quantity as one."""
        return read(self.sentence, self.quantities)

    @lazy
    def signs(self) -> frozenset[str]:
        """What its words may be signs of: "name", "voice", "office", "poll"."""
        if self.quantities:
            return self.words.glance.of(token.text for token in self.tokens)
        return self.words.glance.at(self.sentence.text)

    def may_hold(self, sign: str) -> bool:
        """Whether such a thing may stand in it: that a sentence has none is seen at once."""
        return sign in self.signs

    @lazy
    def lists(self) -> frozenset[object]:
        """The word lists of which it has a word."""
        return frozenset[object]().union(*map(self.words.index.__getitem__, self.word_set))

    @lazy
    def found(self) -> Found:
        """Who and where: the entries of the word lists that every sentence is searched for."""
        if "name" in self.signs or "voice" in self.signs:
            return self.words.search.read(self.tokens, self.word_set)
        return Found({})

    @lazy
    def cues(self) -> Found:
        """What and when: the entries of the word lists that matter beside figures and sources."""
        return self.words.search_cues.read(self.tokens, self.word_set)

    @lazy
    def words_low(self) -> list[str]:
        """The lower-case words and marks of the sentence, in its order."""
        return [token.low for token in self.tokens]

    @lazy
    def word_set(self) -> frozenset[str]:
        """The lower-case words and marks of the sentence."""
        return frozenset(self.words_low)

    @lazy
    def spots(self) -> tuple[int, ...]:
        """The tokens of the quantities."""
        if not self.quantities:
            return ()
        return tuple(at for at, token in enumerate(self.tokens) if token.quantity is not None)

    @lazy
    def clauses(self) -> tuple[Clause, ...]:
        """The sentence's parts between marks."""
        return split(self.tokens, self.words.grammar, lambda: self.carriers)

    @lazy
    def carriers(self) -> tuple[int, ...]:
        """The verbs that may carry a clause."""
        return (*self.auxiliaries, *(mark.at for mark in self.verbs if not self.tokens[mark.at].is_name))

    @lazy
    def clause_of(self) -> tuple[int, ...]:
        """Each token's clause (-1: a mark)."""
        return _clause_of(self.tokens, self.clauses)

    @lazy
    def verbs(self) -> tuple[Mark, ...]:
        """The words that say an event."""
        hits = [hit for hit in self.cues.every(self.words.verbs) if self._same_case(hit)]
        return tuple(_merge_pairs(tuple(_marks(hits)), self.tokens, self.words))

    @property
    def governors(self) -> tuple[Cue, ...]:
        """What the sentence's nouns say of quantities that they govern."""
        nouns = (self.words.nouns.about.word(token.low) for token in self.tokens if token.is_name)
        return tuple(cue for cues in nouns if cues for cue in cues)

    @lazy
    def names(self) -> tuple[Hit[Named], ...]:
        """The words that name a country or place."""
        if "name" not in self.signs:
            return ()
        return tuple(_names(self.tokens, self.found.longest(self.words.parties)))

    @lazy
    def finites(self) -> frozenset[int]:
        """The auxiliaries that carry a clause: no infinitive ("zu haben") nor participle ("worden")."""
        lows = self.words_low
        return frozenset(
            at for at in self.auxiliaries if not (at and lows[at - 1] == "zu") and lows[at] not in _NEVER_FINITE
        )

    @lazy
    def auxiliaries(self) -> tuple[int, ...]:
        """The auxiliaries, infinitives and participles too."""
        known = self.words.grammar.auxiliaries
        return tuple(at for at, token in enumerate(self.tokens) if token.low in known and not token.is_name)

    @lazy
    def subjunctives(self) -> tuple[int, ...]:
        """The verbs in the Konjunktiv of reported speech."""
        known = self.words.grammar.konjunktiv
        if known.isdisjoint(self.word_set):
            return ()
        return tuple(at for at, token in enumerate(self.tokens) if token.low in known and not (at and token.is_name))

    @lazy
    def says(self) -> Sequence[Hit[str]]:
        """The verbs of saying."""
        return self.found.longest(self.words.speech.say)

    @lazy
    def is_poll(self) -> bool:
        """Whether the sentence names a survey or a vote."""
        return "poll" in self.signs and any(
            self.words.nouns.survey.word(token.low) for token in self.tokens if token.is_name
        )

    @lazy
    def moods(self) -> Mapping[str, Sequence[int]]:
        """Where the cues for each hedge and mark stand."""
        moods: dict[str, list[int]] = {}
        for hit in self.cues.every(self.words.moods):
            moods.setdefault(hit.value, []).append(hit.first)
        return moods

    def clause(self, spot: int) -> Clause:
        """The clause in which a token that is no mark stands."""
        return self.clauses[self.clause_of[spot]]

    def verbs_in(self, first: int, end: int) -> Sequence[Mark]:
        """The event words between two tokens."""
        return [mark for mark in self.verbs if first <= mark.at < end] if self.verbs else ()

    def has_finite(self, first: int, end: int) -> bool:
        """Whether a verb carries the words between two tokens."""
        return any(first <= at < end for at in self.finites) if self.finites else False

    def says_in(self, clause: Clause) -> bool:
        """Whether a verb of saying stands in a clause."""
        return any(hit.first in clause and not self.tokens[hit.first].is_name for hit in self.says)

    def has_mood(self, mood: str, clause: Clause | None = None) -> bool:
        """Whether a cue of this name stands in a clause, or in the sentence."""
        places = self.moods.get(mood, ())
        return bool(places) and (clause is None or any(at in clause for at in places))

    def lows(self, first: int, end: int) -> list[str]:
        """The lower-case words between two tokens."""
        return self.words_low[first:end]

    def _same_case(self, hit: Hit[tuple[Cue, ...]]) -> bool:
        """ "Verletzte" is a noun, "verletzte" a verb; only what opens a sentence may be a verb with a capital."""
        if not self.tokens[hit.first].is_name or hit.entry[0].isupper():
            return True
        return self.tokens[hit.first - 1].text in _OPENERS if hit.first else self.opens


def _clause_of(tokens: Sequence[Token], clauses: Sequence[Clause]) -> tuple[int, ...]:
    places = [-1] * len(tokens)
    for number, clause in enumerate(clauses):
        places[clause.first : clause.end] = [number] * (clause.end - clause.first)
    return tuple(places)


def _marks(hits: Sequence[Hit[tuple[Cue, ...]]]) -> Iterator[Mark]:
    for at, group in groupby(hits, key=lambda hit: hit.first):
        same = list(group)
        yield Mark(at, same[0].last, tuple(cue for hit in same for cue in hit.value))


def _merge_pairs(marks: Sequence[Mark], tokens: Sequence[Token], words: Vocabulary) -> Iterator[Mark]:
    """ "getötet oder verwundet" of one quantity is one event."""
    for number, mark in enumerate(marks):
        neighbours = [*marks[max(0, number - 1) : number], *marks[number + 1 : number + 2]]
        both = any(_pair(mark, other, tokens, words) for other in neighbours)
        yield Mark(mark.at, mark.last, (_BOTH,)) if both else mark


def _pair(one: Mark, other: Mark, tokens: Sequence[Token], words: Vocabulary) -> bool:
    first, second = sorted((one, other), key=lambda mark: mark.at)
    link = tokens[first.last + 1].low if second.at == first.last + 2 else ""
    goes_on = link == "," and second.last + 1 < len(tokens) and tokens[second.last + 1].low in words.forms.pair_links
    joined = link in words.forms.pair_links or goes_on
    return joined and {_bodily(one), _bodily(other)} == {"killed", "wounded"}


def _bodily(mark: Mark) -> str:
    return next((cue.event for cue in mark.cues if cue.event in ("killed", "wounded")), "")


def _has_name(tokens: Sequence[Token], hit: Hit[Named]) -> bool:
    """Its first word has a capital, or its last ("von der Leyen")."""
    return tokens[hit.first].is_name or tokens[hit.last].is_name


def _names(tokens: Sequence[Token], hits: Sequence[Hit[Named]]) -> Iterator[Hit[Named]]:
    """Each country or place; the words of a longer name are not looked at again."""
    behind = 0
    for hit in hits:
        if hit.first >= behind and (_has_name(tokens, hit) or hit.value.form == "adjective"):
            behind = hit.last + 1
            yield hit
