"""Finds the quantities of a German text: each number with its qualifier, magnitude, unit, rate and counted noun.

A sentence is tokenized; at each number the rejecting rules are asked first, then the readers, longest construction
first. What stands around the number (qualifier, noun, rate, the other half of a change) is added to what was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from monitor.claims import ranges, special
from monitor.claims.amount import Amount
from monitor.claims.amounts import read as read_amount
from monitor.claims.amounts import thousands_by_comma
from monitor.claims.carry import Lender, borrow, lends
from monitor.claims.heads import counted
from monitor.claims.lexicon import Language, load
from monitor.claims.nouns import compile_nouns
from monitor.claims.numerals import plain
from monitor.claims.pairs import conversion, marks, share
from monitor.claims.qualifiers import qualify, sides
from monitor.claims.rates import Rates, attach, compile_rates, find_rates
from monitor.claims.refusals import of_amount
from monitor.claims.rejects import at_number
from monitor.claims.scene import Lows, Read, Refusal, Scene
from monitor.claims.tokens import tokenize
from monitor.claims.traps import compile_traps
from monitor.claims.values import Quantity, Rejection, Sentence, Span
from monitor.claims.vocabulary import compile_vocabulary
from monitor.model import Number

# How far before (letters) and behind (tokens) the country may be named whose Kronen are meant: a text says it once.
_COUNTRY_REACH = 6000
_COUNTRY_BEHIND = 40
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class _Found(NamedTuple):
    """A quantity on its way: the number alone, the phrase with its qualifiers, and the noun phrase behind it."""

    core: Amount
    amount: Amount
    noun: Span | None
    head: str | None
    marks: frozenset[str]
    converted: Amount | None = None


def find(text: str, sentences: Sequence[Sentence], language: Language | None = None) -> list[Quantity]:
    """The quantities of ``text``, in its order."""
    return survey(text, sentences, language)[0]


def survey(
    text: str, sentences: Sequence[Sentence], language: Language | None = None
) -> tuple[list[Quantity], list[Rejection]]:
    """The quantities of ``text`` and the numbers that are none, each in its order."""
    language = language or load()
    rates = compile_rates(language)
    quantities: list[Quantity] = []
    rejections: list[Rejection] = []
    lender: Lender | None = None
    for index, scene in _scenes(text, sentences, language):
        found, refused, lender = _read_sentence(scene, index, lender)
        periods = _periods(scene, found, rates) if found else {}
        quantities += [_quantity(scene, item, periods.get(i), index) for i, item in enumerate(found)]
        rejections += refused
    return quantities, rejections


def _scenes(text: str, sentences: Sequence[Sentence], language: Language) -> Iterator[tuple[int, Scene]]:
    """The sentences that may hold a number, each with its index."""
    words, nouns, traps = _tables(language)
    line, page_line = -1, False
    for index, sentence in enumerate(sentences):
        if sentence.line != line:
            line, page_line = sentence.line, sentence.text[:40].lower().lstrip(" •|>+").startswith(traps.page_lines)
        if words.may_hold(sentence.text):
            tokens = tokenize(text, sentence.start, sentence.end)
            low = Lows(enumerate([token.lower for token in tokens]))
            yield index, Scene(text, sentence.end, tokens, low, words, nouns, traps, page_line)


@lru_cache(maxsize=8)
def _tables(language: Language):  # type: ignore[no-untyped-def]
    return compile_vocabulary(language), compile_nouns(language), compile_traps(language)


def _read_sentence(
    scene: Scene, sentence: int, lender: Lender | None
) -> tuple[list[_Found], list[Rejection], Lender | None]:
    """What a sentence says, and the measure that later numbers may share."""
    found: list[_Found] = []
    refused: list[Rejection] = []
    free = 0  # the first token that no number has taken yet
    for i in scene.words.beginnings(scene.tokens):
        outcome = _read_at(scene, i, found[-1].amount if found else None) if i >= free else None
        if isinstance(outcome, Refusal):
            refused.append(_rejection(scene, i, outcome))
            if outcome.amount is not None and found:
                found[-1] = found[-1]._replace(converted=outcome.amount)
            free = outcome.last + 1
        elif outcome is not None:
            item, lender = _borrowed(scene, outcome, lender, sentence)
            found.append(item)
            free = item.amount.last + 1
    return found, refused, lender


def _borrowed(scene: Scene, item: _Found, lender: Lender | None, sentence: int) -> tuple[_Found, Lender | None]:
    """The quantity with the measure that it takes from the one before, and the measure that it lends on."""
    amount = borrow(scene, item.amount, item.core, lender, sentence) if item.noun is None else item.amount
    if lends(amount):
        return item._replace(amount=amount), Lender(amount, sentence)
    return item._replace(amount=amount), lender if item.noun is None else None


def _read_at(scene: Scene, i: int, previous: Amount | None) -> _Found | Refusal | None:
    if scene.words.is_number(scene.tokens[i]) and (refusal := at_number(scene, i)):
        return refusal
    core = _core(scene, i)
    if core is None:
        return None
    phrase = _phrase(scene, core)
    if previous is not None and phrase.first <= previous.last:
        phrase = phrase._replace(first=i)  # a sign between two numbers belongs to one of them
    noun, head = counted(scene, phrase)
    refusal = of_amount(scene, Read(core, phrase, head)) or conversion(scene, phrase, previous)
    return refusal or _Found(core, phrase, noun, head, marks(scene, phrase, core))


def _core(scene: Scene, i: int) -> Amount | None:
    """The number that begins at ``i`` in its longest construction, without qualifiers."""
    if amount := special.read(scene.tokens, i, scene.words):
        return amount
    amount = read_amount(scene.tokens, i, scene.words)
    if amount is None:
        return ranges.from_article(scene.tokens, i, scene.words)
    amount = ranges.extend(scene.tokens, amount, scene.words)
    amount = _out_of(scene, amount) or amount
    if amount.bare and scene.counted(amount.last + 1):
        return thousands_by_comma(scene.tokens, amount)
    return share(scene, amount)


def _out_of(scene: Scene, amount: Amount) -> Amount | None:
    """ "sieben von zehn Befragten" is a share; "8 von 10 Drohnen" are two counts of a concrete set."""
    whole = special.out_of(scene.tokens, amount, scene.words)
    if whole is None:
        return None
    head = scene.counted(whole.last + 1)
    of_people = head is None or scene.nouns.kind(head) == "person"
    return whole if of_people or (amount.kind == "words" and scene.low[whole.last] in ("zehn", "hundert")) else None


def _phrase(scene: Scene, core: Amount) -> Amount:
    """The number with its qualifiers, and the country's currency where its name alone says too little ("Kronen")."""
    countries = scene.words.ambiguous.get(scene.low[core.last])
    if countries and (code := _currency(scene, core, countries)):
        core = core._replace(unit=code)
    return qualify(scene.tokens, core, scene.words)


