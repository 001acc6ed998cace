"""Publishers' rules: which holds when, what they change, and what is said of a wrong one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.articles import publishers, read
from monitor.articles.publishers import Rule, Rules
from monitor.errors import SettingsError
from tests.articles.pages import BODY, LEAD, TITLE, URL, article, linked, page, paragraphs

EXTRA = "Jeden Tag zählen wir für Sie 40 Schiffe, die im Hafen liegen und auf Ladung warten."
OLD = Rule(hosts=("nordbote.example",), furniture=frozenset(("strip",)), until=date(2024, 6, 30))
NEW = Rule(hosts=("nordbote.example",), furniture=frozenset(("band",)), since=date(2024, 7, 1))


@pytest.mark.parametrize(
    ("url", "day", "expected"),
    [
        (URL, date(2024, 6, 30), OLD),
        (URL, date(2024, 7, 1), NEW),
        (URL, None, NEW),  # an unknown day is today
        ("https://nordbote.example.org/a", None, Rule()),
        ("https://suednordbote.example/a", None, Rule()),
    ],
)
def test_rule_is_chosen_by_host_and_day(url: str, day: date | None, expected: Rule) -> None:
    assert Rules((OLD, NEW)).of(url, day) == expected


@pytest.mark.parametrize(("day", "kept"), [("2024-05-03", False), ("2024-08-03", True)])
def test_furniture_is_left_out_while_the_rule_holds(day: str, kept: bool) -> None:
    html = article(f'<div class="strip x"><p>{EXTRA}</p></div>', head=linked(datePublished=day))
    assert (EXTRA in read(html, URL, rules=Rules((OLD,))).text) is kept


def test_text_is_kept_whatever_its_name() -> None:
    html = article(f'<div class="teaser story"><p>{EXTRA}</p></div>')
    assert EXTRA not in read(html, URL).text
    assert EXTRA in read(html, URL, rules=Rules((Rule(("nordbote.example",), text=frozenset(("story",))),))).text


def test_core_is_where_the_rule_says() -> None:
    long = "Dieser Absatz gehört zu einem anderen Artikel, der auf der Seite steht. " * 30
    html = page(
        f"<h1>{TITLE}</h1><div class='own'><p>{LEAD}</p>{paragraphs(*BODY)}</div><div><p>{long}</p><p>{long}</p></div>"
    )
    found = read(html, URL, rules=Rules((Rule(("nordbote.example",), core="own"),)))
    assert found.text == "\n".join((LEAD, *BODY))


def test_rules_are_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        '[[rule]]\nhosts = ["Nordbote.example"]\nfurniture = ["strip"]\nuntil = 2024-06-30\n'
    )
    assert publishers.load([tmp_path]) == Rules((OLD,))
    assert publishers.load([tmp_path / "none"]) == Rules()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[rule]", "TOML"),
        ("title = 1", "nothing else"),
        ('[[rule]]\nhosts = ["a"]\nfurnitur = []', "furnitur: is unknown"),
        ('[[rule]]\nhosts = "a"', "hosts: must be a list"),
        ('[[rule]]\nhosts = ["a"]\nsince = "gestern"', "since: must be a day"),
        ("[[rule]]\ntext = []", "hosts: must name"),
    ],
)
def test_wrong_rules_are_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.toml").write_text(text)
    with pytest.raises(SettingsError, match=rf"a\.toml.*{message}"):
        publishers.load([tmp_path])
