"""Whose it is, principle by principle: each row is a text and the parties of its quantities, in their order.

The texts are invented; the name of a group is what its rows have in common.
"""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 6, 3)
U, R, N, G = "ukraine", "russia", "north_korea", "germany"

ROWS: dict[str, list[tuple[str, list[str | None]]]] = {
    "a participle's own words stand between a number and its noun": [
        ("Die Zahl der in der russischen Region Kursk eingesetzten nordkoreanischen Soldaten liegt bei 9.000.", [N]),
        ("Seoul sprach von 580 in Kursk gefallenen nordkoreanischen Soldaten.", [N]),
        ("Gefallen sind 580 im Osten der Ukraine kämpfende russische Soldaten.", [R]),
    ],
    "who only says it is no party": [
        (
            "Der britische Geheimdienst geht von 1.200 getöteten oder verwundeten Soldaten am Tag aus. "
            "Damit verliere Russland mehr Männer als je zuvor.",
            [R],
        ),
        (
            "Die Verluste der russischen Armee steigen weiter. Ein Sprecher des Pentagons nannte am "
            "Mittwoch 650.000 Tote und Verwundete, das Verteidigungsministerium in London 700.000.",
            [R, R],
        ),
        (
            "Israels Armee hat in der Nacht Ziele im Gazastreifen bombardiert. Dabei wurden nach Angaben "
            "der von der Hamas geleiteten Behörden 38 Menschen getötet.",
            ["palestine"],
        ),
        (
            "Die sudanesische Armee hat die Stadt Nyala beschossen. Ein Sprecher der Ärzteorganisation in"
            " Genf sprach von 60 Toten und 200 Verletzten.",
            ["sudan", "sudan"],
        ),
        ("Das US-Außenministerium schätzt, dass China bis zum Jahresende 1.000 Atomsprengköpfe besitzt.", ["china"]),
        ("Wie die ukrainische Luftwaffe am Morgen mitteilte, wurden 41 der 60 Drohnen abgeschossen.", [R, R]),
        (
            "Die Nordkoreaner haben schwere Verluste erlitten. Kiew spricht von 4.000 Toten und "
            "Verwundeten, Seoul von 3.600.",
            [N, N],
        ),
        (
            "In Washington sagte ein ranghoher Beamter, in der Region Kursk seien mehrere Hundert "
            "nordkoreanische Soldaten gefallen. Vor zwei Wochen hatte das Weiße Haus von 200 gesprochen.",
            [N, N],
        ),
        ("Nach Erkenntnissen der Nato hat Russland an der Grenze zu Finnland 12.000 Soldaten stationiert.", [R]),
        ("Ein finnischer Brigadegeneral erwartet, dass dort nach dem Krieg bis zu 80.000 Russen stehen.", [R]),
    ],
    "victims are the place's that is hit": [
        (
            "Bei einem russischen Luftangriff auf einen Supermarkt in Charkiw sind nach Behördenangaben "
            "elf Menschen getötet worden. 23 weitere wurden verletzt.",
            [U, U],
        ),
        (
            "Russische Truppen haben Nikopol mit Artillerie beschossen. Zwei Frauen starben, neun Häuser "
            "wurden beschädigt.",
            [U, U],
        ),
        ("Nach einem ukrainischen Drohnenangriff auf Woronesch melden die Behörden sechs Verletzte.", [R]),
        (
            "Bei einem israelischen Luftangriff auf ein Wohnhaus in Beirut kamen nach Angaben des "
            "Gesundheitsministeriums 14 Menschen ums Leben.",
            ["lebanon"],
        ),
        (
            "Iran hat in der Nacht Raketen auf Israel abgefeuert. Acht Menschen wurden getötet, mehr als 200 verletzt.",
            ["israel", "israel"],
        ),
        ("Die Huthi-Miliz beschoss Tel Aviv. Fünf Menschen wurden leicht verletzt.", ["israel"]),
        ("In der Nacht beschossen die Russen Odessa. Im Hafen brannten vier Lagerhallen aus.", [U]),
        ("Nach dem russischen Angriff auf das Umspannwerk saßen 90.000 Haushalte im Dunkeln.", [U]),
        (
            "Eine ukrainische Drohne ist in ein Hochhaus in Kasan eingeschlagen. 40 Bewohner mussten ihre"
            " Wohnungen verlassen.",
            [R],
        ),
        (
            "Bei einem Anschlag in Kabul sind mindestens 19 Menschen getötet worden, teilten die Taliban mit.",
            ["afghanistan"],
        ),
        (
            "Moskau. Bei ukrainischem Beschuss der Grenzstadt Schebekino sind drei Zivilisten ums Leben "
            "gekommen, wie der Gouverneur mitteilte.",
            [R],
        ),
        (
            "Pakistan hat nach eigenen Angaben fünf indische Kampfjets abgeschossen. Indien meldete 15 "
            "getötete Zivilisten.",
            ["india", "india"],
        ),
    ],
    "the clause's own subject or phrase comes first": [
        ("Frankreich will 2.000 Soldaten schicken, Großbritannien 3.000. Polen lehnt ab.", ["france", "uk"]),
        ("Schweden hat bisher 8 Milliarden Euro gegeben. Dänemark kommt auf 9 Milliarden.", ["sweden", "denmark"]),
        ("Russland produziert im Monat 200 Panzer, die Ukraine nur 20.", [R, U]),
        ("Die russische Seite verlor in dem Gefecht 80 Mann. Auf ukrainischer Seite fielen zwölf.", [R, U]),
        ("Litauen hat 300 Reservisten einberufen.", ["lithuania"]),
        ("Aus Kenia sind 1.000 Polizisten nach Haiti geschickt worden.", ["kenya"]),
        ("Südkorea baut 48 Haubitzen für Polen.", ["south_korea"]),
        ("Die Türkei hat 3,2 Millionen Syrer aufgenommen.", ["syria"]),
        ("Gegen Russland kämpfen in der Ukraine auch rund 2.000 Kolumbianer.", ["colombia"]),
        ("Japan meldete zehn chinesische Kriegsschiffe vor der Küste.", ["china"]),
        ("Taiwan zählte 45 Flugzeuge der chinesischen Luftwaffe.", ["china"]),
    ],
    "prisoners and bodies": [
        ("Russland hat der Ukraine die Leichen von 757 Gefallenen überstellt.", [U]),
        (
            "Die Ukraine hat 1.200 tote Soldaten zurückerhalten, teilte der Koordinierungsstab mit. "
            "Russland habe im Gegenzug 49 Leichname erhalten.",
            [U, R],
        ),
        ("Beide Seiten ließen je 175 Kriegsgefangene frei.", [None]),
        ("95 ukrainische Soldaten sind aus russischer Gefangenschaft zurückgekehrt.", [U]),
        ("Moskau bestätigte den Austausch: 246 russische Soldaten seien nach Belarus gebracht worden.", [R]),
        (
            "Selenskyj begrüßte die Freigelassenen in Tschernihiw. Unter den 277 Heimkehrern seien "
            "Nationalgardisten und Grenzschützer.",
            [U],
        ),
    ],
    "land is whose who takes or holds it": [
        ("Die russische Armee ist im November auf 725 Quadratkilometern vorgerückt.", [R]),
        ("Moskau verkündete die Einnahme von drei Dörfern im Gebiet Donezk.", [R]),
        ("Der Generalstab in Kiew räumte den Verlust von zwei Ortschaften ein.", [R]),
        ("Rund 20 Prozent der Ukraine sind von Russland besetzt.", [R]),
        ("Etwa ein Fünftel des ukrainischen Territoriums steht unter russischer Kontrolle.", [R]),
        ("Ukrainische Truppen haben nach Angaben von Armeechef Syrskyj vier Quadratkilometer zurückerobert.", [U]),
        ("Israel kontrolliert inzwischen 75 Prozent des Gazastreifens.", ["israel"]),
        ("Laut dem Institut für Kriegsstudien gewann Moskau im Mai 449 Quadratkilometer hinzu.", [R]),
    ],
    "the giver, not the taker": [
        ("Die Ukraine soll 40 Panzer aus Schweden bekommen.", ["sweden"]),
        ("Norwegen stockt die Hilfe für Kiew auf 7,3 Milliarden Euro auf.", ["norway"]),
        ("Der Bundestag hat zusätzliche drei Milliarden Euro für die Ukraine gebilligt.", [G]),
        ("Die USA haben seit Kriegsbeginn Waffen im Wert von 66 Milliarden Dollar geliefert.", ["usa"]),
        ("Nordkorea hat Russland laut Seoul zwölf Millionen Granaten geliefert.", [N]),
        ("Iran lieferte der russischen Armee 400 Raketen.", ["iran"]),
        ("Rheinmetall liefert der Ukraine im Auftrag der Bundesregierung 20 Marder.", [G]),
        ("Für Gaza stellt Katar 30 Millionen Dollar bereit.", ["qatar"]),
        (
            "Spanien kündigte ein Paket im Umfang von einer Milliarde Euro an. Es enthält 19 Leopard-Panzer.",
            ["spain", "spain"],
        ),
    ],
    "equipment is its owner's": [
        (
            "Seit Beginn der Invasion hat Russland nach Angaben aus Kiew 10.000 Panzer verloren. Hinzu "
            "kommen 20.000 Artilleriesysteme und 370 Flugzeuge.",
            [R, R, R],
        ),
        ("Die russische Armee will in der Nacht 17 ukrainische Boote versenkt haben.", [U]),
        ("Israel hat nach eigenen Angaben 120 iranische Raketenwerfer ausgeschaltet.", ["iran"]),
        ("Die Luftabwehr habe 72 Drohnen abgefangen, teilte das russische Verteidigungsministerium mit.", [U]),
        (
            "Russland griff die Ukraine mit 188 Drohnen an. 76 seien abgefangen worden, 96 vom Radar verschwunden.",
            [R, R, R],
        ),
        ("In der Nacht wurden über dem Schwarzen Meer neun ukrainische Drohnen zerstört.", [U]),
        ("Zur Flotte gehören sechs U-Boote, sagte Russlands Verteidigungsminister.", [R]),
    ],
    "at home, where no other country is named": [
        ("Bei einem Busunglück auf der A9 sind 21 Schüler verletzt worden.", [G]),
        ("Die Feuerwehr rückte mit 80 Kräften aus. Zwölf Bewohner kamen ins Krankenhaus.", [G, G]),
        ("Im vergangenen Jahr starben auf den Straßen 2.780 Menschen, teilte das Statistische Bundesamt mit.", [G]),
        ("Die Zahl der Arbeitslosen ist im Januar auf 2,99 Millionen gestiegen.", [G]),
        ("Jeder vierte Befragte will nach einer Umfrage die Grünen nicht mehr wählen.", [G]),
        ("Die Polizei zählte 4.000 Demonstranten, die Veranstalter sprachen von 9.000.", [G, G]),
        ("Die Stadt rechnet mit Kosten von 14 Millionen Euro für die neue Brücke.", [G]),
        ("Die Landesregierung stellt 50 Millionen Euro für die Opfer bereit.", [G]),
        ("Bei den Kantonswahlen gewann die SVP drei Sitze.", ["switzerland"]),
        ("Der Nationalrat beschloss ein Budget von 13 Milliarden Euro für das Bundesheer.", ["austria"]),
        ("In den Kliniken werden 640 Covid-Patienten behandelt.", [G]),
        ("Der Landkreis hat 300 Geflüchtete aus der Ukraine aufgenommen.", [U]),
    ],
    "nobody's": [
        (
            "Der Konzern machte im dritten Quartal 1,2 Milliarden Euro Gewinn und beschäftigt 40.000 Mitarbeiter.",
            [None, None],
        ),
        ("Der Dax schloss 1,3 Prozent höher.", [None]),
        ("Die Rakete hat eine Reichweite von 3.000 Kilometern und trägt 500 Kilogramm Sprengstoff.", [None, None]),
        ("Die Verhandlungen in Istanbul dauerten zwei Stunden.", [None]),
        ("Das Werk liegt 1.200 Kilometer von der ukrainischen Grenze entfernt.", [None]),
        ("An dem Gipfel nehmen 32 Staats- und Regierungschefs teil.", [None]),
        ("Bei der Abstimmung in der UN-Vollversammlung stimmten 93 Staaten dafür.", [None]),
    ],
    "a list's members and parts": [
        ("Nordkorea hat 11.000 Soldaten entsandt, darunter 500 Offiziere und drei Generäle.", [N, N, N]),
        (
            "Unter den 60 Toten seien 14 Kinder, teilte das Gesundheitsministerium in Gaza mit.",
            ["palestine", "palestine"],
        ),
        ("Von den 2.000 Bewohnern des ukrainischen Dorfes sind 150 geblieben.", [U, U]),
        ("Deutschland liefert zwei Patriot-Systeme, 30.000 Schuss Munition und zehn Generatoren.", [G, G, G]),
    ],
    "a headline takes from the lead": [
        (
            "Mindestens 30 Tote bei Angriff auf Markt\n"
            "Khartum. Bei einem Artillerieangriff auf einen Markt im Sudan sind mindestens 30 Menschen "
            "getötet worden.",
            ["sudan", "sudan"],
        ),
        (
            "Schon 4.000 Gefallene\n"
            "Nordkoreas Armee hat im Krieg gegen die Ukraine nach Angaben aus Seoul 4.000 Soldaten "
            "verloren.",
            [N, N],
        ),
        (
            "Regierung verspricht 800 Millionen\n"
            "Den Haag. Die Niederlande wollen die Ukraine mit weiteren 800 Millionen Euro unterstützen.",
            ["netherlands", "netherlands"],
        ),
        (
            "120 Drohnen in einer Nacht\nKiew. Russland hat die Ukraine in der Nacht mit 120 Drohnen angegriffen.",
            [R, R],
        ),
        (
            "Neun Verletzte nach Erdbeben\nTokio. Ein Erdbeben der Stärke sechs hat den Norden Japans erschüttert.",
            ["japan"],
        ),
        (
            "Kreml will 160.000 Rekruten einziehen\n"
            "Moskau. Wladimir Putin hat die Einberufung von 160.000 Männern angeordnet.",
            [R, R],
        ),
    ],
    "the topic goes on over sentences": [
        (
            "Pjöngjang baut sein Kontingent aus. Im Januar seien 1.500 Mann dazugekommen, im März weitere"
            " 1.500. Insgesamt stünden damit 14.000 in Kursk.",
            [N, N, N],
        ),
        (
            "Die ukrainische Armee klagt über Fahnenflucht. Im ersten Halbjahr wurden 110.000 Verfahren "
            "eröffnet. Im ganzen Vorjahr waren es 66.000.",
            [U, U],
        ),
        (
            "Russlands Wirtschaft leidet. Die Inflation liegt bei neun Prozent, der Leitzins bei 21 "
            "Prozent. Der Haushalt weist ein Defizit von 3,7 Billionen Rubel aus.",
            [None, R, R],
        ),
        (
            "In Syrien wächst die Not. 16 Millionen Menschen sind auf Hilfe angewiesen. Jedes zweite "
            "Krankenhaus ist zerstört.",
            ["syria", "syria"],
        ),
        (
            "Die Bundeswehr soll wachsen. Verteidigungsminister Pistorius will angesichts der Bedrohung "
            "durch Russland 80.000 Soldaten zusätzlich. Derzeit dienen 182.000.",
            [G, G],
        ),
    ],
    "sanctions are whose who is listed": [
        ("Die EU setzt 105 weitere Schiffe der russischen Schattenflotte auf die Sanktionsliste.", [R]),
        ("London verhängt Sanktionen gegen 20 russische Banken und 14 Personen.", [R, R]),
        ("Die USA haben Sanktionen gegen zwei russische Ölkonzerne verhängt.", [R]),
    ],
    "the name at the number in a clause without a verb acts": [
        ("Italien entsendet 900 Soldaten, Spanien 400.", ["italy", "spain"]),
        ("Norwegen zahlt 30 Millionen Euro, Finnland rund 12 Millionen.", ["norway", "finland"]),
        ("Die Türkei lieferte 40 Drohnen, Aserbaidschan zehn.", ["turkey", "azerbaijan"]),
        ("Estland hat 2.000 Reservisten einberufen, Lettland 1.500.", ["estonia", "latvia"]),
        ("Japan gibt 80 Millionen Dollar, Australien weitere 20 Millionen.", ["japan", "australia"]),
        ("London meldet 400 Tote, Paris 350.", [None, None]),
    ],
    "a country comes to its own sum": [
        ("Schweden hat acht Milliarden Euro gegeben, Finnland kommt auf drei Milliarden Euro.", ["sweden", "finland"]),
        ("Polen gab bisher fünf Milliarden Euro. Litauen kommt auf eine Milliarde.", ["poland", "lithuania"]),
        ("Deutschland hat 40 Milliarden Euro Hilfe geleistet, Kanada kommt auf 12 Milliarden Euro.", [G, "canada"]),
        (
            "Die Niederlande leisteten Hilfe für neun Milliarden Euro. Belgien kommt auf zwei Milliarden Euro.",
            ["netherlands", "belgium"],
        ),
        ("Bei der Hilfe kommt Norwegen auf sieben Milliarden Euro.", ["norway"]),
    ],
    "what is handed over is the receiver's": [
        ("Moskau übergab der Ukraine 900 Leichen.", [U]),
        ("Die Ukraine überstellte Russland die Leichname von 34 Soldaten.", [R]),
        ("Russland hat 500 tote Soldaten übergeben.", [U]),
        ("Kiew hat im Gegenzug 20 Gefangene ausgehändigt.", [R]),
        ("Die russische Seite übergab 1.000 Leichname an Kiew.", [U]),
    ],
    "who tells of a return tells of his own": [
        ("Nach Angaben aus Kiew kamen 84 Gefangene frei.", [U]),
        ("Das russische Verteidigungsministerium teilte mit, 150 Soldaten seien zurückgekehrt.", [R]),
        ("Selenskyj schrieb, 300 Gefangene seien nach Hause zurückgekehrt.", [U]),
        ("Der Koordinierungsstab in Kiew meldete, 1.200 Gefallene seien zurückgebracht worden.", [U]),
        ("Die Menschenrechtsbeauftragte in Moskau sagte, 60 Zivilisten seien heimgekehrt.", [R]),
    ],
    "an enemy is the speaker's": [
        ("Der Generalstab in Kiew teilte mit, der Gegner habe 900 Mann verloren.", [R]),
        ("Moskau behauptet, der Gegner habe 400 Mann verloren.", [U]),
        ("Syrskyj sagte, der Feind habe bei Pokrowsk 110.000 Soldaten zusammengezogen.", [R]),
        ("Ein Sprecher in Kiew sagte, die Angreifer hätten 70 Fahrzeuge verloren.", [R]),
        ("Das russische Ministerium gab an, der Feind habe 18 Panzer verloren.", [U]),
    ],
    "the own side is the speaker's": [
        ("Die russischen Verluste sind hoch. Für die eigene Seite nannte Selenskyj 46.000 Tote.", [U]),
        ("Moskau bezifferte die eigenen Verluste auf 6.000 Soldaten.", [R]),
        ("Kiew räumte ein, bei Kupjansk 300 eigene Soldaten verloren zu haben.", [U]),
        ("Putin sprach erstmals von 5.000 eigenen Gefallenen.", [R]),
        ("Zu den eigenen Verwundeten sagte Syrskyj, es seien 12.000.", [U]),
    ],
    "his country is who was named's": [
        ("Litauens Präsident war in Kiew. Sein Land habe 40 Geschütze geliefert, sagte er.", ["lithuania"]),
        ("Macron kündigte Hilfe an. Sein Land werde 60 Radpanzer liefern.", ["france"]),
        ("Nordkorea rüstet auf. Das Land hat 2.000 Soldaten nach Kursk geschickt.", [N]),
        ("Frederiksen sprach in Odessa. Ihr Land gebe 90 Millionen Euro.", ["denmark"]),
        ("Der finnische Präsident Stubb warnte. Seine Armee habe 280.000 Reservisten.", ["finland"]),
    ],
    "land is the holder's": [
        ("Ein Fünftel der Ukraine ist von Russland besetzt.", [R]),
        ("Drei Dörfer stehen wieder unter ukrainischer Kontrolle.", [U]),
        ("90 Prozent der Stadt sind in russischer Hand.", [R]),
        ("In Kursk werden noch 40 Quadratkilometer von der Ukraine gehalten.", [U]),
        ("Etwa 1.200 Quadratkilometer befinden sich unter russischer Besatzung.", [R]),
    ],
    "who tells of land taken took it": [
        ("Gerassimow meldete, 30 Quadratkilometer seien befreit worden.", [R]),
        ("Kiew räumte den Verlust von vier Ortschaften ein.", [R]),
        ("Syrskyj sagte, 16 Quadratkilometer seien zurückerobert worden.", [U]),
    ],
    "victims are those whom the attack struck": [
        ("Iran schoss Raketen auf Israel. Neun Menschen starben.", ["israel"]),
        ("Aserbaidschan griff Armenien an. Zwölf Menschen wurden verletzt.", ["armenia"]),
        ("Pakistan beschoss die indische Provinz Punjab. Sechs Menschen starben.", ["india"]),
        ("Ruanda bombardierte den Kongo. 40 Menschen kamen ums Leben.", ["congo"]),
        ("Russland griff die ukrainische Hauptstadt an. Fünf Menschen starben.", [U]),
    ],
    "a currency of one country": [
        ("Der Sold liegt bei 210.000 Rubel.", [R]),
        ("Die Rente wurde um 400 Hrywnja erhöht.", [U]),
        ("Das Programm kostet 20 Milliarden Kronen, sagte die Ministerin in Oslo.", ["norway"]),
        ("Die Miete stieg um 90 Franken.", ["switzerland"]),
        ("Der Etat liegt bei 90 Milliarden Zloty.", ["poland"]),
    ],
    "states and firms are nobody's": [
        ("An der Konferenz beteiligen sich 40 Staaten.", [None]),
        ("Zu dem Treffen kamen 27 Staatschefs.", [None]),
        ("Der Autobauer streicht 3.000 Stellen.", [None]),
        ("Der Konzern zahlt 400 Millionen Euro Dividende.", [None]),
        ("Die Aktie verlor sieben Prozent.", [None]),
    ],
    "a headline is told by the text below": [
        (
            "Mehr als 700 Vermisste\nBangkok. Nach dem Erdbeben in Myanmar werden mehr als 700 Menschen vermisst.",
            ["myanmar", "myanmar"],
        ),
        ("60 Panzer für die Front\nKopenhagen. Dänemark liefert der Ukraine 60 Panzer.", ["denmark", "denmark"]),
        (
            "95 Drohnen über Moskau\n"
            "Die russische Luftabwehr hat nach eigenen Angaben 95 ukrainische Drohnen abgeschossen.",
            [U, U],
        ),
        (
            "Noch 9.000 Mann\n"
            "Seoul. In Kursk stehen nach Erkenntnissen des Geheimdienstes noch 9.000 nordkoreanische "
            "Soldaten.",
            [N, N],
        ),
        ("Hilfe von 600 Millionen\nMadrid. Spanien gibt der Ukraine 600 Millionen Euro.", ["spain", "spain"]),
    ],
    "a dateline is the last to be asked": [
        ("Genf (dpa) - In Gaza sind seit Oktober 300 Helfer getötet worden.", ["palestine"]),
        ("Genf (dpa) - Russland hat die Ukraine angegriffen. Die UN zählten im Juli 286 getötete Zivilisten.", [U]),
        ("Manila (dpa) - Bei einem Taifun sind 70 Menschen ums Leben gekommen.", ["philippines"]),
        ("Seoul (AFP) - Nordkorea hat 3.000 Soldaten entsandt. 400 seien gefallen.", [N, N]),
        ("Kiew/Berlin (dpa) - Deutschland liefert zwölf Haubitzen.", [G]),
    ],
    "an origin beats the place": [
        ("Aus Syrien leben 700.000 Menschen in Deutschland.", ["syria"]),
        ("In Polen arbeiten 800.000 Menschen aus der Ukraine.", [U]),
        ("Aus Nepal sind 200 Männer an die Front gegangen.", ["nepal"]),
        ("In Istanbul leben 40.000 Russen.", [R]),
        ("Die meisten Antragsteller kamen aus Afghanistan (2.100) und Syrien (1.800).", ["afghanistan", "syria"]),
    ],
    "what is counted before, though nothing was said of it": [
        ("Russland baut im Monat 2.700 Drohnen. Die Luftwaffe habe 80 Prozent von ihnen abgefangen.", [R, R]),
        ("Iran hat 2.000 Raketen. Israel schoss 90 Prozent von ihnen ab.", ["iran", "iran"]),
        ("Die Ukraine fertigt 500 Drohnen am Tag. In Moskau hieß es, 70 Prozent seien abgeschossen worden.", [U, U]),
        ("Nordkorea zeigte eine neue Rakete. Elf Exemplare fuhren über den Platz.", [N]),
        ("China hat einen Träger gebaut. Drei Exemplare sollen folgen.", ["china"]),
    ],
    "»von ihnen« means the people of the sentence before": [
        ("Der Weg ist 90 Kilometer lang. Daran bauen Soldaten aus Nordkorea. Rund 600 von ihnen starben.", [None, N]),
        ("Gefeiert wurden russische Soldaten. 40 von ihnen seien verwundet, hieß es.", [R]),
        ("Im Saal saßen ukrainische Veteranen. Sieben von ihnen wurden verletzt.", [U]),
    ],
    "the topic goes on": [
        ("Die russische Wirtschaft schwächelt. Das Wachstum liegt bei einem Prozent.", [R]),
        ("Nordkoreas Soldaten sind zurück. Ein Drittel sei verwundet.", [N]),
        ("Chinas Marine wächst. Sie verfügt über 370 Schiffe.", ["china"]),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=f"{name}: {row[0][:40]}") for name, rows in ROWS.items() for row in rows],
)
def test_party(text: str, expected: list[str | None]) -> None:
    assert [claim.party for claim in extract(text, PUBLISHED)] == expected


def test_the_rule_that_answered_is_named() -> None:
    (claim,) = extract("Moskau übergab der Ukraine 900 Leichen.", PUBLISHED)
    assert claim.rule is not None
    assert claim.rule.endswith("receiver")
