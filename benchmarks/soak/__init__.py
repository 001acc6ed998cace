"""Simulated days of the daemon under faults and kills, against the same days undisturbed."""
