"""Names, sources and codes of before the rules of ``test_names``: made right, without what they were lost."""

import importlib
from typing import Any

from django.apps import apps
from django.db import connection, models

from municipalities.access.tokens import FIXED, ApiToken, Scope
from municipalities.models import Corporation, Figure, Municipality, Theme
from projects.models import ExternalCode, HousingType, Project, SustainabilityLevel
from tests.conftest import AddProject, refused
from tests.support.staff import person
from tests.support.tokens import token_of


def test_what_is_there_is_made_right(add_project: AddProject) -> None:
    was = {
        "#VERW!": "Vastgoedproject {} (was #VERW!)",
        '="0013"': "0013",
        "Molen\ufffdhof": "Molen?hof",
        "-": "Vastgoedproject {} (was -)",
        "\U00016fe4": "Vastgoedproject {}",
        "Molenhof\U00016fe4": "Molenhof (2)",
        "n.v.t.": "n.v.t.",
    }
    add_project("Molenhof")
    projects = {name: add_project(f"Project {number}") for number, name in enumerate(was)}
    codes = [("X1", 0), ("X1\u200b", 0), ("X1 ", 1), ("#REF!", 2), ('="7"', 3)]
    rows = [*projects.values()]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, column in (("project", "project_name"), ("externalcode", "external_code")):
            for rule in ("line", "legible"):
                cursor.execute(f"ALTER TABLE projects_{table} DROP CONSTRAINT {column}_{rule}")
        for name, project in projects.items():
            cursor.execute("UPDATE projects_project SET name = %s WHERE id = %s", [name, project.pk])
        for code, at in codes:
            cursor.execute(
                "INSERT INTO projects_externalcode (project_id, system, code) VALUES (%s, 'dpi', %s)",
                [rows[at].pk, code],
            )
    importlib.import_module("projects.migrations.0018_legible_names").make_all(apps, None)
    assert {name: Project.objects.get(pk=each.pk).name for name, each in projects.items()} == {
        name: right.format(projects[name].pk) for name, right in was.items()
    }
    kept = ExternalCode.objects.order_by("pk").values_list("code", "project")
    assert [*kept] == [("X1", rows[0].pk), ("X1 (2)", rows[1].pk), ("7", rows[3].pk)]


def test_names_of_what_staff_keeps_are_made_right(brochure: dict[str, Any]) -> None:
    migration = importlib.import_module("municipalities.migrations.0014_legible_names")
    token, _ = token_of(person("Redacteur", "Heerlen"), Scope.WRITE)
    theme, other = Theme.objects.order_by("pk")[:2]
    figure = Figure.objects.order_by("pk")[0]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, column in (
            ("theme", "theme_name"),
            ("figure", "figure_source"),
            ("apitoken", "api_token_name"),
        ):
            for rule in ("line", "legible"):
                cursor.execute(f"ALTER TABLE municipalities_{table} DROP CONSTRAINT {column}_{rule}")
        cursor.execute(migration.SWITCH_FIXED.format("DISABLE"))
        for table, column, text, key in (
            ("theme", "name", f"{other.name}\u200b", theme.pk),
            ("figure", "source", "#N/B", figure.pk),
            ("apitoken", "name", "#N/B", token.pk),
        ):
            cursor.execute(f"UPDATE municipalities_{table} SET {column} = %s WHERE id = %s", [text, key])  # noqa: S608 - names of ours
        with connection.schema_editor(atomic=False) as editor:
            migration.make_all(apps, editor)
    for row in (theme, figure, token):
        row.refresh_from_db()
    assert (theme.name, figure.source) == (f"{other.name} (2)", "")
    assert token.name == f"API-token {token.pk} (was #N/B)"
    with refused(FIXED):
        ApiToken.objects.update(name="Anders")


def without(*models_: type[models.Model]) -> None:
    """Drop the rules of some tables, as they were not there before."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in models_:
            for rule in model._meta.constraints:
                if rule.name.endswith(("_unique", "_legible", "_known", "_single", "_system", "_explained")):
                    cursor.execute(
                        f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT IF EXISTS {rule.name}"
                    )
                    cursor.execute(f"DROP INDEX IF EXISTS {rule.name}")


def test_two_with_one_name_become_two_names(world: None) -> None:
    without(Corporation, Municipality, SustainabilityLevel, HousingType)
    for code in ("wl", "X"):
        Corporation.objects.create(code=code, name="wonen limburg")
    Municipality.objects.filter(name="Beek").update(name="HEERLEN")
    SustainabilityLevel.objects.filter(code="nom").update(code="BENG", label="beng")
    SustainabilityLevel.objects.filter(code="gasloos").update(code="nnb", label="Onbekend")
    HousingType.objects.filter(code="gestapeld-met-lift").update(variant="Zonder Lift")
    importlib.import_module("municipalities.migrations.0014_legible_names").make_all(apps, None)
    importlib.import_module("projects.migrations.0018_legible_names").make_all(apps, None)
    assert [*Corporation.objects.order_by("pk").values_list("code", "name")] == [
        ("WL", "Wonen Limburg"), ("wl-2", "wonen limburg (2)"), ("X", "wonen limburg (3)"),
    ]  # fmt: skip
    twins = Municipality.objects.filter(name__istartswith="heerlen").order_by("pk")
    assert sorted(each.name.casefold() for each in twins) == ["heerlen", "heerlen (2)"]
    levels = SustainabilityLevel.objects.order_by("pk")
    first = levels[0].pk
    assert [*levels.values_list("code", "label")] == [
        (f"nnb-{first}", f"Duurzaamheidsniveau {first} (was Onbekend)"), ("beng", "BENG"),
        ("BENG-2", "beng (2)"),
    ]  # fmt: skip
    assert HousingType.objects.get(code="gestapeld-met-lift").variant == "Zonder Lift (2)"


def test_notes_and_codes_are_made_right(brochure: dict[str, Any]) -> None:
    without(Figure, Project, ExternalCode)
    project = Project.objects.order_by("pk")[0]
    figure, other = Figure.objects.exclude(value=None).order_by("pk")[:2]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE projects_project SET note = '#VERW!', internal_note = E'\\u200b' WHERE id = %s",
            [project.pk],
        )
        for key, text in ((figure.pk, "\n########"), (other.pk, "\u200b")):
            cursor.execute(
                "UPDATE municipalities_figure SET status = 'afgeleid', note = %s, internal_note = '#N/B'"
                " WHERE id = %s",
                [text, key],
            )
        for system, code in (("d p i", "1; bag: 2"), ("dpi:", "7"), ("d-p-i", "8, x:9; y 1")):
            cursor.execute(
                "INSERT INTO projects_externalcode (project_id, system, code) VALUES (%s, %s, %s)",
                [project.pk, system, code],
            )
    importlib.import_module("municipalities.migrations.0014_legible_names").make_all(apps, None)
    importlib.import_module("projects.migrations.0018_legible_names").make_all(apps, None)
    for row in (project, figure, other):
        row.refresh_from_db()
    assert (project.note, project.internal_note) == ("", "")
    assert (figure.note, figure.internal_note) == ("Onbekend (was ########)", "")
    assert (other.note, other.internal_note) == ("Onbekend", "")
    assert [*project.external_codes.order_by("pk").values_list("system", "code")] == [
        ("d-p-i", "1/ bag: 2"), ("dpi-", "7"), ("d-p-i", "8/ x:9/ y 1"),
    ]  # fmt: skip
