"""Who says it."""
from __future__ import annotations
from monitor.claims.context.scene import Scene

def source(scene: Scene, spot: int) -> str | None:
    """None for now."""
    return None
