"""Forms and constructions in which an event is said: infinitives, participles as nouns, asides, what stands before."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 3, 14)

# a verb's forms follow from its stem
FORMS = [
    ("an infinitive with zu", "Die Flugabwehr versucht, 40 Drohnen zu stoppen.", "shot_down"),
    ("one inside a parted verb", "Das Ziel ist es, 40 Panzer auszuschalten.", "destroyed"),
    ("one behind an auxiliary", "Das Heer will 400 Piloten qualifizieren.", "trained"),
    ("a verb without a prefix, past", "Die Pioniere sprengten zwölf Brücken.", "destroyed"),
    ("its participle", "Gesprengt wurden zwölf Brücken.", "destroyed"),
    ("a participle before its noun", "Gezählt wurden 30 angezündete Autos.", "destroyed"),
    ("money that is brought together", "Die Verbündeten brachten 400 Millionen Euro für Kiew auf.", "aid"),
    ("a gift of arms", "Tallinn schenkte der Ukraine 36 Haubitzen.", "supplied"),
    ("to let somebody have", "Pjöngjang ließ Moskau 9.000 Container zukommen.", "supplied"),
    ("a place and an adjective", "Zwei Nordkoreaner gerieten lebend in ukrainische Gefangenschaft.", "captured"),
    ("in whose hand people are", "In russischer Hand sind noch 8.300 Militärangehörige.", "captured"),
    ("bought free", "Mit dem Geld wurden 40 Gefangene freigekauft.", "exchanged"),
]

# a participle that is a noun says what its verb says
NOMINAL = [
    ("conscripts", "Jeden Monat rücken 27.000 Eingezogene nach.", "recruited"),
    ("those who were carried off", "Hinzu kämen 16.000 Verschleppte.", "captured"),
    ("with an adjective", "Die Liste nennt 40 mutmaßliche Entführte.", "captured"),
]

# one that leads the number
LEADING = [
    ("of those sent before", "Von den zuvor entsandten rund 11.500 seien 4.100 gefallen.", "deployed killed"),
    ("of those given before", "Von den bislang gelieferten 14 Panzern sind neun zerstört.", "supplied destroyed"),
    (
        "behind a place",
        "Jeder dritte nach Kursk entsandte Nordkoreaner ist inzwischen tot oder verwundet.",
        "killed_or_wounded",
    ),
    ("a part of a whole is no place", "In zwölf von 24 Regionen gelten Abschaltpläne.", "affected other"),
]

# the verb behind an aside is the figure's own
ASIDES = [
    ("who says so", "Die Männer fahren auf Motorrädern; jeder dritte, so schätze ich, stirbt dabei.", "killed"),
    ("who admits it", "Jeder fünfte, räumte der Sprecher ein, verschwinde aus dem Lager.", "deserted"),
]

# what is put to be answered in the sentence before
QUESTIONS = [
    ("a question without a verb", "Und die Verluste? Im Winter waren es vier Panzer am Tag.", "destroyed"),
    ("of people", "Und die Verluste? Im Winter waren es 400 Mann am Tag.", "killed_or_wounded"),
    ("a whole sentence puts nothing", "Die Verluste blieben geheim. Zu sehen waren vier Panzer.", "other"),
]

# victims
VICTIMS = [
    ("of dead alone", "Helfer bargen elf Tote. Drei Opfer waren Kinder.", "killed killed"),
    (
        "of dead and wounded",
        "Es gab elf Tote und 40 Verletzte. Drei Opfer waren Kinder.",
        "killed wounded killed_or_wounded",
    ),
    ("bodies that are given back", "Im Gegenzug erhielt Moskau 31 tote Soldaten.", "exchanged"),
]

# people by what was done to them, before the figure
GROUPS = [
    ("among those", "Unter den Evakuierten seien 60 Deutsche.", "displaced"),
    ("their number", "Die Zahl der Entführten stieg auf 40.", "captured"),
]

# what a verb says of some alone
OF_SOME = [
    ("children come home, prisoners are exchanged", "Kiew hat 53 verschleppte Kinder heimgebracht.", "other"),
    ("so do captives", "Kiew hat 53 Gefangene heimgebracht.", "exchanged"),
    ("children in an exchange", "Bei dem Austausch kamen 53 Kinder frei.", "exchanged"),
    ("an army takes volunteers up", "Täglich würden 1.050 Freiwillige aufgenommen.", "recruited"),
    ("a town takes people up", "Die Stadt hat 1.050 Menschen aufgenommen.", "displaced"),
    ("what flies takes no land", "Die Flugkörper drangen 40 Kilometer weit vor.", "other"),
    ("troops do", "Die Truppen drangen 40 Kilometer weit vor.", "territory"),
    ("parts of houses are theirs", "An 26 Häusern gingen Fenster zu Bruch.", "destroyed"),
    (
        "a drone that falls is not shot down",
        "Sieben Drohnen wurden abgeschossen, sechs stürzten in Felder.",
        "shot_down other",
    ),
    ("helpers of victims", "Um die Opfer kümmerten sich 280 Helfer.", "deployed"),
    ("who signs is paid", "Wer unterschreibt, erhält 2,6 Millionen Rubel.", "cost"),
    ("those who live where no war is", "Berlin. Im Kreisgebiet leben 1.870 Ukrainer.", "displaced"),
    ("a bare sum is money", "Kosten fallen um 2,1 Milliarden höher aus", "cost"),
    ("fights are both sides' and no attacks", "An der Front gab es 158 Gefechte.", "other"),
    ("what is granted for use at home", "Der Bundestag bewilligte 97 Milliarden Euro für die Bundeswehr.", "cost"),
    ("what is granted to another", "Der Bundestag bewilligte der Ukraine 9 Milliarden Euro für Rüstung.", "aid"),
    ("what is violated is no body", "Gezählt wurden 27 Verletzungen des Luftraums.", "other"),
    ("light by the hour", "Die Haushalte haben am Tag vier Stunden Licht.", "affected"),
    ("votes in a budget", "Die Rada hat den Haushalt mit 241 Stimmen gebilligt.", "opinion"),
    (
        "a rate of prices taken up",
        "Die Inflation lag bei 3,6 Prozent. Im Mai betrug die Rate 2,4 Prozent.",
        "cost cost",
    ),
    ("prices", "Die Inflation ging auf 3,6 Prozent zurück.", "cost"),
    ("a budget that does not suffice", "Das Defizit beträgt 1,7 Prozent der Wirtschaftsleistung.", "other"),
]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(text, events, id=why)
        for why, text, events in (*FORMS, *NOMINAL, *LEADING, *ASIDES, *QUESTIONS, *VICTIMS, *GROUPS, *OF_SOME)
    ],
)
def test_event(text: str, events: str) -> None:
    assert [claim.event for claim in extract(text, PUBLISHED)] == events.split()


# a rate
@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Der Krieg reißt Lücken: 1.100 Mann, Tag für Tag.", "day"),  # behind a comma
        ("Monat für Monat kommen 30.000 Freiwillige.", "month"),  # before it
        ("Er kam am Tag für Nachzügler, 40 Mann waren da.", None),  # two different nouns
    ],
)
def test_rate(text: str, per: str | None) -> None:
    assert [claim.per for claim in extract(text, PUBLISHED)] == [per]
