"""Replayed weeks: papers on loopback, the real pipeline at each step's time, and exactly the alerts that are due."""
