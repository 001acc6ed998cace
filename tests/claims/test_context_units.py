"""The unit of a number that has no noun of its own, from what the text has counted before."""

from __future__ import annotations

import pytest

from monitor import extract

ROWS = [
    # goes back to the count, not to the sum that stands nearer
    ("Das Heer kauft 105 Panzer für 2,9 Milliarden Euro. 44 gehen nach Litauen.", "44", "piece"),
    ("Die Stadt baute 60 Wohnungen für 18 Millionen Euro. Neun stehen leer.", "Neun", "piece"),
    ("Für 300 Helfer gab es 4 Millionen Franken. 120 blieben bis zum Herbst.", "120", "person"),
    ("Die Bahn bestellte 14 Züge, Preis: 500 Millionen Euro. Drei fahren schon.", "Drei", "piece"),
    ("Für 2 Milliarden Dollar kamen 40 Haubitzen. Elf sind verloren.", "Elf", "piece"),
    # what happens to people alone counts people, what is fired counts pieces
    ("Hunderte wurden getötet.", "Hunderte", "person"),
    ("Moskau lässt davon mehr als 100 abfeuern.", "mehr als 100", "piece"),
    ("Tausende harrten im Regen aus.", "Tausende", "person"),
    # the noun behind the whole is the part's too; a participle may have its own words before the noun
    ("Wahlberechtigt sind 300 von insgesamt 900 Thüringern.", "300", "person"),
    ("Wien verwies 600 als Boten getarnte Spione des Landes.", "600", "person"),
    # of what there is one already, not of those counted in the sentence before
    ("Es gab drei Tote. Ein Bürohaus brannte aus, vier weitere wurden beschädigt.", "vier", "piece"),
    ("Es gab drei Tote. Bei einem Angriff auf ein Dorf wurden zwei weitere verletzt.", "zwei", "person"),
    # no share is larger than its whole
    ("300 Hektar Wald brannten, ein Viertel des Reviers. Im Mai waren es 1.400.", "1.400", "ha"),
    # the genitive of one body: what is counted stands before
    ("Es kamen 16 Richter der polnischen und zwölf der dänischen Seite.", "zwölf", "person"),
    # sums of like size stay sums
    ("Das Tor kostete 500 Euro, die Tür 300.", "300", "EUR"),
    ("Er zahlte 12.000 Euro. Verlangt waren 15.000.", "15.000", "EUR"),
]


@pytest.mark.parametrize(("text", "number", "unit"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_a_bare_number_takes_the_unit_of_what_it_counts(text: str, number: str, unit: str) -> None:
    assert [claim.unit for claim in extract(text) if claim.text == number] == [unit]


RATES = [
    # a clause that leaves out the verb shares the rate
    ("Moskau feuert 9.000 Granaten am Tag ab, Kiew 6.000.", ["day", "day"]),
    ("Das Werk baut 40 Wagen im Monat. Im Mai waren es 25.", ["month", "month"]),
    # another verb tells something else
    ("Das Werk baut 40 Wagen im Monat, 25 wurden zerstört.", ["month", None]),
]


@pytest.mark.parametrize(("text", "rates"), RATES, ids=[row[0][:40] for row in RATES])
def test_a_bare_number_shares_the_rate_of_its_verb(text: str, rates: list[str | None]) -> None:
    assert [claim.per for claim in extract(text)] == rates


NOUNS = [
    # things that end like people
    ("Von 1.400 Gletschern der Alpen bleiben wenige übrig.", "piece"),
    ("Japan lieferte vierzig Metalldetektoren.", "piece"),
    ("Auf dem Hof verbrannten drei Mähdrescher.", "piece"),
    ("Die Polizei fand 20 Sprengköpfe.", "piece"),
    ("Im Lager standen 300 Luftentfeuchter.", "piece"),
    # near misses: people with the same endings
    ("Der Verband entließ drei Direktoren.", "person"),
    ("In Kabul warteten 900 Asylsuchende.", "person"),
    ("Es kamen 40 Architekten.", "person"),
    # adjectives with commas before the noun
    ("Die Gruppe zählte 3.558 zerstörte, beschädigte oder aufgegebene Kampfpanzer.", "piece"),
    ("Zu sehen waren 40 müde, hungrige Kinder.", "person"),
    # near miss: a comma behind which another clause begins
    ("Gerettet wurden 40, weitere Boote suchen noch.", None),
    # a verb before an article is no adjective
    ("Es waren 4,3 Milliarden Dollar; fünf Milliarden bewilligte der Kongress.", "USD"),
    ("Gefragt waren 20 Millionen Euro, 30 Millionen erlaubte der Rat.", "EUR"),
    # the currency of the country named nearest before
    ("Norwegen gab 50 Milliarden Kronen, Schweden liefert Material für 16 Milliarden Kronen.", "SEK"),
    ("In Indien zahlt die Bahn den Familien eine Million Rupien.", "INR"),
    # a sum that is set beside one with its currency
    ("Der Kanton stockt den Beitrag um 5,5 Millionen auf 30 Millionen Franken auf.", "CHF"),
    ("Die Kosten stiegen von 12 Millionen auf 18 Millionen Euro.", "EUR"),
]


@pytest.mark.parametrize(("text", "unit"), NOUNS, ids=[row[0][:40] for row in NOUNS])
def test_a_counted_noun_or_a_sum_tells_its_unit(text: str, unit: str | None) -> None:
    assert unit in [claim.unit for claim in extract(text)]
