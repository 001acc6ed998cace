"""Workers on PostgreSQL: what one and two of them read, what the queue bears, and what killing them costs."""
