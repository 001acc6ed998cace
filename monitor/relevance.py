"""Whether a text is on a topic: the topic's words over headline and text."""

from __future__ import annotations

from monitor import globs
from monitor.model import Relevance, Terms


def judge(terms: Terms, title: str, text: str) -> Relevance:
    """Whether headline and text meet the terms, with the terms that fired and their hits as score.

    One word of ``any`` must occur and every word of ``all``. A word of ``none`` discards by the headline only: a
    report on the war may quote a footballer. Terms that ask for nothing let every text through.
    """
    if any(globs.fitting(terms.none, title)):
        return Relevance(relevant=False)
    both = f"{title}\n{text}"
    hits = {term: globs.count(term, both) for term in dict.fromkeys((*terms.any, *terms.all))}
    fired = tuple(term for term, number in hits.items() if number)
    relevant = set(terms.all) <= set(fired) and (not terms.any or any(hits[term] for term in terms.any))
    return Relevance(relevant=relevant, score=sum(hits.values()), terms=fired)
