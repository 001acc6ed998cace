"""Everything that knows SQL: the database, its schema and one module of functions for each noun.

``engine`` opens a database and its transactions; every other function takes a ``Connection`` that the
caller opened, so that a step reads, decides and then writes all of its outcome in one transaction.
"""
