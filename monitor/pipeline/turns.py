"""Turns of hosts: what the daemon's overlapping rounds have under way, and how much of it each host has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Turns(Generic[Key]):
    """What rounds of one kind share: the keys of what is ``underway``, to their hosts."""

    underway: dict[Key, str] = field(default_factory=dict)

    @contextmanager
    def taken(self, chosen: Mapping[Key, str]) -> Iterator[None]:
        """Have these under way, keys to hosts, until the block ends."""
        self.underway.update(chosen)
        try:
            yield
        finally:
            for key in chosen:
                del self.underway[key]


def in_turn(due: Iterable[tuple[Key, str]], underway: Mapping[Key, str], most: int) -> dict[Key, str]:
    """Choose of keys with their hosts those not under way, no more than ``most`` of a host with those that are."""
    taken, chosen = Counter(underway.values()), dict[Key, str]()
    for key, host in due:
        if key not in underway and key not in chosen and taken[host] < most:
            taken[host] += 1
            chosen[key] = host
    return chosen
