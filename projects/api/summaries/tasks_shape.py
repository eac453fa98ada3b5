"""What the tasks of a region look like."""

from __future__ import annotations

from municipalities.figures.resource import STATUS
from municipalities.models import IndicatorClass
from projects.api.summaries.shapes import BOUNDS, COUNT, SUM, VERDICTS
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.schemas import (
    code,
    date,
    key,
    listed,
    named,
    number,
    one_of,
    or_null,
    text,
    thing,
    told,
    whole,
    yes_no,
)

YEAR = whole(FIRST_YEAR, LAST_YEAR)
CORPORATION = told(or_null(code(10)), "De code van de corporatie; null: samen.")
ROW = named(
    "VoortgangVanOpgave",
    "De voortgang van een opgave, van één corporatie of van alle samen.",
    thing(
        corporatie=CORPORATION,
        rol=told(
            one_of(("opgave", "samen", "ernaast")),
            "Een corporatie met een deel van de opgave, alle samen, of een corporatie zonder opgave die niet"
            " meetelt in samen.",
        ),
        opgave=told(
            or_null(number()),
            "De opgave, in woningen; bij samen zo nodig de som. Null: geen, of niet leesbaar.",
        ),
        status=told(or_null(STATUS), "Hoe vast de opgave is; null: geen opgave."),
        projecten=told(COUNT, "De projecten die tellen of kunnen tellen."),
        opgeleverd=told(COUNT, "De woningen die volgens de planning zijn opgeleverd."),
        gepland=told(COUNT, "De woningen met een jaar van oplevering dat nog komt."),
        onzeker=told(COUNT, "De woningen die op tijd kunnen komen, of niet."),
        **BOUNDS,
        ongeveer=told(COUNT, "Hoeveel van de woningen bij benadering zijn geteld (ca.)."),
        zonderAantal=told(COUNT, "De projecten zonder aantal: die tellen nergens in mee."),
        oordeel=told(or_null(VERDICTS), "Of de opgave wordt gehaald; null: niet te zeggen."),
        oordeelNu=told(
            or_null(text(30)), "Het oordeel zoals het er staat zolang de jaren nog lopen: wordt zo gehaald."
        ),
        uitleg=told(text(), "Waarom, in woorden."),
        kort=told(text(), "Hetzelfde in een paar woorden."),
    ),
)
CELL = named(
    "OpleveringVanCorporatie",
    "De oplevering in een jaar, van één corporatie of van alle samen.",
    thing(
        corporatie=CORPORATION,
        **BOUNDS,
        opgeleverd=told(COUNT, "Hoeveel daarvan al klaar zijn."),
        zonderAantal=told(COUNT, "De projecten zonder aantal."),
    ),
)
TASK = named(
    "Opgave",
    "Een opgave van een regio, naast wat de projecten eraan bijdragen.",
    thing(
        naam=told(text(), "De naam, met de periode."),
        kengetal=told(code(), "De code van het kengetal."),
        klasse=told(code(), "De code van de klasse van het kengetal."),
        soort=told(one_of(IndicatorClass.Task.values), "De soort project die telt."),
        vanJaar=told(YEAR, "Vanaf dit jaar wordt geteld."),
        totEnMetJaar=told(or_null(YEAR), "Tot en met dit jaar; null: de bron noemt het niet."),
        cijfers=told(listed(key()), "De nummers van de cijfers waar de opgave uit bestaat."),
        nietTeVergelijken=told(
            or_null(text()), "Waarom projecten niet naast deze opgave kunnen staan; anders null."
        ),
        corporaties=told(listed(ROW), "De voortgang per corporatie en samen."),
        jaren=told(
            listed(
                named(
                    "JaarVanOpgave",
                    "De oplevering van één jaar.",
                    thing(
                        jaar=told(or_null(YEAR), "Het jaar; null: niet bekend."),
                        corporaties=told(listed(CELL), "De oplevering per corporatie en samen."),
                    ),
                )
            ),
            "De oplevering per jaar. Wat alleen een los jaar noemt, staat ook bij null: tel ze niet op.",
        ),
    ),
)
SHARE = named(
    "AandeelNaastCijfer",
    "Een deel van het programma, naast het cijfer van de regio.",
    thing(
        cijfer=told(key(), "Het nummer van het cijfer waar dit naast staat."),
        kengetal=told(code(), "De code van het kengetal."),
        klasse=told(or_null(code()), "De code van de klasse."),
        **BOUNDS,
        aandeel=told(text(60), "Het deel van de woningen van het programma, naar buiten afgerond."),
        letOp=told(text(), "Waarom dit niet zonder meer met het cijfer te vergelijken is; leeg: dat kan."),
    ),
)
SCHEMA = thing(
    regio=told(code(), "De code van de regio."),
    jaar=told(YEAR, "Vanuit welk jaar gekeken is."),
    jaarGekozen=told(yes_no(), "Of u het jaar koos; false: zonder keuze dit jaar."),
    peildatum=told(date(), "De dag waarop de cijfers bekend moesten zijn."),
    voorbeelden=told(
        COUNT, "Hoeveel projecten verzonnen zijn, in het overzicht van het jaar of in het programma."
    ),
    opgaven=told(listed(TASK), "De opgaven; leeg: er is er geen bekend."),
    programma=told(SUM, "De projecten die voor een van de opgaven tellen."),
    aandelen=told(listed(SHARE), "Hoe de woningen van het programma over huurprijsklassen kunnen vallen."),
)
