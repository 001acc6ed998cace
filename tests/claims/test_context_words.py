"""The parts of the reading: patterns, clauses, names in the nominative, pieces; and the word lists themselves."""

from __future__ import annotations

import pytest

from monitor.claims import lexicon, sentences
from monitor.claims.context import chunks, pieces
from monitor.claims.context.compiling import compile_vocabulary, verb_forms
from monitor.claims.context.matching import Matcher, Search
from monitor.claims.context.scene import Scene
from monitor.claims.context.tokens import Token, read
from monitor.claims.quantities import find
from monitor.claims.values import Sentence

WORDS = compile_vocabulary(lexicon.load())


def tokens(text: str) -> tuple[Token, ...]:
    return read(Sentence(0, len(text), text, 0), [])


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("starb", "Er starb.", True),
        ("getötet*", "die Getöteten", True),
        ("*soldaten", "zwei Ersatzsoldaten", True),
        ("*soldaten", "Soldatenfriedhof", False),
        ("ums Leben", "kamen ums Leben", True),
        # a parted prefix stands at the clause's end
        ("schoss … ab", "Sie schoss 30 Drohnen ab, sagte er.", True),
        ("schoss … ab", "Sie schoss ab Montag zurück.", False),
        ("schoss … ab", "Sie schoss, und er fiel ab.", False),
        # a parted prefix of several words, and a verb of several
        ("fiel … der Strom aus", "In der Stadt fiel am Abend der Strom aus.", True),
        ("fiel … der Strom aus", "Er fiel am Abend aus.", False),
        ("stehen sich … gegenüber", "Sie stehen am Fluss gegenüber.", False),
        # a preposition anywhere in it
        ("hält .. für", "Er hält 40 Tote für möglich.", True),
        # Swiss spelling
        ("heißt", "Das heisst viel.", True),
    ],
)
def test_patterns(entry: str, text: str, found: bool) -> None:
    matcher = Matcher([(entry, entry)])
    words = tokens(text)
    hits = Search([matcher]).read(words, {token.low for token in words}).every(matcher)
    assert bool(hits) is found


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        # a strong verb with its stems and its participle
        ("ab|schieß|schoss|geschossen", ["abgeschossen*", "schieß* … ab", "abschieß*", "abzuschieß*", "schoss* … ab"]),
        # a weak one
        ("an|heuer", ["angeheuer*", "heuer* … an", "anheuer*", "anzuheuer*"]),
        # a stem that begins like a participle
        ("frei|geb|gab|gegeben", ["freigegeben*", "geb* … frei", "freizugeb*", "gab* … frei"]),
        # no prefix
        ("starben", ["starben"]),
    ],
)
def test_forms_of_verbs_with_a_parted_prefix(entry: str, forms: list[str]) -> None:
    assert set(forms) <= set(verb_forms(entry))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("des ukrainischen Generalstabs", "ukrainischer Generalstab"),
        ("des Weißen Hauses", "Weißes Haus"),
        ("der ukrainischen Luftwaffe", "ukrainische Luftwaffe"),
        ("des britischen Verteidigungsministeriums", "britisches Verteidigungsministerium"),
        ("des Internationalen Komitees vom Roten Kreuz", "Internationales Komitee vom Roten Kreuz"),
        ("des südkoreanischen Geheimdienstes NIS", "südkoreanischer Geheimdienst NIS"),
        ("des ukrainischen Präsidenten Wolodymyr Selenskyj", "Wolodymyr Selenskyj"),
        ("des ukrainischen Präsidenten", "ukrainischer Präsident"),
        ("der Vereinten Nationen", "Vereinte Nationen"),
        ("von Forensikern", "Forensiker"),
        ("der Gruppe „Deep State“", "Gruppe Deep State"),
        ("des Instituts für Kriegsstudien (ISW)", "Institut für Kriegsstudien"),
        ("ein hochrangiger US-Beamter", "US-Beamter"),
    ],
)
def test_names_in_the_nominative(text: str, name: str) -> None:
    words = tokens(text.removeprefix("von "))
    chunk = chunks.read(words, 0, len(words), WORDS.speech)
    assert chunk is not None
    assert chunks.name(chunk, WORDS.speech) == name


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Er kam, sah und siegte.", ["Er kam", "sah und siegte"]),
        ("Die Zahlen, so der Arzt, steigen.", ["Die Zahlen", "so der Arzt", "steigen"]),
        # an abbreviation or age in brackets parts nothing
        ("Wie das Institut (ISW) schreibt, stimmt das.", ["Wie das Institut ( ISW ) schreibt", "stimmt das"]),
        # the full stop of an ordinal neither
        ("Am 6. August begann es.", ["Am 6 . August begann es"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    read_scene = Scene(0, Sentence(0, len(text), text, 0), (), WORDS)
    parts = [read_scene.tokens[clause.first : clause.end] for clause in read_scene.clauses]
    assert [" ".join(token.text for token in part) for part in parts] == clauses


def test_endless_sentences_are_cut_between_quantities() -> None:
    text = "rund 1.200 Euro und " * 200
    parts = sentences.split(text)
    cut = pieces.cut(parts, find(text, parts))
    assert len(cut) > 1
    assert "".join(piece.sentence.text for piece in cut) == text.strip()
    for piece in cut:
        for _, quantity in piece.quantities:
            assert piece.sentence.start <= quantity.start < quantity.end <= piece.sentence.end


def test_only_the_piece_that_begins_a_sentence_opens_it() -> None:
    # "Verletzte" at the head of a later piece is the noun that it is anywhere else in the sentence
    text = "Verletzte das Feuer 40 Menschen, " + "Verletzte (5), " * 200
    parts = sentences.split(text)
    cut = pieces.cut(parts, find(text, parts))
    first, *later = [Scene(0, piece.sentence, piece.quantities, WORDS, piece.opens) for piece in cut]
    assert first.verbs[0].at == 0
    assert len(later) > 1
    assert {scene.tokens[0].low for scene in later} == {"verletzte"}
    assert not any(mark.at == 0 for scene in later for mark in scene.verbs)


def test_verbs_speak_of_kinds_and_events_that_exist() -> None:
    language = lexicon.load()
    others = {
        "any",
        "soldier",
        "recruit",
        "child",
        "share",
        "money",
        "time",
        "energy",
        "distance",
        "thing",
        "seat",
        "area",
    }
    kinds = {*language.table("events")["kinds"], *others}
    rows = [*language.table("verbs")["verb"], *language.table("events")["about"]]
    assert {kind for row in rows for kind in row["of"]} <= kinds
    events = {"killed", "wounded", "killed_or_wounded", "captured", "missing", "deployed", "recruited", "trained"}
    events |= {"deserted", "exchanged", "displaced", "destroyed", "launched", "shot_down", "supplied", "aid", "cost"}
    events |= {"territory", "affected", "opinion", "other"}
    assert {row["event"] for row in [*rows, *language.table("events")["counted"]]} <= events


def test_places_and_wars_are_of_known_countries() -> None:
    language = lexicon.load()
    countries = set(language.table("parties")) - {"sides"}
    assert set(language.table("places")) <= countries
    sides = language.table("parties")["sides"]["war"]
    assert {party for war in sides for party in (*war["one"], *war["other"])} <= countries
