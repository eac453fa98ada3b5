"""Boden by the API: what was published, whole and as it was; what was not is nowhere."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.access.tokens import Scope
from municipalities.models import Corporation, Municipality
from offers.api import ADDED_LATER
from offers.brochure import NOTE
from offers.freezing import FIELDS, content_now, content_of, freeze
from offers.models import Offer, OfferedProject, OfferVersion
from offers.publishing import publish
from projects.example import make_examples
from projects.models import Project
from tests.conftest import AddProject
from tests.support.problems import faults
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.wonen.rest.test_api import one

BODEN = "/api/v1/boden"
HEERLEN = f"{BODEN}/WL-GM0917-2022"
HELD = f"{HEERLEN}/versies/1/projecten"
FIRST_FIELDS = {
    "naam", "gemeente", "plaats", "corporatie", "faseVan", "soort", "projectfase", "aantalWoningen",
    "aantalIsOngeveer", "woningtypen", "mixNogTeBepalen", "wonenMetZorg", "huurprijsklassen", "batVan",
    "batTotEnMet", "duurzaamheid", "duurzaamheidTenminste", "start", "oplevering", "planning", "bron",
    "opmerking", "codes", "gedrukt", "vera",
}  # fmt: skip


def offer(year: int = 2027, place: str = "Heerlen", **more: Any) -> Offer:
    return Offer.objects.create(
        corporation=Corporation.objects.get(code="WL"),
        municipality=Municipality.objects.get(name=place),
        year=year,
        **more,
    )


def results(client: Client, address: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = one(client, address)["resultaten"]
    return rows


def moment_of(version: OfferVersion) -> str:
    return version.published_at.isoformat().replace("+00:00", "Z")


def test_the_bod_of_the_brochure_whole(client: Client, brochure: dict[str, Any]) -> None:
    at = one(client, HEERLEN)["gepubliceerdOp"]
    assert one(client, HEERLEN) == {
        "code": "WL-GM0917-2022",
        "corporatie": "WL",
        "gemeente": "GM0917",
        "jaar": 2022,
        "laatsteVersie": 1,
        "gepubliceerdOp": at,
        "aantalProjecten": 6,
        "voorbeelddata": False,
    }
    version = {"nummer": 1, "gepubliceerdOp": at, "toelichting": NOTE}
    version |= {"prijspeil": 2021, "aantalProjecten": 6}
    assert one(client, f"{HEERLEN}/versies/1") == version
    assert results(client, f"{HEERLEN}/versies") == [version]


def test_what_is_offered_is_what_the_brochure_prints(client: Client, brochure: dict[str, Any]) -> None:
    printed = {each["name"]: each["rent"]["printed"] for each in brochure["projects"]}
    rows = results(client, HELD)
    assert {each["naam"]: each["gedrukt"]["huurprijsklassen"] for each in rows} == printed
    assert [each["onderdeel"] for each in rows] == sorted(
        (each["onderdeel"] for each in rows), key=["nieuwbouw", "renovatie", "onderzoek"].index
    )


def test_what_was_published_is_what_the_project_was_that_day(
    client: Client, brochure: dict[str, Any]
) -> None:
    now = {each["id"]: each for each in results(client, "/api/v1/projecten?jaar=2022")}
    kept_apart = {"openbaar", "gewijzigdOp"}
    for row in results(client, HELD):
        assert row == {name: value for name, value in now[row["id"]].items() if name not in kept_apart}
    key = Project.objects.get(name="Spoorsingel").pk
    before = one(client, f"{HELD}/{key}")
    Project.objects.filter(pk=key).update(name="Anders", dwellings=999, is_public=False)
    Project.objects.exclude(pk=key).delete()
    assert one(client, f"{HELD}/{key}") == before
    assert len(results(client, HELD)) == 6


def test_what_is_not_published_is_nowhere_with_a_token_neither(
    client: Client, brochure: dict[str, Any]
) -> None:
    offer()
    chief = bearer(token_of(person("Beheerder", everywhere=True), Scope.PUBLISH)[1])
    start = f"{BODEN}/WL-GM0917-2027"
    for reader in (client, chief):
        assert [each["jaar"] for each in results(reader, BODEN)] == [2022]
        for address in ("", "/versies", "/versies/1", "/versies/1/projecten", "/versies/1/projecten/1"):
            assert reader.get(start + address).status_code == 404, address


@pytest.mark.parametrize(
    "address",
    [
        f"{BODEN}/WL-GM0917-2023/versies",
        f"{BODEN}/onzin/versies",
        f"{BODEN}/%F0%9F%8F%A0/versies/1/projecten",
        f"{HEERLEN}/versies/2",
        f"{HEERLEN}/versies/2/projecten",
        f"{HEERLEN}/versies/0/projecten",
        f"{HEERLEN}/versies/eerste/projecten",
        f"{HEERLEN}/versies/{9**40}/projecten?formaat=csv",
        f"{HELD}/999999999",
        f"{HELD}/onzin",
    ],
)
def test_what_is_not_there_is_not_there_in_any_form(
    client: Client, brochure: dict[str, Any], address: str
) -> None:
    assert client.get(address).status_code == 404


def test_a_correction_leaves_the_version_before_it_as_it_was(
    client: Client, brochure: dict[str, Any]
) -> None:
    Project.objects.filter(name="Spoorsingel").update(dwellings=21)
    key = Offer.objects.get().pk
    second = publish(key, "Spoorsingel: 21 woningen.", None)
    row = second.projects.get(facts__naam="Spoorsingel").project_id
    counts = [
        one(client, f"{HEERLEN}/versies/{number}/projecten/{row}")["aantalWoningen"] for number in (1, 2)
    ]
    assert counts == [20, 21]
    assert [each["toelichting"] for each in results(client, f"{HEERLEN}/versies")] == [
        NOTE,
        "Spoorsingel: 21 woningen.",
    ]
    found = one(client, HEERLEN)
    assert (found["laatsteVersie"], found["gepubliceerdOp"]) == (2, moment_of(second))


def test_boden_are_chosen_and_put_in_order(client: Client, brochure: dict[str, Any]) -> None:
    wp = Corporation.objects.create(code="WP", name="Woonpunt")
    places, content = ("Heerlen", "Maastricht", "Venlo"), content_of(OfferVersion.objects.get())
    for year, place in zip((2023, 2024, 2024), places, strict=True):
        made = offer(year, place, **({"is_example": True} if place == "Venlo" else {}))
        freeze(made, 1, content)
    Offer.objects.create(corporation=wp, municipality=Municipality.objects.get(name="Heerlen"), year=2024)
    codes = {2022: "WL-GM0917-2022", 2023: "WL-GM0917-2023"}

    def chosen(query: str) -> list[str]:
        return [each["code"] for each in results(client, f"{BODEN}?{query}")]

    assert chosen("gemeente=GM0917") == [codes[2022], codes[2023]]
    assert chosen("gemeente=GM0917&gemeente=GM0935") == [*codes.values(), "WL-GM0935-2024"]
    assert chosen("corporatie=WP") == []
    assert chosen("jaar=2024") == ["WL-GM0935-2024", "WL-GM0983-2024"]
    assert chosen("sorteer=-jaar&gemeente=GM0917") == [codes[2023], codes[2022]]
    newest = chosen("sorteer=-gepubliceerdOp")
    assert newest == [
        each.offer.corporation.code + f"-{each.offer.municipality.code}-{each.offer.year}"
        for each in OfferVersion.objects.order_by("-published_at")
    ]
    assert chosen("uitklappen=gemeente,corporatie") == sorted(newest, key=chosen("").index)


def test_a_copy_is_kept_in_step_by_the_moment_of_publication(
    client: Client, brochure: dict[str, Any]
) -> None:
    later = offer()
    Project.objects.filter(name="Spoorsingel").update(start_year=2027)
    second = publish(later.pk, "", None)
    found = results(client, f"{BODEN}?gepubliceerdNa={moment_of(second)}")
    assert [each["code"] for each in found] == ["WL-GM0917-2027"]
    assert len(results(client, f"{BODEN}?gepubliceerdNa=2020-01-01T00:00:00Z")) == 2
    for wrong in ("gisteren", "2026-11-24", "2026-13-01T00:00:00Z"):
        answer = client.get(f"{BODEN}?gepubliceerdNa={wrong}")
        assert answer.status_code == 400
        assert set(faults(answer)) == {"gepubliceerdNa"}


def test_what_is_offered_is_chosen_by_section_and_kind(client: Client, brochure: dict[str, Any]) -> None:
    every = results(client, HELD)
    for name in ("onderdeel", "soort"):
        for value in {each[name] for each in every}:
            expected = [each["id"] for each in every if each[name] == value]
            assert [each["id"] for each in results(client, f"{HELD}?{name}={value}")] == expected


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "geojson"])
def test_what_is_offered_can_be_had_as_a_file(client: Client, brochure: dict[str, Any], form: str) -> None:
    answer = client.get(f"{HELD}?formaat={form}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="bod-projecten.{form}"'
    if form == "csv":
        assert (
            "catalogus/boden/WL-GM0917-2022/versies/1/projecten.csv-metadata.json" in answer.headers["Link"]
        )


def test_an_invented_bod_says_so_in_all_it_holds(client: Client, brochure: dict[str, Any]) -> None:
    make_examples(31)
    made = offer(2026, is_example=True)
    publish(made.pk, "", None)
    address = f"{BODEN}/WL-GM0917-2026"
    assert one(client, address)["voorbeelddata"] is True
    held = one(client, f"{address}/versies/1/projecten")
    assert all(each["voorbeelddata"] for each in held["resultaten"])
    assert "verzonnen" in held["voorbeelddata"]
    assert "verzonnen" not in one(client, HELD)


def test_a_list_costs_the_same_for_few_and_many(client: Client, add_project: AddProject) -> None:
    made = offer()
    add_project(start_year=2027)
    publish(made.pk, "", None)
    address = f"{BODEN}/WL-GM0917-2027/versies"
    addresses = {BODEN: 2, f"{address}": 3, f"{address}/1/projecten": 3}  # one counts who asks

    def costs() -> dict[str, int]:
        found = {}
        for each in addresses:
            with CaptureQueriesContext(connection) as asked:
                one(client, each)
            found[each] = len(asked)
        return found

    assert costs() == addresses
    facts = OfferedProject.objects.get().facts
    many = OfferVersion.objects.create(offer=offer(2028), number=1, project_count=3000)
    OfferedProject.objects.bulk_create(
        OfferedProject(version=many, project_id=each, position=each, section="nieuwbouw", facts=facts)
        for each in range(1, 3001)
    )
    assert costs() == addresses
    with CaptureQueriesContext(connection) as asked:
        found = one(client, f"{BODEN}/WL-GM0917-2028/versies/1/projecten?paginaGrootte=1000&pagina=3")
    assert (found["aantal"], len(found["resultaten"]), len(asked)) == (3000, 1000, 3)


def test_a_field_that_came_later_is_null_in_what_was_frozen_before_it(
    client: Client, add_project: AddProject
) -> None:
    """Who adds a field to projects finds out here that what was frozen does not have it: ``ADDED_LATER``."""
    assert {each.key for each in FIELDS} - ADDED_LATER == FIRST_FIELDS
    made = offer()
    add_project(start_year=2027)
    facts = content_now(made).rows[0].facts
    del facts["bron"]
    version = OfferVersion.objects.create(offer=made, number=1, project_count=1)
    OfferedProject.objects.create(version=version, project_id=1, position=1, section="nieuwbouw", facts=facts)
    assert results(client, f"{BODEN}/WL-GM0917-2027/versies/1/projecten")[0]["bron"] is None
