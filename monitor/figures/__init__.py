"""From claims to statements: which claim of a relevant article meets which metric of the topic, and what it says of it.

``state`` gives one ``Matched`` for each claim and metric that meet, and one with the reason for each claim that meets
none: what came nearest, and what stood against it.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.figures import entries, matching, merging, statements
from monitor.figures.passages import Passage, words
from monitor.figures.places import is_capital, is_place
from monitor.figures.values import HEADINGS, Matched, Source, Stated
from monitor.model import Metric, Topic
from monitor.names import Resolver

__all__ = ["Matched", "Source", "Stated", "calls_correction", "state"]


def state(claims: Sequence[Stated], source: Source, topic: Topic, resolver: Resolver | None = None) -> list[Matched]:
    """The claims of one article version against a topic's metrics, in the claims' order.

    ``resolver`` holds the topic's claimants; it is built anew where none is given.
    """
    sources = _sources(claims, source.text, resolver or Resolver(topic.claimants))
    matched: list[Matched] = []
    for position, stated in enumerate(claims):
        passage = Passage(entries.dated(stated, source), source)
        matched += _meet(passage, topic, sources[position], position)
    return merging.merge(matched, {metric.key: metric.kind for metric in topic.metrics})


def calls_correction(text: str, before: str = "") -> bool:
    """Whether a text calls itself corrected, where the version ``before`` did not."""
    new, old = text.lower(), before.lower()
    return any(word in new and word not in old for word in words("correction"))


def _sources(claims: Sequence[Stated], text: str, resolver: Resolver) -> list[str | None]:
    """Each claim's claimant; ``der Generalstab`` is the one whom the article names in full elsewhere."""
    given = dict.fromkeys(stated.claim.attribution for stated in claims)
    named = {listed for name in given if name and (listed := resolver.listed(name))}
    return [_source(stated, named, text, resolver) for stated in claims]


def _source(stated: Stated, named: set[str], text: str, resolver: Resolver) -> str | None:
    name = stated.claim.attribution
    if not name:
        return None
    known = resolver.listed(name) or resolver.shortened(name, named) or _meant(name, stated, text, resolver)
    if known is None and stated.zone in HEADINGS and is_place(name, text):
        return None
    seat = resolver.seated(name) if known is None and is_capital(name) else None
    return resolver.one(known or seat or resolver.resolve(name))


def _meant(name: str, stated: Stated, text: str, resolver: Resolver) -> str | None:
    line = text.rfind("\n", 0, stated.claim.start) + 1
    return resolver.meant(name, text[line : stated.claim.start], text)


def _meet(passage: Passage, topic: Topic, claimant: str | None, position: int) -> list[Matched]:
    """The metrics that a claim meets; where there is none, the reason of the one that came nearest."""
    objections = [(metric, matching.objection(metric, passage)) for metric in topic.metrics]
    met = [metric for metric, objection in objections if objection is None]
    if met:
        return [_match(passage, metric, topic, claimant, position) for metric in met]
    told = [(objection, metric) for metric, objection in objections if objection]
    if not told:
        return [Matched(passage.stated, None, None, "the topic has no metrics")]
    (_, reason), nearest = max(told, key=lambda pair: pair[0][0])
    return [Matched(passage.stated, None, None, f"nearest was {nearest.key}: {reason}")]


def _match(passage: Passage, metric: Metric, topic: Topic, claimant: str | None, position: int) -> Matched:
    made = statements.statement(passage, metric, topic, claimant, position)
    if matching.is_implausible(metric, made.low, made.high):
        reason = f"its magnitude is implausible for {metric.key}"
        return Matched(passage.stated, metric.key, None, reason, implausible=True)
    return Matched(passage.stated, metric.key, made, f"it meets {metric.key}")
