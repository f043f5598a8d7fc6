<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="nl">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Over delpanel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Versie {0}, Qt {1}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Maakt van een stapel dossiers beslissingen die standhouden: elke rang en elke euro is na te rekenen met ‘delpanel solve’.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sluiten</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Agenda</name>
    <message>
        <source>punten gewijzigd na de consensus</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>punten ontbreken van {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>te weinig punten voor een waarde</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} punt uit elkaar</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>één stem ver van de andere</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>aan beide kanten van drempel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Te bespreken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} open punten houden de beslissing tegen, {1} vragen een gesprek.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} keer liggen de punten ver uit elkaar zonder consensus.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Niets houdt de beslissing tegen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} al besproken.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dossier, criterium en waarom</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>AgreeBlock</name>
    <message>
        <source>Consensus voor {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reden van de afwijking</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Motivering voor de brief, {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reden van de afwijking, {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Punten per beoordelaar</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Motivering voor de brief</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>geen motivering</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nog geen bladen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Overnemen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Motivering van {0} overnemen in de brief</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>wijkt af: reden verplicht</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>punten gewijzigd na de consensus</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>de regel telt: {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>voorgesteld, regel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>nog niet vastgelegd</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>vastgelegd</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>AgreeSheet</name>
    <message>
        <source>{0} bladen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rangschikking</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Volgende bespreking</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Consensus vastleggen</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>Eensgezindheid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Alfa van Krippendorff met 95 %-interval; 1 is volledig gelijk, 0 is toeval. Een lage waarde in een kleine reeks gelijkwaardige dossiers betekent niet dat er slecht beoordeeld is. Geen enkele rang hangt hiervan af.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Wordt berekend.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>interval</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Totaal</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>De beoordelaars zijn het in grote lijnen eens over de dossiers.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>De beoordelaars zijn het redelijk eens. Steun niet op kleine verschillen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>De beoordelaars verschillen duidelijk van mening. Bespreek de dossiers voor u op hun volgorde steunt.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Er zijn te weinig punten om eensgezindheid te kunnen meten.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} tot {1}</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Menu</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Voorzitter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Secretariaat</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Panellid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lezer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>bewaard {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} · {1} regels in het logboek</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>Oproep</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>dossiers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>zoeken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leeg dossiersjabloon bewaren</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Oproepbestand vervangen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nakijken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>versie {0} van het oproepbestand</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>EFRO-enveloppe</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vlaamse enveloppe</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>EFRO-percentage</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Plafond overheidssteun</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Provincies</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hoogstens per provincie</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Beslissend beleid</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drempel op het totaal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reserve per provincie</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Regelset staatssteun</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Geld en regels</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vooraanmelding tot en met</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dossier tot en met</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tijdzone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Beslissing vóór</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Termijnen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>aangenomen, niet gepubliceerd</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>gewicht {0} op {1}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>drempel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} op 100, gewogen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} op {1}, ongewogen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>geen</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Geen tegenspraken in het oproepbestand.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Oproepbestand kiezen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Oproepen (*.toml)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sjabloon bewaren als</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Excel (*.xlsx)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} is bewaard.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ChecksPane</name>
    <message>
        <source>{0} van {1}</source>
        <translation>{0} of {1}</translation>
    </message>
    <message>
        <source>Controle</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Deze brief blijft liggen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Alle velden ingevuld</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Besluit komt overeen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bedragen gelijk aan toekenning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Geadresseerde is promotor</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Elk criterium gemotiveerd</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Beroepsclausule aanwezig</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Geen ander dossier genoemd</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>punten van {0}, {1}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>motivering van {0}, {1}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>consensus van {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>gewichten</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>ongedaan gemaakt: {0}</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>CriterionBlock</name>
    <message>
        <source>gewicht {0} %</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Punten voor {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Motivering voor {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waarom deze punten, met bladzijde</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Motivering ontbreekt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>nog leeg</source>
        <translation>still empty</translation>
    </message>
    <message>
        <source>nog leeg, drempel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>boven drempel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>onder drempel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} tekens, minimum {1}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>voldoende gemotiveerd</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>nog te kort</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>motivering ontbreekt</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>DossiersPage</name>
    <message>
        <source>Dossiers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nog geen dossiers</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Effect</name>
    <message>
        <source>Gevolg: {0}, {1}.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>geen dossier verandert van plaats</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>twee dossiers wisselen van plaats</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>één dossier verandert van plaats</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} dossiers veranderen van plaats</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>geen enkel zakt onder een drempel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} zakt onder een drempel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} haalt nu elke drempel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} krijgt steun in plaats van {1}.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} krijgt geen steun meer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} krijgt nu ook steun.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dezelfde dossiers krijgen steun.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} en {1}</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>FundingPage</name>
    <message>
        <source>Toekenning</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>dossier</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>voorstel kiezen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rangschikking als Excel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vastlegging opheffen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>De voorstellen worden berekend</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Beide voorstellen verschijnen zodra het optimum bewezen is.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Toegekend</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Voorstel {0} vastleggen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>controlegetal {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vastgelegd: {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Beide voorstellen kiezen dezelfde dossiers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Twee voorstellen, {0} dossiers verschillen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reden</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>De oproep koos vooraf het andere voorstel. Waarom {0}?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Voorstel {0} ({1}) vastleggen?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Daarna kunnen dossiers, punten, gewichten en consensus niet meer wijzigen en worden de brieven uit deze toekenning gemaakt. Opheffen kan alleen met een reden.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vastleggen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waarom wordt de vastlegging opgeheven?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rangschikking bewaren als</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>geen</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Voortgang</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Annuleren</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{0} van {1}</source>
        <translation>{0} of {1}</translation>
    </message>
    <message>
        <source>stopt na deze stap</source>
        <translation>stops after this step</translation>
    </message>
</context>
<context>
    <name>JournalDialog</name>
    <message>
        <source>Logboek</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Het logboek is gaaf: elke regel sluit aan op de vorige.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Het logboek is buiten het programma gewijzigd vanaf regel {0}.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sluiten</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Nr</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Wanneer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Wie</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Wat</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waarop</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reden</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>beoordelaar</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>consensus</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>onder drempel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>drempel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Legende</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>LettersPage</name>
    <message>
        <source>Soort brief</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Brieven</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>brief</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>bladzijde</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>vrijgeven</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nog geen brieven</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Brieven ontstaan uit de vastgelegde toekenning. Leg eerst een voorstel vast.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Alle {0}</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n brieven</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>versie {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Map voor de brieven</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n brieven geschreven</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>Startpagina</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Taal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Zoals het systeem</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Licht</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Donker</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hoog contrast</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Weergave</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tekstgrootte</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Over delpanel</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Sluiten</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>PageTurner</name>
    <message>
        <source>Vorige bladzijde</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Volgende bladzijde</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>{0} van {1}</source>
        <translation>{0} of {1}</translation>
    </message>
</context>
<context>
    <name>Pair</name>
    <message>
        <source>Beslist door het hoogste totaal.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Beslist bij gelijk totaal: {0}.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Geen enkele verschuiving van één gewicht keert deze volgorde om.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} komt voor zodra {1} meer dan {2} weegt.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} komt voor zodra {1} minder dan {2} weegt.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Een half punt op één criterium keert de volgorde niet om.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Eén half punt minder voor {0} op {1} keert de volgorde om.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>om het even welk criterium</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bij de officiële gewichten: {0} {1} en {2} {3}.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>PairPane</name>
    <message>
        <source>{0} voor {1}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>verschil</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Totaal</source>
        <translation>Total</translation>
    </message>
</context>
<context>
    <name>PanelPage</name>
    <message>
        <source>Panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nog geen beoordelaars</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>PdfView</name>
    <message>
        <source>Voorbeeld van de brief</source>
        <translation>Preview of the letter</translation>
    </message>
    <message>
        <source>bladzijde {0} van {1}</source>
        <translation>page {0} of {1}</translation>
    </message>
</context>
<context>
    <name>PinnedTable</name>
    <message>
        <source>Kopiëren</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Sorteren op {0}</source>
        <translation>Sort by {0}</translation>
    </message>
</context>
<context>
    <name>Pipeline</name>
    <message>
        <source>Stappen</source>
        <translation>Steps</translation>
    </message>
</context>
<context>
    <name>PointsNotices</name>
    <message>
        <source>punten</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>half punt erbij</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>omschrijvingen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>volgende open</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>dossier</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Iemand anders wijzigde dit intussen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>U ziet nu wat er staat. Wat u typte, blijft staan en wordt bewaard zodra u verder typt. Ongedaan maken gaat niet verder terug dan dit moment.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Geef {0} tot {1} in stappen van {2}.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} ligt niet op de puntenschaal.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>De toekenning is vastgelegd.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Punten en motiveringen kunnen niet meer wijzigen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Het blad van {0} is volledig.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>U kunt het wijzigen tot de toekenning vastligt.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nog te doen: punten voor {0} en motivering voor {1} van de {2} criteria.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Het blad van {0} is nog niet volledig.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Alle bladen zijn volledig.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>U kunt ze nalezen en wijzigen tot de toekenning vastligt.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>PointsPage</name>
    <message>
        <source>Beoordeling</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Er zijn nog geen bladen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bladen ontstaan zodra het secretariaat dossiers aan beoordelaars toewijst.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Mijn dossiers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} klaar</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>PolicyBand</name>
    <message>
        <source>vooraf gekozen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>van {0} provincies</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>hubs</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>som van totalen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>EFRO</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vlaams</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Eigen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>geen plafond</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>rest {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>enveloppe op</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>geen hub</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kaart: {0}</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ProgressSquares</name>
    <message>
        <source>{0} van {1}</source>
        <translation>{0} of {1}</translation>
    </message>
</context>
<context>
    <name>RankRecord</name>
    <message>
        <source>laatste</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} op totaal</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>gelijk, op {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>gelijk, op loting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>gelijk, op nummer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>onder drempel</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RankingView</name>
    <message>
        <source>Totaal op 100</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Totaal boven drempel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} tot {1}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>rang {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>een half punt minder kan onder een drempel brengen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>zelfde plaats</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} hoger</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} lager</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>onder drempel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>punten ontbreken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Speling van de rang</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rangschikking</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>rang bij</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>±½ punt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>gewicht ±5</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rang bij ±½ punt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rang bij gewicht ±5</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rang</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Consortium</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Voorsprong</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ReadingPane</name>
    <message>
        <source>Deel van het dossier</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} is afgeschermd</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Voor dit dossier is een belangenconflict gemeld. Naam, inhoud en punten blijven verborgen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Begroting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Samenvatting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Het dossier bevat geen tekst bij dit criterium.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Totale kost</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Gevraagde EFRO-steun</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Gevraagde Vlaamse cofinanciering</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Eigen bijdrage</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Kostenlijnen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dossier, bladzijde {0}</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ReasonPane</name>
    <message>
        <source>Rang {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Zonder rang</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waarom niet in B</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Wat zou helpen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Geen bedrag in de enveloppen brengt {0} erin.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} komt erin met extra middelen in beide enveloppen:</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>EFRO</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vlaams</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Geen enkele combinatie binnen beide enveloppen bevat dit dossier.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Met dit dossier erbij blijven {0} van {1} provincies mogelijk, met een som van {2}.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Met dit dossier erbij blijven {0} provincies mogelijk, maar de som gaat van {1} naar {2}. De enveloppe dwingt dan tot andere dossiers elders.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>nu</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>met {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Som van totalen</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ReleaseBar</name>
    <message>
        <source>Vrijgeven: {0} van {1} brieven</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} blijft liggen</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n brieven vrijgeven</source>
        <translation type="unfinished">
            <numerusform />
            <numerusform />
        </translation>
    </message>
    <message>
        <source>{0} goedkeuringen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} op reserve</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} afwijzingen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} onontvankelijk</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>({0} EFRO, {1} Vlaams)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ResultBar</name>
    <message>
        <source>Totaal</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Totaal, voorlopig</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>op 100</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} tot {1}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>drempel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Totaal dat nog mogelijk is</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} criteria ontbreken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} ontbreekt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>drempel {0} gehaald</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>drempel {0} zeker gehaald</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>onder drempel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>drempel {0} niet meer haalbaar</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>drempel {0} nog open</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>ScoreScale</name>
    <message>
        <source>nog leeg</source>
        <translation>still empty</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Zoek dossier of partner</source>
        <translation>Search dossier or partner</translation>
    </message>
    <message>
        <source>Zoek</source>
        <translation>Search</translation>
    </message>
