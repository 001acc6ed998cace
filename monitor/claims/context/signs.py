"""What a word may be a sign of, whatever stands beside it: the name of a country, a voice, an office, a poll.

A sentence without figures in which no word is a sign of something has none of it, and need not be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.claims.context.matching import Index, Matcher, Search
from monitor.claims.context.speakers import is_acronym
from monitor.claims.context.tokens import cut
from monitor.claims.context.vocabulary import Named, Nouns, Sides, Speech
from monitor.claims.glance import Glance

_SPEAKING_MARKS = frozenset({":", "“", '"', "so"})  # "Seoul: …", "“, sagte X", ", so X"


def compile_glance(
    index: Index, search: Search, parties: Matcher[Named], sides: Sides, speech: Speech, nouns: Nouns
) -> Glance:
    """Tells of a word of which of "name", "voice", "office", "poll" it may be a sign."""
    names, offices = (parties, sides.manners), (speech.institutions, speech.roles)
    voices = (speech.say, speech.carry, speech.citing, speech.emerging, speech.reports)
    alone = speech.before | speech.after | speech.claiming | speech.forms.reported_to | _SPEAKING_MARKS
    told: dict[object, str] = {nouns.survey: "poll", **dict.fromkeys(names, "name")}
    told |= {**dict.fromkeys(voices, "voice"), **dict.fromkeys(offices, "office")}

    def signs(word: str) -> Iterator[str]:
        for text, low, *_ in cut(word):
            if low in alone:
                yield "voice"
            if is_acronym(text):
                yield "office"
            if fitting := index[low]:
                yield from (told[owner] for owner in (*fitting, *search.lists_of(fitting)) if owner in told)

    return Glance(signs)
