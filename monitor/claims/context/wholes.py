"""Wholes of which another figure is a part: "von den 28 Männern sind elf gefallen", "21 der 38 Raffinerien"."""

from __future__ import annotations

from monitor.claims.context.forms import Forms
from monitor.claims.context.scene import Scene


def is_base(scene: Scene, spot: int) -> bool:
    """Whether the quantity is the whole of which another is a part ("von den 28 Männern sind elf gefallen")."""
    if len(scene.spots) < 2:
        return False
    clause = scene.clause(spot)
    before = scene.lows(clause.first, spot)
    later = any(other > spot for other in scene.spots)
    opened = later and (_opens_partitive(before, scene.words.forms) or _definite_whole(scene, spot, before))
    return opened or is_whole_behind(scene, spot)


def is_whole_behind(scene: Scene, spot: int) -> bool:
    """Whether the quantity is the whole of the part right before it ("21 der 38 Raffinerien")."""
    return any(
        all(low in scene.words.forms.partitive_links for low in scene.lows(other + 1, spot))
        for other in scene.spots
        if other + 1 < spot <= other + 3
    )


def _definite_whole(scene: Scene, spot: int, before: list[str]) -> bool:
    """ "sind von den 15.000 entsandten Soldaten 4.700 gefallen": an article, and the part in the same clause."""
    inside = any(other > spot and other in scene.clause(spot) for other in scene.spots)
    return inside and before[-2:-1] in (["von"], ["unter"]) and before[-1] in ("den", "ihren", "diesen")


def _opens_partitive(before: list[str], forms: Forms) -> bool:
    """ "von den", "von ursprünglich", "unter den": nothing else stands before the whole."""
    entry = all(low in forms.partitive_entry or low.endswith(("en", "s")) for low in before[1:])
    return bool(before) and before[0] in forms.partitive and entry
