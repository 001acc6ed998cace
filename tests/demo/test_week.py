"""The invented week holds what the demonstration promises to show."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from monitor import settings
from monitor.demo import week
from monitor.model import ChangeKind

SHIPPED = Path(__file__).resolve().parents[2] / "config"
WEEK = week.load()
KINDS = set(ChangeKind.__args__)  # type: ignore[attr-defined]  # the names that the Literal allows


def test_it_is_a_week_by_four_papers_that_can_be_shown_within_a_minute() -> None:
    days = {piece.due.date() for piece in WEEK.pieces}
    assert len(days) == 7
    assert len(WEEK.pieces) >= 20
    assert {paper.format for paper in WEEK.papers.values()} == {"rss", "atom", "rdf", "json"}
    assert {paper.template for paper in WEEK.papers.values()} == {"ldjson", "plain", "messy"}
    assert len(WEEK.passes) <= 20


def test_every_piece_is_printed_by_a_known_paper_before_the_last_look() -> None:
    assert {piece.paper for piece in WEEK.pieces} == set(WEEK.papers)
    assert max(piece.due for piece in WEEK.pieces) <= WEEK.passes[-1]
    assert list(WEEK.passes) == sorted(set(WEEK.passes))
    assert all(at.tzinfo for at in (*WEEK.passes, *(piece.due for piece in WEEK.pieces)))


def test_every_kind_of_change_occurs_on_a_metric_of_the_shipped_topic() -> None:
    changes = [change.split() for piece in WEEK.pieces for change in piece.changes]
    assert {kind for kind, _ in changes} == KINDS
    known = {metric.key for topic in settings.load(SHIPPED, environ={}).topics for metric in topic.metrics}
    assert {metric for _, metric in changes} <= known


def test_a_silent_edit_keeps_its_address_and_differs() -> None:
    states = Counter((piece.paper, piece.slug) for piece in WEEK.pieces)
    edited = [address for address, count in states.items() if count > 1]
    assert len(edited) == 2
    for paper, slug in edited:
        texts = {piece.paragraphs for piece in WEEK.pieces if (piece.paper, piece.slug) == (paper, slug)}
        assert len(texts) == 2


def test_pieces_that_change_nothing_are_there_too_and_say_why() -> None:
    quiet = [piece for piece in WEEK.pieces if not piece.changes]
    assert len(quiet) >= 8
    assert all(piece.note for piece in WEEK.pieces)
