"""A figure as others can cite it: schema.org's Claim with its appearances, as ClaimReview has it.

It is no review: the program does not judge whether a figure is true, so there is no rating, and the type is ``Claim``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def claim_review(figure: Mapping[str, Any], metric: str) -> dict[str, Any]:
    """JSON-LD of a figure (fields of ``docs/fields.md``); ``metric`` is its metric's title."""
    return {
        "@context": "https://schema.org",
        "@type": "Claim",
        "identifier": f"urn:zahlenmonitor:figure:{figure['id']}",
        "name": f"{metric}: {figure['text']}",
        "text": figure["quote"],
        "datePublished": figure["published_at"],
        "temporalCoverage": figure["as_of"],
        "about": {"@type": "StatisticalVariable", "name": metric, "identifier": figure["metric"]},
        "value": _value(figure),
        "claimInterpreter": {"@type": "SoftwareApplication", "name": "Zahlenmonitor"},
        **({"author": {"@type": "Thing", "name": figure["claimant"]}} if figure["claimant"] else {}),
        "firstAppearance": _appearance(figure),
        "appearance": [_appearance(figure)],
    }


def _value(figure: Mapping[str, Any]) -> dict[str, Any]:
    """The quantity; a side that is open is left out."""
    sides = {"minValue": figure["low"], "maxValue": figure["high"], "unitText": figure["unit"]}
    return {"@type": "QuantitativeValue"} | {name: value for name, value in sides.items() if value is not None}


def _appearance(figure: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "url": figure["url"],
        "headline": figure["title"],
        "datePublished": figure["published_at"],
        "publisher": {"@type": "Organization", "name": figure["publisher"]},
        "version": str(figure["version"]),
    }
