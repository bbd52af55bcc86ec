"""German for the starter model: everyday words by their part in a sentence, and the sentences they stand in.

Numbers, dates and times are written in words, as they are spoken. A sentence has a capital letter and a full stop or a
question mark; a comma stands where the grammar has one.
"""

NAMES = """Anna Ben Clara David Emma Felix Greta Hans Inge Jonas Karl Lena Maria Nina Otto Paul Rosa Stefan Tina Uwe
Viktor Werner Lukas Moritz Sabine Monika Klaus Heike Jürgen Petra Thomas Ulrike Franz Sophie Max Julia Peter Martin
Susanne Andreas Katrin Michael Birgit Florian Hannah Leon Mia Noah Erik Johanna""".split()
PLACES = """Berlin Hamburg München Köln Wien Zürich Bremen Dresden Leipzig Frankfurt Stuttgart Hannover Nürnberg Bonn
Salzburg Paris London Rom Madrid Prag Deutschland Österreich Frankreich Italien Spanien England Polen Amerika China
Japan Afrika Europa Norwegen Schweden Bayern""".split()
# Nouns by gender: der, die, das.
PEOPLE_M = """Vater Bruder Freund Lehrer Arzt Nachbar Bauer Fahrer Sänger Maler Bäcker Koch Schüler Junge Mann Onkel
Vetter Großvater Anwalt Kellner Kapitän Pilot Soldat König Richter Gärtner Fischer Polizist Schauspieler Gast Kunde
Künstler Musiker Sohn Chef Arbeiter Dieb Schneider Metzger Besucher Student""".split()
PEOPLE_F = """Mutter Schwester Freundin Lehrerin Ärztin Nachbarin Bäuerin Sängerin Schülerin Frau Tante Großmutter
Kellnerin Königin Richterin Schauspielerin Künstlerin Tochter Chefin Verkäuferin Köchin Studentin""".split()
PEOPLE_N = "Kind Mädchen Baby".split()
ANIMALS_M = """Hund Vogel Adler Fuchs Wolf Bär Löwe Tiger Elefant Affe Frosch Fisch Hai Wal Delfin Esel Igel Hase
Schmetterling Papagei Pinguin""".split()
ANIMALS_F = "Katze Kuh Ziege Ente Gans Maus Eule Schlange Schildkröte Spinne Biene Ameise Krähe".split()
ANIMALS_N = "Pferd Schaf Schwein Huhn Kaninchen Kamel Eichhörnchen".split()
FOOD = """Brot Butter Käse Milch Wasser Kaffee Tee Saft Bier Wein Suppe Salat Reis Kuchen Schokolade Honig Zucker Salz
Pfeffer Öl Fleisch Schinken Wurst Obst Marmelade Sahne Eis Gemüse Mehl Knoblauch Senf Essig Limonade Speck
Nudeln Kartoffeln Pommes Quark""".split()
THINGS_M = """Tisch Stuhl Spiegel Teppich Vorhang Schlüssel Teller Löffel Korb Koffer Regenschirm Drucker Brief Umschlag
Stift Bleistift Kamm Hammer Nagel Eimer Besen Knopf Ball Drachen Ring Pass Motor Stein Stock Draht Schrank Ofen
Kühlschrank Topf Kalender Ordner Hut Mantel Rock Pullover Schal Handschuh Schuh Stiefel Gürtel Helm Rucksack Apfel
Pfirsich Kürbis Pilz Keks Computer Bildschirm Fernseher Wecker Becher Sessel Zettel Zaun Schirm Anzug""".split()
THINGS_F = """Lampe Gabel Tasse Flasche Tasche Uhr Kamera Tastatur Zeitung Zeitschrift Briefmarke Karte Kerze Bürste
Decke Säge Leiter Schaufel Nadel Puppe Trommel Gitarre Geige Flöte Trompete Glocke Fahne Münze Kette Batterie Maschine
Schublade Pfanne Schüssel Jacke Socke Hose Bluse Mütze Banane Orange Zitrone Birne Pflaume Kirsche Erdbeere Traube
Melone Kartoffel Tomate Karotte Zwiebel Gurke Bohne Nuss Tür Brille Kiste Dose Schere Seife Rechnung Seite Wand
Treppe Bank Blume Pflanze Rose""".split()
THINGS_N = """Bett Sofa Fenster Schloss Glas Messer Telefon Radio Buch Papier Lineal Bild Handtuch Kissen Seil Spielzeug
Klavier Geschenk Werkzeug Rad Rohr Regal Hemd Kleid Ei Brötchen Heft Handy Foto Feuerzeug Tuch Zelt Blatt Paket
Wörterbuch Streichholz Dach Holz Gemälde""".split()
VEHICLES_M = "Bus Zug Lastwagen Traktor Wagen Hubschrauber Roller".split()
VEHICLES_F = "Straßenbahn Fähre Rakete U-Bahn".split()
VEHICLES_N = "Auto Fahrrad Motorrad Boot Schiff Flugzeug Taxi".split()
ABSTRACT_M = "Plan Grund Witz Traum Name Fehler Wunsch Unfall Lärm Geruch Gedanke Preis Urlaub Erfolg Weg Anfang Termin".split()
ABSTRACT_F = """Idee Frage Antwort Geschichte Nummer Nachricht Regel Aufgabe Reise Arbeit Gewohnheit Wahl Änderung
Erinnerung Überraschung Meinung Prüfung Sprache Lösung Zahl Stunde Hilfe Stimme Freude Angst""".split()
ABSTRACT_N = "Problem Lied Wort Geheimnis Versprechen Spiel Treffen Projekt Gefühl Beispiel Ergebnis Feuer Leben Glück Ziel".split()
# Where something is: im or am for der and das, in der for die.
SPOTS_IM = """Garten Haus Büro Museum Theater Kino Restaurant Hotel Supermarkt Dorf Wald Park Schloss Stadion Keller Hof
Krankenhaus Zimmer Flur Laden Gebirge Tal Schwimmbad Badezimmer Wohnzimmer Schlafzimmer Café Gefängnis Palast Turm""".split()
SPOTS_IN_DER = """Küche Schule Kirche Bibliothek Garage Bäckerei Fabrik Stadt Straße Apotheke Universität Wüste Höhle
Halle Ecke Schweiz Wohnung Werkstatt Klasse Nähe""".split()
SPOTS_AM = "Bahnhof Flughafen Fluss See Strand Markt Meer Hafen Fenster Berg Rathaus Ufer".split()
COLORS = "rot blau grün gelb schwarz weiß braun grau".split()
QUALITIES = """groß klein lang kurz neu alt jung gut schlecht nett freundlich glücklich traurig müde hungrig durstig
ruhig laut sauber schmutzig warm kalt heiß kühl trocken nass schwer leicht stark schwach schnell langsam reich arm
billig einfach schwierig seltsam berühmt schön hässlich hübsch lustig ernst mutig schüchtern klug faul vorsichtig
ehrlich höflich gefährlich sicher leer voll offen kaputt scharf weich hart rund flach breit schmal tief niedrig dick
dünn hell frisch süß bitter wichtig nützlich einsam stolz modern perfekt schrecklich wunderbar ausgezeichnet fertig frei
rau glatt winzig riesig fleißig richtig falsch besonder""".split()[:-1]
# Infinitive, third person, participle (with haben).
DOING = """finden findet gefunden;sehen sieht gesehen;kaufen kauft gekauft;verkaufen verkauft verkauft;bringen bringt
gebracht;tragen trägt getragen;putzen putzt geputzt;schließen schließt geschlossen;öffnen öffnet geöffnet;zählen zählt
gezählt;schneiden schneidet geschnitten;zeichnen zeichnet gezeichnet;vergessen vergisst vergessen;bekommen bekommt
bekommen;verstecken versteckt versteckt;halten hält gehalten;behalten behält behalten;mögen mag gemocht;verlieren
verliert verloren;lieben liebt geliebt;machen macht gemacht;vermissen vermisst vermisst;brauchen braucht gebraucht;malen
malt gemalt;ziehen zieht gezogen;reparieren repariert repariert;schicken schickt geschickt;zeigen zeigt gezeigt;stehlen
stiehlt gestohlen;nehmen nimmt genommen;berühren berührt berührt;werfen wirft geworfen;benutzen benutzt benutzt;waschen
wäscht gewaschen;leihen leiht geliehen;bauen baut gebaut;fangen fängt gefangen;wechseln wechselt gewechselt;prüfen prüft
geprüft;wählen wählt gewählt;sammeln sammelt gesammelt;beschreiben beschreibt beschrieben;zerstören zerstört zerstört;
untersuchen untersucht untersucht;hören hört gehört;hassen hasst gehasst;heben hebt gehoben;messen misst gemessen;bemerken
bemerkt bemerkt;bestellen bestellt bestellt;packen packt gepackt;bezahlen bezahlt bezahlt;drücken drückt gedrückt;schützen
schützt geschützt;erkennen erkennt erkannt;suchen sucht gesucht;teilen teilt geteilt;verstehen versteht verstanden;besuchen
besucht besucht;holen holt geholt;kennen kennt gekannt;fragen fragt gefragt;essen isst gegessen;verbrennen verbrennt
verbrannt;kochen kocht gekocht;retten rettet gerettet;tauschen tauscht getauscht""".replace("\n", " ").split(";")
GOING = """arbeiten arbeitet gearbeitet;schlafen schläft geschlafen;sitzen sitzt gesessen;stehen steht gestanden;warten
wartet gewartet;singen singt gesungen;tanzen tanzt getanzt;spielen spielt gespielt;lachen lacht gelacht;weinen weint
geweint;lächeln lächelt gelächelt;reden redet geredet;sprechen spricht gesprochen;rufen ruft gerufen;flüstern flüstert
geflüstert;lesen liest gelesen;schreiben schreibt geschrieben;trinken trinkt getrunken;lernen lernt gelernt;denken denkt
gedacht;träumen träumt geträumt;wohnen wohnt gewohnt;leben lebt gelebt;kämpfen kämpft gekämpft;gewinnen gewinnt gewonnen;
helfen hilft geholfen;schweigen schweigt geschwiegen;feiern feiert gefeiert;rauchen raucht geraucht;studieren studiert
studiert;schwimmen schwimmt geschwommen;rennen rennt gerannt""".replace("\n", " ").split(";")
MANNERS = """langsam schnell leise laut vorsichtig fröhlich schlecht gut oft manchmal immer nie selten wieder zusammen
allein draußen drinnen hier dort jetzt heute schon bald früh spät plötzlich endlich sanft wütend höflich überall fast
gern lange""".split()
WHEN = """gestern;heute;morgen;heute Abend;gestern Abend;letzte Woche;letztes Jahr;nächste Woche;nächsten Monat;nächsten
Sommer;heute Morgen;heute Nachmittag;jeden Tag;jeden Morgen;am Abend;in der Nacht;mittags;um Mitternacht;im Winter;im
Frühling;im Sommer;im Herbst;nach der Schule;vor dem Essen;nach dem Frühstück;in den Ferien;vor langer Zeit;vor zwei
Tagen;in ein paar Minuten;später;am Wochenende;übermorgen;vorgestern""".replace("\n", " ").split(";")
DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
WEATHER = "sonnig wolkig windig regnerisch neblig stürmisch warm kalt heiß mild feucht angenehm furchtbar".split()
SUBJECTS = """Geschichte Musik Kunst Erdkunde Mathematik Deutsch Englisch Biologie Chemie Physik Sport Religion Politik
Recht Medizin Französisch Latein Informatik""".split()
BODY_M = "Kopf Mund Arm Fuß Rücken Hals Finger Zahn Bauch".split()
BODY_F = "Nase Hand Schulter Haut Stirn".split()
BODY_N = "Gesicht Auge Ohr Bein Knie Haar Herz".split()
UNITS = """Minuten;Stunden;Tage;Wochen;Monate;Jahre;Euro;Dollar;Kilometer;Meter;Kilogramm;Pfund;Prozent;Grad;Leute;
Seiten;Schritte;Punkte;Sekunden;Liter""".replace("\n", "").split(";")
PLURALS = """Hunde Katzen Pferde Kühe Schafe Vögel Fische Bäume Blumen Bücher Stühle Tische Häuser Autos Fahrräder Kinder
Frauen Männer Lehrer Schüler Freunde Nachbarn Äpfel Bananen Birnen Eier Brötchen Flaschen Gläser Teller Tassen Löffel
Briefe Bilder Schlüssel Fenster Türen Zimmer Straßen Städte Dörfer Länder Berge Flüsse Schiffe Züge Busse Lampen Uhren
Steine Sterne Tiere Wolken Wörter Fragen Spiele Lieder Karten Koffer Taschen Schuhe Hemden Kerzen Kartoffeln Tomaten
Menschen Gäste Geschenke Fehler""".split()
WH = "wo wann warum wie".split()
ONES = """null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
siebzehn achtzehn neunzehn""".split()
TENS = "zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
ORDINALS = """ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten elften zwölften dreizehnten
vierzehnten fünfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten einundzwanzigsten
zweiundzwanzigsten dreiundzwanzigsten vierundzwanzigsten fünfundzwanzigsten sechsundzwanzigsten siebenundzwanzigsten
achtundzwanzigsten neunundzwanzigsten dreißigsten einunddreißigsten""".split()
GENDERS = (
    (THINGS_M, THINGS_M, THINGS_M, ANIMALS_M, VEHICLES_M, ABSTRACT_M, PEOPLE_M),
    (THINGS_F, THINGS_F, THINGS_F, ANIMALS_F, VEHICLES_F, ABSTRACT_F, PEOPLE_F),
    (THINGS_N, THINGS_N, THINGS_N, ANIMALS_N, VEHICLES_N, ABSTRACT_N, PEOPLE_N),
)
# How a few nouns end in the accusative.
WEAK = {"Junge": "Jungen", "Nachbar": "Nachbarn", "Bauer": "Bauern", "Pilot": "Piloten", "Soldat": "Soldaten",
        "Polizist": "Polizisten", "Kunde": "Kunden", "Student": "Studenten", "Löwe": "Löwen", "Elefant": "Elefanten",
        "Affe": "Affen", "Hase": "Hasen", "Bär": "Bären", "Name": "Namen", "Gedanke": "Gedanken"}


