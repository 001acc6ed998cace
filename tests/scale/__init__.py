"""Tests of monitor.scale."""
