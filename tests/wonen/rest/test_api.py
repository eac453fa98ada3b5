"""The API: each resource whole, read only, strict about what it is asked."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.models import Corporation, Municipality
from projects.example import make_examples
from projects.models import ExternalCode, Project
from tests.support.problems import faults
from tests.support.scale import MANY
from wonen.rest.formats import moment
from wonen.rest.registry import SUMMARIES

RESOURCES = {
    "gemeenten": 31,
    "regios": 6,
    "corporaties": 2,
    "huurprijsgrenzen": 10,
    "kengetallen": 26,
    "cijfers": 80,
    "projecten": 6,
    "woningtypen": 4,
    "huurprijsklassen": 5,
    "bat-scores": 5,
    "duurzaamheidsniveaus": 3,
    "normen": 1,
    "themas": 8,
    "boden": 1,
}


def one(client: Client, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def test_the_root_lists_every_resource(client: Client, brochure: dict[str, Any]) -> None:
    root = one(client, "/api/v1")
    assert set(root) == {*RESOURCES, *(each.name for each in SUMMARIES if not each.of)}
    for name, count in RESOURCES.items():
        assert one(client, root[name])["aantal"] == count, name


def test_a_project_whole(client: Client, brochure: dict[str, Any]) -> None:
    project = Project.objects.get(name="Aldenhofpark Hoensbroek (fase 1)")
    ExternalCode.objects.create(project=project, system="dpi", code="HRL-3")
    assert one(client, f"/api/v1/projecten/{project.pk}") == {
        "id": project.pk,
        "naam": "Aldenhofpark Hoensbroek (fase 1)",
        "gemeente": "GM0917",
        "plaats": "Hoensbroek",
        "corporatie": "WL",
        "faseVan": None,
        "soort": "nieuwbouw",
        "projectfase": None,
        "aantalWoningen": 30,
        "aantalIsOngeveer": True,
        "woningtypen": ["grondgebonden-gezins", "gestapeld-met-lift"],
        "mixNogTeBepalen": False,
        "wonenMetZorg": True,
        "huurprijsklassen": [
            {"klasse": "sociale-hogere-huur", "mogelijk": False, "aantalWoningen": None},
            {"klasse": "vrije-huur", "mogelijk": True, "aantalWoningen": None},
        ],
        "batVan": 0,
        "batTotEnMet": 2,
        "duurzaamheid": "beng",
        "duurzaamheidTenminste": False,
        "start": {"jaar": 2022, "kwartaal": None},
        "oplevering": None,
        "planning": None,
        "onderdeel": None,
        "bron": "Bod 2022 van Wonen Limburg aan de gemeente Heerlen",
        "opmerking": "De bron noemt alleen fase 1; over het hele project staan er geen gegevens in.",
        "codes": [{"systeem": "dpi", "code": "HRL-3"}],
        "gedrukt": {
            "aantalWoningen": "Ca. 30 woningen",
            "woningtypen": "Mix gestapeld met lift, grondgebonden gezins en wonen met zorg",
            "huurprijsklassen": "Sociale hogere huur (eventueel aangevuld met Vrije huur)",
            "batScore": "Score 0-2",
            "duurzaamheid": "BENG",
            "planning": "2022 (start)",
        },
        "vera": {
            "projectsoort": None,
            "huurklassen": ["DUU"],
            "batscoreVan": None,
            "batscoreTotEnMet": None,
            "toegankelijkheidslabelVan": "ZON",
            "toegankelijkheidslabelTotEnMet": None,
            "energievoorziening": None,
        },
        "openbaar": True,
        "voorbeelddata": False,
        "gewijzigdOp": moment(project.modified_at),
    }


@pytest.mark.parametrize(("query", "count"), [("", 31), ("werkgebied=true", 13), ("werkgebied=false", 18)])
def test_the_working_area_is_a_choice(
    client: Client, brochure: dict[str, Any], query: str, count: int
) -> None:
    assert one(client, f"/api/v1/gemeenten?{query}")["aantal"] == count


def test_a_working_area_that_is_neither_is_refused(client: Client, brochure: dict[str, Any]) -> None:
    response = client.get("/api/v1/gemeenten?werkgebied=misschien")
    assert response.status_code == 400
    assert "werkgebied" in faults(response)


def test_the_section_is_given_for_the_year_asked(client: Client, brochure: dict[str, Any]) -> None:
    answer = one(client, "/api/v1/projecten?jaar=2022&gemeente=GM0917")
    assert [row["onderdeel"] for row in answer["resultaten"]] == [
        *["nieuwbouw"] * 4,
        "renovatie",
        "onderzoek",
    ]


def test_the_other_resources_whole(client: Client, brochure: dict[str, Any]) -> None:
    assert one(client, "/api/v1/gemeenten/GM0917") == {
        "code": "GM0917",
        "naam": "Heerlen",
        "regio": "parkstad",
        "hoofdplaats": "Heerlen",
        "breedtegraad": 50.8837,
        "lengtegraad": 5.9815,
        "werkgebied": True,
    }
    assert one(client, "/api/v1/regios/parkstad") == {
        "code": "parkstad",
        "naam": "Parkstad",
        "coropCode": None,
        "ligtIn": "zuid-limburg",
    }
    assert one(client, "/api/v1/corporaties/ACC") == {
        "code": "ACC",
        "naam": "Wonen Limburg Accent",
        "verbondenAan": "WL",
    }
    assert one(client, "/api/v1/huurprijsgrenzen/2024-07-01") == {
        "geldigVanaf": "2024-07-01",
        "geldigTotEnMet": "2024-12-31",
        "kwaliteitskortingsgrens": 454.47,
        "aftoppingsgrensLaag": 650.43,
        "aftoppingsgrensHoog": 697.07,
        "socialeHuurgrens": 879.66,
        "middenhuurgrens": 1157.95,
        "opmerking": "kwaliteitskortingsgrens waarschijnlijk",
    }
    assert one(client, "/api/v1/woningtypen/gestapeld-met-lift") == {
        "code": "gestapeld-met-lift",
        "naam": "Gestapeld met lift",
        "betekenis": "Woning in een meergezinsgebouw met lift",
        "volgorde": 4,
        "bouwvorm": "gestapeld",
    }
    assert one(client, "/api/v1/huurprijsklassen/vrije-huur") == {
        "code": "vrije-huur",
        "naam": "Vrije huur",
        "betekenis": "Inkomens boven de DAEB-grens",
        "volgorde": 5,
        "segment": "vrij",
        "bovengrens": None,
        "veraHuurklasse": "BOV",
    }
    assert one(client, "/api/v1/bat-scores/bat-2") == {
        "code": "bat-2",
        "score": 2,
        "naam": "BAT-score 2",
        "betekenis": "Bewoonbaar met een rollator",
        "veraBatscore": None,
        "veraToegankelijkheidslabel": None,
    }
    assert one(client, "/api/v1/duurzaamheidsniveaus/nom") == {
        "code": "nom",
        "naam": "NOM",
        "betekenis": "Nul-op-de-meterwoning",
        "volgorde": 3,
        "veraEnergievoorziening": "NOM",
    }


@pytest.mark.parametrize(
    "query",
    [
        "jaar=abc",
        "jaar=99999999999",
        "gemeente=Heerlen",
        "Jaar=2022",
        "onbekend=1",
        "zoek=%00",
        "wonenMetZorg=misschien",
    ],
)
def test_a_wrong_or_unknown_parameter_is_refused(
    client: Client, brochure: dict[str, Any], query: str
) -> None:
    response = client.get(f"/api/v1/projecten?{query}")
    assert response.status_code == 400
    assert "resultaten" not in response.json()


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/",
        "/api/v1/projecten/",
        "/api/v1/gemeenten/GM9999",
        "/api/v1/huurprijsgrenzen/2024-02-31",
        "/api/v1/projecten?pagina=99",
        "/api/v1/nee",
    ],
)
def test_what_is_not_there_is_404(client: Client, brochure: dict[str, Any], address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_without_a_token_and_lists_of_the_legend_never(
    client: Client, brochure: dict[str, Any], method: str
) -> None:
    for address in ("/api/v1/woningtypen", "/api/v1/woningtypen/gestapeld-met-lift"):
        assert getattr(client, method)(address, "{}", content_type="application/json").status_code == 405
    address = "/api/v1/projecten"
    if method != "post":
        address += f"/{Project.objects.values_list('pk', flat=True)[0]}"
    assert getattr(client, method)(address, "{}", content_type="application/json").status_code == 401
    assert Project.objects.count() == 6


def test_what_is_not_there_is_told_in_dutch(client: Client, brochure: dict[str, Any]) -> None:
    for address in ("/api/v1/projecten/999999999999999999", "/api/v1/gemeenten/GM9999"):
        response = client.get(address)
        assert faults(response) == {}
        assert response.json()["title"] == "Hier is niets"


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_null_character_is_refused(client: Client, brochure: dict[str, Any], resource: str) -> None:
    assert client.get(f"/api/v1/{resource}/%00").status_code == 400


def test_the_list_holds_what_the_pages_count(client: Client, brochure: dict[str, Any]) -> None:
    whole = Project.objects.create(
        name="Geheel",
        municipality=Municipality.objects.get(name="Heerlen"),
        corporation=Corporation.objects.get(code="WL"),
        kind="nieuwbouw",
        is_public=True,
    )
    Project.objects.filter(name="Spoorsingel").update(dwellings=20, parent=whole)
    names = {row["naam"] for row in one(client, "/api/v1/projecten")["resultaten"]}
    assert "Spoorsingel" in names
    assert "Geheel" not in names
    assert one(client, f"/api/v1/projecten/{whole.pk}")["naam"] == "Geheel"


def test_pages_lead_to_each_other_and_miss_nothing(client: Client, brochure: dict[str, Any]) -> None:
    make_examples(40)
    address, names = "/api/v1/projecten?paginaGrootte=7", []
    while address:
        answer = one(client, address)
        names += [row["naam"] for row in answer["resultaten"]]
        address = answer["volgende"]
    public = Project.objects.public()
    assert len(names) == public.count() > 30
    assert set(names) == set(public.values_list("name", flat=True))


def test_a_list_costs_the_same_for_few_and_many(
    client: Client, brochure: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wonen.rest.projection.CHUNK", 100)  # a page is read in more than one
    with CaptureQueriesContext(connection) as few:
        one(client, "/api/v1/projecten?paginaGrootte=1")
    make_examples(MANY)
    with CaptureQueriesContext(connection) as many:
        one(client, "/api/v1/projecten?paginaGrootte=1000")
    assert len(few) == len(many) == 2  # one of them counts who asks


def test_example_data_is_marked_in_every_row(client: Client, brochure: dict[str, Any]) -> None:
    make_examples(40)
    answer = one(client, "/api/v1/projecten?paginaGrootte=1000")
    rows = answer["resultaten"]
    assert "verzonnen" in answer["voorbeelddata"]
    assert "voorbeelddata" not in one(client, "/api/v1/projecten?zoek=Spoorsingel")
    examples = {row["naam"] for row in rows if row["voorbeelddata"]}
    assert examples == set(Project.objects.public().filter(is_example=True).values_list("name", flat=True))


@pytest.mark.parametrize("address", ["/api/v1", "/api/v1/projecten"])
def test_the_head_alone_can_be_asked(client: Client, db: None, address: str) -> None:
    answer = client.head(address)
    assert answer.status_code == 200
    assert answer.content == b""
