"""What the filters mean to who writes a program; beside a box on a page one word is enough."""

from collections.abc import Mapping

from wonen.rest.schemas import AREA_CODE, CodeList

CODES: Mapping[str, CodeList] = {
    "gemeente": CodeList("gemeenten", "GM0917", AREA_CODE),
    "kaart": CodeList("gemeenten", "GM0917", AREA_CODE),
    "regio": CodeList("regios", "parkstad"),
    "corporatie": CodeList("corporaties", "WL"),
    "thema": CodeList("themas", "woningtoewijzing"),
    "kengetal": CodeList("kengetallen", "mutatiegraad"),
    "klasse": CodeList("kengetallen", "totaal"),
}

MUNICIPALITIES = {
    "regio": "De code van een regio, zoals parkstad: de gemeenten daarin. De namen staan op `/regios`.",
    "werkgebied": "true: de gemeenten waar de corporatie werkt; false: de andere.",
}
INDICATORS = {
    "thema": "De code van een thema. De namen staan op `/themas`.",
    "soort": "Hoe het kengetal is opgebouwd: één cijfer, een reeks over de jaren, een verdeling over"
    " klassen of een tabel per corporatie.",
}
FIGURES = {
    "thema": INDICATORS["thema"],
    "kengetal": "De code van een kengetal. De namen staan op `/kengetallen`.",
    "klasse": "De code van een klasse. De klassen van een kengetal staan bij `/kengetallen`.",
    "gebied": "Waar het cijfer over gaat: een gemeente, een regio of de hele corporatie.",
    "gemeente": "De CBS-code van een gemeente, zoals GM0917 voor Heerlen: alleen cijfers van die gemeente"
    " zelf. De namen staan op `/gemeenten`.",
    "regio": "De code van een regio, zoals parkstad: alleen cijfers van die regio als geheel. De namen staan"
    " op `/regios`.",
    "corporatie": "De code van een corporatie, bij een tabel per corporatie. De namen staan op"
    " `/corporaties`.",
    "kaart": "De CBS-code van een gemeente: alle cijfers van haar gemeentekaart, ook die van haar regio en"
    " van de hele corporatie.",
    "jaar": "De periode van het cijfer valt voor een deel in dit jaar.",
    "periodeVanaf": "De periode van het cijfer eindigt op deze dag of later.",
    "periodeTot": "De periode van het cijfer begint op deze dag of eerder.",
    "peildatum": "Alleen wat op deze dag al bekend was.",
    "status": "Hoe vast het cijfer is.",
}
