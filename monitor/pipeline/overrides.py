"""What people decided, as the comparing asks for it: which claims are wrong, who is who, what is muted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from monitor import names
from monitor.model import BERLIN, Change, Claim, Number
from storage import verdicts
from storage.values import HumanVerdict

Stated = tuple[int, Number | None, Number | None, str | None]  # origin, low, high, unit


@dataclass(frozen=True, slots=True)
class Overrides:
    """``calls`` says of each figure of an origin that is wrong who called it so; ``merges`` who is who."""

    calls: Mapping[Stated, str] = field(default_factory=dict)
    merges: tuple[tuple[str, str], ...] = ()
    mutes: tuple[HumanVerdict, ...] = ()

    @classmethod
    def of(cls, conn: Connection) -> Overrides:
        """Those in force."""
        found = verdicts.active(conn)
        wrong = {where: _called(verdict) for verdict, where in verdicts.wrong(conn)}
        merges = tuple((one.claimant, one.into) for one in found if one.claimant and one.into)
        return cls(wrong, merges, tuple(one for one in found if one.kind == "mute"))

    def wrong(self, origin: int, claim: Claim) -> str | None:
        """Who called the claim wrong, or the same figure in another copy or version of its text."""
        return self.calls.get((origin, claim.low, claim.high, claim.unit))

    def muted(self, change: Change, now: datetime) -> str | None:
        """Who muted what the change is about, and until when."""
        found = next((mute for mute in self.mutes if mute.until and now < mute.until and _covers(mute, change)), None)
        if found is None or found.until is None:
            return None
        return f"muted until {found.until.astimezone(BERLIN):%Y-%m-%d %H:%M} by {found.author}: {found.reason}"


def _called(verdict: HumanVerdict) -> str:
    return f"marked wrong by {verdict.author}: {verdict.reason}"


def _covers(mute: HumanVerdict, change: Change) -> bool:
    """Whether the change is of the muted metric, and of its muted incident where one is named."""
    told = change.new or change.old
    if mute.metric != change.metric or told is None:
        return False
    same_place = mute.place is None or names.key(mute.place) == names.key(told.place)
    return same_place and mute.day in {None, told.day}
