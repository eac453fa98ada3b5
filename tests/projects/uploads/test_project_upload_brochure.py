"""The brochure of Heerlen, typed as a spreadsheet in its own notation, gives Heerlen's page cell for cell."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

from projects.models import Project
from tests.projects.models import test_brochure
from tests.support.project_sheets import act, apply, brochure_rows, counts, given, problems, upload_of
from tests.support.sheets import book


@pytest.fixture
def paper() -> dict[str, Any]:
    """The brochure as it was read from paper; nothing of it is in the database."""
    text = (Path(__file__).parents[2] / "data" / "heerlen-2022.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def as_csv(rows: list[list[Any]], delimiter: str, encoding: str) -> bytes:
    width = max(map(len, rows))
    lines = ([f'"{cell}"' for cell in row] + [""] * (width - len(row)) for row in rows)
    return "\r\n".join(map(delimiter.join, lines)).encode(encoding)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("bod.xlsx", book),
        ("bod.csv", lambda rows: as_csv(rows, ";", "utf-8-sig")),
        ("bod.csv", lambda rows: as_csv(rows, ",", "cp1252")),
        ("bod.txt", lambda rows: as_csv(rows, "\t", "utf-8")),
    ],
)
def test_the_brochure_as_a_spreadsheet_gives_the_page_cell_for_cell(  # noqa: PLR0917
    admin_client: Client, client: Client, world: None, paper: dict[str, Any], name: str, made: Any
) -> None:
    chosen = {"gemeente": "GM0917", "corporatie": "WL", "soort": "nieuwbouw", "openbaar": "on"}
    page = given(admin_client, made(brochure_rows(paper)), name, **chosen)
    assert counts(page) == (0, 0, 6, 0, 0), problems(page)
    assert not Project.objects.exists()
    assert "Toegepast." in apply(admin_client, page).content.decode()
    test_brochure.test_every_cell_of_every_section_is_as_printed(client, paper)
    test_brochure.test_the_facts_are_stored_as_the_brochure_means_them(paper)
    test_brochure.test_a_year_later_the_research_has_become_new_building_by_itself(client, paper)


def test_what_the_brochure_does_not_say_is_asked(
    admin_client: Client, client: Client, world: None, paper: dict[str, Any]
) -> None:
    page = given(admin_client, book(brochure_rows(paper)), gemeente="GM0917", corporatie="WL", openbaar="on")
    assert counts(page) == (0, 1, 5, 0, 0)
    asked = upload_of(page).rows.get(status="vraag")
    assert asked.name == "Tarcicius basisschoollocatie"
    assert "Wat voor soort project is dit?" in page.content.decode()
    assert apply(admin_client, page).status_code == 409
    assert not Project.objects.exists()
    answered = act(admin_client, page, "beantwoorden", rij=str(asked.number), antwoord="nieuwbouw")
    assert counts(answered) == (0, 0, 6, 0, 0)
    apply(admin_client, act(admin_client, answered, "opnieuw"))
    test_brochure.test_every_cell_of_every_section_is_as_printed(client, paper)


def test_the_brochure_is_recognised_where_it_is_known_already(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    page = given(admin_client, book(brochure_rows(brochure)), gemeente="GM0917")
    assert counts(page) == (0, 0, 0, 0, 6), problems(page)
    assert "Dit bestand verandert niets." in page.content.decode()
