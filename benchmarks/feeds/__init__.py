"""Feeds under load: what a poll costs, a simulated day of thousands of feeds, and real minutes over loopback."""
