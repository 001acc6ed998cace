"""The word lists: the package's own are clean, and each kind of fault in a user's is told by file, list and entry."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from monitor.claims import extract
from monitor.claims.lexicon import load
from monitor.claims.wordlists import problems
from monitor.errors import SettingsError

FAULTS = [
    # the same form twice in one list, also in another spelling of the same look-up
    ("cues", 'part = ["hievon", "hievon"]', "twice", "cues.part", "hievon"),
    ("sources", 'pronouns = ["Jene", "jene"]', "twice", "sources.pronouns", "jene"),
    ("cues", 'auxiliaries = ["heisst", "heißt"]', "twice", "cues.auxiliaries", "heisst"),
    # a form that the package has already
    ("sources", 'institutions = ["*ministerium"]', "twice", "sources.institutions", "*ministerium"),
    # one form with two readings
    ("events", '[kinds]\nship = ["kutter"]\ngear = ["kutter"]', "contradiction", "events.kinds.gear", "kutter"),
    ("events", '[kinds]\nship = ["brigade*"]', "contradiction", "events.kinds.ship", "brigade*"),
    ("units", '[[unit]]\nunit = "m"\nwords = ["kilometer"]', "contradiction", "units.unit[0].words", "kilometer"),
    ("qualifiers", 'about = ["mindestens"]', "contradiction", "qualifiers.about", "mindestens"),
    ("nouns", 'person = ["panzer"]', "contradiction", "nouns.person", "panzer"),
    ("places", 'russia = ["Odessa"]', "contradiction", "places.russia", "Odessa"),
    ("cues", 'planned = ["droht"]', "contradiction", "cues.planned", "droht"),
    ("times", '[[window]]\nperiod = "P2D"\nforms = ["heuer"]', "contradiction", "times.window[0].forms", "heuer"),
    # what no sentence has as it is looked up
    ("sources", 'konjunktiv = ["hätte gern"]', "unreachable", "sources.konjunktiv", "hätte gern"),
    ("cues", 'relatives = ["welch*"]', "unreachable", "cues.relatives", "welch*"),
    ("cues", '[forms]\nhave = ["hat te"]', "unreachable", "cues.forms.have", "hat te"),
    ("cues", '[forms]\narmies = ["see wehr"]', "unreachable", "cues.forms.armies", "see wehr"),
    ("events", 'military = ["*söldner*"]', "unreachable", "events.military", "*söldner*"),
    ("sources", 'media = ["x*"]', "unreachable", "sources.media", "x*"),
    ("sources", 'say = ["… vor"]', "unreachable", "sources.say", "… vor"),
    (
        "verbs",
        '[[verb]]\nevent = "killed"\nof = ["person"]\nforms = ["er+schlag*"]',
        "unreachable",
        "verbs.verb[0].forms",
        "er+schlag*",
    ),
    ("qualifiers", 'about = ["Pi mal Daumen"]', "unreachable", "qualifiers.about", "Pi mal Daumen"),
    ("qualifiers", 'about = ["so um die Ecke herum"]', "unreachable", "qualifiers.about", "so um die Ecke herum"),
    # what a shorter entry always finds first
    ("sources", 'roles = ["deich*", "deichgraf"]', "unreachable", "sources.roles", "deichgraf"),
    ("sources", 'media = ["*kurier", "seekurier"]', "unreachable", "sources.media", "seekurier"),
    # lists and entries with nothing in them
    ("cues", "old = []", "empty", "cues.old", ""),
    ("cues", 'old = [" "]', "empty", "cues.old", " "),
    # wrong types, missing and unknown keys
    ("cues", 'old = "früher"', "shape", "cues.old", ""),
    ("cues", "old = [3]", "shape", "cues.old, entry 1", ""),
    ("numbers", '[cardinals]\neinse = "1"', "shape", "numbers.cardinals.einse", ""),
    ("verbs", '[[verb]]\nof = ["person"]\nforms = ["verschwand*"]', "shape", "verbs.verb, entry 1", ""),
    (
        "verbs",
        '[[verb]]\nevent = "killed"\nof = ["person"]\nforms = []\nweigth = 3',
        "shape",
        "verbs.verb, entry 1",
        "",
    ),
    # a file that nothing reads
    ("verben", "", "unread", "verben", ""),
]


@pytest.mark.parametrize(("file", "text", "kind", "where", "entry"), FAULTS)
def test_each_kind_of_fault_is_found(tmp_path: Path, file: str, text: str, kind: str, where: str, entry: str) -> None:
    (tmp_path / f"{file}.toml").write_text(text, encoding="utf-8")
    found = problems(tmp_path)
    assert [(p.kind, p.where, p.entry) for p in found if p.kind != "empty" or kind == "empty"] == [(kind, where, entry)]


SOUND = [
    # a new word, a new country, a parted verb, a name with a full stop, the word for a day
    ("sources", 'institutions = ["deichverband"]'),
    ("parties", '[ruritania]\nnames = ["Ruritanien"]\nadjectives = ["ruritanisch"]\npeople = ["Ruritanier"]'),
    ("verbs", '[[verb]]\nevent = "shot_down"\nof = ["munition"]\nforms = ["weg|pust"]'),
    ("places", 'austria = ["St. Nirgendwo"]'),
    ("times", "[relative]\nvorvorgestern = -3"),
]


@pytest.mark.parametrize(("file", "text"), SOUND)
def test_what_a_user_may_add_has_no_fault(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / f"{file}.toml").write_text(text, encoding="utf-8")
    assert problems(tmp_path) == []


def test_the_package_s_own_lists_are_clean() -> None:
    assert [str(problem) for problem in problems()] == []


def test_a_list_of_another_shape_is_refused_before_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "cues.toml").write_text('old = "früher"', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"cues\.old is a text, not a list"):
        load(tmp_path)


def test_a_user_s_words_are_read(tmp_path: Path) -> None:
    (tmp_path / "places.toml").write_text('austria = ["St. Nirgendwo"]', encoding="utf-8")
    text = "Bei einem Brand in St. Nirgendwo starben drei Menschen."
    assert extract(text)[0].place is None
    assert extract(text, language=load(tmp_path))[0].place == "St. Nirgendwo"


def test_the_command_tells_what_is_wrong_and_how_much(tmp_path: Path) -> None:
    (tmp_path / "cues.toml").write_text('part = ["hievon", "hievon"]', encoding="utf-8")
    command = [sys.executable, "-m", "monitor.claims.wordlists"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "cues.part: »hievon« is there twice\n", "1 problems\n")
    (tmp_path / "cues.toml").write_text("part = [", encoding="utf-8")
    assert subprocess.run([*command, str(tmp_path)], capture_output=True, check=False).returncode == 2
