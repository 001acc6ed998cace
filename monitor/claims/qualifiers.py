"""What stands before (or just behind) a number and says how it is meant: "mindestens", "bis zu", "oder mehr".

Of two qualifiers the outer one counts ("mindestens rund 300" is at_least). "insgesamt", "weitere" and "alle" belong to
the phrase but say nothing of the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from monitor.claims.amount import Amount
from monitor.claims.tokens import Token
from monitor.claims.vocabulary import Words
from monitor.model import Bound

# As far as a verb may stand from the preposition that it governs.
_REACH = 14
# "bei über 300": after another preposition "über" is none.
_AFTER_PREPOSITIONS = frozenset({"bei", "auf", "von", "mit", "um", "für", "in", "aus", "zu", "an", "nach"})
_MEASURED = ("lang", "hoh", "hoch", "breit", "dick")
_OPEN_ABOVE: frozenset[Bound] = frozenset({"at_least", "more_than"})
_OPEN_BELOW: frozenset[Bound] = frozenset({"at_most", "less_than"})


def qualify(tokens: Sequence[Token], amount: Amount, words: Words) -> Amount:
    """The amount with its qualifiers inside and their bound; a range stays a range, a vague number vague."""
    bound: Bound = amount.bound
    first = _article_before(tokens, amount, words)
    while found := words.qualifier_before(tokens, first):
        phrase, said = found
        if _governed(tokens, first - len(phrase), phrase, amount, words) or _is_adverb(tokens, first, phrase):
            break
        first -= len(phrase)
        bound = said if said != "exact" else bound
    behind = words.after_at(tokens, amount.last + 1)
    last = behind[1] if behind else amount.last
    bound = behind[0] if behind else bound
    if bound == "exact":
        bound = _crossed(tokens, first, last, words)
    return _bounded(amount._replace(first=first, last=last), bound)


def _crossed(tokens: Sequence[Token], first: int, last: int, words: Words) -> Bound:
    """The bound that a verb gives: "überschritten 90.000", "die Marke von 90.000 geknackt"; else exact."""
    marked = first >= 2 and tokens[first - 1].lower == "von" and tokens[first - 2].lower in words.marks
    if marked:
        near = (*_clause(tokens, range(first - 3, -1, -1)), *_clause(tokens, range(last + 1, len(tokens))))
    else:
        near = (*tokens[max(0, first - 1) : first], *tokens[last + 1 : last + 3])
    for bound, stems in words.crossings.items():
        if any(token.text.startswith(stems) for token in near):  # a capital is a noun: "Unterschriften"
            return bound
    return "exact"


def _article_before(tokens: Sequence[Token], amount: Amount, words: Words) -> int:
    """Where qualifiers are to be looked for: before the article of "mehr als das Doppelte"."""
    i = amount.first - 1
    article = amount.unit == "factor" and i >= 1 and tokens[i].lower in ("das", "dem", "ein", "einem")
    return i if article and words.qualifier_before(tokens, i) else amount.first


def _bounded(amount: Amount, bound: Bound) -> Amount:
    keeps = amount.bound in ("range", "vague") or bound == "exact"
    return amount if keeps else amount._replace(bound=bound)


def sides(amount: Amount) -> tuple[Decimal | None, Decimal | None]:
    """Low and high as the guide writes them: an open side is None."""
    if amount.bound in _OPEN_ABOVE:
        return amount.low, None
    if amount.bound in _OPEN_BELOW:
        return None, amount.low
    return amount.low, amount.high


def _is_adverb(tokens: Sequence[Token], first: int, phrase: tuple[str, ...]) -> bool:
    """ "so gut" says how well, "gut 300" (and "zu gut 30 Prozent") how many."""
    return phrase == ("gut",) and first >= 2 and tokens[first - 2].lower in ("so", "sehr")


def _governed(tokens: Sequence[Token], at: int, phrase: tuple[str, ...], amount: Amount, words: Words) -> bool:
    """Whether a verb or noun near by makes the word a preposition: "verfügt über 55 Gigawatt"."""
    word = " ".join(phrase)
    governors = words.governors.get(word)
    before = tokens[at - 1].lower if at else ""
    if not governors or before in _AFTER_PREPOSITIONS:
        return _compares(tokens, at, phrase, amount, words)
    if before.endswith(words.governors.get(f"{word} nouns", ())):
        return True
    behind = list(_clause(tokens, range(amount.last + 1, len(tokens))))
    if any(token.lower.startswith(_MEASURED) for token in behind[:2]):
        return False  # "über vier Monate lang gestritten", "der über 100 Seiten lange Bericht"
    near = (*_clause(tokens, range(at - 1, -1, -1)), *behind)
    return any(_starts(token.lower, governors) for token in near)


def _compares(tokens: Sequence[Token], at: int, phrase: tuple[str, ...], amount: Amount, words: Words) -> bool:
    """ "18 Prozent mehr als 2024": what is compared has been measured already."""
    if phrase not in (("mehr", "als"), ("weniger", "als")) or not at:
        return False
    before = tokens[at - 1]
    year = tokens[amount.first].text.isdigit() and 1900 <= int(tokens[amount.first].text[:5]) <= 2100
    unit = before.lower in words.unit_words or before.text in words.unit_signs
    measured = unit and at >= 2 and (words.is_number(tokens[at - 2]) or tokens[at - 2].lower in words.magnitudes)
    return measured or (before.kind == "num" and year)


def _clause(tokens: Sequence[Token], indexes: range) -> Iterator[Token]:
    """The tokens at ``indexes`` up to the clause's end."""
    for i in indexes[:_REACH]:
        if tokens[i].text in ",;:()–":
            return
        yield tokens[i]


def _starts(word: str, stems: tuple[str, ...]) -> bool:
    return word.startswith(stems) or (word.startswith("ge") and word[2:].startswith(stems))
