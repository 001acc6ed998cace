"""Who spoke last, and whom a pronoun, an office or a quotation may mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from monitor.claims.context.tokens import fold
from monitor.claims.context.vocabulary import Vocabulary

QUOTES = '„“”«»"'
_QUOTES = re.compile(f"[{QUOTES}]")
_GENDERS = ("m", "f", "n")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke last.

    ``office`` is the last institution that spoke, ``quoted`` the last person, ``by_gender`` the last whom "er" or "sie"
    may mean.
    """

    name: str | None = None
    office: str | None = None
    quoted: str | None = None
    by_gender: Mapping[str, str | None] = field(default_factory=dict)

    def meant(self, gender: str, office: bool) -> str | None:
        """Whom a voice without a name means; ``gender`` is its pronoun's, ``office`` tells an institution."""
        return self.office if office and self.office else self.by_gender.get(gender, self.name)

    def then(self, name: str | None, gender: str, words: Vocabulary) -> Speaker:
        """Who spoke last when ``name`` has spoken; one whose gender is not seen may be of any."""
        by_gender = {**self.by_gender, **dict.fromkeys([gender] if gender else _GENDERS, name)}
        institution = name is not None and is_office(name, words)
        office, quoted = (name, self.quoted) if institution else (self.office, name)
        return replace(self, name=name, office=office, quoted=quoted, by_gender=by_gender)


def is_office(name: str, words: Vocabulary) -> bool:
    """Whether a name is an institution's, not a person's."""
    speech, lows = words.speech, [fold(word) for word in name.split()]
    person = any(speech.roles.word(low) or words.nouns.kinds.word(low) == "person" for low in lows)
    return not person and any(speech.institutions.word(fold(word)) or word.isupper() for word in name.split())


def still_quoting(quoting: bool, text: str) -> bool:
    """Whether a quotation is open behind a sentence; "»" and the straight mark open and close it."""
    for mark in _QUOTES.findall(text):
        quoting = mark == "„" or not quoting
    return quoting