</context>
<context>
    <name>SheetForm</name>
    <message>
        <source>Blad van {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>alles bewaard</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>bewaard {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Vorige</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Blad afsluiten</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Volgend open dossier</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Een andere beoordelaar kiezen</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>SheetList</name>
    <message>
        <source>{0} van {1}</source>
        <translation>{0} of {1}</translation>
    </message>
    <message>
        <source>Dossiers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Voortgang</source>
        <translation>Progress</translation>
    </message>
</context>
<context>
    <name>SheetRow</name>
    <message>
        <source>Afgeschermd</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nr</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Consortium</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Blad</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>klaar</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>conflict</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0} van {1}</source>
        <translation>{0} of {1}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Paneel openen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Demo-oproep bekijken</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Eigen oproepbestand kiezen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>volgende keuze</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>kiezen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Van dossiers naar beslissingen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Een paneelbestand bevat alles van één oproep: dossiers, punten, consensus, toekenning en brieven. Alles wat u typt, wordt meteen bewaard.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nieuw paneel voor een oproep</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Laatst geopend</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nog niets</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>U kunt een paneelbestand ook op dit venster laten vallen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Panelen (*.delpanel);;Alle bestanden (*)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Oproepbestand kiezen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Oproepen (*.toml)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nieuw paneel bewaren als</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Panelen (*.delpanel)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Map voor de demo</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>StripPlot</name>
    <message>
        <source>hoger dan {0} van de {1}</source>
        <translation>higher than {0} of {1}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Rol: {0}</source>
        <translation>Role: {0}</translation>
    </message>
</context>
<context>
    <name>TotalRow</name>
    <message>
        <source>Totaal</source>
        <translation>Total</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>Totaal per beoordelaar, officiële gewichten</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>rood kader: {0} punten of meer naast de consensus</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>gemiddeld verschil</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Beoordelaar {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{0}, {1} tegenover de consensus</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>WeightSlider</name>
    <message>
        <source>{0} procent, officieel {1}</source>
        <translation>{0} percent, official {1}</translation>
    </message>
</context>
<context>
    <name>WeightTriangle</name>
    <message>
        <source>{0} gebieden; officieel {1}</source>
        <translation>{0} regions; official {1}</translation>
    </message>
</context>
<context>
    <name>WeightsPane</name>
    <message>
        <source>Gewichten</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>som 100 %</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Streepje: officieel gewicht. Een proef verandert niets aan het paneel.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Terug naar officieel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Gewicht van {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>officieel {0}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Versleep een gewicht om te zien wat verandert.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>WeightsReasonDialog</name>
    <message>
        <source>Gewichten officieel vaststellen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Annuleren</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Officieel vaststellen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>De reden komt in het logboek en op de rangschikking.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reden</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>box</name>
    <message>
        <source>Annuleren</source>
        <translation>Cancel</translation>
    </message>
</context>
</TS>
