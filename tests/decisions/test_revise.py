"""New versions of an article: corrected, withdrawn, added, or only reworded."""

from dataclasses import replace
from datetime import date

import pytest

from monitor.changes import Outcome, revise
from monitor.model import MetricKind, Statement
from tests.decisions.build import Ledger, metric, moment, said, told, toll

NOW = moment("20 12:00")


def rewrite(ledger: Ledger, old: list[Statement], new: list[Statement], **how: bool) -> list[Outcome]:
    """The outcomes of an edit, kept in the ledger; silent unless told otherwise."""
    settings = {"openly_updated": False} | how
    return ledger.keep(revise(old, new, ledger.points, ledger.metric, now=NOW, **settings))


def version(statement: Statement, **fields: object) -> Statement:
    """The statement as the article's second version has it."""
    return replace(statement, version=2, claim_id=statement.claim_id + 100_000, **fields)  # type: ignore[arg-type]


def edited(statement: Statement, figure: int, **fields: object) -> Statement:
    return version(statement, low=figure, high=figure, text=str(figure), **fields)


def changes(outcomes: list[Outcome]) -> list[tuple[object, object]]:
    """The changes among outcomes: kind and old figure."""
    return [told(outcome) for outcome in outcomes if outcome.change]


def start(kind: MetricKind = "total", min_change: float = 0.03) -> tuple[Ledger, Statement]:
    """A history of two figures: 300, then 395, the second in the article that is going to be edited."""
    ledger = Ledger(metric(kind, min_change=min_change))
    ledger.take(said(300, "3 08:00"))
    printed = said(395, "5 08:00")
    ledger.take(printed)
    return ledger, printed


def test_a_silent_edit_is_a_correction() -> None:
    ledger, printed = start()
    outcomes = rewrite(ledger, [printed], [edited(printed, 380)])
    assert changes(outcomes) == [("corrected", 395)]
    assert outcomes[0].change is not None
    assert outcomes[0].change.new is not None
    assert (outcomes[0].change.new.version, outcomes[0].change.old) == (2, printed)


def test_a_correction_moves_the_baseline_and_ends_the_old_figure() -> None:
    ledger, printed = start()
    rewrite(ledger, [printed], [edited(printed, 380)])
    assert told(ledger.take(said(395, "6 08:00"))) == (None, None)  # the wrong value in another outlet: said before
    assert told(ledger.take(said(410, "7 08:00"))) == ("raised", 380)


def test_an_open_update_raises() -> None:
    ledger, printed = start()
    update = edited(printed, 420, published_at=moment("5 18:00"))
    assert changes(rewrite(ledger, [printed], [update], openly_updated=True)) == [("raised", 395)]


def test_an_open_update_that_calls_itself_a_correction_is_one() -> None:
    ledger, printed = start()
    outcomes = rewrite(ledger, [printed], [edited(printed, 420)], openly_updated=True, called_correction=True)
    assert changes(outcomes) == [("corrected", 395)]


SILENT = [
    # what the second version does with the 395, why nothing comes of it
    pytest.param(lambda s: version(s, quote="Anders gesagt: 395."), id="another wording"),
    pytest.param(lambda s: version(s, bound="about"), id="another qualifier"),
    pytest.param(lambda s: version(s, claimant="Amt"), id="the source named otherwise"),
    pytest.param(lambda s: version(s, low=390, high=390, bound="about"), id="under the smallest change"),
    pytest.param(lambda s: version(s, low=400, high=400, bound="about"), id="rounded"),
    pytest.param(lambda s: edited(s, 300), id="a value that the claimant had given elsewhere"),
    pytest.param(lambda s: version(s, low=380, high=410, bound="range"), id="a wider range round it"),
]


@pytest.mark.parametrize("edit", SILENT)
def test_edits_that_change_nothing(edit: object) -> None:
    ledger, printed = start()
    assert callable(edit)
    assert changes(rewrite(ledger, [printed], [edit(printed)])) == []


def test_an_edit_of_a_claim_that_moved_nothing_is_a_statement_like_any_other() -> None:
    ledger, _ = start()
    unsourced = said(700, "5 08:00", None)
    ledger.take(unsourced)
    assert changes(rewrite(ledger, [unsourced], [edited(unsourced, 900)])) == []
    named = version(unsourced, claimant="Klinikum")
    assert changes(rewrite(ledger, [unsourced], [named])) == [("contradicted", 395)]


def test_a_range_that_became_a_point_is_narrowed() -> None:
    ledger = Ledger(metric())
    printed = said((100, 120))
    ledger.take(printed)
    assert changes(rewrite(ledger, [printed], [edited(printed, 110)])) == [("narrowed", (100, 120))]


def test_the_source_may_go_from_the_sentence_with_the_number_edited() -> None:
    ledger, printed = start()
    outcomes = rewrite(ledger, [printed], [edited(printed, 380, claimant=None)])
    assert changes(outcomes) == [("corrected", 395)]
    assert outcomes[0].statement.claimant == "Gesundheitsamt"


def test_an_added_figure_is_no_correction() -> None:
    ledger, printed = start()
    added = version(said(500, "5 08:00", "Klinikum"), article_id=printed.article_id)
    assert changes(rewrite(ledger, [printed], [version(printed), added])) == [("contradicted", 395)]


def test_a_figure_that_is_gone_is_withdrawn_and_the_one_before_holds_again() -> None:
    ledger, printed = start()
    outcomes = rewrite(ledger, [printed], [])
    assert changes(outcomes) == [("withdrawn", 395)]
    assert outcomes[0].change is not None
    assert outcomes[0].change.new is None
    assert told(ledger.take(said(395, "6 08:00"))) == (None, None)  # its re-appearance is said before
    assert told(ledger.take(said(410, "7 08:00"))) == ("raised", 300)


