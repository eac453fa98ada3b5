"""The internal note: what a spreadsheet says of a project or figure goes there, and from there nowhere."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from municipalities.models import Figure
from tests.conftest import AddProject
from tests.support import project_sheets, sheets
from tests.support.project_sheets import act, apply, changes, counts, given, problems, stored

SECRET = "INTERN: aannemer failliet, nog niet melden aan gemeente"
# As in a list that a department keeps (P-opmerkingen-update).
LIST = ["Gemeente", "Project", "Aantal woningen"]


@pytest.mark.parametrize("header", ["Opmerkingen", "Opmerking", "Bijzonderheden", "Toelichting"])
def test_a_remark_in_a_list_of_projects_is_not_public(
    admin_client: Client, client: Client, add_project: AddProject, header: str
) -> None:
    project = add_project("Saffierflat", note="Bekend.")
    page = given(
        admin_client, project_sheets.listed(["Heerlen", "Saffierflat", "20", SECRET], headers=[*LIST, header])
    )
    assert counts(page) == (0, 0, 0, 1, 0), problems(page)
    apply(admin_client, page)
    assert SECRET not in client.get(project.get_absolute_url()).content.decode()
    project.refresh_from_db()
    assert (project.dwellings, project.note, project.internal_note) == (20, "Bekend.", SECRET)


@pytest.mark.parametrize("header", ["Opmerkingen", "Opmerking", "Bijzonderheden", "Toelichting"])
def test_a_remark_in_a_list_of_figures_is_not_public(
    admin_client: Client, client: Client, brochure: dict[str, Any], header: str
) -> None:
    row = {**sheets.ROW, header: SECRET}
    page = sheets.given(
        admin_client, sheets.listed(row, headers=[*sheets.ROW, "Klassecode", "Corporatie", header])
    )
    assert page.context["kept"], page.content.decode()
    sheets.apply(admin_client, page)
    figure = Figure.objects.get(indicator__code="huurachterstand", ends_on__year=2021)
    assert SECRET not in client.get(f"/api/v1/cijfers/{figure.pk}").content.decode()
    assert (figure.note, figure.internal_note) == ("", SECRET)


QUESTION = "Is de kolom Opmerking de toelichting voor het publiek of een interne notitie?"
OLD = [*LIST, "Opmerking", "Adres"]  # of an export from when that was what the public reads


def old_export(note: str, **more: str) -> bytes:
    row = {"Gemeente": "Heerlen", "Project": "Saffierflat", "Aantal woningen": "20", "Opmerking": note}
    return project_sheets.listed(
        {**row, "Adres": "https://wonen.example/projecten/1/", **more}, headers=[*OLD, *more]
    )


def test_a_remark_of_an_export_of_before_waits_for_an_answer(
    admin_client: Client, client: Client, add_project: AddProject
) -> None:
    project = add_project("Saffierflat", note="Bekend.")
    page = given(admin_client, old_export(SECRET))
    assert QUESTION in page.content.decode()
    assert page.context["preview"].open == 1
    refused = apply(admin_client, page)
    assert "Nog te doen: 1 fout of open vraag." in refused.content.decode()
    assert (
        "Kies een van de antwoorden." in act(admin_client, page, "opmerking", opmerking="x").content.decode()
    )
    project.refresh_from_db()
    assert (project.dwellings, project.note, project.internal_note) == (None, "Bekend.", "")


@pytest.mark.parametrize(
    ("said", "public", "internal"), [("intern", "Bekend.", SECRET), ("publiek", SECRET, "")]
)
def test_the_answer_holds_for_the_whole_file(
    admin_client: Client, add_project: AddProject, said: str, public: str, internal: str
) -> None:
    project = add_project("Saffierflat", note="Bekend.")
    page = act(admin_client, given(admin_client, old_export(SECRET)), "opmerking", opmerking=said)
    assert counts(page) == (0, 0, 0, 1, 0)
    assert page.context["preview"].is_applicable
    apply(admin_client, page)
    project.refresh_from_db()
    assert (project.dwellings, project.note, project.internal_note) == (20, public, internal)


def test_an_answer_can_be_another_before_the_file_is_applied(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project("Saffierflat", note="Bekend.")
    page = act(admin_client, given(admin_client, old_export(SECRET)), "opmerking", opmerking="publiek")
    apply(admin_client, act(admin_client, page, "opmerking", opmerking="intern"))
    project.refresh_from_db()
    assert (project.note, project.internal_note) == ("Bekend.", SECRET)


def test_an_export_of_before_without_remarks_asks_nothing(
    admin_client: Client, add_project: AddProject
) -> None:
    add_project("Saffierflat", note="Bekend.")
    page = given(admin_client, old_export(""))
    assert page.context["preview"].open == 0
    assert counts(page) == (0, 0, 0, 1, 0)


def test_an_export_of_now_is_not_asked_about(admin_client: Client, add_project: AddProject) -> None:
    project = add_project("Saffierflat", note="Bekend.")
    content = old_export("Intern.", **{"Toelichting voor het publiek": "Openbaar."})
    page = given(admin_client, content)
    assert page.context["preview"].open == 0
    apply(admin_client, page)
    project.refresh_from_db()
    assert (project.note, project.internal_note) == ("Openbaar.", "Intern.")


def test_both_notes_can_stand_in_one_list_of_projects(admin_client: Client, add_project: AddProject) -> None:
    project = add_project("Saffierflat")
    headers = [*LIST, "Toelichting voor het publiek", "Interne notitie"]
    row = ["Heerlen", "Saffierflat", "20", "Voor iedereen.", SECRET]
    page = given(admin_client, project_sheets.listed(row, headers=headers))
    apply(admin_client, page)
    project.refresh_from_db()
    assert (project.note, project.internal_note) == ("Voor iedereen.", SECRET)


def test_two_columns_that_say_something_else_are_refused(
    admin_client: Client, add_project: AddProject
) -> None:
    add_project("Saffierflat")
    headers, row = [*LIST, "Opmerking", "Interne notitie"], ["Heerlen", "Saffierflat", "20", "Een.", "Twee."]
    page = given(admin_client, project_sheets.listed(row, headers=headers))
    ((place, column, text, sentence),) = problems(page)
    assert (place, column, text) == (2, "D Opmerking", "Een.")
    assert sentence.startswith("Een andere kolom met notities zegt iets anders.")


FIGURE_HEADERS = [*sheets.ROW, "Klassecode", "Corporatie"]


def figure() -> Figure:
    return Figure.objects.get(indicator__code="huurachterstand", ends_on__year=2021)


def figures_of_before(note: str) -> bytes:
    row = {**sheets.ROW, "Opmerking": note, "Thema": "Betaalbaarheid"}
    return sheets.listed(row, headers=[*FIGURE_HEADERS, "Opmerking", "Thema"])


@pytest.mark.parametrize(("said", "public", "internal"), [("intern", "", SECRET), ("publiek", SECRET, "")])
def test_figures_exported_before_wait_for_an_answer(
    admin_client: Client, brochure: dict[str, Any], said: str, public: str, internal: str
) -> None:
    page = sheets.given(admin_client, figures_of_before(SECRET))
    assert QUESTION in page.content.decode()
    assert 'name="toepassen"' not in page.content.decode()
    sheets.apply(admin_client, page)
    assert not Figure.objects.filter(indicator__code="huurachterstand", ends_on__year=2021).exists()
    page = sheets.given(admin_client, figures_of_before(SECRET))
    answered = admin_client.post(sheets.UPLOAD, {"bestand": page.context["kept"].pk, "opmerking": said})
    sheets.apply(admin_client, answered)
    assert (figure().note, figure().internal_note) == (public, internal)


def test_both_notes_can_stand_in_one_list_of_figures(admin_client: Client, brochure: dict[str, Any]) -> None:
    row = {**sheets.ROW, "Toelichting voor het publiek": "Voor iedereen.", "Interne notitie": SECRET}
    content = sheets.listed(row, headers=[*FIGURE_HEADERS, "Toelichting voor het publiek", "Interne notitie"])
    page = sheets.given(admin_client, content)
    sheets.apply(admin_client, page)
    assert (figure().note, figure().internal_note) == ("Voor iedereen.", SECRET)


def test_an_empty_remark_takes_no_internal_note_away(admin_client: Client, brochure: dict[str, Any]) -> None:
    row = {**sheets.ROW, "Interne notitie": SECRET}
    sheets.apply(
        admin_client,
        sheets.given(admin_client, sheets.listed(row, headers=[*FIGURE_HEADERS, "Interne notitie"])),
    )
    row = {**sheets.ROW, "Waarde": "€ 91.000"}
    sheets.apply(
        admin_client, sheets.given(admin_client, sheets.listed(row, headers=[*FIGURE_HEADERS, "Opmerking"]))
    )
    assert (str(figure().value), figure().internal_note) == ("91000.0000", SECRET)


PROJECT_FILES, FIGURE_FILES = "/beheer/projects/project/export.", "/beheer/municipalities/figure/export."


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_export_of_staff_brought_back_changes_nothing(
    admin_client: Client, client: Client, add_project: AddProject, kind: str
) -> None:
    add_project("Saffierflat", note="Bekend.", internal_note=SECRET)
    add_project("Ongewijzigd", is_public=False, internal_note="Concept.")
    before = stored()
    content = admin_client.get(f"{PROJECT_FILES}{kind}").getvalue()
    page = given(admin_client, content, f"projecten.{kind}")
    assert counts(page) == (0, 0, 0, 0, 2), (problems(page), changes(page))
    assert page.context["preview"].open == 0
    assert stored() == before
    assert client.get(f"{PROJECT_FILES}{kind}").status_code == 302  # to the log-in


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_export_of_figures_for_staff_brought_back_changes_nothing(
    admin_client: Client, client: Client, brochure: dict[str, Any], kind: str
) -> None:
    Figure.objects.filter(municipality__code="GM0917").update(internal_note=SECRET)
    content = admin_client.get(f"{FIGURE_FILES}{kind}?gemeente=GM0917").getvalue()
    page = sheets.given(admin_client, content, f"cijfers.{kind}")
    told = page.context["outcome"]
    assert (told.new, told.changed, told.wrong, told.asks_note) == (0, 0, 0, False)
    assert told.unchanged + told.kept == Figure.objects.filter(municipality__code="GM0917").count()
    assert client.get(f"{FIGURE_FILES}{kind}").status_code == 302


def test_the_files_of_staff_are_for_who_may_see_the_rows(client: Client, world: None) -> None:
    user = User.objects.create_user("gast", password="een-lang-wachtwoord", is_staff=True)
    client.force_login(user)
    assert {client.get(f"{files}xlsx").status_code for files in (PROJECT_FILES, FIGURE_FILES)} == {403}


def test_the_wrong_choice_or_kind_of_file_is_told(admin_client: Client, world: None) -> None:
    for files in (PROJECT_FILES, FIGURE_FILES):
        assert admin_client.get(f"{files}csv?bestaat=niet").status_code == 400
        assert admin_client.get(f"{files}pdf").status_code == 404


def test_the_files_of_the_public_and_the_templates_name_the_notes(
    admin_client: Client, client: Client, brochure: dict[str, Any]
) -> None:
    public, internal = "Toelichting voor het publiek", "Interne notitie"
    files = {"/projecten.xlsx": (client, False), "/cijfers.xlsx": (client, False)}
    files |= {
        "/beheer/projects/project/spreadsheet/sjabloon/": (admin_client, True),
        "/beheer/municipalities/figure/sjabloon/?jaar=2022&gemeente=GM0917": (admin_client, True),
        f"{PROJECT_FILES}xlsx": (admin_client, True),
        f"{FIGURE_FILES}xlsx": (admin_client, True),
    }
    for address, (reader, is_staff) in files.items():
        headers = sheets.read(reader.get(address).getvalue())[0]
        assert (public in headers, internal in headers, "Opmerking" in headers) == (True, is_staff, False), (
            address
        )
