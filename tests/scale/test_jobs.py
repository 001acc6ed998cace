"""What is left to workers: a job a site or channel, with as much of it as one job takes."""

from __future__ import annotations

from monitor.scale.jobs import FEEDS, Job, deliveries, polls, reads


def test_feeds_of_a_site_are_one_job_whatever_their_host() -> None:
    due = [(1, "https://www.blatt.de/rss"), (2, "https://bote.at/feed"), (3, "https://m.blatt.de/rss")]
    assert polls(due) == [Job("poll", "site blatt.de", [1, 3]), Job("poll", "site bote.at", [2])]


def test_a_site_with_many_feeds_gives_a_job_the_first() -> None:
    (job,) = polls((n, f"https://blatt.de/{n}") for n in range(FEEDS + 5))
    assert list(job.of) == list(range(FEEDS))


def test_pages_are_left_by_their_addresses() -> None:
    assert reads(["https://blatt.de/1", "https://blatt.de/2"]) == [
        Job("read", "site blatt.de", ["https://blatt.de/1", "https://blatt.de/2"])
    ]


def test_polls_and_pages_of_a_site_share_its_lock_but_wait_side_by_side() -> None:
    (poll,), (read,) = polls([(1, "https://blatt.de/rss")]), reads(["https://blatt.de/1"])
    assert poll.lock == read.lock
    assert poll.waiting_lock != read.waiting_lock


def test_a_channel_is_one_job() -> None:
    assert deliveries(["desk", "log", "desk"]) == [
        Job("deliver", "channel desk", ["desk"]),
        Job("deliver", "channel log", ["log"]),
    ]
