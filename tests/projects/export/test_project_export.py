"""The chosen projects as files: read back whole, with the choice in them, and nothing that runs or leaks."""

import csv
import datetime
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from projects.export.columns import PROJECT_COLUMNS
from projects.models import ExternalCode, Project
from tests.conftest import AddProject
from tests.support.sheets import read

KINDS = ["csv", "xlsx", "json", "geojson"]
HEADERS = [column.header for column in PROJECT_COLUMNS]
SITE = "http://testserver"
Rows = list[dict[str, Any]]


def fetched(client: Client, kind: str, query: str = "") -> bytes:
    response = client.get(f"/projecten.{kind}?{query}")
    assert response.status_code == 200, response.content
    return bytes(response.getvalue())


def from_csv(client: Client, query: str = "") -> Rows:
    text = fetched(client, "csv", query).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def from_xlsx(client: Client, query: str = "") -> Rows:
    headers, *rows = read(fetched(client, "xlsx", query))
    return [dict(zip(headers, row, strict=True)) for row in rows]


def about(client: Client, query: str = "") -> dict[str, str]:
    """Return what the second sheet of the workbook says."""
    return {row[0]: row[1] for row in read(fetched(client, "xlsx", query), sheet=1)}


def names(client: Client, kind: str, query: str = "") -> list[str]:
    """Return the names of the projects in a file, in its order."""
    if kind == "csv":
        return [row["Naam"] for row in from_csv(client, query)]
    if kind == "xlsx":
        return [row["Naam"] for row in from_xlsx(client, query)]
    found = json.loads(fetched(client, kind, query))
    if kind == "json":
        return [row["naam"] for row in found["resultaten"]]
    return [each["properties"]["naam"] for each in found["features"]]


def yes(text: str) -> bool:
    return {"ja": True, "nee": False}[text]


def codes(text: str | None) -> list[str]:
    return text.split(", ") if text else []


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """Read a row of a spreadsheet back into what is kept of a project, in the words of the API."""
    split = dict(each.split(": ") for each in codes(row["Woningen per huurprijsklasse"]))
    certain, possible = codes(row["Huurprijsklassen zeker"]), codes(row["Huurprijsklassen mogelijk"])

    def whole(header: str) -> int | None:
        return int(row[header]) if row[header] not in {None, ""} else None

    def moment(name: str) -> dict[str, int | None] | None:
        year = whole(f"{name}jaar")
        return {"jaar": year, "kwartaal": whole(f"{name}kwartaal")} if year else None

    return {
        "id": whole("Nummer"),
        "naam": row["Naam"],
        "gemeente": row["Gemeentecode"],
        "plaats": row["Plaats of wijk"] or None,
        "corporatie": row["Corporatiecode"],
        "faseVan": whole("Fase van nummer"),
        "aantalWoningen": whole("Woningen"),
        "aantalIsOngeveer": yes(row["Ongeveer"]),
        "woningtypen": codes(row["Woningtypecodes"]),
        "mixNogTeBepalen": yes(row["Mix nog te bepalen"]),
        "wonenMetZorg": yes(row["Wonen met zorg"]),
        "huurprijsklassen": {
            **{each: (False, int(split[each]) if each in split else None) for each in certain},
            **dict.fromkeys(possible, (True, None)),
        },
        "batVan": whole("BAT van"),
        "batTotEnMet": whole("BAT tot en met"),
        "duurzaamheid": row["Duurzaamheidscode"] or None,
        "duurzaamheidTenminste": yes(row["Tenminste"]),
        "start": moment("Start"),
        "oplevering": moment("Oplever"),
        "planning": moment("Plan"),
        "bron": row["Bron"] or "",
        "opmerking": row["Toelichting voor het publiek"] or "",
        "codes": [
            dict(zip(("systeem", "code"), line.split(": ", 1), strict=True))
            for line in (row["Codes elders"] or "").splitlines()
        ],
        "voorbeelddata": yes(row["Voorbeelddata"]),
        "gedrukt": {
            "aantalWoningen": row["Aantal woningen"],
            "woningtypen": row["Type woningen"],
            "huurprijsklassen": row["Huurprijsklasse"],
            "batScore": row["BAT-score"],
            "duurzaamheid": row["Duurzaamheid"],
            "planning": row["Planning"],
        },
    }


