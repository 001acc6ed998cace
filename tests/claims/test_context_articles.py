"""Whose it is, over whole articles: each row is one and the parties of its quantities, in their order.

The texts are invented; what a sentence leaves open must come from the sentences round it.
"""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 6, 3)
U, R, N, G = "ukraine", "russia", "north_korea", "germany"

ARTICLES: list[tuple[str, list[str | None]]] = [
    (
        "Kiew meldet hohe Verluste der Angreifer\n"
        "Die russischen Streitkräfte haben nach Darstellung des ukrainischen Oberbefehlshabers "
        "Syrskyj im Oktober 36.000 Mann verloren. Davon seien 21.000 gefallen.\n"
        "Unabhängig überprüfen lassen sich die Angaben nicht. Die BBC und das Portal Mediazona haben "
        "bislang 138.000 tote Soldaten namentlich identifiziert. Westliche Dienste gehen von 250.000 "
        "Gefallenen aus.\n"
        "Für die eigene Seite hatte Selenskyj im Frühjahr 46.000 Tote und 380.000 Verwundete "
        "eingeräumt. Der Thinktank CSIS rechnet mit 60.000 bis 100.000 Toten.\n"
        "In Moskau wurden die Zahlen nicht kommentiert. Zuletzt hatte das Ministerium im Herbst 2022 "
        "von 5.937 Gefallenen gesprochen.",
        [R, R, R, R, U, U, U, R],
    ),
    (
        "Drohnen treffen Öllager – Behörden melden Tote\n"
        "Bei einem nächtlichen Drohnenangriff auf die russische Region Saratow sind nach Angaben von "
        "Gouverneur Bussargin zwei Menschen ums Leben gekommen. Vier weitere wurden verletzt, 30 "
        "Häuser beschädigt.\n"
        "Das Verteidigungsministerium in Moskau sprach von 121 abgewehrten Drohnen, 34 davon über der"
        " Grenzregion.\n"
        "In der Ukraine starben im gleichen Zeitraum nach Behördenangaben sieben Menschen. In "
        "Saporischschja trafen Gleitbomben ein Wohnviertel; 19 Bewohner wurden verletzt.",
        [R, R, R, U, U, U, U],
    ),
    (
        "Explosion in Sprengstofffabrik\n"
        "Kopejsk. Nach der Explosion in einer Fabrik im russischen Gebiet Tscheljabinsk ist die Zahl "
        "der Toten auf 23 gestiegen. Zehn Verletzte liegen noch im Krankenhaus. Die Familien der "
        "Opfer sollen je eine Million Rubel erhalten, sagte der Gouverneur.\n"
        "Eine ukrainische Drohne schloss er als Ursache aus. In der Fabrik arbeiten 1.300 Menschen.",
        [R, R, R, R],
    ),
    (
        "So viele Panzer hat Russland noch\n"
        "Die russischen Panzerlager leeren sich. Von einst 7.300 eingelagerten Panzern seien nach "
        "einer Auswertung von Satellitenbildern noch 2.900 übrig, sagt der Analyst Jompy. Etwa 1.100 "
        "davon seien in schlechtem Zustand.\n"
        "Das Werk in Nischni Tagil liefert monatlich 20 neue T-90. Die Ukraine verlor nach Zählung "
        "von Oryx 1.200 Panzer, Russland 4.100.",
        [R, R, R, R, U, R],
    ),
    (
        "Selenskyj trifft freigelassene Gefangene\n"
        "Die Ukraine und Russland haben erneut Gefangene ausgetauscht. Nach Angaben aus Kiew kamen "
        "185 Soldaten und 20 Zivilisten frei. Die meisten von ihnen waren mehr als drei Jahre in "
        "Gefangenschaft. Auch Moskau bestätigte die Rückkehr von 185 Soldaten.\n"
        "Seit Kriegsbeginn hat die Ukraine mehr als 7.000 Menschen zurückgeholt. In russischer Haft "
        "sitzen nach Schätzungen noch 2.500 ukrainische Soldaten.",
        [U, U, None, R, U, U],
    ),
    (
        "London: Russlands Verluste auf Rekordhoch\n"
        "London/Kiew. Die russische Armee hat im vergangenen Monat nach britischen Angaben im Schnitt"
        " 1.570 Soldaten pro Tag verloren. Das waren 300 mehr als im Monat davor.\n"
        "Seit Februar 2022 seien mehr als eine Million Mann gefallen oder verletzt worden. Das "
        "Verteidigungsministerium in London stützt sich dabei auf Daten aus Kiew.\n"
        "Die Ukraine selbst macht zu ihren Opfern selten Angaben. Im Dezember hatte der Präsident von"
        " 43.000 Toten gesprochen, seither ist die Zahl nach Schätzung von Diplomaten auf 55.000 "
        "gestiegen.",
        [R, R, R, U, U],
    ),
    (
        "Kim schickt Bautrupps\n"
        "Der russische Sicherheitsratschef Schoigu hat nach einem Treffen mit Machthaber Kim Jong Un "
        "angekündigt, dass Nordkorea 1.000 Pioniere und 5.000 Militärbauarbeiter nach Kursk "
        "entsendet. \n"
        "Bei der Rückeroberung des Gebiets waren nach westlichen Schätzungen 6.000 Soldaten aus dem "
        "verbündeten Land getötet oder verwundet worden. Die Angehörigen jedes Gefallenen erhielten "
        "laut Staatsmedien eine Wohnung.\n"
        "Seoul geht davon aus, dass noch etwa 9.000 Mann vor Ort sind.",
        [N, N, N, N],
    ),
    (
        "Iran meldet Opferzahlen\n"
        "Teheran. Bei den israelischen Angriffen auf den Iran sind nach Angaben des "
        "Gesundheitsministeriums 610 Menschen getötet worden. 4.700 wurden verletzt. Eine "
        "Menschenrechtsgruppe mit Sitz in den USA kommt auf 1.190 Tote.\n"
        "In Israel starben durch iranischen Beschuss 28 Menschen. Die Armee schoss nach eigenen "
        "Angaben 86 Prozent der Raketen ab.",
        ["iran", "iran", "iran", "israel", "iran"],
    ),
    (
        "Rekordernte in Kasachstan\n"
        "Kasachstan hat in diesem Jahr 25 Millionen Tonnen Getreide geerntet. Der Präsident lobte die"
        " Bauern. Exportiert werden sollen zwölf Millionen Tonnen, vor allem nach Usbekistan.",
        ["kazakhstan", "kazakhstan"],
    ),
    (
        "US-Kongress billigt Verteidigungshaushalt\n"
        "Washington. Das US-Repräsentantenhaus hat den Etat in Höhe von 901 Milliarden Dollar "
        "verabschiedet. 312 Abgeordnete stimmten dafür, 112 dagegen. Für die Ukraine sind 400 "
        "Millionen Dollar vorgesehen. Die Zahl der Soldaten in Europa soll nicht unter 76.000 sinken.",
        ["usa", "usa", "usa", "usa", "usa"],
    ),
    (
        "Flugzeugabsturz in Indien\n"
        "Beim Absturz einer Passagiermaschine im indischen Ahmedabad sind 260 Menschen ums Leben "
        "gekommen. An Bord waren 169 Inder, 53 Briten und sieben Portugiesen. Ein Passagier "
        "überlebte. Der Flug sollte nach London gehen.",
        ["india", "india", "uk", "portugal"],
    ),
    (
        "Schlag gegen Schleuser\n"
        "Die Bundespolizei hat bei einer Razzia in vier Bundesländern elf Wohnungen durchsucht. 400 "
        "Beamte waren im Einsatz. Fünf Verdächtige wurden festgenommen. Sie sollen mindestens 120 "
        "Syrer nach Deutschland gebracht haben.",
        [G, G, G, None, "syria"],
    ),
    (
        "Erdbeben erschüttert Istanbul\n"
        "Ein Beben der Stärke 6,2 hat die türkische Metropole erschüttert. 236 Menschen verletzten "
        "sich, als sie aus Angst aus den Fenstern sprangen. Mehr als 50 Nachbeben wurden gezählt. Im "
        "Jahr 2023 waren im Südosten des Landes 53.000 Menschen ums Leben gekommen.",
        ["turkey", "turkey", "turkey"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row, id=row[0][:40]) for row in ARTICLES])
def test_party(text: str, expected: list[str | None]) -> None:
    assert [claim.party for claim in extract(text, PUBLISHED)] == expected
