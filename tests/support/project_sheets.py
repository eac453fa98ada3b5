"""Spreadsheets of projects as people make them, given and applied through the pages, for the tests."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from projects.editing.snapshot import Printer
from projects.editing.words import Words
from projects.models import ExternalCode, Project, ProjectRentClass
from projects.models.staging import ProjectUpload
from tests.support.sheets import book

UPLOAD = "/beheer/projects/project/spreadsheet/"
HEADERS = ["Naam", "Gemeente", "Corporatie", "Soort", "Aantal woningen"]
ROW = ["Spoorsingel", "Heerlen", "WL", "Nieuwbouw/verbouw", "20 woningen"]
CELLS = {
    "Aantal woningen": "dwellings",
    "Type woningen": "types",
    "Huurprijsklasse": "rent",
    "BAT-score": "bat",
    "Duurzaamheid": "sustainability",
    "Planning": "planning",
}


def given(client: Client, content: bytes, name: str = "projecten.xlsx", **chosen: str) -> Any:
    """Bring a file; return the page of its preview."""
    return client.post(UPLOAD, {"bestand": SimpleUploadedFile(name, content), **chosen}, follow=True)


def listed(*rows: dict[str, Any] | list[Any], headers: list[str] = HEADERS) -> bytes:
    """Return an XLSX with these rows under the headers."""
    return book(
        [headers, *([row.get(each) for each in headers] if isinstance(row, dict) else row for row in rows)]
    )


def counts(page: Any) -> tuple[int, ...]:
    """Return how many rows are wrong, asked, new, changed and unchanged."""
    return tuple(tab["count"] for tab in page.context["preview"].tabs)


def act(client: Client, page: Any, name: str, **more: str) -> Any:
    """Press a button of the preview."""
    return client.post(f"{UPLOAD}{upload_of(page).pk}/", {name: "x", **more}, follow=True)


def apply(client: Client, page: Any) -> Any:
    return act(client, page, "toepassen")


def upload_of(page: Any) -> ProjectUpload:
    upload = page.context["upload"]
    assert isinstance(upload, ProjectUpload)
    return upload


def problems(page: Any) -> list[tuple[int, str, str, str]]:
    """Return of each problem in a row: the row, the column, what stands there and the sentence."""
    return [
        (row.row, f"{each['column']} {each['header']}".strip(), each["text"], each["sentence"])
        for row in upload_of(page).rows.all()
        for each in row.problems
    ]


def changes(page: Any) -> list[list[str]]:
    """Return what the preview shows as changed: what, old and new."""
    printer = Printer(Words())
    rows = upload_of(page).rows.filter(status="gewijzigd")
    return [list(each) for row in rows for each in printer.changes(row.before or {}, row.after or {})]


def cells(page: Any) -> list[dict[str, str]]:
    """Return what the preview shows of each new project."""
    printer = Printer(Words())
    return [dict(printer.new(row.after or {})) for row in upload_of(page).rows.filter(status="nieuw")]


def stored() -> list[list[tuple[Any, ...]]]:
    """Return everything that is kept of projects, but not when it was saved last."""
    columns = [field.attname for field in Project._meta.concrete_fields if field.name != "modified_at"]
    return [
        list(Project.objects.order_by("pk").values_list(*columns)),
        list(ProjectRentClass.objects.order_by("pk").values_list()),
        sorted(Project.housing_types.through.objects.values_list("project_id", "housingtype_id")),
        list(ExternalCode.objects.order_by("pk").values_list()),
    ]


def brochure_rows(brochure: dict[str, Any]) -> list[list[Any]]:
    """Return the overview as the brochure prints it: its title, its headings, its columns, cell for cell."""
    rows: list[list[Any]] = [["Overzicht vastgoedprojecten 2022"], [], ["Project", *CELLS]]
    category = ""
    for project in brochure["projects"]:
        if project["category"] != category:
            category = project["category"]
            rows.append([category])
        rows.append([project["name"], *(project[cell]["printed"] for cell in CELLS.values())])
    return rows