def test_a_claimant_whose_only_figure_was_withdrawn_has_no_history() -> None:
    ledger = Ledger(metric())
    ledger.take(said(300))
    only = said(700, "4 08:00", "Klinikum")
    ledger.take(only)
    assert changes(rewrite(ledger, [only], [])) == [("withdrawn", 700)]
    assert told(ledger.take(said(700, "5 08:00", "Klinikum"))) == (None, None)
    assert told(ledger.take(said(900, "6 08:00", "Klinikum"))) == ("contradicted", 300)


def test_a_figure_that_another_article_gives_is_not_withdrawn_until_that_is_gone_too() -> None:
    ledger, printed = start()
    copy = said(395, "5 09:00")
    ledger.take(copy)
    assert changes(rewrite(ledger, [printed], [])) == []
    assert told(ledger.take(said(420, "6 08:00"))) == ("raised", 395)  # it holds on in the copy
    ledger.points.pop()
    assert changes(rewrite(ledger, [copy], [])) == [("withdrawn", 395)]


def test_a_copy_of_low_trust_does_not_keep_a_figure() -> None:
    ledger, printed = start()
    ledger.take(said(395, "5 09:00", trust="low"))
    assert changes(rewrite(ledger, [printed], [])) == [("withdrawn", 395)]


NOT_WITHDRAWN = [
    pytest.param({"zone": "ticker"}, id="a ticker's dropped entry"),
    pytest.param({"background": True}, id="a cut background figure"),
]


@pytest.mark.parametrize("fields", NOT_WITHDRAWN)
def test_what_is_dropped_in_the_course_of_things(fields: dict[str, object]) -> None:
    ledger = Ledger(metric())
    dropped = replace(said(395, "5 08:00", as_of=date(2025, 3, 4)), **fields)  # type: ignore[arg-type]
    ledger.take(dropped)
    assert changes(rewrite(ledger, [dropped], [])) == []


def test_a_confirmation_and_an_overtaken_figure_are_not_withdrawn() -> None:
    ledger, printed = start()
    agreeing = said(395, "6 08:00", "Klinikum")
    assert told(ledger.take(agreeing)) == ("confirmed", 395)
    assert changes(rewrite(ledger, [agreeing], [])) == []
    ledger.take(said(500, "7 08:00"))
    assert changes(rewrite(ledger, [printed], [])) == []


def test_a_figure_that_waits_vanishes_without_a_word() -> None:
    ledger, _ = start()
    waiting = said(900, "6 08:00", trust="low")
    ledger.take(waiting)
    assert changes(rewrite(ledger, [waiting], [])) == []


# ---------------------------------------------------------------- incidents and pledges


def test_an_incident_is_corrected_but_not_to_what_was_reported_elsewhere() -> None:
    ledger = Ledger(metric("incident"))
    printed = toll(8, "3 07:00", "Lumara", 3)
    ledger.take(printed)
    ledger.take(toll(6, "3 12:00", "Lumara", 3))
    assert changes(rewrite(ledger, [printed], [edited(printed, 6)])) == []
    assert changes(rewrite(ledger, [edited(printed, 6)], [edited(printed, 5)])) == [("corrected", 6)]


def test_two_incidents_of_one_article_are_kept_apart() -> None:
    ledger = Ledger(metric("incident"))
    here, there = toll(5, "3 07:00", "Lumara", 3), toll(5, "3 07:00", "Selm", 3)
    there = replace(there, article_id=here.article_id)
    ledger.take(here)
    ledger.take(there)
    outcomes = rewrite(ledger, [here, there], [version(here), edited(there, 7)])
    assert changes(outcomes) == [("corrected", 5)]
    assert [outcome.change.scope for outcome in outcomes if outcome.change] == ["Selm|2025-03-03"]


def test_a_pledge_is_corrected_and_its_old_amount_stays_known() -> None:
    ledger = Ledger(metric("package"))
    big, small = said(500, "3 08:00", scope="500"), said(130, "10 08:00", scope="130")
    small = replace(small, article_id=big.article_id)
    ledger.take(big)
    ledger.take(small)
    outcomes = rewrite(ledger, [big, small], [version(big), edited(small, 150, scope="150")])
    assert changes(outcomes) == [("corrected", 130)]
    assert told(ledger.take(said(150, "11 08:00", scope="150"))) == (None, None)
    assert told(ledger.take(said(130, "11 09:00", scope="130"))) == (None, None)


def test_a_pledge_edited_into_a_known_one_is_no_correction() -> None:
    ledger = Ledger(metric("package"))
    ledger.take(said(500, "3 08:00", scope="500"))
    wrong = said(50, "4 08:00", scope="50")
    ledger.take(wrong)
    assert changes(rewrite(ledger, [wrong], [edited(wrong, 500, scope="x")])) == []


def test_a_pledge_is_withdrawn() -> None:
    ledger = Ledger(metric("package"))
    pledge = said(1250, "3 08:00", scope="1250")
    ledger.take(pledge)
    assert changes(rewrite(ledger, [pledge], [])) == [("withdrawn", 1250)]
    assert told(ledger.take(said(1250, "4 08:00", scope="again"))) == (None, None)


def test_the_same_version_again_gives_nothing_new() -> None:
    ledger, printed = start()
    second = edited(printed, 380)
    rewrite(ledger, [printed], [second])
    assert changes(rewrite(ledger, [second], [version(second)])) == []
