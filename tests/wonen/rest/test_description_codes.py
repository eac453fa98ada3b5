"""Codes of the database are no part of the description: it stays the same while rows come and go."""

from typing import Any

from django.test import Client

from municipalities.models import Corporation, Indicator, Municipality, Region, Theme
from projects.models import HousingType, SustainabilityLevel
from tests.wonen.rest.test_api import one
from wonen.rest import parameters
from wonen.rest.registry import RESOURCES, SUMMARIES

OPENAPI = "/api/v1/openapi.json"
TAKEN = {
    **{f"/{each.path}": parameters.of_list(each) for each in RESOURCES},
    **{f"/{each.path}": list(each.parameters) for each in SUMMARIES},
}
OF_ROWS = {
    *("gemeente", "kaart", "regio", "corporatie", "thema", "kengetal", "klasse"),
    *("woningtype", "huurprijsklasse", "duurzaamheid", "duurzaamheidVanaf"),
}


def test_the_description_is_the_same_whatever_rows_there_are(client: Client, world: None) -> None:
    before = client.get(OPENAPI)
    region = Region.objects.create(name="Nieuwe regio", slug="nieuwe-regio")
    place = Municipality.objects.get(code="GM0917")
    place.pk, place.code, place.name, place.slug, place.region = None, "GM9999", "Nieuw", "nieuw", region
    place.save()
    Corporation.objects.create(code="NIEUW", name="Nieuw")
    theme = Theme.objects.create(code="nieuw", name="Nieuw", order=99)
    Indicator.objects.create(code="nieuw", name="Nieuw", theme=theme, kind="enkel", unit="%", order=99)
    for model in (HousingType, SustainabilityLevel):
        row: Any = model.objects.order_by("-order")[0]
        row.pk, row.code, row.label, row.order = None, "nieuw", "Nieuw", row.order + 1
        row.variant = "nieuw"  # of a housing type
        row.save()
    after = client.get(OPENAPI)
    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])


def test_every_parameter_of_codes_has_a_pattern_and_an_example_that_can_be_asked(
    client: Client, brochure: dict[str, Any]
) -> None:
    paths, found = one(client, OPENAPI)["paths"], set()
    for path, taken in TAKEN.items():
        told = {each["name"]: each for each in paths[path]["get"]["parameters"] if "name" in each}
        for each in (each for each in taken if each.codes):
            found.add(each.name)
            schema = told[each.name]["schema"].get("items", told[each.name]["schema"])
            assert "enum" not in schema
            assert schema["pattern"]
            if "{" not in path:
                answer = client.get(f"/api/v1{path}", {each.name: told[each.name]["example"]})
                assert answer.status_code == 200, (path, each.name, answer.content)
    assert found == OF_ROWS


def test_a_choice_that_the_program_makes_is_still_told(client: Client, world: None) -> None:
    told = {
        each.get("name"): each for each in one(client, OPENAPI)["paths"]["/projecten"]["get"]["parameters"]
    }
    assert told["soort"]["schema"]["enum"] == ["nieuwbouw", "renovatie", "sloop", "aankoop"]
