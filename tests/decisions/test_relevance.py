"""Whether a text is on a topic."""

import pytest

from monitor import relevance
from monitor.model import Terms

STRIKE = Terms(any=("Streik*", "*streik", "Tarif*", "Lokführer"), none=("Bundesliga", "Kino*"))

CASES = [
    # terms, title, text, relevant, terms that fired
    pytest.param(STRIKE, "Streik bei der Bahn", "", True, {"Streik*", "*streik"}, id="a word"),
    pytest.param(
        STRIKE, "Bahn steht", "Der WARNSTREIK dauert an.", True, {"*streik"}, id="ending, in capitals, in the text"
    ),
    pytest.param(STRIKE, "Zugstreiks", "Wetter", False, set(), id="a word that goes on behind the ending"),
    pytest.param(STRIKE, "Tarif-Runde", "", True, {"Tarif*"}, id="a part of a compound with a hyphen"),
    pytest.param(STRIKE, "Bundesliga: Streik im Stadion", "Streik", False, set(), id="none by the headline"),
    pytest.param(
        STRIKE, "Streik", "Die Bundesliga spielt trotzdem.", True, {"Streik*", "*streik"}, id="none not by the text"
    ),
    pytest.param(STRIKE, "Kinofilm über Lokführer", "", False, set(), id="none with letters behind"),
    pytest.param(Terms(all=("Bahn", "Streik")), "Streik", "Die Bahn fährt.", True, {"Bahn", "Streik"}, id="all of all"),
    pytest.param(Terms(all=("Bahn", "Streik")), "Streik", "Der Bus fährt.", False, {"Streik"}, id="not all of all"),
    pytest.param(Terms(any=("Post",), all=("Streik",)), "Streik", "", False, {"Streik"}, id="all, but none of any"),
    pytest.param(Terms(), "Irgendetwas", "", True, set(), id="terms that ask for nothing"),
    pytest.param(
        Terms(any=("IG Metall",)), "IG  Metall ruft auf", "", True, {"IG Metall"}, id="a phrase over two blanks"
    ),
    pytest.param(Terms(any=("Bäcker*",)), "Ba\u0308ckerei zu", "", True, {"Bäcker*"}, id="decomposed umlaut"),
    pytest.param(Terms(any=("C++",)), "C++", "", True, {"C++"}, id="signs that mean something to patterns"),
]


@pytest.mark.parametrize(("terms", "title", "text", "relevant", "fired"), CASES)
def test_terms(terms: Terms, title: str, text: str, relevant: bool, fired: set[str]) -> None:
    verdict = relevance.judge(terms, title, text)
    assert verdict.relevant is relevant
    assert set(verdict.terms) == fired


def test_score_counts_the_hits() -> None:
    assert relevance.judge(Terms(any=("Streik", "Bahn")), "Streik", "Bahn, Bahn und Streik").score == 4
