"""Tests of what is decided: relevance, stories, claimants, statements, changes, alerts."""
