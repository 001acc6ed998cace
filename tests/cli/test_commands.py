"""Every command as a user calls it: exit code, what goes to standard output, what to standard error."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from monitor.cli.extract import CLAIM_FIELDS
from tests.cli.conftest import KILLED, Ran, Run
from tests.pipeline.site import Site

QUANTITY = {"low", "high", "bound", "unit", "per", "text", "quote"}
SIDE = QUANTITY | {"claim_id", "article_id", "version", "url", "publisher", "published_at"}
ALERT = {"id", "topic", "kind", "metric", "claimant", "incident", "old", "new"}
ALERT |= {"title", "body", "severity", "created_at", "deliveries"}


def rows(run: Run, *words: str) -> list[dict[str, Any]]:
    done = run(*words, "--format", "json")
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


# ---------------------------------------------------------------- queries


def test_claims_have_the_fields_of_the_contract(filled: Run) -> None:
    claims = rows(filled, "claims")
    assert all(set(claim) == set(CLAIM_FIELDS) for claim in claims)
    body = next(claim for claim in claims if claim["low"] == 450 and claim["metric"])
    assert (body["claimant"], body["event"], body["party"]) == ("Südkoreanischer Geheimdienst", "killed", "north_korea")
    assert body["text"] in body["quote"]


def test_alerts_have_the_fields_of_the_contract(filled: Run) -> None:
    first, second = rows(filled, "alerts")
    assert set(first) == ALERT
    assert set(second["old"]) == set(second["new"]) == SIDE
    assert (first["kind"], second["kind"]) == ("first", "raised")


def test_filters_narrow_what_is_listed(filled: Run) -> None:
    assert {claim["low"] for claim in rows(filled, "claims", "--since", "2025-01-14", "--metric", "nk_killed")} == {450}
    assert rows(filled, "claims", "--party", "russia") == []
    assert rows(filled, "claims", "--claimant", "südkoreanischer geheimdienst", "--text", "rund 300")[0]["low"] == 300
    assert len(rows(filled, "alerts", "--limit", "1")) == 1
    assert len(rows(filled, "articles", "--until", "2025-01-13")) == 1
    assert rows(filled, "figures", "--publisher", "anderes blatt") == []
    assert [change["kind"] for change in rows(filled, "changes", "--metric", "nk_killed")] == ["first", "raised"]


@pytest.mark.parametrize("command", ["claims", "figures", "changes", "alerts"])
@pytest.mark.parametrize(
    ("option", "met", "missed"),
    [
        ("--metric", "nk_killed", "nk_wounded"),
        ("--claimant", "südkoreanischer geheimdienst", "pentagon"),
        ("--party", "north_korea", "russia"),
        ("--event", "killed", "wounded"),
        ("--publisher", "testblatt", "anderes blatt"),
        ("--text", "in der region kursk", "seeblockade"),
        ("--since", "2025-01-13", "2025-01-15"),
        ("--until", "2025-01-14", "2025-01-12"),
    ],
)
def test_every_list_of_figures_takes_every_filter(
    filled: Run, command: str, option: str, met: str, missed: str
) -> None:
    assert rows(filled, command, option, missed) == []
    assert rows(filled, command, option, met)


@pytest.mark.parametrize("command", ["claims", "figures", "changes", "alerts"])
def test_bounds_are_of_the_publication_unless_told_otherwise(run: Run, command: str) -> None:
    run("check", "--all", "--at", "2025-01-20T09:00")
    assert rows(run, command, "--until", "2025-01-13")
    assert rows(run, command, "--until", "2025-01-13", "--time", "seen") == []
    assert rows(run, command, "--until", "2025-01-20", "--time", "seen")


def test_a_list_is_sorted_and_goes_on_by_key(filled: Run) -> None:
    largest = [row["low"] for row in rows(filled, "claims", "--metric", "nk_killed", "--sort", "value")]
    assert largest == sorted(largest)
    ids = [row["id"] for row in rows(filled, "claims", "--sort", "seen")]
    assert [row["id"] for row in rows(filled, "claims", "--sort", "seen", "--after", ids[0], "--limit", "2")] == ids[
        1:3
    ]
    assert rows(filled, "claims", "--topic", "another") == []
    assert rows(filled, "articles", "--as-of", "2025-01-12") == rows(filled, "alerts", "--as-of", "2025-01-12") == []


@pytest.mark.parametrize("command", ["claims", "figures"])
def test_what_was_known_on_a_day(filled: Run, command: str) -> None:
    known, whole = rows(filled, command, "--as-of", "2025-01-13"), rows(filled, command)
    assert (300 in {row["low"] for row in known}, 450 in {row["low"] for row in known}) == (True, False)
    assert 450 in {row["low"] for row in whole}
    assert rows(filled, command, "--as-of", "2025-01-12") == []


def test_history_is_a_plot_and_a_table(filled: Run) -> None:
    shown = filled("history", "nk_killed")
    assert "Getötete Nordkoreaner" in shown.out
    assert "450" in shown.out
    known = rows(filled, "history", "nk_killed", "--as-of", "2025-01-13")
    assert {row["low"] for row in known} == {300}


def test_an_unknown_metric_is_told_with_the_nearest(filled: Run) -> None:
    done = filled("history", "nk_kiled")
    assert (done.code, done.out) == (2, "")
    assert "did you mean nk_killed?" in done.err
    nothing = filled("claims", "--metric", "nk_kill", "--format", "json")
    assert (nothing.code, nothing.out.strip()) == (0, "[]")
    assert "did you mean nk_killed?" in nothing.err


@pytest.mark.parametrize("command", ["figures", "changes", "alerts"])
def test_lists_can_be_of_one_kind_of_change(filled: Run, command: str) -> None:
    whole = rows(filled, command)
    kinds = {row["change" if command == "figures" else "kind"] for row in whole} - {None}
    assert kinds
    found = [row for kind in sorted(kinds) for row in rows(filled, command, "--kind", kind)]
    assert sorted(row["id"] for row in found) == sorted(
        row["id"] for row in whole if command != "figures" or row["change"]
    )


@pytest.mark.parametrize("command", ["claims", "figures", "changes", "alerts", "articles"])
def test_a_missing_database_is_an_empty_result(run: Run, command: str) -> None:
    assert rows(run, command) == []
    assert run(command).code == 0


@pytest.mark.parametrize("command", ["claims", "figures", "changes", "alerts", "articles"])
def test_tables_jsonl_and_csv(filled: Run, command: str) -> None:
    whole = rows(filled, command)
    assert [json.loads(line) for line in filled(command, "--format", "jsonl").out.splitlines()] == whole
    assert len(list(csv.DictReader(io.StringIO(filled(command, "--format", "csv").out)))) == len(whole)
    assert len(filled(command).out.splitlines()) == len(whole) + 1


def test_health_is_a_list_of_its_own(run: Run, site: Site) -> None:
    site.faults["/feed.xml"] = 410
    run("check", "--all", "--at", "2025-01-13T09:00")
    (health,) = rows(run, "alerts", "--health")
    assert (health["kind"], health["subject"]) == ("feed", "testblatt")
    assert rows(run, "alerts") == []


# ---------------------------------------------------------------- passes


def test_a_pass_tells_what_it_did(run: Run) -> None:
    done = run("check", "--all", "--at", "2025-01-13T09:00")
    assert (done.code, done.out) == (0, "")
    assert "1 feeds asked (0 failed), 1 new entries, 1 articles read" in done.err


def test_a_pass_over_a_failing_feed_is_done(run: Run, site: Site) -> None:
    site.faults["/feed.xml"] = 500
    done = run("check", "--all")
    assert done.code == 0
    assert "1 feeds asked (1 failed)" in done.err


def test_time_runs_forward_only(filled: Run) -> None:
    done = filled("check", "--at", "2025-01-13T10:00")
    assert done.code == 2
    assert "time runs forward only" in done.err


# ---------------------------------------------------------------- extract and explain


def test_extract_reads_a_text(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(KILLED, "utf-8")
    (claim,) = rows(run, "extract", str(file), "--published", "2025-01-13")
    assert (claim["low"], claim["bound"], claim["metric"]) == (300, "about", "nk_killed")
    assert (claim["id"], claim["article_id"], claim["version"], claim["as_of"]) == (None, None, None, "2025-01-13")
    assert KILLED[claim["start"] : claim["end"]] == "rund 300"
    assert "»rund 300«" in run("extract", str(file)).out


def test_extract_reads_a_page(run: Run, tmp_path: Path, site: Site) -> None:
    file = tmp_path / "page.html"
    file.write_text(site.page("gefallene"), "utf-8")
    claim = next(row for row in rows(run, "extract", str(file)) if row["low"] == 300)
    assert claim["title"] == "Seoul: Hunderte Nordkoreaner in Kursk gefallen"
    assert claim["published_at"] == "2025-01-13T07:59:00Z"


def test_extract_shows_what_was_read_of_a_page(run: Run, site: Site) -> None:
    shown = {row["part"]: row["text"] for row in rows(run, "extract", "--page", site.url("gefallene"))}
    assert shown["kind"] == "article"
    assert "rund 300" in shown["paragraph"] or "lead" in shown
    told = rows(run, "extract", "--page", "--explain", site.url("gefallene"))
    assert {"title", "kind", "no article"} <= {row["part"] for row in told}
    assert all(row["why"] for row in told)


def test_extract_goes_by_the_rules_for_publishers(run: Run, folder: Path, httpserver: HTTPServer) -> None:
    strip = "<div class='strip'><p>Die Zahl des Tages: 40 Schiffe liegen heute in diesem Hafen vor Anker.</p></div>"
    html = f"<html><body><article><h1>Kursk</h1><p>{KILLED}</p>{strip}</article></body></html>"
    for _ in range(3):
        httpserver.expect_oneshot_request("/kursk").respond_with_data(html, content_type="text/html; charset=utf-8")
    address = httpserver.url_for("/kursk")
    assert {row["low"] for row in rows(run, "extract", address)} == {300, 40}
    (folder / "publishers").mkdir()
    rule = f'[[rule]]\nhosts = ["{httpserver.host}"]\nfurniture = ["strip"]\n'
    (folder / "publishers" / "kursk.toml").write_text(rule, "utf-8")
    assert {row["low"] for row in rows(run, "extract", address)} == {300}
    told = rows(run, "extract", "--page", "--explain", address)
    assert any("in a box of the kind rule" in row["why"] for row in told)


def test_extract_reads_an_address(run: Run, site: Site) -> None:
    claim = next(row for row in rows(run, "extract", site.url("gefallene")) if row["low"] == 300)
    assert claim["url"] == site.url("gefallene")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(["extract", "not-there.txt"], 1, "not-there.txt can't be read", id="no such file"),
        pytest.param(["extract", "-", "--published", "heute"], 2, "--published takes a day", id="no day"),
        pytest.param(["claims", "--since", "neulich"], 2, "--since takes a day", id="no bound"),
        pytest.param(["claims", "--time", "later"], 2, "--time takes", id="no time"),
        pytest.param(["claims", "--sort", "size"], 2, "--sort takes published, seen, as-of or value", id="no order"),
        pytest.param(["check", "--at", "bald"], 2, "--at takes a time", id="no clock"),
        pytest.param(["claims", "--until", "9999-12-31"], 2, "--until takes a year from 1900 to 2200", id="too late"),
        pytest.param(["claims", "--since", "0001-01-01"], 2, "--since takes a year from 1900 to 2200", id="too early"),
        pytest.param(["claims", "--as-of", "9999-12-31"], 2, "--as-of takes a year", id="known too late"),
        pytest.param(["history", "nk_killed", "--as-of", "9999-12-31"], 2, "--as-of takes a year", id="a series' day"),
        pytest.param(["extract", "-", "--published", "0001-01-01"], 2, "--published takes a year", id="no such issue"),
        pytest.param(["check", "--at", "0001-01-01"], 2, "--at takes a year from 1900 to 2200", id="no such clock"),
        pytest.param(["claims", "--limit", "9" * 20], 2, "--limit", id="no such number of rows"),
        pytest.param(["explain", "99"], 2, "nothing is stored yet", id="nothing to explain"),
        pytest.param(["feeds", "test"], 2, "name a feed", id="no feed named"),
        pytest.param(["feeds", "test", "nobody"], 2, "there is no feed 'nobody'", id="unknown feed"),
        pytest.param(["feeds", "check", "nobody"], 2, "there is no feed 'nobody'", id="unknown feed to ask"),
        pytest.param(["nonsense"], 2, "No such command", id="unknown command"),
    ],
)
def test_mistakes_are_one_clear_sentence(run: Run, words: list[str], code: int, told: str) -> None:
    done = run(*words)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert "Traceback" not in done.err


def test_a_fault_of_the_program_is_told_without_its_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr("monitor.cli.state.rows", broken)
    monkeypatch.delenv("MONITOR_DEBUG", raising=False)
    told = "monitor: an error in the program (KeyError); run with MONITOR_DEBUG=1 for the details\n"
    assert run("claims") == Ran(1, "", told)
    monkeypatch.setenv("MONITOR_DEBUG", "1")
    assert "Traceback" in run("claims").err


def test_explain_says_what_became_of_each_figure(filled: Run, site: Site) -> None:
    by_address = rows(filled, "explain", site.url("mehr") + "?utm_source=rss")
    raised = next(row for row in by_address if row["change"] == "raised")
    assert raised["verdict"] == "send: the policy lets it out"
    assert all(row["reason"] for row in by_address)
    assert "relevant (" in filled("explain", "1").out
    for nobody in ("77", "9" * 20, "9" * 5000):
        done = filled("explain", nobody)
        assert (done.code, done.out) == (2, "")
        assert "there is no article" in done.err


def test_extract_explains_each_number(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Am 6. August 2024 fielen 12 Soldaten.", "utf-8")
    readings = rows(run, "extract", str(file), "--explain")
    assert [(row["text"], row["claim"]) for row in readings if row["claim"]] == [("12", True)]
    assert any(row["rule"] and not row["claim"] for row in readings)


# ---------------------------------------------------------------- feeds and set-up


def test_feeds_are_listed_tested_added_and_removed(filled: Run, folder: Path, site: Site) -> None:
    (feed,) = rows(filled, "feeds", "list")
    assert (feed["name"], feed["state"], feed["entries"]) == ("testblatt", "ok", 2)
    (tested,) = rows(filled, "feeds", "test", "--all")
    assert tested["ok"]
    assert tested["result"].startswith("rss, 2 entries")
    assert filled("feeds", "add", site.feed_url + "?all", "--name", "zweitfeed").code == 0
    assert filled("feeds", "remove", "zweitfeed").out == "removed zweitfeed\n"
    assert filled("feeds", "add", site.feed_url + "?all", "--name", "drittfeed").code == 0
    text = (folder / "feeds.toml").read_text("utf-8")
    assert text.startswith("# the one feed")
    assert ("zweitfeed" in text, 'name = "drittfeed"' in text) == (False, True)


def test_a_feed_is_shown_with_its_last_polls(filled: Run, site: Site) -> None:
    shown = filled("feeds", "show", "testblatt").out
    assert "ok, every 7.5m" in shown  # one of its two entries was new, so it is asked sooner
    assert [line.split()[2] for line in shown.splitlines()[-2:]] == ["new", "new"]
    assert filled("feeds", "show", "testblatt", "--raw").code == 2
    site.faults["/feed.xml"] = 200  # a page that is no feed
    filled("check", "--all", "--at", "2025-01-14T10:00")
    row = json.loads(filled("feeds", "show", "testblatt", "--format", "json").out)[0]
    assert (row["last_polls"][0]["outcome"], row["unparsed"]["size"]) == ("error", len("fault"))
    assert filled("feeds", "show", "testblatt", "--raw").out == "fault"
    asked = filled("feeds", "check", "testblatt")
    assert (asked.code, asked.out.startswith("testblatt: due at ")) == (0, True)
    unknown = filled("feeds", "show", "nirgends")
    assert (unknown.code, "there is no feed 'nirgends'" in unknown.err) == (2, True)


def test_feeds_before_the_first_run_are_the_configured_ones(run: Run) -> None:
    (feed,) = rows(run, "feeds", "list")
    assert feed["state"] == "not polled yet"


def test_a_feed_that_fails_its_test_is_exit_1(run: Run, site: Site) -> None:
    site.faults["/feed.xml"] = 404
    done = run("feeds", "test", "testblatt", "--format", "json")
    assert done.code == 1
    assert not json.loads(done.out)[0]["ok"]


def test_init_writes_settings_that_work(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    assert run("init", str(target)).code == 0
    assert (target / "topics" / "ukraine.toml").is_file()
    again = run("init", str(target))
    assert (again.code, "nothing is overwritten" in again.err) == (2, True)
    assert rows(run, "claims", "--config", str(target)) == []


def test_doctor_looks_at_everything(filled: Run) -> None:
    findings = {row["what"]: row["state"] for row in rows(filled, "doctor", "--network")}
    assert findings["database"] == "ok"
    assert findings["feed testblatt"] == "ok"
    assert "error" not in findings.values()


def test_doctor_tells_a_daemon_that_is_not_alive(run: Run) -> None:
    done = run("doctor", "--alive")
    assert done.code == 1


def test_doctor_shows_the_settings_in_force(run: Run) -> None:
    assert 'first_run = "send"' in run("doctor", "--show").out


@pytest.mark.usefixtures("on_sqlite")
def test_db_commands(filled: Run, tmp_path: Path) -> None:
    assert filled("db", "upgrade").out.strip() == "current"
    copy = tmp_path / "copy.db"
    assert filled("db", "backup", str(copy)).code == 0
    assert rows(filled, "alerts", "--database", f"sqlite:///{copy}") == rows(filled, "alerts")


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("zahlenmonitor ")
