"""A sentence as the reading sees it: words, clauses, and where events, countries and quantities stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.claims.context.clauses import Clause, split
from monitor.claims.context.matching import Hit
from monitor.claims.context.tokens import Token, read
from monitor.claims.context.vocabulary import Cue, Named, Vocabulary
from monitor.claims.values import Quantity, Sentence

_BOTH = Cue("killed_or_wounded", frozenset({"person"}), False, 8)
_OPENERS = '„«»“":+–'


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that says an event, at token ``at`` (the last of a phrase)."""

    at: int
    last: int
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, read with ``words``.

    ``clause_of`` gives each token's clause (-1: a mark); ``verbs`` are the words that say an event, ``names`` those
    that name a country or place; ``spots`` are the tokens of the quantities, ``finites`` of auxiliaries; ``says`` are
    the verbs of saying, ``moods`` the cues for hedges and marks.
    """

    index: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    clause_of: tuple[int, ...]
    verbs: tuple[Mark, ...]
    names: tuple[Hit[Named], ...]
    spots: tuple[int, ...]
    finites: frozenset[int]
    says: tuple[Hit[str], ...]
    moods: tuple[tuple[int, str], ...]
    words: Vocabulary

    def clause(self, spot: int) -> Clause:
        """The clause in which a token that is no mark stands."""
        return self.clauses[self.clause_of[spot]]

    def verbs_in(self, first: int, end: int) -> Iterator[Mark]:
        """The event words between two tokens."""
        return (mark for mark in self.verbs if first <= mark.at < end)

    def has_finite(self, first: int, end: int) -> bool:
        """Whether a verb carries the words between two tokens."""
        return any(at in self.finites for at in range(first, end))

    def says_in(self, clause: Clause) -> bool:
        """Whether a verb of saying stands in a clause."""
        return any(hit.first in clause and not self.tokens[hit.first].is_name for hit in self.says)

    def has_mood(self, mood: str, clause: Clause | None = None) -> bool:
        """Whether a cue of this name stands in a clause, or in the sentence. Read only where quantities are."""
        return any(name == mood and (clause is None or at in clause) for at, name in self.moods)

    def lows(self, first: int, end: int) -> list[str]:
        """The lower-case words between two tokens."""
        return [token.low for token in self.tokens[first:end]]


def build(index: int, sentence: Sentence, quantities: Sequence[tuple[int, Quantity]], words: Vocabulary) -> Scene:
    """Reads one sentence with its quantities (index in the text's list, value)."""
    tokens = read(sentence, quantities)
    verbs = tuple(_merge_pairs(tuple(_verbs(tokens, words)), tokens, words))
    clauses = split(tokens, words.grammar, frozenset(mark.at for mark in verbs if not tokens[mark.at].is_name))
    spots = tuple(at for at, token in enumerate(tokens) if token.quantity is not None)
    names = tuple(_names(tokens, words))
    finites = frozenset(at for at in range(len(tokens)) if _is_finite(tokens, at, words))
    says = tuple(words.speech.say.find(tokens))
    moods = (
        tuple((at, hit.value) for at in range(len(tokens)) for hit in words.moods.every(tokens, at)) if spots else ()
    )
    places = _clause_of(tokens, clauses)
    return Scene(index, sentence, tokens, clauses, places, verbs, names, spots, finites, says, moods, words)


def _is_finite(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """An auxiliary that is no infinitive ("zu haben") nor participle ("worden")."""
    infinitive = (at > 0 and tokens[at - 1].low == "zu") or tokens[at].low in ("worden", "gewesen")
    return tokens[at].low in words.grammar.auxiliaries and not tokens[at].is_name and not infinitive


def _clause_of(tokens: Sequence[Token], clauses: Sequence[Clause]) -> tuple[int, ...]:
    places = [-1] * len(tokens)
    for number, clause in enumerate(clauses):
        places[clause.first : clause.end] = [number] * (clause.end - clause.first)
    return tuple(places)


def _verbs(tokens: Sequence[Token], words: Vocabulary) -> Iterator[Mark]:
    for index in range(len(tokens)):
        hits = [hit for hit in words.verbs.every(tokens, index) if _same_case(tokens, hit)]
        if hits:
            yield Mark(index, hits[0].last, tuple(cue for hit in hits for cue in hit.value))


def _same_case(tokens: Sequence[Token], hit: Hit[tuple[Cue, ...]]) -> bool:
    """ "Verletzte" is a noun, "verletzte" a verb; only what opens a sentence may be a verb with a capital."""
    opens = hit.first == 0 or tokens[hit.first - 1].text in _OPENERS
    return not tokens[hit.first].is_name or hit.entry[0].isupper() or opens


def _merge_pairs(marks: Sequence[Mark], tokens: Sequence[Token], words: Vocabulary) -> Iterator[Mark]:
    """ "getötet oder verwundet" of one quantity is one event."""
    for number, mark in enumerate(marks):
        neighbours = [*marks[max(0, number - 1) : number], *marks[number + 1 : number + 2]]
        both = any(_pair(mark, other, tokens, words) for other in neighbours)
        yield Mark(mark.at, mark.last, (_BOTH,)) if both else mark


def _pair(one: Mark, other: Mark, tokens: Sequence[Token], words: Vocabulary) -> bool:
    first, second = sorted((one, other), key=lambda mark: mark.at)
    joined = second.at == first.last + 2 and tokens[first.last + 1].low in words.forms.pair_links
    return joined and {_bodily(one), _bodily(other)} == {"killed", "wounded"}


def _bodily(mark: Mark) -> str:
    return next((cue.event for cue in mark.cues if cue.event in ("killed", "wounded")), "")


def _names(tokens: Sequence[Token], words: Vocabulary) -> Iterator[Hit[Named]]:
    """Each country or place; the words of a longer name are not looked at again."""
    behind = 0
    for hit in words.parties.find(tokens):
        token = tokens[hit.first]
        if hit.first >= behind and (token.is_name or hit.value.form == "adjective"):
            behind = hit.last + 1
            yield hit
