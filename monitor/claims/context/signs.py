"""What a word may be a sign of, whatever stands beside it: the name of a country, a voice, an office, a poll.

A sentence without figures in which no word is a sign of something has none of it, and need not be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.claims.context.matching import Matcher, Search
from monitor.claims.context.speakers import is_acronym
from monitor.claims.context.tokens import cut
from monitor.claims.context.vocabulary import Named, Nouns, Sides, Speech
from monitor.claims.glance import Glance

_SPEAKING_MARKS = frozenset({":", "“", '"', "so"})  # "Seoul: …", "“, sagte X", ", so X"


def compile_glance(search: Search, parties: Matcher[Named], sides: Sides, speech: Speech, nouns: Nouns) -> Glance:
    """Tells of a word of which of "name", "voice", "office", "poll" it may be a sign."""
    names = {parties, sides.manners}
    voices = {speech.say, speech.carry, speech.citing, speech.emerging}
    alone = speech.before | speech.after | speech.claiming | _SPEAKING_MARKS

    def signs(word: str) -> Iterator[str]:
        for text, low, *_ in cut(word):
            lists = search.lists_of(low)
            if names & lists:
                yield "name"
            if voices & lists or low in alone or speech.reports.word(low):
                yield "voice"
            if speech.institutions.word(low) or speech.roles.word(low) or is_acronym(text):
                yield "office"
            if nouns.survey.word(low):
                yield "poll"

    return Glance(signs)
