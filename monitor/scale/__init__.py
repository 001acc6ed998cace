"""Many machines: the daemon leaves polls, pages and deliveries to any number of workers, over a queue in PostgreSQL.

- ``jobs``    what is left to workers, as values: a site's or a channel's work is one job, which one worker has
- ``leaving`` the daemon's part: steps that put such jobs into the queue
- ``queue``   the queue, which is Procrastinate's: jobs go in, those of lost workers go in again
- ``worker``  a process that takes them
- ``filling`` an archive put through the queue

The steps are ``pipeline``'s, and what is due stays a column in the database: a job only says where to look, so one that
is lost or done twice costs nothing. Comparing stays with the daemon, because its order counts.
"""
