"""Totals, rates and strengths, ruling by ruling: each case is a small history, told statement by statement."""

from datetime import date
from typing import Any, NamedTuple

import pytest

from monitor.model import MetricKind
from tests.decisions.build import Figure, Ledger, metric, said, told

RKI, AMT, KLINIK = "Robert-Koch-Institut", "Gesundheitsamt", "Klinikum"


class Told(NamedTuple):
    """A statement and what it must be: the change's kind (None: no change) and the old figure."""

    figure: Figure
    at: str
    by: str | None
    kind: str | None
    old: Figure | None = None
    fields: dict[str, Any] = {}  # noqa: RUF012 (never changed)


def day(number: int, month: int = 3) -> date:
    return date(2025, month, number)


CASES = [
    pytest.param(
        "total",
        0.03,
        [
            Told(300, "3 08:00", AMT, "first"),
            Told(300, "3 09:00", AMT, None),  # another outlet, the same figure
            Told(320, "4 08:00", AMT, "raised", 300),
            Told(310, "5 08:00", AMT, "lowered", 320),
        ],
        id="raised and lowered by the same claimant",
    ),
    pytest.param(
        "total",
        0.03,
        [
            Told(300, "3 08:00", AMT, "first"),
            Told(345, "3 09:00", RKI, "contradicted", 300),
            Told((340, 350), "3 10:00", KLINIK, "confirmed", 345),
            Told(370, "3 11:00", KLINIK, "raised", (340, 350)),
        ],
        id="claimants without history, and a confirmation that starts one",
    ),
    pytest.param(
        "total",
        0.03,
        [
            Told(1000, "3 08:00", AMT, "first"),
            Told(1012, "4 08:00", AMT, None),
            Told(1025, "5 08:00", AMT, None),
            Told(1036, "6 08:00", AMT, "raised", 1000),
        ],
        id="slow creep is measured against the baseline",
    ),
    pytest.param(
        "total",
        0,
        [
            Told(3012, "3 08:00", AMT, "first"),
            Told(3000, "4 08:00", AMT, None, None, {"bound": "about"}),
            Told((3000, None), "4 09:00", AMT, None),
            Told((2000, None), "4 10:00", AMT, None, None, {"bound": "vague"}),
            Told(3600, "5 08:00", AMT, "raised", 3012),
            Told(3012, "6 08:00", AMT, None),  # a total does not return
            Told(3000, "6 09:00", AMT, None, None, {"bound": "about"}),
        ],
        id="rounded, re-worded, said before",
    ),
    pytest.param(
        "rate",
        0.05,
        [
            Told(120, "3 08:00", AMT, "first"),
            Told(150, "4 08:00", AMT, "raised", 120),
            Told(120, "5 08:00", AMT, "lowered", 150),
            Told(150, "5 07:00", AMT, None),  # published before the last change
            Told(150, "6 08:00", AMT, None, None, {"background": True, "as_of": day(4)}),
            Told(150, "7 08:00", AMT, None, None, {"background": True}),  # "zuvor", without a day
        ],
        id="a rate returns in a new statement, not in an old one or as background",
    ),
    pytest.param(
        "strength",
        0.03,
        [
            Told((100, 120), "3 08:00", AMT, "first"),
            Told(110, "4 08:00", AMT, "narrowed", (100, 120)),
            Told((105, 115), "5 08:00", AMT, None),  # a wider range round the point
            Told((110, 130), "5 09:00", AMT, None),  # still round it
            Told((120, 130), "6 08:00", AMT, "raised", 110),
        ],
        id="ranges",
    ),
    pytest.param(
        "strength",
        0.03,
        [
            Told((None, 12000), "3 08:00", AMT, "first"),
            Told((12000, None), "4 08:00", AMT, "raised", (None, 12000)),
            Told((None, 12000), "5 08:00", AMT, "lowered", (12000, None)),
        ],
        id="the same number with another bound, whatever the smallest change",
    ),
    pytest.param(
        "total",
        0,
        [
            Told(500, "5 08:00", AMT, "first"),
            Told(450, "6 08:00", AMT, None, None, {"as_of": day(3)}),  # a late report
            Told(520, "7 08:00", AMT, "raised", 500, {"background": True, "as_of": day(6)}),  # told later, but news
            Told(480, "8 08:00", AMT, None, None, {"background": True}),  # "zuvor", without a day
        ],
        id="as-of decides the order, not publication",
    ),
    pytest.param(
        "total",
        0,
        [
            Told(500, "3 08:00", None, "first"),
            Told(700, "4 08:00", None, None),  # no source, and another figure: stays a claim
            Told(500, "4 09:00", None, None),
            Told(500, "5 08:00", AMT, "confirmed", 500),
            Told(600, "5 09:00", RKI, "contradicted", 500),
            Told(600, "5 10:00", None, None),  # agrees with a known figure
        ],
        id="no source",
    ),
    pytest.param(
        "total",
        0,
        [
            Told(500, "3 08:00", AMT, "first", None),
            Told(700, "3 09:00", RKI, None, None, {"trust": "low"}),
            Told(510, "3 10:00", AMT, None, None, {"trust": "low"}),
            Told(700, "4 08:00", RKI, "contradicted", 500),
            Told(510, "4 09:00", AMT, "raised", 500, {"trust": "high"}),
        ],
        id="low trust waits for a better outlet",
    ),
    pytest.param(
        "total",
        0,
        [
            Told(500, "1 08:00", AMT, "first", None, {"as_of": date(2025, 1, 2)}),
            Told(900, "3 08:00", RKI, "contradicted", 500),  # nothing younger than 30 days is known
            Told(700, "4 08:00", KLINIK, "contradicted", 900),  # the office's figure is too old to speak against
            Told(500, "4 08:30", "Landrat", "contradicted", 700),  # too old to agree with
            Told(400, "5 08:00", "Minister", None, None, {"as_of": date(2025, 1, 20)}),  # told too late to be news
        ],
        id="latest figures of the past 30 days",
    ),
    pytest.param(
        "total",
        0,
        [
            Told(300, "3 08:00", AMT, "first"),
            Told(400, "4 08:00", RKI, "contradicted", 300, {"trust": "high"}),
            Told(500, "4 08:00", KLINIK, "contradicted", 400),
            Told(600, "5 08:00", "Landrat", "contradicted", 400),  # of two of one moment, the more trusted outlet's
        ],
        id="ties for old",
    ),
    pytest.param(
        "total",
        0,
        [
            Told(300, "3 08:00", "britisches Gesundheitsamt", "first"),
            Told(350, "4 08:00", "britischen Gesundheitsamts", "raised", 300),
        ],
        id="an unlisted claimant in two case forms is one",
    ),
    pytest.param(
        "total",
        0.03,
        [
            Told(1000, "3 08:00", AMT, "first"),
            Told(1020, "4 08:00", AMT, None),  # under the smallest change, yet the latest that was said
            Told(1020, "4 09:00", RKI, "confirmed", 1000),
        ],
        id="agreement with what was said last, though it did not move the baseline",
    ),
]


