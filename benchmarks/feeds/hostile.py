"""A round over hostile servers: each fault, and whether its feed's state is as it must be."""

from __future__ import annotations

import tempfile
from pathlib import Path


def told() -> str:
    """What came of it, for people."""
    from tests.fetch.hostile import one_round, verdict

    with tempfile.TemporaryDirectory() as folder:
        after = one_round(Path(folder))
    wrong = {fault.id: verdict(after, fault) for fault in after.faults}
    lines = [f"{name:40} {what or 'as it must be'}" for name, what in wrong.items()]
    right = sum(not what for what in wrong.values())
    return "\n".join([
        *lines,
        f"{right} of {len(wrong)} faults leave the state that they must, in {after.took:.1f} s; "
        f"{after.forbidden} requests to forbidden addresses; a healthy feed was answered after {after.blocked:.2f} s",
    ])  # fmt: skip
