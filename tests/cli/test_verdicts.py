"""What people decide: a claim that is wrong, claimants that are one, a metric that is muted; and what follows."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from storage import lock
from tests.cli.conftest import KILLED, MORE, PUBLISHED, Run, opened
from tests.pipeline.site import Site

WHO = ("--by", "Redaktion", "--why", "falsch gelesen")
DAY = timedelta(days=1)


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    """The rows of a list."""
    rows: list[dict[str, Any]] = json.loads(run(*words, "--format", "json").out)
    return rows


def kinds(run: Run, name: str = "alerts") -> list[str]:
    return [row["kind"] for row in listed(run, name)]


def test_a_wrong_claim_is_no_figure_any_more_and_its_alert_is_retracted(filled: Run) -> None:
    raised = listed(filled, "alerts")[-1]
    done = filled("verdict", "wrong", raised["new"]["claim_id"], *WHO)
    assert (done.code, done.out) == (0, "verdict 1: rebuilt the history of nk_killed\n")
    assert [(row["low"], row["change"]) for row in listed(filled, "figures")] == [(300, "first")]
    assert kinds(filled, "changes") == ["first"]
    retraction = listed(filled, "alerts")[-1]
    assert (retraction["kind"], retraction["metric"], retraction["new"]) == ("retraction", "nk_killed", None)
    assert (retraction["old"]["low"], retraction["deliveries"][0]["state"]) == (450, "sent")
    assert retraction["title"] == f"Zurückgezogen: {raised['title']}"
    assert "marked wrong by Redaktion: falsch gelesen" in retraction["body"]
    assert raised["new"]["quote"] in retraction["body"]
    (claim,) = (row for row in listed(filled, "claims") if row["id"] == raised["new"]["claim_id"])
    assert claim["metric"] is None


def test_a_verdict_that_is_undone_gives_figure_and_change_back_under_their_ids(filled: Run) -> None:
    before = listed(filled, "changes")
    filled("verdict", "wrong", f"alert:{listed(filled, 'alerts')[-1]['id']}", *WHO)
    assert filled("verdict", "undo", "1", "--by", "Chefin").code == 0
    assert listed(filled, "changes") == before
    assert kinds(filled) == ["first", "raised", "retraction"]  # what went out stays
    (row,) = listed(filled, "verdict", "list")
    assert (row["kind"], row["by"], row["undone_by"]) == ("wrong", "Redaktion", "Chefin")
    assert filled("verdict", "undo", "1", "--by", "Chefin").code == 2


def test_a_figure_that_was_compared_with_a_wrong_one_says_what_it_means_now(filled: Run, site: Site) -> None:
    text = MORE.replace("inzwischen 450", "mittlerweile 600")
    site.publish("noch-mehr", "Geheimdienst: 600 Tote", text, published=PUBLISHED + 2 * DAY)
    filled("check", "--all", "--at", "2025-01-15T09:00")
    first, raised, again = listed(filled, "alerts")
    assert [again["old"]["low"], again["new"]["low"]] == [450, 600]
    filled("verdict", "wrong", raised["new"]["claim_id"], *WHO)
    (_, change) = listed(filled, "changes")
    assert (change["kind"], change["old"]["low"], change["new"]["low"], change["verdict"]) == (
        "raised",
        300,
        600,
        "drop",
    )
    taken = {row["title"]: row["body"] for row in listed(filled, "alerts") if row["kind"] == "retraction"}
    assert set(taken) == {f"Zurückgezogen: {row['title']}" for row in (raised, again)}
    assert "Richtig ist: 300 → 600" in taken[f"Zurückgezogen: {again['title']}"]
    assert first["title"] not in "".join(taken)


def test_an_alert_that_waits_goes_out_no_more(run: Run, site: Site, folder: Path) -> None:
    settings = folder / "monitor.toml"
    settings.write_text(
        settings.read_text("utf-8") + '[[alerts.channel]]\nname = "abends"\nurl = "log:"\ndigest = "24h"\n'
    )
    run("check", "--all", "--at", "2025-01-13T09:00")
    (waiting,) = listed(run, "alerts")
    assert waiting["deliveries"][0]["state"] == "pending"
    run("verdict", "wrong", waiting["new"]["claim_id"], *WHO)
    (alert,) = listed(run, "alerts")
    assert (alert["kind"], alert["deliveries"]) == ("first", [])


def test_a_wrong_figure_stays_wrong_in_the_next_version_of_its_article(filled: Run, site: Site) -> None:
    filled("verdict", "wrong", listed(filled, "alerts")[-1]["new"]["claim_id"], *WHO)
    site.publish("mehr", "Geheimdienst nennt neue Zahl", MORE, "Ein Absatz mehr.", published=PUBLISHED + DAY)
    filled("check", "--all", "--at", "2025-01-14T09:30")
    assert kinds(filled, "changes") == ["first"]


def test_two_claimants_become_one(filled: Run, site: Site) -> None:
    text = KILLED.replace("Nach Angaben des südkoreanischen Geheimdienstes", "Nach Angaben der Agentur Yonhap")
    site.publish("agentur", "Yonhap: 900 Tote", text.replace("300", "900"), published=PUBLISHED + 2 * DAY)
    filled("check", "--all", "--at", "2025-01-15T09:00")
    other = listed(filled, "alerts")[-1]
    assert (other["kind"], other["old"]["low"], other["new"]["low"]) == ("contradicted", 450, 900)
    name = other["claimant"]
    assert filled("verdict", "merge", name, "Südkoreanischer Geheimdienst", *WHO).code == 0
    last = listed(filled, "changes")[-1]
    assert (last["kind"], last["claimant"]) == ("raised", "Südkoreanischer Geheimdienst")
    assert kinds(filled) == ["first", "raised", "contradicted"]  # the figure and the one before it are what was told
    assert filled("verdict", "undo", "1", "--by", "Redaktion").code == 0
    assert listed(filled, "changes")[-1]["claimant"] == name


def test_a_muted_metric_tells_nothing_until_its_day(run: Run, site: Site) -> None:
    run("check", "--all", "--at", "2025-01-13T09:00")
    assert run("mute", "nk_killed", "--until", "2025-01-14", *WHO).code == 0
    site.publish("mehr", "Geheimdienst nennt neue Zahl", MORE, published=PUBLISHED + DAY)
    run("check", "--all", "--at", "2025-01-14T09:00")
    change = listed(run, "changes")[-1]
    assert (change["kind"], change["verdict"]) == ("raised", "drop")
    assert change["verdict_reason"] == "muted until 2025-01-15 00:00 by Redaktion: falsch gelesen"
    site.publish("mehr2", "Neue Zahl", MORE.replace("450", "700"), published=PUBLISHED + 2 * DAY)
    run("check", "--all", "--at", "2025-01-15T09:00")
    assert kinds(run) == ["first", "raised"]


def test_while_the_daemon_works_it_is_left_to_it(filled: Run, folder: Path) -> None:
    database = opened(folder)
    with lock.hold(database, "monitor run"):
        done = filled("verdict", "wrong", listed(filled, "alerts")[-1]["new"]["claim_id"], *WHO)
    assert done.out == "verdict 1: the daemon will rebuild the history of nk_killed\n"
    assert kinds(filled, "changes") == ["first", "raised"]
    filled("check", "--at", "2025-01-14T10:00")
    assert (kinds(filled, "changes"), kinds(filled)) == (["first"], ["first", "raised", "retraction"])
    database.close()


REFUSED = [
    (("verdict", "wrong", "zwölf", *WHO), "no claim"),  # not a number
    (("verdict", "wrong", "99999", *WHO), "there is no claim 99999"),
    (("verdict", "wrong", "alert:99", *WHO), "there is no alert 99"),
    (("verdict", "wrong", "story:1", *WHO), "no claim"),  # nothing that has a claim
    (("verdict", "merge", "Pentagon", "des Pentagons", *WHO), "one claimant already"),
    (("mute", "nk_kiled", "--until", "2025-01-14", *WHO), "did you mean nk_killed?"),
    (("mute", "nk_killed", "--until", "bald", *WHO), "--until takes a day"),
    (("verdict", "undo", "7", "--by", "x"), "no verdict 7 in force"),
]


def test_what_can_not_be_decided_is_told(filled: Run) -> None:
    for words, said in REFUSED:
        done = filled(*words)
        assert (done.code, done.out) == (2, ""), words
        assert said in done.err
