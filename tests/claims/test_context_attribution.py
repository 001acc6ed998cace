"""Who says it: each row is a text and the sources of its quantities, in their order."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.claims import extract

PUBLISHED = date(2025, 3, 14)

Row = tuple[str, list[str | None]]

FORMS: list[Row] = [
    # prepositions
    ("Laut Polizei wurden neun Menschen verletzt.", ["Polizei"]),
    ("Nach Angaben des ukrainischen Generalstabs fielen 900 Soldaten.", ["ukrainischer Generalstab"]),
    ("Nach Angaben von Präsident Wolodymyr Selenskyj fielen 900 Soldaten.", ["Wolodymyr Selenskyj"]),
    ("Nach Angaben aus Kiew wurden 30 Drohnen abgeschossen.", ["Kiew"]),
    ("Nach Erkenntnissen der USA und Südkoreas sind 11.000 Mann vor Ort.", ["USA und Südkoreas"]),
    ("Nach ukrainischen Angaben fielen 300 Soldaten.", ["ukrainische Angaben"]),
    ("Nach Behördenangaben starben vier Menschen.", ["Behördenangaben"]),
    ("Nach eigenen Angaben hat die Ukraine 40 Drohnen abgeschossen.", [None]),
    ("Die Bundeswehr hat nach eigenen Angaben 2.000 Mann ausgebildet.", ["Bundeswehr"]),
    ("Dem britischen Verteidigungsministerium zufolge fielen 40.000 Mann.", ["britisches Verteidigungsministerium"]),
    ("Gemäss dem Bundesamt sind 70'000 Personen registriert.", ["Bundesamt"]),
    # verbs
    ("Selenskyj sprach von 45.000 gefallenen Soldaten.", ["Selenskyj"]),
    ("Das Pentagon geht von 10.000 Soldaten aus.", ["Pentagon"]),
    # the preposition of the saying is part of the range
    ("Das Pentagon sprach am Abend von 10.000 bis 12.000 Soldaten.", ["Pentagon"]),
    ("Das Pentagon sprach von 300 bis 400 Toten, London von 500.", ["Pentagon", "London"]),
    ("Die ukrainische Luftwaffe meldete 87 Drohnen.", ["ukrainische Luftwaffe"]),
    ("Der Generalstab beziffert die Verluste auf 860.000 Mann.", ["Generalstab"]),
    ("Menschenrechtsgruppen nennen 16.000 Gefangene.", ["Menschenrechtsgruppen"]),
    ("Die Vereinten Nationen haben 12.000 getötete Zivilisten erfasst.", ["Vereinte Nationen"]),
    ("Ein Sprecher sagte, 40 Häuser seien zerstört.", ["Sprecher"]),
    # formulas behind
    ("Sieben Menschen seien gestorben, teilte der Katastrophenschutz am Abend mit.", ["Katastrophenschutz"]),
    ("In der Stadt starben sechs Menschen, wie Gouverneur Oleh Synjehubow mitteilte.", ["Oleh Synjehubow"]),
    ("Die Verluste lägen bei 3.000 Mann, so der Geheimdienst weiter.", ["Geheimdienst"]),
    ("Im Lager seien 300 Mann, hieß es in Seoul.", ["Seoul"]),
    ("21 Raffinerien wurden getroffen, hat die BBC gezählt.", ["BBC"]),
    # whoever stands at the verb of a formula, or of telling
    ("Der Schaden beträgt 80'000 Franken, teilt die Kantonspolizei mit.", ["Kantonspolizei"]),
    ("Es starben 70 Menschen, wie der Halbmond am Montag mitteilte.", ["Halbmond"]),
    ("Der Pegel stieg um 40 Zentimeter, wie Fachleute maßen.", ["Fachleute"]),
    ("Das koste 900 Euro im Jahr, errechnete ein Vergleichsportal.", ["Vergleichsportal"]),
    ("Die Sanitäterin spricht von 30 Verletzten.", ["Sanitäterin"]),
    ("Am Montag meldete der Versorger 4.000 Haushalte ohne Strom.", ["Versorger"]),
    # an acting verb's clause behind is no formula
    ("Es kamen 300 Gäste, gestern war der Saal leer.", [None]),
    # the chain's last link
    ("Es seien 2.000 Mann gefallen, berichtete die Zeitung unter Berufung auf US-Beamte.", ["US-Beamte"]),
    # headline
    ("London: Bis zu 900 Soldaten gefallen", ["London"]),
    ("Die große Flucht: 900 Menschen verlassen das Dorf", [None]),
    # names without titles, in the nominative
    ("Bürgermeister Ihor Terechow sprach von acht Toten.", ["Ihor Terechow"]),
    ("Nach Einschätzung des Weißen Hauses fielen 1.000 Mann.", ["Weißes Haus"]),
    # two sources with one verb
    ("Moskau sprach von 90 Toten, London von mehr als 300.", ["Moskau", "London"]),
    # an acting verb is no saying, nor is a verb of saying that acts with its particle
    ("Japan sagte 470 Milliarden Yen zu.", [None]),
    ("Die Bundesregierung liefert 15 Panzer.", [None]),
    ("Der Bundestag bewilligte 3 Milliarden Euro.", [None]),
    # a dateline is no source
    ("Kiew (dpa) - Bei einem Angriff sind fünf Menschen gestorben.", [None]),
]

SOURCES: list[Row] = [
    # a paper, answer, reckoning or list and whose it is
    ("Nach einer Aufstellung des Finanzministeriums flossen 300 Millionen Euro.", ["Finanzministerium"]),
    ("Nach einer Zählung der Nachrichtenseite Grenzbote starben 44 Menschen.", ["Nachrichtenseite Grenzbote"]),
    ("Nach einer Auswertung von Satellitenfotos durch das Institut Terra brannten 40 Hallen.", ["Institut Terra"]),
    ("Nach einer Antwort der Bundesregierung auf eine Anfrage der Linken gab es 210 Angriffe.", ["Bundesregierung"]),
    ("Laut einer Antwort des Senats fehlen 300 Lehrer.", ["Senat"]),
    ("Nach Lesart des Kremls fielen 400 Ukrainer.", ["Kreml"]),
    ("Einer Analyse des Thinktanks Rohan zufolge fielen 400 Ukrainer.", ["Thinktank Rohan"]),
    ("Nach Daten des Portals Karte fielen 40 Dörfer.", ["Portal Karte"]),
    ("Nach Zahlen der Bundesbank stiegen die Einlagen um 4 Prozent.", ["Bundesbank"]),
    ("Nach Darstellung der Besatzungsbehörden starben acht Menschen.", ["Besatzungsbehörden"]),
    ("Nach ersten Erkenntnissen der Ermittler waren 12 Männer beteiligt.", ["Ermittler"]),
    ("Nach übereinstimmenden Medienberichten starben acht Menschen.", ["Medienberichte"]),
    ("Nach Medienberichten starben acht Menschen.", ["Medienberichte"]),
    # what it emerges from
    ("Wie aus einem Schreiben des Rechnungshofs hervorgeht, kostete der Bau 90 Millionen Euro.", ["Rechnungshof"]),
    (
        "Aus einem Bericht des Verteidigungsministeriums geht hervor, dass 300 Panzer fehlen.",
        ["Verteidigungsministerium"],
    ),
    ("Das geht aus einer Antwort des Innenministeriums hervor, wonach 40 Anträge vorliegen.", ["Innenministerium"]),
    ("Im Lager lebten 900 Menschen, wie aus Zahlen der Stadt hervorgeht.", ["Stadt"]),
    ("Im Dezember kamen 900 Menschen. Das geht aus Daten des Bundesamts hervor.", ["Bundesamt"]),
    ("Aus dem Haushaltsentwurf geht hervor, dass 30 Milliarden Euro eingeplant sind.", ["Haushaltsentwurf"]),
    # who claims to have done it
    ("Die Flugabwehr will 60 Drohnen abgefangen haben.", ["Flugabwehr"]),
    ("In der Nacht will die Luftwaffe 30 Drohnen abgeschossen haben.", ["Luftwaffe"]),
    ("Moskau will 14 Ortschaften eingenommen haben.", ["Moskau"]),
    ("40 davon will die ukrainische Armee zerstört haben.", ["ukrainische Armee"]),
    ("Der Zeuge will drei Männer gesehen haben.", ["Zeuge"]),
    # whoever stands at a verb that only somebody can say
    ("Weltweit zählte das Hilfswerk 5,7 Millionen Flüchtlinge.", ["Hilfswerk"]),
    ("Der Kämmerer kalkuliert mit 10.400 Euro pro Kopf.", ["Kämmerer"]),
    ("Die Reederei rechnet mit 40 Prozent weniger Fracht.", ["Reederei"]),
    ("Im Oktober zählten Naturschützer 400 Kraniche.", ["Naturschützer"]),
    ("Der Förster schätzt den Schaden auf 90.000 Euro.", ["Förster"]),
    ("Auf 90.000 Euro schätzt der Förster den Schaden.", ["Förster"]),
    ("Mediziner gehen von 300 Infizierten aus.", ["Mediziner"]),
    ("Das Seniorenheim gab die Zahl der Erkrankten mit 40 an.", ["Seniorenheim"]),
    ("Die Opferzahl gab der Zivilschutz mit 40 an.", ["Zivilschutz"]),
    ("Ein Augenzeuge berichtete von 40 Leichen.", ["Augenzeuge"]),
    ("Die Bahn meldet 200 ausgefallene Züge.", ["Bahn"]),
    ("Nordkorea meldete 40 Tote.", ["Nordkorea"]),
    # formulas that cover all before them
    ("Im Tal seien 40 Häuser zerstört, schreibt die Zeitung La Riva.", ["Zeitung La Riva"]),
    ("Im Tal wurden 40 Häuser zerstört, 300 Menschen flohen, berichtete der Rundfunk.", ["Rundfunk", "Rundfunk"]),
    (
        "40 Häuser brannten ab, 12 Menschen starben, sagte der Bürgermeister von Krel, Jan Toman, am Montag.",
        ["Jan Toman", "Jan Toman"],
    ),
    (
        "Vier Menschen kamen um, wie die Nachrichtenagentur ABP unter Berufung auf den Grenzschutz meldete.",
        ["Grenzschutz"],
    ),
    ("Vier Menschen starben, hieß es aus dem Rathaus.", ["Rathaus"]),
    ("Mehr als 300 Menschen sitzen fest, so eine Sprecherin des Flughafens.", ["Sprecherin des Flughafens"]),
    ("Rund 300 Menschen sitzen fest, hat der Flughafen mitgeteilt.", ["Flughafen"]),
    ("Es fehlten 300 Betten, rechnete die Klinikleitung vor.", ["Klinikleitung"]),
    ("„Wir haben 40 Betten“, sagt Pflegedienstleiterin Tanja Grote.", ["Tanja Grote"]),
    ("„Wir haben 40 Betten“, so Grote.", ["Grote"]),
    ("Wie der Landkreis am Freitag mitteilte, sind 300 Haushalte ohne Strom.", ["Landkreis"]),
    ("Wie viele Menschen starben, ist unklar, 40 sind vermisst.", [None]),
    # chains: the last link, the one quoted
    ("Laut der Zeitung Kurier, die sich auf Diplomaten beruft, fielen 300 Mann.", ["Diplomaten"]),
    ("Der Sender RTX berichtete unter Verweis auf Kreise der Regierung von 300 Toten.", ["Kreise der Regierung"]),
    ("Selenskyj sagte unter Berufung auf den Geheimdienst, 300 Mann seien gefallen.", ["Geheimdienst"]),
    # before a colon: who can speak, not what is spoken of
    ("Luftwaffe: 30 Drohnen abgeschossen", ["Luftwaffe"]),
    ("Kims Geheim-Armee: 10.000 Mann an der Front", [None]),
    ("KIMS GEHEIM-ARMEE: 10.000 Mann an der Front", [None]),
    ("Selenskyj: Schon 3.000 Nordkoreaner gefallen", ["Selenskyj"]),
    ("Peru: 40 Tote bei Busunglück", [None]),
    ("Ukraine: 40 Tote nach Raketenangriff", [None]),
    ("Geheimdienst: 300 Nordkoreaner gefallen", ["Geheimdienst"]),
    ("Studie: 40 Prozent der Deutschen schlafen schlecht", ["Studie"]),
    ("Umfrage: 40 Prozent für Waffenlieferungen", ["Umfrage"]),
    ("Kanada (Mai): 40 Tote", ["Kanada"]),
    ("Polen: Belarus schickt 300 Soldaten", ["Polen"]),
    ("Ukraine-Krieg: 300 Tote an einem Tag", [None]),
    ("NATO-General: 300.000 Mann in Bereitschaft", ["NATO-General"]),
    ("300 Tote laut Kiew", ["Kiew"]),
    ("300 Soldaten gefallen, sagt Seoul", ["Seoul"]),
    ("Seoul: Kim schickt 3.000 weitere Soldaten", ["Seoul"]),
    ("Sudan: UN melden 300 Tote", ["UN"]),
    ("Schlagabtausch: 300 Drohnen in einer Nacht", [None]),
]

REACH: list[Row] = [
    # what follows in the sentence
    ("Laut Kiew fielen 900 Mann und 2.000 wurden verwundet.", ["Kiew", "Kiew"]),
    # not what stands before
    ("Russland griff mit 90 Drohnen an, 60 wurden laut Luftwaffe abgeschossen.", [None, "Luftwaffe"]),
    # Konjunktiv goes on, the indicative starts anew
    ("Der Gouverneur meldete drei Tote. Weitere zehn Menschen seien verletzt.", ["Gouverneur", "Gouverneur"]),
    ("Der Gouverneur meldete drei Tote. In Odessa starben zwei Menschen.", ["Gouverneur", None]),
    # "demnach", "den Angaben zufolge"
    ("Die Polizei legte Zahlen vor. Demnach wurden 40 Menschen verletzt.", ["Polizei"]),
    ("Laut Feuerwehr brannte es. Den Angaben zufolge sind acht Menschen verletzt.", ["Feuerwehr"]),
    # pronouns and offices point back
    (
        "Der südkoreanische Generalstab hat eine Schätzung. Er geht von 1.100 Toten aus.",
        ["südkoreanischer Generalstab"],
    ),
    (
        "Laut dem Geheimdienst SBU kamen 300 Mann. Später sprach die Behörde von 400.",
        ["Geheimdienst SBU", "Geheimdienst SBU"],
    ),
    # "Das teilte … mit"
    ("In Klietz wurden 530 Soldaten ausgebildet. Das teilte die Bundeswehr mit.", ["Bundeswehr"]),
    # a semicolon parts two sources, also one that opens with its article
    (
        "900 Mann seien gefallen, meldet der Kiewer Generalstab; das Pentagon kommt auf 600.",
        ["Kiewer Generalstab", "Pentagon"],
    ),
    # a time behind the name is no part of it
    ("Es kamen viele, wie westliche Quellen Wochen zuvor 900 Mann genannt hatten.", ["westliche Quellen"]),
    # a quotation
    (
        "„Wir haben drei Menschen gerettet“, sagte Bürgermeister Ihor Terechow. „Sechs suchen wir noch.“",
        ["Ihor Terechow", "Ihor Terechow"],
    ),
]

GOES_ON: list[Row] = [
    # a report is whose it was said to be last
    ("Der Geheimdienst legte eine Schätzung vor. Nach seiner Schätzung fielen 900 Mann.", ["Geheimdienst"]),
    ("Die Polizei war mit Hubschraubern da. Ihren Angaben zufolge kamen 900 Menschen.", ["Polizei"]),
    ("Gouverneur Oleh Dunets war vor Ort. Nach seinen Worten sind 40 Häuser zerstört.", ["Oleh Dunets"]),
    ("Der Verband hat gerechnet. Laut seiner Prognose fehlen 900 Wohnungen.", ["Verband"]),
    ("Die Behörde legte eine Bilanz vor. Nach deren Angaben starben 40 Menschen.", ["Behörde"]),
    # Konjunktiv of any verb goes on
    ("Der Sprecher war gefasst. Jeder dritte Rekrut breche ab, 40 seien schon fort.", ["Sprecher", "Sprecher"]),
    ("Der Minister sprach am Abend. Das Paket umfasse 300 Panzer.", ["Minister"]),
    ("Laut Bundesamt wächst die Not. Es gebe 40 neue Lager. Dort lebten 3.000 Menschen.", ["Bundesamt", None]),
    # who speaks, or contradicts, takes over
    ("Kiew meldete 40 Tote. Moskau widersprach: Es seien nur 12 gewesen.", ["Kiew", "Moskau"]),
    (
        "Kiew meldete 40 Tote. Das Verteidigungsministerium in Moskau wies das zurück. Es seien nur 12 gewesen.",
        ["Kiew", "Verteidigungsministerium in Moskau"],
    ),
    ("Die Union fordert mehr Geld. Die SPD ist dagegen. Das koste 40 Millionen Euro.", ["SPD"]),
    # a fresh sentence in the indicative has no source
    ("Der Gouverneur meldete drei Tote. Im Ort leben 4.000 Menschen.", ["Gouverneur", None]),
    ("Laut Polizei starben drei Menschen. Zwei Feuerwehrleute liegen im Krankenhaus.", ["Polizei", None]),
    ("Die Stadt teilte mit, 40 Bäume seien gefallen. 300 Helfer sind im Einsatz.", ["Stadt", None]),
    # a part, a further number, a list without a verb of its own
    ("Laut Polizei starben neun Menschen. Unter ihnen sind drei Kinder.", ["Polizei", "Polizei"]),
    ("Laut Luftwaffe griffen 90 Drohnen an. Davon wurden 60 abgeschossen.", ["Luftwaffe", "Luftwaffe"]),
    (
        "Laut Luftwaffe griffen 90 Drohnen an, 60 davon wurden abgeschossen, 30 verschwanden vom Radar.",
        ["Luftwaffe"] * 3,
    ),
    ("Rund 63 Prozent davon sind Frauen, 350.000 Kinder.", [None, None]),
    ("Das Amt zählte 900 Menschen. Rund 60 Prozent davon sind Frauen, 300 Kinder.", ["Amt"] * 3),
    ("Die Feuerwehr meldete neun Verletzte. Weitere 40 Menschen wurden betreut.", ["Feuerwehr"] * 2),
    ("Das Ministerium nannte 900 Tote. Hinzu kommen 3.000 Verletzte.", ["Ministerium"] * 2),
    # the whole quotation is its speaker's, and the next one too
    ("„Wir haben 40 Betten. Gebraucht werden 300“, sagte Klinikchef Ivo Marten.", ["Ivo Marten"] * 2),
    ("„Es kamen 40 Drohnen. Die Hälfte trafen wir. Zwölf schlugen ein“, sagt Major Petro Luk.", ["Petro Luk"] * 3),
    ('"Wir haben 40 Betten. Gebraucht werden 300", sagte Klinikchef Ivo Marten.', ["Ivo Marten"] * 2),
    ("Klinikchef Ivo Marten sagt: „Wir haben 40 Betten. Gebraucht werden 300.“", ["Ivo Marten"] * 2),
    ("Iryna Bojko floh im März. „Wir saßen mit 40 Leuten im Keller“, erzählt sie.", ["Iryna Bojko"]),
    ("Iryna Bojko (43) floh im März. „Wir saßen mit 40 Leuten im Keller.“", ["Iryna Bojko"]),
    ("„Wir haben 40 Betten“, sagt Marten. „300 bräuchten wir.“", ["Marten"] * 2),
    ("„Wir haben 40 Betten“, sagt Marten. Im Ort stehen 300 Häuser leer.", ["Marten", None]),
    ("„Mein Bruder ist gefallen“, sagt Oksana. Sie wohnt mit 40 anderen im Heim.", [None]),
    # a report reaches over a semicolon where nobody else speaks, a subject does not
    ("Die Beteiligung lag laut Wahlleitung bei 66 Prozent; 300.000 Bürger wählten per Brief.", ["Wahlleitung"] * 2),
    ("Es starben 40 Menschen, meldet das Rote Kreuz; 300 sind vermisst.", ["Rotes Kreuz"] * 2),
    ("Das Rote Kreuz spricht von 40 Toten; die Regierung von 12.", ["Rotes Kreuz", "Regierung"]),
    ("In Kiew heulten 40 Mal die Sirenen; laut Luftwaffe flogen 90 Drohnen an.", [None, "Luftwaffe"]),
    # each its own in one sentence; an aside keeps its voice
    ("Moskau meldet 40 tote Soldaten, Kiew dagegen 300.", ["Moskau", "Kiew"]),
    ("Während Kiew von 300 Toten spricht, nennt Moskau nur 40.", ["Kiew", "Moskau"]),
    ("Laut Moskau fielen 40 Mann, laut Kiew 300.", ["Moskau", "Kiew"]),
    ("Die Veranstalter zählten 30.000 Teilnehmer, die Polizei 12.000.", ["Veranstalter", "Polizei"]),
    (
        "Der Angriff mit 90 Drohnen traf Odessa, wo nach Angaben des Bürgermeisters drei Menschen starben.",
        [None, "Bürgermeister"],
    ),
    ("Russland hat 40 Drohnen abgefeuert, von denen laut Kiew 30 abgeschossen wurden.", [None, "Kiew"]),
    ("Im Werk arbeiten 300 Menschen, sagte der Betriebsrat, 40 davon in Teilzeit.", ["Betriebsrat"] * 2),
    ("Die Bahn, die zuletzt 40 Unfälle gemeldet hatte, baut 300 Schranken.", ["Bahn", None]),
    # whom a pronoun may mean
    (
        "Der Abgeordnete nannte 40 Tote. Die Behörde schwieg. Später sprach er von 300.",
        ["Abgeordneter", "Abgeordneter"],
    ),
    (
        "Ministerin Anna Kohl nannte 40 Orte. Der Landrat widersprach. Sie sagte, es seien 300.",
        ["Anna Kohl", "Anna Kohl"],
    ),
    (
        "Laut der Sprecherin fehlen 40 Betten. Der Arzt schwieg. Sie sprach später von 300.",
        ["Sprecherin", "Sprecherin"],
    ),
    ("Das Pentagon schwieg lange. Es nannte im Mai 40 Tote.", ["Pentagon"]),
    ("Der Dienst hatte 40 Tote, darunter sechs Offiziere, genannt.", ["Dienst", "Dienst"]),
]

GOVERNS: list[Row] = [
    # who is the subject of the clause on which a Konjunktiv depends, whatever its verb
    ("Der Kreml winkt ab: Es seien nur 40 gefallen.", ["Kreml"]),
    ("Die Gewerkschaft ist sicher, dass 300 Stellen gestrichen würden.", ["Gewerkschaft"]),
    ("Bürgermeister Jan Toman war entsetzt, 40 Häuser seien zerstört.", ["Jan Toman"]),
    ("Das Ministerium widerspricht: Es seien 300 gewesen.", ["Ministerium"]),
    ("Der Pfarrer zuckt mit den Schultern, es kämen ohnehin nur 40.", ["Pfarrer"]),
    # on which a "dass" depends
    ("Der Geheimdienst hat enthüllt, dass 40 Soldaten gefallen sind.", ["Geheimdienst"]),
    ("Das Ministerium hat zu Protokoll gegeben, dass 300 Panzer fehlen.", ["Ministerium"]),
    ("Das Ministerium protokollierte, dass 300 Panzer fehlen.", ["Ministerium"]),
    # a relative clause and an aside inside it
    (
        "Der Gouverneur offenbarte, dass von den 300 Helfern, die zuletzt kamen, auch Freiwillige, 40 verletzt sind.",
        ["Gouverneur", "Gouverneur"],
    ),
    # what is done, agreed, hoped or known is not said
    ("Das Ministerium verhinderte, dass 300 Stellen wegfallen.", [None]),
    ("Der Bund sorgt dafür, dass 300 Betten frei bleiben.", [None]),
    ("Die Regierung beschloss, dass 300 Soldaten bleiben.", [None]),
    ("Der Bürgermeister hofft darauf, dass 300 Gäste kommen.", [None]),
    # somebody else tells of it
    ("Die Behörde habe geahnt, dass 40 Häuser brennen.", [None]),
    # a closing formula with any verb, behind indirect speech
    ("300 Soldaten seien gefallen, prahlte der Generalstab.", ["Generalstab"]),
    ("Rund 40 Häuser hätten gebrannt, jubelte das Ministerium in Moskau.", ["Ministerium in Moskau"]),
    # no formula: it has a figure, or stands behind the indicative
    ("Es hätten 40 Häuser gebrannt, räumte die Polizei 300 Straßen.", [None, None]),
    # nobody who could speak, or a clause of time
    ("Die Lage ist ernst, 40 seien tot.", [None]),
    ("Als das Haus brannte, seien 40 Menschen darin gewesen.", [None]),
]

PRESS: list[Row] = [
    # the local press
    ("Bei dem Unfall auf der A3 sind zwei Menschen gestorben, wie ein Polizeisprecher sagte.", ["Polizeisprecher"]),
    (
        "Der Brand zerstörte drei Häuser. Verletzt wurde laut Einsatzleiter niemand, 40 Bewohner kamen unter.",
        [None, "Einsatzleiter"],
    ),
    ("Den Schaden schätzt die Feuerwehr auf 300.000 Euro.", ["Feuerwehr"]),
    ("Die Polizei schätzt den Sachschaden auf rund 40.000 Euro.", ["Polizei"]),
    ("Der Schaden wird auf 40.000 Euro geschätzt.", [None]),
    (
        "Nach Polizeiangaben waren 300 Menschen auf der Straße, nach Angaben der Veranstalter 900.",
        ["Polizeiangaben", "Veranstalter"],
    ),
    ("Rund 300 Menschen seien gekommen, bilanzierte Organisatorin Lena Voss zufrieden.", ["Lena Voss"]),
    ("„Wir mussten 40 Leute abweisen“, bedauerte Wirt Kai Brodersen.", ["Kai Brodersen"]),
    ("Oberbürgermeisterin Petra Lind rechnet mit Kosten von 40 Millionen Euro.", ["Petra Lind"]),
    ("Der Gemeinderat hat 40 Millionen Euro bewilligt.", [None]),
    ("Die Kosten belaufen sich laut Bauamt auf 40 Millionen Euro, 3 Millionen mehr als geplant.", ["Bauamt", "Bauamt"]),
    ("Vor zwei Jahren waren es noch 300, sagt Förster Jens Adler.", ["Jens Adler"]),
    # the economy
    (
        "Der Umsatz stieg im Quartal um 4 Prozent auf 3,8 Milliarden Euro, wie der Konzern am Donnerstag mitteilte.",
        ["Konzern", "Konzern"],
    ),
    ("Der Konzern steigerte den Umsatz um 4 Prozent.", [None]),
    ("Analysten hatten mit einem Plus von 3 Prozent gerechnet.", ["Analysten"]),
    ("Analysten hatten im Schnitt 3,2 Milliarden Euro erwartet.", ["Analysten"]),
    ("Das Ifo-Institut senkte seine Prognose auf 0,2 Prozent.", ["Ifo-Institut"]),
    ("Die Bundesbank erwartet ein Wachstum von 0,4 Prozent.", ["Bundesbank"]),
    ("Volkswirte der Commerzbank sehen die Inflation bei 2 Prozent.", ["Volkswirte der Commerzbank"]),
    ("Die Aktie verlor 4 Prozent.", [None]),
    ("Wie das Statistische Bundesamt mitteilte, sank die Zahl um 3 Prozent.", ["Statistisches Bundesamt"]),
    ("Das teilte das Amt mit. Damit sank die Zahl um 3 Prozent.", [None]),
    # science and health, surveys
    ("Forschende der Universität Bremen zählten 40 neue Arten.", ["Forschende der Universität Bremen"]),
    (
        "Das geht aus einer Studie der Universität Bremen hervor. 40 Prozent der Korallen sterben demnach.",
        ["Universität Bremen"],
    ),
    ("Die WHO registrierte 300 Fälle.", ["WHO"]),
    ("Weltweit gibt es laut Weltgesundheitsorganisation WHO 40 Millionen Fälle.", ["Weltgesundheitsorganisation WHO"]),
    ("Laut einer Umfrage des Instituts Kompass sind 40 Prozent dafür.", ["Institut Kompass"]),
    ("40 Prozent der Befragten sind dafür, 30 dagegen.", [None, None]),
    # the war
    (
        "Russland hat nach ukrainischen Angaben 90 Drohnen gestartet. 60 davon seien abgefangen worden, teilte die"
        " Luftwaffe mit.",
        ["ukrainische Angaben", "Luftwaffe"],
    ),
    ("Die russische Armee meldete ihrerseits den Abschuss von 40 Drohnen.", ["russische Armee"]),
    (
        "Aus dem russischen Verteidigungsministerium hieß es, 40 Drohnen seien abgeschossen worden.",
        ["russisches Verteidigungsministerium"],
    ),
    (
        "Das Verteidigungsministerium in Moskau sprach von 40 abgeschossenen Drohnen.",
        ["Verteidigungsministerium in Moskau"],
    ),
    ("Gouverneur Wjatscheslaw Gladkow schrieb auf Telegram von zwei Toten.", ["Wjatscheslaw Gladkow"]),
    ("Auf Telegram schrieb Gouverneur Alexander Bogomas, dass zwei Menschen gestorben seien.", ["Alexander Bogomas"]),
    ("Zwei Menschen starben, so Militärchef Serhij Lyssak.", ["Serhij Lyssak"]),
    ("Selenskyj zufolge wurden 40 Menschen verletzt.", ["Selenskyj"]),
    ("Präsident Selenskyj beklagte 40 Verletzte.", ["Selenskyj"]),
    ("Selenskyj bezifferte die Verluste mit 43.000 Gefallenen und 370.000 Verletzten.", ["Selenskyj", "Selenskyj"]),
    ("In seiner Videobotschaft sagte Selenskyj: „Es waren 90 Drohnen.“", ["Selenskyj"]),
    ("Ihm zufolge waren es 90 Drohnen.", [None]),
    ("Der Präsident traf Soldaten. Ihm zufolge waren es 90 Drohnen.", ["Präsident"]),
    ("US-Medien berichten von 300 Toten.", ["US-Medien"]),
    ("Die „New York Times“ berichtet unter Berufung auf westliche Beamte von 300 Toten.", ["westliche Beamte"]),
    ("Laut „Spiegel“ kostet das Paket 40 Millionen Euro.", ["Spiegel"]),
    ("Das Kiel Institut hat 40 Milliarden Euro an Hilfen gezählt.", ["Kiel Institut"]),
    ("Unabhängig überprüfen ließ sich die Zahl von 300 Toten nicht.", [None]),
    ("Die USA gehen davon aus, dass 10.000 Nordkoreaner im Land sind.", ["USA"]),
    ("Washington schätzt die Zahl der Soldaten auf 10.000.", ["Washington"]),
    ("Nach Einschätzung Washingtons sind 10.000 Soldaten dort.", ["Washington"]),
    ("Südkoreas Geheimdienst NIS geht von 10.000 Soldaten aus.", ["Südkoreas Geheimdienst NIS"]),
    ("Es handele sich um 10.000 Soldaten, verlautete aus Nato-Kreisen.", ["Nato-Kreise"]),
    ("Aus Kreisen der Nato verlautete, es seien 10.000 Soldaten.", ["Kreise der Nato"]),
    ("Die Ukraine hat eigenen Angaben zufolge 40 Drohnen abgeschossen.", ["Ukraine"]),
    ("Kiew hat nach eigenem Bekunden 40 Drohnen abgeschossen.", ["Kiew"]),
    ("Das ukrainische Militär bestätigte den Verlust von 40 Panzern.", ["ukrainisches Militär"]),
    ("Kiew bestätigte zwölf Tote.", ["Kiew"]),
    (
        "Nach Angaben des Katastrophenschutzes starben neun Menschen, darunter zwei Kinder. 40 wurden verletzt.",
        ["Katastrophenschutz", "Katastrophenschutz", None],
    ),
]

NAMES: list[Row] = [
    # in the nominative, without title, with what belongs to the name
    ("Nach Angaben der Deutschen Bahn fielen 300 Züge aus.", ["Deutsche Bahn"]),
    (
        "Nach Angaben des ukrainischen Militärgeheimdienstes HUR fielen 300 Mann.",
        ["ukrainischer Militärgeheimdienst HUR"],
    ),
    ("Nach Angaben der kommunalen Arbeitgeber streikten 300 Leute.", ["kommunale Arbeitgeber"]),
    ("Nach Angaben des Internationalen Roten Kreuzes fehlen 300 Leute.", ["Internationales Rotes Kreuz"]),
    ("Laut dem Statistischen Bundesamt stieg der Preis um 3 Prozent.", ["Statistisches Bundesamt"]),
    ("Nach Einschätzung westlicher Geheimdienste fielen 300 Mann.", ["westliche Geheimdienste"]),
    ("Nach Angaben ukrainischer Behörden starben drei Menschen.", ["ukrainische Behörden"]),
    ("Nach Angaben eines ranghohen NATO-Beamten fielen 300 Mann.", ["NATO-Beamter"]),
    ("Nach Angaben eines Sprechers der Feuerwehr starben drei Menschen.", ["Sprecher der Feuerwehr"]),
    ("Nach Angaben des Gouverneurs des Gebiets Sumy starben drei Menschen.", ["Gouverneur des Gebiets Sumy"]),
    ("Nach Angaben der ukrainischen Regierungschefin Julija Swyrydenko starben drei Menschen.", ["Julija Swyrydenko"]),
    (
        "Nach Angaben der russischen Nachrichtenagentur Tass starben drei Menschen.",
        ["russische Nachrichtenagentur Tass"],
    ),
    ("Dem Weißen Haus zufolge fielen 300 Mann.", ["Weißes Haus"]),
    ("Den Vereinten Nationen zufolge starben 300 Menschen.", ["Vereinte Nationen"]),
    ("Wie die Vereinten Nationen mitteilten, starben 300 Menschen.", ["Vereinte Nationen"]),
    ("Nach Schätzung von Experten starben 40 Menschen.", ["Experten"]),
    ("Nach Angaben von Rettern starben 40 Menschen.", ["Retter"]),
    ("Nach Angaben von Zeugen starben 40 Menschen.", ["Zeugen"]),
    ("Nach Angaben des Bauernverbands fehlen 300 Helfer.", ["Bauernverband"]),
    ("Nach Angaben des russischen Präsidenten Wladimir Putin fielen 40 Mann.", ["Wladimir Putin"]),
    ("Nach Angaben des Kommandanten fielen 40 Mann.", ["Kommandant"]),
    ("Nach Angaben des Vorsitzenden fehlen 40 Mann.", ["Vorsitzender"]),
    ("Nach Angaben eines Abgeordneten fielen 40 Mann.", ["Abgeordneter"]),
    ("Der Agentur Yonhap zufolge fielen 40 Mann.", ["Agentur Yonhap"]),
    ("Nach Angaben von Mitarbeitern fehlen 40 Leute.", ["Mitarbeiter"]),
    ("Laut US-Präsident Joe Biden fielen 40 Mann.", ["Joe Biden"]),
    ("Laut Ukraines Präsident Selenskyj fielen 40 Mann.", ["Selenskyj"]),
    ("Laut Verteidigungsminister Boris Pistorius (SPD) fehlen 40 Panzer.", ["Boris Pistorius"]),
    ("Laut Militärexperte Carlo Masala fehlen 40 Panzer.", ["Carlo Masala"]),
    ("Nach Angaben der Organisation „Stiller Himmel“ starben 40 Menschen.", ["Organisation Stiller Himmel"]),
    ("Laut der ukrainischen Zeitung „Hromada“ starben 40 Menschen.", ["ukrainische Zeitung Hromada"]),
]

# papers and groups in quotation marks, behind an article or a preposition
QUOTED = [
    ("Nach Informationen der „Bild“ kostet der Umbau 800 Millionen Euro.", ["Bild"]),
    ("Der Umbau kostet 800 Millionen Euro, berichtet der „Spiegel“.", ["Spiegel"]),
    ("Der Umbau kostet laut „Zeit“ 800 Millionen Euro.", ["Zeit"]),
    ("Dem „Handelsblatt“ zufolge sind 3.000 Stellen bedroht.", ["Handelsblatt"]),
    ("Die Firma „Rhein Media“ meldete 40 Kündigungen.", ["Firma Rhein Media"]),
]
# a name behind its noun begins no phrase: to whom it is said does not say it
NOT_TOLD = [
    ("In einem Interview mit dem Sender NBC bezifferte Selenskyj die Zahl der Toten auf 46.000.", ["Selenskyj"]),
    ("Im Gespräch mit der Zeitung Hromada nannte Kommandeur Petro Luk 40 Tote.", ["Petro Luk"]),
    ("In einem Beitrag für das Magazin Kompass schätzt Iryna Bojko die Kosten auf 40 Millionen Euro.", ["Iryna Bojko"]),
    ("Vor Reportern der Agentur Yonhap sprach Shin Won-sik von 40 Containern.", ["Shin Won-sik"]),
    ("In einer Sendung des Kanals TV7 bezifferte Marten den Schaden auf 300 Euro.", ["Marten"]),
]
# who is told of it tells of it
RECIPIENTS = [
    ("Dem RKI wurden 24.300 Fälle gemeldet.", ["RKI"]),
    ("Dem Landesamt für Gesundheit wurden 310 Grippefälle übermittelt.", ["Landesamt für Gesundheit"]),
    ("Dem Gesundheitsamt sind acht Erkrankungen bekannt.", ["Gesundheitsamt"]),
    ("Der Ärztekammer wurden bis Freitag 40 Verdachtsfälle angezeigt.", ["Ärztekammer"]),
    ("Dem Mann wurden 40 Euro gestohlen.", [None]),
]
# a finding told of in the next sentence, which has figures of its own
BACK = [
    (
        "Die Gletscher schrumpften um fünf Prozent. Zu diesem Befund kommt ein Team der Universität Ulm, das 40 maß.",
        ["Team der Universität Ulm"] * 2,
    ),
    ("Es fehlen 300 Betten. Zu diesem Ergebnis kommt das Amt, das 40 Kliniken befragt hat.", ["Amt", None]),
    ("Ein Rechercheteam ist inzwischen bei 111.408 Namen angelangt.", ["Rechercheteam"]),
    ("Das Institut ist mit der Zählung bei 40 Fällen angelangt.", ["Institut"]),
    ("Die Zahl ist bei 40 angelangt.", [None]),
]
# names with foreign small words, a plural that belongs to no name, a survey, the same verb for a second speaker
PARTS = [
    ("Die Hilfsorganisation Save the Children warnt: 500.000 Kinder hungern.", ["Hilfsorganisation Save the Children"]),
    ("Nach Angaben des Energieministeriums Notabschaltungen gibt es in 40 Orten.", ["Energieministerium"]),
    ("58 Prozent der Deutschen sind einer Umfrage zufolge dagegen.", ["Umfrage"]),
    ("Verdi sprach von 3.500 Teilnehmern, Fraport von gut 2.000.", ["Verdi", "Fraport"]),
    ("Der Bauernverband sprach von 900 Traktoren, Landrat Kai Brodersen von 600.", ["Bauernverband", "Kai Brodersen"]),
]


# whose report it is: the speaker's own, and one that a time places
OURS = [
    ("„Nach unserer jüngsten Schätzung fehlen 300 Panzer“, sagt ein Beamter des Militärs.", ["Beamter des Militärs"]),
    ("Das Institut CSIS schätzte in einer Anfang Juni gezeigten Analyse, dass 400 fielen.", ["Institut CSIS"]),
    ("Laut einer kürzlich gezeigten Studie der Universität Ulm starben 40.", ["Studie der Universität Ulm"]),
]
# a list whose verb stands at the head and at the end
LISTS = [
    (
        "Laut Pistorius fehlt Geld. Auch würden 14 Geschütze, 100 Radare und 30 Boote geliefert werden.",
        ["Pistorius"] * 3,
    ),
    ("Laut Pistorius fehlt Geld. Auch werden 14 Geschütze, 100 Radare und 30 Boote geliefert werden.", [None] * 3),
]
# an adjective of a place in the genitive; an adverb that opens a sentence is nobody
PLACES = [
    ("Nach Angaben des Wiener Bürgermeisters kamen 300 Menschen.", ["Wiener Bürgermeister"]),
    ("Laut einem Bericht des Schweizer Nachrichtendienstes sind es 220.", ["Schweizer Nachrichtendienst"]),
    (
        "Laut dem Kiewer Internationalen Institut für Wasser fehlen 40 Pumpen.",
        ["Kiewer Internationales Institut für Wasser"],
    ),
    ("Drinnen befanden sich 40 Gäste.", [None]),
    ("Darunter befanden sich hunderte aus Tirol.", [None]),
]


@pytest.mark.parametrize(("text", "expected"), [*QUOTED, *NOT_TOLD, *RECIPIENTS, *BACK, *PARTS, *OURS, *LISTS, *PLACES])
def test_who_is_named(text: str, expected: list[str | None]) -> None:
    assert [claim.attribution for claim in extract(text, PUBLISHED)] == expected


@pytest.mark.parametrize(("text", "expected"), FORMS + SOURCES + REACH + GOES_ON + GOVERNS + PRESS + NAMES)
def test_attribution(text: str, expected: list[str | None]) -> None:
    assert [claim.attribution for claim in extract(text, PUBLISHED)] == expected
