"""The project's own annotated German news texts, and what reads, checks and scores them."""
