"""One claimant behind all ways to name it."""

import pytest

from monitor import names
from monitor.model import Claimant

CLAIMANTS = (
    Claimant("Robert-Koch-Institut", ("RKI", "Institut in Berlin-Wedding")),
    Claimant("Kwanda", ("Präsidentin Kwanda", "luminische Präsidentin")),
    Claimant(
        "Luminisches Gesundheitsministerium", ("Gesundheitsministerium in Lumara", "Lumaraer Gesundheitsministerium")
    ),
    Claimant("Luminischer Katastrophenschutz", ("Katastrophenschutz von Luminien",)),
    Claimant("Generalstab von Luminien", ("luminischer Generalstab",)),
    Claimant("Kreisklinik", ()),
    Claimant("Agrarministerium", ("Ministerin Bol",)),
)

LISTED = [
    ("RKI", "Robert-Koch-Institut"),
    ("des Robert-Koch-Instituts", "Robert-Koch-Institut"),
    ("Robert Koch-Institut", "Robert-Koch-Institut"),  # the hyphen is a matter of taste
    ("RKI-Sprecherin Ida Lenz", "Robert-Koch-Institut"),  # who speaks for a body speaks as it
    ("Sprecher des Robert-Koch-Instituts", "Robert-Koch-Institut"),
    ("Kwanda", "Kwanda"),
    ("Kwandas", "Kwanda"),
    ("der luminischen Präsidentin", "Kwanda"),
    ("luminische Präsidentin Kwanda", "Kwanda"),
    ("Staatschefin Kwanda", "Kwanda"),  # a title that no alias has
    ("Miriam Kwanda", "Kwanda"),  # a forename before a person's surname
    ("luminischen Gesundheitsministeriums", "Luminisches Gesundheitsministerium"),
    ("dem luminischen Gesundheitsministerium", "Luminisches Gesundheitsministerium"),
    ("Gesundheitsministerium Luminiens", "Luminisches Gesundheitsministerium"),  # a land's name for its adjective
    ("Lumaraer Gesundheitsministerium", "Luminisches Gesundheitsministerium"),
    ("Luminiens Katastrophenschutz", "Luminischer Katastrophenschutz"),
    ("Generalstab der luminischen Streitkräfte", "Generalstab von Luminien"),
    ("Kreisklinik", "Kreisklinik"),
    ("Unterrichtung des RKI", "Robert-Koch-Institut"),  # the paper in which it said so
    ("RKI in Selm", "Robert-Koch-Institut"),  # where the event was
    ("luminischer Katastrophenschutz bei Selm", "Luminischer Katastrophenschutz"),
]


@pytest.mark.parametrize(("name", "expected"), LISTED)
def test_listed(name: str, expected: str) -> None:
    assert names.resolve(name, CLAIMANTS) == expected


STRANGERS = [
    ("Generalstab", "Generalstab"),  # whose, it doesn't say
    ("terranischer Generalstab", "terranischer Generalstab"),
    ("Gesundheitsministerium", "Gesundheitsministerium"),
    ("terranische Präsidentin", "terranische Präsidentin"),
    ("Kreisklinik in Selm", "Kreisklinik in Selm"),  # a common noun: its place tells it apart
    ("Kwanda-Beraterin Olsen", "Kwanda-Beraterin Olsen"),  # another person than the one she advises
    ("frühere luminische Präsidentin Marek", "frühere luminische Präsidentin Marek"),
    ("des terranischen Gesundheitsministeriums", "terranisches Gesundheitsministerium"),
    ("der terranischen Regierung", "terranische Regierung"),
    ("der terranische Premier", "terranischer Premier"),
    ("das terranische Außenamt", "terranisches Außenamt"),
    ("dem Bürgermeister", "Bürgermeister"),
    ("des Präsidenten Olsen", "Präsident Olsen"),
    ("des Roten Kreuzes", "Rotes Kreuz"),
    ("terranischen Innenministeriums", "terranisches Innenministerium"),
    ("die Ärztekammer", "Ärztekammer"),
    ("Behörden", "Behörden"),
    ("die", "die"),  # an article alone stays what it is
]


