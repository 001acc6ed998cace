"""An event that is proposed for a figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """An event, the word that says it (token ``at``, None for a noun's own), and the rule that found it.

    ``public`` costs (damage, budgets, pay) are a country's, others (prices, wages of the market) nobody's;
    ``nobody`` marks what belongs to companies and markets.
    """

    event: str
    weight: int
    rule: str
    at: int | None = None
    agent: bool = False
    public: bool = False
    nobody: bool = False
