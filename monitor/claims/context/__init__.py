"""What the text says of each quantity: event, party, source, place, time, hedge, marks."""

from monitor.claims.context.describe import describe

__all__ = ["describe"]