def _currency(scene: Scene, core: Amount, countries: Mapping[str, str]) -> str | None:
    """The currency of the country named nearest before the number in the sentence, else behind it there, else nearest
    before in the text.
    """
    behind = scene.tokens[core.last + 1 : core.last + _COUNTRY_BEHIND]
    sentence = [token.text for token in (*reversed(scene.tokens[: core.first]), *behind)]
    start = scene.tokens[0].start
    earlier = _WORD.findall(scene.text[max(0, start - _COUNTRY_REACH) : start])[::-1]
    words = (word.lower() for word in (*sentence, *earlier) if word[0].isupper() or "isch" in word)
    return next((code for word in words for stem, code in countries.items() if word.startswith(stem)), None)


def _periods(scene: Scene, found: Sequence[_Found], rates: Rates) -> dict[int, str]:
    """The rate of each quantity that has one, by its index."""
    owners = [i for i, item in enumerate(found) if item.amount.unit != "factor"]
    spans = [(found[i].amount.first, _behind_conversion(scene, found[i])) for i in owners]
    periods = attach(scene.tokens, find_rates(scene.tokens, rates), spans)
    return {owners[i]: period for i, period in periods.items()}


def _behind_conversion(scene: Scene, item: _Found) -> int:
    """The last token of a figure with its conversion: "3.000 Hrywnja (rund 61 Euro) im Monat" is one monthly sum."""
    last = item.amount.last if item.converted is None else item.converted.last
    return last + (scene.low[last + 1] == ")" and item.converted is not None)


def _quantity(scene: Scene, item: _Found, per: str | None, sentence: int) -> Quantity:
    amount = item.amount
    last = scene.tokens[amount.last]
    start, end = scene.tokens[amount.first].start, max(last.start + 1, last.end - amount.trim)
    low, high = sides(amount)
    unit = amount.unit
    if unit is None and item.head is not None:
        unit = scene.nouns.kind(item.head)
    return Quantity(
        start=start,
        end=end,
        text=scene.text[start:end],
        low=None if low is None else plain(low),
        high=None if high is None else plain(high),
        bound=amount.bound,
        unit=unit,
        per=per,
        noun=item.noun,
        head=item.head,
        marks=item.marks,
        sentence=sentence,
        rule=amount.rule,
        converted=_sum(item.converted),
    )


def _sum(converted: Amount | None) -> tuple[Number, str] | None:
    """The value and currency of a conversion."""
    return (
        None
        if converted is None or converted.unit is None or not converted.is_money
        else (plain(converted.low), converted.unit)
    )


def _rejection(scene: Scene, first: int, refusal: Refusal) -> Rejection:
    start, end = scene.tokens[first].start, scene.tokens[max(first, refusal.last)].end
    return Rejection(start, end, scene.text[start:end], refusal.reason, refusal.rule)


__all__ = ["Quantity", "find", "survey"]
