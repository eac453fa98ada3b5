"""Names, sources and codes of before the rules of ``test_names``: made right, without what they were lost."""

import importlib
from typing import Any

from django.apps import apps
from django.db import connection

from municipalities.models import Figure, Theme
from municipalities.rest.tokens import FIXED, ApiToken, Scope
from projects.models import ExternalCode, Project
from tests.conftest import AddProject, refused
from tests.staff import person
from tests.tokens import token_of


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
