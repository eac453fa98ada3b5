"""The history in the back office: what every change looks like, on the row and in the feed."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.models import Corporation, Figure, Municipality
from projects.models import ExternalCode, HousingType, Project, ProjectRentClass, RentClass
from tests.conftest import AddProject
from tests.wonen.office.test_admin import form, rent
from wonen.history.audited_action import Act, act
from wonen.history.entries import HistoryEntry
from wonen.history.tables import TABLES

pytestmark = pytest.mark.django_db(transaction=True)
FEED = "/beheer/geschiedenis/"


def history(project: Project | int) -> str:
    return f"/beheer/projects/project/{project if isinstance(project, int) else project.pk}/history/"


def said(client: Client, project: Project | int) -> list[list[tuple[str, str, str]]]:
    """Return the differences of each version on the page of a project, newest first."""
    versions = client.get(history(project)).context["history"].versions
    return [
        [(each.label, each.was, each.now) for line in version.lines for each in line.differences]
        for version in versions
    ]


def test_straight_sql_is_seen_on_the_page_and_in_the_feed(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project(dwellings=20)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE projects_project SET dwellings = 24, phase = 'ontwerp' WHERE id = %s", [project.pk]
        )
    assert said(admin_client, project)[0] == [
        ("projectfase", "Nnb", "Ontwerp"),
        ("aantal woningen", "20", "24"),
    ]
    for page in (admin_client.get(history(project)), admin_client.get(FEED)):
        text = page.content.decode()
        assert "onbekend, rechtstreeks in de database" in text
        assert "<del>20</del>" in text
        assert "<ins>24</ins>" in text


def test_a_form_says_who_and_with_all_parts_what(admin_client: Client, brochure: dict[str, Any]) -> None:
    types = list(HousingType.objects.filter(code__startswith="gestapeld").values_list("pk", flat=True)[:1])
    data = form(dwellings=24, housing_types=types) | rent("betaalbaar", 16) | {"codes": "dpi 77"}
    assert admin_client.post("/beheer/projects/project/add/", data).status_code == 302
    project = Project.objects.get(name="Nieuw project")
    (version,) = admin_client.get(history(project)).context["history"].versions
    assert (version.entry.who, version.entry.how) == ("admin", "formulier")
    assert version.entry.path == "/beheer/projects/project/add/"
    assert [(line.name, line.change.verb) for line in version.lines] == [
        ("Nieuw project", "toegevoegd"),
        (str(HousingType.objects.get(pk=types[0])), "toegevoegd"),
        ("Betaalbaar", "toegevoegd"),
        ("dpi 77", "toegevoegd"),
    ]
    # What a request said of itself ends with it.
    Project.objects.filter(pk=project.pk).update(place="Wijk")
    assert HistoryEntry.objects.newest_first()[0].who_and_how == "onbekend, rechtstreeks in de database"


def test_a_removed_project_is_told_with_all_it_held_zero_included(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project(bat_from_id=0, bat_to_id=2, with_care=True)
    pk = project.pk
    project.delete()
    told = {label: was for label, was, _now in said(admin_client, pk)[0]}
    assert (told["BAT-score van"], told["BAT-score tot en met"]) == ("BAT-score 0", "BAT-score 2")
    assert told["wonen met zorg"] == "ja"
    assert "ongeveer" not in told
    assert (
        admin_client.get(f"/beheer/projects/project/{pk}/history/").context["history"].name == "Spoorsingel"
    )


def test_names_are_those_of_today_and_of_what_is_gone_the_last(
    admin_client: Client, add_project: AddProject, admin_user: User
) -> None:
    gone = Corporation.objects.create(code="X", name="Oude naam")
    project = add_project(corporation=gone)
    Corporation.objects.filter(pk=gone.pk).update(name="Laatste naam")
    Project.objects.filter(pk=project.pk).update(corporation=Corporation.objects.get(code="WL"))
    gone.delete()
    assert said(admin_client, project)[0] == [("corporatie", "Laatste naam", "Wonen Limburg")]
    with act(Act.BULK, "plaats", admin_user.pk) as key:
        Project.objects.update(place="Wijk")
    entry = HistoryEntry.objects.of_act(key)
    assert entry
    assert entry.who == "admin"
    User.objects.filter(pk=admin_user.pk).update(first_name="Ria", last_name="de Wit")
    assert HistoryEntry.objects.newest_first()[0].who == "Ria de Wit"
    User.objects.filter(pk=admin_user.pk)._raw_delete("default")
    assert HistoryEntry.objects.newest_first()[0].who == f"gebruiker {admin_user.pk}, die er niet meer is"


def test_every_table_of_the_domain_has_a_history(admin_client: Client, brochure: dict[str, Any]) -> None:
    columns = {Municipality: "name", Figure: "note", RentClass: "meaning"}
    for model, column in columns.items():
        row = model._default_manager.order_by("pk")[0]
        model._default_manager.filter(pk=row.pk).update(**{column: "Iets anders"})
        page = admin_client.get(f"/beheer/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/history/")
        assert page.status_code == 200
        assert "<ins>Iets anders</ins>" in page.content.decode()
    for table in TABLES.values():
        kept = set(table.log.values_list("pgh_obj_id", flat=True))
        assert kept == set(table.model._base_manager.values_list("pk", flat=True)), table.name


def test_a_command_is_named(admin_client: Client, db: None) -> None:
    call_command("load_brochure", verbosity=0)
    text = admin_client.get(FEED).content.decode()
    assert "beheerder van de server, opdracht load_brochure" in text
    assert "31 gemeenten" in text


def test_a_long_text_is_shown_word_by_word(admin_client: Client, add_project: AddProject) -> None:
    note = "De gemeente heeft gevraagd om nog eens naar de ontsluiting aan de noordkant te kijken."
    project = add_project(note=note)
    Project.objects.filter(pk=project.pk).update(note=note.replace("noordkant", "zuidkant <b>"))
    text = admin_client.get(history(project)).content.decode()
    assert "ontsluiting aan de <del>noordkant</del><ins>zuidkant &lt;b&gt;</ins> te kijken." in text


def test_an_act_is_one_entry_with_its_label(
    admin_client: Client, add_project: AddProject, admin_user: User
) -> None:
    projects = [add_project(f"Project {number}") for number in range(5)]
    with act(Act.IMPORT, "projecten.xlsx", admin_user.pk):
        for project in projects:
            Project.objects.filter(pk=project.pk).update(kind="sloop")
    item = admin_client.get(FEED).context["page"].items[0]
    assert (item.entry.who, item.entry.how) == ("admin", "spreadsheet ingelezen: projecten.xlsx")
    assert item.counts == "5 vastgoedprojecten gewijzigd"
    assert [line.title for line in item.lines] == ["Project 0", "Project 1", "Project 2"]
    assert item.more == 2
    page = admin_client.get(f"{FEED}{item.entry.pk}/")
    assert [line.title for line in page.context["lines"]] == [f"Project {number}" for number in range(5)]


def test_a_large_act_is_paged_and_holds_every_row_once(
    admin_client: Client, add_project: AddProject, admin_user: User
) -> None:
    project = add_project()
    with act(Act.IMPORT, "veel.xlsx", admin_user.pk):
        made = Project.objects.bulk_create(
            Project(
                name=f"Nieuw {n}",
                municipality=project.municipality,
                corporation=project.corporation,
                kind="sloop",
            )
            for n in range(130)
        )
        RentClass.objects.update(meaning="Anders")
        rent_class = RentClass.objects.all()[0]
        ProjectRentClass.objects.bulk_create(
            ProjectRentClass(project=each, rent_class=rent_class) for each in made
        )
    address, seen, pages = f"{FEED}{HistoryEntry.objects.newest_first()[0].pk}/", [], 0
    following: int | None = 0
    while following is not None:
        page = admin_client.get(f"{address}?vanaf={following}")
        seen += [(line.change.table.name, line.change.pk) for line in page.context["lines"]]
        following, pages = page.context["following"], pages + 1
    assert len(seen) == len(set(seen)) == 130 + RentClass.objects.count() + 130
    assert pages == 3
    assert "Regel 201 tot en met 265 van 265." in page.content.decode()


def test_the_feed_is_filtered(admin_client: Client, add_project: AddProject, admin_user: User) -> None:
    project = add_project(gemeente="Vaals")
    with act(Act.BULK, "fase", admin_user.pk):
        project.delete()
    newest = HistoryEntry.objects.newest_first()[0]
    day = f"{newest.at.astimezone():%Y-%m-%d}"
    for query in (
        f"wie={admin_user.pk}", "wat=projects.project&soort=delete", "hoe=bulk", "soort=delete",
        f"gemeente={Municipality.objects.get(name='Vaals').code}&hoe=bulk", f"van={day}&hoe=bulk",
    ):  # fmt: skip
        found = admin_client.get(f"{FEED}?{query}").context["page"].items
        assert [item.entry for item in found] == [newest], query
    for query in ("wat=municipalities.figure", "hoe=inlezen", "tot=2000-01-01", "gemeente=GM0917"):
        assert admin_client.get(f"{FEED}?{query}").context["page"].items == [], query


@pytest.mark.parametrize(
    "query",
    ["wie=abc", "wat=auth.user", "van=gisteren", "van=2026-02-02&tot=2026-01-01", "gemeente=x", "hoe=x"],
)
def test_a_wrong_choice_is_told(admin_client: Client, db: None, query: str) -> None:
    page = admin_client.get(f"{FEED}?{query}")
    assert page.status_code == 400
    assert page.context["form"].errors
    assert page.context["page"] is None


def test_the_feed_is_paged_by_key(admin_client: Client, add_project: AddProject) -> None:
    project = add_project()
    for number in range(60):
        Project.objects.filter(pk=project.pk).update(place=f"Wijk {number}")
    seen, older, pages = [], "", 0
    while older is not None:
        page = admin_client.get(f"{FEED}?wat=projects.project&na={older}").context["page"]
        seen += [item.entry.pk for item in page.items]
        older, pages = page.older, pages + 1
    assert len(seen) == len(set(seen)) >= 61
    assert pages == 3


@pytest.mark.parametrize("after", ["x", "99999999999999999999", "0", "-1", "%00"])
def test_no_address_is_a_server_error(admin_client: Client, add_project: AddProject, after: str) -> None:
    project = add_project()
    restore = f"{FEED}1/terugzetten"
    for address in (
        f"{FEED}?na={after}",
        f"{history(project)}?voor={after}",
        f"{FEED}{after}/",
        f"{FEED}{after}/ongedaan/",
        f"{FEED}1/?vanaf={after}",
        f"{restore}/projects.project/{after}/",
        f"{restore}/auth.user/1/",
        f"/beheer/projects/project/{after}/history/",
    ):
        assert admin_client.get(address).status_code in {200, 302, 400, 404}, address


def test_who_may_not_see_the_rows_does_not_see_their_history(client: Client, add_project: AddProject) -> None:
    project = add_project()
    entry = HistoryEntry.objects.newest_first()[0]
    pages = (FEED, history(project), f"{FEED}{entry.pk}/", f"{FEED}{entry.pk}/ongedaan/")
    for page in pages:
        assert client.get(page).status_code == 302
    user = User.objects.create_user("kijker", password="x", is_staff=True)
    client.force_login(user)
    for page in pages:
        assert client.get(page).status_code == 403, page
    user.user_permissions.add(Permission.objects.get(codename="view_figure"))
    assert client.get(FEED).context["page"].items == []
    assert client.get(history(project)).status_code == 403
    assert client.get(f"{FEED}{entry.pk}/").status_code == 404
    user.user_permissions.add(Permission.objects.get(codename="view_project"))
    assert client.get(FEED).context["page"].items
    assert client.get(history(project)).status_code == 200


def test_an_invented_project_says_that_it_has_no_history(admin_client: Client, world: None) -> None:
    call_command("example", 1, verbosity=0)
    text = admin_client.get(history(Project.objects.get())).content.decode()
    assert "Dit is voorbeelddata: daarvan wordt geen geschiedenis bewaard." in text


def test_the_index_leads_to_the_history(admin_client: Client) -> None:
    assert f'href="{FEED}"' in admin_client.get("/beheer/").content.decode()


def test_the_pages_cost_the_same_for_few_and_many_rows(
    admin_client: Client, add_project: AddProject, admin_user: User
) -> None:
    HistoryEntry.objects.all().delete()  # how the world was loaded must not count
    project = add_project(certain={"betaalbaar": None}, types=["gestapeld-met-lift"])
    ExternalCode.objects.create(project=project, system="dpi", code="1")
    costs = []
    for amount in (2, 200):
        owner = Corporation.objects.get(code="WL")
        place = Municipality.objects.get(name="Heerlen")
        with act(Act.IMPORT, "veel.xlsx", admin_user.pk):
            Project.objects.bulk_create(
                Project(name=f"{amount} {number}", municipality=place, corporation=owner, kind="sloop")
                for number in range(amount)
            )
        entry = HistoryEntry.objects.newest_first()[0]
        counted = []
        for address in (FEED, f"{FEED}{entry.pk}/", f"{FEED}{entry.pk}/ongedaan/", history(project)):
            with CaptureQueriesContext(connection) as queries:
                assert admin_client.get(address).status_code == 200
            counted.append(len(queries))
        costs.append(counted)
    assert costs == [[19, 28, 33, 13]] * 2  # the feed, an act, its undoing, a project
