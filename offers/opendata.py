"""The boden among the open data: how the catalogue and the page for people tell of them."""

from django.db.models import Count, Max, Min, Q

from offers.models import Offer
from projects.opendata.datasets import CSV, DATASETS, EXCEL, LINES, MAP, Dataset
from projects.opendata.facts import Facts


def offer_facts() -> Facts:
    """Return the facts of what was published: it changed last when the last version was added."""
    found = Offer.objects.public().aggregate(
        count=Count("pk", distinct=True),
        examples=Count("pk", filter=Q(is_example=True), distinct=True),
        modified=Max("versions__published_at"),
        first=Min("year"),
        last=Max("year"),
    )
    first, last = (str(found[each] or "") for each in ("first", "last"))
    return Facts(found["count"], found["examples"], found["modified"], first, last)


OFFERS = Dataset(
    "boden",
    "Boden van woningcorporaties aan gemeenten",
    (
        "De gepubliceerde boden: wat een corporatie in een gemeente van plan is, zoals zij dat voor een "
        "jaar heeft gezegd. De lijst noemt de boden. De versies van een bod, en de projecten zoals die er op "
        "de dag van publicatie in stonden, zijn bij ieder bod op te vragen. Wat gepubliceerd is, verandert "
        "niet meer: een correctie is een nieuwe versie."
    ),
    "Boden",
    "bod",
    "boden",
    "api-documentation",
    "Naar de documentatie",
    "De projecten van een bod vraagt u op met het adres van dat bod in de API.",
    ("bod", "prestatieafspraken", "woningcorporatie", "volkshuisvesting", "woningbouw"),
    (EXCEL, CSV, LINES, MAP),
    offer_facts,
)
DATASETS[OFFERS.name] = OFFERS
