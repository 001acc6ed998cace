"""When, where, and what a figure is worth: days, windows, places, hedges, marks."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 1, 14)  # a Tuesday

DAYS = [
    # text, as_of, period
    ("Getötet wurden vier Menschen.", "2025-01-14", None),
    ("Am Montag wurden vier Menschen getötet.", "2025-01-13", "2025-01-13/P1D"),
    ("Gestern wurden vier Menschen getötet.", "2025-01-13", "2025-01-13/P1D"),
    # a night belongs to the day on which it ends
    ("In der Nacht zum Samstag wurden vier Menschen getötet.", "2025-01-11", "2025-01-11/P1D"),
    ("Am 5. Januar wurden vier Menschen getötet.", "2025-01-05", "2025-01-05/P1D"),
    # a month without a year is the last that has begun
    ("Im Dezember fielen 900 Soldaten.", "2024-12-31", "2024-12-01/P1M"),
    # a month within the noun phrase behind "seit" begins an open span; a verb between them ends it
    ("Seit Beginn der Offensive im August 2024 fielen 900 Soldaten.", "2025-01-14", "2024-08-01/.."),
    ("Seit Sonntag gab es 900 Notrufe.", "2025-01-14", "2025-01-12/.."),
    ("Seit dem 24. Februar 2022 fielen 900 Soldaten.", "2025-01-14", "2022-02-24/.."),
    ("Seit Jahresbeginn wurden im Dezember 900 Soldaten getötet.", "2024-12-31", "2024-12-01/P1M"),
    ("Binnen 24 Stunden fielen 900 Soldaten.", "2025-01-14", "P1D"),
    ("In der vergangenen Woche fielen 900 Soldaten.", "2025-01-14", "P7D"),
    ("Im vergangenen Jahr fielen 90.000 Soldaten.", "2025-01-14", "2024-01-01/P1Y"),
    ("Seit Februar 2022 fielen 90.000 Soldaten.", "2025-01-14", "2022-02-01/.."),
    # a number of days, weeks or months, also where the days were read as a quantity; not days here and there
    ("Binnen zweier Tage fielen 120 Soldaten.", "2025-01-14", "P2D"),
    ("An zwei Tagen fielen 120 Soldaten.", "2025-01-14", "P2D"),
    ("In den vergangenen drei Wochen fielen 900 Soldaten.", "2025-01-14", "P21D"),
    ("Innerhalb von vier Monaten fielen 900 Soldaten.", "2025-01-14", "P4M"),
    ("An 80 Tagen im Jahr fielen 900 Schüsse.", "2025-01-14", None),
    ("Mit einer Laufzeit von vier Monaten kosten sie 900 Euro.", "2025-01-14", None),
    # years, with "seit" and without; no year to come
    ("Im Jahr 2023 fielen 90.000 Soldaten.", "2023-12-31", "2023-01-01/P1Y"),
    ("2023 eroberte die Armee 900 Dörfer.", "2023-12-31", "2023-01-01/P1Y"),
    ("Seit 2022 zahlte der Bund 28 Milliarden Euro.", "2025-01-14", "2022-01-01/.."),
    ("Ab 2027 zahlt der Bund 28 Milliarden Euro.", "2025-01-14", None),
    # a date in figures, a weekday of the week before, and one up to which is counted
    ("Am 24.02.2022 kamen 300 Panzer.", "2022-02-24", "2022-02-24/P1D"),
    ("Am Montag vergangener Woche kamen 300 Panzer.", "2025-01-06", "2025-01-06/P1D"),
    ("Stand Montag sind 300 Menschen vermisst.", "2025-01-13", None),
    # the day on which it is said is the figure's, but no window
    ("900 Soldaten seien gefallen, teilte das Ministerium am Freitag mit.", "2025-01-10", None),
    # a total that rises on a day was not counted on that day
    ("Am Montag stieg die Zahl der Toten auf neun.", "2025-01-13", None),
    ("Stand: 12.01.2025\nGetötet wurden vier Menschen.", "2025-01-12", None),
]

PLACES = [
    ("In Charkiw starben vier Menschen.", "Charkiw"),
    ("Bei einem Angriff auf Charkiws Zentrum starben vier Menschen.", "Charkiw"),
    ("In der russischen Region Kursk fielen 40 Soldaten.", "Kursk"),
    ("Angriff auf Odessa. Vier Menschen starben.", "Odessa"),
    # where it is said is not where it happened
    ("In Odessa starben vier Menschen, sagte ein Sprecher in Washington.", "Odessa"),
    ("Vier Menschen starben.", None),
]

HEDGES = [
    ("Die Regierung will 500 Soldaten schicken.", "planned"),
    ("Künftig sollen 500 Soldaten dienen.", "planned"),
    # hearsay is no plan
    ("Dort sollen 500 Soldaten gefallen sein.", None),
    ("Kiew fordert 25 Systeme.", "demanded"),
    ("Es könnten 500 Soldaten fallen.", "supposed"),
    ("Sollte Kim 500 Soldaten schicken, würde das helfen.", "supposed"),
    ("Berichte über 500 Tote wies ein Sprecher zurück.", "denied"),
    ("Angeblich kamen 500 Soldaten. Das ist frei erfunden.", "denied"),
    # a pledge is what it is
    ("Die Ministerin kündigte Hilfen von 500 Millionen Euro an.", None),
    ("Am Montag fielen 500 Soldaten.", None),
]

MARKS = [
    # text, marks of the last claim
    ("Helfer bargen drei weitere Leichen.", ("increment",)),
    # of another event "weitere" is all of it
    ("Vier Menschen starben, 17 weitere wurden verletzt.", ()),
    ("Am Morgen war von vier Toten die Rede gewesen.", ("old",)),
    ("Neun Menschen starben, unter ihnen zwei Kinder.", ("part",)),
    # a part with an event of its own is a figure
    ("Es gab 3.000 Verluste, davon 300 Tote.", ()),
    ("Im Vietnamkrieg fielen 200 Piloten.", ("history",)),
    ("Im Jahr 1968 fielen 200 Piloten.", ("history",)),
    ("Seit 2022 fielen 200 Piloten.", ()),
    ("In einer früheren Version hieß es, es seien 200 Piloten gefallen.", ("wrong",)),
]


@pytest.mark.parametrize(("text", "as_of", "period"), DAYS)
def test_day_and_window(text: str, as_of: str, period: str | None) -> None:
    claim = extract(text, PUBLISHED)[-1]
    assert (str(claim.as_of), claim.period) == (as_of, period)


def test_without_a_day_of_publication_only_full_dates_are_days() -> None:
    assert extract("Am Montag starben vier Menschen.")[0].as_of is None
    assert extract("Am 5. Januar 2025 starben vier Menschen.")[0].as_of == date(2025, 1, 5)


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_place(text: str, place: str | None) -> None:
    assert extract(text, PUBLISHED)[-1].place == place


@pytest.mark.parametrize(("text", "hedge"), HEDGES)
def test_hedge(text: str, hedge: str | None) -> None:
    assert extract(text, PUBLISHED)[0].hedge == hedge


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks(text: str, expected: tuple[str, ...]) -> None:
    assert extract(text, PUBLISHED)[-1].marks == expected
