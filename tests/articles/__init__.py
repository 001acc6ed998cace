"""Tests of the article reader."""
