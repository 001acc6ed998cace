"""How much memory this process holds, and how that grows."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Sequence
from pathlib import Path


def needed() -> float:
    """Resident memory in MB once what is free was given back: a heap that was large at the start hides no growth."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's alone
    if trim is not None:
        trim(0)
    return resident()


def resident() -> float:
    """Resident memory in MB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


def slope(sizes: Sequence[tuple[int, float]]) -> float:
    """MB per 10,000 polls, by least squares over pairs of polls and MB."""
    if len(sizes) < 2:
        return 0.0
    x_mean = sum(x for x, _ in sizes) / len(sizes)
    y_mean = sum(y for _, y in sizes) / len(sizes)
    across = sum((x - x_mean) ** 2 for x, _ in sizes)
    return 10_000 * sum((x - x_mean) * (y - y_mean) for x, y in sizes) / across if across else 0.0
