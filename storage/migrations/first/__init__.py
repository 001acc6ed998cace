"""The tables of the first revision, as they were: a change of the schema is a revision of its own."""
