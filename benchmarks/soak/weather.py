"""Which faults there are at a time: pure functions of a seed, so that a run that was killed meets the same again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

CALM = 26.0  # hours at the end without faults

Storage = Literal["", "full", "broken", "locked"]
_KINDS: tuple[Storage, ...] = ("full", "broken", "locked")


@dataclass(frozen=True, slots=True)
class Weather:
    """The faults until ``end`` (hours); a ``seed`` of None has none."""

    seed: int | None
    end: float

    def cut(self, url: str, at: float) -> bool:
        """Whether an address can't be had: one in five, for up to 90 minutes of half a day; and all, once a day."""
        if self._over(at):
            return False
        day, half = int(at // 24), int(at // 12)
        everybody = self._roll("outage", day) * 22
        own = half * 12 + self._roll("when", url, half) * 10
        lasts = 1.5 * self._roll("long", url, half)
        return 0 <= at - day * 24 - everybody < 1 or (self._roll("cut", url, half) < 0.2 and 0 <= at - own < lasts)

    def refused(self, channel: str, key: str, at: float) -> Literal["", "refused", "unheard"]:
        """Whether a channel takes no message, or takes it and loses the line before it says so."""
        stretch = int(at // 6)
        begin = stretch * 6 + self._roll("channel", channel, stretch) * 4
        if self._over(at) or not 0 <= at - begin < 2:
            return ""
        return "refused" if self._roll("heard", channel, key, at) < 0.5 else "unheard"

    def storage(self, at: float) -> Storage:
        """What the disk does: each kind of fault once a day, for 25 minutes."""
        stretch = int(at // 8)
        begin = stretch * 8 + self._roll("storage", stretch) * 7
        return "" if self._over(at) or not 0 <= at - begin < 25 / 60 else _KINDS[stretch % len(_KINDS)]

    def _over(self, at: float) -> bool:
        return self.seed is None or at >= self.end

    def _roll(self, *words: object) -> float:
        """A number from 0 to 1 that is always the same for the same words."""
        digest = blake2b(repr((self.seed, *words)).encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") / 2**64
