"""Every feed of the corpus is read to its expected entries."""

from __future__ import annotations

import pytest

from monitor.feeds import parse
from monitor.model import Entry
from tests.feeds.corpus import CASES, FEED, Case, Expected


def _shown(entry: Entry) -> Expected:
    published = entry.published.strftime("%Y-%m-%d %H:%M") if entry.published else None
    return Expected(entry.url, entry.title, published, "" if entry.key == entry.url else entry.key, entry.summary)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_entries_are_as_expected(case: Case) -> None:
    document = parse(case.data, FEED, content_type=case.content_type)
    assert tuple(map(_shown, document.entries)) == case.entries
    assert case.note in " / ".join(document.notes)


def test_ids_of_cases_are_unique() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