@pytest.mark.parametrize(("kind", "min_change", "script"), CASES)
def test_rulings(kind: MetricKind, min_change: float, script: list[Told]) -> None:
    ledger = Ledger(metric(kind, min_change=min_change))
    for number, row in enumerate(script, 1):
        outcome = ledger.take(said(row.figure, row.at, row.by, **row.fields))
        assert told(outcome) == (row.kind, row.old), f"statement {number}: {outcome.reason}"
        assert outcome.reason


def test_a_figure_without_a_source_is_no_point_unless_it_agrees() -> None:
    ledger = Ledger(metric())
    ledger.take(said(500))
    assert ledger.take(said(900, by=None)).point is None
    assert ledger.take(said(500, by=None)).point is not None


def test_what_waits_is_kept_apart() -> None:
    ledger = Ledger(metric())
    waiting = ledger.take(said(500, trust="low"))
    assert waiting.point is not None
    assert waiting.point.state == "waiting"
    assert ledger.take(said(500)).change is not None  # its evidence is the better outlet


def test_a_repeat_by_a_weak_outlet_is_a_point() -> None:
    ledger = Ledger(metric())
    ledger.take(said(500))
    repeat = ledger.take(said(500, trust="low"))
    assert repeat.point is not None
    assert (repeat.point.state, repeat.change) == ("held", None)


def test_the_past_may_come_in_any_order() -> None:
    ledger = Ledger(metric())
    for figure, at in ((300, "3 08:00"), (320, "4 08:00"), (340, "5 08:00")):
        ledger.take(said(figure, at))
    ledger.points.reverse()
    assert told(ledger.take(said(360, "6 08:00"))) == ("raised", 340)


def test_a_pass_is_put_in_order() -> None:
    later = said(340, "5 08:00")
    earlier, second, first = said(300, "4 08:00"), said(310, "4 09:00", position=2), said(320, "4 09:00", position=1)
    first, second = (said(f.low or 0, "4 09:00", article_id=90, position=f.position) for f in (first, second))
    ledger = Ledger(metric())
    outcomes = ledger.take_all([later, second, first, earlier])
    assert [outcome.statement for outcome in outcomes] == [earlier, first, second, later]


@pytest.mark.parametrize(("inherited", "kind"), [(True, None), (False, "contradicted")])
def test_a_known_number_of_another_whose_sentence_names_nobody_is_no_news(inherited: bool, kind: str | None) -> None:
    """ "Die Klinik meldete zwei Tote. 380 Kranke sollten es sein": who said 380 is known, and it was not the clinic."""
    ledger = Ledger(metric("strength"))
    ledger.take_all([said(380, "3 08:00", "Amt"), said(280, "3 12:00", "Amt")])
    outcome = ledger.take(said(380, "8 08:00", "Klinik", inherited=inherited))
    assert (outcome.change and outcome.change.kind) == kind