@pytest.mark.parametrize(("name", "expected"), STRANGERS)
def test_a_stranger_keeps_its_name_in_the_nominative(name: str, expected: str) -> None:
    assert names.resolve(name, CLAIMANTS) == expected


@pytest.mark.parametrize("nobody", [None, "", "  "])
def test_nobody(nobody: str | None) -> None:
    assert names.resolve(nobody, CLAIMANTS) is None


FORMS = [
    ("britisches Verteidigungsministerium", "britischen Verteidigungsministeriums"),
    ("Haus der Ärzte", "des Hauses der Ärzte"),
    ("Pentagon", "Pentagons"),
    ("Behörden", "Behörde"),
    ("Rotes Kreuz", "Roten Kreuzes"),
]


@pytest.mark.parametrize(("one", "other"), FORMS)
def test_the_key_of_a_name_is_the_same_in_all_forms(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


def test_keys_of_different_names_differ() -> None:
    assert len({names.key(name) for name in ("NIS", "RKI", "Luftwaffe", "russische Luftwaffe", None)}) == 5


def test_a_short_form_is_the_one_named_in_full() -> None:
    resolver = names.Resolver(CLAIMANTS)
    named = {"Luminisches Gesundheitsministerium", "Kwanda"}
    assert resolver.shortened("Gesundheitsministerium", named) == "Luminisches Gesundheitsministerium"
    assert resolver.shortened("Präsidentin", named) == "Kwanda"
    assert resolver.shortened("Generalstab", named) is None  # not named in this text
    both = {"Luminischer Katastrophenschutz", "Luminisches Gesundheitsministerium"}
    assert resolver.shortened("luminisch", both) is None  # two could be meant


def test_a_city_means_the_only_one_who_sits_there() -> None:
    resolver = names.Resolver(CLAIMANTS)
    assert resolver.seated("Lumara") == "Luminisches Gesundheitsministerium"
    assert resolver.seated("Luminien") is None  # two could be meant


MEANT = [
    # the name, what stands before it in its paragraph, the whole text
    ("ein Sprecher", "Das Robert-Koch-Institut hat gezählt.", "Kwanda reiste ab.", "Robert-Koch-Institut"),
    ("Sprecherin", "Kwanda lobte das Robert-Koch-Institut.", "", "Robert-Koch-Institut"),  # the last one named
    ("Sprecher", "Es regnete.", "Das RKI zählt. Es regnete.", "Robert-Koch-Institut"),  # the only one in the text
    ("Sprecher", "Es regnete.", "Das RKI zählt, Kwanda auch.", None),  # nobody knows whose
    (
        "Gesundheitsministerium",
        "",
        "Im Gesundheitsministerium in Lumara brennt Licht.",
        "Luminisches Gesundheitsministerium",
    ),
    ("Gesundheitsministerium", "", "Im Ministerium brennt Licht.", None),
    ("Klinik", "", "In der Kreisklinik und bei Kwanda brennt Licht.", None),  # a name of one word is no fuller name
    ("Ministerium", "", "Ministerin Bol und das RKI reden.", "Agrarministerium"),  # the end of a compound
    ("Feuerwehr", "Das RKI zählt.", "Das RKI zählt.", None),  # a name of its own
]


@pytest.mark.parametrize(("name", "before", "text", "expected"), MEANT)
def test_who_is_meant_by_what_the_text_names(name: str, before: str, text: str, expected: str | None) -> None:
    assert names.Resolver(CLAIMANTS).meant(name, before, text) == expected


def test_merged_claimants_are_one_also_by_way_of_a_third() -> None:
    merged = names.Resolver(CLAIMANTS).merging([("Kreisklinik", "Klinikum"), ("Klinikum", "Haus am See"), ("A", "A")])
    assert [merged.one(name) for name in ("der Kreisklinik", "Klinikum", "Kwanda", "A", None)] == [
        *("Haus am See", "Haus am See", "Kwanda", "A", None)
    ]
