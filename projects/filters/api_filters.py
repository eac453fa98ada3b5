"""The choices of the API: those of the pages, where every parameter stands by itself.

A form tells a person that two choices do not go together. A program sends what it was built to send: here
each combination has the meaning that follows from its parts, so that the description says all there is.
"""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from municipalities import filter_meanings
from projects.filters.filterset import ProjectFilterSet
from projects.filters.years import choose_year
from projects.models import Project
from wonen.dutch.form_fields import AddressForm
from wonen.rest.schemas import CodeList

MEANINGS = {
    "zoek": "Een deel van de naam of plaats. Een kleine tikfout geeft niet.",
    "jaar": "Het overzicht van dit jaar: een lijst heeft dan de projecten die daarin staan, en het veld"
    " `onderdeel` zegt waar.",
    "onderdeel": "Het onderdeel van het overzicht van `jaar`; zonder `jaar` van het overzicht dat de pagina's"
    " vanzelf tonen.",
    "vanJaar": "De start, de oplevering of de planning ligt in dit jaar of later.",
    "totJaar": "De start, de oplevering of de planning ligt in dit jaar of eerder.",
    "regio": "De code van een regio, zoals parkstad: de projecten in alle gemeenten daarvan. De namen staan"
    " op `/regios`.",
    "gemeente": "De CBS-code van een gemeente, zoals GM0917 voor Heerlen. De namen staan op `/gemeenten`.",
    "corporatie": "De code van een corporatie. De namen staan op `/corporaties`.",
    "soort": "Wat er gebeurt.",
    "fase": "Hoe ver het project is.",
    "woningtype": "De code van een woningtype, of nnb: nog niet bekend. De namen staan op `/woningtypen`.",
    "wonenMetZorg": "Of het om wonen met zorg gaat.",
    "huurprijsklasse": "De code van een huurprijsklasse, of nnb: nog niet bekend. De namen staan op"
    " `/huurprijsklassen`.",
    "segment": "De soort huur.",
    "batVanaf": "Deze BAT-score (toegankelijkheid) of een hogere. 2: met een rollator, 3: met een rolstoel.",
    "bat": "Precies deze BAT-score (toegankelijkheid), of nnb: nog niet bekend.",
    "duurzaamheidVanaf": "Dit duurzaamheidsniveau of een hoger. De namen staan op `/duurzaamheidsniveaus`.",
    "duurzaamheid": "Precies dit duurzaamheidsniveau, of nnb: nog niet bekend. De namen staan op"
    " `/duurzaamheidsniveaus`.",
    "start": "Het jaar van de start, of nnb: nog niet bekend.",
    "oplevering": "Het jaar van de oplevering, of nnb: nog niet bekend.",
    "aantal": "Of het aantal woningen zeker is, ongeveer (ca.), of nog niet bekend (nnb).",
    "zekerheid": "zeker: alleen wat zeker voldoet aan de filters op type, huur, BAT-score, duurzaamheid,"
    " start en oplevering; mogelijk: alleen wat er misschien aan voldoet. Zonder deze parameter allebei.",
    "sorteer": "De volgorde; met een minteken ervoor van hoog naar laag.",
}
CODES: Mapping[str, CodeList] = {
    **filter_meanings.CODES,
    "woningtype": CodeList("woningtypen", "gestapeld-met-lift"),
    "huurprijsklasse": CodeList("huurprijsklassen", "vrije-huur"),
    "duurzaamheidVanaf": CodeList("duurzaamheidsniveaus", "nom"),
    "duurzaamheid": CodeList("duurzaamheidsniveaus", "nom"),
}


class ProjectApiFilterSet(ProjectFilterSet):
    """``onderdeel`` without ``jaar`` is of the overview that a page shows by itself."""

    meanings = MEANINGS
    codes = CODES

    class Meta:
        model = Project
        form = AddressForm
        fields = ()

    def __init__(self, data: QueryDict, queryset: Any, **options: Any) -> None:
        if "onderdeel" in data and "jaar" not in data:
            data = data.copy()
            data["jaar"] = str(choose_year(QueryDict(), queryset).year)
        super().__init__(data, queryset, **options)
