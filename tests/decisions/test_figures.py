"""Which claim meets which metric, and what statement it makes. The country of Luminien is invented, its news too."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from monitor.figures import Matched, Source, Stated, calls_correction, state
from monitor.model import Claim, Claimant, Metric, Statement, Topic
from tests.decisions.build import claim, moment

TOPIC = Topic(
    key="masern",
    title="Masern in Luminien",
    metrics=(
        Metric("dead", "Tote", "total", event="killed", party="luminia", unit="person", plausible=(1, 9000)),
        Metric(
            "sick",
            "Kranke",
            "total",
            event="other",
            unit="person",
            counted=("Krank*", "*fälle*"),
            plausible=(10, 90000),
        ),
        Metric("daily", "Neue Fälle am Tag", "rate", event="affected", unit="person", per="day"),
        Metric("beds", "Belegte Betten in Selm", "strength", event="deployed", unit="piece", place=("Selm*",)),
        Metric(
            "fire_dead", "Tote bei einem Brand", "incident", event="missing", unit="person", near=("*brand*", "Feuer*")
        ),
        Metric("aid", "Impfhilfe", "package", event="aid", party="luminia", unit="EUR", plausible=(1e6, 1e11)),
    ),
    claimants=(Claimant("Seuchenamt", ("luminisches Seuchenamt", "SAL")), Claimant("Marek", ("Ministerin Marek",))),
)
SOURCE = Source(
    7, 1, "https://a.example/1", "Morgenpost", "normal", moment("5 08:00"), 3, "Masern: die Lage", "Ein Überblick."
)


def stated(quote: str, text: str, figure: Any, **fields: Any) -> Stated:
    zone = fields.pop("zone", "paragraph")
    return Stated(claim(quote, text, figure, **fields), 1, zone)


def one(given: Stated, source: Source = SOURCE) -> Matched:
    matched = state([given], source, TOPIC)
    assert len(matched) == 1
    return matched[0]


DEAD = {"event": "killed", "party": "luminia"}
BEDS = {"event": "deployed", "unit": "piece"}
SICK = {"event": "other", "counted": "Kranke"}

MEETS = [
    ("Es gab 30 Tote.", "30", 30, DEAD, "dead"),
    ("Seit Jahren starben 30.", "30", 30, {**DEAD, "period": "2021-06-01/.."}, "dead"),  # the whole
    ("Seit Herbst starben 30.", "30", 30, {**DEAD, "period": "2024-10-01/2025-03-05"}, "dead"),
    ("Es gibt 300 Kranke.", "300", 300, SICK, "sick"),
    ("Die Zahl der Masernfälle liegt bei 300.", "300", 300, {"event": "other"}, "sick"),  # counted by the sentence
    ("Täglich 40 mehr.", "40", 40, {"event": "affected", "per": "day"}, "daily"),
    ("Binnen 24 Stunden 40.", "40", 40, {"event": "affected", "period": "PT24H"}, "daily"),
    ("Am Montag 40.", "40", 40, {"event": "affected", "period": "2025-03-03/2025-03-03"}, "daily"),
    ("In Selm sind 12 Betten belegt.", "12", 12, {"event": "deployed", "unit": "piece", "place": "Selm"}, "beds"),
    ("In Selm sind 12 Betten belegt.", "12", 12, {"event": "deployed", "unit": "piece"}, "beds"),  # by the sentence
    (
        "Am Montag waren in Selm 12 Betten belegt.",
        "12",
        12,
        {**BEDS, "period": "2025-03-03/P1D"},
        "beds",
    ),  # a day's stock
    ("Beim Großbrand starben 3.", "3", 3, {"event": "missing"}, "fire_dead"),
    (
        "Die Regierung gibt 5 Millionen Euro.",
        "5 Millionen Euro",
        5_000_000,
        {"event": "aid", "party": "luminia", "unit": "EUR"},
        "aid",
    ),
]


@pytest.mark.parametrize(("quote", "text", "figure", "fields", "metric"), MEETS)
def test_a_claim_meets_a_metric(quote: str, text: str, figure: Any, fields: dict[str, Any], metric: str) -> None:
    match = one(stated(quote, text, figure, **fields))
    assert match.metric == metric
    assert match.statement is not None


MEETS_NONE = [
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "event": "wounded"}, "event"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "party": "terrania"}, "party is terrania"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "party": None}, "party is not told"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "unit": "piece"}, "unit"),
    ("Es gab Tote.", "Tote", (None, None), DEAD, "no number"),
    ("Es gab 300 Impfungen.", "300", 300, {"event": "other", "counted": "Impfungen"}, "counts something else"),
    ("In Lumara 12 Betten.", "12", 12, {"event": "deployed", "unit": "piece", "place": "Lumara"}, "another place"),
    ("Im Teich 3 Tote.", "3", 3, {"event": "missing"}, "neither its sentence nor headline"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "hedge": "denied"}, "denied"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "hedge": "planned"}, "planned"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "hedge": "demanded"}, "demanded"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "hedge": "supposed"}, "supposed"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "marks": ("increment",)}, "adds to a figure"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "marks": ("old",)}, "old value"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "marks": ("part",)}, "part of a figure"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "marks": ("history",)}, "another war"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "marks": ("wrong",)}, "correction"),
    ("Sonst seien es 30 Tote.", "30", 30, DEAD, "what is usual"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "as_of": date(2024, 3, 1)}, "more than a year"),
    ("Es gab 30 Tote.", "30", 30, {**DEAD, "as_of": date(2025, 4, 1)}, "ahead"),
    ("Am Tag 30 Tote.", "30", 30, {**DEAD, "per": "day"}, "figure per day"),
    ("Binnen 24 Stunden 30 Tote.", "30", 30, {**DEAD, "period": "P1D"}, "part of the time"),
    ("Im Februar 30 Tote.", "30", 30, {**DEAD, "period": "2025-02-01/2025-02-28"}, "part of the time"),
    ("Am Montag wurden in Selm 12 Betten belegt.", "12", 12, {**BEDS, "period": "2025-03-03/P1D"}, "part of the time"),
    ("Binnen 24 Stunden in Selm 12 Betten.", "12", 12, {**BEDS, "period": "P1D"}, "part of the time"),
    ("Seit Jahresbeginn 30 Tote.", "30", 30, {**DEAD, "period": "2025-01-01/.."}, "part of the time"),
    ("40 sind erkrankt.", "40", 40, {"event": "affected"}, "not a figure per day"),
    ("In der Woche 40.", "40", 40, {"event": "affected", "period": "P7D"}, "not a figure per day"),
    ("Im Monat 40.", "40", 40, {"event": "affected", "per": "month"}, "not a figure per day"),
    ("Bei Bränden starben im Februar 3.", "3", 3, {"event": "missing", "period": "P1M"}, "neither"),
    ("Beim Großbrand starben im Monat 3.", "3", 3, {"event": "missing", "per": "month"}, "more than the event"),
    (
        "Seit 2022 gab das Land 5 Millionen Euro.",
        "5 Millionen Euro",
        5e6,
        {"event": "aid", "party": "luminia", "unit": "EUR"},
        "sum to date",
    ),
    (
        "Im Jahr 5 Millionen Euro.",
        "5 Millionen Euro",
        5e6,
        {"event": "aid", "party": "luminia", "unit": "EUR", "per": "year"},
        "sum to date",
    ),
]


@pytest.mark.parametrize(("quote", "text", "figure", "fields", "reason"), MEETS_NONE)
def test_a_claim_meets_none_and_it_is_said_why(
    quote: str, text: str, figure: Any, fields: dict[str, Any], reason: str
) -> None:
    match = one(stated(quote, text, figure, **fields))
    assert (match.metric, match.statement) == (None, None)
    assert reason in match.reason


def test_an_absurd_magnitude_is_kept_and_flagged() -> None:
    match = one(stated("Es gab 30.000 Tote.", "30.000", 30_000, **DEAD))
    assert (match.metric, match.statement, match.implausible) == ("dead", None, True)


def test_a_topic_without_metrics_says_so() -> None:
    matched = state([stated("Es gab 30 Tote.", "30", 30)], SOURCE, Topic("leer", "Leer"))
    assert matched[0].reason == "the topic has no metrics"


def test_a_claim_may_meet_two_metrics() -> None:
    twice = replace(TOPIC, metrics=(*TOPIC.metrics, replace(TOPIC.metrics[0], key="dead_too")))
    matched = state([stated("Es gab 30 Tote.", "30", 30, **DEAD)], SOURCE, twice)
    assert [match.metric for match in matched] == ["dead", "dead_too"]


def test_what_a_statement_takes_from_claim_and_source() -> None:
    made = one(stated("Es gab 30 Tote.", "30", 30, **DEAD, attribution="des luminischen Seuchenamts")).statement
    assert made is not None
    assert (made.claimant, made.as_of, made.published_at) == ("Seuchenamt", date(2025, 3, 5), moment("5 08:00"))
    assert (made.article_id, made.version, made.origin, made.publisher) == (7, 1, 3, "Morgenpost")


@pytest.mark.parametrize(("text", "unit", "meets"), [("300 Euro", "EUR", False), ("300", "piece", True)])
def test_what_is_measured_counts_nothing(text: str, unit: str, meets: bool) -> None:
    doses = replace(TOPIC, metrics=(Metric("doses", "Impfungen", "total", counted=("Impf*",)),))
    given = stated(f"Für Impfungen gab es {text}.", text, 300, event="other", unit=unit, party=None)
    (match,) = state([given], SOURCE, doses)
    assert (match.metric == "doses") is meets


@pytest.mark.parametrize(
    ("quote", "meets"), [("Am Montag stieg die Zahl auf 30 Tote.", True), ("Am Montag gab es 30 Tote.", False)]
)
def test_a_changes_day_is_no_window_of_the_number(quote: str, meets: bool) -> None:
    match = one(stated(quote, "30", 30, **DEAD, period="2025-03-03/P1D"))
    assert (match.statement is not None) is meets


# ---------------------------------------------------------------- a whole article


class Text:
    """An article whose claims are given by their words."""

    def __init__(self, title: str, lead: str, *paragraphs: str) -> None:
        self.parts = (title, lead, *paragraphs)
        self.text = "\n".join(self.parts)
        self.source = replace(SOURCE, title=title, lead=lead, text=self.text)

    def claim(self, text: str, figure: Any, quote: str, **fields: Any) -> Stated:
        within = claim(quote, text, figure, **(DEAD | fields))
        offset = self.text.index(quote)
        zone = (
            "headline"
            if offset < len(self.parts[0])
            else "lead"
            if self.parts[1] and quote in self.parts[1]
            else "paragraph"
        )
        return Stated(replace(within, start=within.start + offset, end=within.end + offset), 1, zone)

    def state(self, *claims: Stated) -> list[Statement]:
        return [match.statement for match in state(claims, self.source, TOPIC) if match.statement]


def test_headline_lead_and_body_with_one_figure_are_one() -> None:
    text = Text(
        "Lumara: Dutzende Tote", "Das Amt zählt rund 30.", "Nach Angaben des SAL starben in Lumara 31 Menschen."
    )
    made = text.state(
        text.claim("Dutzende", (24, None), "Lumara: Dutzende Tote", attribution="Lumara", bound="vague"),
        text.claim("rund 30", 30, "Das Amt zählt rund 30.", attribution=None, bound="about"),
        text.claim("31", 31, "Nach Angaben des SAL starben in Lumara 31 Menschen.", attribution="SAL"),
    )
    assert [(statement.claimant, statement.low) for statement in made] == [("Seuchenamt", 31)]


def test_a_vague_word_before_the_figure_is_no_figure_of_its_own() -> None:
    text = Text("Seuche", "", "Dutzende starben laut SAL.", "Mehr als 30 Menschen starben laut SAL.")
    made = text.state(
        text.claim("Dutzende", (24, None), text.parts[2], attribution="SAL", bound="vague"),
        text.claim("Mehr als 30", (30, None), text.parts[3], attribution="SAL", bound="more_than"),
    )
    assert [statement.low for statement in made] == [30]


def test_a_ticker_entrys_headline_repeats_its_entry() -> None:
    entry = "+++ 06:40 SAL: Rund 30 Tote +++ Nach Angaben des SAL starben 31 Menschen."
    source = replace(SOURCE, title="Ticker", text=entry)
    given = [
        Stated(claim(entry, "Rund 30", 30, **(DEAD | {"attribution": "SAL", "bound": "about"})), 1),
        Stated(claim(entry, "31", 31, **(DEAD | {"attribution": "SAL"})), 2),
    ]
    assert [match.statement.low for match in state(given, source, TOPIC) if match.statement] == [31]


def test_a_capital_in_a_headline_is_no_source() -> None:
    text = Text("Kiew: 30 Tote", "", "Es geht weiter.")
    made = text.state(text.claim("30", 30, "Kiew: 30 Tote", attribution="Kiew"))
    assert [statement.claimant for statement in made] == [None]


def test_another_claimants_headline_stays() -> None:
    text = Text("Marek: 30 Tote", "", "Das SAL zählt 31 Tote.")
    made = text.state(
        text.claim("30", 30, "Marek: 30 Tote", attribution="Marek"),
        text.claim("31", 31, "Das SAL zählt 31 Tote.", attribution="SAL"),
    )
    assert [statement.claimant for statement in made] == ["Marek", "Seuchenamt"]


def test_a_figure_in_the_authors_voice_is_the_sourced_one() -> None:
    text = Text("Die Lage", "", "Das SAL zählt 31 Tote.", "Wer um 31 Tote weiß, impft.", "Das SAL zählt 31 Tote, ja.")
    made = text.state(
        text.claim("31", 31, "Das SAL zählt 31 Tote.", attribution="SAL"),
        text.claim("31", 31, "Wer um 31 Tote weiß, impft."),
        text.claim("31", 31, "Das SAL zählt 31 Tote, ja.", attribution="SAL"),
    )
    assert len(made) == 1


def test_an_old_value_beside_the_new_one_is_none() -> None:
    text = Text("Die Lage", "", "Zuvor hatte das SAL 20 Tote genannt.", "Das SAL zählt 31 Tote.")
    made = text.state(
        text.claim("20", 20, "Zuvor hatte das SAL 20 Tote genannt.", attribution="SAL"),
        text.claim("31", 31, "Das SAL zählt 31 Tote.", attribution="SAL"),
    )
    assert [statement.low for statement in made] == [31]


def test_a_short_name_is_the_one_named_in_full() -> None:
    text = Text(
        "Die Lage",
        "",
        "Das luminische Seuchenamt zählt 31 Tote.",
        "Die Ministerin nennt 50 Tote.",
        "Ministerin Marek blieb.",
    )
    made = text.state(
        text.claim("31", 31, "Das luminische Seuchenamt zählt 31 Tote.", attribution="Ministerin Marek"),
        text.claim("50", 50, "Die Ministerin nennt 50 Tote.", attribution="Ministerin"),
    )
    assert [statement.claimant for statement in made] == ["Marek", "Marek"]


BACKGROUND = [
    ("Das SAL hatte am Montag 30 Tote genannt.", True),
    ("Das liegt über der Zahl des SAL, das am Montag 30 genannt hatte.", True),
    ("Zuvor waren 30 Tote gemeldet worden.", True),
    ("Am Montag seien es noch 30 gewesen.", True),
    ("Am Morgen war von 30 Toten die Rede gewesen.", True),
    ("Die Ministerin hatte gesagt, dass 30 Menschen gestorben seien.", True),
    ("Bislang sind 30 Menschen gestorben.", False),
    ("Derzeit sind noch 30 Menschen krank.", False),
    ("Am Mittwoch waren noch 30 Menschen krank.", False),
    ("Es starben 30 Menschen, die sich im Februar angesteckt hatten.", False),
    ("Wie es war, weiß niemand, 30 sind tot.", False),
]


@pytest.mark.parametrize(("quote", "expected"), BACKGROUND)
def test_background(quote: str, expected: bool) -> None:
    made = one(stated(quote, "30", 30, **DEAD)).statement
    assert made is not None
    assert made.background is expected


def test_a_correction_calls_itself_one() -> None:
    assert calls_correction("In einer früheren Version stand eine falsche Zahl.")
    assert calls_correction("Korrektur: es waren 30.")
    assert not calls_correction("Die Behörden korrigieren die Zahl der Toten.")
    assert not calls_correction("Korrektur: es waren 30.", before="Korrektur: es waren 30.")


# ---------------------------------------------------------------- incidents

FIRE = {"event": "missing", "party": None}


def incident(text: Text, words: str, figure: int, quote: str, **fields: Any) -> Statement:
    made = text.state(text.claim(words, figure, quote, **(FIRE | fields)))
    assert len(made) == 1
    return made[0]


PLACES = [
    # paragraphs, the claim's sentence, its fields, place, day, whether the text names the day
    (
        ["Beim Großbrand in Hamburg starben in der Nacht zum Montag 3 Menschen."],
        {"place": "Hamburg"},
        "Hamburg",
        3,
        True,
    ),
    (["In Hamburg brach am Montag Feuer aus. Im Feuer starben 3 Menschen."], {}, "Hamburg", 3, True),
    (["Bei dem Großbrand starben 3 Menschen."], {}, None, 5, False),
    (["Bei dem Großbrand starben 3 Menschen."], {"as_of": date(2025, 3, 2)}, None, 2, True),
    (
        ["Am Sonntag gab es in der Region Köln einen Großbrand.", "Das Feuer forderte 3 Menschenleben."],
        {},
        "Köln",
        2,
        True,
    ),
    (["Beim Großbrand starben 3 Menschen."], {"place": "Region Köln"}, "Köln", 5, False),
    (["Beim Großbrand in der Kleinstadt Obersittern starben 3 Menschen."], {}, "Obersittern", 5, False),  # unlisted
    (["Beim Großbrand in Obersittern starben 3 Menschen."], {}, "Obersittern", 5, False),  # where it burned
    (["Beim Großbrand starben in Obersittern 3 Menschen."], {}, None, 5, False),  # or a thing, for all we know
]


@pytest.mark.parametrize(("paragraphs", "fields", "place", "day", "given"), PLACES)
def test_place_and_day_of_an_incident(
    paragraphs: list[str], fields: dict[str, Any], place: str | None, day: int, given: bool
) -> None:
    text = Text("Feuer und Flammen", "Was geschah.", *paragraphs)
    quote = paragraphs[-1].split(". ")[-1]
    made = incident(text, "3", 3, quote, **fields)
    assert (made.place, made.day, made.day_given) == (place, date(2025, 3, day), given)
    assert made.scope == f"{place or ''}|2025-03-{day:02}"


@pytest.mark.parametrize(
    "body", ["Beim Großbrand in Obersittern starben 3 Menschen.", "In Obersittern starben beim Großbrand 3 Menschen."]
)
def test_a_town_that_no_list_knows_is_named_in_two_parts_of_a_page(body: str) -> None:
    text = Text("Großbrand in Obersittern", "Das Feuer in Flammen.", body)
    assert incident(text, "3", 3, text.parts[2]).place == "Obersittern"


UNKNOWN_PLACES = [
    # lead, body up to the figure's sentence, place: what is nearer to the figure goes first
    ("In Hamburg wird beraten.", "In Bilowodiwka starben beim Großbrand 3 Menschen.", "Bilowodiwka"),  # by its ending
    ("In Hamburg wird beraten.", "In Hroza im Osten des Landes starben beim Großbrand 3 Menschen.", "Hroza"),
    (
        "Das Feuer.",
        "Nach Angaben der Gebietsverwaltung von Hamburg starben beim Großbrand in Bilowodiwka 3 Menschen.",
        "Bilowodiwka",
    ),
    ("Brand in Bilowodiwka.", "Laut Gouverneur des Gebiets Hamburg starben beim Großbrand 3 Menschen.", "Bilowodiwka"),
    (
        "Das Feuer.",
        "Laut Gouverneur des Gebiets Hamburg starben beim Großbrand 3 Menschen.",
        "Hamburg",
    ),  # better than none
    ("Das Feuer.", "In Leistungen gerechnet starben beim Großbrand 3 Menschen.", None),
]


@pytest.mark.parametrize(("lead", "body", "place"), UNKNOWN_PLACES)
def test_a_town_that_no_list_knows_is_known_by_its_shape(lead: str, body: str, place: str | None) -> None:
    text = Text("Großbrand", lead, body)
    assert incident(text, "3", 3, body).place == place


def test_a_town_of_another_country_is_not_taken_from_afar() -> None:
    text = Text("Großbrand: 3 Tote", "Vor dem Treffen in Istanbul.", "Beim Großbrand starben 3 Menschen.")
    assert incident(text, "3", 3, text.parts[2], party="luminia").place is None
    assert incident(text, "3", 3, text.parts[2], party="turkey").place == "Istanbul"


@pytest.mark.parametrize(
    ("event", "quote", "place"),
    [
        ("launched", "Russland griff mit 3 Drohnen an, vor allem Odessa war betroffen.", None),  # the whole country
        ("shot_down", "Über Odessa wurden 3 Drohnen abgeschossen.", "Odessa"),
        ("exchanged", "In Odessa warteten Familien auf die 3 Heimkehrer.", None),
    ],
)
def test_raids_and_exchanges_are_told_of_whole_countries(event: str, quote: str, place: str | None) -> None:
    raids = replace(TOPIC, metrics=(replace(TOPIC.metrics[4], event=event, party=None, unit=None, near=()),))
    source = replace(SOURCE, title="Nachrichten aus Charkiw", text=quote)
    given = Stated(claim(quote, "3", 3, event=event, place="Odessa"), 1)
    (match,) = state([given], source, raids)
    assert match.statement is not None
    assert match.statement.place == place


def test_a_thing_is_no_town() -> None:
    text = Text("Großbrand in Klinik", "Feuer in Klinik.", "Beim Großbrand in der alten Klinik starben 3 Menschen.")
    assert incident(text, "3", 3, text.parts[2]).place is None


@pytest.mark.parametrize(("party", "scope"), [(None, "Kolumbien|2025-03-05"), ("luminia", "|2025-03-05")])
def test_a_metric_of_the_whole_world_tells_incidents_by_country(party: str | None, scope: str) -> None:
    world = replace(TOPIC, metrics=(replace(TOPIC.metrics[4], party=party),))
    given = stated("Beim Großbrand starben 3 Menschen.", "3", 3, event="missing", party="luminia", place="Kolumbien")
    (match,) = state([given], SOURCE, world)
    assert match.statement is not None
    assert (match.statement.place, match.statement.scope) == (None, scope)


def test_headline_and_lead_speak_for_a_claim_of_their_own_place_alone() -> None:
    text = Text(
        "Großbrand in Hamburg", "Die Feuerwehr löscht.", "In Hamburg starben 3 Menschen.", "In Köln starben 5 Menschen."
    )
    assert text.state(text.claim("3", 3, "In Hamburg starben 3 Menschen.", **FIRE, place="Hamburg"))
    assert not text.state(text.claim("5", 5, "In Köln starben 5 Menschen.", **FIRE, place="Köln"))


def test_a_toll_holds_for_the_day_on_which_it_is_told() -> None:
    text = Text("Brand", "", "Beim Großbrand am Montag starben 3 Menschen.")
    quote = text.parts[2]
    assert incident(text, "3", 3, quote, as_of=date(2025, 3, 3)).as_of == date(2025, 3, 5)
    assert incident(text, "3", 3, quote, as_of=date(2025, 3, 4)).as_of == date(2025, 3, 4)


FOLLOWING = [
    ("Brand", "Die Zahl der Toten beim Großbrand stieg auf 3.", True),
    ("Brand", "Beim Großbrand starben 3 Menschen.", False),
    ("Zahl der Toten bei Brand steigt", "Beim Großbrand starben 3 Menschen.", True),
]


@pytest.mark.parametrize(("title", "quote", "expected"), FOLLOWING)
def test_a_text_that_goes_on(title: str, quote: str, expected: bool) -> None:
    assert incident(Text(title, "", quote), "3", 3, quote).follows_up is expected


def test_a_headlines_toll_gives_way_to_the_bodys() -> None:
    text = Text("Großbrand: 4 Tote", "", "Beim Großbrand starben 5 Menschen.")
    made = text.state(
        text.claim("4", 4, "Großbrand: 4 Tote", **FIRE),
        text.claim("5", 5, "Beim Großbrand starben 5 Menschen.", **FIRE),
    )
    assert [statement.low for statement in made] == [5]


def test_a_tickers_entry_is_told_from_its_own_time() -> None:
    entry = "+++ Samstag, 12.30 Uhr +++ Die Zahl der Toten beim Großbrand steigt auf 7."
    source = replace(SOURCE, title="Ticker: Großbrand in Köln", text=entry)
    within = claim(entry, "7", 7, **FIRE)
    (match,) = state([Stated(within, 1, "ticker", moment("1 12:30"))], source, TOPIC)
    made = match.statement
    assert made is not None
    assert (made.published_at, made.as_of, made.day, made.place) == (
        moment("1 12:30"),
        date(2025, 3, 1),
        date(2025, 3, 1),
        None,
    )


ENTRIES = [
    # the paragraph's beginning, the time of its entry (None: it is none)
    ("+++ 06.48 Uhr: Brand gelöscht +++ ", "5 06:48"),
    ("+++ 12.38 Uhr: Brand gelöscht +++ ", "4 12:38"),  # after publication: the day before
    ("+++ Samstag, 12.30 Uhr: Brand +++ ", "1 12:30"),
    ("+++ Mittwoch, 22.40 Uhr: Brand +++ ", "5 22:40"),  # after publication: the week before (26 February)
    ("+++ 12.38 Uhr: Regen +++ Es regnet. +++ 06.05 Uhr: Brand +++ ", "5 06:05"),  # the last one before the claim
    ("+++ 06:48 Brand gelöscht +++ ", "5 06:48"),  # without the word
    ("+++ Dienstag, 22:40 Brand +++ ", "4 22:40"),
    ("Update vom 3. März, 22.40 Uhr: ", "3 22:40"),
    ("+++ 12 Tote +++ ", None),
    ("07:15 Uhr – ", "5 07:15"),
    ("Um 07:15 Uhr brannte es. ", None),
    ("+++ Brand +++ ", None),
]


@pytest.mark.parametrize(("opening", "at"), ENTRIES)
def test_entries_of_a_ticker_in_plain_paragraphs(opening: str, at: str | None) -> None:
    sentence = "Beim Großbrand in Köln starben 3 Menschen."
    source = replace(SOURCE, text=f"Ticker\n{opening}{sentence}")
    start = source.text.index(sentence)
    within = claim(sentence, "3", 3, **FIRE)
    given = Stated(replace(within, start=within.start + start, end=within.end + start), 1)
    (match,) = state([given], source, TOPIC)
    assert match.statement is not None
    expected = moment(at) if at else SOURCE.published_at
    if at == "5 22:40":
        expected = moment("5 22:40") - timedelta(days=7)
    assert match.statement.published_at == expected
    assert match.statement.zone == ("ticker" if at else "paragraph")


# ---------------------------------------------------------------- pledges

AID = {"event": "aid", "party": "luminia", "unit": "EUR"}


def test_a_pledge_is_known_by_amount_and_day() -> None:
    made = one(stated("Das Land gibt 5 Millionen Euro.", "5 Millionen Euro", 5_000_000, **AID)).statement
    assert made is not None
    assert made.scope == "5000000 EUR|2025-03-05"


def test_a_pledge_counts_in_the_metrics_currency_where_the_text_gives_both() -> None:
    given = stated(
        "Es gibt 6 Millionen Dollar (5 Millionen Euro).", "6 Millionen Dollar", 6_000_000, **(AID | {"unit": "USD"})
    )
    assert one(given).statement is None
    both = replace(given, claim=replace(given.claim, converted=(5_000_000, "EUR")))
    made = one(both).statement
    assert made is not None
    assert (made.low, made.high, made.unit, made.converted) == (5_000_000, 5_000_000, "EUR", (6_000_000, "USD"))


def test_a_comma_parts_a_pledge_from_a_sum() -> None:
    quote = "Bisher half das Land kaum, nun gibt es 5 Millionen Euro."
    assert one(stated(quote, "5 Millionen Euro", 5_000_000, **AID)).statement is not None


def test_claims_carry_over_their_conversion() -> None:
    assert Claim.__dataclass_fields__["converted"].default is None


OFFERS = Topic(
    key="lohn",
    title="Lohn",
    metrics=(Metric("offer", "Angebot", "strength", unit="percent", near=("*angebot", "*angebots")),),
)


@pytest.mark.parametrize(
    ("quote", "hedge", "met"),
    [
        ("Die Bahn hat 3,5 Prozent angeboten.", "planned", None),  # the metric does not ask for the word
        ("Das Angebot liegt bei 3,5 Prozent.", "planned", "offer"),  # the comma of a number parts no clause
        ("Ein Angebot ist geplant, 3,5 Prozent sollen es sein.", "planned", None),
        ("Zum Angebot von 3,5 Prozent sagt die Gewerkschaft nein.", "demanded", None),
    ],
)
def test_to_a_metric_of_offers_an_offer_is_no_plan(quote: str, hedge: Any, met: str | None) -> None:
    given = stated(quote, "3,5 Prozent", 3.5, event="other", unit="percent", hedge=hedge)
    (found,) = state([given], SOURCE, OFFERS)
    assert found.metric == met