def of_the_api(client: Client, query: str = "") -> dict[int, dict[str, Any]]:
    """Return the projects as the API gives them, with what ``facts`` does not read left out."""
    found = client.get(f"/api/v1/projecten?{query}").json()["resultaten"]
    for row in found:
        for key in ("soort", "projectfase", "onderdeel", "vera", "openbaar", "gewijzigdOp"):
            del row[key]
        row["huurprijsklassen"] = {
            each["klasse"]: (each["mogelijk"], each["aantalWoningen"]) for each in row["huurprijsklassen"]
        }
    return {row["id"]: row for row in found}


@pytest.fixture
def fullest(add_project: AddProject) -> Project:
    """Return a project with something in every field, the phase of another; beside it one with nothing."""
    whole = add_project("Geheel")
    add_project("Onbekend")
    project = add_project(
        "Fase 1",
        parent=whole,
        kind="renovatie",
        phase="ontwerp",
        place="Hoensbroek",
        dwellings=1250,
        dwellings_approximate=True,
        types=["gestapeld-met-lift", "grondgebonden-gezins"],
        housing_types_undecided=True,
        with_care=True,
        certain={"betaalbaar": 1000, "sociale-hogere-huur": None},
        possible=["vrije-huur"],
        bat_from_id=1,
        bat_to_id=3,
        level="beng",
        sustainability_at_least=True,
        start_year=2024,
        start_quarter=2,
        delivery_year=2026,
        delivery_quarter=4,
        source="Bod 2024; bijlage",
        note='Eerst "A",\ndan B; ook ré',
    )
    ExternalCode.objects.create(project=project, system="dpi", code="A: 1, 2")
    ExternalCode.objects.create(project=project, system="planmonitor", code="77")
    return project


@pytest.mark.parametrize("read_back", [from_csv, from_xlsx])
def test_every_fact_of_the_brochure_is_found_back_in_a_spreadsheet(
    client: Client, brochure: dict[str, Any], read_back: Any
) -> None:
    found = {each["id"]: each for each in map(facts, read_back(client))}
    assert found == of_the_api(client)
    assert {each["naam"] for each in found.values()} == {each["name"] for each in brochure["projects"]}
    cells = {row["Naam"]: row["Huurprijsklasse"] for row in read_back(client)}
    assert cells == {each["name"]: each["rent"]["printed"] for each in brochure["projects"]}


@pytest.mark.parametrize("read_back", [from_csv, from_xlsx])
def test_a_project_with_everything_and_one_with_nothing_are_found_back(
    client: Client, fullest: Project, read_back: Any
) -> None:
    found = {each["id"]: each for each in map(facts, read_back(client))}
    assert found == of_the_api(client)
    assert found[fullest.pk]["huurprijsklassen"]["betaalbaar"] == (False, 1000)
    row = next(row for row in read_back(client) if row["Naam"] == "Fase 1")
    assert (row["Soort"], row["Projectfase"], row["Fase van"]) == ("Renovatie", "Ontwerp", "Geheel")
    assert (row["Gemeente"], row["Corporatie"]) == ("Heerlen", "Wonen Limburg")
    assert row["Woningtypen"] == "Grondgebonden gezins, Gestapeld met lift"
    assert row["Adres"] == f"{SITE}/projecten/{fullest.pk}/"
    assert not row["Onderdeel"]


def test_the_columns_are_as_announced(client: Client, brochure: dict[str, Any]) -> None:
    content = fetched(client, "csv")
    assert content.startswith(b"\xef\xbb\xbfNummer;Naam;Gemeente;")
    header = content.decode("utf-8-sig").splitlines()[0].split(";")
    assert header == [*HEADERS, "Keuze"]
    assert len(set(header)) == len(header)
    assert read(fetched(client, "xlsx"))[0] == HEADERS
    assert set(HEADERS) <= set(about(client))


def test_numbers_and_moments_are_written_the_dutch_way(client: Client, fullest: Project) -> None:
    moment = timezone.make_aware(datetime.datetime(2024, 2, 3, 9, 5))  # noqa: DTZ001 - made aware
    Project.objects.filter(pk=fullest.pk).update(modified_at=moment)
    text = next(row for row in from_csv(client) if row["Naam"] == "Fase 1")
    cell = next(row for row in from_xlsx(client) if row["Naam"] == "Fase 1")
    assert (text["Woningen"], text["Aantal woningen"]) == ("1250", "Ca. 1.250 woningen")
    assert text["Laatst gewijzigd"] == "3-2-2024 09:05:00"
    assert (cell["Woningen"], cell["Startjaar"]) == (1250, 2024)
    assert cell["Laatst gewijzigd"] == datetime.datetime(2024, 2, 3, 9, 5)  # noqa: DTZ001 - has no zone


