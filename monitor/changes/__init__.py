"""What a new figure means against the history: statements and past points in, points and changes out.

``order`` sorts the statements of a pass, ``decide`` takes them one by one, ``revise`` takes an article's new version
against its last. Each decision is pure: the caller stores the outcome's point and hands it in again with the past, or
with what ``concerning`` and ``concerning_edit`` find in it.
"""

from monitor.changes.chronicle import Chronicle
from monitor.changes.decide import decide
from monitor.changes.history import History, Outcome, order
from monitor.changes.past import Past, Span, concerning, concerning_edit
from monitor.changes.quantities import agree
from monitor.changes.revise import revise

__all__ = [
    "Chronicle",
    "History",
    "Outcome",
    "Past",
    "Span",
    "agree",
    "concerning",
    "concerning_edit",
    "decide",
    "order",
    "revise",
]