def number(n, one="eins"):
    if n == 1:
        return one
    if n < 20:
        return ONES[n]
    if n < 100:
        return (("ein" if n % 10 == 1 else ONES[n % 10]) + "und" if n % 10 else "") + TENS[n // 10 - 1]
    if n < 1000:
        return number(n // 100, "ein") + "hundert" + (number(n % 100) if n % 100 else "")
    return number(n // 1000, "ein") + "tausend" + (number(n % 1000) if n % 1000 else "")


def year(n):
    return number(n) if n >= 2000 else number(n // 100) + "hundert" + (number(n % 100) if n % 100 else "")


def stem(quality):
    """What an ending is put to."""
    return {"teuer": "teur", "dunkel": "dunkl"}.get(quality, quality)


class German:
    code = "de"

    def __init__(self, random):
        self.r = random

    def of(self, *lists):
        return self.r.choice(self.r.choice(lists))

    def quality(self):
        return self.of(QUALITIES, QUALITIES, QUALITIES, COLORS)

    def noun(self):
        gender = self.r.randrange(3)
        return gender, self.of(*GENDERS[gender])

    def subject(self):
        gender, word = self.noun()
        return ("der ", "die ", "das ")[gender] + word

    def thing(self):
        """In the accusative."""
        kind = self.r.randrange(8)
        gender, word = self.noun()
        word = WEAK.get(word, word)
        if kind < 2:
            return ("den ", "die ", "das ")[gender] + word
        if kind == 2:
            return ("einen ", "eine ", "ein ")[gender] + word
        if kind == 3:
            quality = stem(self.quality())
            return (f"einen {quality}en ", f"eine {quality}e ", f"ein {quality}es ")[gender] + word
        if kind == 4:
            quality = stem(self.quality())
            return (f"den {quality}en ", f"die {quality}e ", f"das {quality}e ")[gender] + word
        if kind == 5:
            whose = self.r.choice(["mein", "dein", "sein", "ihr", "kein"])
            return (f"{whose}en ", f"{whose}e ", f"{whose} ")[gender] + word
        if kind == 6:
            return f"{number(self.r.randrange(2, 100 if self.r.random() < .5 else 20))} {self.of(PLURALS)}"
        return self.r.choice(["", "etwas ", "viel ", "kein "]) + self.of(FOOD) if self.r.random() < .5 else self.of(FOOD)

    def who(self):
        kind = self.r.randrange(7)
        if kind < 2:
            return self.of(NAMES)
        gender = self.r.randrange(3)
        lists = ((PEOPLE_M, PEOPLE_M, ANIMALS_M), (PEOPLE_F, PEOPLE_F, ANIMALS_F), (PEOPLE_N, PEOPLE_N, ANIMALS_N))[gender]
        if kind == 2:
            return self.r.choice(["er", "sie", "es"])
        if kind < 4:
            whose = self.r.choice(["mein", "dein", "sein", "ihr"])
            return whose + ("", "e", "")[gender] + " " + self.of(*lists)
        if kind == 4:
            return ("der ", "die ", "das ")[gender] + stem(self.quality()) + "e " + self.of(*lists)
        return ("der ", "die ", "das ")[gender] + self.of(*lists)

    def many(self):
        return self.r.choice(["wir", "sie", "die " + self.of(PLURALS), f"{self.of(NAMES)} und {self.of(NAMES)}"])

    def place(self):
        kind = self.r.randrange(4)
        if kind == 0:
            return "in " + self.of(PLACES)
        if kind == 1:
            return "am " + self.of(SPOTS_AM)
        if kind == 2:
            return "in der " + self.of(SPOTS_IN_DER)
        return self.r.choice(["im ", "im ", "vor dem ", "neben dem ", "hinter dem "]) + self.of(SPOTS_IM)

    def time(self):
        hour = self.r.randrange(1, 13)
        return self.r.choice([f"um {number(hour, 'ein')} Uhr", f"um halb {number(hour)}", f"um Viertel nach {number(hour)}",
                              f"um Viertel vor {number(hour)}",
                              f"um {number(self.r.randrange(2, 24))} Uhr {number(self.r.randrange(2, 60))}",
                              f"um {number(hour)} am {self.r.choice(['Morgen', 'Nachmittag', 'Abend'])}",
                              "am " + self.of(DAYS), "im " + self.of(MONTHS), self.date(), self.of(WHEN), self.of(WHEN)])

    def date(self):
        return f"am {self.of(ORDINALS)} {self.of(MONTHS)}" if self.r.random() < .6 else f"im Jahr {year(self.r.randrange(1900, 2040))}"

    def amount(self):
        return number(self.r.choice([self.r.randrange(2, 21), self.r.randrange(20, 100), self.r.randrange(100, 1000),
                                     self.r.randrange(1, 20) * 1000, self.r.randrange(1000, 20000)]))

    def doing(self, form):
        return self.of(DOING).split()[form]

    def going(self, form):
        return self.of(GOING).split()[form]

    def have(self):
        return self.r.choice([f"{self.who()} hat", f"{self.many()} haben", "ich habe", f"{self.who()} hat"])

    def hurting(self):
        return self.r.choice(["mein " + self.of(BODY_M, BODY_N), "meine " + self.of(BODY_F)])

    def sentence(self):
        r = self.r
        kinds = [
            lambda: f"{self.have()} {self.thing()} {self.doing(2)}.",
            lambda: f"{self.who()} {self.doing(1)} {self.thing()} {self.place()}.",
            lambda: f"{self.many()} {self.doing(0)} {self.thing()}.",
            lambda: f"{self.have()} {self.of(MANNERS)} {self.going(2)}.",
            lambda: f"{self.have()} {self.time()} {self.place()} {self.going(2)}.",
            lambda: f"{self.who()} {self.going(1)} {self.place()}.",
            lambda: f"{self.subject()} ist {self.quality()}.",
            lambda: f"{self.subject()} {r.choice(['war', 'ist', 'wird', 'scheint'])} sehr {self.quality()}.",
            lambda: f"{self.who()} ist {self.quality()} und {self.quality()}.",
            lambda: f"{self.place()} gibt es {self.thing()}.",
            lambda: f"{self.place()} sind {self.amount()} {self.of(PLURALS)}.",
            lambda: f"{self.who()} hat {self.thing()} und {self.thing()}.",
            lambda: f"kannst du {self.thing()} {self.doing(0)}?",
            lambda: f"{self.of(WH)} hat {self.who()} {self.thing()} {self.doing(2)}?",
            lambda: f"{self.of(WH)} ist {self.subject()}?",
            lambda: f"wollen Sie {self.thing()} {self.doing(0)}?",
            lambda: f"bitte {self.thing()} {self.time()} {self.doing(0)}.",
            lambda: f"{self.time()} {self.doing(1)} {self.who()} {self.thing()}.",
            lambda: f"das Wetter {r.choice(['ist', 'war', 'wird'])} {r.choice([self.of(WHEN), 'in ' + self.of(PLACES)])} {self.of(WEATHER)}.",
            lambda: f"es kostet {self.amount()} {self.of(UNITS)}.",
            lambda: f"{self.who()} {self.doing(1)} {self.thing()}, aber {self.who()} {self.going(1)} {self.of(MANNERS)}.",
            lambda: f"es ist {self.time().removeprefix('um ').removeprefix('im ').removeprefix('am ')}.",
            lambda: f"das Treffen beginnt {self.time()}.",
            lambda: f"{self.who()} wurde {self.date()} geboren.",
            lambda: f"meine Telefonnummer ist {' '.join(r.choice(ONES[:10]) for _ in range(r.randrange(3, 8)))}.",
            lambda: f"{self.of(NAMES)} studiert {self.of(SUBJECTS)} {self.place()}.",
            lambda: f"{self.hurting()} tut {self.of(WHEN)} weh.",
            lambda: f"{self.who()} isst {self.of(FOOD)} mit {self.of(FOOD)}.",
            lambda: f"wir brauchen {self.of(FOOD)}, {self.of(FOOD)} und {self.of(FOOD)}.",
            lambda: f"ich glaube, dass {self.who()} {self.thing()} {self.doing(1)}.",
            lambda: f"wenn du {self.of(MANNERS)} {self.going(0).removesuffix('en')}st, wird {self.who()} {self.going(0)}."
            if r.random() < .2 else f"{self.who()} muss {self.time()} {self.going(0)}.",
            lambda: f"{self.who()} kommt aus {self.of(PLACES)} und {self.going(1)} in {self.of(PLACES)}.",
            lambda: f"{r.choice(['ja', 'nein', 'hallo', 'danke', 'Entschuldigung', 'guten Morgen', 'guten Abend', 'guten Tag'])}, {self.who()} ist {self.place()}.",
            lambda: f"der Zug nach {self.of(PLACES)} fährt {self.time()} von Gleis {number(r.randrange(1, 30))}.",
        ]
        made = r.choice(kinds)()
        return made[0].upper() + made[1:]

    def words(self):
        """A few words with no sentence around them, so that a word is heard for itself."""
        lists = [NAMES, PLACES, PEOPLE_M, PEOPLE_F, ANIMALS_M, ANIMALS_F + ANIMALS_N, FOOD, THINGS_M, THINGS_F, THINGS_N,
                 VEHICLES_M + VEHICLES_F + VEHICLES_N, SPOTS_IM + SPOTS_IN_DER + SPOTS_AM, COLORS, QUALITIES, MANNERS, DAYS,
                 MONTHS, WEATHER, SUBJECTS, ABSTRACT_M + ABSTRACT_F + ABSTRACT_N, BODY_M + BODY_F + BODY_N, PLURALS,
                 ONES, ONES[:10], ONES[:10], ORDINALS, [v.split()[0] for v in DOING], [v.split()[2] for v in DOING + GOING]]
        made = ", ".join(self.of(*lists) for _ in range(self.r.choice([1, 1, 2, 3, 4]))) + "."
        return made[0].upper() + made[1:]

    def numbers(self):
        made = ", ".join(self.r.choice(ONES[:10]) if self.r.random() < .7 else self.amount()
                         for _ in range(self.r.choice([1, 2, 3, 4, 5]))) + "."
        return made[0].upper() + made[1:]

    def utterance(self):
        x = self.r.random()
        return self.sentence() if x < .8 else self.words() if x < .92 else self.numbers()