def test_json_holds_what_the_api_answers(client: Client, fullest: Project) -> None:
    found = json.loads(fetched(client, "json", "jaar=2024"))
    answer = client.get("/api/v1/projecten?jaar=2024").json()
    assert found["resultaten"] == answer["resultaten"]
    assert found["aantal"] == answer["aantal"] == len(found["resultaten"]) > 0
    assert found["keuze"] == {"jaar": "2024"}
    assert found["keuzeInWoorden"].endswith("2024")
    assert datetime.datetime.fromisoformat(found["gemaaktOp"]).tzinfo
    assert "voorbeelddata" not in found


def test_geojson_puts_a_project_at_the_main_town_and_says_so(client: Client, fullest: Project) -> None:
    found = json.loads(fetched(client, "geojson"))
    answer = client.get("/api/v1/projecten").json()["resultaten"]
    extra = {"gemeentenaam": "Heerlen", "ligging": "hoofdplaats van de gemeente", "hoofdplaats": "Heerlen"}
    assert found["type"] == "FeatureCollection"
    assert (found["aantal"], found["keuze"]) == (2, {})
    properties = {each["id"]: each["properties"] for each in found["features"]}
    assert properties == {row["id"]: {**row, **extra} for row in answer}
    municipality = fullest.municipality
    place = [float(municipality.longitude), float(municipality.latitude)]
    assert all(each["type"] == "Feature" for each in found["features"])
    assert [each["geometry"] for each in found["features"]] == [{"type": "Point", "coordinates": place}] * 2
    assert place == [pytest.approx(6, abs=1), pytest.approx(51, abs=1)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", ["", "soort=renovatie", "jaar=2022&gemeente=GM0917&onderdeel=onderzoek"])
def test_a_file_holds_the_rows_of_the_list_in_its_order(
    client: Client, brochure: dict[str, Any], kind: str, query: str
) -> None:
    listed = [project.name for project in client.get(f"/projecten/?{query}").context["page"]]
    assert names(client, kind, query) == listed
    assert listed


@pytest.mark.parametrize("kind", KINDS)
def test_drafts_stay_inside_and_phases_stand_for_the_whole(
    client: Client, add_project: AddProject, kind: str
) -> None:
    add_project("Concept", is_public=False)
    whole = add_project("Geheel")
    add_project("Fase 1", parent=whole)
    add_project("Fase 2", parent=whole, is_public=False)
    hidden = add_project("Verborgen geheel", is_public=False)
    add_project("Losse fase", parent=hidden)
    assert names(client, kind) == ["Fase 1", "Losse fase"]
    assert "Verborgen" not in fetched(client, kind).decode("latin-1")
    if kind in {"csv", "xlsx"}:
        rows = from_csv(client) if kind == "csv" else from_xlsx(client)
        assert [row["Fase van"] or None for row in rows] == ["Geheel", None]
        assert [str(row["Fase van nummer"] or "") for row in rows] == [str(whole.pk), ""]
        assert "Verborgen" not in str(rows)


def test_the_choice_is_written_into_every_file(client: Client, brochure: dict[str, Any]) -> None:
    query, words = "jaar=2022&soort=renovatie", client.get("/projecten/?jaar=2022&soort=renovatie")
    chosen = words.context["selection"].words
    assert "Renovatie" in chosen
    assert {row["Keuze"] for row in from_csv(client, query)} == {chosen}
    told = about(client, query)
    assert (told["Gekozen"], told["Aantal projecten"]) == (chosen, "1")
    assert told["Deze keuze nu"] == f"{SITE}/projecten/?{query}"
    assert told["Gemaakt"].endswith("uur")
    for kind in ("json", "geojson"):
        found = json.loads(fetched(client, kind, query))
        assert (found["keuzeInWoorden"], found["aantal"]) == (chosen, 1)
        assert found["keuze"] == {"jaar": "2022", "soort": "renovatie"}
    assert {row["Onderdeel"] for row in from_xlsx(client, query)} == {"Renovatie"}
    assert {row["Keuze"] for row in from_csv(client)} == {about(client)["Gekozen"]} == {"Alle projecten"}
