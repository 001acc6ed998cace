"""Memory of dead hosts: one that gives no answer again and again is left alone for a while, whatever is wanted there.

Otherwise each page of a host that is away costs a whole deadline, and a place of those that all hosts share. A failure
counts only if another host has answered since the one before: when our own network is away, nobody is called dead.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from monitor.fetch.politeness import clock

FAILURES = 3  # in a row, after which a host counts as dead
REST = 600.0  # seconds until it is asked again; one more failure then, and it rests as long again
_MOST_HOSTS = 20_000


@dataclass(slots=True)
class _Host:
    failures: int
    answers: int  # of all hosts, when it last failed
    until: float = 0.0  # seconds by the clock


class DeadHosts:
    """Hosts by name that failed to answer of late; each answer of a host clears it."""

    def __init__(self) -> None:
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        self._answers = 0

    def rest(self, host: str) -> float:
        """Give the seconds for which a host is to be left alone; 0 for one that may be asked."""
        known = self._hosts.get(host)
        return max(known.until - clock(), 0.0) if known else 0.0

    def answered(self, host: str) -> None:
        """Note that a host gave an answer, of whatever kind."""
        self._answers += 1
        self._hosts.pop(host, None)

    def failed(self, host: str) -> None:
        """Note that a host gave none: no name, no connection, or nothing within the deadline."""
        known = self._hosts.get(host)
        if known is None:
            known = self._hosts[host] = _Host(0, -1)
        if known.answers == self._answers:
            return
        known.failures, known.answers = known.failures + 1, self._answers
        if known.failures >= FAILURES:
            known.until = clock() + REST
        if len(self._hosts) > _MOST_HOSTS:
            self._hosts.popitem(last=False)
